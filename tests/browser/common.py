"""What one process of a test run works out for all of them."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

REST = 0.2


def folder(factory: Any) -> Path:
    """A folder that all processes of this run know; `factory` is pytest's `tmp_path_factory`."""
    own: Path = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def once(file: Path, work: Callable[[], Any]) -> Any:
    """What `work` answers (as JSON keeps it), done by whoever comes first; the others wait for it.

    Where the first one fails, the next tries for itself.
    """
    claim = file.with_suffix(".claim")
    while not file.exists():
        try:
            claim.touch(exist_ok=False)
        except FileExistsError:
            time.sleep(REST)
            continue
        try:
            if not file.exists():  # whoever came first may have ended just now
                _put(file, work())
        finally:
            claim.unlink()
    return json.loads(file.read_text(encoding="utf-8"))


def pile(file: Path, total: int, each: int) -> Iterator[range]:
    """Numbers below `total`, `each` at a time, that no other process took; `file` tells how many are gone."""
    begun = 0
    while begun < total:
        with alone(file) as counter:
            begun = int(counter.read() or 0)
            counter.seek(0)
            counter.write(str(begun + each))
        yield range(begun, min(begun + each, total))


@contextmanager
def alone(file: Path) -> Iterator[TextIO]:
    """The file, open at its beginning, while no other process has it."""
    file.touch()
    with file.open("r+") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield opened


def _put(file: Path, answer: Any) -> None:
    """All at once: nobody reads half of it."""
    new = file.with_suffix(".new")
    new.write_text(json.dumps(answer), encoding="utf-8")
    new.rename(file)
