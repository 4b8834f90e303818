"""Who walks through all links, and the pages found so, looked at by every process of a run that has time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.browser import common, pages, preparing
from tests.browser.looking import Eyes
from tests.browser.visits import Visits

# A role, and a word of the organisation where it matters which.
WALKERS = [
    ("recorder", ""),
    ("recorder", "phường"),
    ("recorder", "Công an tỉnh"),
    ("recorder", "thành phố Hà Nội"),
    ("recorder", "thành phố Hải Phòng"),
    ("lead", ""),
    ("supervisor", ""),
    ("administrator", ""),
    ("administrator", "Trung ương"),
]
AT_ONCE = 12  # pages taken at a time: few enough that both processes end together


def found(visits: Visits, file: Path) -> list[pages.Found]:
    """Every page, looked for by one of the processes of a run; those of one account stand together."""
    every = [pages.Found(**one) for one in common.once(file, lambda: _walked(visits))]
    return sorted(every, key=_username)


def _walked(visits: Visits) -> list[dict[str, Any]]:
    beginnings = preparing.everything(visits)
    accounts = [visits.site.account(*walker) for walker in WALKERS]
    return [asdict(one) for one in pages.every(visits, accounts, beginnings)]


def shut_out(visits: Visits, eyes: Eyes, every: list[pages.Found], taken: Path) -> dict[str, list[str]]:
    """What is wrong, by page: on a desk and on two phones in the light, and on a desk in the dark.

    Pages are taken from one pile, `taken`, until none is left: two that look at them end at the same time.
    """
    wrong: dict[str, list[str]] = {}
    for numbers in common.pile(taken, len(every), AT_ONCE):
        wrong |= dict(_looked_at(visits, eyes, [every[number] for number in numbers]))
    visits.complaints[:] = [text for text in visits.complaints if "khong-co-trang-nay" not in text]  # its 404 is meant
    return wrong


def _looked_at(visits: Visits, eyes: Eyes, some: list[pages.Found]) -> Iterator[tuple[str, list[str]]]:
    for _name, ours in groupby(some, key=_username):
        mine = list(ours)
        with visits.visit(mine[0].account) as page:
            for one in mine:
                page.goto(one.path)
                if problems := eyes.everywhere(page):
                    yield one.path, problems


def _username(one: pages.Found) -> str:
    name: str = one.account["username"]
    return name
