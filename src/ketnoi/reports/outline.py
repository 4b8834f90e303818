"""Outlines of reports, as versioned data in `outlines/`: headings, proposed sentences, tables, and what to write where.

Words like `$van_ban` are filled in once, when a report is started, from its programme and period (`filling`); figures
stay tokens. An outline holds no number. A file is one version (`tong-ket.json`, `tong-ket.2.json`); a version that was
used once stays, because a report keeps the one it began with.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.utils.translation import gettext as _


class UnknownOutline(LookupError):
    """There is no outline of this code, or not in this version."""


@dataclass(frozen=True)
class Annex:
    """A table of figures: a row for each indicator, a column for each year of the period or for each agency."""

    by: str
    indicators: tuple[str, ...]
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A paragraph to be: `kind` as in `Paragraph.Kind`. A heading says which indicators its section must state."""

    kind: str
    text: str = ""
    guidance: str = ""
    requires: tuple[str, ...] = ()
    annex: Annex | None = None


@dataclass(frozen=True)
class Outline:
    """One kind of report; `title`, `about` and texts may hold the words of `filling.words`.

    `needs` is what it cannot be written without: "programme", "topic", or nothing: then it is a periodic report, on a
    period of so many `months` (0: any days).
    """

    code: str
    version: int
    name: str
    title: str
    about: str
    lines: tuple[Line, ...]
    order: int
    needs: str = ""
    months: int = 0


@cache
def _versions() -> dict[str, dict[int, Outline]]:
    files = (one for one in (resources.files("ketnoi.reports") / "outlines").iterdir() if one.name.endswith(".json"))
    read = [_outline(json.loads(file.read_text(encoding="utf-8"))) for file in files]
    found: dict[str, dict[int, Outline]] = {}
    for one in sorted(read, key=lambda one: (one.order, one.version)):
        found.setdefault(one.code, {})[one.version] = one
    return found


@cache
def every() -> dict[str, Outline]:
    """The newest version of each outline by code, in their order."""
    return {code: known[max(known)] for code, known in _versions().items()}


def all_versions() -> Iterator[Outline]:
    """Every version of every outline."""
    for known in _versions().values():
        yield from known.values()


def load(code: str, version: int | None = None) -> Outline:
    """The outline of this code, the newest where no version is asked for; raises UnknownOutline."""
    known = _versions().get(code, {})
    try:
        return known[version or max(known, default=0)]
    except KeyError as error:
        raise UnknownOutline(_("Không có đề cương báo cáo mang mã “%(code)s”.") % {"code": code}) from error


def periodic() -> list[tuple[str, str]]:
    """(code, name) of the outlines that need nothing but a unit and a period."""
    return [(one.code, one.name) for one in every().values() if not one.needs]


def _outline(raw: dict[str, Any]) -> Outline:
    return Outline(lines=tuple(_line(one) for one in raw.pop("paragraphs")), **raw)


def _line(raw: dict[str, Any]) -> Line:
    annex = raw.pop("annex", None)
    requires = tuple(raw.pop("requires", ()))
    return Line(requires=requires, annex=annex and Annex(**{key: _fixed(one) for key, one in annex.items()}), **raw)


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
