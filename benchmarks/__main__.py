"""`make bench`: every target, both sides and their ratio; all of it also as JSON in the data folder.

RECORDS=10000000 asks for ten million records (70 million facts, about 30 GB) instead of one million.
PARTS="product" leaves the ledger out; PARTS="ledger" the rest; PARTS="lists" is lists over as many records;
PARTS="periods" is a month that every commune of the country confirms; PARTS="journal" what the journal costs;
PARTS="sealing" what sealed fields cost; PARTS="people" is finding a person by name (NAMES=100000: in a smaller
naive table); PARTS="need_to_know" what the policy costs over PROTECTED records (200,000 unless said).
PARTS="practices" is the library of 20,000 practices; PARTS="works" the boards of 200 units.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import postgres

from benchmarks.measures import HEAD, Measure

ROOT = Path(__file__).parent.parent
EVERY = "ledger product lists imports periods journal sealing people need_to_know practices works"


def run(part: str, folder: Path, **environment: str) -> list[Measure]:
    """One part in a process of its own, with data and keys of its own."""
    results = folder / f"{part}.json"
    own = {
        "KETNOI_DATA": str(folder / "data"),
        "KETNOI_KEYS": str(folder / "keys"),
        "KETNOI_ENV": "local",
        "DJANGO_SETTINGS_MODULE": "ketnoi.main.settings",
        "RESULTS": str(results),
    }
    clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    subprocess.run([sys.executable, "-m", f"benchmarks.{part}"], cwd=ROOT, env=clean | own | environment, check=True)
    return [Measure(**one) for one in json.loads(results.read_text(encoding="utf-8"))]


def ledger(folder: Path) -> list[Measure]:
    found = postgres.binaries()
    if found is None:
        print("PostgreSQL is not installed: T1, T2 and T3 are left out.", flush=True)
        return []
    with postgres.cluster(found) as address:
        return run("ledger", folder, DATABASE_URL=address)


def journal(folder: Path) -> list[Measure]:
    """On PostgreSQL, which lets in several writers at a time."""
    return on_postgres("journal", folder, "the journal's cost")


def people(folder: Path) -> list[Measure]:
    """On PostgreSQL, which its baseline needs."""
    return on_postgres("people", folder, "T10")


def need_to_know(folder: Path) -> list[Measure]:
    """On PostgreSQL, as a province runs it."""
    return on_postgres("need_to_know", folder, "need to know at case size")


def on_postgres(part: str, folder: Path, what: str) -> list[Measure]:
    """In a database of its own."""
    found = postgres.binaries()
    if found is None:
        print(f"PostgreSQL is not installed: {what} is left out.", flush=True)
        return []
    folder.mkdir()
    with postgres.cluster(found) as address:
        return run(part, folder, DATABASE_URL=address)


def lists(folder: Path) -> list[Measure]:
    """In a database of its own; its baseline needs Django's admin."""
    folder.mkdir()
    return run("lists", folder, DJANGO_SETTINGS_MODULE="benchmarks.baselines.admin_settings")


def alone(part: str, folder: Path) -> list[Measure]:
    """In a database and with keys of its own."""
    folder.mkdir()
    return run(part, folder)


def main() -> int:
    """Print the table; answers 1 when a target is missed."""
    wanted = os.environ.get("PARTS", EVERY).split()
    with tempfile.TemporaryDirectory(prefix="ketnoi-bench-") as name:
        folder = Path(name)
        measures = ledger(folder) if "ledger" in wanted else []
        measures += run("product", folder) if "product" in wanted else []
        measures += lists(folder / "lists") if "lists" in wanted else []
        measures += alone("imports", folder / "imports") if "imports" in wanted else []
        measures += alone("periods", folder / "periods") if "periods" in wanted else []
        measures += journal(folder / "journal") if "journal" in wanted else []
        measures += alone("sealing", folder / "sealing") if "sealing" in wanted else []
        measures += people(folder / "people") if "people" in wanted else []
        measures += need_to_know(folder / "need_to_know") if "need_to_know" in wanted else []
        measures += alone("practices", folder / "practices") if "practices" in wanted else []
        measures += alone("works", folder / "works") if "works" in wanted else []
    print("\n".join([HEAD, *(one.line() for one in measures)]))
    _keep(measures)
    return int(not all(one.met for one in measures))


def _keep(measures: list[Measure]) -> None:
    data = Path(os.environ.get("KETNOI_DATA") or "var")
    data.mkdir(parents=True, exist_ok=True)
    rows = [vars(one) | {"ratio": one.ratio, "met": one.met} for one in measures]
    told = {
        "machine": f"{os.cpu_count()} cores, {platform.platform()}",
        "python": platform.python_version(),
        "measures": rows,
    }
    path = data / "bench.json"
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
    print(f"\n{path}")


if __name__ == "__main__":
    sys.exit(main())
