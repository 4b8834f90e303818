"""The policy's query beside the oracle's predicate, pair by pair, in one world."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from ketnoi.access import oracle, policy, reader
from ketnoi.access.enums import Action
from ketnoi.access.proving.worlds import MOMENT, TODAY, Planted
from ketnoi.access.reader import Reader
from ketnoi.access.rules import Policy
from ketnoi.access.sections import OFFER, WORKFLOW
from ketnoi.officers.models import Officer

NOTHING: Final[frozenset[str]] = frozenset()
Answers = dict[int, frozenset[str]]


class Comparison:
    """A world whose readers and oracle's answers are worked out once, for many policies."""

    def __init__(self, world: Planted) -> None:
        self.world = world
        self.pairs = len(world.asking) * len(world.known.records)

    @cached_property
    def readers(self) -> list[Reader]:
        """Who must see nothing comes first, then who sees most: a wrong policy shows there."""
        officers = Officer.objects.in_bulk(self.world.asking)
        ordered = sorted(self.world.asking.items(), key=self._rank)
        return [reader.at(officers[pk], MOMENT, second_factor=strong) for pk, strong in ordered]

    def _rank(self, asked: tuple[int, bool]) -> tuple[bool, int]:
        officer, strong = asked
        return strong and self.world.known.active[officer], -len(self.expected[officer])

    @cached_property
    def expected(self) -> dict[int, Answers]:
        """{officer: {record: sections}} as the oracle says."""
        return {officer: self._foretold(officer) for officer in self.world.asking}

    def _foretold(self, officer: int) -> Answers:
        known, strong = self.world.known, self.world.asking[officer]
        who = oracle.asking(known, officer, TODAY, MOMENT, second_factor=strong)
        said = ((pk, oracle.allowed(known, who, pk)) for pk in known.records)
        return {pk: sections for pk, sections in said if sections}

    def differences(self, asked: Policy = policy.THE_POLICY) -> Iterator[str]:
        """Every pair in which the two do not agree, by its numbers."""
        for one in self.readers:
            expected = self.expected[one.officer]
            seen = {pk for pk, sections in expected.items() if WORKFLOW in sections}
            rows = policy.permitted(one, self.world.kind, Action.READ, asked).values_list("pk", flat=True)
            yield from (f"officer {one.officer}, record {pk}: row" for pk in sorted(seen ^ set(rows)))
            found = self._answers(one, asked)
            for pk in sorted(expected.keys() | found.keys()):
                if expected.get(pk, NOTHING) != found.get(pk, NOTHING):
                    yield f"officer {one.officer}, record {pk}: sections"

    def _answers(self, one: Reader, asked: Policy) -> Answers:
        opened = policy.opened(one, self.world.kind, self.world.known.records, asked)
        offered = policy.offers(one, self.world.kind, asked).values_list("record", flat=True)
        return {**{pk: frozenset({OFFER}) for pk in offered}, **opened}

    def agrees(self, asked: Policy = policy.THE_POLICY) -> bool:
        return next(self.differences(asked), None) is None
