"""A token opens what its officer's post opens, in random worlds."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ketnoi.activities import actions, policy
from ketnoi.officers import policy as officers
from ketnoi.officers.enums import Role
from tests.activities import worlds
from tests.api.worlds import Program, officer, program

joint = st.lists(st.sampled_from(["hoi_a", "hoi_b", "ca_a", "ca_tinh", "vks_tinh", "ta_tinh"]), min_size=1, max_size=3, unique=True)  # fmt: skip  # noqa: E501
post = st.tuples(st.sampled_from(["hoi_tinh", "hoi_xa", "hoi_b", "ca_xa", "ta_tinh"]), st.sampled_from(list(Role)))


class ScopeTest(TestCase):
    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(joint, min_size=1, max_size=4), st.lists(post, min_size=1, max_size=2))
    def test_a_token_sees_what_its_post_sees_and_no_more(self, records, posts):
        world = worlds.build()
        holder, held = officer(world, posts)
        for order, (lead, *others) in enumerate(records):
            partners = tuple(world.units[key].pk for key in others)
            day = worlds.DAY + dt.timedelta(days=order)
            entry = world.entry(lead=world.units[lead].pk, partners=partners, starts_on=day)
            actions.record(entry, 1, world.units[lead].pk)
        whole = {str(one.uuid) for one in policy.visible_to(holder)}
        seen: set[str] = set()
        for one in held:
            alone, _posts = officer(world, [])
            worlds.officers.give_post(alone, one.unit_id, Role(one.role), actor=None)
            mine = self._seen(program(one))
            assert mine == {str(row.uuid) for row in policy.visible_to(alone)}
            assert officers.scope(alone) <= officers.scope(holder)
            seen |= mine
        assert seen == whole

    def _seen(self, one: Program) -> set[str]:
        listed = {row["id"] for row in one.get("hoat-dong/").json()["items"]}
        behind = one.get("so-lieu/phieu/", indicator="hoat_dong").json()
        opened = [row["record"] for row in behind["items"] if row["record"]]
        assert {row["link"].split("/")[-2] for row in opened} == listed
        assert behind["hidden"] == behind["total"] - len(listed)
        return listed
