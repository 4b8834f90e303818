"""Who sees what, against a predicate written anew in plain Python."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ketnoi.activities import actions, facts, policy
from ketnoi.activities.enums import Verb
from ketnoi.activities.models import Activity
from ketnoi.attachments import policies
from ketnoi.attachments.models import Attachment
from ketnoi.officers.enums import Role
from ketnoi.orgs.models import Unit
from tests.activities import worlds

# What belongs to each unit, spelled out: itself, those under it, and what became part of any of them.
BELONGS = {
    "hoi_tinh": {"hoi_tinh", "hoi_huyen", "hoi_a", "hoi_b", "hoi_xa"},
    "hoi_huyen": {"hoi_huyen", "hoi_a", "hoi_b"},
    "hoi_xa": {"hoi_xa", "hoi_a", "hoi_b"},
    "hoi_a": {"hoi_a"},
    "hoi_b": {"hoi_b"},
    "ca_tinh": {"ca_tinh", "ca_huyen", "ca_a", "ca_b", "ca_xa"},
    "ca_xa": {"ca_xa", "ca_a", "ca_b"},
    "ca_a": {"ca_a"},
    "vks_tinh": {"vks_tinh"},
    "ta_tinh": {"ta_tinh"},
}
OLD = sorted(set(BELONGS) - {"hoi_xa", "ca_xa"})
joint = st.lists(st.sampled_from(OLD), min_size=1, max_size=4, unique=True)
record = st.tuples(joint, st.sampled_from(sorted(BELONGS)))
post = st.tuples(st.sampled_from(sorted(BELONGS)), st.sampled_from(list(Role)))


class VisibilityTest(TestCase):
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(record, max_size=5), st.lists(post, max_size=2))
    def test_the_same_as_said_plainly(self, records, posts):
        world = worlds.build()
        officer = worlds.officers.add_officer("thu.rieng", None, "Vì Thị Mẫu")
        for unit, role in posts:
            worlds.officers.give_post(officer, world.units[unit].pk, role, actor=None)
        made = {}
        for number, (units, creator) in enumerate(records):
            lead, *partners = (world.units[key].pk for key in units)
            entry = world.entry(lead=lead, partners=tuple(partners), starts_on=worlds.DAY + timedelta(days=number))
            made[actions.record(entry, 1, world.units[creator].pk).pk] = (units, creator)
        reads = set().union(*(BELONGS[unit] for unit, _role in posts))
        writes = set().union(*(BELONGS[unit] for unit, role in posts if role in {Role.RECORDER, Role.LEAD}))
        expected = {pk for pk, (units, creator) in made.items() if reads & {*units, creator}}
        assert set(facts.SOURCE.visible(officer)) == expected
        for activity in Activity.objects.filter(pk__in=made):
            units, creator = made[activity.pk]
            allowed = bool(writes & {units[0], creator})
            assert policy.can(officer, Verb.CORRECT, activity) is allowed
            assert policy.can(officer, Verb.WITHDRAW, activity) is allowed
            assert policy.can(officer, Verb.HOLD, activity) is False
            photo = Attachment(owner_kind=policy.OWNER_KIND, owner_id=activity.pk)
            assert policies.may_open(SimpleNamespace(user=officer), photo) is (activity.pk in expected)
        assert Unit.objects.count() == len(world.units)


@pytest.mark.django_db
def test_behind_a_figure_one_sees_the_record_as_it_was_then(world):
    doer = {"actor": world.officers["mau"].pk, "unit": world.units["hoi_xa"].pk}
    made = actions.record(world.entry(), **doer)
    then = made.recorded_at
    actions.correct(made, world.entry(title="Tên mới", women=40, partners=()), "Nhầm tên", 1, **doer)
    (before,) = facts.SOURCE.rows([made.pk], then)
    (after,) = facts.SOURCE.rows([made.pk], None)
    assert (before.title, before.extra["women"], before.who) == (
        "Nhận biết thủ đoạn mua bán người", 52, "Hội LHPN xã Minh họa A, Công an xã Minh họa A",
    )  # fmt: skip
    assert (after.title, after.extra["women"], after.who) == ("Tên mới", 40, "Hội LHPN xã Minh họa A")
    assert (before.extra["total"], before.where) == (64, "Bản Nà Hoa, xã Minh họa A, huyện Hoa Mận")
    assert after.note.startswith("Đính chính lúc ")
    assert before.url == f"/hoat-dong/{made.uuid}/"
    assert facts.SOURCE.rows([made.pk], then - 1) == []
