"""Mistakes in who is let in, what holds, R1-R3, R7 and R9; see `mutants`. The names say the mistake."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from ketnoi.access.enums import Form
from ketnoi.access.models import Conflict, Reveal
from ketnoi.access.protecting import Protected
from ketnoi.access.reader import CASEWORK, Reader
from ketnoi.access.rules import Policy, everything
from ketnoi.officers.enums import Role
from ketnoi.orgs.models import Unit

Rows = QuerySet[Any]
ALL = Q(pk__isnull=False)
EVERY_ROLE = frozenset(role.value for role in Role)


def units(reader: Reader, roles: frozenset[str] = EVERY_ROLE) -> list[int]:
    return [one.unit for one in reader.holdings if one.role in roles]


# who is let in


class SecondFactorIgnored(Policy):
    def admitted(self, reader: Reader) -> bool:
        return reader.active


class StoppedAccountsAdmitted(Policy):
    def admitted(self, reader: Reader) -> bool:
        return reader.second_factor


class ConflictIgnored(Policy):
    def hidden(self, reader: Reader, protected: Protected) -> Rows:
        return super().hidden(reader, protected).none()


class GlassOverConflict(Policy):
    def hidden(self, reader: Reader, protected: Protected) -> Rows:
        broken = self.glasses(reader, protected).values("record")
        return super().hidden(reader, protected).exclude(record__in=broken)


class AssignmentOverConflict(Policy):
    def hidden(self, reader: Reader, protected: Protected) -> Rows:
        assigned = self.assignments(reader, protected).values("record")
        return super().hidden(reader, protected).exclude(record__in=assigned)


class LiftedConflictStillHides(Policy):
    def hidden(self, reader: Reader, protected: Protected) -> Rows:
        return Conflict.objects.filter(officer=reader.officer, kind=protected.kind).values("record")


class ConflictOfAnybody(Policy):
    def hidden(self, reader: Reader, protected: Protected) -> Rows:
        said: Rows = self.live(Conflict.objects.filter(kind=protected.kind), reader).values("record")
        return said


# what holds


class ExpiredGrantsHold(Policy):
    def live(self, said: Any, reader: Reader) -> Any:
        return said.filter(Q(ended_at=None) | Q(ended_at__gt=reader.moment), starts_at__lte=reader.moment)


class RevokedGrantsHold(Policy):
    def live(self, said: Any, reader: Reader) -> Any:
        return said.filter(Q(ends_at=None) | Q(ends_at__gt=reader.moment), starts_at__lte=reader.moment)


class GrantsHoldBeforeTheyBegin(Policy):
    def live(self, said: Any, reader: Reader) -> Any:
        running = Q(ends_at=None) | Q(ends_at__gt=reader.moment)
        return said.filter(running, Q(ended_at=None) | Q(ended_at__gt=reader.moment))


class GrantsHoldAtTheirLastMoment(Policy):
    def live(self, said: Any, reader: Reader) -> Any:
        return said.live(reader.moment - 1) & said.filter(starts_at__lte=reader.moment)


class GrantsBeginAMomentLate(Policy):
    def live(self, said: Any, reader: Reader) -> Any:
        return said.live(reader.moment).filter(starts_at__lt=reader.moment)


class GrantsWithoutEndDoNotHold(Policy):
    def live(self, said: Any, reader: Reader) -> Any:
        return said.live(reader.moment).filter(ends_at__isnull=False)


class OnwardSharing(Policy):
    def by_owner(self, grants: Rows, protected: Protected) -> Rows:
        return grants


class AnyUnitOfTheAgencyGives(Policy):
    def by_owner(self, grants: Rows, protected: Protected) -> Rows:
        kept = everything(protected).filter(pk=OuterRef("record"), owner__agency=OuterRef("giver__agency"))
        return grants.filter(Exists(kept))


# R9 and roles


class AnalystsAndAdministratorsAssigned(Policy):
    def reading_posts(self, reader: Reader) -> list[int]:
        return reader.posts(EVERY_ROLE)


class OnlyRecordersAssigned(Policy):
    def reading_posts(self, reader: Reader) -> list[int]:
        return reader.posts(CASEWORK)


class EveryRoleWorksOnReferrals(Policy):
    def casework_units(self, reader: Reader) -> list[int]:
        return reader.units(EVERY_ROLE)


class SupervisorsWorkOnReferrals(Policy):
    def casework_units(self, reader: Reader) -> list[int]:
        return reader.units(CASEWORK | {Role.SUPERVISOR.value})


class MergedUnitsForgottenInReferrals(Policy):
    def casework_units(self, reader: Reader) -> list[int]:
        return units(reader, CASEWORK)


# R1


class SelfAssigned(Policy):
    def assignments(self, reader: Reader, protected: Protected) -> Rows:
        mine = self.given(Form.ASSIGNMENT, reader, protected).filter(post__in=self.reading_posts(reader))
        return mine.filter(post__unit__agency=F("giver__agency"))


class AssignedAcrossAgencies(Policy):
    def assignments(self, reader: Reader, protected: Protected) -> Rows:
        mine = self.given(Form.ASSIGNMENT, reader, protected).filter(post__in=self.reading_posts(reader))
        return mine.exclude(given_by=reader.officer)


class AssignedUnderAPostThatEnded(Policy):
    def assignments(self, reader: Reader, protected: Protected) -> Rows:
        mine = self.given(Form.ASSIGNMENT, reader, protected).filter(post__officer=reader.officer)
        return mine.filter(post__unit__agency=F("giver__agency")).exclude(given_by=reader.officer)


class AssignedToTheWholeUnit(Policy):
    def assignments(self, reader: Reader, protected: Protected) -> Rows:
        mine = self.given(Form.ASSIGNMENT, reader, protected).filter(post__unit__in=units(reader))
        return mine.filter(post__unit__agency=F("giver__agency")).exclude(given_by=reader.officer)


class AssignmentOfASealedRecordLost(Policy):
    def assigned(self, reader: Reader, protected: Protected) -> Q:
        return super().assigned(reader, protected) & self.open_to_many()


class AssignedUntilClosure(Policy):
    def assigned(self, reader: Reader, protected: Protected) -> Q:
        return super().assigned(reader, protected) & self.going_on(reader)


# R2 and R7


class SealedIgnored(Policy):
    def open_to_many(self) -> Q:
        return ALL


class EveryLeadOfASealedRecord(Policy):
    def led(self, reader: Reader, _protected: Protected) -> Q:
        return Q(owner__in=reader.units({Role.LEAD.value}))


class NamedLeadWithoutAPost(Policy):
    def led(self, reader: Reader, protected: Protected) -> Q:
        return super().led(reader, protected) | Q(lead=reader.officer)


class NamedLeadForgotten(Policy):
    def led(self, reader: Reader, protected: Protected) -> Q:
        return super().led(reader, protected) & self.open_to_many()


class RecordersReadAsLeads(Policy):
    def led(self, reader: Reader, _protected: Protected) -> Q:
        return Q(owner__in=reader.units(CASEWORK)) & (self.open_to_many() | Q(lead=reader.officer))


class LeadOfAnotherAgency(Policy):
    """Units of the same number in the tree: led by agency's order, not by the unit itself."""

    def led(self, reader: Reader, protected: Protected) -> Q:
        agencies = [one.agency for one in reader.holdings if one.role == Role.LEAD]
        others = Unit.objects.exclude(agency__in=agencies).filter(parent=None).values("pk")
        return super().led(reader, protected) | (Q(owner__in=others if agencies else []) & self.open_to_many())


