"""Every test: on SQLite, those that ask a database again on PostgreSQL, and those that drive a browser.

An engine or a browser that is not installed is said in one line and left out; with CI set, that is a failure.
Words after the command go to every run of pytest ("tests/figures -x").
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

import postgres

sys.path.insert(0, str(Path(__file__).parent.parent))

# tests of one file stay together: some share a world that takes a while to build
PARALLEL = ["-n", "2", "--dist", "loadfile"]
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


def on_postgresql() -> int:
    folder = postgres.binaries()
    if folder is None:
        return absent("PostgreSQL is not installed: its run is left out.")
    with postgres.cluster(folder) as address:
        return run("PostgreSQL", ["-m", "not browser and not once and not office", *PARALLEL], DATABASE_URL=address)


def in_browser() -> int:
    if shutil.which("chromium") is None:
        return absent("Chromium is not installed: the browser's tests are left out.")
    from tests.browser import site  # found from the root only

    with site.for_all() as environment:
        return run(
            "Chromium, on SQLite",
            ["-m", "browser", "-n", "2", "--dist", "loadgroup", "--no-loadscope-reorder"],
            **environment,
        )


def on_sqlite() -> int:
    """The first pass; the only one that draws pages, because LibreOffice is slow and knows no engine."""
    missing = [name for name in DRAWING if shutil.which(name) is None]
    if find_library("pango-1.0") is None:
        missing.append("Pango")
    code = absent(f"{', '.join(missing)} not installed: measured pages are left out.") if missing else 0
    left_out = " and not office" if missing else ""
    return run("SQLite", ["-m", f"not postgres and not browser{left_out}", *PARALLEL]) or code


def main() -> int:
    """Run all three, also after a failure, so that one run tells everything."""
    codes = [
        on_sqlite(),
        on_postgresql(),
        in_browser(),
    ]
    print("\n== all well" if not any(codes) else "\n== FAILED", flush=True)
    return max(map(abs, codes))


if __name__ == "__main__":
    sys.exit(main())
