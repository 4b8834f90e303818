"""Pages: a commune on a phone confirms, a province watches, nobody sees a sister."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from ketnoi.activities.models import Activity, Revision
from ketnoi.audit import kept
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.periods import queries, spans
from ketnoi.periods.enums import Answer, Kind
from ketnoi.periods.models import Confirmation, Regime, Statement
from tests.periods.worlds import DAY, JUNE, span

pytestmark = pytest.mark.django_db
PERIOD = "/ky-bao-cao/so-lieu-thang-thu/2025-06-01/"
CONFIRM = f"{PERIOD}xac-nhan/"


@pytest.fixture
def regime(world):
    return world.regime()


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def get(world, who, address=PERIOD):
    kept.forget()
    return world.client(who).get(address)


def say(world, who="a", **said):
    """Open the page and send its form, as a browser does."""
    client = world.client(who)
    fields = re.findall(r'name="(version|seen)" value="([^"]*)"', client.get(CONFIRM).content.decode())
    return client.post(CONFIRM, dict(fields) | {"answer": "full"} | said)


def test_a_province_sees_who_has_not_sent(world, regime):
    world.confirm(regime, "a")
    shown = text(get(world, "theo_doi"))
    assert "1 /3 đơn vị đã xác nhận 33,3%" in shown
    assert "Hội xã A muộn" in shown
    assert "Hội xã B thiếu, quá hạn" in shown
    reminder = re.findall(r"<textarea.*?>(.*?)</textarea>", get(world, "theo_doi").content.decode(), re.DOTALL)
    (sent,) = reminder
    assert sent == (
        "Đề nghị các đơn vị sau xác nhận ngay số liệu “Số liệu tháng thử”, kỳ Tháng 6/2025 (01/06/2025 – 30/06/2025),"
        " hạn gửi đã qua ngày 05/07/2025, tại mục Kỳ báo cáo: Hội xã B; Hội xã Mới."
    )


def test_a_commune_is_led_to_its_confirmation_and_reminds_nobody_of_itself(world, regime):
    page = get(world, "a").content.decode()
    assert CONFIRM in page
    assert "<textarea" not in page
    assert CONFIRM not in get(world, "theo_doi").content.decode()
    world.confirm(regime, "a")
    assert CONFIRM not in get(world, "a").content.decode()


def test_filters(world, regime):
    world.confirm(regime, "a")
    world.record("a", reason="Ghi sót")
    listed = {
        state: re.findall(r"Hội xã \w+", "".join(re.findall(r"<tbody>.*?</tbody>", page, re.DOTALL)))
        for state in ("", "chua-gui", "dung-han", "muon", "da-thay-doi", "la")
        for page in [get(world, "theo_doi", f"{PERIOD}?tinh-trang={state}").content.decode()]
    }
    everybody = ["Hội xã A", "Hội xã B", "Hội xã Mới"]
    assert listed == {
        "": everybody, "chua-gui": everybody[1:], "dung-han": [], "muon": everybody[:1],
        "da-thay-doi": everybody[:1], "la": everybody,
    }  # fmt: skip


def test_a_commune_never_sees_a_sister(world, regime):
    world.confirm(regime, "b")
    shown = text(get(world, "a"))
    assert "0 /1 đơn vị đã xác nhận" in shown
    assert "Hội xã B" not in shown
    assert "Hội xã Mới" not in shown
    sister = f"{PERIOD}{world.units['b'].pk}/"
    assert get(world, "a", sister).status_code == 404
    assert get(world, "tinh_khac", sister).status_code == 404
    assert get(world, "tinh_khac").status_code == 404
    assert get(world, "theo_doi", sister).status_code == 200
    assert "Hội xã B" not in text(get(world, "a", "/ky-bao-cao/"))


def test_the_centre_sees_provinces_and_opens_one(world):
    world.regime(under=world.units["tw"])
    shown = text(get(world, "tw"))
    assert "0 /4 đơn vị đã xác nhận" in shown
    assert "Hội xã A" not in shown
    assert "Hội xã Khác" in text(get(world, "tw", f"{PERIOD}?tinh=42"))
    assert "Hội xã A" not in text(get(world, "tw", f"{PERIOD}?tinh=42"))


def test_a_correction_after_confirming_shows_as_changed(world):
    """To the centre by province, to the province by name, to the commune itself, until it confirms again."""
    regime = world.regime(under=world.units["tw"])
    first = world.record("a", came=30)
    for unit in ("a", "b", "khac"):
        world.confirm(regime, unit)
    own = f"{PERIOD}{world.units['a'].pk}/"
    assert "thay đổi" not in text(get(world, "tw")) + text(get(world, "a", own))
    world.activities.correct(
        first, world.entry("a", came=41), "Cộng thiếu", 1, world.officers["a"].pk, world.units["a"].pk
    )
    centre = get(world, "tw").content.decode()
    assert "1 đơn vị có số liệu đã thay đổi sau khi xác nhận" in centre
    assert re.findall(r"\?tinh=(\d+)&amp;tinh-trang=da-thay-doi", centre) == ["41"]
    for who, address in (("tw", "?tinh=41&tinh-trang=da-thay-doi"), ("theo_doi", "?tinh-trang=da-thay-doi")):
        (listed,) = re.findall(r"<tbody>(.*?)</tbody>", get(world, who, PERIOD + address).content.decode(), re.DOTALL)
        assert re.findall(r"Hội xã \w+", listed) == ["Hội xã A"]
        assert "đã thay đổi 1 phiếu" in listed
    assert re.search(r"Buổi thử 10/06/2025 .{0,80} 30 41 Các lần xác nhận", text(get(world, "a", own)))
    assert "thay đổi 1 phiếu" not in text(get(world, "khac")) + text(get(world, "b"))
    world.confirm(regime, "a", version=1, reason="Đính chính")
    assert "tinh-trang=da-thay-doi" not in get(world, "tw").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/ky-bao-cao/so-lieu-thang-thu/2025-06-02/",
        "/ky-bao-cao/so-lieu-thang-thu/2024-06-01/",
        "/ky-bao-cao/so-lieu-thang-thu/2025-13-01/",
        "/ky-bao-cao/so-lieu-thang-thu/9999-12-31/",
        "/ky-bao-cao/khong-co/2025-06-01/",
        f"{PERIOD}99999999999999999999999999/",
        f"{CONFIRM}",
    ],
)
def test_what_is_not_there(world, regime, address):
    assert get(world, "theo_doi", address).status_code == 404


@pytest.mark.parametrize("query", ["trang=-1", "trang=abc", "tinh=99999999999999999999", "tinh-trang=%00", "tinh=41"])
def test_odd_questions_are_answered(world, regime, query):
    assert get(world, "theo_doi", f"{PERIOD}?{query}").status_code == 200


def test_a_commune_confirms(world, regime):
    world.record("a", dt.date(2025, 5, 3), came=22)
    world.record("a", came=33)
    shown = text(get(world, "a", CONFIRM))
    assert "Lượt người dự kỳ trước 22 · cùng kỳ năm trước 0 33 lượt" in shown
    answer = say(world)
    assert answer.headers["Location"] == f"{PERIOD}{world.units['a'].pk}/"
    (said,) = Confirmation.objects.all()
    assert (said.unit, said.start, said.answer) == (world.units["a"], JUNE, "full")
    assert "“Đủ”, xác nhận lúc" in text(get(world, "a", answer.headers["Location"]))


def test_nothing_took_place(world, regime):
    say(world, answer="none")
    assert Confirmation.objects.get().answer == "none"
    assert "1 đơn vị xác nhận không phát sinh" in text(get(world, "theo_doi"))


def test_what_is_wrong_stands_at_its_field_and_what_was_entered_stays(world, regime):
    world.record("a")
    answer = say(world, answer="none")
    assert answer.status_code == 422
    assert "Trong kỳ đã có số liệu, nên không chọn “Không phát sinh” được." in text(answer)
    assert re.search(r'value="none"[^>]*checked', answer.content.decode())
    assert not Confirmation.objects.exists()


def test_an_unusual_number_is_ticked_or_corrected(world, regime):
    for months_before, came in enumerate([30, 40, 50, 40], 1):
        world.record("a", dt.date(2025, 6 - months_before, 10), came=came)
    record = world.record("a", came=320)
    answer = say(world)
    assert answer.status_code == 422
    assert "gấp 8 lần thường lệ (40) – đúng không?" in text(answer)
    assert say(world, finding_0="on").status_code == 302
    world.activities.correct(
        record, world.entry("a", came=320, women=11), "Ghi sót", 1, world.officers["a"].pk, world.units["a"].pk
    )
    assert "gấp 8 lần" not in text(get(world, "a", CONFIRM))  # answered before, the number is the same
    assert say(world, reason="Ghi sót số nữ").status_code == 302
    assert [len(row.answered) for row in Statement.objects.all()] == [1, 1]


def test_two_confirm_at_once(world, regime):
    """The second one sees the first one's word, and that the numbers moved."""
    client = world.client("a_hai")
    fields = dict(re.findall(r'name="(version|seen)" value="([^"]*)"', client.get(CONFIRM).content.decode()))
    say(world, answer="none")
    answer = client.post(CONFIRM, fields | {"answer": "none"})
    assert answer.status_code == 409
    assert "Đã xác nhận “Không phát sinh” lúc" in text(answer)
    assert Statement.objects.count() == 1


