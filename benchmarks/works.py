"""T4: boards, lists, years and the map of the works that 200 units register in a year; on SQLite.

UNITS communes (200 unless said), each with PER_UNIT works a year in two years, three of four agreed to.
"""

from __future__ import annotations

import datetime as dt
import os
from itertools import cycle

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks import handlers  # noqa: E402
from benchmarks.measures import Measure, hand_over, tell  # noqa: E402
from ketnoi.figures import catalogue  # noqa: E402
from ketnoi.main import ground  # noqa: E402
from ketnoi.officers import actions as officers  # noqa: E402
from ketnoi.officers.enums import Role  # noqa: E402
from ketnoi.officers.models import Officer  # noqa: E402
from ketnoi.orgs.models import Level, Unit  # noqa: E402
from ketnoi.works import actions, judging  # noqa: E402
from ketnoi.works.entry import Entry  # noqa: E402
from ketnoi.works.models import Work  # noqa: E402

UNITS = int(os.environ.get("UNITS", "200"))
PER_UNIT, YEARS = 10, (2025, 2026)


def fill() -> Officer:
    """Works of the first communes; answers a recorder of the centre, who sees all of them."""
    home = Unit.objects.get(level=Level.CENTRE, agency__code="hoi", valid_to=None)
    recorder = officers.add_officer("cong.trinh", None, "Người Mẫu")
    officers.give_post(recorder, home.pk, Role.RECORDER, actor=None)
    communes = Unit.objects.filter(level=Level.COMMUNE, agency__code="hoi", valid_to=None)
    units = list(communes.order_by("province", "pk")[:UNITS])
    for year in YEARS:
        for unit in units:
            made = actions.register_many(_of(unit, year), recorder.pk, unit.pk)
            judging.agree_many([work.pk for work in made[: PER_UNIT * 3 // 4]], recorder.pk, home.pk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    tell(f"works: {Work.objects.count()} of {len(units)} units")
    return recorder


def _of(unit: Unit, year: int) -> list[Entry]:
    fields = [one.pk for one in catalogue.categories("work") if one.code.startswith("LV_")]
    day = dt.date(year, 8, 1)  # after the communes of 2025 came into being
    titles = [f"Tuyến ngõ mẫu {number}" for number in range(PER_UNIT)]
    return [
        Entry(unit.pk, "cong_trinh", kind, title, year, day, place=unit.place_id)
        for kind, title in zip(cycle(fields), titles, strict=False)
    ]


def pages(recorder: Officer) -> list[Measure]:
    """Each against a bare page with one query."""
    asked = {
        "board": "/cong-trinh/bang/",
        "list": "/cong-trinh/",
        "map": "/cong-trinh/ban-do/",
        "years of one unit": "/cong-trinh/theo-nam/",
        "one work": f"/cong-trinh/{Work.objects.latest('pk').uuid}/",
    }
    return handlers.typical(recorder, {f"works of {UNITS} units, {told}": address for told, address in asked.items()})


def main() -> None:
    """Fill an empty database, measure."""
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("collectstatic", interactive=False, verbosity=0, skip_checks=True)
    ground.lay()
    hand_over(pages(fill()))


if __name__ == "__main__":
    main()
