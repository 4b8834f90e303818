"""What a name of a workbook stands for, and how it is said that it stands for nothing, or not quite for that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from ketnoi.activities import choosing
from ketnoi.places.models import Map

LONGEST: Final = 300  # letters in a name


@dataclass(frozen=True)
class Named:
    """What a name stands for: an id; `doubt` to be agreed to; `venue`: the part of it that is no place of the map.

    `note` is only said.
    """

    pk: int | None
    doubt: str = ""
    venue: str = ""
    note: str = ""


def refused(text: str, found: Sequence[choosing.Named]) -> ValueError:
    """Says no day: between two turns of the map one answer stands for all days."""
    shown = {"text": text, "found": "; ".join(item.label for item in found[:5])}
    if found:
        return ValueError(_("“%(text)s” có nhiều khả năng: %(found)s. Hãy ghi đủ tên.") % shown)
    return ValueError(_("Không có “%(text)s” vào ngày của phiếu.") % shown)


def meant(text: str, one: choosing.Named) -> str:
    return _("Không có “%(text)s”. Nếu đồng ý, hiểu là “%(found)s”.") % {"text": text, "found": one.label}


def ended_maps(day: dt.date) -> list[dt.date]:
    """The last days of the maps before that day, the newest first."""
    ended = Map.objects.filter(valid_to__lt=day).order_by("-valid_to").values_list("valid_to", flat=True)
    return [last for last in ended if last]


def became(old: str, new: str) -> str:
    told = _("“%(old)s” không còn vào ngày của phiếu. Nếu đồng ý, ghi là “%(new)s”.")
    return told % {"old": old, "new": new}
