"""What sealing costs: fields a second, and rows saved and opened, beside the same as plain JSON. SQLite; no target."""

from __future__ import annotations

import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from benchmarks.baselines import plain_json  # noqa: E402
from benchmarks.measures import Measure, hand_over, in_turns, tell  # noqa: E402
from benchmarks.names import invented  # noqa: E402
from ketnoi.audit import journal  # noqa: E402
from ketnoi.main.proving import sealed_rows  # noqa: E402
from ketnoi.main.proving.sealed_rows import Card  # noqa: E402
from ketnoi.vault import aead, freshness, keys  # noqa: E402

FIELDS, ROWS, WRITTEN = 20_000, 2_000, 200


def persons(count: int) -> list[dict[str, str]]:
    return [{"name": name, "alias": f"Bé {number}"} for number, name in enumerate(invented(count, 1))]


def write(told: list[dict[str, str]]) -> None:
    """As an action does it: keys, rows, and one line of the journal that takes those of the rows along."""
    with transaction.atomic():
        for key, person in zip(keys.new_many("card", len(told)), told, strict=True):
            Card(data_key=key, **person).save()
        journal.write("open", "bench", len(told))


def read() -> int:
    """As a search does it: the versions of all rows checked at once, then every name opened."""
    rows = list(Card.objects.all()[:ROWS])
    freshness.check(rows)
    return sum(len(row.name.open()) for row in rows)


def fields() -> list[Measure]:
    key, names = aead.new_key(), invented(FIELDS, 2)
    clear = [name.encode() for name in names]
    closed = [aead.sealed(key, b"place", name) for name in clear]
    plain = [f'"{name}"'.encode() for name in names]
    sealing = in_turns(
        lambda: [aead.sealed(key, b"place", name) for name in clear],
        lambda: plain_json.dumped(names),
        7,
        time.process_time,
    )
    opening = in_turns(
        lambda: [aead.opened(key, b"place", one) for one in closed],
        lambda: plain_json.loaded(plain),
        7,
        time.process_time,
    )
    for what, (ours, _theirs) in (("sealed", sealing), ("opened", opening)):
        tell(f"fields {what} a second: {FIELDS / ours * 1000:,.0f}")
    return [
        Measure("V1", f"{FIELDS} values sealed, beside written as JSON", *sealing, None),
        Measure("V2", f"{FIELDS} values opened, beside read as JSON", *opening, None),
    ]


def rows() -> list[Measure]:
    some = persons(WRITTEN)
    saving = in_turns(lambda: write(some), lambda: plain_json.write(some), 5, time.process_time)
    already = WRITTEN * 6  # written by the turns above, and by the one that did not count
    write(persons(ROWS - already))
    plain_json.write(persons(ROWS - already))
    opening = in_turns(read, plain_json.read, 7, time.process_time)
    return [
        Measure("V3", f"{WRITTEN} sealed persons saved and journalled, beside plain rows", *saving, None),
        Measure("V4", f"names of {ROWS} persons checked and opened, beside plain rows", *opening, None),
    ]


def main() -> None:
    call_command("migrate", verbosity=0)
    sealed_rows.make_tables()
    plain_json.make_table()
    hand_over([*fields(), *rows()])


if __name__ == "__main__":
    main()
