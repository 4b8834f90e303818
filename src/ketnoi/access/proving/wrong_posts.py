"""Mistakes with posts that wait to be confirmed, are acted in, or were handed over; see `mutants`."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import F, Q

from ketnoi.access.enums import Form
from ketnoi.access.protecting import Protected
from ketnoi.access.proving.wrong_readers import Rows
from ketnoi.access.reader import Reader
from ketnoi.access.rules import Policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post


def as_if_confirmed(reader: Reader) -> Reader:
    return replace(reader, holdings=reader.holdings + reader.waiting)


class LeadBeforeConfirmed(Policy):
    def led(self, reader: Reader, protected: Protected) -> Q:
        return super().led(as_if_confirmed(reader), protected)


class AssigneeBeforeConfirmed(Policy):
    def assignments(self, reader: Reader, protected: Protected) -> Rows:
        return super().assignments(as_if_confirmed(reader), protected)


class SupervisorBeforeConfirmed(Policy):
    def overseen(self, reader: Reader, protected: Protected) -> Q:
        return super().overseen(as_if_confirmed(reader), protected)


class ReasonBeforeConfirmed(Policy):
    def revealed(self, reader: Reader, protected: Protected) -> Q:
        return super().revealed(as_if_confirmed(reader), protected)


class WorkerBeforeConfirmed(Policy):
    def casework_units(self, reader: Reader) -> list[int]:
        return super().casework_units(as_if_confirmed(reader))


class GlassBeforeConfirmed(Policy):
    def glasses(self, reader: Reader, protected: Protected) -> Rows:
        return super().glasses(as_if_confirmed(reader), protected)


class StandInHasTheAssignments(Policy):
    def assignments(self, reader: Reader, protected: Protected) -> Rows:
        own = self.reading_posts(reader)
        acted_in = Post.objects.filter(pk__in=own, acting_for__isnull=False).values("acting_for")
        mine = self.given(Form.ASSIGNMENT, reader, protected).filter(Q(post__in=own) | Q(post__in=acted_in))
        return mine.filter(post__unit__agency=F("giver__agency")).exclude(given_by=reader.officer)


class StandInReadsSealed(Policy):
    def led(self, reader: Reader, protected: Protected) -> Q:
        acted_for = Post.objects.filter(pk__in=reader.posts({Role.LEAD.value})).values("acting_for__officer")
        here = Q(owner__in=reader.units({Role.LEAD.value}))
        return super().led(reader, protected) | (here & Q(lead__in=acted_for.filter(acting_for__isnull=False)))


class HandedOverStaysBehind(Policy):
    """What passed over from the one before was given by nobody."""

    def assignments(self, reader: Reader, protected: Protected) -> Rows:
        return super().assignments(reader, protected).exclude(given_by=None)
