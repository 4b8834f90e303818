"""An official paper as a value: header, title, blocks of runs, recipients, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ketnoi.documents.layouts import Align, Layout
from ketnoi.ui import dates

# No-break spaces: room to write in what the office has not given yet, kept by Word and by the browser.
BLANK = "\u00a0" * 5

BlockKind = Literal["heading1", "heading2", "paragraph", "bullet", "table"]


@dataclass(frozen=True)
class Run:
    """A stretch of text. With a `tag` it is a live figure: `label` names it, `href` opens it on screen."""

    text: str
    bold: bool = False
    italic: bool = False
    tag: str = ""
    label: str = ""
    href: str = ""


Cell = Sequence[Run]


@dataclass(frozen=True)
class Block:
    """Prose has `runs`; a table has `rows` of cells, `head_rows` of them headings, columns by `aligns`.

    `widths` are the columns' shares of the paper's width, in any unit; without them all are equal.
    """

    kind: BlockKind
    runs: Sequence[Run] = ()
    rows: Sequence[Sequence[Cell]] = ()
    head_rows: int = 1
    aligns: Sequence[Align] = ()
    widths: Sequence[float] = ()

    @property
    def headings(self) -> Sequence[Sequence[Cell]]:
        return self.rows[: self.head_rows]

    @property
    def body(self) -> Sequence[Sequence[Cell]]:
        return self.rows[self.head_rows :]


@dataclass(frozen=True)
class Signatory:
    """`authority` "TM. BAN THƯỜNG VỤ" or empty, `title` "CHỦ TỊCH", `name` empty until somebody signs."""

    authority: str
    title: str
    name: str = ""


@dataclass(frozen=True)
class Paper:
    """One document.

    `issuer_lines`: superiors first, the issuing body last. `number_sign`: "BC-BTV"; `number` and `day` stay
    empty until the office gives them; a paper without a sign carries no number. `year` is printed while `day` is
    not known (None: blank too). `about` may hold several lines. `recipients`: superiors first, one line each without
    dash or closing mark.
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

    @property
    def superiors(self) -> list[str]:
        """Nobody is above those who issue together."""
        return [] if self.layout.joint else [line.upper() for line in self.issuer_lines[:-1]]

    @property
    def issuers(self) -> list[str]:
        """The issuing body; in a joint document all of them, a dash between one and the next as offices write it."""
        lines = [line.upper() for line in self.issuer_lines]
        return [*(f"{line} -" for line in lines[:-1]), *lines[-1:]] if self.layout.joint else lines[-1:]

    @property
    def issuer(self) -> str:
        """All of them in one line, as a file's properties name them."""
        return " ".join(self.issuers)

    @property
    def number_line(self) -> str:
        """Read "Số:      /BC-BTV" while there is no number."""
        if not self.number_sign:
            return ""
        return self.layout.number.format(number=self.number or BLANK, sign=self.number_sign)

    @property
    def place_day_line(self) -> str:
        """Read "Hà Nội, ngày 05 tháng 02 năm 2026"; room for the day and month while there is none."""
        if self.day:
            return f"{self.place_name}, {dates.long_day(self.day)}"
        return f"{self.place_name}, ngày{BLANK}tháng{BLANK}năm {self.year or BLANK}"

    @property
    def about_lines(self) -> list[str]:
        return self.about.splitlines()

    @property
    def recipient_lines(self) -> list[str]:
        """Read "- Tỉnh ủy (b/c);" and a full stop after the last."""
        ends = [";"] * (len(self.recipients) - 1) + ["."]
        return [f"- {line.rstrip(' ;.')}{end}" for line, end in zip(self.recipients, ends, strict=False)]
