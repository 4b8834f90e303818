"""The one policy: which protected records somebody sees, which of their sections, and what he may do with them.

It stands as a query, made of the rules in `rules.Policy`; whatever no rule gives is denied, and R0 denies before all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery

from ketnoi.access import protecting
from ketnoi.access import sections as named
from ketnoi.access.enums import Action, State
from ketnoi.access.guarded import ProtectedQuerySet
from ketnoi.access.models import ProtectedRecord
from ketnoi.access.protecting import Protected
from ketnoi.access.reader import Reader
from ketnoi.access.rules import NOBODY, Policy, everything
from ketnoi.officers.enums import Role

Rows = ProtectedQuerySet[Any]
Opened = dict[int, frozenset[str]]


@dataclass(frozen=True)
class Rule:
    """A rule by its name in security.md: the part of the policy that says which rows, and what of them it opens."""

    code: str
    part: str
    opens: Callable[[Policy, Reader, Protected, Collection[int]], Opened]

    def rows(self, policy: Policy, reader: Reader, protected: Protected) -> Q:
        condition: Q = getattr(policy, self.part)(reader, protected)
        return condition


def _always(*sections: str) -> Callable[..., Opened]:
    """Opens the same of every record: these sections, or with none named all."""

    def opens(_policy: Policy, _reader: Reader, protected: Protected, ids: Collection[int]) -> Opened:
        return dict.fromkeys(ids, protected.whole & frozenset(sections) if sections else protected.whole)

    return opens


def _notice(policy: Policy, reader: Reader, protected: Protected, ids: Collection[int]) -> Opened:
    return _union(_given(policy.notices(reader, protected), ids), lambda one: policy.of_notice(protected, one))


def _referral(policy: Policy, reader: Reader, protected: Protected, ids: Collection[int]) -> Opened:
    return _union(_given(policy.accepted(reader, protected), ids), lambda one: policy.of_referral(protected, one))


def _glass(policy: Policy, reader: Reader, protected: Protected, ids: Collection[int]) -> Opened:
    owners = everything(protected).filter(pk=OuterRef("record")).values("owner__agency")
    broken = policy.glasses(reader, protected).filter(record__among=ids)
    agencies = {"receiving": F("post__unit__agency"), "giving": Subquery(owners, output_field=IntegerField())}
    return _union(broken.values("record", **agencies), lambda one: policy.of_glass(protected, one))


def _given(grants: QuerySet[Any], ids: Collection[int]) -> Iterable[dict[str, Any]]:
    agencies = {"receiving": F("unit__agency"), "giving": F("giver__agency")}
    return grants.filter(record__among=ids).values("record", "sections", "ticked", **agencies)


def _union(said: Iterable[dict[str, Any]], opens: Callable[[Mapping[str, Any]], frozenset[str]]) -> Opened:
    opened: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
    for one in said:
        opened[one["record"]] |= opens(one)
    return opened


RULES: Final = (
    Rule("R1", "assigned", _always()),
    Rule("R2", "led", _always()),
    Rule("R3", "overseen", _always(named.WORKFLOW)),
    Rule("R3b", "revealed", _always(named.IDENTITY)),
    Rule("R4a", "notified", _notice),
    Rule("R5", "shared", _referral),
    Rule("R8", "broken", _glass),
)
BY_ACTION: Final[Mapping[Action, frozenset[str]]] = {
    Action.READ: frozenset(rule.code for rule in RULES),
    Action.WRITE: frozenset({"R1", "R2"}),
    Action.ASSIGN: frozenset({"R2"}),
    Action.REFER: frozenset({"R2"}),
}
THE_POLICY: Final = Policy()


def visible_to(reader: Reader, kind: str) -> Rows:
    """The records of a kind that he may know of, as a query to go on with."""
    return permitted(reader, kind, Action.READ)


def permitted(reader: Reader, kind: str, action: Action, policy: Policy = THE_POLICY) -> Rows:
    """Those with which he may do this."""
    return by_rules(reader, kind, BY_ACTION[action], policy)


def by_rules(reader: Reader, kind: str, codes: Collection[str], policy: Policy = THE_POLICY) -> Rows:
    """Those that one of these rules gives him."""
    rules = [rule for rule in RULES if rule.code in codes]
    return _under(rules, reader, protecting.of(kind), policy)


def can(reader: Reader, action: Action, record: ProtectedRecord) -> bool:
    """The same question about one record."""
    return permitted(reader, protecting.of_record(record).kind, action).filter(pk=record.pk).exists()


def sections(reader: Reader, record: ProtectedRecord) -> frozenset[str]:
    """Which sections of one record he may read; none where he may not know of it."""
    kind = protecting.of_record(record).kind
    return opened(reader, kind, [record.pk]).get(record.pk, frozenset())


def opened(reader: Reader, kind: str, ids: Collection[int], policy: Policy = THE_POLICY) -> Opened:
    """{key: its sections} of those of these records that he may know of, in a few queries however many."""
    found: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
    for _rule, opens in by_rule(reader, kind, ids, policy):
        for pk, more in opens.items():
            found[pk] |= more
    return dict(found)


def by_rule(
    reader: Reader, kind: str, ids: Collection[int], policy: Policy = THE_POLICY
) -> Iterator[tuple[str, Opened]]:
    """(rule, {key: sections}) for each rule that gives him one of these records."""
    protected = protecting.of(kind)
    for rule in RULES:
        rows = set(_under([rule], reader, protected, policy).filter(pk__among=ids).values_list("pk", flat=True))
        opens = rule.opens(policy, reader, protected, rows) if rows else {}
        if opens:
            yield rule.code, {pk: more for pk, more in opens.items() if pk in rows}


def offers(reader: Reader, kind: str, policy: Policy = THE_POLICY) -> QuerySet[Any]:
    """R4b: referrals that wait for an answer of his unit. The grant says what is asked; the record stays closed."""
    protected = protecting.of(kind)
    asked = _chosen(policy.offered(reader, protected), reader, protected, policy)
    return policy.referrals(reader, protected).filter(state=State.OFFERED, record__in=asked.values("pk"))


def _under(rules: Iterable[Rule], reader: Reader, protected: Protected, policy: Policy) -> Rows:
    """What one of the rules gives.

    Who supervises a part of the tree reads much of the table: each row is asked. Who does not reads little: what each
    rule gives him is gathered by its index first, so that the others' records cost him nothing.
    """
    parts = [rule.rows(policy, reader, protected) for rule in rules]
    if len(parts) == 1 or reader.paths(Role.SUPERVISOR.value):
        return _chosen(reduce(or_, parts, NOBODY), reader, protected, policy)
    first, *others = (everything(protected).filter(part).order_by().values("pk") for part in parts)
    return _chosen(Q(pk__in=first.union(*others)), reader, protected, policy)


def _chosen(condition: Q, reader: Reader, protected: Protected, policy: Policy) -> Rows:
    """R0 stands over every rule."""
    rows = everything(protected)
    if not policy.admitted(reader):
        return rows.none()
    return rows.filter(condition).exclude(pk__in=policy.hidden(reader, protected))
