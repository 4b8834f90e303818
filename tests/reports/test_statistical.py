"""Statistical forms: cells that open records, blank apart from zero, checks, filling in, fixing, files."""

import datetime as dt
import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from ketnoi.figures import catalogue, entered, links
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import EnteredValue, Indicator
from ketnoi.officers.enums import Role
from ketnoi.orgs import actions as orgs
from ketnoi.periods import spans
from ketnoi.programmes.enums import BasisStatus
from ketnoi.reports import tokens
from ketnoi.reports.statistical import by_units, definitions, entering, exporting, filled, fixing
from ketnoi.reports.statistical.entering import Told
from ketnoi.workbooks import reading
from tests.reports import worlds

FAMILY, OWN = "gia-dinh-bao-luc", "cong-tac-phoi-hop"
YEAR, HALF, NEXT = dt.date(2022, 1, 1), dt.date(2022, 7, 1), dt.date(2023, 1, 1)
STAFF, BUDGET, OTHER, REGION = "III.1.so", "III.4.so", "III.5.so", "III.6.so"


def asked(told, code=FAMILY, start=YEAR, unit="hoi_tinh"):
    form = definitions.load(code)
    span = spans.starting(form.period, start)
    return form, told.world.units[unit], span


def cells(told, *where, **how):
    return filled.fill(*asked(told, *where, **how)).cells


def tell(told, reason="", start=YEAR, unit="hoi_tinh", **numbers):
    """Fill in these cells (by their keys with _ for .), seen as they stand."""
    form, unit, span = asked(told, start=start, unit=unit)
    standing = entering.standing(form, unit, span)
    said = {
        cell.key: Told(
            numbers.get(cell.key.replace(".", "_"), standing[cell.key].value if cell.key in standing else None),
            standing[cell.key].pk if cell.key in standing else 0,
        )
        for _label, cell in entering.cells(form)
    }
    return entering.fill_in(form, unit, span, said, reason)


def test_forms_as_data_name_what_there_is_and_say_how_far_they_were_checked(told):
    for form in definitions.every().values():
        keys = {cell.key for _s, _r, _c, cell in form.cells()}
        for section, row, _column, cell in form.cells():
            assert sum(map(bool, (cell.figure, cell.entered, cell.sum, cell.closed))) == 1, cell.key
            assert row.cells.keys() <= section.columns.keys()
            assert keys.issuperset(cell.sum)
            if cell.figure or cell.entered:
                catalogue.indicator(tokens.from_key(cell.figure or cell.entered).code)
        assert len(keys) == len(list(form.cells()))
        assert all(keys.issuperset({check.whole, *check.parts}) for check in form.checks)
        stated = [form.source.status, form.period.status, *(section.status for section in form.sections)]
        assert all(BasisStatus[status].label for status in stated)


def test_every_figure_of_the_units_own_form_is_the_question_of_its_area(told):
    told_cells = cells(told, OWN, HALF)
    session = told_cells["A.2.luot"]
    assert (session.state, session.value) == (filled.NUMBER, worlds.CAME[3])
    assert links.read(dict(pair.split("=") for pair in session.query.split("&"))) == Figure(
        "luot",
        start=HALF,
        end=dt.date(2022, 12, 31),
        level=1,
        area=98,
        kind=catalogue.category("kind", "TT_LONG_GHEP").pk,
    )
    assert [told_cells[f"A.1.{one}"].problems for one in ("cuoc", "luot")] == [(), ()]


def test_blank_is_not_zero(told):
    assert cells(told)[STAFF].words == "chưa gửi"
    assert cells(told)["II.6.so"].value == 1
    assert cells(told)["II.9.so"].value is None
    tell(told, III_1_so=0, III_4_so=0)
    assert cells(told)[STAFF].words == "0"
    one = cells(told)[BUDGET]
    assert (one.state, one.value, one.words) == (filled.NUMBER, 0, "0")
    assert one.sources == ("Biểu thống kê “Gia đình và phòng, chống bạo lực gia đình”, Năm 2022",)


