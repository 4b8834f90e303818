"""A figure in words: what it counts, of whom, where, when, and as known when."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from ketnoi.figures import catalogue, formulas, months
from ketnoi.figures.figure import EVERY, Figure, Level
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Agency
from ketnoi.places.models import Kind, Place
from ketnoi.ui import dates

Names = Callable[[Iterable[int]], dict[int, str]]
_programme_names: list[Names] = []


def name_programmes_by(names: Names) -> None:
    """The room of programmes, which stands above this one, says how its programmes are called."""
    _programme_names[:] = [names]


def programmes(ids: Iterable[int]) -> dict[int, str]:
    """Names of programmes by id."""
    return _programme_names[0](ids) if _programme_names else {}


def about(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of label and text for the page, the annex and the command line."""
    indicator = catalogue.of(figure)
    pairs = [
        (_("Cách đếm"), indicator.definition),
        (_("Công thức"), formulas.written(indicator)),
        (_("Không tính"), indicator.leaves_out),
        (_("Chương trình"), programmes([figure.programme]).get(figure.programme, "") if figure.programme else ""),
        (_("Phạm vi"), scope(figure)),
        (_("Phân loại"), ", ".join(filter(None, categories(figure)))),
        (_("Thời gian"), period(figure)),
        (_("Tính đến"), dates.moment(figure.as_of) if figure.as_of else _("hiện nay")),
        (_("Trùng lặp"), _joint_work(figure)),
        (_("Bản định nghĩa"), str(indicator.version) if indicator.version > 1 else ""),
    ]
    return [(label, text) for label, text in pairs if text]


def period(figure: Figure) -> str:
    if catalogue.of(figure).accumulates:
        return _("đến hết ngày %(day)s") % {"day": dates.day(figure.end)} if figure.end else _("hiện nay")
    if figure.start and figure.end:
        return dates.period(figure.start, figure.end)
    if figure.start:
        return _("từ %(day)s") % {"day": dates.day(figure.start)}
    return _("đến %(day)s") % {"day": dates.day(figure.end)} if figure.end else _("mọi thời gian")


def scope(figure: Figure) -> str:
    """Whose work, and where."""
    parts = []
    if figure.unit:
        name = orgs.names([figure.unit]).get(figure.unit, "")
        parts.append(_("%(unit)s và các đơn vị trực thuộc") % {"unit": name} if figure.below else name)
    if figure.agency:
        parts += Agency.objects.filter(pk=figure.agency).values_list("name", flat=True)
    if figure.level != Level.NATION and figure.area != EVERY:
        parts.append(_area(figure))
    if figure.place:
        parts += [place.label for place in Place.objects.filter(pk=figure.place).named()]
    if figure.lead and not catalogue.of(figure).taking_part:
        parts.append(_("tính cho đơn vị chủ trì"))
    return ", ".join(parts) or _("toàn hệ thống")


def _area(figure: Figure) -> str:
    if figure.level == Level.PROVINCE:
        named = Place.objects.filter(kind=Kind.PROVINCE, code=f"{figure.area:02d}", valid_to=None)
    else:
        named = Place.objects.filter(pk=figure.area)
    return next(iter(named.values_list("name", flat=True)), _("cấp trung ương"))


def categories(figure: Figure) -> list[str]:
    names = catalogue.names([figure.kind, figure.audience, figure.topic])
    return [names[figure.kind], names[figure.audience], names[figure.topic]]


def _joint_work(figure: Figure) -> str:
    if catalogue.of(figure).taking_part:
        return _("mỗi đơn vị tham gia tính một lần")
    return _("việc nhiều đơn vị cùng làm chỉ đếm một lần")


def keys(by: str, ids: Iterable[int]) -> dict[int, str]:
    """Names of a breakdown's keys; 0 is "chưa xác định"."""
    wanted = set(ids)
    named = {number: name for number, name in _named(by, wanted).items() if name}
    return {number: named.get(number, _("Chưa xác định")) for number in wanted}


def converted(name: str) -> str:
    """A commune's name where part of its number came there by the default of a split."""
    return _("%(name)s (có phần quy đổi)") % {"name": name}


def _named(by: str, wanted: set[int]) -> dict[int, str]:
    ways: dict[str, Names] = {
        "month": lambda ids: {month: f"{month % 12 + 1:02d}/{month // 12}" for month in ids},
        "year": lambda ids: {year: str(year) for year in ids},
        "agency": lambda ids: dict(Agency.objects.filter(pk__in=ids).values_list("pk", "name")),
        "programme": programmes,
        "unit": orgs.names,
        "province": _province_names,
        "commune": _place_names,
        "district": _place_names,
        "place": _place_names,
    }
    return ways.get(by, catalogue.names)(wanted)


def _province_names(ids: Iterable[int]) -> dict[int, str]:
    codes = {f"{code:02d}" for code in ids}
    rows = Place.objects.filter(kind=Kind.PROVINCE, code__in=codes, valid_to=None).values_list("code", "name")
    return {int(code): name for code, name in rows}


def _place_names(ids: Iterable[int]) -> dict[int, str]:
    return dict(Place.objects.filter(pk__in=ids).values_list("pk", "name"))


def narrowed(figure: Figure, by: str, key: int) -> Figure | None:
    """The question that one line of a breakdown answers; None where it cannot be asked alone."""
    if by == "month":
        return figure.within(months.first_day(key), months.last_day(key))
    if by == "year":
        return figure.within(months.first_day(key * 12), months.last_day(key * 12 + 11))
    if by in {"commune", "district"}:
        return figure.but(place=key) if key and not figure.place else None
    if by == "unit":
        return figure.but(unit=key, below=False)
    if by == "agency" and figure.agency in {0, key}:
        return figure.but(agency=key)
    return figure.but(**{by: key}) if key and by in {"kind", "audience"} else None
