"""What an entry must satisfy. One place for the form, the workbook and every other way in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import UNCOUNTED_KINDS, Status
from ketnoi.activities.models import LONGEST_TITLE
from ketnoi.audit import moments
from ketnoi.figures import catalogue
from ketnoi.orgs.models import Unit
from ketnoi.places.models import Place
from ketnoi.programmes.enums import UNSIGNED
from ketnoi.programmes.models import Programme
from ketnoi.ui import dates, numbers

Errors = dict[str, list[str]]
Period = tuple[dt.date | None, dt.date | None]
MOST_PEOPLE = 1_000_000
LONGEST_VENUE = 200
CHUNK = 5_000
LONG_AGO = 1990  # a year before is most often a slip: 1921 for 2021
_PARTS = {
    "women": gettext_lazy("Số nữ"),
    "minority": gettext_lazy("Số người dân tộc thiểu số"),
    "people_listed": gettext_lazy("Số người trong danh sách"),
}


@dataclass(frozen=True)
class Known:
    """What entries refer to, read once: id → the days between which it existed; kinds by id → code."""

    units: dict[int, Period]
    places: dict[int, Period]
    programmes: dict[int, Period]
    categories: dict[str, dict[int, str]]
    today: dt.date


def known(entries: Sequence[Entry]) -> Known:
    """Read what these entries refer to, in three queries for every few thousand ids."""
    dimensions = ("kind", "audience", "counting", "topic")
    return Known(
        units=_periods(
            Unit.objects.all(), (unit for entry in entries for unit in entry.units), "valid_from", "valid_to"
        ),
        places=_periods(Place.objects.all(), (entry.place for entry in entries), "valid_from", "valid_to"),
        programmes=_periods(
            Programme.objects.exclude(status__in=UNSIGNED),
            (one for entry in entries for one in entry.programmes),
            "starts_on",
            "ends_on",
        ),
        categories={name: {one.pk: one.code for one in catalogue.categories(name)} for name in dimensions},
        today=dates.from_us(moments.now()).date(),
    )


def is_long_ago(day: dt.date) -> bool:
    return day.year < LONG_AGO


def refuse_long_ago(day: dt.date) -> None:
    """Raise ValidationError for what is most often a slip; workbooks ask whether it is none."""
    if is_long_ago(day):
        told = _("Ngày %(day)s cách đây đã lâu; hãy kiểm tra lại năm. Hoạt động trước năm %(year)s thì nhập bằng tệp.")
        raise ValidationError(told % {"day": dates.day(day), "year": LONG_AGO})


def _periods(
    rows: QuerySet[Unit] | QuerySet[Place] | QuerySet[Programme], ids: Iterable[int | None], *days: str
) -> dict[int, Period]:
    wanted = sorted({number for number in ids if number})
    found: dict[int, Period] = {}
    for start in range(0, len(wanted), CHUNK):
        part = rows.filter(pk__in=wanted[start : start + CHUNK])
        found |= {number: (first, last) for number, first, last in part.values_list("pk", *days)}
    return found


def check(entry: Entry, status: str, known: Known) -> Errors:
    """What is wrong with a tidied entry, by field of `Entry`; nothing when all is well."""
    errors: Errors = {}
    for field, message in _problems(entry, status, known):
        errors.setdefault(field, []).append(message)
    return errors


def validate(entries: Sequence[Entry], status: str) -> None:
    """Raise ValidationError for the first entry that has something wrong with it."""
    shared = known(entries)
    for entry in entries:
        errors = check(entry, status, shared)
        if errors:
            raise ValidationError(errors)


def _problems(entry: Entry, status: str, known: Known) -> Iterator[tuple[str, str]]:
    yield from _words(entry, known)
    yield from _days(entry, status, known)
    yield from _who_and_where(entry, known)
    yield from _numbers(entry, status, known)


def _words(entry: Entry, known: Known) -> Iterator[tuple[str, str]]:
    if not entry.title:
        yield "title", _("Ghi ngắn gọn nội dung, ví dụ: Nhận biết thủ đoạn mua bán người.")
    if len(entry.title) > LONGEST_TITLE:
        yield "title", _("Nội dung dài quá %(most)s chữ cái.") % {"most": LONGEST_TITLE}
    if len(entry.venue) > LONGEST_VENUE:
        yield "venue", _("Địa điểm dài quá %(most)s chữ cái.") % {"most": LONGEST_VENUE}
    if entry.kind not in known.categories["kind"]:
        yield "kind", _("Hãy chọn loại hoạt động.")
    if entry.counting is not None and entry.counting not in known.categories["counting"]:
        yield "counting", _("Hãy chọn cách đếm trong danh mục.")
    if not known.categories["topic"].keys() >= set(entry.topics):
        yield "topics", _("Hãy chọn chuyên đề trong danh mục.")


def _days(entry: Entry, status: str, known: Known) -> Iterator[tuple[str, str]]:
    if entry.ends_on and entry.ends_on < entry.starts_on:
        yield "ends_on", _("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
    if status != Status.PLANNED and entry.starts_on > known.today:
        yield "starts_on", _("Ngày này chưa đến; hoạt động chưa diễn ra thì ghi là dự kiến.")


def _who_and_where(entry: Entry, known: Known) -> Iterator[tuple[str, str]]:
    if not _stood(known.units, entry.lead, entry.starts_on):
        yield "lead", _("Đơn vị chủ trì không hoạt động vào ngày %(day)s.") % _on(entry)
    if not all(_stood(known.units, unit, entry.starts_on) for unit in entry.partners):
        yield "partners", _("Có đơn vị phối hợp không hoạt động vào ngày %(day)s.") % _on(entry)
    if entry.place is None and not entry.venue:
        yield "place", _("Hãy chọn xã, bản nơi diễn ra, hoặc ghi địa điểm.")
    if entry.place is not None and not _stood(known.places, entry.place, entry.starts_on):
        yield "place", _("Nơi này không có trên địa giới ngày %(day)s.") % _on(entry)
    if not all(_stood(known.programmes, one, entry.starts_on) for one in entry.programmes):
        yield "programmes", _("Chương trình không thực hiện vào ngày %(day)s.") % _on(entry)


def _on(entry: Entry) -> dict[str, str]:
    return {"day": dates.day(entry.starts_on)}


def _stood(periods: dict[int, Period], number: int, day: dt.date) -> bool:
    if number not in periods:
        return False
    first, last = periods[number]
    return (first is None or first <= day) and (last is None or day <= last)


def _numbers(entry: Entry, status: str, known: Known) -> Iterator[tuple[str, str]]:
    counts, total = entry.attendance.values(), entry.total
    if not known.categories["audience"].keys() >= entry.attendance.keys():
        yield "attendance", _("Hãy chọn đối tượng trong danh mục.")
    if counts and not 0 <= min(counts) <= max(counts) <= MOST_PEOPLE:
        yield "attendance", _("Số người dự phải từ 0 đến %(most)s.") % {"most": numbers.grouped(MOST_PEOPLE)}
    needed = status == Status.RECORDED and known.categories["kind"].get(entry.kind) not in UNCOUNTED_KINDS
    if needed and not total:
        yield "attendance", _("Nhập số người dự của ít nhất một đối tượng.")
    for field, count in (("women", entry.women), ("minority", entry.minority), ("people_listed", entry.people_listed)):
        if count is not None and not 0 <= count <= total:
            shown = {"name": _PARTS[field], "count": numbers.grouped(count), "total": numbers.grouped(total)}
            yield field, _("%(name)s (%(count)s) nhiều hơn tổng số dự (%(total)s).") % shown
