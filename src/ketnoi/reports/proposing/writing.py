"""From observations to sentences: words that fit, chosen so that the same report is proposed the same, and so that two
neighbours never begin alike.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Template

from ketnoi.reports import tokens
from ketnoi.reports.proposing.numbers import inside
from ketnoi.reports.proposing.observations import Kind, Observation

NEAR = 3  # proposals before it that may become its neighbours, since only some are taken
OPENING = 2  # words by which a sentence is known to begin like another
_END = re.compile(r"(?<=[.!?…])\s+|\n")
_NUMBER = re.compile(r"\{[^{}]*\}|[0-9][0-9.,/]*")


@dataclass(frozen=True)
class Proposal:
    """A sentence: `text` with live figures, `parts` as it reads: (words, whether they are a number)."""

    name: str
    sense: str
    kind: Kind
    text: str
    parts: tuple[tuple[str, bool], ...]

    @property
    def reads(self) -> str:
        return "".join(words for words, _number in self.parts)


def proposals(observed: Iterable[Observation], seed: str, before: str = "") -> list[Proposal]:
    """Sentences for what can be said, in order. `seed` names the report; `before` is the text they come after."""
    made: list[Proposal] = []
    for one in observed:
        texts = variants(one)
        if texts:
            near = [before, *(other.text for other in made[-NEAR:])]
            made.append(_proposal(one, _chosen(texts, f"{seed} {one.name}", near)))
    return made


def variants(observation: Observation) -> list[str]:
    """All sentences that fit, figures as tokens; none where nothing can be said."""
    if not observation.case:
        return []
    family, case = observation.case.split(".")
    blanks = observation.blanks()
    return [_begun(Template(words).substitute(blanks)) for words in _phrases()[family][case]]


def opening(text: str) -> str:
    """How the last sentence of a text begins: two neighbours that share it sound machine-made."""
    last = _END.split(text.strip())[-1]
    return " ".join(_NUMBER.sub("#", last.lower()).split()[:OPENING])


def read(text: str, observation: Observation) -> Iterator[tuple[str, bool]]:
    """The stretches of a sentence as they read, each with whether it is a live number."""
    shown = {number.token.key: number.shown for number in inside(observation) if number.token}
    for part in tokens.parse(text):
        yield (part, False) if isinstance(part, str) else (shown[part.key], True)


def _proposal(one: Observation, text: str) -> Proposal:
    return Proposal(one.name, one.sense, one.kind, text, tuple(read(text, one)))


def _chosen(texts: list[str], seed: str, near: list[str]) -> str:
    """The one that begins like none near it, else unlike the last of them: the same for the same seed."""
    first = zlib.crc32(seed.encode()) % len(texts)
    turned = texts[first:] + texts[:first]
    used = [opening(text) for text in near]
    fresh = (text for text in turned if opening(text) not in used)
    other = (text for text in turned if opening(text) != used[-1])
    return next(fresh, None) or next(other, turned[0])


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _phrases() -> dict[str, dict[str, list[str]]]:
    file = resources.files("ketnoi.reports.proposing") / "data" / "phrases.json"
    read: dict[str, dict[str, list[str]]] = json.loads(file.read_text(encoding="utf-8"))
    return read
