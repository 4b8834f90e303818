"""Heads outside the database: what they show that lines and heads alone cannot."""

import dataclasses

import pytest
from django.db import transaction

from ketnoi.audit import anchors, journal
from ketnoi.audit.models import Check, Head, Line
from ketnoi.audit.verifying import Mark

pytestmark = pytest.mark.django_db
KEY = bytes(32)


@pytest.fixture
def book(tmp_path):
    return anchors.Book(tmp_path / anchors.FILE, KEY)


def write(count=5):
    for number in range(count):
        with transaction.atomic():
            journal.write("record", "proof", number)


def problems(book, *, whole=True):
    return [one.problem for one in anchors.verify(book, whole=whole).findings]


def cut(count):
    """Take the last lines away, and let the head say so: in the database nothing shows."""
    chain = journal._own.chain
    keep = Line.objects.filter(chain=chain).order_by("-seq")[count]
    Line.objects.filter(chain=chain, seq__gt=keep.seq).delete()
    Head.objects.filter(chain=chain).update(seq=keep.seq, hash=keep.hash)


def test_an_anchor_has_every_head_and_is_told_to_the_journal(book):
    write()
    made, checked = anchors.add(book)
    assert (made.number, checked.lines, checked.findings) == (1, 5, ())
    assert sum(mark.seq for mark in made.heads) == 5
    assert Line.objects.get(verb="anchor").object == "1"
    assert book.read() == ([made], [])
    assert book.file.stat().st_mode & 0o077 == 0


def test_a_chain_cut_short_with_its_head_shows(book):
    write()
    anchors.add(book)
    cut(2)  # the anchor's own line and the last of those that it knows of
    assert journal.verify() == (4, [])
    assert problems(book) == ["mốc đã ghi không còn dòng"]
    assert problems(book, whole=False) != []
    assert anchors.add(book)[0] is None
    assert len(book.read()[0]) == 1


def test_what_came_after_the_last_anchor_can_be_cut_and_no_more(book):
    write()
    anchors.add(book)
    write(3)
    cut(3)
    assert problems(book) == []


def test_from_the_last_anchor_on_only_what_is_new_is_read(book):
    write(6)
    anchors.add(book)
    write(4)
    assert anchors.verify(book, whole=False).lines == 5
    assert anchors.verify(book).lines == 11
    assert list(Check.objects.order_by("pk").values_list("lines", "anchors", "findings", "whole")) == [
        (6, 0, 0, False),
        (5, 1, 0, False),
        (11, 1, 0, True),
    ]


def test_an_older_line_is_found_by_the_whole_walk(book):
    write()
    anchors.add(book)
    Line.objects.filter(seq=2, chain=journal._own.chain).update(actor=9)
    assert problems(book, whole=False) == []
    assert problems(book) == ["nội dung đã bị sửa"]


def forged(book):
    """The next anchor as somebody makes it who has the file and not the key."""
    last = book.read()[0][-1]
    bare = anchors.Anchor(last.number + 1, last.at, last.heads, last.mac)
    return dataclasses.replace(bare, mac=anchors.Book(book.file, bytes([1]) * 32).mac(bare))


@pytest.mark.parametrize("harm", ["edit", "first", "last", "swap", "forge", "rubbish"])
def test_anchors_that_were_tampered_with(book, harm):
    for _round in range(3):
        write(2)
        anchors.add(book)
    lines = book.file.read_text().splitlines(keepends=True)
    harmed = {
        "edit": [lines[0], lines[1].replace('"number":2', '"number":7'), lines[2]],
        "first": lines[1:],
        "last": lines[:2],
        "swap": [lines[0], lines[2], lines[1]],
        "forge": [*lines, forged(book).line() + "\n"],
        "rubbish": [*lines, "không phải mốc\n"],
    }[harm]
    book.file.write_text("".join(harmed))
    assert problems(book)


def test_paper_needs_neither_file_nor_key(book):
    write()
    paper = anchors.add(book)[0].paper()
    write(2)
    assert anchors.held(paper)
    assert not anchors.held(paper[:-1] + ("0" if paper[-1] != "0" else "1"))
    cut(4)
    assert not anchors.held(paper)


@pytest.mark.parametrize("wrong", ["MOC", "MOC 1 2 x y", "KHAC 1 2 0:1 AAAA", f"MOC 1 2 0:{10**20} AAAA"])
def test_what_is_no_anchor_on_paper_is_refused(wrong):
    with pytest.raises(ValueError, match=wrong[:3]):
        anchors.held(wrong)


def test_an_anchor_is_due_when_there_is_something_and_some_time_has_passed(book):
    now = 2**60
    assert not anchors.is_due(book, now)
    write()
    assert anchors.is_due(book, now)
    anchors.add(book)
    assert not anchors.is_due(book, now)
    write(1)
    assert anchors.is_due(book, now)
    assert not anchors.is_due(book, book.file.stat().st_mtime_ns // 1000 + anchors.EVERY - 1)


def test_the_last_anchor_is_found_in_a_long_file(book):
    assert book.last() is None
    for _round in range(25):  # longer than what is read of it
        book.add(1, [Mark(chain, 10**9, "0" * 64) for chain in range(8)])
    assert book.file.stat().st_size > anchors.LONGEST
    assert book.last().number == 25


def test_the_key_is_the_owner_s_and_never_made_anew_beside_anchors(settings, tmp_path):
    own = {name: tmp_path / name for name in ("keys", "anchors")}
    own["keys"].mkdir()
    settings.CONFIG = dataclasses.replace(settings.CONFIG, **own)
    write(1)
    assert anchors.add(anchors.book())[0]
    assert anchors.verify(anchors.book()).findings == ()
    key = own["keys"] / anchors.KEY
    assert key.stat().st_mode & 0o077 == 0
    key.unlink()
    with pytest.raises(anchors.NoKey):
        anchors.book()
    kept = anchors.set_aside()
    assert kept.exists()
    assert anchors.book().read() == ([], [])
