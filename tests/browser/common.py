"""What one process of a test run works out for all of them."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


def _put(file: Path, answer: Any) -> None:
    """All at once: nobody reads half of it."""
    new = file.with_suffix(".new")
    new.write_text(json.dumps(answer), encoding="utf-8")
    new.rename(file)
