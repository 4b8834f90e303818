"""A process that writes until it is killed, and one that looks at what is there: `python -m tests.main.writing VERB`.

It prints a line for everything that was acknowledged, as a browser would have been answered.
"""

from __future__ import annotations

import json
import secrets
import sys

import django

ROWS = 150


def prepare() -> None:
    from tests.activities import worlds

    worlds.build()


def entry(number: int):
    """An entry for the small world that stands in the database."""
    import datetime as dt

    from ketnoi.activities.entry import Entry
    from ketnoi.orgs.models import Unit
    from ketnoi.places.models import Place
    from tests.activities import worlds

    units = {unit.name: unit.pk for unit in Unit.objects.all()}
    return Entry(
        kind=worlds.category("kind", "TT_LONG_GHEP"),
        title=f"Buổi số {number}",
        starts_on=dt.date(2022, 1, 1) + dt.timedelta(days=number % 300),
        lead=units["Hội LHPN xã Minh họa A"],
        partners=(units["Công an xã Minh họa A"],),
        place=Place.objects.filter(name="Xã Minh họa A").get().pk,
        attendance={worlds.category("audience", "HOI_VIEN"): 10},
    )


def record() -> None:
    """Record one activity after another; say each once it is committed."""
    from ketnoi.activities import actions
    from ketnoi.officers.models import Officer

    actor = Officer.objects.get(username="thu.mau")
    number = 0
    while True:
        made = actions.record(entry(number), actor.pk, entry(number).lead)
        number += 1
        _tell([made.pk])


def bring_in() -> None:
    """Bring in one workbook after another, staged and published as on the page; say each once it is published."""
    from ketnoi.activities import importing
    from ketnoi.officers.models import Officer
    from tests.activities.test_import import GOOD, workbook

    actor = Officer.objects.get(username="thu.mau")
    unit = actor.posts.get().unit_id
    plain = {title: text for title, text in GOOD.items() if title not in {"Học sinh", "Nhân dân", "Trong đó nữ"}}
    while True:
        # never the same rows twice: those would be recognised, and bring nothing
        titles = [f"Buổi {secrets.token_hex(6)}" for _number in range(ROWS)]
        file = workbook(*[plain | {"Nội dung": title, "Hội viên, phụ nữ": 10} for title in titles])
        published = importing.publish(importing.check_file(file, actor, unit), actor)
        _tell(list(published.rows.values_list("record", flat=True)))


def _tell(told: object) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def look() -> None:
    """Say what is there: activities, their revisions and facts, and whether figures and journal hold."""
    from ketnoi.activities.models import Activity, Revision
    from ketnoi.audit import journal
    from ketnoi.figures import verify
    from ketnoi.figures.models import Fact

    lines, findings = journal.verify()
    told = {
        "activities": sorted(Activity.objects.values_list("pk", flat=True)),
        "revisions": Revision.objects.count(),
        "attendances": sum(Fact.objects.filter(value=10, first_any=0).values_list("value", flat=True)),
        "differences": verify.run().differences,
        "findings": len(findings),
        "recorded": sum(line["count"] for line in _details("record") if isinstance(line.get("count"), int)),
        "lines": lines,
    }
    _tell(told)


def _details(verb: str):
    from ketnoi.audit.models import Line

    return Line.objects.filter(verb=verb).values_list("detail", flat=True)


if __name__ == "__main__":
    django.setup()
    verbs = {"prepare": prepare, "record": record, "import": bring_in, "look": look}
    verbs[sys.argv[1]]()
