"""The same person elsewhere: by exact values that nobody can try out, compared as keyed digests."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from ketnoi.access import policy, sections
from ketnoi.access.reader import Reader
from ketnoi.audit import journal, moments
from ketnoi.audit.models import Line
from ketnoi.people import settings
from ketnoi.people.entry import Entry
from ketnoi.people.enums import Exact
from ketnoi.people.models import KIND, MatchKey, Person
from ketnoi.places import queries as places
from ketnoi.ui.text import fold
from ketnoi.vault import keyed

_PURPOSE: Final = "people.%s"  # each kind of value has a key of its own
MATCH: Final = "person_match"  # the kind of object in the journal: the officer who compared
# What somebody learns of a record who is told that it has this value.
TELLS: Final = {
    Exact.ID_NUMBER: frozenset({sections.IDENTITY}),
    Exact.TELEPHONE: frozenset({sections.ADDRESS}),
    Exact.NAME_BIRTH_COMMUNE: frozenset({sections.IDENTITY, sections.ADDRESS}),
}


def digests(entry: Entry) -> dict[Exact, str]:
    """The digests of what is known; a name counts only with the whole birth date and the commune."""
    return {exact: keyed.digest(_PURPOSE % exact.value, value) for exact, value in _values(entry) if value}


def _values(entry: Entry) -> Iterable[tuple[Exact, str]]:
    yield Exact.ID_NUMBER, entry.id_number
    yield Exact.TELEPHONE, entry.telephone
    whole = entry.birth is not None and entry.birth.whole and entry.commune
    yield Exact.NAME_BIRTH_COMMUNE, _who_where(entry) if whole else ""


def _who_where(entry: Entry) -> str:
    """The name without marks, as one hears and another writes it, with the commune of today's map."""
    assert entry.birth is not None
    commune = places.today([entry.commune]).get(entry.commune, entry.commune)
    return f"{fold(entry.full_name)}|{entry.birth.kept}|{commune}"


def keep(person: Person, entry: Entry) -> None:
    """Let the person be found by what the entry says, and by nothing else; in the caller's transaction."""
    wanted = {(exact.value, digest) for exact, digest in digests(entry).items()}
    known = MatchKey.objects.filter(person=person)
    standing = {(one.exact, one.digest): one.pk for one in known}
    known.filter(pk__in=[pk for said, pk in standing.items() if said not in wanted]).delete()
    fresh = [MatchKey(person=person, exact=exact, digest=digest) for exact, digest in sorted(wanted - set(standing))]
    MatchKey.objects.bulk_create(fresh)


def among(reader: Reader, said: dict[Exact, str]) -> dict[int, set[Exact]]:
    """{key: by what} of persons of whom the reader may read the very values that he would learn from a match."""
    seen = policy.visible_to(reader, KIND).values("pk")
    found = list(_sharing(said).filter(person__in=seen).values_list("person_id", "exact"))
    may = policy.opened(reader, KIND, {person for person, _exact in found})
    by_person: dict[int, set[Exact]] = {}
    for person, exact in found:
        if TELLS[Exact(exact)] <= may.get(person, frozenset()):
            by_person.setdefault(person, set()).add(Exact(exact))
    return by_person


@transaction.atomic
def tried(reader: Reader) -> bool:
    """Journal that he compares, and say whether he may: not more often than a day allows. What he typed is not kept."""
    journal.write("search", MATCH, reader.officer, actor=reader.officer, unit=reader.unit)
    lately = Line.objects.filter(kind=MATCH, object=str(reader.officer), at__gt=moments.now() - moments.DAY)
    return lately.count() <= settings.COMPARED_A_DAY


def same_as(person: int) -> Collection[int]:
    """Ids of the persons who share a digest with this one, wherever they are kept. For work behind the pages only."""
    own = {Exact(exact): digest for exact, digest in _digests_of(person)}
    found = _sharing(own).exclude(person=person)
    return sorted(set(found.values_list("person_id", flat=True)))


def _digests_of(person: int) -> Iterable[tuple[str, str]]:
    return MatchKey.objects.filter(person=person).values_list("exact", "digest")


def _sharing(said: dict[Exact, str]) -> QuerySet[MatchKey]:
    any_of = Q(pk__in=[])
    for exact, digest in said.items():
        any_of |= Q(exact=exact, digest=digest)
    return MatchKey.objects.filter(any_of)
