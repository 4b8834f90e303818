"""What a number is held against: the same days a year before, the period just before, or what the programme promised.

Eleventh and thirteenth rule of figures: the difference and the rate; from zero there is no rate, and from a small
number none is told; where maps or definitions changed in between, that is said beside it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from ketnoi.figures import answers, catalogue, months
from ketnoi.figures.answers import Answer
from ketnoi.figures.figure import Figure, Level
from ketnoi.places.models import Map
from ketnoi.programmes import targets
from ketnoi.programmes.enums import Per, TargetKind
from ketnoi.programmes.models import Programme, Target
from ketnoi.reports.tokens import Against, UnknownWord
from ketnoi.ui import dates, numbers

ONE = dt.timedelta(days=1)
SAFE_DAY = 28  # every month has one
SMALL = 20  # below it a single one more is over five percent: "tăng 100,0%" of one would say more than happened
TENTHS = Fraction(1, 20)  # of a percent: less than this rounds to 0,0


@dataclass(frozen=True)
class Basis:
    """The other number: what it is called, its question (None for a target), the number, what must be said beside."""

    label: str
    figure: Figure | None
    value: int
    notes: tuple[str, ...] = ()


def before(asked: Figure, against: Against) -> Figure:
    """The question that this one is compared with. Raises UnknownWord where there is no such period."""
    if asked.start is None or asked.end is None:
        raise UnknownWord(_("so sánh cần có ngày đầu và ngày cuối của kỳ."))
    if against == Against.YEAR_BEFORE:
        if year_before(asked.end + ONE) > asked.start:
            raise UnknownWord(_("kỳ dài hơn một năm thì so với kỳ trước (ss=ky-truoc), không có cùng kỳ năm trước."))
        start, end = year_before(asked.start), year_before(asked.end + ONE) - ONE
    else:
        start, end = period_before(asked.start, asked.end)
    if not dates.is_sensible(start):
        raise UnknownWord(_("không có số liệu của kỳ đem so sánh."))
    return asked.but(start=start, end=max(start, end))


def year_before(day: dt.date) -> dt.date:
    """The same day of the year before; the day after 28 February where that year has no 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return dt.date(day.year - 1, 3, 1)


def period_before(start: dt.date, end: dt.date) -> tuple[dt.date, dt.date]:
    """So many months back where the period is whole months (also from the 15th to a 14th), else as many days."""
    after = end + ONE
    count = months.of(after) - months.of(start)
    if start.day == after.day <= SAFE_DAY and count:
        return months.first_day(months.of(start) - count).replace(day=start.day), start - ONE
    return start - (after - start), start - ONE


def change(now: Answer, then: Answer, unit: str) -> str:
    """How one number stands to an earlier one: "tăng 9,2% (22 buổi)", "giảm 3 buổi", "không đổi".

    After any of them "so với …" can follow. An earlier number below SMALL gives no rate. A ratio is compared in points
    of a percent; a number that is only known as "trên" or "gần" is compared with "khoảng". Nothing is said of one that
    nobody entered.
    """
    if now.blank or then.blank:
        return _("không có số để so sánh")
    if now.ratio and then.ratio:
        if not (now.ratio.base and then.ratio.base):
            return _("không có số để so sánh")
        points = now.ratio.hundredths - then.ratio.hundredths
        return _moved(points, _("%s điểm phần trăm") % numbers.decimal(Fraction(abs(points), 100)))
    difference = now.value - then.value
    count = f"{numbers.grouped(abs(difference))} {unit}".rstrip()
    rate = Fraction(abs(difference) * 100, then.value) if then.value >= SMALL else Fraction(0)
    said = count if rate < TENTHS else f"{numbers.percent(abs(difference), then.value)} ({count})"
    return _moved(difference, said, about=bool(now.qualifier or then.qualifier))


def _moved(difference: int, amount: str, *, about: bool = False) -> str:
    if not difference:
        return _("gần như không đổi") if about else _("không đổi")
    said = _("khoảng %s") % amount if about else amount
    return (_("tăng %s") if difference > 0 else _("giảm %s")) % said


def basis(asked: Figure, against: Against) -> tuple[Basis, Answer]:
    """The number of the earlier period, with its answer."""
    earlier = before(asked, against)
    then = answers.answer(earlier)
    label = _("cùng kỳ năm trước") if against == Against.YEAR_BEFORE else _("kỳ trước")
    return Basis(label, earlier, then.value, tuple(_notes(asked, earlier, then))), then


def _notes(asked: Figure, earlier: Figure, then: Answer) -> list[str]:
    """What differs between the two but the days."""
    notes = [_("Số kỳ trước có phần nhập tay theo %s.") % source for source in then.entered]
    if redrawn := _redrawn_between(earlier, asked):
        said = {"day": dates.day(redrawn)}
        notes.append(_("Địa giới đổi sau ngày %(day)s, giữa hai kỳ: cả hai số tính theo địa bàn hiện nay.") % said)
    old, new = _version_then(earlier), catalogue.of(asked).version
    if old != new:
        words = _("Cách đếm đã đổi giữa hai kỳ (bản %(old)s, nay bản %(new)s): cả hai số tính theo bản %(new)s.")
        notes.append(words % {"old": old, "new": new})
    return notes


def _redrawn_between(earlier: Figure, asked: Figure) -> dt.date | None:
    """The last day of a map that ended between the two periods; the whole country has none."""
    if asked.level == Level.NATION and not (asked.unit or asked.place):
        return None
    ended = Map.objects.filter(valid_to__gte=earlier.end, valid_to__lt=asked.end)
    return ended.order_by("-valid_to").values_list("valid_to", flat=True).first()


def _version_then(earlier: Figure) -> int:
    """The version of the indicator's definition that held when the earlier period ended."""
    assert earlier.end is not None, "before() gives both days"
    then = dates.to_us(dt.datetime.combine(earlier.end, dt.time.max, tzinfo=dates.ZONE))
    return catalogue.of(earlier.but(as_of=min(then, earlier.as_of or then))).version


def goal(asked: Figure, whole: Figure, programme: Programme | None) -> Basis:
    """What the programme promised of this number: at least so many in all, or in the calendar year asked.

    `whole` asks what its targets mean: everything of the programme where its chair stands. Raises UnknownWord where it
    promises nothing that this number can be held against.
    """
    found = _target(asked, programme) if programme and asked == whole else None
    if found is None:
        raise UnknownWord(_("chương trình không đặt chỉ tiêu nào so được với số này trong kỳ này."))
    return Basis(_("chỉ tiêu: %s") % targets.asked(found), None, found.amount)


def _target(asked: Figure, programme: Programme) -> Target | None:
    start, end = asked.start, asked.end
    if start is None or end is None:
        return None
    per = [Per.TOTAL] if start <= programme.starts_on else []
    if (start, end) == (dt.date(start.year, 1, 1), dt.date(start.year, 12, 31)):
        per.append(Per.YEAR)
    kept = {"indicator": asked.indicator, "kind": TargetKind.AT_LEAST, "per__in": per, "amount__gt": 0}
    return programme.targets.filter(**kept).order_by("-per", "pk").first()


def reached(number: int, promised: int) -> str:
    """Read "đạt 95,2% chỉ tiêu"; never 100 where something is missing."""
    said = numbers.percent(number, promised)
    if number < promised and said == numbers.percent(1, 1):
        return _("đạt gần 100% chỉ tiêu")
    return _("đạt %s chỉ tiêu") % said
