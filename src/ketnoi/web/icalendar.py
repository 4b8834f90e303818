"""A calendar as a file for other programs (RFC 5545): kinds, places and units; what was typed stays in the house."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from ketnoi.activities.enums import Status
from ketnoi.figures import catalogue
from ketnoi.ui import dates
from ketnoi.web.schedule import Item

TYPE: Final = "text/calendar; charset=utf-8"
WIDEST: Final = 74  # octets of a line before it is folded
_DAY: Final = dt.timedelta(days=1)
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def build(items: Iterable[Item], site: str, now: dt.datetime) -> bytes:
    """The file; `site` is the address that links and identities begin with.

    An event is called by its kind and the unit that leads it: a title is free text and may hold a name.
    """
    known = list(items)
    kinds = catalogue.names(one.kind for one in known)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ket Noi//Lich cong tac//VI", "METHOD:PUBLISH"]
    for one in known:
        lines += _event(one, kinds[one.kind], site, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(one: Item, kind: str, site: str, now: dt.datetime) -> list[str]:
    planned = one.status == Status.PLANNED
    return [
        "BEGIN:VEVENT",
        f"UID:{one.uuid}@ketnoi",
        f"DTSTAMP:{_utc(now)}",
        *_when(one),
        f"SUMMARY:{_text(f'{kind} – {one.unit}')}",
        f"LOCATION:{_text(one.place)}",
        f"STATUS:{'TENTATIVE' if planned else 'CONFIRMED'}",
        f"URL:{site}{one.url}",
        "END:VEVENT",
    ]


def _when(one: Item) -> list[str]:
    """A day, several days (the end is the day after the last), or a moment."""
    if one.time is not None and one.until is None:
        return [f"DTSTART:{_utc(dt.datetime.combine(one.day, one.time, tzinfo=dates.ZONE))}"]
    last = one.until or one.day
    return [f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}", f"DTEND;VALUE=DATE:{last + _DAY:%Y%m%d}"]


def _utc(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    return value.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, a letter never cut; what follows begins with a space."""
    part, width = "", 0
    for letter in line:
        size = len(letter.encode())
        if width + size > WIDEST:
            yield part
            part, width = " ", 1
        part, width = part + letter, width + size
    yield part