def test_numbers_that_moved_are_shown_anew(world, regime):
    client = world.client("a")
    fields = dict(re.findall(r'name="(version|seen)" value="([^"]*)"', client.get(CONFIRM).content.decode()))
    world.record("a", came=33)
    answer = client.post(CONFIRM, fields | {"answer": "full"})
    assert answer.status_code == 409
    assert "Số liệu vừa thay đổi trong lúc đang xem." in text(answer)
    assert 'value="1.33.10.0"' in answer.content.decode()


@pytest.mark.parametrize(
    "said",
    [
        {"seen": "x" * 3000}, {"seen": "9" * 400}, {"seen": "\0"}, {"version": "9" * 30}, {"answer": "\0"},
        {"reason": "\0" * 10}, {"finding_0": "9" * 5000},
    ],
)  # fmt: skip
def test_tampered_forms_are_refused(world, regime, said):
    assert say(world, **said).status_code in {302, 409, 422}


def test_recording_in_a_confirmed_period_asks_why(world, regime):
    world.confirm(regime, "a", answer=Answer.NONE)
    client = world.client("a")
    entry = world.entry("a")
    form = {
        "kind": entry.kind, "title": entry.title, "starts_on": "10/06/2025", "lead": entry.lead, "save": "record",
        "venue": entry.venue, f"audience_{next(iter(entry.attendance))}": "30",
    }  # fmt: skip
    answer = client.post("/hoat-dong/moi/?loai=TT_LONG_GHEP", form)
    assert answer.status_code == 422
    assert "Hội xã A đã xác nhận số liệu “Số liệu tháng thử”, kỳ Tháng 6/2025" in text(answer)
    assert not Activity.objects.exists()
    assert client.post("/hoat-dong/moi/?loai=TT_LONG_GHEP", form | {"reason": "Chi hội gửi muộn"}).status_code == 302
    assert Revision.objects.get().reason == "Chi hội gửi muộn"
    shown = text(get(world, "theo_doi", f"{PERIOD}{world.units['a'].pk}/"))
    assert "đã thay đổi sau khi xác nhận" in shown
    assert "Buổi thử 10/06/2025 · Lượt người dự 0 30" in shown


