"""A figure as an address, and back: permanent, canonical, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from ketnoi.figures import catalogue
from ketnoi.figures.figure import EVERY, Figure, Level
from ketnoi.ui import dates
from ketnoi.ui.numbers import plain

NAMES = {
    "indicator": "chi-tieu",
    "start": "tu",
    "end": "den",
    "programme": "chuong-trinh",
    "unit": "don-vi",
    "below": "ca-duoi",
    "agency": "co-quan",
    "level": "cap",
    "area": "dia-ban",
    "place": "noi",
    "kind": "loai",
    "audience": "doi-tuong",
    "topic": "chuyen-de",
    "lead": "chu-tri",
    "as_of": "tinh-den",
}

_LARGEST_ID = 2**31 - 1
_LAST_MOMENT = dates.to_us(dt.datetime.combine(dates.LAST_DAY, dt.time.max, tzinfo=dates.ZONE))
_MOST = {"level": max(Level), "as_of": _LAST_MOMENT}


class BadLink(ValueError):
    """The address does not say a question."""


def query(figure: Figure) -> str:
    """The figure as a query string; what is not said is left out, so that one question has one address."""
    usual = Figure(figure.indicator)
    said: dict[str, Any] = {}
    for name, short in NAMES.items():
        value = getattr(figure, name)
        if name == "indicator" or value != getattr(usual, name):
            said[short] = _written(value)
    return urlencode(said)


def _written(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, int) else str(value)


def url(figure: Figure) -> str:
    """The page that shows the figure and opens its records."""
    return f"{reverse('figures:figure')}?{query(figure)}"


def read(parameters: Mapping[str, str]) -> Figure:
    """The figure that a query string asks; raises BadLink or catalogue.UnknownIndicator."""
    code = parameters.get(NAMES["indicator"], "")
    catalogue.indicator(code)
    fields: dict[str, Any] = {"indicator": code}
    for name, short in NAMES.items():
        text = parameters.get(short, "")
        if text and name != "indicator":
            fields[name] = _read(name, text)
    return Figure(**fields)


def _read(name: str, text: str) -> Any:
    if name in {"start", "end"}:
        return _day(name, text)
    number = EVERY if name == "area" and text == str(EVERY) else plain(text)
    if number is None or number > _MOST.get(name, _LARGEST_ID):
        raise BadLink(NAMES[name])
    return bool(number) if name in {"below", "lead"} else number


def _day(name: str, text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise BadLink(NAMES[name]) from error
    if not dates.is_sensible(day):
        raise BadLink(NAMES[name])
    return day
