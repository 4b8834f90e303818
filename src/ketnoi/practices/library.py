"""The library in memory: every published practice with its words, so that a search reads no table.

Publishing moves `Library.changed` on, in its own transaction and under that row's lock. Two readings of one number are
of one library, so what was read is kept until the number is another one; nothing old is ever shown.
"""

from __future__ import annotations

import math
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.db import connection
from django.db.models import F
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from ketnoi.practices import lineage, vocabulary
from ketnoi.practices.enums import Status
from ketnoi.practices.models import Library, Practice
from ketnoi.ui.text import fold

LONGEST: Final = 120  # letters of a query that are looked at
MOST_WORDS: Final = 24
RANKED: Final = 300  # of those that hold enough words, how many are held against the whole query
MISSING: Final = 3  # one word in so many may be mistyped or not be there
IN_NAME, IN_WORDS = 1.0, 0.4  # what a word is worth in the name, and elsewhere
SLIPPED: Final = 0.7  # of a word one letter away


@dataclass(frozen=True, slots=True)
class Card:
    """What the library knows of a practice without asking: its name without marks and what it is sorted by."""

    id: int
    name: str
    field: str
    evidence: int
    outcome: str
    terrains: tuple[str, ...]
    level: str
    agency: int
    unit: int
    original: bool
    family: int
    adopters: int
    means: tuple[str, ...] = ()
    staff_least: int | None = None


@dataclass
class Index:
    """Cards in the order of the library, and which of them hold a word (place in `cards`: worth)."""

    cards: list[Card]
    holding: dict[str, dict[int, float]] = field(default_factory=dict)
    adopted: dict[int, int] = field(default_factory=dict)  # practice: how many adopted it

    def find(self, typed: str) -> list[Card]:
        """The likest first; all, in their order, for a text without a word."""
        asked = list(dict.fromkeys(fold(typed[:LONGEST]).split()))[:MOST_WORDS]
        if not asked:
            return self.cards
        found = self._scores(asked)
        best = sorted(found, key=lambda place: (-found[place], place))
        return [self.cards[place] for place in self._ranked(" ".join(asked), best, found)]

    def _scores(self, asked: list[str]) -> dict[int, float]:
        """Practices that hold enough of the words, or words one letter away from them, with what they are worth."""
        least = max(1, len(asked) - max(1, len(asked) // MISSING))
        exact = Counter(place for word in asked for place in self.holding.get(word, ()))
        enough = [place for place, words in exact.items() if words >= least] if len(asked) > 1 else list(exact)
        scores: dict[int, float] = dict.fromkeys(enough, 0.0)
        for word in asked:
            self._add(scores, word, alone=len(asked) == 1)
        return scores

    def _add(self, scores: dict[int, float], word: str, *, alone: bool) -> None:
        rare = self._rarity(word)
        held = self.holding.get(word, {})
        near = [self.holding[one] for one in self._near(word)]
        if alone:
            for places in near:
                scores |= {place: 0.0 for place in places if place not in scores}
        for place in scores:
            worth = held.get(place) or SLIPPED * max((one.get(place, 0.0) for one in near), default=0.0)
            scores[place] += rare * worth

    def _rarity(self, word: str) -> float:
        return math.log(2 + len(self.cards) / (1 + len(self.holding.get(word, ()))))

    def _near(self, word: str) -> list[str]:
        """Known words one letter away: one too many, one missing, one other, two exchanged."""
        if len(word) == 1:
            return []
        near = process.extract(word, self.holding.keys(), scorer=OSA.distance, score_cutoff=1, limit=None)
        return [one for one, distance, _place in near if distance]

    def _ranked(self, asked: str, best: list[int], found: dict[int, float]) -> list[int]:
        """The first few again, by their whole name too: which of equals says it as it was typed."""
        first, rest = best[:RANKED], best[RANKED:]
        whole = max((found[place] for place in first), default=0.0) or 1.0
        alike = {place: fuzz.token_sort_ratio(asked, self.cards[place].name) / 100 for place in first}
        first.sort(key=lambda place: (-(found[place] / whole + alike[place]), place))
        return first + rest


_lock = threading.Lock()
_kept: dict[int, Index] = {}


def index() -> Index:
    """The library as it stands now."""
    changed = Library.objects.filter(pk=1).values_list("changed", flat=True).first() or 0
    known = _kept.get(changed)
    if known is None:
        known = read()
        if not connection.in_atomic_block:  # what is seen inside a transaction may never be
            with _lock:
                _kept.clear()
                _kept[changed] = known
    return known


def changed() -> None:
    """What the library shows changes in this transaction: hold its row until it ends."""
    Library.objects.get_or_create(pk=1)
    Library.objects.select_for_update().get(pk=1)
    Library.objects.filter(pk=1).update(changed=F("changed") + 1)


def read() -> Index:
    """Every published practice: the strongest evidence first, then the newest."""
    levels = vocabulary.levels()
    rows = Practice.objects.filter(status=Status.PUBLISHED).select_related("unit").order_by("-published_on", "-pk")
    practices = sorted(rows.iterator(chunk_size=2_000), key=lambda one: -levels.get(one.evidence, 0))
    adopted = lineage.adopters()
    return shelved([(_card(one, levels, adopted), _words(one)) for one in practices])


def shelved(told: Iterable[tuple[Card, Iterable[str]]]) -> Index:
    """An index of these cards in their order, each with the words that find it besides its name."""
    made, holding = Index([]), defaultdict[str, dict[int, float]](dict)
    for place, (card, words) in enumerate(told):
        made.cards.append(card)
        for word in words:
            holding[word][place] = IN_WORDS
        for word in card.name.split():
            holding[word][place] = IN_NAME
    made.holding = dict(holding)
    made.adopted = {card.id: card.adopters for card in made.cards if card.adopters}
    return made


def _words(practice: Practice) -> set[str]:
    """Words that find it besides its name: what it is about, for whom, whose it is."""
    about = vocabulary.names("fields").get(practice.field, "")
    said = (practice.problem, practice.audience, about, practice.unit.name, practice.unit.short_name)
    return set(fold(" ".join(said)).replace(",", " ").replace(".", " ").split())


def _card(one: Practice, levels: dict[str, int], adopted: dict[int, int]) -> Card:
    return Card(
        id=one.pk,
        name=fold(one.name).replace(",", ""),
        field=one.field,
        evidence=levels.get(one.evidence, 0),
        outcome=one.outcome,
        terrains=tuple(one.terrains),
        level=one.unit.level,
        agency=one.unit.agency_id,
        unit=one.unit_id,
        original=one.parent_id is None,
        family=one.first,
        adopters=adopted.get(one.pk, 0),
        means=tuple(one.means),
        staff_least=one.staff_least,
    )
