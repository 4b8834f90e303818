"""A person on the screen: sections with their fields in words, masked until they are opened."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.access import sections as named
from ketnoi.people import births, identifiers
from ketnoi.people import entry as entries
from ketnoi.people.entry import LABELS, SECTIONS, Entry
from ketnoi.people.enums import Sex
from ketnoi.people.models import Person
from ketnoi.places import queries as places
from ketnoi.places.models import Kind, Place


@dataclass(frozen=True)
class Section:
    """A section that the reader may read: its fields in words, none of them while it is closed."""

    code: str
    name: str
    fields: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...] = ()

    @property
    def labels(self) -> list[str]:
        """What a closed section holds, by the names of its fields."""
        return [str(LABELS[name]) for name in SECTIONS[self.code]]


def sections(person: Person, may: Collection[str], opened: Collection[str] = ()) -> list[Section]:
    """The sections he may read, in their order; those `opened` with what they hold."""
    entry = entries.of(person, opened)
    return [_section(code, entry, code in opened) for code in SECTIONS if code in may]


def _section(code: str, entry: Entry, is_open: bool) -> Section:
    words = in_words(entry) if is_open else {}
    fields = tuple((str(LABELS[name]), words[name]) for name in SECTIONS[code] if words.get(name))
    doubts = tuple(_doubts(entry)) if is_open and code == named.IDENTITY else ()
    return Section(code, str(named.WORDS[code]).capitalize(), fields, doubts)


def in_words(entry: Entry) -> dict[str, str]:
    """{field: words}; "" where nothing is known."""
    plain = {name: str(getattr(entry, name) or "") for name in LABELS}
    yes = {name: _("Có") if getattr(entry, name) else "" for name in ("interpreter", "no_papers")}
    return plain | yes | {
        "aliases": ", ".join(entry.aliases),
        "birth": _birth(entry),
        "sex": str(Sex(entry.sex).label) if entry.sex else "",
        "ethnicity": entries.ethnicities().get(entry.ethnicity, ""),
        "commune": commune(entry.commune),
    }  # fmt: skip


def _birth(entry: Entry) -> str:
    """With what the law calls the age; by a year alone whoever may be young is."""
    young = births.young(entry.birth, timezone.localdate())
    said = f"{entry.birth or ''}"
    return f"{said} ({young[0].words}, dưới {young[0].below} tuổi)" if young else said


def commune(pk: int) -> str:
    """The name of a place up to its province."""
    place = Place.objects.named().filter(pk=pk).first() if pk else None
    return places.name_path(place) if place else ""


def _doubts(entry: Entry) -> list[str]:
    if not entry.id_number:
        return []
    known = Place.objects.filter(kind=Kind.PROVINCE).exclude(code="").values_list("code", flat=True)
    return identifiers.doubts(entry.id_number, entry.birth, entry.sex, set(known))


def name_and_year(person: Person) -> tuple[str, str, str]:
    """(full name, other names, year of birth) for a line of what was found."""
    entry = entries.of(person, [named.IDENTITY])
    return entry.full_name, ", ".join(entry.aliases), str(entry.birth.year) if entry.birth else ""
