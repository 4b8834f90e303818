"""An activity as it is sent and shown: catalogues by code, programmes by their name in an address, the rest by id."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from ketnoi.activities import snapshots
from ketnoi.activities.actions import LONGEST_REASON
from ketnoi.activities.entry import Entry
from ketnoi.activities.models import LONGEST_TITLE, Activity
from ketnoi.activities.validation import LONGEST_VENUE
from ketnoi.api.problems import Refused
from ketnoi.api.shapes import Body, Code, Count, Day, Id, Text, Time
from ketnoi.api.tokens import Caller
from ketnoi.figures.models import Category
from ketnoi.programmes import queries as programmes
from ketnoi.programmes.enums import Status as ProgrammeStatus
from ketnoi.programmes.models import Programme

LONGEST_RESULT = 4_000
MOST_PARTS = 50
Reason = Annotated[Text, Field(min_length=1, max_length=LONGEST_REASON, description="lý do")]


class EntryIn(Body):
    """What is entered about an activity."""

    kind: Code = Field(description="mã loại hoạt động")
    title: Annotated[Text, Field(min_length=1, max_length=LONGEST_TITLE)] = Field(description="nội dung")
    starts_on: Day = Field(description="ngày")
    ends_on: Day | None = Field(None, description="đến ngày, khi kéo dài nhiều ngày")
    start_time: Time | None = Field(None, description="giờ bắt đầu, 19:30")
    lead: Id = Field(description="đơn vị chủ trì")
    partners: list[Id] = Field([], max_length=MOST_PARTS, description="đơn vị phối hợp")
    place: Id | None = Field(None, description="xã, bản nơi diễn ra")
    venue: Annotated[Text, Field(max_length=LONGEST_VENUE)] = Field("", description="địa điểm cụ thể")
    programmes: list[Code] = Field([], max_length=MOST_PARTS, description="mã chương trình")
    topics: list[Code] = Field([], max_length=MOST_PARTS, description="mã chuyên đề")
    attendance: dict[Code, Count] = Field({}, max_length=MOST_PARTS, description="lượt người dự theo mã đối tượng")
    women: Count | None = Field(None, description="trong đó nữ")
    minority: Count | None = Field(None, description="trong đó dân tộc thiểu số")
    people_listed: Count | None = Field(None, description="số người khác nhau trong danh sách ký nhận")
    counting: Code | None = Field(None, description="mã cách đếm")
    result: Annotated[Text, Field(max_length=LONGEST_RESULT)] = Field("", description="kết quả; không ghi tên người")


class RecordIn(EntryIn):
    """An activity as it took place; a reason is needed only where its period was confirmed before."""

    reason: Annotated[Text, Field(max_length=LONGEST_REASON)] = Field("", description="lý do, khi kỳ đã xác nhận")


class ActivityIn(RecordIn):
    """An activity that took place (`recorded`) or is going to (`planned`)."""

    status: Literal["recorded", "planned"] = "recorded"


class CorrectionIn(EntryIn):
    """The whole entry as it should stand, and why."""

    reason: Reason


class WithdrawalIn(Body):
    reason: Reason


class ActivityOut(Schema):
    """An activity as it stands. `version` rises with every change; send it as If-Match to change it."""

    id: UUID
    version: int
    status: str
    kind: str
    title: str
    starts_on: dt.date
    ends_on: dt.date | None
    start_time: str | None
    lead: int
    partners: list[int]
    place: int | None
    venue: str
    programmes: list[str]
    topics: list[str]
    attendance: dict[str, int]
    women: int | None
    minority: int | None
    people_listed: int | None
    counting: str | None
    result: str
    recorded_at: int | None
    link: str


class ActivityPage(Schema):
    items: list[ActivityOut]
    next: str | None


@dataclass(frozen=True)
class _Words:
    """Ids by dimension and code, and by a programme's name; what is missing becomes an error of its field."""

    categories: dict[tuple[str, str], int]
    programmes: dict[str, int]
    errors: dict[str, list[str]]

    def category(self, field: str, dimension: str, code: str | None) -> int:
        return self._found(field, code, self.categories.get((dimension, code or "")))

    def programme(self, slug: str) -> int:
        return self._found("programmes", slug, self.programmes.get(slug))

    def _found(self, field: str, said: str | None, number: int | None) -> int:
        if number is None:
            self.errors.setdefault(field, []).append(_("Không có mã “%(code)s”.") % {"code": said})
        return number or 0


def entry(sent: EntryIn, caller: Caller, standing: Collection[int] = ()) -> Entry:
    """The entry that was sent. `standing` are ids of programmes it may keep although the caller cannot see them.

    Raises Refused for codes that name nothing.
    """
    words = _words(caller, sent.programmes, standing)
    plain = ("title", "starts_on", "ends_on", "lead", "place", "venue", "women", "minority", "people_listed", "result")
    read = Entry(
        **{name: getattr(sent, name) for name in plain},
        kind=words.category("kind", "kind", sent.kind),
        start_time=dt.time.fromisoformat(sent.start_time) if sent.start_time else None,
        partners=tuple(sent.partners),
        programmes=tuple(words.programme(slug) for slug in sent.programmes),
        topics=tuple(words.category("topics", "topic", code) for code in sent.topics),
        attendance={words.category("attendance", "audience", code): n for code, n in sent.attendance.items()},
        counting=words.category("counting", "counting", sent.counting) if sent.counting else None,
    )
    if words.errors:
        raise Refused(422, errors=words.errors)
    return read


def _words(caller: Caller, slugs: Iterable[str], standing: Collection[int]) -> _Words:
    rows = Category.objects.values_list("dimension", "code", "pk")
    seen = programmes.visible_to(caller.officer).exclude(status=ProgrammeStatus.DRAFT).filter(slug__in=list(slugs))
    known = dict(Programme.objects.filter(pk__in=standing).values_list("slug", "pk"))
    return _Words({(one, code): pk for one, code, pk in rows}, known | dict(seen.values_list("slug", "pk")), {})


def shown(found: Collection[Activity], absolute: Callable[[str], str]) -> list[dict[str, Any]]:
    """Activities, fetched with `snapshots.PARTS`, as the API shows them; two queries however many."""
    entries = {one.pk: snapshots.current(one) for one in found}
    codes = dict(Category.objects.values_list("pk", "code"))
    wanted = {number for one in entries.values() for number in one.programmes}
    slugs = dict(Programme.objects.filter(pk__in=wanted).values_list("pk", "slug"))
    return [_shown(one, entries[one.pk], codes, slugs, absolute) for one in found]


def _shown(
    one: Activity, said: Entry, codes: dict[int, str], slugs: dict[int, str], absolute: Callable[[str], str]
) -> dict[str, Any]:
    plain = ("title", "starts_on", "ends_on", "lead", "place", "venue", "women", "minority", "people_listed", "result")
    return {name: getattr(said, name) for name in plain} | {
        "id": one.uuid,
        "version": one.version,
        "status": one.status,
        "kind": codes[said.kind],
        "start_time": said.start_time.isoformat("minutes") if said.start_time else None,
        "partners": list(said.partners),
        "programmes": [slugs[number] for number in said.programmes],
        "topics": [codes[number] for number in said.topics],
        "attendance": {codes[audience]: count for audience, count in said.attendance.items()},
        "counting": codes[said.counting] if said.counting else None,
        "recorded_at": one.recorded_at,
        "link": absolute(reverse("activities:detail", args=[one.uuid])),
    }
