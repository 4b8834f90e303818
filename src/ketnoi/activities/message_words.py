"""What a message says, read by rules: each guess with the very words it was made from. Asks no table.

Everything is looked for in the message without marks, which has a letter for each letter of the message, so that the
words can be shown as they were written.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import takewhile
from typing import Any

from ketnoi.activities import persons
from ketnoi.activities.validation import LONGEST_VENUE, MOST_PEOPLE
from ketnoi.ui import dates
from ketnoi.ui.text import fold, tidy

LONGEST = 4_000
UNSORTED = "CHUA_XAC_DINH"
_NUMBER = r"(?<![\d.,/])(\d{1,3}(?:\.\d{3})+|\d{1,6})(?:\s*/\s*\d{1,6})?"
_ABOUT = re.compile(r"(?:khoang|hon|tren|gan|uoc|chung|~)\s*$")
# What makes a number before people none of its own: the end of "200-300", and of "1 200", which may be one or two.
_SPANS = re.compile(r"(?<![\d/])\d{1,6}\s*(?:-|–|den)\s*$")
_GROUPS = re.compile(r"(?<![\d/.,-])\d{1,3} $")
_PART_BEFORE = re.compile(r"\b(nu|nam)(?: gioi)?\s*[:=]?\s*$")  # "nữ 30 người"
_AMONG = re.compile(r"trong (?:so )?do[^.;)\n]*")
_PART_OF_DAY = r"(?:sang|trua|chieu|toi|dem)"
_TIME = re.compile(
    rf"(?:({_PART_OF_DAY})\s*(?:nay|qua)?,?\s*(?:ngay\s+)?(?:[\d/.-]{{3,10}})?,?\s*(?:luc|vao)?\s*)?(?<![\d/.:])(\d{{1,2}})\s*(?:gio|h(?![a-z])|g(?=\d)|:(?=\d\d))\s*(\d{{2}})?"
    rf"(?![\d/])(?:\s*({_PART_OF_DAY})\b)?"
)
_DAY = re.compile(
    r"(?<![\d/.-])(?:(\d{1,2})\s*(?:-|den)\s*(?=\d{1,2}\s*(?:/|thang)))?(\d{1,2})\s*(?:/|-|\s+thang\s+)\s*(\d{1,2})"
    r"(?:\s*(?:/|-|,?\s*nam\s+)\s*(\d{4}|\d{2}))?(?![\d/])"
)
_DOTTED = re.compile(r"(?<![\d/.-])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d/])")
_NEAR_DAY = re.compile(r"\b(sang|trua|chieu|toi|dem|hom|ngay)\s+(nay|qua)\b")
_NOT_THE_DAY = re.compile(
    r"(?:ky niem|chao mung|quoc te|nhan dip|thanh lap|so|ke hoach|cong van|quyet dinh)\W*(?:\w+\W+){0,4}$"
)
_COUNTED = re.compile(r"\s*(?:nguoi|hoi vien|phu nu|xa|ban(?! chap| thuong| to chuc)|thon|em|dai bieu|ho|to dan pho)\b")
_AHEAD = re.compile(r"\b(?:se|du kien|sap|kinh moi|tran trong kinh moi)\b")
_STOPS = (
    *("cho", "tại", "với", "nhằm", "có", "đã", "thu hút", "lúc", "vào", "gồm", "được", "trong", "đến", "do"),
    *("tổ chức", "phối hợp", "kết quả", "hôm", "ngày", "hồi"),
)
_END = re.compile(rf"[.,;:()\n“”\"]|\s\d|\s({'|'.join(map(fold, _STOPS))})\b")
_ABOUT_WHAT = re.compile(
    r"\b(?:chu de|chuyen de|noi dung|tuyen truyen|truyen thong|tap huan|noi chuyen)(?:\s+ve)?\s*:?\s+"
)
_QUOTED = re.compile(r"[“\"«]([^”\"»\n]{8,160})[”\"»]")
_WHERE = re.compile(r"\b(?:tai|o)\s+")
_HOUSE = {"nvh": "nhà văn hóa", "nha vh": "nhà văn hóa"}
_JOINS = frozenset({"và", "cùng", "các", "với", "tham"})  # no name of a place has them
_SEAT = re.compile(r"\b(?:hoi truong|san|tru so|phong hop|nha|tai|o)\s+$")
_NUMBERED = re.compile(r"\s\d{1,2}(?=\s*(?:[,.;:)\n]|$))")  # "bản Mẫu 2"
VILLAGES = ("bản", "thôn", "tiểu khu", "tổ dân phố", "khu phố", "khóm", "ấp")
_SHORT_POLICE = re.compile(r"CA\s+(?:xã|phường|thị trấn|thị xã|huyện|thành phố|TP|tỉnh)\b", re.IGNORECASE)
_DIVISIONS = (*VILLAGES, "thị trấn", "thị xã", "xã", "phường", "huyện", "tỉnh")
_EVENING = frozenset({"chieu", "toi", "dem"})
_SHORTEST_TITLE = 8
_LONGEST_TITLE = 160
_NOON = 12


@dataclass(frozen=True)
class Guess:
    """A field, what the message seems to say of it, and the words that say so.

    Fields are those of `Entry`; besides `audience:CODE` (a count), `units` (agency code, words of a name behind it)
    and `places` (words of a name, its division first). Categories are codes here.
    """

    field: str
    value: Any
    words: str


class Message:
    """A message, tidied line by line, and the same without marks, letter for letter."""

    def __init__(self, text: str) -> None:
        self.text = "\n".join(filter(None, (tidy(line) for line in text[:LONGEST].splitlines())))
        self.flat = "".join(map(_flat, self.text)).replace("phong, chong", "phong  chong")

    def words(self, start: int, end: int) -> str:
        """The message's own words between two places."""
        return self.text[start:end].strip()

    def says(self, start: int, end: int, *marked: str) -> bool:
        """Whether it says one of these there, with its marks or with none at all."""
        said = self.text[start:end].lower()
        return said in marked or said in map(fold, marked)


