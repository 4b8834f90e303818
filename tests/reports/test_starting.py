"""Starting a report: on a programme, on all work of a unit's area, on one topic; what its outline requires."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from ketnoi.figures import catalogue
from ketnoi.reports import actions, editions, exporting, outline, required, starting
from ketnoi.reports.models import Report
from ketnoi.reports.starting import Subject
from tests.reports.worlds import CAME

PERIOD = (dt.date(2021, 1, 1), dt.date(2021, 12, 31))
pytestmark = pytest.mark.django_db


def numbers(report: Report) -> dict[str, int]:
    return {key: one.value for key, one in editions.said(report, editions.texts(report)).items()}


def test_without_a_programme_all_work_of_the_area_counts(told):
    unit = told.world.units["hoi_tinh"]
    report = actions.start(Subject(), unit, "nam", PERIOD)
    on_programme = actions.start(told.world.programmes["tinh"], unit, "nam", PERIOD)
    assert numbers(on_programme)["luot_tuyen_truyen"] == CAME[2]
    assert numbers(report)["luot_tuyen_truyen"] == CAME[2] + 888  # the session of no programme
    assert report.title == "Báo cáo công tác năm 2021"
    assert unit.name in report.paragraphs.filter(kind="paragraph").first().text


def test_a_report_without_a_programme_opens_freezes_and_leaves_as_files(told, client):
    lead = told.lead
    report = actions.start(Subject(), told.world.units["hoi_tinh"], "nam", PERIOD)
    client.force_login(lead)
    page = client.get(reverse("reports:report", args=[report.uuid]) + "?so=luot")
    assert page.status_code == 200
    actions.freeze(report)
    assert exporting.docx(report)
    assert exporting.annex(report, lead)
    for name in ("report", "way", "changes"):
        assert client.get(reverse(f"reports:{name}", args=[report.uuid])).status_code == 200
    assert "Báo cáo công tác năm 2021" in client.get(reverse("reports:index")).content.decode()


def test_a_topic_narrows_every_figure_of_a_thematic_report(told):
    unit, topic = told.world.units["hoi_tinh"], catalogue.category("topic", "MA_TUY")
    report = actions.start(Subject(topic=topic), unit, "chuyen-de", PERIOD)
    assert topic.name in report.title
    asked = editions.tokens_of(editions.texts(report))
    assert {token.topic for token in asked} == {"MA_TUY"}


@pytest.mark.parametrize(("code", "words"), [("tong-ket", "chương trình phối hợp"), ("chuyen-de", "chuyên đề")])
def test_an_outline_is_not_started_without_what_it_needs(told, code, words):
    before = Report.objects.count()
    with pytest.raises(ValidationError, match=words):
        actions.start(Subject(), told.world.units["hoi_tinh"], code, PERIOD)
    assert Report.objects.count() == before


def test_a_started_report_keeps_the_version_of_its_outline(told):
    newest = actions.start(told.world.programmes["tinh"], told.report.unit, "tong-ket", PERIOD)
    assert (told.report.outline_version, newest.outline_version) == (1, 2)
    # the first version asked for no figure, so that a report begun with it lacks none
    told.report.paragraphs.filter(kind="paragraph").delete()
    assert required.missing(told.report, editions.texts(told.report)) == []


def test_what_the_outline_requires_is_named_with_its_section_until_it_is_stated(told):
    report = actions.start(told.world.programmes["tinh"], told.report.unit, "tong-ket", PERIOD)
    assert required.missing(report, editions.texts(report)) == []
    row = report.paragraphs.get(text__contains="{lop_tap_huan}", kind="paragraph")
    heading = report.paragraphs.get(text="3. Tập huấn")
    row.delete()
    report.paragraphs.get(kind="table").delete()
    (one,) = required.missing(report, editions.texts(report))
    assert (one.section, [each.code for each in one.indicators]) == ("3. Tập huấn", ["lop_tap_huan", "can_bo_tap_huan"])
    assert one.after == heading.pk
    actions.add_paragraph(report, one.after, "paragraph", "Mở {lop_tap_huan} lớp cho {can_bo_tap_huan|tron} người.")
    assert required.missing(report, editions.texts(report)) == []


def test_the_page_names_what_is_missing_and_leads_to_write_it(told, client):
    report = actions.start(told.world.programmes["tinh"], told.report.unit, "so-ket", PERIOD)
    report.paragraphs.exclude(kind="heading1").delete()
    client.force_login(told.lead)
    page = client.get(reverse("reports:report", args=[report.uuid])).content.decode()
    assert "Còn thiếu số liệu bắt buộc" in page
    after = report.paragraphs.get(text="II. KẾT QUẢ").pk
    assert f"?sau={after}&amp;so=buoi_tuyen_truyen&amp;so=luot_tuyen_truyen" in page
    add = reverse("reports:add", args=[report.uuid])
    form = client.get(f"{add}?sau={after}&so=buoi_tuyen_truyen&so=khong_co&so=luot_tuyen_truyen").content.decode()
    assert "{buoi_tuyen_truyen} buổi; {luot_tuyen_truyen} lượt</textarea>" in form


def test_a_table_stands_in_the_paper_with_a_figure_in_each_cell(told, client):
    report = actions.start(
        told.world.programmes["tinh"], told.report.unit, "tong-ket", (PERIOD[0], dt.date(2022, 12, 31))
    )
    client.force_login(told.lead)
    page = client.get(reverse("reports:report", args=[report.uuid])).content.decode()
    assert re.search(r"<th scope=\"col\">Năm.2021\s*</th>", page)
    assert "?so=luot_tuyen_truyen%7Cnam%3D2021#so" in page
    for code, value in (("luot_tuyen_truyen|nam=2021", 476), ("luot_tuyen_truyen|nam=2022", 112)):
        assert numbers(report)[code] == value


def test_starting_by_hand_asks_for_what_is_missing_and_keeps_what_was_typed(told, client):
    client.force_login(told.lead)
    address = reverse("reports:new") + "?toan-bo=1"
    assert "Báo cáo tổng kết" not in client.get(address).content.decode()
    sent = {"outline": "chuyen-de", "topic": "", "starts_on": "01/01/2021", "ends_on": "31/12/2021"}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "Hãy chọn chuyên đề" in refused.content.decode()
    assert "31/12/2021" in refused.content.decode()
    made = client.post(address, sent | {"topic": "MA_TUY"})
    report = Report.objects.get(programme=None)
    assert made["Location"] == reverse("reports:report", args=[report.uuid])


def test_the_kind_sets_the_period_unless_days_were_typed(told, client):
    client.force_login(told.lead)
    address = reverse("reports:new") + "?toan-bo=1"
    day = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)
    proposed = {"starts_on": "01/10/2026", "ends_on": "31/10/2026", "topic": ""}
    with time_machine.travel(day):
        for code, first, last in (
            ("thang", (2026, 10, 1), (2026, 10, 31)),
            ("quy", (2026, 7, 1), (2026, 9, 30)),
            ("6-thang", (2026, 1, 1), (2026, 6, 30)),
            ("nam", (2025, 1, 1), (2025, 12, 31)),
        ):
            assert client.post(address, proposed | {"outline": code}).status_code == 302
            report = Report.objects.get(programme=None, outline=code)
            assert (report.starts_on, report.ends_on) == (dt.date(*first), dt.date(*last))
        odd = client.post(address, proposed | {"outline": "quy", "ends_on": "30/10/2026"})
    assert odd.status_code == 422
    assert odd.context["form"].errors["ends_on"] == ["Báo cáo quý phải trọn 3 tháng, ví dụ 01/07/2026 – 30/09/2026."]


@pytest.mark.parametrize(
    ("code", "first", "last", "fits"),
    [
        ("quy", (2025, 12, 15), (2026, 3, 14), True),
        ("quy", (2026, 1, 1), (2026, 3, 30), False),
        ("quy", (2026, 1, 1), (2026, 4, 30), False),
        ("nam", (2025, 12, 1), (2026, 11, 30), True),
        ("thang", (2024, 2, 1), (2024, 2, 29), True),
        ("chuyen-de", (2026, 1, 3), (2026, 2, 9), True),
    ],
)
def test_a_period_is_as_long_as_its_kind_asks(code, first, last, fits):
    assert starting.fits(outline.load(code), (dt.date(*first), dt.date(*last))) is fits
