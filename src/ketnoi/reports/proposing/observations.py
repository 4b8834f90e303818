"""What the figures say, as values: an observation knows the words that fit it, and fills their blanks.

It never holds more than was found: a number that is not known is None, and a cause is one that somebody recorded.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from enum import Enum

from django.utils.translation import gettext as _

from ketnoi.reports.tokens import write


class Kind(Enum):
    """What a sentence tells, in the order in which sentences are offered."""

    DONE = "done"
    TARGET = "target"
    CHANGE = "change"
    MAKEUP = "makeup"
    PARTIES = "parties"
    RATE = "rate"
    STOCK = "stock"
    EXAMPLE = "example"
    PRACTICE = "practice"
    LAG = "lag"
    CAUSE = "cause"


class Observation(ABC):
    """One thing to be said. `name` tells it from all others of a report and stays as its numbers move."""

    @property
    @abstractmethod
    def kind(self) -> Kind:
        """Among which sentences it is offered."""

    @property
    @abstractmethod
    def name(self) -> str:
        """Its family and what it is about: "compared:buoi_tuyen_truyen:nam-2021"."""

    @property
    @abstractmethod
    def case(self) -> str:
        """Which words fit, as `data/phrases.json` names them: "compared.up"; empty where nothing can be said."""

    @property
    def sense(self) -> str:
        """What its words rest on beside live figures: when this changes, the words no longer fit."""
        return self.case

    @abstractmethod
    def blanks(self) -> Mapping[str, str]:
        """What the blanks of its words are filled with, figures as tokens."""


def listed(words: Sequence[str]) -> str:
    """Read "a, b và c"."""
    if len(words) <= 1:
        return "".join(words)
    return _("%(first)s và %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def plain(words: str) -> str:
    """Words of a record inside a sentence: a brace in them is no figure, and their end is not the sentence's."""
    return write([words.strip().rstrip(".;,")])