def _flat(letter: str) -> str:
    first = next(iter(unicodedata.normalize("NFD", letter.lower())), " ")
    return "d" if first == "đ" else first


def guesses(text: str, today: dt.date) -> list[Guess]:
    """Everything the message seems to say; at most one guess for a field, but several units and places."""
    message = Message(text)
    found: list[Guess] = []
    for one in (*_categories(message), *_days(message, today), *_times(message), *_counts(message), *_venues(message)):
        if all(one.field != known.field for known in found):
            found.append(one)
    found += _topics(message)
    found += _titles(message)[:1]
    return [*found, *_named("units", message), *_named("places", message)]


@cache
def _table() -> list[tuple[str, str, str]]:
    """(dimension, code, words without marks), in the order of the file: what stands first wins."""
    file = resources.files("ketnoi.activities") / "data" / "message_words.csv"
    with file.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return [(row["dimension"], row["code"], fold(words)) for row in rows for words in row["words"].split("|")]


def _said(message: Message, dimension: str) -> Iterator[tuple[str, int, int]]:
    """(code, from, to) of the first time each word of a dimension stands in the message."""
    for its, code, words in _table():
        place = re.search(rf"\b{re.escape(words)}\b", message.flat) if its == dimension else None
        if place:
            yield code, *place.span()


def _categories(message: Message) -> Iterator[Guess]:
    for dimension in ("kind", "counting"):
        for code, start, end in _said(message, dimension):
            yield Guess(dimension, code, message.words(start, end))


def _topics(message: Message) -> list[Guess]:
    once = {code: (start, end) for code, start, end in reversed(list(_said(message, "topic")))}
    return [Guess("topics", code, message.words(*span)) for code, span in sorted(once.items(), key=lambda one: one[1])]


def _days(message: Message, today: dt.date) -> Iterator[Guess]:
    """Days written out, those beside a part of the day first; then "chiều nay", "hôm qua"."""
    written = [one for one in _DAY.finditer(message.flat) if _is_day(message.flat, one)]
    for place in sorted(
        written, key=lambda one: not re.search(r"(?:ngay|sang|trua|chieu|toi)\W*$", message.flat[: one.start()])
    ):
        day = _day(place[2], place[3], place[4], today, ahead=bool(_AHEAD.search(message.flat)))
        first = _day(place[1], place[3], str(day.year), today) if day and place[1] else None
        words = message.words(*place.span())
        if day and first and first < day:
            yield Guess("ends_on", day, words)
        if day:
            yield Guess("starts_on", first if first and first < day else day, words)
    for dotted in _DOTTED.finditer(message.flat):
        if day := _day(dotted[1], dotted[2], dotted[3], today):
            yield Guess("starts_on", day, message.words(*dotted.span()))
    for near in _NEAR_DAY.finditer(message.flat):
        if near[1] != "toi" or message.says(*near.span(1), "tối"):
            back = 0 if near[2] == "nay" else 1
            yield Guess("starts_on", today - dt.timedelta(days=back), message.words(*near.span()))


def _is_day(flat: str, place: re.Match[str]) -> bool:
    """A holiday, a paper's number and "56/56 xã" are no day of an activity."""
    return not (
        _NOT_THE_DAY.search(flat[max(0, place.start() - 40) : place.start()]) or _COUNTED.match(flat, place.end())
    )


def _day(day: str, month: str, year: str | None, today: dt.date, *, ahead: bool = False) -> dt.date | None:
    """That day; without a year the last one that has come, or the next one of what lies ahead."""
    try:
        if year:
            return dates.parse_day(f"{day}/{month}/{year}")
        near = [dates.parse_day(f"{day}/{month}/{one}") for one in (today.year - 1, today.year, today.year + 1)]
    except ValueError:
        return None
    return min(one for one in near if one >= today) if ahead else max(one for one in near if one <= today)


