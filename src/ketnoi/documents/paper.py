"""An official paper as a value: header, title, blocks of runs, recipients, signatures. Knows no report and no agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ketnoi.documents.layouts import Layout

BlockKind = Literal["heading1", "heading2", "paragraph", "bullet", "table"]


@dataclass(frozen=True)
class Run:
    """A stretch of text. With a `tag` it is a live figure: `label` names it, `href` opens it on the screen."""

    text: str
    bold: bool = False
    italic: bool = False
    tag: str = ""
    label: str = ""
    href: str = ""


Cell = Sequence[Run]


@dataclass(frozen=True)
class Block:
    """Prose has `runs`; a table has `rows` of cells, the first `head_rows` of them repeated on each page."""

    kind: BlockKind
    runs: Sequence[Run] = ()
    rows: Sequence[Sequence[Cell]] = ()
    head_rows: int = 1


@dataclass(frozen=True)
class Signatory:
    """`authority` "TM. BAN THƯỜNG VỤ" (may be empty), `title` "CHỦ TỊCH", `name` empty until somebody signs."""

    authority: str
    title: str
    name: str = ""


@dataclass(frozen=True)
class Paper:
    """One document.

    `issuer_lines`: superiors first, the issuing body last. `number_sign`: "BC-BTV"; `number` and `day` stay empty
    until the office gives them. `year` is printed while `day` is not known (None: blank too).
    `about` may hold several lines. `recipients`: one line each, without dash or closing mark, superiors first.
    """

    layout: Layout
    issuer_lines: Sequence[str]
    number_sign: str
    place_name: str
    day: date | None
    kind: str
    about: str
    blocks: Sequence[Block]
    recipients: Sequence[str] = ()
    signatories: Sequence[Signatory] = ()
    number: str = ""
    year: int | None = None
