"""Each element of an official layout is shown with what it prescribes and how far that was checked; who keeps the rules
changes one, for the papers of later days.
"""

import copy
import datetime as dt
import io
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from docx import Document

from ketnoi.documents import actions as changing
from ketnoi.documents import layouts
from ketnoi.reports import actions, exporting, flow, letterheads
from ketnoi.reports.models import Report
from ketnoi.ui import dates
from tests import standing
from tests.reports.worlds import PERIOD
from tests.web.world import build_world

world_by_module = standing.of_module(build_world)
MARGINS = {"top": "25", "bottom": "22,5", "left": "35", "right": "20", "header": "12"}
ADDRESS = "/bao-cao/the-thuc/nha-nuoc/sua/margins/"


@pytest.fixture
def world(world_by_module, db):
    return copy.deepcopy(world_by_module)


def typed(**changes):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    words = {
        "valid_from": dates.day(tomorrow),
        "status": "GAZETTE",
        "source": "Công báo số 1",
        "reason": "đã đối chiếu",
    }
    return {"version": "0", **MARGINS, **words, **changes}


def test_every_element_stands_on_its_layouts_page_with_its_status(told, client):
    client.force_login(told.lead)
    said = {"SECONDARY": "thấy ở nguồn thứ cấp", "MEMORY": "chưa kiểm chứng", "PROPOSED": "đề xuất"}
    for one in layouts.every():
        page = client.get(reverse("reports:layout", args=[one.code])).content.decode()
        rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page)
        assert f"<h1>{one.label}</h1>" in page
        assert all(f">{other.label}</a>" in page for other in layouts.every() if other.code != one.code)
        statuses = [*one.statuses.values(), *(element.status for element in one.elements.values())]
        assert len(rows) == len(statuses)
        assert all(said[status] in row for status, row in zip(statuses, rows, strict=True))
    assert client.get(reverse("reports:layout", args=["khong-co"])).status_code == 404


def test_the_letterhead_leads_there(told, client):
    client.force_login(told.lead)
    page = client.get(reverse("reports:letterhead")).content.decode()
    assert reverse("reports:layout", args=["chinh-tri-xa-hoi"]) in page


def test_one_part_is_changed_and_the_second_editor_sees_both(world):
    keeper = world.client("administrator")
    assert ADDRESS in keeper.get("/bao-cao/the-thuc/nha-nuoc/").content.decode()
    page = keeper.get(ADDRESS).content.decode()
    assert 'name="left" value="30"' in page
    assert keeper.post(ADDRESS, typed()).status_code == 302
    second = keeper.post(ADDRESS, typed(left="33,5", reason="đọc khác"))
    page = second.content.decode()
    assert second.status_code == 409
    assert "trên 25, dưới 22,5, trái 35, phải 20, số trang cách mép 12 mm" in page
    assert 'name="left" value="33,5"' in page
    assert [row.values["left"] for row in layouts.changes("nha-nuoc")] == [35]
    assert keeper.post(ADDRESS, typed(left="33,5", version="1")).status_code == 302
    page = keeper.get("/bao-cao/the-thuc/nha-nuoc/").content.decode()
    assert "trên 20, dưới 20, trái 30, phải 15" in page  # until tomorrow
    assert "trái 33,5" in page


def test_what_was_typed_wrong_is_said_at_its_field_and_kept(world):
    keeper = world.client("administrator")
    refused = keeper.post(ADDRESS, typed(left="61", valid_from=dates.day(timezone.localdate())))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Số này phải từ 5 đến 60." in page
    assert "Thể thức mới dùng sớm nhất từ ngày mai" in page
    assert 'name="left" value="61"' in page
    assert keeper.post(ADDRESS, typed(top="1e999", bottom="nan", left="")).status_code == 422
    assert layouts.changes("nha-nuoc") == []
    for part in ("number_pattern", "star", "a" * 300):
        assert keeper.get(f"/bao-cao/the-thuc/nha-nuoc/sua/{part}/").status_code == 404


def test_who_does_not_keep_the_rules_reads_only(told, world, client):
    client.force_login(told.lead)
    assert "/sua/" not in client.get("/bao-cao/the-thuc/nha-nuoc/").content.decode()
    assert world.client("lead").post(ADDRESS, typed()).status_code == 404
    assert layouts.changes("nha-nuoc") == []


def test_a_fixed_and_an_issued_report_keep_their_paper_and_later_ones_do_not(told):
    live = actions.start(told.report.programme, told.report.unit, "tong-ket", PERIOD)
    fixed = actions.start(told.report.programme, told.report.unit, "tong-ket", PERIOD)
    actions.freeze(fixed)
    issue(told.report)
    before = [word(fixed), word(told.report)]
    code, today = letterheads.of(fixed.unit).layout, timezone.localdate()
    values = {name: float(mm.replace(",", ".")) for name, mm in MARGINS.items()}
    said = changing.Reading(values, today + dt.timedelta(days=1), "GAZETTE", "", "đã đối chiếu")
    changing.change(code, "margins", said, 0)
    assert left(live) == 30
    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        assert [word(fixed), word(told.report)] == before
        assert left(live) == 35


def issue(report):
    actions.freeze(report)
    report.paragraphs.update(accepted=True)
    flow.submit(report)
    flow.approve(report)
    flow.issue(report, "17", timezone.localdate())


def word(report):
    return exporting.docx(Report.objects.get(pk=report.pk))


def left(report):
    return round(Document(io.BytesIO(word(report))).sections[0].left_margin.mm)
