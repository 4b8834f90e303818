"""An activity told in a few sentences that name nobody: for a news note, and to send round by Zalo."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ketnoi.activities import persons
from ketnoi.activities.display import Names
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import CASE_KINDS, Status
from ketnoi.activities.queries import place_words
from ketnoi.figures import catalogue
from ketnoi.ui import dates, numbers
from ketnoi.ui.text import lower_first


def is_case(entry: Entry) -> bool:
    """Whether it was about somebody's case: then neither subject nor place is told."""
    return {one.pk: one.code for one in catalogue.categories("kind")}.get(entry.kind) in CASE_KINDS


def subject(entry: Entry, known: Names) -> str:
    """What it was about: the title where it can name nobody, else its topics."""
    if entry.title and not persons.may_name(entry.title):
        return entry.title
    return "; ".join(known.categories[one] for one in entry.topics)


def where(entry: Entry, known: Names) -> str:
    """Where it was; somebody's home is left out."""
    venue = "" if persons.addressed(entry.venue) or persons.home(entry.venue) else entry.venue
    return place_words(venue, known.places.get(entry.place or 0, ""))


def counts(entry: Entry, known: Names) -> str:
    """Who came: "64 lượt người (Hội viên, phụ nữ 41; …); trong đó 52 nữ"; empty where nobody was counted."""
    if not entry.total:
        return ""
    parts = [f"{known.categories[one]} {numbers.grouped(count)}" for one, count in entry.attendance.items()]
    whole = _("%(total)s lượt người") % {"total": numbers.grouped(entry.total)}
    told = f"{whole} ({'; '.join(parts)})" if len(parts) > 1 else whole
    among = ", ".join(_among(entry))
    return _("%(told)s, trong đó %(among)s") % {"told": told, "among": among} if among else told


def _among(entry: Entry) -> Iterator[str]:
    if entry.women is not None:
        yield _("%(count)s nữ") % {"count": numbers.grouped(entry.women)}
    if entry.minority is not None:
        yield _("%(count)s người dân tộc thiểu số") % {"count": numbers.grouped(entry.minority)}


def text(entry: Entry, status: str, known: Names) -> str:
    """Two or three sentences about it, made of the record's fields; no name of a person, no photo."""
    case = is_case(entry)
    place = "" if case else where(entry, known)
    told = {
        "when": _("Tháng %(month)s/%(year)s") % {"month": entry.starts_on.month, "year": entry.starts_on.year}
        if case
        else _("Ngày %(day)s") % {"day": dates.day(entry.starts_on)},
        "where": _(", tại %(place)s") % {"place": lower_first(place)} if place else "",
        "who": _who(entry, known),
        "kind": lower_first(known.categories[entry.kind]),
        "subject": _about(entry, known, case=case),
    }
    planned = status == Status.PLANNED
    first = (
        _("%(when)s%(where)s, %(who)s sẽ tổ chức %(kind)s%(subject)s.")
        if planned
        else _("%(when)s%(where)s, %(who)s đã tổ chức %(kind)s%(subject)s.")
    )
    came = counts(entry, known)
    second = "" if planned or case or not came else " " + _("Có %(came)s tham dự.") % {"came": came}
    return first % told + second


def _who(entry: Entry, known: Names) -> str:
    lead = known.units.get(entry.lead, "")
    partners = ", ".join(known.units[one] for one in entry.partners if one in known.units)
    return _("%(lead)s phối hợp với %(partners)s") % {"lead": lead, "partners": partners} if partners else lead


def _about(entry: Entry, known: Names, *, case: bool) -> str:
    said = "" if case else subject(entry, known)
    return _(" với nội dung “%(subject)s”") % {"subject": said} if said else ""


def title(entry: Entry, known: Names) -> str:
    """A headline that names nobody."""
    said = "" if is_case(entry) else subject(entry, known)
    return f"{known.categories[entry.kind]}: {said}" if said else known.categories[entry.kind]
