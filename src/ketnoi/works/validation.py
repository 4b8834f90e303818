"""What an entry must satisfy. One place for the form, the sheet and every other way in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ketnoi.figures import catalogue, together
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit
from ketnoi.places.models import Place
from ketnoi.programmes.enums import UNSIGNED
from ketnoi.programmes.models import Programme
from ketnoi.ui import dates, numbers
from ketnoi.works import entry as entries
from ketnoi.works import resources
from ketnoi.works.entry import Entry
from ketnoi.works.enums import Kind
from ketnoi.works.models import LONGEST_TITLE

FIRST_YEAR = 1990
LONGEST_AIM = 2_000
MOST_PARTNERS = 30
MOST_AMOUNT = 10**13  # đồng: a slip of three zeros is found before it reaches a sum
MOST_PEOPLE = 10**8


def validate(entry: Entry) -> None:
    """Raise ValidationError by field of Entry for a tidied one."""
    errors: dict[str, list[str]] = {}
    for name, message in _problems(entry):
        errors.setdefault(name, []).append(message)
    if errors:
        raise ValidationError(errors)


def _problems(entry: Entry) -> Iterator[tuple[str, str]]:
    yield from _words(entry)
    yield from _when(entry)
    yield from _who_and_where(entry)
    yield from _numbers(entry)


def _words(entry: Entry) -> Iterator[tuple[str, str]]:
    if not entry.title:
        yield "title", _("Ghi tên, ví dụ: Cấp căn cước lưu động cho người già, người khuyết tật.")
    if len(entry.title) > LONGEST_TITLE:
        yield "title", _("Tên dài quá %(most)s chữ cái.") % {"most": LONGEST_TITLE}
    if len(entry.aim) > LONGEST_AIM:
        yield "aim", _("Mục tiêu dài quá %(most)s chữ cái.") % {"most": numbers.grouped(LONGEST_AIM)}
    if entry.kind not in Kind.values:
        yield "kind", _("Hãy chọn công trình hay phần việc.")
    if entry.field not in {one.pk for one in catalogue.categories("work")}:
        yield "field", _("Hãy chọn lĩnh vực trong danh mục.")


def _when(entry: Entry) -> Iterator[tuple[str, str]]:
    now = entries.today()
    if not FIRST_YEAR <= entry.year <= now.year + 1:
        yield "year", _("Năm phải từ %(first)s đến %(last)s.") % {"first": FIRST_YEAR, "last": now.year + 1}
    if entry.registered_on > now:
        yield "registered_on", _("Ngày này chưa đến.")
    elif abs(entry.registered_on.year - entry.year) > 1:
        yield "registered_on", _("Ngày đăng ký cách năm thực hiện quá xa.")


def _who_and_where(entry: Entry) -> Iterator[tuple[str, str]]:
    standing = _standing((entry.unit, *entry.partners), entry.registered_on)
    on = {"day": dates.day(entry.registered_on)}
    if entry.unit not in standing:
        yield "unit", _("Đơn vị này không hoạt động vào ngày %(day)s.") % on
    if not standing.issuperset(entry.partners):
        yield "partners", _("Có đơn vị cùng làm không hoạt động vào ngày %(day)s.") % on
    if len(entry.partners) > MOST_PARTNERS:
        yield "partners", _("Nhiều nhất %(most)s đơn vị cùng làm.") % {"most": MOST_PARTNERS}
    if entry.place is not None and not Place.objects.on(entry.registered_on).filter(pk=entry.place).exists():
        yield "place", _("Nơi này không có trên địa giới ngày %(day)s.") % on
    if entry.responsible is not None and not Officer.objects.filter(pk=entry.responsible).exists():
        yield "responsible", _("Hãy chọn cán bộ trong danh sách.")
    if entry.programme is not None and not runs(entry.programme, entry.year):
        yield "programme", _("Phong trào, chương trình này không thực hiện trong năm %(year)s.") % {"year": entry.year}


def _standing(units: tuple[int, ...], day: dt.date) -> frozenset[int]:
    """Those of these units that exist on that day; many entries of one unit ask once."""
    rows = Unit.objects.on(day).filter(pk__in=units).values_list("pk", flat=True)
    return together.once(("works of", units, day), lambda: frozenset(rows))


def runs(programme: int | None, year: int) -> bool:
    """Is there such a programme, signed and under way in that year?"""
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return False
    signed = Programme.objects.exclude(status__in=UNSIGNED)
    found = signed.filter(pk=programme or 0, starts_on__year__lte=year, ends_on__year__gte=year)
    return together.once(("runs in", programme, year), found.exists)


def _numbers(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.people is not None and not 0 <= entry.people <= MOST_PEOPLE:
        yield "people", _("Số người phải từ 0 đến %(most)s.") % {"most": numbers.grouped(MOST_PEOPLE)}
    known = {source.code for source in resources.every()}
    for code, amount in entry.resources.items():
        if code not in known:
            yield "resources", _("Hãy chọn nguồn trong danh mục.")
        elif not 0 <= amount <= MOST_AMOUNT:
            yield "resources", _("Số tiền phải từ 0 đến %(most)s.") % {"most": numbers.grouped(MOST_AMOUNT)}
