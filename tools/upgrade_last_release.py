"""Make a database with the last release's code and bring it up with today's: nobody's data may be left behind.

Says so and does nothing where nothing was released yet.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def last_release() -> str:
    """The highest version tag before the commit that is being checked; empty where there is none.

    A copy of the repository may come without its tags: the changelog names each release's commit, too.
    """
    own = set(git("tag", "--points-at", "HEAD").split())
    tags = [tag for tag in git("tag", "--list", "v*", "--sort=-v:refname").split() if tag not in own]
    named = re.findall(r"^## \[\d.*\(([0-9a-f]{7,40})\)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    head = git("rev-parse", "HEAD")
    return next((one for one in (*tags, *named) if not head.startswith(one)), "")


def is_here(commit: str) -> bool:
    """Is it in this copy of the repository, and not cut off?"""
    return (
        subprocess.run(
            ["git", "cat-file", "-e", f"{commit}^{{commit}}"], cwd=ROOT, check=False, capture_output=True
        ).returncode
        == 0
    )


def run(source: Path, folder: Path, module: str, *words: str) -> None:
    """Run a module with one release's code on the database in `folder`."""
    environment = os.environ | {
        "PYTHONPATH": str(source / "src"),
        "DJANGO_SETTINGS_MODULE": "ketnoi.main.settings",
        "KETNOI_DATA": str(folder / "data"),
        "KETNOI_KEYS": str(folder / "keys"),
    }
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-m", module, *words], env=environment, cwd=folder, check=True)


def main() -> int:
    tag = last_release()
    if not tag:
        print("== upgrade: nothing was released yet")
        return 0
    if not is_here(tag):
        print(f"== upgrade: this copy of the repository ends before {tag}; left out")
        return int(git("rev-parse", "--is-shallow-repository") != "true")
    print(f"== upgrade from {tag}", flush=True)
    with tempfile.TemporaryDirectory(prefix="ketnoi-upgrade-") as name:
        folder = Path(name)
        old = folder / "old"
        git("worktree", "add", "--detach", str(old), tag)
        try:
            run(old, folder, "ketnoi.main.cli", "demo")
            run(ROOT, folder, "django", "migrate", "--verbosity=0")
            run(ROOT, folder, "ketnoi.main.cli", "figures", "verify")
            run(ROOT, folder, "ketnoi.main.cli", "audit", "verify")
        finally:
            git("worktree", "remove", "--force", str(old))
    return 0


if __name__ == "__main__":
    sys.exit(main())
