"""A programme as somebody wants it, before it is written: plain values, checked by the actions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ketnoi.orgs.models import Agency, Unit
from ketnoi.programmes.enums import ContentKind, PartyRole, Per, Status, TargetKind, Words
from ketnoi.programmes.models import ATTENDANCE, SESSIONS, WITHIN, Programme, Target


@dataclass(frozen=True)
class Terms:
    """What the signed document says: the columns of a programme that people edit."""

    name: str
    short_name: str
    chair: Unit
    starts_on: dt.date
    ends_on: dt.date
    document_number: str = ""
    signed_on: dt.date | None = None
    signatory: str = ""
    parent: Programme | None = None
    predecessor: Programme | None = None
    status: str = Status.RUNNING
    summary: str = ""
    sessions: str = SESSIONS
    attendance: str = ATTENDANCE
    within: tuple[tuple[str, str], ...] = WITHIN


def terms_of(programme: Programme) -> Terms:
    """The terms a programme has now."""
    columns = {name: getattr(programme, name) for name in Terms.__dataclass_fields__}
    return Terms(**columns | {"within": tuple((code, said) for code, said in programme.within)})


def target_row(target: Target) -> TargetRow:
    """What a target asks, as a value."""
    return TargetRow(**{name: getattr(target, name) for name in TargetRow.__dataclass_fields__})


@dataclass(frozen=True)
class PartyRow:
    unit: int
    role: str = PartyRole.PARTY


@dataclass(frozen=True)
class ContentRow:
    """See `models.Content`."""

    title: str
    code: str = ""
    kind: str = ContentKind.CONTENT


@dataclass(frozen=True)
class TileRow:
    """See `models.Tile`."""

    indicator: str
    caption: str
    note: str = ""
    words: str = Words.EXACT
    minor: bool = False


@dataclass(frozen=True)
class TargetRow:
    """See `models.Target`."""

    indicator: str = ""
    amount: int = 0
    kind: str = TargetKind.AT_LEAST
    per: str = Per.TOTAL
    title: str = ""
    base_indicator: str = ""
    level: str = ""
    agency: Agency | None = None
    norms: dict[str, int] = field(default_factory=dict)
    fulfilled: bool | None = None
    reach_percent: int = 100
    nearly_percent: int = 90


@dataclass(frozen=True)
class Draft:
    """A whole programme; what is None stays as it is."""

    terms: Terms
    parties: tuple[PartyRow, ...] | None = None
    contents: tuple[ContentRow, ...] | None = None
    tiles: tuple[TileRow, ...] | None = None
    targets: tuple[TargetRow, ...] | None = None
