"""The rules R0-R9 of need to know (security.md), each one part of the policy's query.

A rule answers with a condition on the rows of a protected model; what it opens: `policy.RULES`, or its grants.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from ketnoi.access import sections as named
from ketnoi.access.enums import Form, State
from ketnoi.access.guarded import ProtectedQuerySet, admit
from ketnoi.access.models import Conflict, Glass, Grant, Reveal
from ketnoi.access.protecting import Protected
from ketnoi.access.reader import BLIND, CASEWORK, Reader
from ketnoi.officers.enums import Role
from ketnoi.orgs.models import Unit

Given = Mapping[str, Any]  # a grant or glass: sections, ticked, ids of the giving and the receiving agency
NOBODY: Final = Q(pk__in=())
READING: Final = frozenset(role.value for role in Role) - BLIND


class Policy:
    """The parts; `policy` puts them together. A subclass with one part replaced is another policy."""

    # R0

    def admitted(self, reader: Reader) -> bool:
        """An active officer who gave his second factor."""
        return reader.active and reader.second_factor

    def hidden(self, reader: Reader, protected: Protected) -> QuerySet[Any]:
        """Keys of the records he must not know of, whatever else gives them to him."""
        said = Conflict.objects.filter(officer=reader.officer, kind=protected.kind)
        hidden: QuerySet[Any] = self.live(said, reader).values("record")
        return hidden

    # what several rules ask

    def open_to_many(self) -> Q:
        """R7: a sealed record is for its assignees and its named lead only."""
        return Q(sealed=False)

    def going_on(self, reader: Reader) -> Q:
        """A closed record is no longer referred to anybody."""
        return Q(closed_at=None) | Q(closed_at__gt=reader.moment)

    def reading_posts(self, reader: Reader) -> list[int]:
        """R9: posts of analysts and administrators give nothing."""
        return reader.posts(READING)

    def casework_units(self, reader: Reader) -> list[int]:
        """Units for which he does the work: as recorder or lead."""
        return reader.units(CASEWORK)

    def live(self, said: Any, reader: Reader) -> Any:
        """Begun, not yet run out, not taken back."""
        return said.live(reader.moment)

    def by_owner(self, grants: QuerySet[Any], protected: Protected) -> QuerySet[Any]:
        """Only the unit that keeps a record gives it: what somebody was given he cannot pass on."""
        kept = everything(protected).filter(pk=OuterRef("record"), owner=OuterRef("giver"))
        return grants.filter(Exists(kept))

    # R1-R8

    def assignments(self, reader: Reader, protected: Protected) -> QuerySet[Any]:
        """R1: given to a post that he holds, in the agency that keeps the record, and not by himself."""
        mine = self.given(Form.ASSIGNMENT, reader, protected).filter(post__in=self.reading_posts(reader))
        return mine.filter(post__unit__agency=F("giver__agency")).exclude(given_by=reader.officer)

    def assigned(self, reader: Reader, protected: Protected) -> Q:
        """R1: named assignee, not expired."""
        return about(self.assignments(reader, protected))

    def led(self, reader: Reader, _protected: Protected) -> Q:
        """R2 and R7: lead of the unit that keeps it; of a sealed record only the one named."""
        here = Q(owner__in=reader.units({Role.LEAD.value}))
        return here & (self.open_to_many() | Q(lead=reader.officer))

    def overseen(self, reader: Reader, _protected: Protected) -> Q:
        """R3: supervisor up the same agency's tree."""
        return self.below(reader.paths(Role.SUPERVISOR.value)) & self.open_to_many()

    def below(self, paths: Sequence[str]) -> Q:
        """Kept at or under these paths; each ends in its separator, so that 1.1. is not 1.11."""
        return Q(owner__in=Unit.objects.under(list(paths)).values("pk"))

    def revealed(self, reader: Reader, protected: Protected) -> Q:
        """R3: the identity, once he logged a reason under the very post that supervises."""
        found = NOBODY
        for one in reader.holdings:
            if one.role == Role.SUPERVISOR:
                found |= self.below(one.paths) & about(self.reasons(one.post, reader, protected))
        return found & self.open_to_many()

    def reasons(self, post: int, reader: Reader, protected: Protected) -> QuerySet[Any]:
        """Reasons logged under a post that still hold."""
        logged: QuerySet[Any] = self.live(Reveal.objects.filter(kind=protected.kind, post=post), reader)
        return logged

    def notices(self, reader: Reader, protected: Protected) -> QuerySet[Any]:
        """R4a: what the law says his unit must be told."""
        return self.given(Form.NOTICE, reader, protected).filter(unit__in=self.casework_units(reader))

    def notified(self, reader: Reader, protected: Protected) -> Q:
        """R4a: told at once, not asked."""
        return about(self.notices(reader, protected)) & self.open_to_many()

    def referrals(self, reader: Reader, protected: Protected) -> QuerySet[Any]:
        """R4b and R5: what his unit was asked."""
        return self.given(Form.REFERRAL, reader, protected).filter(unit__in=self.casework_units(reader))

    def offered(self, reader: Reader, protected: Protected) -> Q:
        """R4b: asked, not answered: an offer is seen, the record is not."""
        asked = self.referrals(reader, protected).filter(state=State.OFFERED)
        return about(asked) & self.open_to_many() & self.going_on(reader)

    def accepted(self, reader: Reader, protected: Protected) -> QuerySet[Any]:
        """R5: what his unit was asked and took."""
        return self.referrals(reader, protected).filter(state=State.ACCEPTED)

    def shared(self, reader: Reader, protected: Protected) -> Q:
        """R5: accepted, until expiry, revocation or closure."""
        return about(self.accepted(reader, protected)) & self.open_to_many() & self.going_on(reader)

    def given(self, form: Form, reader: Reader, protected: Protected) -> QuerySet[Any]:
        """Grants of a form that hold now, by whoever keeps the record."""
        return self.by_owner(self.live(Grant.objects.filter(form=form, kind=protected.kind), reader), protected)

    def glasses(self, reader: Reader, protected: Protected) -> QuerySet[Any]:
        """R8: broken under a post that he still holds, after the owner was told."""
        mine = Glass.objects.filter(kind=protected.kind, post__in=self.reading_posts(reader))
        told: QuerySet[Any] = self.live(mine, reader).filter(told_at__lte=reader.moment)
        return told

    def broken(self, reader: Reader, protected: Protected) -> Q:
        """R8: one record, for a few hours."""
        return about(self.glasses(reader, protected)) & self.open_to_many()

    # what is opened

    def of_notice(self, protected: Protected, grant: Given) -> frozenset[str]:
        """R4a and R11: the notice, identity and address; where somebody hides, and who told, only by tick."""
        ticked = named.BY_TICK_ALWAYS & set(grant["ticked"]) & set(grant["sections"])
        return protected.whole & (named.OF_NOTICE | ticked)

    def of_referral(self, protected: Protected, grant: Given) -> frozenset[str]:
        """R5, R6, R11: the sections named; to another agency without notes and without what has no tick of its own."""
        sections = protected.whole & {named.WORKFLOW, *grant["sections"]}
        if grant["receiving"] == grant["giving"]:
            return sections
        return sections - set(protected.notes) - (named.BY_TICK - set(grant["ticked"]))

    def of_glass(self, protected: Protected, glass: Given) -> frozenset[str]:
        """R8, R6, R11: the whole record; to another agency without notes, hiding place and reporter."""
        if glass["receiving"] == glass["giving"]:
            return protected.whole
        return protected.whole - set(protected.notes) - named.BY_TICK_ALWAYS


def everything(protected: Protected) -> ProtectedQuerySet[Any]:
    """All rows of a kind, for the policy to choose from."""
    return admit(ProtectedQuerySet(protected.model), "policy")


def about(said: QuerySet[Any]) -> Q:
    """Rows of which something is said."""
    return Q(pk__in=said.values("record"))
