"""The word for a whole programme, from how many of its targets are met; the thresholds are each programme's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ketnoi.programmes.enums import Verdict

REACHED = frozenset({Verdict.ABOVE, Verdict.MET})
UNJUDGED = frozenset({Verdict.NO_BASE, Verdict.UNKNOWN})
FINAL = REACHED | {Verdict.NEARLY, Verdict.BELOW}


@dataclass(frozen=True)
class Graded:
    """`met` of `judged` targets; `name` is "" where no threshold is reached; `final` once nothing is on its way."""

    met: int
    judged: int
    name: str
    final: bool


def grade(verdicts: Sequence[str], thresholds: Sequence[tuple[str, int]]) -> Graded | None:
    """Hold the share of targets met against (name, least percent); None when no target can be judged.

    A target without a base, or not yet told of, is left out: it is neither met nor missed.
    """
    judged = [verdict for verdict in verdicts if verdict not in UNJUDGED]
    if not judged:
        return None
    met = sum(verdict in REACHED for verdict in judged)
    share = Fraction(met * 100, len(judged))
    reached = [(least, name) for name, least in thresholds if share >= least]
    return Graded(met, len(judged), max(reached)[1] if reached else "", all(one in FINAL for one in judged))