def test_a_stock_of_the_year_before_is_not_told_of_this_one(told):
    tell(told, III_1_so=7)
    form, unit, span = asked(told, start=NEXT)
    cell = form.cell(STAFF)
    assert cell is not None
    before = cells(told, start=NEXT)[STAFF]
    assert (before.state, before.value, before.sources) == (filled.BLANK, None, ())
    assert {line.value for line in by_units.rows(cell[2], unit, span)} == {None}
    tell(told, start=NEXT, III_1_so=8)
    assert (cells(told)[STAFF].value, cells(told, start=NEXT)[STAFF].value) == (7, 8)


def test_two_agencies_of_a_province_fill_in_the_same_form_each_for_itself(told):
    tell(told, I_1_so=900, III_4_so=10)
    tell(told, unit="ca_tinh", I_1_so=900, III_4_so=20)
    for unit, budget in (("hoi_tinh", 10), ("ca_tinh", 20)):
        told_cells = cells(told, unit=unit)
        assert (told_cells["I.1.so"].value, told_cells[BUDGET].value) == (900, budget)


def test_no_case_is_counted_from_anything(told):
    closed = [cell for _s, _r, _c, cell in definitions.load(FAMILY).cells() if cell.closed]
    told_cells = cells(told)
    assert len(closed) == 13
    assert {
        (told_cells[cell.key].state, told_cells[cell.key].value, told_cells[cell.key].query) for cell in closed
    } == {(filled.CLOSED, None, "")}


def test_sums_and_checks_speak_at_their_cells(told):
    assert cells(told)["III.3.so"].state == filled.BLANK
    tell(told, III_4_so=300, III_5_so=50, III_6_so=400)
    told_cells = cells(told)
    assert told_cells["III.3.so"].value == 350
    assert told_cells[REGION].problems == ("Lớn hơn số chung 350.",)
    tell(told, III_6_so=350)
    assert cells(told)[REGION].problems == ()


def test_what_was_filled_in_is_replaced_and_taken_back(told):
    assert tell(told, III_4_so=300, III_1_so=7) == 2
    assert tell(told, III_4_so=310) == 1
    assert cells(told)[BUDGET].value == 310
    form, unit, span = asked(told)
    standing = entering.standing(form, unit, span)
    said = {
        cell.key: Told(None, standing[cell.key].pk if cell.key in standing else 0) for _l, cell in entering.cells(form)
    }
    assert entering.fill_in(form, unit, span, said) == 2
    assert cells(told)[BUDGET].state == filled.BLANK
    assert EnteredValue.objects.filter(source_name=entering.paper(form, span), withdrawn=False).count() == 0


def test_a_number_is_found_again_whatever_its_paper_is_called(told):
    tell(told, III_4_so=300)
    form, unit, span = asked(told)
    row = entering.standing(form, unit, span)[BUDGET]
    entered.replace(row.pk, entered.Entry(row.indicator.code, unit.pk, 320, span.end, "Quyết toán"))
    assert entering.standing(form, unit, span)[BUDGET].value == 320
    renamed = replace(form, name="Tên khác")
    assert entering.standing(renamed, unit, span)[BUDGET].value == 320
    assert tell(told, III_4_so=330) == 1
    assert cells(told)[BUDGET].value == 330


def test_who_comes_second_is_told_and_nothing_of_his_is_written(told):
    form, unit, span = asked(told)
    seen = {cell.key: Told(5, 0) for _label, cell in entering.cells(form)}
    tell(told, III_4_so=300)
    with pytest.raises(entering.Meanwhile) as conflict:
        entering.fill_in(form, unit, span, seen)
    assert {key: row.value for key, row in conflict.value.theirs.items()} == {BUDGET: 300}
    assert cells(told)[STAFF].state == filled.BLANK


def test_a_parent_sees_the_total_and_each_units_number(told):
    form, commune, span = asked(told, unit="hoi_xa")
    said = {cell.key: Told(9 if cell.key == BUDGET else None, 0) for _label, cell in entering.cells(form)}
    entering.fill_in(form, commune, span, said)
    tell(told, III_4_so=100)
    assert cells(told)[BUDGET].value == 109
    assert cells(told, unit="hoi_xa")[BUDGET].value == 9
    cell = form.cell(BUDGET)
    assert cell is not None
    lines = {line.name: line.value for line in by_units.rows(cell[2], told.world.units["hoi_tinh"], span)}
    assert lines["Hội LHPN tỉnh Minh họa"] == 100
    assert lines["Hội LHPN xã Minh họa"] == 9
    assert lines["Hội LHPN xã Minh họa A"] is None


