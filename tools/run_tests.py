"""Every test: on SQLite, those that ask a database again on PostgreSQL, and those that drive a browser.

An engine or a browser that is not installed is said in one line and left out; with CI set, that is a failure.
Words after the command go to every run of pytest ("tests/figures -x").
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from ctypes.util import find_library
from pathlib import Path

import postgres

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests import migrated  # found from the root only
from tests.browser import site

from ketnoi.main import config, scratch

Environment = dict[str, str]
# tests of one file stay together: some share a world that takes a while to build
# in the order of tests/conftest.py
PARALLEL = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
# a busy machine is slow, not wrong: no test of a property fails by the clock, and a failure can be repeated
STEADY = ["--hypothesis-profile", "ci"]
DRAWING = ("soffice", "pdftotext")
NO_TESTS = 5  # pytest's answer when everything was deselected: fine for a narrowed run, never for all


def run(title: str, arguments: list[str], **environment: str) -> int:
    """One run of pytest; answers 0 when it is well."""
    print(f"\n== {title}", flush=True)
    clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "pytest", *STEADY, *arguments, *sys.argv[1:]]
    code = subprocess.run(command, env=clean | environment, check=False).returncode
    return 0 if code == NO_TESTS and sys.argv[1:] else code


def absent(what: str) -> int:
    """Say what is left out; with CI set nothing may be."""
    print(f"\n== {what}", flush=True)
    return 1 if os.environ.get("CI") else 0


@contextmanager
def cluster() -> Iterator[Environment]:
    """A cluster with a migrated database to be copied; nothing where PostgreSQL is not installed."""
    folder = postgres.binaries()
    if folder is None:
        yield {}
        return
    with postgres.cluster(folder) as address:
        name = scratch.fresh_name("template")
        scratch.create(address, name)
        migrated.migrate(scratch.address(address, name))
        yield {"DATABASE_URL": address, migrated.TEMPLATE: name}


def on_postgresql(environment: Environment) -> int:
    if not environment:
        return absent("PostgreSQL is not installed: its run is left out.")
    return run("PostgreSQL", ["-m", "not browser and not once and not office", *PARALLEL], **environment)


@contextmanager
def served() -> Iterator[Environment]:
    """A site for the browser's tests; nothing where Chromium is not installed."""
    if shutil.which("chromium") is None:
        yield {}
        return
    with site.for_all() as environment:
        yield environment


def in_browser(environment: Environment) -> int:
    if not environment:
        return absent("Chromium is not installed: the browser's tests are left out.")
    words = ["-m", "browser", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    return run("Chromium, on SQLite", words, **environment)


def on_sqlite() -> int:
    """The first pass; the only one that draws pages, because LibreOffice is slow and knows no engine."""
    missing = [name for name in DRAWING if shutil.which(name) is None]
    if find_library("pango-1.0") is None:
        missing.append("Pango")
    code = absent(f"{', '.join(missing)} not installed: measured pages are left out.") if missing else 0
    left_out = " and not office" if missing else ""
    return run("SQLite", ["-m", f"not postgres and not browser{left_out}", *PARALLEL]) or code


def main() -> int:
    """Run all three, also after a failure, so that one run tells everything.

    What the second and the third begin with is made while the one before runs: else one core would wait for the other.
    """
    config.load()  # keys are made here, not by several processes at once
    with ExitStack() as kept, ThreadPoolExecutor(1) as ahead:
        database = ahead.submit(kept.enter_context, cluster())
        codes = [on_sqlite()]
        demo = ahead.submit(kept.enter_context, served())
        codes += [on_postgresql(database.result()), in_browser(demo.result())]
    print("\n== all well" if not any(codes) else "\n== FAILED", flush=True)
    return max(map(abs, codes))


if __name__ == "__main__":
    sys.exit(main())
