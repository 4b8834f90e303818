"""Every question, in random worlds, answers what the naive counter counts, from the ledger and from roll-ups."""

import datetime as dt

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ketnoi.figures import answers, changes, folding, maps, records, verify
from ketnoi.figures.figure import Figure, Level
from tests.figures import worlds

LEVELS = list(Level)
DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2022, 12, 31))
ENDS = st.sampled_from([None, dt.date(2022, 12, 31), dt.date(2020, 6, 30), dt.date(2021, 3, 17)])
STARTS = st.sampled_from([None, dt.date(2019, 1, 1), dt.date(2020, 1, 1), dt.date(2020, 2, 11)])


def a_record(land):
    units = st.lists(st.sampled_from([unit.pk for unit in land.units]), min_size=1, max_size=4, unique=True)
    counts = st.lists(
        st.tuples(st.sampled_from(land.audiences), st.integers(1, 90)), max_size=2, unique_by=lambda c: c[0]
    )
    return st.builds(
        lambda more, **said: worlds.Record(**said, last=said["day"] + dt.timedelta(more) if more else None),
        more=st.sampled_from([0, 0, 0, 1, 30, 200]),
        units=units.map(tuple),
        day=DAYS,
        place=st.sampled_from([place.pk for place in land.places.values()]),
        kind=st.sampled_from(land.kinds),
        counts=counts.map(tuple),
        women=st.integers(0, 5),
        programmes=st.sampled_from([frozenset(), frozenset({1}), frozenset({1, 2}), frozenset({1, 3}), frozenset({4})]),
        topics=st.sampled_from([frozenset(), frozenset({7}), frozenset({7, 8})]),
    )


def a_history(land):
    """Transactions of up to four records each; a record may come again (a correction) or go (None)."""
    change = st.tuples(st.integers(1, 8), st.one_of(a_record(land), a_record(land), a_record(land), st.none()))
    return st.lists(
        st.lists(change, min_size=1, max_size=4, unique_by=lambda c: c[0]).map(dict), min_size=1, max_size=5
    )


def a_figure(land):
    areas = {
        level: sorted({getattr(unit, column) for unit in land.units} - {0}) for level, column in worlds.AREA.items()
    }
    levels = st.sampled_from(LEVELS).flatmap(
        lambda level: st.tuples(st.just(level), st.sampled_from(areas[level]) if level else st.just(0))
    )
    scope = st.one_of(
        levels.map(lambda found: {"level": found[0], "area": found[1]}),
        st.tuples(levels, st.sampled_from([51, 52, 53])).map(
            lambda found: {"level": found[0][0], "area": found[0][1], "agency": found[1]}
        ),
        st.tuples(st.sampled_from([unit.pk for unit in land.units]), st.booleans()).map(
            lambda found: {"unit": found[0], "below": found[1]}
        ),
        st.sampled_from([{"lead": True}, {"level": Level.PROVINCE, "area": 14, "lead": True}]),
        st.sampled_from([place.pk for place in land.places.values()]).map(lambda place: {"place": place}),
    )
    return st.builds(
        lambda code, start, end, programme, topic, kind, audience, scope: on_its_map(
            Figure(code, start, end, programme=programme, topic=topic, kind=kind, audience=audience, **scope)
        ),
        st.sampled_from(worlds.CODES),
        STARTS,
        ENDS,
        st.sampled_from([0, 0, 1, 2, 4]),
        st.sampled_from([0, 0, 0, 7, 8]),
        st.sampled_from([0, 0, *land.kinds]),
        st.sampled_from([0, 0, *land.audiences]),
        scope,
    )


def on_its_map(figure):
    """A question by old units ends while they existed."""
    try:
        maps.check(figure)
    except maps.LaterThanMap:
        return figure.but(end=dt.date(2022, 12, 31))
    return figure


