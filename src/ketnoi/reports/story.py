"""A news story from a report's own figures, that names nobody: whoever publishes it reads it first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ketnoi.activities import persons
from ketnoi.documents.paper import Block, Paper, Signatory
from ketnoi.reports import derived, slides, telling, tokens
from ketnoi.reports.telling import Told
from ketnoi.ui.text import fold


@dataclass(frozen=True)
class Story:
    """`lines` are texts with figures; `left_out` counts sentences that might name somebody, tell of very few, or say a
    leader's number: whoever reads news cannot ask where it is from.
    """

    headline: str
    lines: list[str]
    left_out: int


def of(told: Told) -> Story:
    """What was done, in the report's own sentences, then one of what comes next."""
    words = derived.wording()["story"]
    headline = derived.plain(words["headline"], told.report)
    done = [one for section in told.sections for one in telling.sentences(section) if tokens.figures(one)]
    kept = [one for one in done if _may_be_told(one, told)]
    lead = derived.filled(words["lead" if told.report.programme else "lead_of_unit"], told.report)
    return Story(headline, [lead, *kept, *_ahead(told, words["ahead"])], len(done) - len(kept))


def paper(told: Told) -> Paper:
    """The story as a Word file, its figures with their keys."""
    words, story = derived.wording()["story"], of(told)
    blocks = [Block("paragraph", runs=list(slides.runs(line, told))) for line in story.lines]
    signatories = [Signatory("", title) for title in words["signatures"]]
    made = derived.blank(told.report, words["kind"], story.headline)
    return replace(made, number_sign="", recipients=(), blocks=blocks, signatories=signatories)


def text(told: Told) -> str:
    """The story as plain text, to copy."""
    story = of(told)
    return "\n".join([story.headline, *(told.words(line) for line in story.lines)])


def _ahead(told: Told, names: Iterable[str]) -> list[str]:
    """The first sentence on what comes next, where it can be told."""
    wanted = [fold(name) for name in names]
    sections = (one for one in told.sections if any(name in fold(one.part) for name in wanted))
    sentences = (sentence for section in sections for sentence in telling.sentences(section))
    return [one for one in list(sentences)[:1] if _may_be_told(one, told)]


def _may_be_told(sentence: str, told: Told) -> bool:
    """Neither a name, nor a number that a leader wrote, nor one of so few people or cases that they could be known."""
    return not persons.may_name(_without_bodies(told.words(sentence), told)) and not any(
        told.said[token.key].given or _too_few(told, token.key) for token in tokens.figures(sentence)
    )


def _too_few(told: Told, key: str) -> bool:
    words, one = derived.wording()["story"], told.said[key]
    return one.unit in words["people"] and 0 < one.value < words["smallest"]


def _without_bodies(text: str, told: Told) -> str:
    """The words without the names of the programme, its agencies and their units, which name no person."""
    units = [told.report.unit, *derived.parties_of(told.report)]
    known = derived.words_of(told.report)
    names = [known.get(name, "") for name in ("ten_chuong_trinh", "van_ban", "cong_viec")]
    for name in (*names, *(one for unit in units for one in (unit.label, unit.name, unit.agency.name))):
        text = text.replace(name, " ") if name else text
    return text.replace("trẻ em", "trẻ")  # of whom there are many
