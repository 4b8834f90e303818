"""Evidence that is linked, results that open their records, and what a reader may not see of them."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from ketnoi.activities import actions as activities
from ketnoi.activities import facts
from ketnoi.activities.entry import Entry
from ketnoi.figures import answers, catalogue, records, verify
from ketnoi.figures.figure import Figure
from ketnoi.works import evidence, judging, measured, progress
from ketnoi.works.models import Note, Result
from tests.works.worlds import DAY, category

MARCH = dt.date(2026, 3, 9)
LATER = dt.date(2026, 5, 4)


def told(world, title="Tuyên truyền ở ngõ 5", unit="hoi_xa", day=MARCH):
    """An activity of the unit."""
    kind = catalogue.category("kind", "TT_LONG_GHEP").pk
    audience = catalogue.category("audience", "NHAN_DAN").pk
    place = world.units[unit].place_id
    entry = Entry(
        kind=kind, title=title, starts_on=day, lead=world.units[unit].pk, place=place, attendance={audience: 40}
    )
    return activities.record(entry, world.officers["xa"].pk, world.units[unit].pk)


def shown(*made):
    return [(facts.NUMBER, one.pk) for one in made]


def test_a_note_links_records_of_the_unit_which_a_stranger_does_not_see(world):
    work = world.agreed(programme=world.movement.pk)
    made, other = told(world), told(world, "Việc ở tỉnh khác", "hoi_khac")
    rows = evidence.offered(world.officers["xa"], work)
    assert [row.title for _one, row in rows] == ["Tuyên truyền ở ngõ 5"]
    assert evidence.offered(world.officers["xa"], work, "khong co") == []
    progress.add_note(work, MARCH, "Xong ngõ 5", shown(made), world.officers["xa"], 2, *world.doer)
    (note,) = Note.objects.all()
    mine = evidence.seen(world.officers["xa"], {note.pk: shown(made)})[note.pk]
    theirs = evidence.seen(world.officers["la"], {note.pk: shown(made)})[note.pk]
    assert ([row.record for row in mine.rows], mine.hidden) == ([made.pk], 0)
    assert (theirs.rows, theirs.hidden) == ([], 1)
    with pytest.raises(ValidationError):
        progress.add_note(work, MARCH, "Mượn", shown(other), world.officers["xa"], 3, *world.doer)
    assert Note.objects.count() == 1


def test_a_result_is_a_figure_that_follows_its_records(world):
    work = world.agreed()
    figure = Figure("luot_tuyen_truyen", dt.date(2026, 1, 1), dt.date(2026, 12, 31), unit=work.unit_id)
    progress.ask(work, figure, 2, *world.doer)
    (one,) = measured.results(work)
    assert (one.value, one.unit, measured.figure(one.question)) == (0, "lượt", figure)
    told(world)
    assert measured.results(work)[0].value == 40
    with pytest.raises(ValidationError):
        progress.ask(work, figure, 3, *world.doer)
    with pytest.raises(ValidationError):
        progress.ask(work, Figure("ty_le_viec_xong"), 3, *world.doer)


def test_an_own_result_counts_with_how_it_was_measured_until_it_is_taken_back(world):
    work = world.agreed(registered_on=DAY)
    measure = category("KQ_NUT_GIAO_THONG", "result")
    progress.add_result(work, measure, 352, MARCH, "Theo phương án bố trí lực lượng", 2, *world.doer)
    assert answers.value(Figure("nut_giao_thong")) == 352
    (behind,) = records.Records(Figure("nut_giao_thong"), world.officers["xa"])[0:3]
    assert (behind.value, behind.row.url) == (352, reverse("works:work", args=[work.uuid]))
    assert "Theo phương án bố trí lực lượng" in behind.row.note
    progress.withdraw_result(work, Result.objects.get().uuid, "Đếm nhầm", 3, *world.doer)
    assert answers.value(Figure("nut_giao_thong")) == 0
    assert verify.run().differences == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"value": -1}, "value"),
        ({"measure": 10**9}, "measure"),
        ({"how": " "}, "how"),
        ({"day": DAY.replace(2025)}, "day"),
    ],
)
def test_a_number_without_a_way_of_measuring_is_refused(world, wrong, field):
    work = world.agreed()
    usual = {"measure": category("KQ_SUAT_QUA", "result"), "value": 3, "day": MARCH, "how": "Đếm"} | wrong
    with pytest.raises(ValidationError) as refused:
        progress.add_result(work, **usual, version=2, actor=world.doer[0], unit=world.doer[1])
    assert field in refused.value.message_dict
    assert not Result.objects.exists()


@pytest.fixture
def at(client, world):
    def sign_in(name):
        client.force_login(world.officers[name])
        return client

    return sign_in


def test_the_level_above_agrees_and_the_unit_writes_how_it_goes(at, world):
    work = world.register()
    pages = {
        name: reverse(f"works:{name}", args=[work.uuid]) for name in ("work", "agree", "milestone", "note", "finish")
    }
    assert at("lanh_dao_xa").get(pages["agree"]).status_code == 404
    assert at("nu_ca").get(pages["agree"]).status_code == 404
    assert work.title in at("tinh").get(reverse("works:waiting")).content.decode()
    assert at("tinh").post(pages["agree"], {"version": "1", "key": "on"}).status_code == 302
    at("xa").post(pages["milestone"], {"version": "2", "text": "Lắp xong", "day": "01/06/2026"})
    made = told(world)
    said = {"version": "3", "text": "Xong ngõ 5", "day": "09/03/2026", "evidence": f"1-{made.pk}"}
    assert at("xa").post(pages["note"], said).status_code == 302
    page = at("xa").get(pages["work"]).content.decode()
    for word in ("trọng điểm", "Lắp xong", "Xong ngõ 5", "Tuyên truyền ở ngõ 5", "Duyệt"):
        assert word in page
    forged = said | {"version": "4", "evidence": "1-999999999"}
    assert at("xa").post(pages["note"], forged).status_code == 422
    at("xa").post(pages["finish"], {"version": "4", "achieved": "reached", "evaluation": "Đạt", "day": "04/05/2026"})
    work.refresh_from_db()
    assert (work.status, work.ended_on) == ("done", LATER)


def test_a_step_that_came_too_late_shows_what_stands_and_loses_nothing(at, world):
    work = world.register()
    judging.send_back(work, "Chưa rõ", 1, *world.leader)
    assert at("tinh").post(reverse("works:agree", args=[work.uuid]), {"version": "1"}).status_code == 404
    page = at("xa").get(reverse("works:work", args=[work.uuid])).content.decode()
    assert "Chưa rõ" in page
    assert "Sửa và gửi lại" in page


def offered(answer) -> list[str]:
    return [label for _value, label in answer.context["form"].fields["evidence"].choices]


def test_evidence_is_searched_without_marks_and_nothing_typed_is_lost(at, world):
    work = world.agreed()
    made, other = told(world), told(world, "Thăm hộ ở đường lớn")
    told(world, "Tuyên truyền ở tỉnh khác", "hoi_khac")
    page = reverse("works:note", args=[work.uuid])
    assert [one.split(" · ")[0] for one in offered(at("xa").get(page + "?q=tuyen truyen ngo"))] == [made.title]
    typed = {"version": "1", "text": "Đang gõ dở", "day": "9/3", "evidence": f"1-{other.pk}", "q": "NGO 5"}
    answer = at("xa").post(page, typed | {"tim_phieu": "1"})
    assert answer.status_code == 200
    assert [one.split(" · ")[0] for one in offered(answer)] == [other.title, made.title]
    shown = answer.content.decode()
    for kept in ("Đang gõ dở", 'value="9/3"', 'name="version" value="1"', 'value="NGO 5"'):
        assert kept in shown
    assert re.search(f'value="1-{other.pk}"[^>]*checked', shown)
    assert not Note.objects.exists()
    saved = typed | {"version": "2", "day": "09/03/2026", "evidence": [f"1-{other.pk}", f"1-{made.pk}"]}
    assert at("xa").post(page, saved).status_code == 302
    assert Note.objects.get().evidence.count() == 2


def test_a_search_that_finds_nothing_says_so_and_one_of_rubbish_does_no_harm(at, world):
    work = world.agreed()
    made = told(world)
    page = reverse("works:note", args=[work.uuid])
    assert "Không thấy phiếu nào" in at("xa").get(page + "?q=bình+chữa").content.decode()
    rubbish = {"evidence": ["x", "1-2-3", f"{'9' * 30}-1", "\0", f"1-{'9' * 5000}"], "q": "d" * 900, "tim_phieu": "1"}
    assert offered(at("xa").post(page, rubbish)) == []
    assert "Tìm phiếu" in at("xa").get(page).content.decode()
    assert at("la").post(page, {"q": made.title, "tim_phieu": "1"}).status_code == 404


def test_a_search_shows_no_record_that_the_reader_may_not_open(world):
    work = world.agreed()
    told(world)
    assert evidence.offered(world.officers["la"], work, "ngo 5") == []
    assert [row.title for _one, row in evidence.offered(world.officers["xa"], work, "09/03 ngo")] == [
        "Tuyên truyền ở ngõ 5"
    ]
