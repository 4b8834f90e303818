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

from ketnoi.access import drafts, protecting
from ketnoi.access import sections as named
from ketnoi.access.enums import Action, State
from ketnoi.access.guarded import ProtectedQuerySet
from ketnoi.access.models import Grant, ProtectedRecord
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
ALL: Final = tuple(rule.part for rule in RULES)


def visible_to(reader: Reader, kind: str) -> Rows:
    """The records of a kind that he may know of, as a query to go on with."""
    return permitted(reader, kind, Action.READ)


def permitted(reader: Reader, kind: str, action: Action, policy: Policy = THE_POLICY) -> Rows:
    """Those with which he may do this."""
    return by_rules(reader, kind, BY_ACTION[action], policy)


def by_rules(reader: Reader, kind: str, codes: Collection[str], policy: Policy = THE_POLICY) -> Rows:
    """Those that one of these rules gives him."""
    parts = tuple(rule.part for rule in RULES if rule.code in codes)
    return by_parts(parts, reader, protecting.of(kind), policy)


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
    given = _given_by(reader, protected, ids, policy)
    for rule in RULES:
        rows = given.get(rule.code, set())
        opens = rule.opens(policy, reader, protected, rows) if rows else {}
        if opens:
            yield rule.code, {pk: more for pk, more in opens.items() if pk in rows}


def _given_by(reader: Reader, protected: Protected, ids: Collection[int], policy: Policy) -> dict[str, set[int]]:
    """{rule: the records among these that it gives}: one question for all rules."""
    if not policy.admitted(reader):
        return {}
    asked = {rule.code: drafts.condition(_chosen, (rule.part,), reader, protected, policy) for rule in RULES}
    rows = everything(protected).filter(pk__among=ids).order_by().annotate(**asked)
    found: dict[str, set[int]] = {}
    for pk, *gives in rows.values_list("pk", *asked):
        for code, is_given in zip(asked, gives, strict=True):
            if is_given:
                found.setdefault(code, set()).add(pk)
    return found


def offers(reader: Reader, kind: str, policy: Policy = THE_POLICY) -> QuerySet[Any]:
    """R4b: referrals that wait for an answer of his unit. The grant says what is asked; the record stays closed."""
    protected = protecting.of(kind)
    if not policy.admitted(reader):
        return Grant.objects.none()
    return Grant.objects.filter(drafts.condition(_asking, ("offered",), reader, protected, policy))


def _asking(parts: drafts.Parts, reader: Reader, protected: Protected, policy: Policy) -> QuerySet[Any]:
    asked = _chosen(parts, reader, protected, policy)
    return policy.referrals(reader, protected).filter(state=State.OFFERED, record__in=asked.values("pk"))


def told(reader: Reader) -> QuerySet[Any]:
    """R4a: notices to the reader's units of records that he may know of, of every kind."""
    found = NOBODY
    if THE_POLICY.admitted(reader):
        for protected in protecting.every():
            found |= Q(drafts.condition(_telling, ALL, reader, protected, THE_POLICY))
    return Grant.objects.filter(found)


def _telling(parts: drafts.Parts, reader: Reader, protected: Protected, policy: Policy) -> QuerySet[Any]:
    known = _chosen(parts, reader, protected, policy)
    return policy.notices(reader, protected).filter(record__in=known.values("pk"))


def by_parts(parts: drafts.Parts, reader: Reader, protected: Protected, policy: Policy) -> Rows:
    """What one of these parts of the policy gives. R0 stands over every rule."""
    rows = everything(protected)
    if not policy.admitted(reader):
        return rows.none()
    return rows.filter(drafts.condition(_chosen, parts, reader, protected, policy))


def _chosen(parts: drafts.Parts, reader: Reader, protected: Protected, policy: Policy) -> Rows:
    """The rows as a query put together anew; R0 takes away from what the parts give.

    Who supervises a part of the tree reads much of the table: each row is asked. Who does not reads little: what each
    part gives him is gathered by its index first, so that the others' records cost him nothing.
    """
    gives: list[Q] = [getattr(policy, part)(reader, protected) for part in parts]
    given = reduce(or_, gives, NOBODY)
    if len(gives) > 1 and not reader.paths(Role.SUPERVISOR.value):
        first, *others = (everything(protected).filter(one).order_by().values("pk") for one in gives)
        given = Q(pk__in=first.union(*others))
    return everything(protected).filter(given).exclude(pk__in=policy.hidden(reader, protected))
