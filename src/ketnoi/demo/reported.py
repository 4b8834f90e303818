"""What heads of villages reported by a link: some wait to be confirmed, one was turned down, one link went unused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from random import Random

from ketnoi.activities import link_actions
from ketnoi.demo import agenda
from ketnoi.demo.agenda import Event
from ketnoi.figures import catalogue
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit

FIRST = dt.date(2026, 3, 2)
LIVES = 30  # days
TURNED_DOWN = "Trùng với phiếu Công an xã đã ghi"
# (days after the first, office and place, what about, where, {audience: how many}, women, whether it was turned down)
REPORTS = (
    (
        0,
        "Trưởng bản Mẫu Một",
        "Phòng, chống lừa đảo qua mạng",
        "nhà văn hóa bản",
        {"HOI_VIEN": 34, "NHAN_DAN": 11},
        36,
        0,
    ),
    (1, "Trưởng bản Mẫu Hai", "Phòng, chống bạo lực gia đình", "sân nhà văn hóa", {"CHUA_XAC_DINH": 52}, None, 0),
    (2, "Chi hội trưởng bản Mẫu Ba", "Phòng, chống ma túy", "nhà văn hóa bản", {"HOI_VIEN": 27}, 27, 1),
)


def events(officer: Officer, unit: Unit, random: Random) -> Iterator[Event]:
    """Links that one of today's communes made, and what came by them."""
    for report in REPORTS:
        yield Event(agenda.at(FIRST + dt.timedelta(days=report[0]), random), partial(_report, officer, unit, report))
    last = FIRST + dt.timedelta(days=4)
    yield Event(
        agenda.at(last, random),
        partial(link_actions.make, unit.pk, "Trưởng bản Mẫu Bốn", LIVES, officer.pk),
    )


def _report(officer: Officer, unit: Unit, report: tuple[int, str, str, str, dict[str, int], int | None, int]) -> None:
    after, addressee, title, venue, people, women, turned_down = report
    link, _token = link_actions.make(unit.pk, addressee, LIVES, officer.pk)
    said = {
        "kind": catalogue.category("kind", "TT_LONG_GHEP").pk,
        "title": title,
        "starts_on": (FIRST + dt.timedelta(days=after - 1)).isoformat(),
        "venue": venue,
        "attendance": {str(catalogue.category("audience", code).pk): count for code, count in people.items()},
        "women": women,
        "minority": None,
    }
    sent = link_actions.send(link, said)
    if turned_down:
        link_actions.reject(sent, TURNED_DOWN, officer.pk, unit.pk)
