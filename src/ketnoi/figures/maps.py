"""Which map a question may be shown on."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ketnoi.figures.figure import Figure, Level
from ketnoi.places.models import Kind, Map, Place
from ketnoi.ui import dates

OLD_LEVELS = {Level.PROVINCE_THEN, Level.DISTRICT_THEN, Level.COMMUNE_THEN}


OLD_FOLDS = {"district", "commune_then"}


class LaterThanMap(ValueError):
    """The period reaches past the days of the map asked for; the message says until when it may go."""


def old_map() -> Map | None:
    """The latest map that is no longer in force."""
    return Map.objects.filter(valid_to__isnull=False).order_by("-day").first()


def check(figure: Figure, by: Iterable[str] = ()) -> None:
    """Refuse a question by old units that reaches past the last day on which they existed."""
    _check_ended(figure)
    old = asks_old(figure) or not OLD_FOLDS.isdisjoint(by)
    shown = old_map() if old else None
    if shown is None or shown.valid_to is None:
        return
    if figure.end is None or figure.end > shown.valid_to:
        raise LaterThanMap(
            _("Số liệu theo %(map)s chỉ xem được đến ngày %(day)s: sau ngày đó không còn đơn vị cũ.")
            % {"map": shown.name, "day": dates.day(shown.valid_to)}
        )


def asks_old(figure: Figure) -> bool:
    """Does the question name an area of the old map?"""
    return figure.level in OLD_LEVELS or _asks_old_place(figure)


def answers(figure: Figure, by: str) -> bool:
    """Can the question, divided by `by`, be answered on the map it needs?"""
    try:
        check(figure, (by,))
    except LaterThanMap:
        return False
    return True


def _asks_old_place(figure: Figure) -> bool:
    if not figure.place:
        return False
    place, shown = Place.objects.get(pk=figure.place), old_map()
    if place.kind == Kind.DISTRICT:
        return True
    return place.valid_to is not None and (shown is None or shown.valid_to is None or place.valid_to <= shown.valid_to)


def _check_ended(figure: Figure) -> None:
    """Refuse a question about a place that ended after the old map, past its last day: its successor answers that."""
    place = Place.objects.filter(pk=figure.place, valid_to__isnull=False).first() if figure.place else None
    if place is None or place.valid_to is None or (figure.end and figure.end <= place.valid_to):
        return
    if not _asks_old_place(figure):
        said = {"place": place.name, "day": dates.day(place.valid_to)}
        raise LaterThanMap(_("%(place)s chỉ còn đến ngày %(day)s: sau ngày đó xem theo đơn vị mới.") % said)
