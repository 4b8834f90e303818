"""Every policy that is wrong in one part is found out by the oracle; on a seed that stands fixed."""

import pytest

from ketnoi.access.proving.mutants import MUTANTS

NAMED = {"PathWithoutSeparator", "ExpiredGrantsHold", "OnwardSharing", "GlassOverConflict", "SecondFactorIgnored"}


def test_there_are_enough_of_them() -> None:
    assert len(MUTANTS) >= 40
    assert MUTANTS.keys() >= NAMED


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_found_out(comparison, name: str) -> None:
    assert not comparison.agrees(MUTANTS[name])