def test_a_fixed_form_is_read_and_never_asked_again(told):
    form, unit, span = asked(told)
    tell(told, III_4_so=300)
    fixed = fixing.fix(form, unit, span)
    before = [write(filled.read(fixed.content)) for write in (exporting.sheets, exporting.as_json, exporting.as_xml)]
    told.correct(told.sessions[3], 1)
    tell(told, III_4_so=1)
    orgs.rename(unit, "Hội tên khác", dt.date(2022, 1, 1))
    Indicator.objects.filter(code="luot_tuyen_truyen").update(definition="khác")
    catalogue.forget()
    fixed.refresh_from_db()
    again = filled.read(fixed.content)
    assert [write(again) for write in (exporting.sheets, exporting.as_json, exporting.as_xml)] == before
    assert [again.cells[key].value for key in (BUDGET, "II.7.so")] == [300, worlds.CAME[3]]
    assert again.unit == "Hội LHPN tỉnh Minh họa"
    with pytest.raises(ValidationError, match="lý do"):
        fixing.fix(form, unit, span, " ")
    assert filled.read(fixing.fix(form, unit, span, "nhận đủ").content).cells[BUDGET].value == 1
    assert [one.number for one in fixing.of(form, unit, span)] == [1, 2]


def test_a_period_that_still_runs_is_not_fixed(told):
    form, unit, _span = asked(told)
    running = spans.containing(form.period, timezone.localdate())
    assert running is not None
    with pytest.raises(ValidationError, match="chưa kết thúc"):
        fixing.fix(form, unit, running)
    assert not fixing.of(form, unit, running).exists()


def test_packets_say_the_same_in_json_and_xml(told):
    tell(told, III_1_so=0)
    live = filled.fill(*asked(told))
    said = json.loads(exporting.as_json(live))
    data = {(one["indicator"], one["disaggregation"]): one for one in said["data"]}
    assert (data["III.1", "so"]["state"], data["III.1", "so"]["value"]) == ("number", 0)
    assert data["I.3", "so"] == {"indicator": "I.3", "disaggregation": "so", "state": "closed", "value": None}
    assert (said["standard"]["status"], said["report"]["source"]["status"]) == ("PROPOSED", "SECONDARY")
    assert said["standard"]["name"] == live.form.raw["standard"]["text"]
    nothing = replace(live, form=replace(live.form, standard=None))
    assert json.loads(exporting.as_json(nothing))["standard"] is None
    root = ET.fromstring(exporting.as_xml(live))
    written = {
        (one.findtext("indicator"), one.findtext("disaggregation")): (one.findtext("state"), one.findtext("value"))
        for one in root.iter("datum")
    }
    assert written == {
        key: (one["state"], None if one["value"] is None else str(one["value"])) for key, one in data.items()
    }
    sheet = next(one for one in reading.read(exporting.sheets(live)).sheets if one.name.startswith("III"))
    assert [row[3] for row in sheet.rows[1:3]] == [0, "chưa gửi"]


def address(name, told, *more, start=YEAR, unit="hoi_tinh"):
    return reverse(f"reports:{name}", args=[FAMILY, start, told.world.units[unit].pk, *more])


def test_pages_fill_in_fix_and_take_out(told, client):
    client.force_login(told.world.officers["tong_hop"])
    page = client.get(address("statistical_form", told)).content.decode()
    assert "chỉ có khi công bố" in page
    assert "thấy ở nguồn thứ cấp" in page
    opened = client.get(address("statistical_fill", told)).context["entry"]
    data = (
        {f"o_{n}": "" for n in range(6)} | {f"thay_{n}": "0" for n in range(6)} | {"o_1": "12", "o_3": "3.000.000.000"}
    )
    assert len(opened.cells) == 6
    bad = client.post(address("statistical_fill", told), data | {"o_2": "mười"})
    assert (bad.status_code, EnteredValue.objects.filter(value=12).count()) == (422, 0)
    assert client.post(address("statistical_fill", told), data).status_code == 302
    assert EnteredValue.objects.get(value=3 * 10**9).indicator.code == "kinh_phi_pcblgd_nsnn"
    second = client.post(address("statistical_fill", told), data | {"o_1": "15"})
    assert (second.status_code, "Vừa có người khác ghi: 12" in second.content.decode()) == (409, True)
    assert second.context["entry"]["o_1"].value() == "15"
    assert client.post(address("statistical_fix", told)).status_code == 302
    assert client.post(address("statistical_fix", told), {"reason": ""}).status_code == 200
    for kind in ("xlsx", "json", "xml"):
        one, two = (client.get(address("statistical_file", told, kind), {"ban": "1"}).content for _ in range(2))
        assert one == two
    assert client.get(address("statistical_file", told, "json"), {"ban": "9"}).status_code == 404
    assert client.get(address("statistical_units", told), {"o": "I.3.so"}).status_code == 404
    assert client.get(address("statistical_units", told), {"o": STAFF}).status_code == 200