def post_of(world, who):
    return Post.objects.select_related("unit", "officer").get(officer=world.officers[who])


def test_what_waits(world, regime):
    """Overdue periods and those due within the reminder; a confirmed one no longer; a watcher is not asked."""
    day = dt.date(2025, 7, 3)
    titles = [one.span.title for one in queries.waiting(post_of(world, "a"), day)]
    assert titles == [f"Tháng {month}/2025" for month in range(1, 7)]
    world.confirm(regime, "a", dt.date(2025, 3, 3))
    assert len(queries.waiting(post_of(world, "a"), day)) == 5
    assert [one.span.title for one in queries.waiting(post_of(world, "moi"), day)] == [
        "Tháng 4/2025", "Tháng 5/2025", "Tháng 6/2025",
    ]  # fmt: skip
    assert queries.waiting(post_of(world, "theo_doi"), day) == []
    assert queries.waiting(post_of(world, "khac"), day) == []


def test_no_reminder_before_its_day(world):
    world.regime(kind=Kind.HALF, due_days=20, remind_days=5)
    first_half = lambda day: [one.span.title for one in queries.waiting(post_of(world, "a"), day)]  # noqa: E731
    assert first_half(dt.date(2025, 7, 14)) == []
    assert first_half(dt.date(2025, 7, 15)) == ["6 tháng đầu năm 2025"]


def form_of(**changes):
    usual = {
        "name": "Biểu thử", "kind": "month", "closes_on": "14", "due_days": "3", "remind_days": "2",
        "level": "commune", "indicators": ["hoat_dong", "luot"], "valid_from": "01/01/2025",
    }  # fmt: skip
    return usual | changes


