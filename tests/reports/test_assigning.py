"""Other units contribute to a report: asked by a day, written with their own figures, sent, returned, quoted."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ketnoi.activities import actions as activities
from ketnoi.audit import versions
from ketnoi.audit.models import Line
from ketnoi.officers.enums import Role
from ketnoi.reports import actions, assigning, contributions, editions, flow, settling
from ketnoi.reports.enums import Contribution
from ketnoi.reports.given import Given
from ketnoi.reports.models import Assignment
from ketnoi.reports.tokens import TokenError
from tests.reports import worlds

DAY = dt.date(2030, 6, 1)
SECTION = "1. Công tác tuyên truyền"
pytestmark = pytest.mark.django_db


@pytest.fixture
def heading(told):
    return told.report.paragraphs.get(text=SECTION)


def ask(told, heading, *units, due=DAY) -> list[Assignment]:
    wanted = assigning.Wanted([told.world.units[one].pk for one in units], "Kết quả tuyên truyền", due)
    return assigning.assign(told.report, heading.pk, wanted)


def values(report, text) -> list[int]:
    return [one.value for one in editions.said(report, [("paragraph", text)]).values()]


@pytest.fixture
def police(told, heading) -> Assignment:
    return ask(told, heading, "ca_tinh")[0]


def test_each_unit_counts_its_own_work_and_that_under_it(told, heading):
    """The Union led all sessions, the police of commune A took part in them; the court in none."""
    by_police, by_union, by_court = ask(told, heading, "ca_tinh", "hoi_xa", "ta_tinh")
    text = "Dự {buoi_tuyen_truyen} buổi, năm 2021 là {luot_tuyen_truyen|nam=2021} lượt."
    for one in (by_police, by_union, by_court):
        assigning.write(one, text, 1, send=True)
    sent = [Assignment.objects.get(pk=one.pk).sent_text for one in (by_police, by_union, by_court)]
    assert [values(told.report, one) for one in sent] == [[4, 476], [4, 476], [0, 0]]
    alone = worlds.came_to(told.world, 50, dt.date(2021, 7, 1), lead=told.world.units["ca_a"].pk, partners=())
    activities.record(alone, told.world.officers["mau"].pk, told.world.units["ca_a"].pk)
    assert [values(told.report, one) for one in sent] == [[5, 526], [4, 476], [0, 0]]


def test_a_quoted_text_names_its_source_stands_in_its_section_and_is_frozen_with_the_report(told, heading, police):
    assigning.write(police, "Công an dự {buoi_tuyen_truyen} buổi.", 1, send=True)
    row = assigning.quote(police, actor=told.lead.pk)
    unit = told.world.units["ca_tinh"].pk
    assert row.text == f"Công an dự {{buoi_tuyen_truyen|don-vi={unit}}} buổi."
    assert row.quoted_from == police
    order = list(told.report.paragraphs.values_list("pk", flat=True))
    assert order.index(row.pk) == order.index(heading.pk) + 2
    police.refresh_from_db()
    assert police.state == Contribution.TAKEN
    actions.freeze(told.report)
    told.report.refresh_from_db()
    kept = editions.current(told.report).figures.get(key=f"buoi_tuyen_truyen|don-vi={unit}")
    assert (kept.value, kept.shown) == (4, "4")


def test_what_is_quoted_once_is_not_quoted_again_while_it_stands(told, police):
    assigning.write(police, "Một câu.", 1, send=True)
    row = assigning.quote(police)
    with pytest.raises(ValidationError, match="đang có trong báo cáo"):
        assigning.quote(police)
    actions.remove(row.pk, row.version)
    assert assigning.quote(police).text == "Một câu."


def test_a_section_that_was_taken_out_leaves_its_texts(told, heading, police):
    assigning.write(police, "Một câu.", 1, send=True)
    actions.remove(heading.pk, heading.version)
    (section,) = contributions.sections(told.report, DAY)
    assert (section.number, section.heading) == (None, SECTION)
    row = assigning.quote(police)
    assert row == told.report.paragraphs.last()


@pytest.mark.parametrize("text", ["{khong_co} buổi", "{buoi_tuyen_truyen", "{buoi_tuyen_truyen|co-quan=xyz}"])
def test_a_wrong_figure_saves_nothing(told, police, text):
    with pytest.raises(TokenError):
        assigning.write(police, text, 1, send=True)
    police.refresh_from_db()
    assert (police.text, police.state, police.version) == ("", Contribution.ASKED, 1)


def test_the_second_writer_sees_the_firsts_words(told, police):
    assigning.write(police, "Của người thứ nhất.", 1)
    with pytest.raises(versions.Stale) as conflict:
        assigning.write(police, "Của người thứ hai.", 1)
    assert conflict.value.current.text == "Của người thứ nhất."


def test_who_asked_sees_only_what_was_sent(told, police):
    assigning.write(police, "Chưa xong.", 1)
    assert contributions.sections(told.report, DAY)[0].texts[0].blocks == []
    assigning.write(police, "Đã xong.", 2, send=True)
    assigning.send_back(police, "thêm số liệu")
    assigning.write(police, "Đang viết thêm.", 3)
    (block,) = contributions.sections(told.report, DAY)[0].texts[0].blocks
    assert [run.text for run in block.runs] == ["Đã xong."]


def test_a_contribution_reads_the_counted_number_whatever_a_leader_wrote_in_the_report(told, police):
    key = f"buoi_tuyen_truyen|don-vi={told.world.units['ca_tinh'].pk}"
    actions.add_paragraph(told.report, None, "paragraph", f"Công an dự {{{key}}} buổi.")
    settling.give(told.report, key, Given("9", "Sổ riêng", "thiếu phiếu", 0))
    assigning.write(police, "Dự {buoi_tuyen_truyen} buổi.", 1, send=True)
    police.refresh_from_db()
    (block,) = contributions.sections(told.report, DAY)[0].texts[0].blocks
    assert [run.text for run in block.runs] == ["Dự ", "4", " buổi."]
    assert contributions.read(police, police.sent_text) == [block]


def test_a_step_is_taken_only_from_where_it_can_be(told, police):
    for step in (assigning.quote, lambda one: assigning.send_back(one, "thêm")):
        with pytest.raises(ValidationError, match="Chờ viết"):
            step(police)
    assigning.write(police, "Một câu.", 1, send=True)
    for step in (assigning.withdraw, lambda one: assigning.write(one, "Hai câu.", 2)):
        with pytest.raises(ValidationError, match="Đã gửi"):
            step(police)
    with pytest.raises(ValidationError, match="cần viết thêm"):
        assigning.send_back(police, "  ")
    assert list(police.steps.values_list("move", flat=True)) == ["ask", "send"]


def test_one_section_is_asked_of_a_unit_once_until_it_is_withdrawn(told, heading, police):
    with pytest.raises(ValidationError, match="Công an tỉnh Minh họa"):
        ask(told, heading, "ca_tinh", "ta_tinh")
    assert told.report.assignments.count() == 1
    assigning.withdraw(police)
    assert len(ask(told, heading, "ca_tinh", "ta_tinh")) == 2


def test_one_that_was_returned_can_be_withdrawn_too(told, heading, police):
    assigning.write(police, "Một câu.", 1, send=True)
    assigning.send_back(police, "Thêm số liệu.")
    assigning.withdraw(police)
    assert ask(told, heading, "ca_tinh")


def test_what_a_colleague_typed_after_it_was_sent_is_shown(told, police, client):
    assigning.write(police, "Của người gửi.", 1, send=True)
    client.force_login(worlds.somebody(told.world.units["ca_tinh"].pk, Role.RECORDER, "thu.viet"))
    address = reverse("reports:assignment", args=[police.uuid])
    page = client.post(address, {"text": "Của người đến sau.", "version": 1, "viec": "luu"})
    assert page.status_code == 409
    assert "Của người gửi." in page.content.decode()
    assert "Của người đến sau." in page.content.decode()
    police.refresh_from_db()
    assert police.text == "Của người gửi."


def test_nothing_moves_once_the_report_was_submitted(told, heading, police):
    told.report.paragraphs.update(accepted=True)
    actions.freeze(told.report)
    told.report.refresh_from_db()
    flow.submit(told.report)
    with pytest.raises(ValidationError, match="Đang trình"):
        assigning.write(police, "Một câu.", 1)
    with pytest.raises(ValidationError, match="Đang trình"):
        ask(told, heading, "ta_tinh")


def test_late_is_what_came_or_is_owed_past_its_day(told, heading):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    owed, sent = ask(told, heading, "ca_tinh", "ta_tinh", due=yesterday)
    in_time = ask(told, told.report.paragraphs.get(text="3. Tập huấn"), "ta_tinh", due=timezone.localdate())[0]
    for one in (sent, in_time):
        assigning.write(one, "Một câu.", 1, send=True)
    days = (yesterday, timezone.localdate())
    assert [owed.is_late(day) for day in days] == [False, True]
    for one, late in ((sent, True), (in_time, False)):
        one.refresh_from_db()
        assert one.is_late(DAY) is late


def test_a_step_is_one_line_in_the_journal(told, police):
    before = Line.objects.count()
    assigning.write(police, "Một câu.", 1, send=True)
    assigning.quote(police)
    assert Line.objects.count() == before + 2


def test_parties_and_agencies_beside_and_lower_units_may_be_asked(told):
    among = contributions.candidates(told.report, timezone.localdate())
    units = told.world.units
    assert [one.pk for one in among.beside] == [units[code].pk for code in ("ca_tinh", "vks_tinh", "ta_tinh")]
    assert [one.pk for one in among.lower] == [units["hoi_xa"].pk]  # those of the old map have ended


# pages


@pytest.fixture
def officer(told):
    return worlds.somebody(told.world.units["ca_tinh"].pk, Role.RECORDER, "thu.ca_tinh")


def test_the_unit_asked_sees_its_part_and_never_the_report(told, police, officer, client):
    client.force_login(officer)
    page = client.get(reverse("reports:assignment", args=[police.uuid]))
    assert page.status_code == 200
    assert "Kết quả tuyên truyền" in page.content.decode()
    for name in ("report", "collect", "assign", "docx", "comments"):
        assert client.get(reverse(f"reports:{name}", args=[told.report.uuid])).status_code == 404
    assert SECTION in client.get(reverse("reports:assignments")).content.decode()


def test_others_find_no_assignment(told, police, client):
    client.force_login(told.world.officers["toa"])
    assert client.get(reverse("reports:assignment", args=[police.uuid])).status_code == 404
    assert SECTION not in client.get(reverse("reports:assignments")).content.decode()


def test_who_asked_reads_the_assignment_and_writes_nothing_in_it(told, police, client):
    client.force_login(told.lead)
    address = reverse("reports:assignment", args=[police.uuid])
    assert "<textarea" not in client.get(address).content.decode()
    client.post(address, {"text": "Viết thay.", "version": 1, "viec": "gui"})
    police.refresh_from_db()
    assert (police.text, police.state) == ("", Contribution.ASKED)


def test_from_asking_to_quoting_on_pages(told, heading, officer, client):
    units = told.world.units
    client.force_login(told.lead)
    asked = {"section": heading.pk, "units": [units["ca_tinh"].pk], "asked": "Kết quả", "due_on": "01/06/2099"}
    assign = reverse("reports:assign", args=[told.report.uuid])
    assert client.post(assign, asked)["Location"] == reverse("reports:collect", args=[told.report.uuid])
    row = Assignment.objects.get()
    client.force_login(officer)
    assert row.heading in client.get(reverse("web:today")).content.decode()
    address = reverse("reports:assignment", args=[row.uuid])
    wrong = client.post(address, {"text": "{khong_co} buổi.", "version": 1, "viec": "gui"})
    assert (wrong.status_code, "{khong_co} buổi." in wrong.content.decode()) == (422, True)
    client.post(address, {"text": "Dự {buoi_tuyen_truyen} buổi.", "version": 1, "viec": "gui"})
    client.force_login(told.lead)
    assert "Đọc và tập hợp" in client.get(reverse("web:today")).content.decode()
    settle = reverse("reports:settle", args=[told.report.uuid, row.pk])
    empty = client.post(settle, {"viec": "tra-lai", f"{row.pk}-remark": ""})
    assert (empty.status_code, "cần viết thêm" in empty.content.decode()) == (422, True)
    client.post(settle, {"viec": "trich"})
    page = client.get(reverse("reports:paragraphs", args=[told.report.uuid])).content.decode()
    assert "Trích từ Công an tỉnh Minh họa" in page


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"section": 2**70}, "Phần của báo cáo"),
        ({"units": ["x"]}, "ca-tinh"),
        ({"units": []}, "Hãy chọn ít nhất một đơn vị"),
        ({"due_on": "01/01/2020"}, "Hạn gửi phải từ hôm nay"),
        ({"asked": "a" * 2001}, "a" * 2001),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_asked(told, heading, client, changed, message):
    client.force_login(told.lead)
    usual = {
        "section": heading.pk,
        "units": [told.world.units["ca_tinh"].pk],
        "asked": "Kết quả",
        "due_on": "01/06/2099",
    }
    answer = client.post(reverse("reports:assign", args=[told.report.uuid]), usual | changed)
    assert answer.status_code == 422
    assert not Assignment.objects.exists()
    if message != "ca-tinh":
        assert message in answer.content.decode()


def test_two_officers_of_the_unit_asked_see_both_versions(told, police, officer, client):
    client.force_login(officer)
    assigning.write(police, "Của người thứ nhất.", 1)
    address = reverse("reports:assignment", args=[police.uuid])
    answer = client.post(address, {"text": "Của người thứ hai.", "version": 1, "viec": "luu"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Của người thứ nhất." in page
    assert "Của người thứ hai.</textarea>" in page
    assert 'name="version" value="2"' in page


@pytest.mark.usefixtures("still")
def test_collecting_asks_no_more_questions_for_more_texts(told, heading, client):
    rows = ask(told, heading, "ca_tinh")
    client.force_login(told.lead)
    address = reverse("reports:collect", args=[told.report.uuid])
    asked = []
    for more in ((), ("vks_tinh", "ta_tinh")):
        rows += ask(told, heading, *more) if more else []
        for row in rows:
            if row.state == Contribution.ASKED:
                assigning.write(row, "Một câu.", row.version, send=True)
                row.refresh_from_db()
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(address).status_code == 200
        asked.append(len(caught))
    assert asked[0] == asked[1]
