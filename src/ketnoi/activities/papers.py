"""Papers of one activity: plan, invitation, list to sign, minutes, news note; what they say is dated data."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.activities import display, news
from ketnoi.activities.display import Names
from ketnoi.activities.entry import Entry
from ketnoi.activities.queries import place_words
from ketnoi.documents import layouts, letterheads
from ketnoi.documents.letterheads import Letterhead
from ketnoi.documents.paper import Block, Paper, Run, Signatory
from ketnoi.orgs.models import Unit
from ketnoi.ui import dates
from ketnoi.ui.text import lower_first

DATA = Path(__file__).parent / "data" / "papers.json"
ROWS = 30  # of a list to sign where nobody said how many will come
MOST_ROWS = 300
BLANK = "……"


@dataclass(frozen=True)
class Form:
    """One kind of paper as it was on a day. `status` says how far its words were checked.

    Blocks are (kind, text with $words); a block about something that is not known is left out. `signatures` are
    titles, or the letterhead's; `recipients` likewise. `columns` are the headings of a list with their widths.
    """

    code: str
    name: str
    kind: str
    sign: str
    valid_from: dt.date
    valid_to: dt.date | None
    status: str
    about: str
    recipients: tuple[str, ...] | None
    signatures: tuple[str, ...] | None
    blocks: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, float], ...] = ()


@cache
def every() -> tuple[Form, ...]:
    """All papers of all times, in the order of the data."""
    return tuple(_form(raw) for raw in json.loads(DATA.read_text(encoding="utf-8"))["papers"])


def _form(raw: Mapping[str, Any]) -> Form:
    ends = dt.date.fromisoformat(raw["valid_to"]) if raw["valid_to"] else None
    plain = {name: raw[name] for name in ("code", "name", "kind", "sign", "status", "about")}
    return Form(
        **plain,
        recipients=_own(raw["recipients"]),
        signatures=_own(raw["signatures"]),
        valid_from=dt.date.fromisoformat(raw["valid_from"]),
        valid_to=ends,
        blocks=tuple((kind, text) for kind, text in raw["blocks"]),
        columns=tuple((name, width) for name, width in raw.get("columns", ())),
    )


def _own(lines: str | list[str]) -> tuple[str, ...] | None:
    """The paper's own lines; None where the letterhead's are meant."""
    return tuple(lines) if isinstance(lines, list) else None


def on(day: dt.date) -> list[Form]:
    """The papers that are in use on that day (`valid_to` is the first day on which one no longer is)."""
    return [one for one in every() if one.valid_from <= day and (one.valid_to is None or day < one.valid_to)]


def paper(form: Form, entry: Entry, status: str, day: dt.date | None = None) -> Paper:
    """The paper, as the leading unit would issue it on `day` (today by default); number and day stay empty."""
    written = day or timezone.localdate()
    unit = Unit.objects.select_related("agency", "parent", "place").get(pk=entry.lead)
    head, words = letterheads.of(unit), _words(entry, status, display.names([entry]))
    recipients = head.recipients if form.recipients is None else form.recipients
    return Paper(
        layout=layouts.load(head.layout, written),
        issuer_lines=head.issuer_lines,
        number_sign=head.sign_of(form.sign) if form.sign else "",
        place_name=head.place_name,
        day=None,
        kind=form.kind,
        about=Template(form.about).substitute(words),
        blocks=list(_blocks(form, entry, words)),
        recipients=recipients,
        signatories=_signatories(form, head),
        year=written.year,
    )


def _words(entry: Entry, status: str, known: Names) -> dict[str, str]:
    """What the words of a paper stand for; empty where the record does not say."""
    kind = known.categories[entry.kind]
    activity = f"{kind}: {entry.title}" if entry.title else kind
    when = dates.long_day(entry.starts_on)
    clock = entry.start_time
    return {
        "activity": lower_first(activity),
        "Activity": activity,
        "subject": entry.title,
        "when": _("%(time)s, %(day)s") % {"time": f"{clock:%H} giờ {clock:%M}", "day": when} if clock else when,
        "where": place_words(entry.venue, known.places.get(entry.place or 0, "")) or BLANK,
        "lead": known.units.get(entry.lead, ""),
        "partners": ", ".join(known.units[one] for one in entry.partners if one in known.units),
        "programmes": ", ".join(known.programmes[one] for one in entry.programmes if one in known.programmes),
        "counts": news.counts(entry, known) or BLANK,
        "result": entry.result,
        "news": news.text(entry, status, known),
        "News_title": news.title(entry, known),
    }


def _blocks(form: Form, entry: Entry, words: Mapping[str, str]) -> Iterator[Block]:
    for kind, text in form.blocks:
        if kind == "rows":
            yield _rows(form, entry)
            continue
        template = Template(text)
        if all(words[name] for name in template.get_identifiers()):
            yield Block(kind, runs=[Run(template.substitute(words))])  # type: ignore[arg-type]  # kinds stand in data


def _rows(form: Form, entry: Entry) -> Block:
    """An empty list: as many lines as people are expected or came, within reason."""
    count = min(entry.people_listed or entry.total or ROWS, MOST_ROWS)
    head = tuple((Run(name),) for name, _width in form.columns)
    blank = [(Run(""),)] * (len(form.columns) - 1)
    rows = [head, *(((Run(str(number)),), *blank) for number in range(1, count + 1))]
    return Block("table", rows=rows, aligns=("center",), widths=[width for _name, width in form.columns])


def _signatories(form: Form, head: Letterhead) -> list[Signatory]:
    if form.signatures is None:
        return [Signatory(head.authority, head.signer_title)]
    return [Signatory("", title) for title in form.signatures]
