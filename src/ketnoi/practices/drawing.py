"""A comparison as a chart with its table: before and after where all have both."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ketnoi.practices.comparing import Beside, Comparison
from ketnoi.ui.charts.changes import Change, changes
from ketnoi.ui.numbers import grouped

HUNDREDTHS = 100
PAIR = 2  # of two there is no middle


def drawn(comparison: Comparison) -> SafeString | None:
    """The chart; None where not all have a number from before."""
    if not comparison.changes:
        return None
    labels = apart([one.unit for one in comparison.fair])
    rows = [_row(one, label, comparison) for one, label in zip(comparison.fair, labels, strict=True)]
    asked = [number for one in comparison.fair for number in (one.result.now, one.result.before) if number]
    numbers = [(number.value, number.words) for number in asked]
    told = "; ".join(f"{row.label}: {row.words}" for row in rows)
    caption = _("Vòng trắng: kỳ trước. Chấm đặc: kỳ sau.")
    return changes(rows, f"{comparison.name}. {told}", ends=(min(numbers)[1], max(numbers)[1]), caption=caption)


def apart(names: Sequence[str]) -> list[str]:
    """Names without the words that all of them begin with, where that leaves each a name of its own."""
    words = [name.split() for name in names]
    same = 0
    while len(words) > 1 and all(len(one) > same + 1 and one[same] == words[0][same] for one in words):
        same += 1
    return [" ".join(one[same:]) for one in words]


def _row(one: Beside, label: str, comparison: Comparison) -> Change:
    before, now = one.result.before, one.result.now
    assert before is not None  # asked of comparisons in which all have one
    words = f"{now.words} ({signed(now.value - before.value, ratio=comparison.ratio)})"
    return Change(label, before.value, now.value, words, one.first)


def signed(number: int, *, ratio: bool) -> str:
    """+1.200, −5; of a ratio percentage points: +23, +2,5."""
    sign = "+" if number > 0 else "−" if number < 0 else ""
    if not ratio:
        return sign + grouped(abs(number))
    whole, part = divmod(abs(number), HUNDREDTHS)
    return sign + grouped(whole) + (f",{part:02d}".rstrip("0") if part else "")


def spread(comparison: Comparison) -> str:
    """From where to where they lie, and the middle."""
    if comparison.spread is None:
        return ""
    low, middle, high = (
        signed(number, ratio=comparison.ratio) if comparison.changes else _plain(number, ratio=comparison.ratio)
        for number in comparison.spread
    )
    told = {"low": low, "middle": middle, "high": high}
    if len(comparison.fair) == PAIR:
        return _("từ %(low)s đến %(high)s") % told
    return _("từ %(low)s đến %(high)s, ở giữa %(middle)s") % told


def _plain(number: int, *, ratio: bool) -> str:
    return signed(number, ratio=ratio).lstrip("+") + ("%" if ratio else "")
