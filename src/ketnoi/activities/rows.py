"""From a row of a workbook to an entry: names looked up on their day; problems, doubts, remarks at their own cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext as _

from ketnoi.activities import day_and_place, sheet, validation
from ketnoi.activities.entry import Entry
from ketnoi.activities.named import LONGEST
from ketnoi.activities.row_names import NAMING, Names, add_doubt
from ketnoi.figures import catalogue
from ketnoi.ui import dates, numbers
from ketnoi.ui.text import in_old_font
from ketnoi.workbooks import values
from ketnoi.workbooks.template import Plain

Cells = Mapping[str, Plain]
ESTIMATE: Final = "UOC_TINH"
LONGEST_DAYS: Final = 366
_PARTS: Final = {"women": "nữ", "men": "nam"}  # what cells call them that count only these

_SESSIONS: Final = re.compile(r"([0-9]{1,4})\s*(?:buổi|cuộc|lớp|hội nghị|đợt)?", re.IGNORECASE)

count_in = lru_cache(maxsize=20_000)(values.count)
days_in = lru_cache(maxsize=20_000)(values.days)


class Reader:
    """Reads one row; what there is to say gathers in `errors`, `doubts`, `warnings` by column key."""

    def __init__(self, cells: Cells, names: Names, audiences: Mapping[str, int]) -> None:
        self.cells, self.names, self.audiences = cells, names, audiences
        self.errors: dict[str, str] = {}
        self.doubts: dict[str, str] = {}
        self.warnings: dict[str, str] = {}
        self.estimated = False

    def entry(self) -> Entry | None:
        """The entry of the row, or None when something could not be read."""
        days = self._days()
        self._ask_sessions()
        counts = self._counts()
        if days is None:
            self.errors |= self.names.wrong_kind(self._text("kind"))
            return None
        told = self.names.told(tuple(map(self._text, NAMING)), days.first)
        self.errors |= told.errors
        self.doubts |= told.doubts
        self.warnings |= told.notes
        read: dict[str, Any] = {
            **told.things,
            "starts_on": days.first,
            "ends_on": self._last(days),
            "start_time": days.time,
            "attendance": self._attendance(counts),
            "title": self._title(),
            "result": self._text("result"),
            "women": self._women(counts),
            "minority": counts.get("minority"),
            "people_listed": counts.get("people_listed"),
        }
        if self.estimated:
            read["counting"] = catalogue.category("counting", ESTIMATE).pk
        return None if self.errors else Entry.tidy(**read)

    def _title(self) -> str:
        title = self._text("title")
        if title and not any(map(str.isalpha, title)):
            self.errors["title"] = _("Ghi ngắn gọn nội dung, ví dụ: Nhận biết thủ đoạn mua bán người.")
        if in_old_font(title):
            told = _("Chữ ở đây có vẻ gõ bằng phông cũ (.VnTime, VNI). Nếu đồng ý, ghi nguyên như vậy.")
            add_doubt(self.doubts, "title", told)
        return title

    def _text(self, key: str) -> str:
        value = self.cells.get(key, "")
        return value if isinstance(value, str) else str(value)

    def _days(self) -> values.Days | None:
        if not self._text("day"):
            self.errors["day"] = _("Chưa ghi.")
            return None
        found = self._day("day") or self._day_beside_place()
        if found is not None and found.first > self.names.lookup.today:
            self.errors["day"] = _("Ngày này chưa đến; hoạt động chưa diễn ra thì ghi là dự kiến.")
            return None
        if found is not None and validation.is_long_ago(found.first):
            shown = {"day": dates.day(found.first)}
            add_doubt(self.doubts, "day", _("Ngày %(day)s cách đây đã lâu. Nếu đồng ý, ghi đúng ngày này.") % shown)
        return found

    def _day(self, key: str) -> values.Days | None:
        try:
            found = days_in(self.cells[key])
        except ValueError as error:
            self.errors[key] = str(error)
            return None
        if found.doubt:
            self.doubts[key] = found.doubt
        if found.note:
            self.warnings[key] = found.note
        return found

    def _day_beside_place(self) -> values.Days | None:
        """The day of a column "Thời gian, địa điểm"; the rest of it is the place of a row that says no other."""
        said = self._text("day")
        if len(said) > LONGEST or self._text("place") or self._text("venue"):
            return None
        day, place = day_and_place.parted(said)
        if not place:
            return None
        del self.errors["day"]
        self.cells = {**self.cells, "day": day, "place": place}
        found = self._day("day")
        told = _("Hiểu nơi diễn ra là “%(place)s”.") % {"place": place}
        self.warnings["day"] = f"{self.warnings.get('day', '')} {told}".strip()
        return found

    def _last(self, days: values.Days) -> dt.date | None:
        end = self._day("ends_on") if self._text("ends_on") else None
        last = (end.last or end.first) if end else days.last
        if end and days.last and days.last != last:
            shown = {"day": dates.day(days.last)}
            self.errors["ends_on"] = _("Cột ngày ghi đến %(day)s, khác với ngày ở đây.") % shown
        if last and (last - days.first).days > LONGEST_DAYS:
            add_doubt(self.doubts, "ends_on" if end else "day", _("Kéo dài hơn một năm. Nếu đồng ý, ghi đúng như vậy."))
        return last

    def _ask_sessions(self) -> None:
        """A row is one record, however many sessions its own column says."""
        said = self._text(sheet.SESSIONS)
        found = _SESSIONS.fullmatch(said)
        if said.lower() not in values.NOTHING and found is None:
            self.errors[sheet.SESSIONS] = _("Nhập một số, ví dụ 1")
        elif found is not None and int(found[1]) != 1:
            told = _("Dòng này ghi %(count)s buổi. Nếu đồng ý, cả dòng chỉ ghi thành một phiếu.")
            self.doubts[sheet.SESSIONS] = told % {"count": int(found[1])}

    def _counts(self) -> dict[str, int]:
        """What stands in cells that hold counts, by column key."""
        found = {key: self._count(key) for key in self.cells if key in self.audiences or key in _OF_ALL}
        return {key: count for key, count in found.items() if count is not None}

    def _count(self, key: str) -> int | None:
        value = self.cells[key]
        try:
            found = None if value == "" else count_in(value)
        except ValueError as error:
            self.errors[key] = str(error)
            return None
        if found is None:
            return None
        if found.doubt:
            self.doubts[key] = found.doubt
        if found.part and found.part != _PARTS.get(key) and not key.startswith(sheet.AUDIENCE):
            self.errors[key] = _("“%(said)s” chỉ ghi số %(part)s.") % {"said": value, "part": found.part}
        self.estimated |= found.estimate
        return found.number

    def _attendance(self, counts: Mapping[str, int]) -> dict[int, int]:
        """Who came, by audience; what a total says beyond them is of no audience that is known."""
        told = {self.audiences[key]: count for key, count in counts.items() if count and key in self.audiences}
        total, added = self._total(counts), sum(told.values())
        if total is None or total == added:
            return told
        shown = {"total": numbers.grouped(total), "added": numbers.grouped(added)}
        if total < added:
            self.errors["total"] = _("Tổng ghi %(total)s, các đối tượng cộng lại được %(added)s.") % shown
            return told
        if added:
            shown["rest"] = numbers.grouped(total - added)
            self.doubts["total"] = (
                _(
                    "Tổng ghi %(total)s, các đối tượng cộng lại được %(added)s."
                    " Nếu đồng ý, ghi %(rest)s lượt là chưa xác định đối tượng."
                )
                % shown
            )
        undivided = self.audiences[sheet.AUDIENCE + sheet.UNDIVIDED]
        return told | {undivided: told.get(undivided, 0) + total - added}

    def _total(self, counts: Mapping[str, int]) -> int | None:
        total, men, women = counts.get("total"), counts.get("men"), counts.get("women")
        if men is None or women is None:
            return total
        added = self._added(counts)
        whole = total if total is not None else added
        if men + women != whole and (total is not None or added):
            shown = {"men": men, "women": women, "total": numbers.grouped(whole)}
            self.errors["men"] = _("Nam %(men)s và nữ %(women)s không bằng tổng %(total)s.") % shown
        return men + women if total is None and not added else total

    def _women(self, counts: Mapping[str, int]) -> int | None:
        """As told; where only men were told, the others, if somebody agrees."""
        total, men, women = counts.get("total"), counts.get("men"), counts.get("women")
        if men is None or women is not None:
            return women
        rest = (total or self._added(counts)) - men
        if rest < 0:
            self.errors["men"] = _("Số nam nhiều hơn tổng số dự.")
        else:
            add_doubt(
                self.doubts,
                "men",
                _("Chỉ ghi số nam. Nếu đồng ý, ghi số nữ là %(rest)s.") % {"rest": numbers.grouped(rest)},
            )
        return rest

    def _added(self, counts: Mapping[str, int]) -> int:
        return sum(count for key, count in counts.items() if key in self.audiences)


_OF_ALL: Final = frozenset({"total", "men", "women", "minority", "people_listed"})
