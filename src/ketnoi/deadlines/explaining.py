"""How an end was counted, in one sentence that an officer can check with a calendar on the wall."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from ketnoi.deadlines import counting
from ketnoi.deadlines.calendar import Calendar, is_forecast
from ketnoi.deadlines.clock import Clock
from ketnoi.deadlines.counting import End, LeftOut
from ketnoi.deadlines.enums import Kind, Measure
from ketnoi.deadlines.limits import Limit
from ketnoi.ui import dates


def sentence(clock: Clock, calendar: Calendar) -> str:
    """From when, how long by which law, what was left out and why, and when it ends."""
    one = clock.limit
    if one is None:
        day = dates.day(counting.local(clock.started))
        return _("Ngày %(day)s không có quy định nào đang có hiệu lực, nên không tính thời hạn.") % {"day": day}
    if not one.is_clock:
        return _("%(kind)s %(term)s theo %(law)s; đây không phải thời hạn nên không tính ngày.") % _words(one)
    if one.kind == Kind.IMMEDIATE or not one.amount:
        return _("Phải làm ngay theo %(law)s; văn bản không ghi số giờ, số ngày.") % _words(one)
    if one.kind == Kind.WINDOW:
        return _window(one, counting.local(clock.started))
    end = clock.end(calendar)
    if end is None:
        return _("Thời hạn %(term)s theo %(law)s đang tạm dừng; tính tiếp sau ngày hết tạm dừng.") % _words(one)
    return "; ".join(_parts(clock, one, end)) + "."


def ending(end: End) -> str:
    """When it ends, as every page says it: "14:05, 05/03/2026", or "hết ngày 05/03/2026"."""
    return dates.moment(end.moment) if end.exact else _("hết ngày %(day)s") % _day(end.day)


def _parts(clock: Clock, one: Limit, end: End) -> Iterable[str]:
    yield _counted(clock, one)
    for amount, measure in clock.extensions:
        yield _("gia hạn %(amount)s %(measure)s") % {"amount": amount, "measure": measure.label}
    if one.measure == Measure.HOUR:
        yield from (_stopped(pause.since, pause.until) for pause in clock.pauses if pause.until)
    if end.left_out:
        yield _("không tính %(days)s") % {"days": ", ".join(_runs(end.left_out))}
    if end.moved_from and one.kind != Kind.COUNT_BACK:
        yield _("ngày cuối %(day)s là ngày nghỉ nên chuyển sang ngày làm việc kế tiếp") % _day(end.moved_from)
    elif end.moved_from:
        yield _("ngày %(day)s là ngày nghỉ nên lùi về ngày làm việc trước đó") % _day(end.moved_from)
    yield _ends(one, end)
    if is_forecast(end.day):
        yield _("ngày nghỉ của năm %(year)s là dự kiến, chưa có thông báo chính thức") % {"year": end.day.year}


def _counted(clock: Clock, one: Limit) -> str:
    if one.kind == Kind.COUNT_BACK:
        said = _words(one) | _day(clock.started, "start")
        return _("Tính lùi %(term)s từ ngày %(start)s theo %(law)s") % said
    if one.measure == Measure.HOUR:
        said = _words(one) | {"start": dates.moment(clock.started)}
        return _("%(kind)s %(term)s theo %(law)s, tính liên tục từ %(start)s") % said
    first = counting.local(clock.started) + dt.timedelta(days=1)
    said = _words(one) | _day(clock.started, "start") | _day(first, "first")
    return _("%(kind)s %(term)s theo %(law)s; việc xảy ra ngày %(start)s, ngày %(first)s là ngày thứ nhất") % said


def _ends(one: Limit, end: End) -> str:
    if one.kind == Kind.COUNT_BACK and not end.exact:
        return _("phải xong chậm nhất trong ngày %(day)s") % _day(end.day)
    if one.kind == Kind.COUNT_BACK:
        return _("phải xong chậm nhất lúc %(moment)s") % {"moment": ending(end)}
    said = _("hết hạn lúc %(end)s") if end.exact else _("hết hạn khi %(end)s")
    return said % {"end": ending(end)}


def _window(one: Limit, day: dt.date) -> str:
    first, last = counting.window(day, one.amount, one.measure)
    said = _words(one) | _day(first, "first") | _day(last, "last")
    return _("Đếm số lần trong %(term)s đến ngày %(last)s, tức từ ngày %(first)s, theo %(law)s.") % said


def _stopped(since: dt.datetime, until: dt.datetime) -> str:
    said = {"since": dates.moment(since), "until": dates.moment(until)}
    return _("không tính từ %(since)s đến %(until)s vì tạm dừng") % said


def _runs(left_out: Sequence[LeftOut]) -> Iterable[str]:
    """Days in a row are one run, with each reason once: "14/02/2026 – 22/02/2026 (thứ Bảy, Chủ nhật, …)"."""
    runs: list[list[LeftOut]] = []
    for one in sorted(left_out, key=lambda out: out.day):
        if runs and one.day - runs[-1][-1].day == dt.timedelta(days=1):
            runs[-1].append(one)
        else:
            runs.append([one])
    for run in runs:
        yield f"{dates.period(run[0].day, run[-1].day)} ({', '.join(_reasons(run))})"


def _reasons(run: Sequence[LeftOut]) -> list[str]:
    """Each once; "Mùng hai Tết Nguyên Đán" goes without saying beside "Tết Nguyên Đán"."""
    said = dict.fromkeys(one.why for one in run)
    return [why for why in said if not any(other != why and other in why for other in said)]


def _words(one: Limit) -> dict[str, str]:
    return {"kind": str(one.kind.label), "term": one.term, "law": one.law}


def _day(value: dt.date, name: str = "day") -> dict[str, str]:
    return {name: dates.day(value)}
