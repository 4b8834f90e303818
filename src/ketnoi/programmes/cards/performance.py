"""Done against the targets, cut into years; what cannot be drawn as a bar is said in words."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from django.utils.translation import gettext as _

from ketnoi.programmes import judging, targets
from ketnoi.programmes.cards.card import Card, Page
from ketnoi.programmes.enums import Verdict
from ketnoi.programmes.models import Programme
from ketnoi.programmes.tables import Cell, Table, row
from ketnoi.ui.charts.targets import Target as Bar
from ketnoi.ui.charts.targets import targets as draw
from ketnoi.ui.numbers import decimal, grouped

LOOKS = {
    Verdict.ABOVE: ("ok", "circle-check"),
    Verdict.MET: ("ok", "circle-check"),
    Verdict.NEARLY: ("info", "circle-check"),
    Verdict.BELOW: ("warn", "triangle-alert"),
    Verdict.ON_PACE: ("info", "clock"),
    Verdict.BEHIND: ("warn", "clock"),
}
UNSAID = ("mute", "info")


def build(page: Page) -> Card | None:
    """None for a programme without targets. Targets are always of the whole programme and its whole period."""
    programme = page.lens.programme
    wanted = [one for one in programme.targets.select_related("agency") if targets.computable(one)]
    if not wanted:
        return None
    for target in wanted:
        target.programme = programme
    base = page.lens.whole.figure(programme.sessions)
    results = [targets.evaluate(target, base, page.day, page.numbers) for target in wanted]
    bars = [_bar(result, page) for result in results if result.summed]
    charts = (draw(bars, _finding(bars, programme), pace=pace(programme), caption=_caption(programme)),) if bars else ()
    return Card(
        key="chi-tieu",
        title=_("Thực hiện so với chỉ tiêu"),
        table=_table(results, page),
        charts=charts,
        extra={"verdicts": [_verdict(result) for result in results]},
    )


def pace(programme: Programme) -> list[float]:
    """The share of the period that has passed at the end of each year but the last."""
    ends = [dt.date(year, 12, 31) for year in programme.years[:-1]]
    return [float(judging.elapsed(programme.starts_on, programme.ends_on, end)) for end in ends]


def _bar(result: targets.Result, page: Page) -> Bar:
    years = _years(result, page)
    return Bar(result.title, list(years.values()), int(result.goal), result.unit)


def _years(result: targets.Result, page: Page) -> dict[int, int]:
    """Done in each year of the programme."""
    found = page.numbers.years(page.lens.whole.figure(result.target.indicator))
    return {year: found.get(year, 0) for year in page.lens.programme.years}


def _finding(bars: list[Bar], programme: Programme) -> str:
    told = "; ".join(
        _("%(title)s %(done)s trên %(goal)s %(unit)s")
        % {"title": bar.label, "done": grouped(sum(bar.done)), "goal": grouped(bar.target), "unit": bar.unit}
        for bar in bars
    )
    return _("Thực hiện so với chỉ tiêu cả giai đoạn, chia theo %(years)s năm. %(told)s") % {
        "years": len(programme.years),
        "told": told,
    }


def _caption(programme: Programme) -> str:
    if len(programme.years) == 1:
        return ""
    return _(
        "Mỗi thanh chia theo năm, từ trái sang: %(years)s. Vạch đứt: tiến độ tính theo thời gian, cuối mỗi năm."
    ) % {"years": ", ".join(map(str, programme.years))}


def _verdict(result: targets.Result) -> dict[str, str]:
    """A target's line: what was asked, how far it is, and the word for it."""
    look, icon = LOOKS.get(result.verdict, UNSAID)
    return {
        "title": result.title,
        "asked": targets.asked(result.target),
        "detail": "" if result.summed else _detail(result),
        "word": str(result.verdict.label),
        "look": look,
        "icon": icon,
    }


def _detail(result: targets.Result) -> str:
    if result.least is not None and result.most is not None:
        reached = {"done": grouped(result.done), "of": grouped(int(result.goal))}
        between = {"least": grouped(result.least), "most": grouped(result.most)}
        return _("%(done)s/%(of)s đạt, từ %(least)s đến %(most)s") % (reached | between)
    if result.percent is None:
        return ""
    return _("thực hiện %(done)s, bằng %(percent)s%% mức đề ra") % {
        "done": grouped(result.done),
        "percent": decimal(result.percent, 1),
    }


def _table(results: list[targets.Result], page: Page) -> Table:
    years = page.lens.programme.years
    columns = (_("Nội dung"), *map(str, years), _("Cộng"), _("Chỉ tiêu"), _("Tỷ lệ"), _("Đánh giá"))
    rows = [_row(result, page) for result in results]
    return Table(_("Chỉ tiêu"), _("Thực hiện so với chỉ tiêu"), columns, rows)


def _row(result: targets.Result, page: Page) -> list[Cell]:
    years = page.lens.programme.years
    asked, word = targets.asked(result.target), str(result.verdict.label)
    code = result.target.indicator
    if not code:
        return row(result.title, *[None] * (len(years) + 1), asked, None, word)
    lens, found = page.lens.whole, _years(result, page)
    cells = [Cell(found[year], type(lens)(lens.programme, year).url(code)) for year in years]
    total = Cell(sum(found.values()), lens.url(code))
    goal: Cell = Cell(int(result.goal)) if result.summed else Cell(asked)
    percent: Fraction | None = result.percent
    return [Cell(result.title), *cells, total, goal, Cell(percent), Cell(word)]
