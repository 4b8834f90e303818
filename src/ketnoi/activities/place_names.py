"""Places as a workbook names them: with marks or without, with what they lie in, on the map of the row's day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from ketnoi.activities import choosing
from ketnoi.activities.named import LONGEST, Named, became, ended_maps, meant, refused
from ketnoi.activities.spelling import spelled
from ketnoi.places import queries as places
from ketnoi.places.models import Kind, Place
from ketnoi.ui.text import fold, tidy

_VILLAGES: Final = frozenset(("ban", "thon", "xom", "ap", "lang", "buon", "khu", "khoi", "to", "tdp", "tieu khu"))
_DIVISIONS: Final = _VILLAGES | {"xa", "phuong", "thi tran", "thi xa", "huyen", "quan", "tinh", "dac khu"}
_HALLS: Final = frozenset(
    (
        *("hoi truong", "nha", "nvh", "truong", "cho", "tru so", "ubnd", "uy ban", "san", "trung tam", "diem", "tram"),
        *(
            "cong an",
            "don",
            "phong",
            "htx",
            "hop tac",
            "cong ty",
            "van phong",
            "khach san",
            "benh vien",
            "quang truong",
        ),
        *("thcs", "thpt", "tieu hoc", "mam non", "ptdt", "ho", "gia dinh", "den", "chua", "hoi"),
    )
)
_AT: Final = re.compile(r"\A(?:tại|ở)\s+", re.IGNORECASE)
_VILLAGE_IN: Final = re.compile(r"(?<=\s)((?:bản|thôn|xóm|ấp|tiểu khu|tổ dân phố|khối|tổ)\s+\S.*)", re.IGNORECASE)


def find(text: str, day: dt.date, province: int) -> Named:
    if len(text) > LONGEST:
        raise refused(f"{text[:50]}…", [])
    if text.isascii() and text.isdigit():
        return _by_code(text, day)
    said = _AT.sub("", spelled(text))
    found = choosing.places_called(said, day, province)
    exact = _not_above([one for one in found if _is_called(one, said)])
    if len(exact) == 1:
        return Named(exact[0].pk)
    if len(found) == 1:
        return Named(found[0].pk, meant(text, found[0]))
    if found:
        raise refused(text, found)
    return _elsewhere(text, said, day, province)


def _not_above(found: list[Place]) -> list[Place]:
    """Of a commune and a village or a district called alike, the commune: it is what such a column mostly holds."""
    communes = [one for one in found if one.kind == Kind.COMMUNE]
    districts = [one for one in found if one.kind == Kind.DISTRICT]
    return communes if len(communes) == 1 and len(communes) + len(districts) == len(found) else found


def _is_called(place: Place, said: str) -> bool:
    """Is every part of "bản A, xã B" the whole name of the place and of what it lies in?"""
    own, *above = (fold(part) for part in said.split(",") if part.strip())
    ways = ancestors(place)
    return own in names_of(place) and all(any(part in names_of(one) for one in ways) for part in above)


def ancestors(place: Place) -> list[Place]:
    found: list[Place] = []
    above = place.parent
    while above is not None and len(found) < 3:  # noqa: PLR2004 - a village lies in a commune, a district, a province
        found.append(above)
        above = above.parent
    return found


def names_of(place: Place) -> set[str]:
    return {place.folded, place.folded_name, fold(place.name)}


def _by_code(text: str, day: dt.date) -> Named:
    """A commune by its code, of which spreadsheets eat the zeros in front."""
    found = list(Place.objects.on(day).filter(kind=Kind.COMMUNE, code=text.zfill(5))[:2])
    if len(found) != 1:
        raise refused(text, [])
    return Named(found[0].pk, _("Mã %(code)s: nếu đồng ý, hiểu là “%(name)s”.") % {"code": text, "name": found[0].name})


def _elsewhere(text: str, said: str, day: dt.date, province: int) -> Named:
    """A hall inside a place, a place of another map, or a hall alone; the last needs somebody to agree."""
    hall, _comma, rest = said.partition(",")
    if rest and not _is_division(hall):
        return _hall(hall, rest.strip(), day, province)
    merged = _of_another_map(said, day, province)
    if merged is not None:
        return merged
    if _is_division(said):
        return _unlisted(text, hall, rest.strip(), day, province)
    told = _("Không có nơi “%(text)s” trong danh mục. Nếu đồng ý, ghi là địa điểm cụ thể.") % {"text": text}
    return Named(None, told, venue=tidy(text))


def _hall(hall: str, rest: str, day: dt.date, province: int) -> Named:
    """A hall in a place, or in the village that its own name ends with; another name may be a village mistyped."""
    inner = _VILLAGE_IN.search(hall)
    village = _certainly(f"{inner[1]}, {rest}", day, province) if inner else None
    if village is not None:
        return Named(village.pk, venue=hall)
    inside = find(rest, day, province)
    venue = f"{hall}, {inside.venue}" if inside.venue else hall
    if inside.pk is None or (inner is None and _is_hall(hall)):
        return replace(inside, venue=venue)
    told = _("Không thấy thôn, bản nào tên là “%(name)s” ở nơi này; ghi là địa điểm cụ thể.")
    return replace(inside, venue=venue, note=told % {"name": inner[1] if inner else hall})


def _certainly(text: str, day: dt.date, province: int) -> Place | None:
    """The place that is called exactly so; None where there is none, or several."""
    said = spelled(text)
    exact = _not_above([one for one in choosing.places_called(said, day, province) if _is_called(one, said)])
    return exact[0] if len(exact) == 1 else None


def _unlisted(text: str, village: str, rest: str, day: dt.date, province: int) -> Named:
    """A village that nobody listed, in a commune that is known: that commune, if somebody agrees."""
    try:
        inside = find(rest, day, province) if rest and _is_village(village) else None
    except ValueError:
        inside = None
    number = inside.pk if inside and not inside.venue else None
    if inside is None or number is None or not Place.objects.filter(pk=number, kind=Kind.COMMUNE).exists():
        told = _("Không có “%(text)s” vào ngày của phiếu. Hãy sửa tên, hoặc thêm thôn, bản này vào danh mục.")
        raise ValueError(told % {"text": text})
    told = _(
        "Danh mục thôn, bản của %(inside)s không có “%(village)s”. Hãy sửa tên hoặc thêm thôn, bản này; nếu đồng ý,"
        " nơi diễn ra là %(inside)s, địa điểm cụ thể là “%(village)s”."
    )
    doubt = f"{inside.doubt} {told % {'village': village, 'inside': rest}}".strip()
    return replace(inside, doubt=doubt, venue=village)


def _is_division(said: str) -> bool:
    return _begins_with(said, _DIVISIONS)


def _is_village(said: str) -> bool:
    return _begins_with(said, _VILLAGES)


def _is_hall(said: str) -> bool:
    return _begins_with(said, _HALLS)


def _begins_with(said: str, known: frozenset[str]) -> bool:
    words = fold(said).split(" ")
    return words[0] in known or " ".join(words[:2]) in known


def _of_another_map(said: str, day: dt.date, province: int) -> Named | None:
    """A place that was merged before that day, under the name it had: what it became, if somebody agrees."""
    for ended in ended_maps(day):
        old = [one for one in choosing.places_called(said, ended, province) if _is_called(one, said)]
        now = places.today([old[0].pk])[old[0].pk] if len(old) == 1 else 0
        new = Place.objects.on(day).named().filter(pk=now).first() if now else None
        if new is not None:
            return Named(new.pk, became(old[0].label, new.label))
    return None
