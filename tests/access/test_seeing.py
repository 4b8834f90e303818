"""Conflicts, logged reasons, hand-over, who can see and who saw."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ketnoi.access import conflicts, granting, handing, revealing, seeing
from ketnoi.access.models import Grant
from ketnoi.audit import journal, kept, moments
from ketnoi.notices import queries as notices
from ketnoi.officers import handing as posts
from tests.access.house import HOUR, WHOLE, House

NOTHING: frozenset[str] = frozenset()
TODAY = timezone.localdate()


def test_a_declared_conflict_hides_the_record_from_its_lead(house: House) -> None:
    conflicts.declare(house.reader("lead"), house.record)
    assert house.sections("lead") == NOTHING
    with pytest.raises(PermissionDenied):
        conflicts.declare(house.reader("lead"), house.record)
    assert house.sections("other_lead") == WHOLE


def test_of_a_declared_conflict_the_bell_knows_at_once(house: House) -> None:
    granting.assign(house.reader("lead"), house.record, house.posts["colleague"])
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=False):
        assert notices.bell(house.officer("colleague"), lambda: True) == 1
        conflicts.declare(house.reader("colleague"), house.record)
        assert notices.bell(house.officer("colleague"), lambda: True) == 0


def test_another_lead_says_it_and_ends_it(house: House) -> None:
    made = conflicts.name(house.reader("lead"), house.record, house.officer("recorder"))
    assert house.sections("recorder") == NOTHING
    for name in ("recorder", "supervisor", "neighbour"):
        with pytest.raises(PermissionDenied):
            conflicts.lift(house.reader(name), made)
    conflicts.lift(house.reader("other_lead"), made)
    assert house.sections("recorder") == WHOLE


def test_nobody_says_it_of_himself_for_another_to_lift(house: House) -> None:
    with pytest.raises(ValidationError):
        conflicts.name(house.reader("lead"), house.record, house.officer("lead"))
    with pytest.raises(PermissionDenied):
        conflicts.name(house.reader("recorder"), house.record, house.officer("lead"))


def test_a_logged_reason_shows_the_identity_for_an_hour(house: House) -> None:
    with pytest.raises(ValidationError):
        revealing.reveal(house.reader("supervisor"), house.record, " ")
    for name in ("neighbour", "recorder", "police"):
        with pytest.raises(PermissionDenied):
            revealing.reveal(house.reader(name), house.record, "Kiểm tra")
    revealing.reveal(house.reader("supervisor"), house.record, "Kiểm tra việc tiếp nhận")
    assert house.sections("supervisor") == frozenset({"workflow", "identity"})
    assert house.sections("supervisor", later=HOUR) == frozenset({"workflow"})


def test_work_passes_over_with_the_post(house: House) -> None:
    given, receiver = house.posts["recorder"], house.officer("colleague")
    items = handing.open_under(given)
    assert [(item["kind"], item["title"]) for item in items] == [("lá", house.record.code)]
    made = posts.draw_up(given, receiver, TODAY - dt.timedelta(days=1), posts.open_under(given), actor=None)
    assert house.sections("colleague") == NOTHING
    posts.confirm(made.pk, receiver.pk)
    assert house.sections("recorder") == NOTHING
    assert house.sections("colleague") == WHOLE


def test_until_the_last_day_the_giver_reads_and_afterwards_the_receiver(house: House) -> None:
    made = posts.draw_up(house.posts["recorder"], house.officer("colleague"), TODAY, [], actor=None)
    received = posts.confirm(made.pk, house.officer("colleague").pk)
    grants = Grant.objects.of("leaf", house.record.pk).order_by("pk")
    assert [grant.post for grant in grants] == [house.posts["recorder"], received]
    assert grants[0].ends_at == grants[1].starts_at
    assert house.sections("recorder") == WHOLE
    assert house.sections("colleague") == NOTHING
    assert house.sections("colleague", later=24 * HOUR) == WHOLE
    assert house.sections("recorder", later=24 * HOUR) == NOTHING


def test_what_was_assigned_until_a_day_passes_over_until_that_day(house: House) -> None:
    now = moments.now()
    granting.assign(house.reader("lead"), house.record, house.posts["colleague"], now + 48 * HOUR)
    made = posts.draw_up(house.posts["colleague"], house.officer("other_lead"), TODAY, [], actor=None)
    received = posts.confirm(made.pk, house.officer("other_lead").pk)
    assert Grant.objects.get(post=received).ends_at == now + 48 * HOUR
    with pytest.raises(ValidationError):
        granting.assign(house.reader("lead"), house.record, house.posts["colleague"])


def test_what_is_over_before_he_begins_does_not_pass_over(house: House) -> None:
    granting.assign(house.reader("lead"), house.record, house.posts["colleague"], moments.now() + HOUR // 60)
    made = posts.draw_up(house.posts["colleague"], house.officer("neighbour"), TODAY, [], actor=None)
    received = posts.confirm(made.pk, house.officer("neighbour").pk)
    assert not Grant.objects.filter(post=received).exists()


def test_a_successor_with_a_conflict_does_not_get_the_record(house: House) -> None:
    conflicts.name(house.reader("lead"), house.record, house.officer("colleague"))
    made = posts.draw_up(
        house.posts["recorder"], house.officer("colleague"), TODAY - dt.timedelta(days=1), [], actor=None
    )
    posts.confirm(made.pk, house.officer("colleague").pk)
    assert Grant.objects.of("leaf", house.record.pk).count() == 1


def test_who_can_see_it_and_why(house: House) -> None:
    found = {(seer.post.officer_id, seer.rule, seer.sections) for seer in seeing.who_can(house.record)}
    whole = next(iter(seers.sections for seers in seeing.who_can(house.record) if seers.rule == "R1"))
    assert len(whole) == len(WHOLE)
    assert found == {
        (house.officer("recorder").pk, "R1", whole),
        (house.officer("lead").pk, "R2", whole),
        (house.officer("other_lead").pk, "R2", whole),
        (house.officer("supervisor").pk, "R3", ("mã số, bước xử lý và thời hạn",)),
    }


def test_who_saw_it(house: House) -> None:
    journal.read("leaf", house.record.pk, house.officer("lead").pk, house.a.pk, sections=["identity"])
    journal.denied("leaf", house.record.pk, house.officer("police").pk, house.police.pk)
    journal.denied("leaf", 0, house.officer("police").pk, house.police.pk)
    seen = [
        (one.officer, one.verb, one.sections) for one in seeing.who_saw(house.record, seeing.reads_of(house.record))
    ]
    assert sorted(seen, key=str) == sorted(
        [(house.officer("police"), "bị từ chối", ()), (house.officer("lead"), "đã xem", ("danh tính",))], key=str
    )


def test_one_more_who_sees_it_costs_one_question(house: House) -> None:
    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            seers = seeing.who_can(house.record)
        return len(seers), len(queries)

    asked()
    seers, before = asked()
    granting.assign(house.reader("lead"), house.record, house.posts["colleague"])
    with kept.one_edition():
        assert asked()[0] == seers + 1
        assert asked()[1] <= before + 1
