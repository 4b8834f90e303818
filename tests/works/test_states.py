"""The life of a work: whatever officers try in whatever order, only what the table allows is done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.works import states
from ketnoi.works.enums import COUNTING, Status, Verb

ENDS = {Status.CARRIED, Status.WITHDRAWN}
TRIED = st.lists(st.sampled_from(Verb), max_size=30)


@given(TRIED)
def test_nothing_counts_that_the_level_above_did_not_agree_to(verbs):
    """By any path: a state that counts is reached through AGREE alone, and left towards none that does not count."""
    state, agreed = Status.PROPOSED, False
    for verb in verbs:
        if not states.possible(state, verb):
            with pytest.raises(states.NotPossible):
                states.after(state, verb)
            continue
        agreed = agreed or verb == Verb.AGREE
        state = states.after(state, verb)
        assert (state in COUNTING) == agreed


@given(TRIED)
def test_what_was_carried_over_or_withdrawn_stays_so(verbs):
    for end in ENDS:
        assert not any(states.possible(end, verb) for verb in verbs)


def test_every_state_is_reached_and_every_verb_but_registering_is_used():
    assert set(states.AFTER.values()) == set(Status)
    assert {verb for _state, verb in states.AFTER} == set(Verb) - {Verb.REGISTER}
