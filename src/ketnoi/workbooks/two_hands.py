"""Two of three parts of long work done ahead by a second process, where this one runs nothing else beside.

The first one has what is done to write down, too; so both come to their end together.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Final, TypeVar

from django.db import connection, connections

Part = TypeVar("Part")
Done = TypeVar("Done")
MANY: Final = 5  # parts below which a second process is not worth its start
SHARE: Final = 3  # every third part is done here
_inherited: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []


def each(work: Callable[[Part], Done], parts: Sequence[Part]) -> Iterator[Done]:
    """`work` of every part, in their order; what it answers is carried between processes, so it is plain.

    It may read the database and must not write. Raises what `work` raises. What a second process that was killed has
    not done is done here.
    """
    if len(parts) < MANY or not _may_fork():
        yield from map(work, parts)
        return
    connections.close_all()  # an open database is not to be taken along into another process
    _inherited.append((work, parts))
    second = ProcessPoolExecutor(1, multiprocessing.get_context("fork"), initializer=_end_with_the_first)
    try:
        ahead = {at: second.submit(_inherited_part, at) for at in range(len(parts)) if at % SHARE}
        for at, part in enumerate(parts):
            yield _result(ahead.pop(at), work, part) if at in ahead else work(part)
    finally:
        second.shutdown(cancel_futures=True)
        _inherited.clear()


def _result(ahead: Future[Done], work: Callable[[Part], Done], part: Part) -> Done:
    try:
        return ahead.result()
    except BrokenProcessPool:
        return work(part)


def _inherited_part(at: int) -> Any:
    work, parts = _inherited[-1]
    return work(parts[at])


def _end_with_the_first() -> None:
    """A first process that is killed cannot stop the second, which would wait for more parts for ever."""
    threading.Thread(target=_await_end_of_the_first, daemon=True).start()


def _await_end_of_the_first() -> None:
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)


def _may_fork() -> bool:
    """Another thread's locks would stay locked for ever in a copy of this process, and a transaction be lost."""
    alone = threading.active_count() == 1 and not connection.in_atomic_block
    return alone and hasattr(os, "fork") and (os.cpu_count() or 1) > 1
