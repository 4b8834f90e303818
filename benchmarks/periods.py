"""T4 where every commune of the country confirms a month: who has not, who was late, what changed afterwards.

On SQLite with today's units of the whole country. What is measured is compared with what was made before.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks import country, handlers  # noqa: E402
from benchmarks.country import Country  # noqa: E402
from benchmarks.measures import Measure, hand_over, in_turns, tell  # noqa: E402
from benchmarks.pages import REPEATS, TYPICAL  # noqa: E402
from ketnoi.audit import kept  # noqa: E402
from ketnoi.orgs.models import Unit  # noqa: E402

CHANGED, MISSING = "tinh-trang=da-thay-doi", "tinh-trang=chua-gui"


def truth(month: Country, asks: dict[str, handlers.Ask], address: str) -> None:
    """The page counts what was made; what was put right after confirming shows, and nothing else does."""
    centre = asks["the centre"](address)[1].decode()
    numbers = [int(text.replace(".", "")) for text in re.findall(r'class="num">([\d.]+)', centre)]
    confirmed = len(month.communes) - len(month.missing)
    assert numbers == [confirmed, confirmed - len(month.late), len(month.late), len(month.missing)], numbers
    wanted = Counter(one.province for one in month.communes if one.pk in month.changed)
    told = re.findall(rf"tinh=(\d+)&amp;{CHANGED}.*?</span>([\d.]+)</a>", centre)
    assert {int(code): int(number) for code, number in told} == wanted, told
    for province in wanted:
        listed = asks["the centre"](f"{address}?tinh={province}&{CHANGED}")[1].decode()
        found = {int(pk) for pk in re.findall(rf'href="{address}(\d+)/"', listed)}
        assert found == {one.pk for one in month.communes if one.province == province and one.pk in month.changed}


def measures(month: Country) -> Iterator[Measure]:
    """What the centre, the busiest province and a commune that changed something see; CPU against a bare page."""
    busy = Counter(one.province for one in month.communes).most_common()
    commune = next(one for one in month.communes if one.pk in month.changed and one.province == busy[0][0])
    provinces = {one.province: one for one in Unit.objects.filter(pk__in={one.parent_id for one in month.communes})}
    where = {"the centre": month.regime.under, "a province": provinces[busy[0][0]], "a commune": commune}
    asks = {name: handlers.product(country.reader(f"xem.{n}", unit)) for n, (name, unit) in enumerate(where.items())}
    address = reverse("periods:period", args=[month.regime.code, month.span.start])
    truth(month, asks, address)
    tell("every number as made; T4 …")
    bare, one = handlers.bare(), f"/{commune.pk}/"
    for name, who, path in _pages(address, busy[0][0], commune):
        yield from _page(f"{who}: {name}", partial(_opened, asks[who], path), partial(bare, one))
    moved = {one.province for one in month.communes if one.pk in month.changed}  # where there is as much to be asked
    most, least = (next(pair for pair in order if pair[0] in moved) for order in (busy, busy[::-1]))
    few, many = (partial(_opened, asks["the centre"], f"{address}?tinh={code}") for code, _ in (least, most))
    name = f"queries for a province of {most[1]} communes, for one of {least[1]}"
    yield Measure("T4", name, _queries(many), _queries(few), 1, "")


def _pages(address: str, province: int, commune: Unit) -> Iterator[tuple[str, str, str]]:
    """What it is, whose, where."""
    yield "how complete a month is", "the centre", address
    yield "the same in one province", "the centre", f"{address}?tinh={province}"
    yield "how complete a month is", "a province", address
    yield "who has not confirmed", "a province", f"{address}?{MISSING}"
    yield "what changed afterwards", "a province", f"{address}?{CHANGED}"
    yield "one commune's month", "a province", f"{address}{commune.pk}/"
    yield "how complete a month is", "a commune", address
    yield "its own month", "a commune", f"{address}{commune.pk}/"
    yield "the form to confirm", "a commune", f"{address}xac-nhan/"
    for who in ("the centre", "a province", "a commune"):
        yield "periods, the index", who, reverse("periods:index")
        yield "today", who, reverse("web:today")


def _opened(ask: handlers.Ask, path: str) -> None:
    status, _content = ask(path)
    assert status == 200, f"{path} answers {status}"


def _anew(page: partial[None]) -> None:
    """As right after a write: nothing is kept."""
    kept.forget()
    page()


def _queries(page: partial[None]) -> int:
    kept.forget()
    with CaptureQueriesContext(connection) as asked:
        page()
    return len(asked)


def _page(name: str, page: partial[None], bare: partial[object]) -> Iterator[Measure]:
    warm = in_turns(page, bare, REPEATS, time.process_time)
    yield Measure("T4", f"{name}: {_queries(page)} queries", *warm, TYPICAL)
    anew = in_turns(partial(_anew, page), bare, REPEATS, time.process_time)
    yield Measure("T4", f"{name}, the first after somebody wrote", *anew, None)


def main() -> None:
    """Make the month, compare, measure."""
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("collectstatic", interactive=False, verbosity=0, skip_checks=True)
    hand_over(list(measures(country.build())))


if __name__ == "__main__":
    main()
