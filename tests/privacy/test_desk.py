"""The desk besides requests: who is in charge, breaches with their 72 hours, and what is past its retention."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from ketnoi.access import unscoped
from ketnoi.access.unscoped import Because
from ketnoi.audit import kept, moments, versions
from ketnoi.audit.models import Line
from ketnoi.deadlines import running
from ketnoi.officers import actions as officers
from ketnoi.orgs.models import Succession
from ketnoi.privacy import actions, breaches, clocks, desk, retention
from ketnoi.privacy.breaches import Found
from ketnoi.privacy.enums import BreachState, Checked, Outcome
from ketnoi.privacy.models import KIND, Breach, Disposal, SubjectRequest, Told
from ketnoi.vault.refusals import Shredded
from tests.privacy.house import DAY

HOUR = DAY // 24
SIX_YEARS = 6 * 366


def found(hours_ago=1, **changed):
    usual = {
        "found_at": moments.now() - hours_ago * HOUR,
        "kinds": ("identity",),
        "persons": 3,
        "what": "Gửi nhầm danh sách",
        "measures": "",
    }
    return Found(**usual | changed)


def test_the_officer_in_charge_is_named_by_the_leader_and_while_the_post_lasts(house):
    post = house.posts["colleague"]
    with pytest.raises(PermissionDenied):
        desk.name(house.unit, post, "QĐ 01", house.posts["recorder"])
    with pytest.raises(PermissionDenied):
        desk.name(house.unit, house.posts["stranger"], "QĐ 01", house.posts["lead"])
    desk.name(house.unit, post, "QĐ 01", house.posts["lead"])
    assert desk.in_charge([house.unit.pk])[house.unit.pk].post == post
    assert desk.sits(post)
    officers.end_post(post.pk, moments_day(-1))
    assert desk.in_charge([house.unit.pk]) == {}


def moments_day(days):
    from ketnoi.ui import dates

    return dates.from_us(moments.now() + days * DAY).date()


def test_a_breach_starts_its_clock_and_telling_the_agency_meets_it(house):
    post = house.posts["lead"]
    made = breaches.enter(found(), post)
    (clock,) = running.of(clocks.BREACH, [made.pk])[made.pk]
    assert (clock.row.limit, clock.is_open, clock.row.started_at) == ("DP_BREACH", True, made.found_at)
    breaches.tell(made, Told.Whom.SUPERIOR, moments.now(), "", post, 1)
    assert running.of(clocks.BREACH, [made.pk])[made.pk][0].is_open
    breaches.tell(made, Told.Whom.AGENCY, moments.now(), "12/TB", post, 2)
    made.refresh_from_db()
    assert made.state == BreachState.NOTIFIED
    assert not running.of(clocks.BREACH, [made.pk])[made.pk][0].is_open


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        (found(hours_ago=-2), "found_on"),
        (found(hours_ago=24 * SIX_YEARS), "found_on"),
        (found(kinds=()), "kinds"),
        (found(kinds=("x",)), "kinds"),
        (found(what=" "), "what"),
    ],
)
def test_what_a_breach_lacks_is_said_at_its_field(house, entered, field):
    with pytest.raises(ValidationError) as refused:
        breaches.enter(entered, house.posts["lead"])
    assert list(refused.value.message_dict) == [field]


def test_only_the_desk_enters_sees_and_closes_breaches(house):
    made = breaches.enter(found(), house.posts["lead"])
    for name in ("recorder", "analyst", "administrator", "stranger"):
        assert not desk.breaches(house.posts[name].officer).exists()
        with pytest.raises(PermissionDenied):
            breaches.close(made, "Bài học", house.posts[name], 1)
    breaches.close(made, "Kiểm tra người nhận hai lần", house.posts["deputy"], 1)
    with pytest.raises(versions.Stale):
        breaches.tell(made, Told.Whom.AGENCY, moments.now(), "", house.posts["lead"], 2)
    assert Breach.objects.get().words()["lessons"] == "Kiểm tra người nhận hai lần"


def old_request(house):
    """Answered six years ago."""
    made = house.received()
    told = actions.Answer(Outcome.GRANTED, "Đã gửi bản in.", "", Checked.PAPER)
    actions.answer(house.reader("lead"), made, told, made.version)
    made.refresh_from_db()
    made.answered_at = moments.now() - SIX_YEARS * DAY
    made.save(update_fields=["answered_at"])
    return made


def test_what_is_past_its_time_is_proposed_decided_by_another_and_shredded(house):
    old = old_request(house)
    fresh = house.received()
    proposed = retention.propose(house.unit, KIND, house.posts["lead"])
    assert (proposed.count, proposed.records) == (1, [old.pk])
    assert retention.due(house.unit) == {}
    with pytest.raises(ValidationError):
        retention.approve(proposed, house.posts["lead"])
    with pytest.raises(PermissionDenied):
        retention.approve(proposed, house.posts["stranger"])
    retention.approve(proposed, house.posts["deputy"])
    proposed.refresh_from_db()
    assert (proposed.state, proposed.count, proposed.records) == (Disposal.State.DONE, 1, [])
    gone = unscoped.rows(SubjectRequest, Because.PROVED).get(pk=old.pk)
    with pytest.raises(Shredded):
        gone.subject.open()
    assert unscoped.rows(SubjectRequest, Because.PROVED).get(pk=fresh.pk).subject.open()


def test_refused_with_a_reason_it_is_due_again(house):
    old_request(house)
    proposed = retention.propose(house.unit, KIND, house.posts["lead"])
    with pytest.raises(ValidationError):
        retention.refuse(proposed, house.posts["deputy"], " ")
    retention.refuse(proposed, house.posts["deputy"], "Đang có khiếu nại")
    assert list(retention.due(house.unit)) == [KIND]


def test_nothing_due_nothing_proposed(house):
    house.received()
    with pytest.raises(ValidationError):
        retention.propose(house.unit, KIND, house.posts["lead"])


def test_the_journal_keeps_kinds_and_counts_of_a_disposal(house):
    old_request(house)
    proposed = retention.propose(house.unit, KIND, house.posts["lead"])
    retention.approve(proposed, house.posts["deputy"])
    line = Line.objects.get(verb="dispose")
    assert (line.object, line.detail["sort"], line.detail["count"]) == (str(proposed.uuid), KIND, 1)


def test_a_breach_past_its_time_loses_its_words_and_the_numbers_of_who_was_told(house):
    lead = house.posts["lead"]
    made = breaches.enter(found(what="Gửi nhầm danh sách"), lead)
    breaches.tell(made, Told.Whom.AGENCY, moments.now(), "12/TB", lead, 1)
    breaches.close(made, "Kiểm tra người nhận", lead, 2)
    breaches.enter(found(), lead)
    assert retention.due(house.unit) == {}
    Breach.objects.filter(pk=made.pk).update(closed_at=moments.now() - SIX_YEARS * DAY)
    retention.approve(retention.propose(house.unit, clocks.BREACH, lead), house.posts["deputy"])
    gone = Breach.objects.get(pk=made.pk)
    assert gone.words() == {"what": "", "measures": "", "lessons": ""}
    assert gone.told.get().words() == {"number": ""}
    assert (gone.kinds, gone.persons, retention.due(house.unit)) == (["identity"], 3, {})
    assert Breach.objects.exclude(pk=made.pk).get().words()["what"] == "Gửi nhầm danh sách"


def test_a_breach_of_a_merged_unit_goes_on_at_its_successors_desk(house):
    made = breaches.enter(found(), house.posts["lead"])
    stranger = house.posts["stranger"]
    assert not desk.breaches(stranger.officer).exists()
    Succession.objects.create(old=house.unit, new=house.other, is_default=True)
    kept.forget()
    assert desk.breaches(stranger.officer).get() == made
    breaches.tell(made, Told.Whom.AGENCY, moments.now(), "12/TB", stranger, 1)
    with pytest.raises(PermissionDenied):
        breaches.tell(made, Told.Whom.SUPERIOR, moments.now(), "", house.posts["lead"], 2)