def test_the_list_has_the_newest_periods_and_those_that_were_fixed(told, client):
    client.force_login(told.world.officers["tong_hop"])
    fixing.fix(*asked(told, start=dt.date(2019, 1, 1)))
    (first, *_rest), _own = (one["spans"] for one in client.get(reverse("reports:statistical")).context["forms"])
    listed = client.get(reverse("reports:statistical")).context["forms"][0]["spans"]
    assert first[1] is None
    assert [(span.start.year, bool(fixed)) for span, fixed in listed[-2:]] == [
        (first[0].start.year - 3, False),
        (2019, True),
    ]


def test_what_was_fixed_of_an_earlier_version_opens_by_its_own_period(told, client):
    fixed = fixing.fix(*asked(told))
    fixed.start = HALF
    fixed.content["form"]["period"]["kind"] = "half"
    fixed.content["form"]["levels"] = ["commune"]
    fixed.content["start"] = HALF.isoformat()
    fixed.save()
    client.force_login(told.world.officers["tong_hop"])
    assert client.get(address("statistical_form", told, start=HALF)).status_code == 404
    page = client.get(address("statistical_edition", told, 1, start=HALF))
    assert page.context["span"].title == "6 tháng cuối năm 2022"
    assert address("statistical_units", told, start=HALF) not in page.content.decode()
    file = client.get(address("statistical_file", told, "json", start=HALF), {"ban": "1"})
    assert file.json()["report"]["period"]["kind"] == "half"
    listed = client.get(reverse("reports:statistical"))
    assert address("statistical_edition", told, 1, start=HALF) in listed.content.decode()
    client.force_login(told.world.officers["mau"])
    assert client.get(address("statistical_edition", told, 1, start=HALF)).status_code == 404


def test_an_old_unit_has_no_form_of_days_when_it_was_no_more(told, client):
    client.force_login(told.world.officers["tong_hop"])
    for name in ("statistical_form", "statistical_units"):
        assert client.get(address(name, told, unit="hoi_huyen")).status_code == 200
        assert client.get(address(name, told, start=dt.date(2025, 1, 1), unit="hoi_huyen")).status_code == 404


def test_a_running_period_offers_no_fixing(told, client):
    client.force_login(told.world.officers["tong_hop"])
    running = timezone.localdate().replace(month=1, day=1)
    fix = address("statistical_fix", told, start=running)
    assert fix not in client.get(address("statistical_form", told, start=running)).content.decode()
    assert "Kỳ này chưa kết thúc" in client.get(fix).content.decode()
    assert "Kỳ này chưa kết thúc" in client.post(fix, follow=True).content.decode()
    assert address("statistical_fix", told) in client.get(address("statistical_form", told)).content.decode()


def test_only_the_unit_itself_writes_and_nobody_beside_it_reads(told, client):
    client.force_login(told.world.officers["mau"])
    assert client.get(address("statistical_form", told)).status_code == 404
    client.force_login(told.world.officers["tong_hop"])
    assert client.get(address("statistical_form", told, unit="hoi_xa")).status_code == 200
    assert client.get(address("statistical_fill", told, unit="hoi_xa")).status_code == 404
    assert client.post(address("statistical_fix", told, unit="hoi_xa")).status_code == 404
    assert client.get(address("statistical_form", told, start=dt.date(2022, 3, 1))).status_code == 404
    assert client.get(address("statistical_form", told, start=dt.date(2190, 1, 1))).status_code == 404
    head = worlds.somebody(told.world.units["hoi_tinh"].pk, Role.SUPERVISOR, "thu.giam_sat")
    client.force_login(head)
    assert client.get(address("statistical_fill", told)).status_code == 404
