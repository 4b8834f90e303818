"""Drafts of periodic reports begin by themselves, once, before they are due."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from ketnoi.officers.enums import Role
from ketnoi.orgs.models import Level
from ketnoi.periods import regimes
from ketnoi.periods.enums import Kind
from ketnoi.periods.models import Regime
from ketnoi.reports import actions, editions, flow, periodic
from ketnoi.reports.models import Report
from ketnoi.reports.starting import Subject
from tests.reports import worlds

FIRST = dt.date(2026, 1, 1)
pytestmark = pytest.mark.django_db


def regime(told, **changes):
    usual = {
        "name": "Báo cáo tháng thử", "indicators": ("hoat_dong",), "kind": Kind.MONTH, "level": Level.COMMUNE,
        "under": told.world.units["hoi_tinh"], "valid_from": FIRST, "due_days": 5, "outline": "thang", "draft_days": 7,
    }  # fmt: skip
    return regimes.create(regimes.Terms(**(usual | changes)))


def made(one) -> list[tuple[str, dt.date, dt.date]]:
    rows = Report.objects.filter(regime=one.code).order_by("starts_on", "unit")
    return [(row.unit.name, row.starts_on, row.due_on) for row in rows]


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (dt.date(2026, 3, 28), []),
        (dt.date(2026, 3, 29), [3]),  # seven days before 05/04
        (dt.date(2026, 4, 5), [3]),
        (dt.date(2026, 4, 6), []),  # past its day: whoever still needs it starts it by hand
    ],
)
def test_a_draft_begins_some_days_before_it_is_due_until_that_day(told, day, months):
    one = regime(told)
    assert periodic.start_due(day) == len(months)
    assert [start.month for _unit, start, _due in made(one)] == months


def test_every_unit_that_is_asked_finds_one_and_never_a_second(told):
    one = regime(told)
    day = dt.date(2026, 4, 1)
    assert [periodic.start_due(day), periodic.start_due(day)] == [1, 0]
    assert made(one) == [("Hội LHPN xã Minh họa", dt.date(2026, 3, 1), dt.date(2026, 4, 5))]
    subject = Subject(regime=one.code, due_on=day)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.start(subject, told.world.units["hoi_xa"], "thang", (dt.date(2026, 3, 1), dt.date(2026, 3, 31)))


def test_several_periods_may_be_open_at_once(told):
    one = regime(told, due_days=40, draft_days=40)
    periodic.start_due(dt.date(2026, 4, 5))
    assert [start.month for _unit, start, _due in made(one)] == [2, 3]


@pytest.mark.parametrize("code", ["", "tong-ket", "chuyen-de", "khong-co"])
def test_only_outlines_that_need_nothing_more_begin_by_themselves(told, code):
    regime(told, outline=code)
    assert periodic.start_due(dt.date(2026, 4, 1)) == 0


def test_the_draft_knows_its_period_as_the_regime_calls_it(told):
    one = regime(told, closes_on=14)
    periodic.start_due(dt.date(2026, 3, 14))
    report = Report.objects.get(regime=one.code)
    assert (report.starts_on, report.ends_on) == (dt.date(2026, 2, 15), dt.date(2026, 3, 14))
    assert report.title == "Báo cáo công tác tháng 3/2026 (từ 15/02/2026 đến 14/03/2026)"


def test_a_regime_of_a_programme_makes_reports_on_it(told):
    programme = told.world.programmes["tinh"]
    one = regime(told, programme=programme.pk)
    periodic.start_due(dt.date(2026, 4, 1))
    assert Report.objects.get(regime=one.code).programme == programme


def test_many_drafts_come_in_several_looks(told, monkeypatch):
    regime(told, due_days=40, draft_days=40)
    monkeypatch.setattr(periodic, "MOST", 1)
    assert [periodic.start_due(dt.date(2026, 4, 5)) for _look in range(3)] == [1, 1, 0]


def test_a_draft_that_cannot_begin_keeps_no_other_from_it(told, monkeypatch):
    one = regime(told, due_days=40, draft_days=40)
    start, calls = actions.start, []

    def fail_first(*args):
        calls.append(args)
        if len(calls) == 1:
            raise IntegrityError
        return start(*args)

    monkeypatch.setattr(actions, "start", fail_first)
    day = dt.date(2026, 4, 5)
    assert [periodic.start_due(day), len(made(one)), periodic.start_due(day), len(made(one))] == [1, 1, 1, 2]


def test_the_unit_is_told_until_the_report_is_submitted(told):
    one = regime(told)
    periodic.start_due(dt.date(2026, 4, 1))
    report = Report.objects.get(regime=one.code)
    post = told.world.officers["mau"].posts.get()
    above = told.lead.posts.get()
    assert list(periodic.waiting(post)) == [report]
    assert list(periodic.waiting(above)) == []
    report.paragraphs.update(accepted=True)
    with pytest.raises(ValidationError):
        flow.submit(report)
    actions.freeze(report)
    flow.submit(Report.objects.get(pk=report.pk))
    assert list(periodic.waiting(post)) == []


def test_the_figures_are_those_of_the_units_own_area_and_period(told):
    one = regime(told)
    mau, unit = told.world.officers["mau"], told.world.units["hoi_xa"]
    for day in (dt.date(2026, 3, 8), dt.date(2026, 4, 2)):
        entry = worlds.came_to(
            told.world, 30, day, lead=unit.pk, place=told.world.places["xa"].pk, partners=(), programmes=()
        )
        worlds.activities.record(entry, mau.pk, unit.pk)
    periodic.start_due(dt.date(2026, 4, 1))
    report = Report.objects.get(regime=one.code)
    said = editions.said(report, editions.texts(report))
    assert (said["luot_tuyen_truyen"].value, said["buoi_tuyen_truyen"].value) == (30, 1)


def test_a_regime_is_given_an_outline_on_its_page(told, client):
    supervisor = worlds.somebody(told.world.units["hoi_tinh"].pk, Role.SUPERVISOR, "thu.theo_doi")
    client.force_login(supervisor)
    address = reverse("periods:new_regime")
    sent = {
        "name": "Báo cáo quý thử", "kind": "quarter", "closes_on": "0", "due_days": "5", "remind_days": "5",
        "level": "commune", "indicators": ["hoat_dong"], "valid_from": "01/01/2026", "outline": "quy", "draft_days": "",
    }  # fmt: skip
    assert client.post(address, sent | {"outline": "tong-ket"}).status_code == 422
    client.post(address, sent)
    one = Regime.objects.get()
    assert (one.outline, one.draft_days) == ("quy", 7)
    assert "7 ngày trước hạn" in client.get(reverse("periods:regimes")).content.decode()
    assert periodic.start_due(dt.date(2026, 4, 1)) == 1
