"""Three sheets of which any two give the secret back, and on which a slip is found in its own group."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketnoi.vault import shares

SECRET = bytes(range(16))
SETTINGS = settings(max_examples=5, deadline=None)


@SETTINGS
@given(st.binary(min_size=16, max_size=16))
def test_any_two_sheets_give_the_secret_and_one_does_not(secret):
    sheets = [shares.read(shares.written(share)) for share in shares.split(secret)]
    assert [share.number for share in sheets] == [1, 2, 3]
    for pair in itertools.permutations(sheets, 2):
        assert shares.joined(pair) == secret
    for share in sheets:
        assert share.content != secret
        with pytest.raises(shares.Mistyped, match="hai tờ khác nhau"):
            shares.joined([share, share])


def test_a_sheet_is_nine_groups_of_five_signs_that_nobody_confuses():
    groups = shares.written(shares.split(SECRET)[0]).split()
    assert [len(group) for group in groups] == [5] * 9
    assert not set("".join(groups)) & set("01ILO")


def test_small_letters_hyphens_and_spaces_are_read():
    share = shares.split(SECRET)[0]
    text = shares.written(share)
    assert shares.read(text.lower().replace(" ", "-")) == share
    assert shares.read(text.replace(" ", "")) == share
    assert "Share(1, " in repr(share)


def test_every_wrong_sign_and_every_swap_of_neighbours_is_found_in_its_group():
    text = shares.written(shares.split(SECRET)[1])
    signs = text.replace(" ", "")
    for place, sign in enumerate(signs):
        for other in shares.ALPHABET.replace(sign, ""):
            with pytest.raises(shares.Mistyped, match=f"Nhóm {place // 5 + 1} "):
                shares.read(signs[:place] + other + signs[place + 1 :])
        following = signs[place + 1 : place + 2]
        if following and following != sign and place % 5 < 4:
            with pytest.raises(shares.Mistyped, match=f"Nhóm {place // 5 + 1} "):
                shares.read(signs[:place] + following + sign + signs[place + 2 :])


def test_groups_that_changed_places_are_found():
    groups = shares.written(shares.split(SECRET)[2]).split()
    for first, second in itertools.combinations(range(9), 2):
        moved = groups.copy()
        moved[first], moved[second] = moved[second], moved[first]
        if groups[first] != groups[second]:
            with pytest.raises(shares.Mistyped, match=f"Nhóm {first + 1} "):
                shares.read(" ".join(moved))


@pytest.mark.parametrize("typed", ["", "ABCDE", "đ" * 45, "0" * 45, "2" * 46, "\0" * 45])
def test_what_is_no_sheet_is_refused_in_words(typed):
    with pytest.raises(shares.Mistyped):
        shares.read(typed)


def test_a_group_of_another_sheet_is_found():
    first, second = (shares.written(share).split() for share in shares.split(SECRET)[:2])
    for place in range(9):
        if first[place] != second[place]:
            with pytest.raises(shares.Mistyped, match="không cùng một tờ"):
                shares.read(" ".join([*first[:place], second[place], *first[place + 1 :]]))


def test_sheets_of_two_sets_do_not_go_together():
    first, second = shares.split(SECRET), shares.split(bytes(16))
    assert first[0].of_set != second[0].of_set
    with pytest.raises(shares.Mistyped, match="một bộ"):
        shares.joined([first[0], second[1]])
