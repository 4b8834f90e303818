"""Which line of one text is which line of another: the same ones first, then the most alike between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TypeVar

One = TypeVar("One")
Other = TypeVar("Other")

ALIKE = 0.45  # of their letters: less, and one line is gone and another new
MOST_PAIRS = 3_000  # of lines held against each other; in a longer stretch they are taken in their order
MOST_LETTERS = 4_000_000  # pairs of them in a stretch; in a longer one the words of lines are held, in any order


def pairs(
    old: Sequence[One], new: Sequence[Other], words: Callable[[One | Other], str]
) -> Iterator[tuple[One | None, Other | None]]:
    """Lines that belong together, in the order of the text; None where one has no counterpart."""
    texts = [words(one) for one in old], [words(one) for one in new]
    for what, i, j, k, m in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if what == "equal":
            yield from zip(old[i:j], new[k:m], strict=True)
            continue
        if (j - i) * (m - k) > MOST_PAIRS:
            yield from zip_longest(old[i:j], new[k:m])
            continue
        for left, right in _alike(texts[0][i:j], texts[1][k:m]):
            yield (None if left is None else old[i + left]), (None if right is None else new[k + right])


def _alike(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Pair them in order so that together they are as alike as can be."""
    likeness = _likeness(old, new)
    best = [[0.0] * (len(new) + 1) for _one in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for k in reversed(range(len(new))):
            together = likeness[i][k] + best[i + 1][k + 1] if likeness[i][k] >= ALIKE else 0.0
            best[i][k] = max(together, best[i + 1][k], best[i][k + 1])
    found: list[tuple[int | None, int | None]] = []
    i = k = 0
    while i < len(old) and k < len(new):
        if likeness[i][k] >= ALIKE and best[i][k] == likeness[i][k] + best[i + 1][k + 1]:
            found.append((i, k))
            i, k = i + 1, k + 1
        elif best[i][k] == best[i + 1][k]:
            found.append((i, None))
            i += 1
        else:
            found.append((None, k))
            k += 1
    return [*found, *((left, None) for left in range(i, len(old))), *((None, right) for right in range(k, len(new)))]


def _likeness(old: Sequence[str], new: Sequence[str]) -> list[list[float]]:
    """How alike each line is to each, from 0 to 1."""
    if sum(map(len, old)) * sum(map(len, new)) <= MOST_LETTERS:
        return [[_ratio(one, other) for other in new] for one in old]
    words = [Counter(one.split()) for one in old], [Counter(one.split()) for one in new]
    return [[_shared(one, other) for other in words[1]] for one in words[0]]


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    quick = matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE
    return matcher.ratio() if quick else 0.0


def _shared(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())
