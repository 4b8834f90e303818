"""One proof in a process of its own: `python -m ketnoi.main.proving P6 SIZE SEED`; prints the outcome as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import django


def main(code: str, size: str, seed: str) -> None:
    """Try it in the installation that the environment names: a scratch one."""
    django.setup()
    from ketnoi.main.proving import promises
    from ketnoi.main.proving.promise import run_once

    found = run_once(promises.proofs()[code], int(size), int(seed))
    sys.stdout.write("\n" + json.dumps(asdict(found), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