def test_a_regime_is_set_and_changed_from_a_day_on(world):
    client = world.client("quan_tri")
    assert client.post("/ky-bao-cao/che-do/moi/", form_of()).status_code == 302
    made = Regime.objects.get()
    assert (made.code, made.closes_on, made.under) == ("bieu-thu", 14, world.units["tinh"])
    world.confirm(made, "a")
    edit = "/ky-bao-cao/che-do/bieu-thu/"
    refused = client.post(edit, form_of(version="1", valid_from="14/06/2025"))
    assert refused.status_code == 422
    assert "Đã có đơn vị xác nhận đến ngày 14/06/2025: chọn ngày áp dụng sau ngày đó." in text(refused)
    assert client.post(edit, form_of(version="1", valid_from="01/07/2025", closes_on="0")).status_code == 302
    first, second = Regime.objects.order_by("version")
    assert (first.valid_to, second.valid_from, second.version) == (dt.date(2025, 6, 30), dt.date(2025, 7, 1), 2)
    assert queries.version_on("bieu-thu", dt.date(2025, 6, 15))[1].end == dt.date(2025, 6, 30)
    assert queries.version_on("bieu-thu", dt.date(2025, 7, 1))[1].end == dt.date(2025, 7, 31)


def test_two_editors_of_a_regime(world, regime):
    client = world.client("quan_tri")
    edit = f"/ky-bao-cao/che-do/{regime.code}/"
    client.post(edit, form_of(name="Của người trước", version="1"))
    answer = client.post(edit, form_of(name="Của người sau", version="1"))
    assert answer.status_code == 409
    assert "Của người trước" in text(answer)
    assert 'value="Của người sau"' in answer.content.decode()
    assert client.post(edit, form_of(name="Của người sau", version="2")).status_code == 302
    assert [one.name for one in queries.in_force()] == ["Của người sau"]


def test_a_regime_of_somebody_elses_is_not_changed(world, regime):
    world.officers["xa"] = world.officers["khac"]
    other = world.regime(name="Của nơi khác", under=world.units["tinh_khac"])
    assert get(world, "quan_tri", f"/ky-bao-cao/che-do/{other.code}/").status_code == 404
    assert "Của nơi khác" not in text(get(world, "quan_tri", "/ky-bao-cao/che-do/"))
    assert get(world, "a", "/ky-bao-cao/che-do/").status_code == 404


def test_a_manager_of_a_commune_changes_nothing_of_the_province_he_only_reads(world, regime):
    officer = world.officers["tinh"]
    managing = officers.give_post(officer, world.units["a"].pk, Role.ADMINISTRATOR, actor=None)
    client = world.client("tinh")
    client.post(reverse("officers:act_under", args=[managing.pk]))
    edit = f"/ky-bao-cao/che-do/{regime.code}/"
    assert client.get(edit).status_code == 404
    assert client.post(edit, form_of(version="1", name="Của người khác")).status_code == 404
    assert edit not in client.get("/ky-bao-cao/che-do/").content.decode()
    assert Regime.objects.get().name == regime.name


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "}, {"kind": "span"}, {"closes_on": "29"}, {"due_days": "9" * 40}, {"indicators": ["\0"]},
        {"valid_to": "01/01/2024"}, {"valid_from": "31/02/2025"}, {"level": "x"}, {"programme": "9" * 40},
        {"name": "x" * 300}, {"name": "a\0b"},
    ],
)  # fmt: skip
def test_bad_regimes_are_refused(world, changes):
    answer = world.client("quan_tri").post("/ky-bao-cao/che-do/moi/", form_of(**changes))
    assert answer.status_code == 422
    assert not Regime.objects.exists()


def test_the_index_leads_on(world, regime):
    mine = text(get(world, "a", "/ky-bao-cao/"))
    assert "Hội xã A: kỳ chưa xác nhận" in mine
    newest = spans.closed(regime, timezone.localdate(), 1)[0]
    assert newest.title in mine
    assert "0/3" in text(get(world, "theo_doi", "/ky-bao-cao/"))
    assert "Chưa có kỳ nào phải xác nhận" in text(get(world, "khac", "/ky-bao-cao/"))
    assert span(regime, DAY).start == JUNE


def test_a_figures_page_says_who_confirmed(world, regime):
    world.record("a")
    world.confirm(regime, "a")
    address = "/so-lieu/xem/?chi-tieu=luot&tu=2025-06-01&den=2025-06-30"
    assert "1/3 đơn vị đã xác nhận Tháng 6/2025 (Số liệu tháng thử)" in text(get(world, "theo_doi", address))
    assert "đã xác nhận" not in text(get(world, "tinh_khac", address))


def test_a_confirmed_zero_names_its_source(world, regime):
    """The zero stands among what makes the figure, and only those above may open it."""
    world.confirm(regime, "a", answer=Answer.NONE)
    address = "/so-lieu/xem/?chi-tieu=hoat_dong&tu=2025-06-01&den=2025-06-30"
    assert "Xác nhận không phát sinh: Tháng 6/2025" in text(get(world, "theo_doi", address))
    assert "Xác nhận không phát sinh" not in text(get(world, "b", address))
