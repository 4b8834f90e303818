"""Freezing fixes every number; what is corrected later is named, and nothing else."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from ketnoi.activities import actions as activities
from ketnoi.activities.models import Activity
from ketnoi.figures import answers, changes, clocks
from ketnoi.reports import actions, editions, moved, questions, tokens
from tests.reports import worlds

CAME = sum(worlds.CAME)


def said(report):
    report.refresh_from_db()
    return editions.said(report, editions.texts(report), editions.current(report))


def values(report):
    return {one.token.code: one.value for one in said(report).values()}


def test_live_figures_follow_the_records(told):
    assert values(told.report)["luot_tuyen_truyen"] == CAME
    assert values(told.report)["buoi_tuyen_truyen"] == len(worlds.CAME)
    told.correct(told.sessions[3], worlds.CAME[3] + 56)
    assert values(told.report)["luot_tuyen_truyen"] == CAME + 56


def test_figures_count_only_the_programme_the_period_and_the_units_province(told):
    world = told.world
    assert values(told.report)["luot_tuyen_truyen"] == CAME  # not the 999 after the period, nor the 888 outside
    of_commune = actions.start(world.programmes["tinh"], world.units["hoi_b"], "tong-ket", worlds.PERIOD)
    assert values(of_commune)["luot_tuyen_truyen"] == 0
    of_today = actions.start(world.programmes["tinh"], world.units["hoi_xa"], "tong-ket", worlds.PERIOD)
    assert values(of_today)["luot_tuyen_truyen"] == CAME


def test_a_frozen_report_stands_still_and_names_exactly_the_corrected_record(told):
    actions.freeze(told.report)
    before = values(told.report)
    told.correct(told.sessions[3], worlds.CAME[3] + 56)
    assert values(told.report) == before
    assert before["luot_tuyen_truyen"] == CAME
    (difference,) = moved.of_report(told.report)
    assert difference.keys == ("luot_tuyen_truyen|tron",)
    assert [(one.record, one.before, one.after) for one in difference.changed] == [
        (told.sessions[3].pk, worlds.CAME[3], worlds.CAME[3] + 56)
    ]
    assert (difference.now, difference.words) == (CAME + 56, "+56 lượt")
    assert moved.summary([difference]) == "1 phiếu đính chính từ khi chốt: +56 lượt"


def test_what_is_kept_is_what_the_ledger_knew_then(told):
    edition = actions.freeze(told.report)
    told.correct(told.sessions[0], 1)
    activities_lead = told.world.officers["mau"].pk
    told.sessions[1].refresh_from_db()
    activities.withdraw(
        told.sessions[1], "nhập trùng", told.sessions[1].version, activities_lead, told.world.units["hoi_a"].pk
    )
    kept = said(told.report)
    assert {key: one.value for key, one in kept.items()} == {
        key: answers.from_ledger(one.figure) for key, one in kept.items()
    }
    assert all(one.figure.as_of == edition.frozen_at for one in kept.values())


def test_as_of_any_moment_agrees_with_a_replay(told):
    """Each correction's moment answers what stood just after it."""
    replay = []
    for came in (10, 20, 30):
        told.correct(told.sessions[2], came)
        moment = Activity.objects.get(pk=told.sessions[2].pk).revisions.latest("number").at
        replay.append((moment, CAME - worlds.CAME[2] + came))
    figure = questions.figure(tokens.from_key("luot_tuyen_truyen"), told.report)
    assert [answers.value(figure.but(as_of=moment)) for moment, _came in replay] == [came for _moment, came in replay]
    assert answers.value(figure.but(as_of=replay[0][0] - 1)) == CAME


def test_corrections_that_cancel_out_are_still_named(told):
    actions.freeze(told.report)
    told.correct(told.sessions[0], worlds.CAME[0] + 5)
    told.correct(told.sessions[1], worlds.CAME[1] - 5)
    (difference,) = moved.of_report(told.report)
    assert difference.amount == 0
    assert {one.record for one in difference.changed} == {told.sessions[0].pk, told.sessions[1].pk}
    assert moved.summary([difference]) == "2 phiếu đính chính từ khi chốt: 0"


def test_a_record_put_back_as_it_was_has_not_changed(told):
    actions.freeze(told.report)
    told.correct(told.sessions[0], 7)
    told.correct(told.sessions[0], worlds.CAME[0])
    assert moved.of_report(told.report) == []


def test_freezing_again_asks_why_and_keeps_the_earlier_edition(told):
    first = actions.freeze(told.report)
    told.correct(told.sessions[3], worlds.CAME[3] + 56)
    told.report.refresh_from_db()
    with pytest.raises(ValidationError):
        actions.freeze(told.report, "  ")
    second = actions.freeze(told.report, "nhận đủ đính chính")
    assert (first.number, second.number) == (1, 2)
    assert second.frozen_at > first.frozen_at
    assert values(told.report)["luot_tuyen_truyen"] == CAME + 56
    row = told.paragraph("{luot_tuyen_truyen")
    actions.edit_paragraph(row.pk, "Viết lại hẳn.", row.version)
    first.refresh_from_db()
    earlier = editions.said(told.report, editions.texts(told.report, first), first)
    assert earlier["luot_tuyen_truyen|tron"].value == CAME
    assert ("paragraph", "Viết lại hẳn.") not in editions.texts(told.report, first)
    assert moved.of_report(told.report) == []


def test_of_two_freezings_the_later_moment_stays(told, monkeypatch):
    """The one that took its moment first and comes second would turn the report back."""
    before = clocks.stamp(None)
    edition = actions.freeze(told.report)
    monkeypatch.setattr(clocks, "stamp", lambda _provinces: before)
    with pytest.raises(ValidationError, match="vừa được người khác chốt"):
        actions.freeze(told.report, "chốt cùng lúc")
    told.report.refresh_from_db()
    assert (told.report.frozen_at, told.report.editions.get()) == (edition.frozen_at, edition)


def test_a_figure_written_into_a_frozen_text_is_as_known_at_the_freezing(told):
    actions.freeze(told.report)
    told.correct(told.sessions[3], worlds.CAME[3] + 56)
    row = actions.add_paragraph(told.report, None, "paragraph", "Năm cuối có {luot_tuyen_truyen|nam=2022} lượt.")
    told.report.refresh_from_db()
    assert said(told.report)["luot_tuyen_truyen|nam=2022"].value == worlds.CAME[3]
    assert row.order == told.report.paragraphs.count()


def test_a_moment_orders_against_every_writer(told):
    """Whoever writes facts after the freezing gets a later moment, whatever the clock says."""
    edition = actions.freeze(told.report)
    with transaction.atomic():
        told.correct(told.sessions[0], 3)
    figure = questions.figure(tokens.from_key("luot_tuyen_truyen"), told.report)
    (change,) = changes.since(figure.but(as_of=None), edition.frozen_at)
    assert change.record == told.sessions[0].pk


def test_exact_round_and_qualified_words(told):
    shown = {key: one.shown for key, one in said(told.report).items()}
    assert shown["luot_tuyen_truyen|tron"] == "1.300"
    assert shown["buoi_tuyen_truyen"] == "4"
    assert shown["nguoi_noi_chuyen|tron"] == "trên 40"
    assert shown["vu_viec_phoi_hop|tron"] == "trên 40"
    assert shown["vu_viec_phoi_hop"] == "47"
    worlds.enter(told.world, "tap_the_khen", 3, "nearly")
    one = said(told.report)["tap_the_khen"]
    assert (one.shown, one.entered) == ("gần 3", ("Sổ theo dõi thử",))
