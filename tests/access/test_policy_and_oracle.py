"""The policy as a query and the oracle as a predicate agree on every pair of a random world."""


def test_every_pair_agrees(comparison) -> None:
    assert list(comparison.differences()) == []
    assert comparison.pairs == 4_500


def test_the_world_knows_every_kind_of_answer(comparison) -> None:
    """Else agreeing would say little: whole records, workflow alone, offers, parts, and nothing."""
    answers = {sections for found in comparison.expected.values() for sections in found.values()}
    whole = comparison.world.known.sections | {"workflow"}
    assert {whole, frozenset({"workflow"}), frozenset({"offer"}), frozenset({"workflow", "identity"})} <= answers
    assert len(answers) > 12
    given = sum(map(len, comparison.expected.values()))
    assert comparison.pairs / 50 < given < comparison.pairs / 2