# without shrinking: each example is a world in a database, and the first that fails says enough
LOOSE = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def play(history, fold_after):
    """Write a history, folding after some of its transactions; answers their moments."""
    worlds.BOOK.records, worlds.BOOK.history = {}, []
    moments = []
    for number, transaction_changes in enumerate(history):
        moments.append(worlds.write(transaction_changes))
        if number in fold_after:
            folding.fold()
    return moments


@LOOSE
@given(data=st.data())
def test_value_equals_the_naive_count_now_and_as_of_every_moment(land, data):
    with transaction.atomic():
        moments = play(data.draw(a_history(land)), data.draw(st.sets(st.integers(0, 4))))
        for figure in data.draw(st.lists(a_figure(land), min_size=6, max_size=6)):
            wanted = worlds.naive(figure, land)
            assert answers.value(figure) == wanted, figure
            assert answers.from_ledger(figure) == wanted, figure
            for moment in moments:
                then = figure.but(as_of=moment)
                assert answers.value(then) == worlds.naive(then, land), then
        transaction.set_rollback(True)


@LOOSE
@given(data=st.data())
def test_partitions_sum_and_changes_explain_the_difference(land, data):
    with transaction.atomic():
        moments = play(data.draw(a_history(land)), data.draw(st.sets(st.integers(0, 4))))
        for figure in data.draw(st.lists(a_figure(land), min_size=4, max_size=4)):
            value = answers.value(figure)
            for by in (("kind",), ("audience", "month"), ("year",), ("commune",), ("kind", "audience", "month")):
                assert sum(answers.breakdown(figure, *by).values()) == value, (figure, by)
            for moment in moments:
                found = changes.since(figure, moment)
                then = answers.value(figure.but(as_of=moment))
                assert sum(change.difference for change in found) == value - then, figure
        transaction.set_rollback(True)


@LOOSE
@given(data=st.data())
def test_the_list_behind_a_figure_adds_up_to_it(land, data):
    with transaction.atomic():
        play(data.draw(a_history(land)), set())
        for figure in data.draw(st.lists(a_figure(land), min_size=4, max_size=4)):
            listed = records.behind(figure, None)
            every = listed[: len(listed)]
            assert sum(one.value for one in every) == answers.value(figure)
            identities = [(one.record_kind, one.record) for one in every]
            assert identities == [(kind, record) for _, kind, record in listed._identities()]
            assert listed[1:3] == every[1:3]
            if figure.indicator in {"t_hoat_dong", "t_k1"}:
                assert len(listed) == answers.value(figure)
        transaction.set_rollback(True)


@LOOSE
@given(data=st.data())
def test_breakdowns_equal_one_question_each(land, data):
    with transaction.atomic():
        play(data.draw(a_history(land)), data.draw(st.sets(st.integers(0, 4))))
        for code in worlds.CODES:
            base = Figure(code, programme=data.draw(st.sampled_from([0, 1, 4])))
            for key, number in answers.breakdown(base, "agency").items():
                assert number == worlds.naive(base.but(agency=key[0]), land)
            for key, number in answers.breakdown(base, "unit").items():
                assert number == worlds.naive(base.but(unit=key[0], below=False), land)
            for key, number in answers.breakdown(base, "province").items():
                assert (
                    number == worlds.naive(base.but(level=Level.PROVINCE, area=key[0], lead=True), land)
                    or code == "t_lan"
                )
            for (agency, province), number in answers.breakdown(base, "agency", "province").items():
                asked = base.but(agency=agency, level=Level.PROVINCE, area=province)
                assert number == worlds.naive(asked, land)
            for agencies, number in answers.combinations(Figure("t_hoat_dong")).items():
                assert number == sum(
                    {unit.agency_id for unit in land.units if unit.pk in one.units} == agencies
                    for one in worlds.BOOK.records.values()
                )
        transaction.set_rollback(True)


@LOOSE
@given(data=st.data())
def test_verify_finds_nothing_after_any_history(land, data):
    with transaction.atomic():
        play(data.draw(a_history(land)), data.draw(st.sets(st.integers(0, 4))))
        report = verify.run()
        assert report.differences == []
        transaction.set_rollback(True)
