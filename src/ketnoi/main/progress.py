"""Progress on the terminal's error stream: a bar where somebody watches, one line where it goes to a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Never

import click
from tqdm import tqdm


def bar(what: str, total: int | None = None, unit: str = "") -> tqdm[Never]:
    """A progress bar; call its `update(n)`."""
    watched = sys.stderr.isatty()
    return tqdm(desc=what, total=total, unit=f" {unit}", file=sys.stderr, disable=not watched, leave=False)


@contextmanager
def told(what: str) -> Iterator[None]:
    """Say that something longer begins, and that it is done."""
    click.echo(f"{what} …", nl=False, err=True)
    yield
    click.echo(" xong", err=True)


@contextmanager
def steps(what: str) -> Iterator[Callable[[str, int, int], None]]:
    """A bar for work of several parts; call what it gives with the part, how much of it is done, and of how much."""
    click.echo(f"{what} …", err=True)
    with bar(what) as shown:

        def step(part: str, done: int, total: int) -> None:
            shown.set_description(part, refresh=False)
            shown.total, shown.n = total, done
            shown.update(0)
            shown.refresh()

        yield step
    click.echo(f"{what}: xong", err=True)
