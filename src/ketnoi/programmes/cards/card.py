"""What every card is: a title, a chart, words beside it, and the table behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from ketnoi.programmes.lens import Lens, Numbers
from ketnoi.programmes.tables import Table


@dataclass
class Page:
    """What the cards of one request share."""

    lens: Lens
    day: dt.date
    old_map: bool = False
    demo: bool = False
    numbers: Numbers = field(default_factory=Numbers)


@dataclass(frozen=True)
class Card:
    """`key` names it in the page; `beside` stands next to the title, `lede` over the chart, `note` under it."""

    key: str
    title: str
    table: Table
    charts: tuple[SafeString, ...] = ()
    beside: str = ""
    lede: str = ""
    note: str = ""
    extra: dict[str, object] = field(default_factory=dict)
