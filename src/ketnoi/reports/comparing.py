"""Two versions of a report held against each other: what is said differently, word by word, and which numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest

from django.utils.translation import gettext as _

from ketnoi.figures import catalogue, formulas
from ketnoi.officers.models import Officer
from ketnoi.reports import editions, queries
from ketnoi.reports.models import Edition, Paragraph, Report
from ketnoi.reports.moved import signed
from ketnoi.reports.questions import Said
from ketnoi.ui import dates

_WORD = re.compile(r"\S+\s*")
_HEADINGS = {Paragraph.Kind.HEADING1, Paragraph.Kind.HEADING2}
MOST_PAIRS = 1_000_000  # of words held against each other; longer paragraphs are shown whole
Text = tuple[str, str]
NOTHING: Text = ("", "")


@dataclass(frozen=True)
class Version:
    """What can be compared. `code` stands in addresses; `edition` None: the figures are live."""

    code: str
    label: str
    report: Report
    edition: Edition | None


@dataclass(frozen=True)
class Piece:
    """Words that are in both versions, or in one of them only: `change` is "removed", "added" or ""."""

    text: str
    change: str = ""


@dataclass(frozen=True)
class Passage:
    """A paragraph that reads differently, and the heading it stands under."""

    heading: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Number:
    """A figure that is another number; one of them is None where the other version has no such figure."""

    before: Said | None
    after: Said | None

    @property
    def said(self) -> Said:
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def difference(self) -> str:
        """Read "+56"; empty where there is nothing to subtract, or where what is counted is said in another way."""
        if self.before is None or self.after is None or self.before.unit != self.after.unit or _is_ratio(self.said):
            return ""
        if self.said.basis:
            return ""
        return signed(self.after.value - self.before.value)


@dataclass(frozen=True)
class Comparison:
    """`same` counts the paragraphs that read the same in both."""

    passages: list[Passage]
    numbers: list[Number]
    same: int


def versions(report: Report, officer: Officer) -> list[Version]:
    """Everything of this report that can be compared, the oldest first: also the issued report that it corrects."""
    found = [Version(f"ban-{one.number}", _edition_label(one), report, one) for one in report.editions.all()]
    if report.frozen_at is None:
        found.append(Version("nay", _("bản đang soạn, số hiện nay"), report, None))
    return [*_corrected(report, officer), *found]


def _corrected(report: Report, officer: Officer) -> list[Version]:
    issued = queries.visible_to(officer).filter(pk=report.corrects_id).first() if report.corrects_id else None
    edition = issued.editions.last() if issued else None
    if issued is None or edition is None:
        return []
    said = {"number": issued.number, "day": dates.day(issued.issued_on) if issued.issued_on else ""}
    return [Version("da-ban-hanh", _("bản đã ban hành, số %(number)s ngày %(day)s") % said, issued, edition)]


def _edition_label(edition: Edition) -> str:
    said = {"number": edition.number, "at": dates.moment(edition.frozen_at)}
    return _("bản chốt lần %(number)s, %(at)s") % said


def compare(before: Version, after: Version) -> Comparison:
    """Hold `after` against `before`."""
    (old, old_said), (new, new_said) = _read(before), _read(after)
    passages, same = _passages(old, new)
    return Comparison(passages, list(_numbers(old_said, new_said)), same)


def _read(version: Version) -> tuple[list[Text], dict[str, Said]]:
    """(kind, words with their figures) of each paragraph that says something; the figures by key."""
    written = editions.texts(version.report, version.edition)
    said = editions.said(version.report, written, version.edition)
    return [(kind, editions.words(text, said)) for kind, text in written if text], said


def _passages(old: Sequence[Text], new: Sequence[Text]) -> tuple[list[Passage], int]:
    found: list[Passage] = []
    same = 0
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            same += j - i
            continue
        for step, (was, is_now) in enumerate(zip_longest(old[i:j], new[k:m], fillvalue=NOTHING)):
            heading = _heading(new, k + step) if is_now is not NOTHING else _heading(old, i + step)
            found.append(Passage(heading, list(pieces(was[1], is_now[1]))))
    return found, same


def _heading(texts: Sequence[Text], place: int) -> str:
    """The heading that a paragraph stands under; empty for what stands under none."""
    return next((text for kind, text in reversed(texts[:place]) if kind in _HEADINGS), "")


def pieces(was: str, is_now: str) -> Iterator[Piece]:
    """One text held against another, word by word."""
    """One text held against an earlier one, word by word."""
    old, new = _WORD.findall(was), _WORD.findall(is_now)
    if len(old) * len(new) > MOST_PAIRS:
        yield from (Piece(was, "removed"), Piece(is_now, "added"))
        return
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("".join(old[i:j]))
            continue
        if i < j:
            yield Piece("".join(old[i:j]), "removed")
        if k < m:
            yield Piece("".join(new[k:m]), "added")


def _numbers(old: Mapping[str, Said], new: Mapping[str, Said]) -> Iterator[Number]:
    """Exact and rounded, a figure is one: behind the same round words the number may have moved."""
    was, is_now = ({_exact(one): one for one in said.values()} for said in (old, new))
    for key in dict.fromkeys([*was, *is_now]):
        number = Number(was.get(key), is_now.get(key))
        if _values(number.before) != _values(number.after):
            yield number


def _values(said: Said | None) -> list[int | str]:
    """The number, the one it is compared with, what a leader wrote over it; empty where there is no such figure."""
    if said is None:
        return []
    other = [said.basis.value] if said.basis else []
    return [said.value, *other, said.given.words if said.given else ""]


def exactly(said: Said) -> str:
    """The words of a figure, and behind rounded ones the number: "trên 41.000 (41.180)"; of a comparison both."""
    number = formulas.written_number(said.figure, said.value)
    if said.given:
        return _("%(words)s (lãnh đạo ghi; số tổng hợp: %(number)s)") % {"words": said.shown, "number": number}
    if said.basis:
        other = formulas.written_number(said.figure, said.basis.value)
        return _("%(words)s: %(number)s so với %(other)s") % {"words": said.shown, "number": number, "other": other}
    return said.shown if number in said.shown or _is_ratio(said) else f"{said.shown} ({number})"


def _is_ratio(said: Said) -> bool:
    return catalogue.of(said.figure).is_ratio


def _exact(said: Said) -> str:
    return replace(said.token, rounded=False).key