def _times(message: Message) -> Iterator[Guess]:
    for place in _TIME.finditer(message.flat):
        if re.search(r"\btrong\s*$", message.flat[: place.start()]):
            continue  # how long, not when
        hour, minute, part = int(place[2]), int(place[3] or 0), place[1] or place[4]
        hour += _NOON if part in _EVENING and hour < _NOON else 0
        if hour < 24 and minute < 60:  # noqa: PLR2004 - a clock's
            yield Guess("start_time", dt.time(hour, minute), message.words(*place.span()))


def _counts(message: Message) -> Iterator[Guess]:
    """Counts before their noun, and "nữ: 60" behind it."""
    among = [one.span() for one in _AMONG.finditer(message.flat)]
    nouns = {
        words: (its, code) for its, code, words in _table() if its in {"audience", "total", "women", "men", "minority"}
    }
    noun = "|".join(re.escape(one) for one in sorted(nouns, key=len, reverse=True))
    before = re.finditer(rf"{_NUMBER}\s+(?:luot\s+)?({noun})\b", message.flat)
    behind = re.finditer(rf"\b({noun})\s*[:=]?\s*{_NUMBER}(?![\d/.,]*\d|\s+[a-z]|\s*%)", message.flat)
    for place, number, words in (
        *((one, one[1], one[2]) for one in before),
        *((one, one[2], one[1]) for one in behind),
    ):
        its, code = nouns[words]
        before_it = message.flat[: place.start()]
        if place[0][0].isdigit() and _goes_on(before_it, number):
            continue
        if its == "total" and (part := _PART_BEFORE.search(before_it)):
            its = {"nu": "women", "nam": "men"}[part[1]]
        if code and words == "phu nu" and any(start <= place.start() < end for start, end in among):
            its, code = "women", ""
        count = int(number.replace(".", ""))
        if count <= MOST_PEOPLE:
            yield Guess(f"audience:{code}" if code else its, count, message.words(*place.span()))
        if _ABOUT.search(message.flat[: place.start()]):
            yield Guess("counting", "UOC_TINH", message.words(*place.span()))


def _goes_on(before: str, number: str) -> bool:
    return bool(_SPANS.search(before) or (len(number) == 3 and _GROUPS.search(before)))  # noqa: PLR2004 - a group's


def _until(message: Message, start: int, most: int) -> int:
    """Where a phrase ends that begins here: at a mark, a number, or a word that begins something else."""
    for stop in _END.finditer(message.flat, start):
        if not stop[1] or message.says(*stop.span(1), *_STOPS):
            return min(stop.start(), start + most)
    return min(len(message.flat), start + most)


def _titles(message: Message) -> list[Guess]:
    """What it was about, in the message's words, where these name nobody."""
    spans = [one.span(1) for one in _QUOTED.finditer(message.text)]
    spans += [(one.end(), _until(message, one.end(), _LONGEST_TITLE)) for one in _ABOUT_WHAT.finditer(message.flat)]
    said = [message.words(*span) for span in spans]
    fit = [one for one in said if len(one) >= _SHORTEST_TITLE and not (one[0].isdigit() or persons.may_name(one))]
    return [Guess("title", one[:1].upper() + one[1:], one) for one in fit]


def _venues(message: Message) -> Iterator[Guess]:
    """Where it was, where the words name no person's house."""
    for place in _WHERE.finditer(message.flat):
        end = _until(message, place.end(), LONGEST_VENUE)
        said = message.words(place.end(), end)
        if not said or not message.says(place.start(), place.start() + len(place[0].rstrip()), "tại", "ở"):
            continue
        short = next((one for one in _HOUSE if fold(said).startswith(f"{one} ") or fold(said) == one), "")
        if not (persons.addressed(said) or persons.home(said)):
            yield Guess("venue", f"{_HOUSE[short]}{said[len(short) :]}" if short else said, said)


def _named(field: str, message: Message) -> Iterator[Guess]:
    """Units by their agency's words, places by their division: with up to five words behind them."""
    heads: Iterable[tuple[str, str]] = [(words, code) for its, code, words in _table() if its == "agency"]
    if field == "places":
        heads = [(fold(one), one) for one in _DIVISIONS]
    known = dict(heads)
    head = "|".join(re.escape(one) for one in sorted(known, key=len, reverse=True))
    for place in re.finditer(rf"\b({head})\b(?:\s+\d{{1,2}}\b)?", message.flat):
        value = known[place[1]]
        if field == "places" and not message.says(*place.span(1), value):
            continue  # "bán", "phương" and others that look alike without marks
        if place[1] == "ca" and not (
            message.text[place.start()].isupper() and _SHORT_POLICE.match(message.text, place.start())
        ):
            continue  # "dân ca", "3 ca": police are meant only before a division
        if field == "units" and _SEAT.search(message.flat[: place.start()]):
            continue  # whose house it was, not who took part
        end = _until(message, place.end(), LONGEST_VENUE)
        if field == "places" and (number := _NUMBERED.match(message.flat, end)):
            end = number.end()
        said = message.words(place.end(1), end).split()[:5]
        behind = takewhile(lambda word: word.lower() not in _JOINS, said)
        yield Guess(field, (value, tuple(behind)), message.words(place.start(), end))
