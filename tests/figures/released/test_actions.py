"""From a draft to a published table: a second person signs, versions stay, what is withdrawn says why."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from ketnoi.audit import versions
from ketnoi.audit.models import Line
from ketnoi.figures.models import ProtectedFact, Release
from ketnoi.figures.released import actions, composing, spans, tables
from ketnoi.figures.released.actions import Step
from ketnoi.figures.released.composing import Wanted

LARGE = {("a", "in_time"): 12, ("a", "late"): 9, ("b", "in_time"): 11, ("b", "late"): 7, ("c", "in_time"): 6}
ONE_SMALL = LARGE | {("a", "late"): 2}


@pytest.fixture
def office(world, book):
    """The home unit, with an analyst who draws up and a leader who signs; its notebook is empty."""
    return world


def post_of(world, who):
    return world.officers[who].posts.get()


def wanted(world, book, span="2025", area=1, codes=("so-tay-thoi-han",)):
    chosen = tuple(tables.get(code) for code in codes)
    return Wanted(book.source, world.home.agency_id, area, spans.read(span), chosen)


def draft(world, book, **asked):
    return actions.draw_up(wanted(world, book, **asked), post_of(world, "analyst"))


def step(world, release, who="analyst"):
    return Step(post_of(world, who), Release.objects.get(pk=release.pk).version)


def published(world, book, **asked):
    made = draft(world, book, **asked)
    actions.ask(made, step(world, made))
    return actions.sign(made, step(world, made, "lead"))


def cells(release):
    return release.content["tables"][0]["cells"]


def test_large_numbers_are_published_with_their_totals(office, book):
    book.write(office.home.agency_id, LARGE)
    release = published(office, book)
    assert cells(release) == [[45, 29, 16], [21, 12, 9], [18, 11, 7], [6, 6, 0]]
    assert (release.status, release.number, release.signed_by) == (
        Release.Status.PUBLISHED,
        1,
        office.officers["lead"].pk,
    )
    verbs = Line.objects.filter(kind="release", object=str(release.uuid)).values_list("verb", flat=True)
    assert sorted(verbs) == ["ask_to_sign", "draw_up", "publish"]


def test_a_small_number_and_what_would_tell_it_are_not_kept_at_all(office, book):
    book.write(office.home.agency_id, ONE_SMALL)
    release = published(office, book)
    assert cells(release) == [[38, 29, 9], [14, None, None], [18, None, None], [6, 6, 0]]


def test_other_agencies_and_provinces_do_not_count(office, book):
    book.write(office.home.agency_id, LARGE)
    book.write(office.home.agency_id + 1, LARGE)
    book.write(office.home.agency_id, LARGE, province=2)
    assert cells(draft(office, book))[0] == [45, 29, 16]


def test_who_drew_up_does_not_sign_even_as_a_leader(office, book):
    book.write(office.home.agency_id, LARGE)
    leader = post_of(office, "lead")
    made = actions.draw_up(wanted(office, book), leader)
    actions.ask(made, step(office, made, "lead"))
    with pytest.raises(ValidationError):
        actions.sign(made, step(office, made, "lead"))
    assert Release.objects.get().status == Release.Status.ASKED


def test_a_period_that_runs_is_not_released(office, book):
    with pytest.raises(ValidationError) as refused:
        draft(office, book, span="2099")
    assert list(refused.value.message_dict) == ["period"]


def test_one_draft_for_a_period_at_a_time(office, book):
    book.write(office.home.agency_id, LARGE)
    made = draft(office, book)
    with pytest.raises(ValidationError):
        draft(office, book)
    actions.drop(made, step(office, made))
    assert draft(office, book).number == 1


def test_a_second_version_replaces_the_first_and_leaves_it_readable(office, book):
    book.write(office.home.agency_id, LARGE)
    first = published(office, book)
    book.write(office.home.agency_id, {("b", "late"): 6})
    second = published(office, book)
    first.refresh_from_db()
    assert (first.status, cells(first)[0][0]) == (Release.Status.REPLACED, 45)
    assert (second.number, second.replaces_id, cells(second)[0][0]) == (2, first.pk, 51)


def test_a_second_version_does_not_tell_that_one_record_came(office, book):
    book.write(office.home.agency_id, LARGE)
    published(office, book)
    book.write(office.home.agency_id, {("b", "late"): 1})
    second = draft(office, book)
    changed = [cells(second)[row][column] for row, column in ((0, 0), (0, 2), (2, 0), (2, 2))]
    assert changed == [None] * 4


def test_the_nation_and_a_province_do_not_tell_the_other_province(office, book):
    book.write(office.home.agency_id, LARGE)
    book.write(office.home.agency_id, ONE_SMALL, province=2)
    published(office, book)
    nation = draft(office, book, area=tables.NATION, codes=("so-tay-thoi-han", "so-tay-tinh"))
    assert cells(nation)[1][2] is None  # 9 of the province and 2 of the other would be 11


def signed(world, release):
    actions.ask(release, step(world, release))
    return actions.sign(release, step(world, release, "lead"))


@pytest.mark.parametrize("first", [0, 1])
def test_drafts_are_held_against_one_another_and_signed_in_any_order(office, book, first):
    """The nation's 11 and the province's 9 would together tell the 2 of the other province, and to who reads both
    drafts before anything is signed.
    """
    book.write(office.home.agency_id, LARGE)
    book.write(office.home.agency_id, ONE_SMALL, province=2)
    drafts = [draft(office, book, area=tables.NATION), draft(office, book)]
    both = [cells(one)[1][2] for one in drafts]
    assert both == [11, None]
    signed(office, drafts[first])
    signed(office, drafts[1 - first])
    assert [cells(Release.objects.get(pk=one.pk))[1][2] for one in drafts] == both
    assert set(Release.objects.values_list("status", flat=True)) == {Release.Status.PUBLISHED}


def test_of_two_drawn_up_at_once_the_second_is_asked_to_do_it_again(office, book):
    book.write(office.home.agency_id, LARGE)
    book.write(office.home.agency_id, ONE_SMALL, province=2)
    meanwhile = []

    def another_comes(execute, sql, *told):
        if "figures_protectedfact" in sql and not meanwhile:
            meanwhile.append("begun")
            meanwhile.append(draft(office, book))
        return execute(sql, *told)

    with connection.execute_wrapper(another_comes), pytest.raises(ValidationError) as refused:
        draft(office, book, area=tables.NATION)
    assert list(refused.value.message_dict) == ["tables"]
    assert list(Release.objects.all()) == meanwhile[1:]


def test_what_does_not_come_out_of_the_ledger_again_is_not_signed(office, book):
    book.write(office.home.agency_id, LARGE)
    made = draft(office, book)
    actions.ask(made, step(office, made))
    ProtectedFact.objects.filter(pk__in=ProtectedFact.objects.values("pk")[:1]).update(value=7)
    with pytest.raises(actions.NotProvedAgain):
        actions.sign(made, step(office, made, "lead"))
    made.refresh_from_db()
    assert (made.status, made.published_at) == (Release.Status.DROPPED, None)
    assert Line.objects.filter(kind="release", object=str(made.uuid), verb="not_proved_again").count() == 1


def test_who_signs_an_older_page_is_told(office, book):
    book.write(office.home.agency_id, LARGE)
    made = draft(office, book)
    old = step(office, made, "lead")
    actions.ask(made, step(office, made))
    with pytest.raises(versions.Stale):
        actions.sign(made, old)


def test_withdrawn_with_a_reason_and_still_held_against_what_comes(office, book):
    book.write(office.home.agency_id, LARGE)
    release = published(office, book)
    with pytest.raises(ValidationError):
        actions.withdraw(release, step(office, release, "lead"), " ")
    actions.withdraw(release, step(office, release, "lead"), "Nhập thiếu một xã")
    release.refresh_from_db()
    assert (release.status, release.reason) == (Release.Status.WITHDRAWN, "Nhập thiếu một xã")
    book.write(office.home.agency_id, {("b", "late"): 1})
    assert cells(draft(office, book))[0][0] is None


def test_what_was_withdrawn_stays_withdrawn_when_the_next_version_is_signed(office, book):
    book.write(office.home.agency_id, LARGE)
    first = published(office, book)
    second = draft(office, book)
    actions.withdraw(first, step(office, first, "lead"), "Nhập thiếu một xã")
    signed(office, second)
    first.refresh_from_db()
    assert (first.status, first.reason) == (Release.Status.WITHDRAWN, "Nhập thiếu một xã")


def test_a_leader_sends_back_with_a_reason(office, book):
    book.write(office.home.agency_id, LARGE)
    made = draft(office, book)
    actions.ask(made, step(office, made))
    actions.send_back(made, step(office, made, "lead"), "Xem lại kỳ")
    made.refresh_from_db()
    assert (made.status, made.reason) == (Release.Status.DRAFT, "Xem lại kỳ")


def test_releases_reach_one_another_by_way_of_a_third(office, book):
    """The first quarter and the second half share no month, but a year between them."""
    agency = office.home.agency_id
    for month in (2, 5, 8, 11):
        book.write(agency, LARGE, day=dt.date(2025, month, 3))
    half, year = published(office, book, span="2025-H2"), published(office, book, span="2025")
    reached = composing.known(wanted(office, book, span="2025-Q1"))
    assert [one.pk for one in reached] == [half.pk, year.pk]


def test_a_draft_that_was_dropped_is_not_set_beside_a_later_one(office, book):
    """Who draws up, drops and draws up again would read what was entered in between."""
    book.write(office.home.agency_id, LARGE)
    first = draft(office, book)
    assert cells(first)[0][0] == 45
    actions.drop(first, step(office, first))
    book.write(office.home.agency_id, {("a", "in_time"): 1})
    lines = zip(cells(first), cells(draft(office, book)), strict=True)
    pairs = [pair for before, after in lines for pair in zip(before, after, strict=True)]
    assert [(old, new) for old, new in pairs if None not in (old, new) and 0 < abs(new - old) < 5] == []
