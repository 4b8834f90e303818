import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from ketnoi.activities import actions, snapshots
from ketnoi.activities.enums import Status, Verb
from ketnoi.activities.models import Activity, Revision
from ketnoi.audit import journal, versions
from ketnoi.audit.models import Line
from ketnoi.figures import answers, verify
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import Fact
from tests.activities.worlds import DAY, category

pytestmark = pytest.mark.django_db
YEAR = {"start": dt.date(2022, 1, 1), "end": dt.date(2022, 12, 31)}


def number(indicator: str, **more) -> int:
    return answers.answer(Figure(indicator, **(YEAR | more))).value


def enter(world, **changes):
    return actions.record(world.entry(**changes), actor=world.officers["mau"].pk, unit=world.units["hoi_xa"].pk)


def doer(world):
    return {"actor": world.officers["mau"].pk, "unit": world.units["hoi_xa"].pk}


def test_one_record_moves_every_figure_it_should(world):
    enter(world)
    assert number("buoi_tuyen_truyen") == 1
    assert number("luot_tuyen_truyen") == 64
    assert number("luot_tuyen_truyen", audience=category("audience", "HOC_SINH")) == 15
    assert number("nu_tuyen_truyen") == 52
    assert number("dan_toc_tuyen_truyen") == 58
    assert number("lan_tham_gia") == 2
    assert number("cuoc_noi_chuyen") == 0
    assert number("buoi_tuyen_truyen", programme=world.programmes["ca_nuoc"].pk) == 1
    assert number("buoi_tuyen_truyen", topic=category("topic", "MUA_BAN_NGUOI")) == 1
    assert number("buoi_tuyen_truyen", topic=category("topic", "MA_TUY")) == 0
    assert number("buoi_tuyen_truyen", unit=world.units["ca_a"].pk) == 1
    assert number("nu", unit=world.units["ca_a"].pk) == 0


def test_a_plan_counts_for_nothing_until_it_is_recorded(world):
    future = timezone.localdate() + dt.timedelta(days=30)
    planned = actions.plan(world.entry(starts_on=DAY, attendance={}, women=None, minority=None), **doer(world))
    assert planned.status == Status.PLANNED
    assert number("hoat_dong") == 0
    held = actions.hold(planned, 1, **doer(world))
    assert (held.status, held.version, number("hoat_dong")) == (Status.HELD, 2, 0)
    recorded = actions.record_planned(held, world.entry(), 2, **doer(world))
    assert (recorded.status, number("hoat_dong"), number("luot")) == (Status.RECORDED, 1, 64)
    assert not recorded.corrected
    with pytest.raises(ValidationError) as refused:
        actions.record(world.entry(starts_on=future), **doer(world))
    assert "starts_on" in refused.value.message_dict


def test_a_correction_changes_the_number_and_keeps_what_was_known(world):
    made = enter(world)
    known = made.revisions.get().at
    more = {**made_attendance(made), category("audience", "NHAN_DAN"): 64}
    actions.correct(made, world.entry(attendance=more), "Bỏ sót một trang danh sách", 1, **doer(world))
    assert number("luot") == 120
    assert number("luot", as_of=known) == 64
    corrected = Activity.objects.get(pk=made.pk)
    assert (corrected.corrected, corrected.version) == (True, 2)
    last = corrected.revisions.last()
    assert (last.verb, last.reason, last.snapshot["attendance"]) == (
        Verb.CORRECT, "Bỏ sót một trang danh sách", {str(key): value for key, value in more.items()},
    )  # fmt: skip
    moved = Fact.objects.filter(record=made.pk, superseded_at__isnull=False)
    assert {fact.superseded_at for fact in moved} == {last.at}


def made_attendance(activity):
    return dict(activity.attendance.values_list("audience", "count"))


def test_a_correction_that_says_the_same_changes_nothing(world):
    made = enter(world)
    actions.correct(made, world.entry(), "", 1, **doer(world))
    assert Revision.objects.count() == 1


def test_a_correction_needs_its_reason(world):
    made = enter(world)
    with pytest.raises(ValidationError) as refused:
        actions.correct(made, world.entry(women=50), "  ", 1, **doer(world))
    assert list(refused.value.message_dict) == ["reason"]
    assert number("nu") == 52


def test_the_second_editor_is_told_instead_of_winning(world):
    made = enter(world)
    actions.correct(made, world.entry(women=50), "Đếm lại", 1, **doer(world))
    with pytest.raises(versions.Stale) as conflict:
        actions.correct(made, world.entry(women=49), "Đếm lại", 1, **doer(world))
    assert snapshots.current(conflict.value.current).women == 50
    assert number("nu") == 50


def test_what_is_withdrawn_counts_no_longer_and_stays(world):
    made = enter(world)
    enter(world, title="Phòng, chống ma túy", starts_on=DAY + dt.timedelta(days=9))
    known = Revision.objects.latest("at").at
    actions.withdraw(made, "Ghi trùng", 1, **doer(world))
    assert number("buoi_tuyen_truyen") == 1
    assert number("buoi_tuyen_truyen", as_of=known) == 2
    assert Activity.objects.get(pk=made.pk).status == Status.WITHDRAWN
    with pytest.raises(actions.NotPossible):
        actions.correct(made, world.entry(women=1), "Đếm lại", 2, **doer(world))


def test_many_at_once_are_the_same_as_one_by_one(world):
    entries = [world.entry(title=f"Buổi {n}", starts_on=DAY + dt.timedelta(days=n), women=n) for n in range(30)]
    made = actions.record_many(entries, **doer(world))
    assert number("buoi_tuyen_truyen", end=None) == 30
    assert number("nu", end=None) == sum(range(30))
    assert {one.revisions.get().at for one in made} == {made[0].recorded_at}
    assert Line.objects.filter(kind="activity").count() == 1
    assert [snapshots.current(one) for one in made] == [entry.tidied() for entry in entries]
    assert actions.withdraw_many([one.pk for one in made], "Nhập nhầm tệp", **doer(world)) == 30
    assert number("buoi_tuyen_truyen", end=None) == 0
    assert actions.withdraw_many([one.pk for one in made], "Nhập nhầm tệp", **doer(world)) == 0


def test_one_bad_entry_among_many_refuses_them_all(world):
    with pytest.raises(ValidationError):
        actions.record_many([world.entry(), world.entry(women=65)], **doer(world))
    assert (Activity.objects.count(), Fact.objects.count()) == (0, 0)


def test_records_ledger_and_rollups_agree_and_the_journal_holds(world):
    made = enter(world)
    enter(world, title="Phòng, chống ma túy", women=None)
    actions.correct(made, world.entry(women=50), "Đếm lại", 1, **doer(world))
    assert verify.run().differences == []
    assert journal.verify()[1] == []


def test_what_lasts_counts_on_its_first_day(world):
    lasting = world.entry(starts_on=dt.date(2022, 12, 30), ends_on=dt.date(2023, 1, 2))
    actions.record(lasting, world.officers["mau"].pk, world.units["hoi_xa"].pk)
    years = [Figure("luot", start=dt.date(year, 1, 1), end=dt.date(year, 12, 31)) for year in (2022, 2023)]
    assert [answers.value(one) for one in years] == [64, 0]
    term = Figure("luot", start=dt.date(2019, 1, 1), end=dt.date(2022, 12, 31))
    closing_on_14 = Figure("luot", start=dt.date(2022, 12, 15), end=dt.date(2023, 1, 14))
    assert [answers.value(one) for one in (term, closing_on_14)] == [64, 64]
