"""T4 and recall: the library of 20,000 practices, searched by what people type; on SQLite.

PRACTICES (20,000 unless said) of 200 made-up units. Recall@10 is told of queries without marks and with one slip.
"""

from __future__ import annotations

import datetime as dt
import os
from random import Random
from urllib.parse import urlencode

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks import handlers, practice_names  # noqa: E402
from benchmarks.measures import Measure, hand_over, tell  # noqa: E402
from ketnoi.officers import actions as officers  # noqa: E402
from ketnoi.officers.enums import Role  # noqa: E402
from ketnoi.officers.models import Officer  # noqa: E402
from ketnoi.orgs import build as orgs  # noqa: E402
from ketnoi.orgs.models import Unit, searchable  # noqa: E402
from ketnoi.practices import library, vocabulary  # noqa: E402
from ketnoi.practices.models import Library, Practice  # noqa: E402

PRACTICES = int(os.environ.get("PRACTICES", "20000"))
UNITS, ASKED, BEST = 200, 400, 10


def fill() -> None:
    """Published practices, spread over units, fields and levels of evidence."""
    agency, dice = orgs.agencies()["hoi"], Random(2)
    units = []
    for number in range(UNITS):
        name = f"Hội mẫu {number}"
        made = Unit.objects.create(agency=agency, level="commune", name=name, folded=searchable(name, ""), province=1)
        Unit.objects.filter(pk=made.pk).update(path=f"{made.pk}.")
        units.append(made.pk)
    fields, evidence = list(vocabulary.names("fields")), list(vocabulary.names("evidence"))
    told = {
        "status": "published",
        "edition": 1,
        "published_on": dt.date(2026, 1, 5),
        "created_by": 1,
        "created_unit": 1,
    }
    rows = [
        Practice(
            unit_id=(unit := dice.choice(units)), contact_id=unit, name=name, field=dice.choice(fields),
            evidence=dice.choice(evidence), problem="Người dân ngại đến trụ sở.", steps="Bước một", **told,
        )
        for name in practice_names.names(PRACTICES)
    ]  # fmt: skip
    Practice.objects.bulk_create(rows, batch_size=1_000)
    Library.objects.create(changed=1)
    officers.give_post(officers.add_officer("thu.vien", None, "Người Mẫu"), units[0], Role.RECORDER, actor=None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def recall() -> None:
    """Of so many practices typed, how many are among the first ten."""
    index = library.index()
    places = {card.id: card.name for card in index.cards}
    for way, told in enumerate(("without marks", "with one slip")):
        dice = Random(5)
        wanted = dice.sample(sorted(places), ASKED)
        found = sum(
            pk in {one.id for one in index.find(practice_names.typed(places[pk], dice)[way])[:BEST]} for pk in wanted
        )
        tell(f"recall@{BEST} of {ASKED} queries {told}: {found / ASKED:.3f}")


def pages() -> list[Measure]:
    """The library and one practice against a bare page with one query."""
    name = library.index().cards[77].name
    asked = {
        "all": "/mo-hinh/",
        "a whole name with a slip": "/mo-hinh/?" + urlencode({"q": practice_names.slipped(name, Random(1))}),
        "two words": "/mo-hinh/?q=tre+em",
        "the commonest word": "/mo-hinh/?q=phong",
        "by evidence and field": "/mo-hinh/?minh_chung=CO_SO_LIEU&linh_vuc=DON_THU",
        "what fits": "/mo-hinh/hop-voi-don-vi/",
        "one practice": f"/mo-hinh/{Practice.objects.earliest('pk').uuid}/",
    }
    told = {f"library of {PRACTICES:,}, {name}": address for name, address in asked.items()}
    return handlers.typical(Officer.objects.get(username="thu.vien"), told)


def main() -> None:
    """Fill an empty database, measure."""
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("collectstatic", interactive=False, verbosity=0, skip_checks=True)
    if not Practice.objects.exists():
        fill()
    recall()
    hand_over(pages())


if __name__ == "__main__":
    main()
