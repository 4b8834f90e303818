"""The sentences that are proposed, over a grid of edge cases: each keeps every rule."""

from itertools import pairwise

import pytest

from ketnoi.reports import tokens
from ketnoi.reports.proposing import writing
from tests.reports.proposing import corpus, grid, rules

OBSERVED = tuple(grid.every())


CORPUS = corpus.sentences()


def test_there_are_enough_different_sentences():
    assert len({text for text, _live, _one in CORPUS}) >= 150


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_every_sentence_keeps_the_rule(rule):
    assert [(text, said) for text, _live, one in CORPUS if (said := rule(text, one))] == []


def test_every_case_is_in_the_grid():
    written = {f"{family}.{case}" for family, cases in writing._phrases().items() for case in cases}
    assert {one.case for one in OBSERVED if one.case} == written


def test_what_cannot_be_said_is_not_said():
    silent = [type(one).__name__ for one in OBSERVED if not writing.variants(one)]
    assert set(silent) == {
        "Compared", "Against", "Each", "Promise", "Missed", "Share", "Parties", "Makeup", "Rate", "Stock", "Sent",
        "Cause", "Example", "Done", "Unknown", "Told",
    }  # fmt: skip


def test_figures_stay_live():
    for _text, live, _one in CORPUS:
        assert tokens.write(tokens.parse(live)) == live


def test_every_case_can_begin_in_two_ways():
    for one in OBSERVED:
        if texts := writing.variants(one):
            assert len({writing.opening(text) for text in texts}) > 1, one.case


@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_neighbours_never_begin_alike(seed):
    made = writing.proposals(OBSERVED, seed)
    assert len(made) > 150 - 10
    alike = [
        (one.reads, other.reads)
        for one, other in pairwise(made)
        if writing.opening(one.text) == writing.opening(other.text)
    ]
    assert alike == []
    assert [one.text for one in writing.proposals(OBSERVED, seed)] == [one.text for one in made]


def test_reports_are_not_all_written_alike():
    assert len({tuple(one.text for one in writing.proposals(OBSERVED, seed)) for seed in "abcdef"}) == 6


def test_the_page_of_all_sentences_is_true():
    assert corpus.PAGE.read_text(encoding="utf-8") == corpus.page()


def test_what_comes_after_a_paragraph_begins_unlike_it():
    for one in OBSERVED:
        for text in writing.variants(one):
            after = writing.proposals([one], "a", before=f"Câu trước. {text}")
            assert writing.opening(after[0].text) != writing.opening(text), text
