"""What an officer's vote is kept as: a digest of who voted, and what he chose sealed under the ballot's own key.

Rows lie in the order in which they came, and the journal says who voted when. Whoever lays one beside the other,
holding the database without the keys, learns who voted and not for what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ketnoi.contests.models import Ballot, OfficerVote
from ketnoi.officers.models import Officer
from ketnoi.vault import keyed, sealing

OWNER_KIND = "contest_ballot"
WIDTH = 8  # bytes of an entry's id: all that is sealed is equally long


def keep(ballot: Ballot, group: int, entry: int | None, officer: Officer) -> None:
    """Put this choice in place of the one before, also where the officer sends twice at once; None takes it back."""
    key = _key(ballot, group, officer)
    if entry is None:
        OfficerVote.objects.filter(pk=key).delete()
        return
    closed = sealing.seal_bytes(ballot.data_key, _place(key), entry.to_bytes(WIDTH))
    OfficerVote.objects.update_or_create(pk=key, defaults={"ballot": ballot, "choice": closed})


def chosen(ballot: Ballot, groups: Iterable[int], officer: Officer) -> set[int]:
    """Ids of the entries that this officer chose."""
    keys = [_key(ballot, group, officer) for group in groups]
    return set(_opened(ballot, ballot.officer_votes.filter(pk__in=keys)))


def count(ballot: Ballot) -> Counter[int]:
    """{entry: votes}"""
    return Counter(_opened(ballot, ballot.officer_votes.all()))


def _opened(ballot: Ballot, votes: Iterable[OfficerVote]) -> list[int]:
    closed = {_place(one.key): bytes(one.choice) for one in votes}
    return [int.from_bytes(entry) for entry in sealing.open_many(ballot.data_key, closed).values()]


def _place(key: str) -> str:
    return f"contest_vote|{key}"


def _key(ballot: Ballot, group: int, officer: Officer) -> str:
    return keyed.digest("contest-vote", f"{ballot.uuid}:{group}:{officer.pk}")
