"""Mistakes in R4, R5, R8 and the sections of R6 and R11; see `mutants`. The names say the mistake."""

from __future__ import annotations

from django.db.models import Q

from ketnoi.access import sections as named
from ketnoi.access.enums import Form, State
from ketnoi.access.models import Glass, Grant
from ketnoi.access.protecting import Protected
from ketnoi.access.proving.wrong_readers import ALL, Rows, units
from ketnoi.access.reader import CASEWORK, Reader
from ketnoi.access.rules import Given, Policy, about

# R4 and R5


class SealedNotified(Policy):
    def notified(self, reader: Reader, protected: Protected) -> Q:
        return about(self.notices(reader, protected))


class NoticeEndsWithTheRecord(Policy):
    def notified(self, reader: Reader, protected: Protected) -> Q:
        return super().notified(reader, protected) & self.going_on(reader)


class OfferOpensTheRecord(Policy):
    def accepted(self, reader: Reader, protected: Protected) -> Rows:
        return self.referrals(reader, protected).exclude(state=State.RETURNED)


class ReturnedStillReads(Policy):
    def accepted(self, reader: Reader, protected: Protected) -> Rows:
        return self.referrals(reader, protected).exclude(state=State.OFFERED)


class ReferredToTheAgency(Policy):
    def referrals(self, reader: Reader, protected: Protected) -> Rows:
        agencies = [one.agency for one in reader.holdings if one.role in CASEWORK]
        return self.given(Form.REFERRAL, reader, protected).filter(unit__agency__in=agencies)


class NoticeReadAsReferral(Policy):
    def referrals(self, reader: Reader, protected: Protected) -> Rows:
        either = Grant.objects.filter(kind=protected.kind, unit__in=self.casework_units(reader))
        return self.by_owner(self.live(either, reader), protected)


class SealedReferred(Policy):
    def shared(self, reader: Reader, protected: Protected) -> Q:
        return about(self.accepted(reader, protected)) & self.going_on(reader)


class ReferredAfterClosure(Policy):
    def going_on(self, reader: Reader) -> Q:
        return ALL


class ReferredAtTheMomentOfClosure(Policy):
    def going_on(self, reader: Reader) -> Q:
        return Q(closed_at=None) | Q(closed_at__gte=reader.moment)


# R8


class GlassBeforeAnybodyIsTold(Policy):
    def glasses(self, reader: Reader, protected: Protected) -> Rows:
        mine = Glass.objects.filter(kind=protected.kind, post__in=self.reading_posts(reader))
        untold: Rows = self.live(mine, reader)
        return untold


class GlassUnderAPostThatEnded(Policy):
    def glasses(self, reader: Reader, protected: Protected) -> Rows:
        mine = Glass.objects.filter(kind=protected.kind, post__officer=reader.officer)
        told: Rows = self.live(mine, reader).filter(told_at__lte=reader.moment)
        return told


class GlassForTheWholeUnit(Policy):
    def glasses(self, reader: Reader, protected: Protected) -> Rows:
        ours = Glass.objects.filter(kind=protected.kind, post__unit__in=units(reader))
        told: Rows = self.live(ours, reader).filter(told_at__lte=reader.moment)
        return told


class SealedBroken(Policy):
    def broken(self, reader: Reader, protected: Protected) -> Q:
        return about(self.glasses(reader, protected))


# sections: R4a, R5, R6, R11


class NoticeOpensTheWhole(Policy):
    def of_notice(self, protected: Protected, grant: Given) -> frozenset[str]:
        return protected.whole


class NoticeTellsTheHidingPlace(Policy):
    def of_notice(self, protected: Protected, grant: Given) -> frozenset[str]:
        return super().of_notice(protected, grant) | {named.SHELTER}


class NoticeWithoutTheAddress(Policy):
    def of_notice(self, protected: Protected, grant: Given) -> frozenset[str]:
        return super().of_notice(protected, grant) - {named.ADDRESS}


class SectionsNotNamed(Policy):
    def of_referral(self, protected: Protected, grant: Given) -> frozenset[str]:
        return super().of_referral(protected, {**grant, "sections": protected.sections})


class TicksIgnored(Policy):
    def of_referral(self, protected: Protected, grant: Given) -> frozenset[str]:
        return super().of_referral(protected, {**grant, "ticked": protected.sections})


class NotesOfAnotherAgency(Policy):
    def of_referral(self, protected: Protected, grant: Given) -> frozenset[str]:
        return super().of_referral(protected, grant) | (set(protected.notes) & set(grant["sections"]))


class TickNeededInside(Policy):
    def of_referral(self, protected: Protected, grant: Given) -> frozenset[str]:
        return super().of_referral(protected, {**grant, "giving": 0})


class GlassShowsTheHidingPlace(Policy):
    def of_glass(self, protected: Protected, glass: Given) -> frozenset[str]:
        return protected.whole - set(protected.notes) if glass["receiving"] != glass["giving"] else protected.whole


class GlassOfTheOwnAgencyCutShort(Policy):
    def of_glass(self, protected: Protected, glass: Given) -> frozenset[str]:
        return super().of_glass(protected, {**glass, "giving": 0})
