"""Everything that can be said about the code without running it; all of it, also after something failed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
LONGEST = 400  # lines of a file
SUFFIXES = {".py", ".html", ".css", ".js"}


def tracked() -> list[Path]:
    """Files in the repository, those not committed yet too."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def too_long() -> bool:
    """Name the files that hold more than one thing."""
    found = []
    for path in tracked():
        if path.suffix in SUFFIXES and "migrations" not in path.parts:
            lines = len(path.read_text(encoding="utf-8").splitlines())
            found += [f"{path.relative_to(ROOT)}: {lines} lines, at most {LONGEST}"] * (lines > LONGEST)
    print("\n".join(found) or "no file is too long")
    return bool(found)


def failed(title: str, *command: str) -> bool:
    print(f"\n== {title}", flush=True)
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "ketnoi.main.settings"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0


def main() -> int:
    templates = [str(path.relative_to(ROOT)) for path in tracked() if "templates" in path.parts]
    bad = [
        failed("style", str(BIN / "ruff"), "check", "."),
        failed("layout", str(BIN / "ruff"), "format", "--check", "."),
        failed("types", str(BIN / "mypy"), "-p", "ketnoi"),
        failed("borders between rooms", str(BIN / "lint-imports"), "--no-cache"),
        failed("templates", str(BIN / "djade"), "--check", "--target-version", "5.2", *templates),
        failed("migrations", sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"),
        too_long(),
    ]
    print("\n== all well" if not any(bad) else "\n== FAILED", flush=True)
    return int(any(bad))


if __name__ == "__main__":
    sys.exit(main())
