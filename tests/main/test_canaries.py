"""The search for what should not be there finds it in every spelling, and nothing where there is nothing."""

import base64
import codecs
import io
import random
import unicodedata
import zipfile

import pytest

from ketnoi.main.proving import canaries

WORD = "Đbcữghoàklquýmn"
SEARCHED = canaries.needles(WORD)


@pytest.mark.parametrize(
    "left",
    [
        WORD,
        "ĐBCỮGHOÀKLQUÝMN",
        "đbcữghoàklquýmn",
        "dbcughoaklquymn",
        "DBCUGHOAKLQUYMN",
        "Đbcữghòaklqúymn",
        unicodedata.normalize("NFD", WORD),
        unicodedata.normalize("NFD", WORD.upper()),
    ],
)
@pytest.mark.parametrize(
    "way",
    [
        str.encode,
        lambda left: left.encode("utf-16-le"),
        lambda left: left.encode("utf-16-be"),
        lambda left: left.encode().hex().encode(),
        lambda left: left.encode().hex().upper().encode(),
        lambda left: base64.b64encode(left.encode()),
        lambda left: base64.b64encode(b"x" + left.encode() + b"yz"),
        lambda left: base64.urlsafe_b64encode(b"xy" + left.encode()),
        lambda left: base64.b64encode(left.encode("utf-16-le")),
        lambda left: codecs.encode(left, "unicode_escape"),
        lambda left: left.encode("ascii", "xmlcharrefreplace"),
    ],
)
def test_a_word_that_was_left_is_found(left, way):
    assert canaries.found(b"abc " + way(left) + b" def", SEARCHED)


def test_a_word_in_a_packed_file_is_found():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.xml", f"<w>{WORD}</w>" * 40)
    assert WORD.encode() not in packed.getvalue()
    assert canaries.found(packed.getvalue(), SEARCHED)


def test_nothing_is_found_where_nothing_is():
    chance = random.Random(1)
    other = canaries.word(chance)
    assert other != canaries.word(chance)
    assert canaries.found(chance.randbytes(200_000) + other.encode(), SEARCHED) == []
    assert canaries.found(b"PK\3\4 no archive", SEARCHED) == []
    assert min(len(needle) for needle in SEARCHED) >= 12
