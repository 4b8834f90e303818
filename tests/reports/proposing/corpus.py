"""All sentences of the grid, and the page they are read on; `tools/write_sentences.py` writes it anew."""

from __future__ import annotations

from pathlib import Path

from ketnoi.reports.proposing import writing
from ketnoi.reports.proposing.observations import Observation
from tests.reports.proposing import grid

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "proposed-sentences.md"
HEAD = """# Sentences that are proposed

What a report is offered to say of its figures, over a grid of invented edge cases: one, none, not known, equal, from
nothing, missed, joint, rates with their base. The words stand in `src/ketnoi/reports/proposing/data/phrases.json` and
`things.csv`; the rules they keep in `tests/reports/proposing/rules.py`. `python tools/write_sentences.py` writes this
page anew; a test keeps it true. Why so: [0041](../decisions/0041-sentences-from-figures.md).
"""


def sentences() -> list[tuple[str, str, Observation]]:
    """(as it reads, as it is written with live figures, what it was made from)."""
    return [(_reading(text, one), text, one) for one in grid.every() for text in writing.variants(one)]


def page() -> str:
    """Every sentence once, under the case whose words it has."""
    found = {reads: one.case for reads, _text, one in sentences()}
    cases = sorted(dict.fromkeys(found.values()), key=list(found.values()).index)
    by_case = {case: [reads for reads, of in found.items() if of == case] for case in cases}
    parts = [f"## {case}\n\n" + "\n".join(f"- {reads}" for reads in told) for case, told in by_case.items()]
    return "\n\n".join([HEAD.rstrip(), *parts]) + "\n"


def _reading(text: str, observation: Observation) -> str:
    return "".join(words for words, _number in writing.read(text, observation))