class LeadOfTheUnitAbove(Policy):
    def led(self, reader: Reader, protected: Protected) -> Q:
        below = Unit.objects.filter(parent__in=reader.units({Role.LEAD.value})).values("pk")
        return super().led(reader, protected) | (Q(owner__in=below) & self.open_to_many())


class LeadOfMergedUnitsForgotten(Policy):
    def led(self, reader: Reader, _protected: Protected) -> Q:
        here = Q(owner__in=units(reader, frozenset({Role.LEAD.value})))
        return here & (self.open_to_many() | Q(lead=reader.officer))


# R3


class PathWithoutSeparator(Policy):
    def below(self, paths: Sequence[str]) -> Q:
        any_of = Q(pk__in=())
        for path in paths:
            any_of |= Q(path__startswith=path.rstrip("."))
        return Q(owner__in=Unit.objects.filter(any_of).values("pk")) if paths else Q(pk__in=())


class OnlyTheOwnUnitSupervised(Policy):
    def below(self, paths: Sequence[str]) -> Q:
        return Q(owner__in=Unit.objects.filter(path__in=paths).values("pk"))


class TheOwnUnitNotSupervised(Policy):
    def below(self, paths: Sequence[str]) -> Q:
        return Q(owner__in=Unit.objects.under(list(paths)).exclude(path__in=paths).values("pk"))


class TheWholeAgencySupervised(Policy):
    def below(self, paths: Sequence[str]) -> Q:
        agencies = Unit.objects.filter(path__in=paths).values("agency")
        return Q(owner__in=Unit.objects.filter(agency__in=agencies).values("pk"))


class SupervisedUpwards(Policy):
    def below(self, paths: Sequence[str]) -> Q:
        above = [int(pk) for path in paths for pk in path.split(".") if pk]
        return super().below(paths) | Q(owner__in=above)


class SealedSupervised(Policy):
    def overseen(self, reader: Reader, _protected: Protected) -> Q:
        return self.below(reader.paths(Role.SUPERVISOR.value))


class LeadsSupervise(Policy):
    def overseen(self, reader: Reader, protected: Protected) -> Q:
        below = Unit.objects.filter(parent__in=reader.units({Role.LEAD.value})).values("pk")
        return super().overseen(reader, protected) | (Q(owner__in=below) & self.open_to_many())


class IdentityWithoutAReason(Policy):
    def revealed(self, reader: Reader, protected: Protected) -> Q:
        return self.overseen(reader, protected)


class ReasonOfAnotherSupervisor(Policy):
    def reasons(self, post: int, reader: Reader, protected: Protected) -> Rows:
        logged: Rows = self.live(Reveal.objects.filter(kind=protected.kind), reader)
        return logged


class ReasonUnderAnotherPost(Policy):
    def reasons(self, post: int, reader: Reader, protected: Protected) -> Rows:
        mine = [one.post for one in reader.holdings]
        logged: Rows = self.live(Reveal.objects.filter(kind=protected.kind, post__in=mine), reader)
        return logged


class ReasonWithoutEnd(Policy):
    def reasons(self, post: int, reader: Reader, protected: Protected) -> Rows:
        return Reveal.objects.filter(kind=protected.kind, post=post, starts_at__lte=reader.moment)
