"""When somebody was born, as far as it is known: a day, a month or only a year; and what the age says."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from ketnoi.ui import dates

EARLIEST: Final = 1900
MONTHS: Final = 12
_YEAR: Final = re.compile(r"[0-9]{4}")
_MONTH: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{4})")
_KEPT: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


@dataclass(frozen=True)
class Birth:
    """`month` and `day` are 0 where they are not known."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """As people write it: 14/03/1998, 03/1998 or 1998."""
        parts = [f"{part:02}" for part in (self.day, self.month) if part]
        return "/".join([*parts, str(self.year)])

    @property
    def kept(self) -> str:
        """As it is kept: 1998-03-14, 1998-03 or 1998."""
        return "-".join([str(self.year), *(f"{part:02}" for part in (self.month, self.day) if part)])

    @property
    def whole(self) -> bool:
        return bool(self.day)

    def latest(self) -> dt.date:
        """The latest day it may have been: whoever may be a child is treated as one."""
        if self.day:
            return dt.date(self.year, self.month, self.day)
        after = (self.year + 1, 1) if self.month in {0, MONTHS} else (self.year, self.month + 1)
        return dt.date(*after, 1) - dt.timedelta(days=1)


@dataclass(frozen=True)
class Age:
    """A limit of age of the law, as data: who is younger is `words`."""

    code: str
    below: int
    words: str
    source: str
    status: str


def read(kept: str) -> Birth | None:
    """What was kept; None where nothing is known."""
    found = _KEPT.fullmatch(kept)
    return Birth(*(int(part or 0) for part in found.groups())) if found else None


def parse(typed: str, today: dt.date) -> Birth:
    """A birth as typed: "1998", "3/1998", "14/03/1998". Raises ValueError with a message for the user."""
    text = typed.strip()
    if _YEAR.fullmatch(text):
        birth = Birth(int(text))
    elif found := _MONTH.fullmatch(text):
        birth = Birth(int(found[2]), int(found[1]))
    else:
        birth = _of_day(text)
    if not _possible(birth, today):
        raise ValueError(_("Ngày, năm sinh này không thể đúng; chỉ biết năm thì ghi năm, ví dụ 1998"))
    return birth


def _possible(birth: Birth, today: dt.date) -> bool:
    first = (birth.year, birth.month or 1, birth.day or 1)
    return birth.year >= EARLIEST and birth.month in range(MONTHS + 1) and first <= (today.year, today.month, today.day)


def _of_day(text: str) -> Birth:
    try:
        day = dates.parse_day(text)
    except ValueError as error:
        raise ValueError(_("Ghi năm sinh, ví dụ 1998, hoặc cả ngày, ví dụ 14/03/1998")) from error
    return Birth(day.year, day.month, day.day)


def young(birth: Birth | None, today: dt.date) -> list[Age]:
    """The limits of age that the person may be below on a day; none where no birth is known."""
    return [age for age in ages() if birth is not None and _years(birth.latest(), today) < age.below]


def _years(born: dt.date, today: dt.date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


@cache
def ages() -> tuple[Age, ...]:
    """The limits there are, the lower first."""
    text = (Path(__file__).parent / "data" / "ages.json").read_text(encoding="utf-8")
    said: dict[str, Any] = json.loads(text)
    return tuple(sorted((Age(code, **one) for code, one in said.items()), key=lambda age: age.below))
