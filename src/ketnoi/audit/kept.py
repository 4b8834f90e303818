"""What was worked out from the database and stays good until somebody writes: kept in this process, never stale.

Every write leaves a line in the journal, and a line that tells of a change moves its chain's `changed` on, in the same
transaction. The sum over all chains is the database's edition: equal editions, equal contents. What is asked under an
edition is kept under it; the next write, anywhere, makes a new edition, and nothing old is ever found again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from django.db import connection
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ketnoi.audit import moments
from ketnoi.audit.models import Head

Found = TypeVar("Found")
MINUTE = 60 * 1_000_000  # microseconds
ROOM = 500  # answers at once; the one asked for longest ago makes room
_answers: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()  # {what was asked: (edition, what was found)}
_lock = threading.Lock()
_keeping: ContextVar[bool] = ContextVar("keeping", default=False)
_asked: ContextVar[list[int] | None] = ContextVar("edition", default=None)


class NeverKept(Exception):
    """What would be kept depends on more than the database: on the moment, on a session, on a key."""


def once(key: Hashable, work: Callable[[], Found]) -> Found:
    """What `work` finds, worked out once for this key, day and edition of the database.

    `key` names everything else the answer depends on: the page, what was asked, and whose answer it is where readers
    see different things. What is kept must not be changed by whoever gets it. The edition is asked before the work
    begins, so that an answer may be newer than its key, and is never older. What is found in a transaction is not kept.

    Raises NeverKept where the work asks for protected records: who may see them ends by the clock, without a write.
    """
    token = _keeping.set(True)
    try:
        return _found(("day", timezone.localdate(), key), work)
    finally:
        _keeping.reset(token)


def for_a_minute(key: Hashable, work: Callable[[], Found]) -> Found:
    """What `work` finds where it depends on the moment and on need to know: kept for this minute and this edition.

    `key` must hold the reader: the officer, his posts, and whether the session has a second factor. Keep counts, and
    nothing of what is counted. Raises NeverKept inside of `once`, which would keep it for longer.
    """
    refuse()
    return _found(("minute", moments.now() // MINUTE, key), work)


def _found(asked: Hashable, work: Callable[[], Found]) -> Found:
    now = edition()
    with _lock:
        of, known = _answers.get(asked, (None, None))
        if of == now:
            _answers.move_to_end(asked)
            return cast(Found, known)
    found = work()
    if not _writing():
        _keep(asked, now, found)
    return found


def refuse() -> None:
    """Called by whatever must not be kept for a day, as it is asked. Raises NeverKept inside of `once`."""
    if _keeping.get():
        raise NeverKept("A protected record was asked for in what is kept: grants and glasses end without a write.")


def _keep(asked: Hashable, of: int, found: object) -> None:
    """In place of what was found in an earlier edition."""
    with _lock:
        _answers[asked] = (of, found)
        _answers.move_to_end(asked)
        while len(_answers) > ROOM:
            _answers.popitem(last=False)


def _writing() -> bool:
    """Whether rows may be seen here that nobody else sees yet, or ever will; a test's own frame is none of it."""
    return not all(getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)


def edition() -> int:
    """The database as it is now: a number that every change makes greater. A page asks it once."""
    asked = _asked.get()
    if asked:
        return asked[0]
    found = Head.objects.aggregate(total=Sum("changed"))["total"] or 0
    if asked is not None:
        asked.append(found)
    return found


def page() -> object | None:
    """The page being made, as something to tell it from others by; None where none is made."""
    return _asked.get()


def written() -> None:
    """Something was written: what this page asks from here on, it asks anew."""
    asked = _asked.get()
    if asked is not None:
        asked.clear()


def forget() -> None:
    """Begin empty: after something was changed past the journal, as only a repair by hand and a test's world do."""
    with _lock:
        _answers.clear()


@contextmanager
def one_edition() -> Iterator[None]:
    """Everything asked inside is asked of one edition, until something is written."""
    token = _asked.set([])
    try:
        yield
    finally:
        _asked.reset(token)


class EditionMiddleware:
    """A page is made of one edition."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_edition():
            return self.get_response(request)
