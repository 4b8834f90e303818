"""What a practice says, as a value: entered, compared, kept with each published version, carried over when adopted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final, Self
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.audit import moments
from ketnoi.orgs.models import Unit
from ketnoi.practices import vocabulary
from ketnoi.practices.enums import Outcome, Reuse
from ketnoi.practices.models import Practice
from ketnoi.ui import dates
from ketnoi.ui.text import tidy

LONGEST: Final = {
    "name": 200, "problem": 1_000, "audience": 300, "steps": 4_000, "composition": 500, "schedule": 300, "cost": 300,
    "conditions": 1_000, "lessons": 2_000, "telephone": 40, "video": 300,
}  # fmt: skip
LINES: Final = frozenset({"problem", "steps", "conditions", "lessons"})
MOST_STAFF: Final = 10_000
LABELS: Final = {
    "name": gettext_lazy("Tên mô hình"),
    "field": gettext_lazy("Lĩnh vực"),
    "problem": gettext_lazy("Vấn đề"),
    "audience": gettext_lazy("Dành cho ai"),
    "steps": gettext_lazy("Cách làm từng bước"),
    "composition": gettext_lazy("Thành phần tham gia"),
    "schedule": gettext_lazy("Lịch hoạt động"),
    "cost": gettext_lazy("Chi phí"),
    "conditions": gettext_lazy("Cần có"),
    "staff_least": gettext_lazy("Số người cần ít nhất"),
    "means": gettext_lazy("Phương tiện cần có"),
    "terrains": gettext_lazy("Hợp với kiểu địa bàn"),
    "outcome": gettext_lazy("Hiệu quả"),
    "evidence": gettext_lazy("Mức minh chứng"),
    "lessons": gettext_lazy("Điều chưa được và bài học"),
    "begun_on": gettext_lazy("Bắt đầu từ"),
    "reuse": gettext_lazy("Cho phép dùng lại"),
    "contact": gettext_lazy("Đơn vị liên hệ"),
    "telephone": gettext_lazy("Điện thoại trực"),
    "video": gettext_lazy("Đường dẫn phim ngắn"),
}
CARRIED: Final = (
    "name", "field", "problem", "audience", "steps", "composition", "schedule", "cost", "conditions", "staff_least",
    "means", "terrains",
)  # fmt: skip
"""What a copy takes over: how it is done. Not what came of it, who answers for it, nor what the unit allows."""


@dataclass(frozen=True)
class Content:
    """A practice in words. `contact` is a unit's id; `steps` has one step a line."""

    name: str
    field: str
    problem: str
    contact: int
    audience: str = ""
    steps: str = ""
    composition: str = ""
    schedule: str = ""
    cost: str = ""
    conditions: str = ""
    lessons: str = ""
    outcome: str = Outcome.UNSURE.value
    evidence: str = "PHAN_ANH"
    terrains: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    staff_least: int | None = None
    begun_on: dt.date | None = None
    reuse: str = Reuse.FREE.value
    telephone: str = ""
    video: str = ""

    def tidied(self) -> Self:
        words: dict[str, Any] = {name: _tidied(name, getattr(self, name)) for name in LONGEST}
        return replace(self, **words)

    @property
    def step_list(self) -> list[str]:
        return self.steps.splitlines()


NAMES: Final = tuple(field.name for field in fields(Content))


def _tidied(name: str, text: str) -> str:
    if name not in LINES:
        return tidy(text)
    return "\n".join(line for line in map(tidy, text.splitlines()) if line)


def of(practice: Practice) -> Content:
    """The practice as its row says."""
    said = {name: getattr(practice, name) for name in NAMES if name != "contact"}
    said |= {"terrains": tuple(practice.terrains), "means": tuple(practice.means)}
    return Content(contact=practice.contact_id, **said)


def fill(practice: Practice, content: Content) -> Practice:
    """Put the content into the row, unsaved."""
    for name in NAMES:
        value = getattr(content, name)
        setattr(practice, "contact_id" if name == "contact" else name, list(value) if type(value) is tuple else value)
    return practice


def kept(content: Content) -> dict[str, Any]:
    """The content as a published version keeps it."""
    said = asdict(content)
    return said | {"begun_on": content.begun_on.isoformat() if content.begun_on else None}


def read(said: dict[str, Any]) -> Content:
    """A content as it was kept; what was not known then is as if it had not been said."""
    told = {name: said[name] for name in NAMES if name in said}
    told |= {name: tuple(told.get(name, ())) for name in ("terrains", "means")}
    told["begun_on"] = dt.date.fromisoformat(told["begun_on"]) if told.get("begun_on") else None
    return Content(**told)


def differing(one: Content, other: Content) -> list[str]:
    """Names of what two say differently, in their order on the form."""
    return [name for name in LABELS if getattr(one, name) != getattr(other, name)]


def shown(content: Content) -> dict[str, str]:
    """Everything in words, by name."""
    words = {name: str(getattr(content, name) or "") for name in NAMES}
    words |= {
        "field": vocabulary.names("fields").get(content.field, ""),
        "evidence": vocabulary.names("evidence").get(content.evidence, ""),
        "terrains": _listed("terrains", content.terrains),
        "means": _listed("means", content.means),
        "outcome": str(Outcome(content.outcome).label),
        "reuse": str(Reuse(content.reuse).label),
        "begun_on": dates.day(content.begun_on) if content.begun_on else "",
    }
    unit = Unit.objects.filter(pk=content.contact).first()
    return words | {"contact": unit.label if unit else ""}


def _listed(name: str, codes: tuple[str, ...]) -> str:
    known = vocabulary.names(name)
    return "; ".join(known[code] for code in codes if code in known)


def today() -> dt.date:
    """Today in Viet Nam, or on the day that a demo world plays."""
    return dates.from_us(moments.now()).date()


def validate(content: Content) -> None:
    """Raise ValidationError by field of Content."""
    errors: dict[str, list[str]] = {}
    for field, message in _problems(content):
        errors.setdefault(field, []).append(message)
    if errors:
        raise ValidationError(errors)


def _problems(content: Content) -> Iterator[tuple[str, str]]:
    if not content.name:
        yield "name", _("Ghi tên mô hình, ví dụ: Phòng tiếp dân do phụ nữ đảm nhận.")
    if not content.problem:
        yield "problem", _("Ghi vấn đề mà mô hình giải quyết, bằng một hai câu.")
    for name, most in LONGEST.items():
        if len(getattr(content, name)) > most:
            yield name, _("Dài quá %(most)s chữ cái.") % {"most": most}
    yield from _unknown(content)
    if content.begun_on and content.begun_on > today():
        yield "begun_on", _("Ngày này chưa đến.")
    if content.staff_least is not None and not 0 < content.staff_least <= MOST_STAFF:
        yield "staff_least", _("Số người phải từ 1 đến %(most)s.") % {"most": MOST_STAFF}
    if content.video and not _is_address(content.video):
        yield "video", _("Đường dẫn phải bắt đầu bằng https://, ví dụ https://phim.vi-du.vn/mo-hinh.")
    if content.outcome == Outcome.FAILED and not content.lessons:
        yield "lessons", _("Mô hình không hiệu quả cần ghi điều chưa được và bài học, để nơi khác tránh.")
    if not Unit.objects.filter(pk=content.contact).exists():
        yield "contact", _("Chọn đơn vị liên hệ.")


def _unknown(content: Content) -> Iterator[tuple[str, str]]:
    """Codes that stand in no list: only a forged form says them."""
    single = {"field": "fields", "evidence": "evidence"}
    for name, known in single.items():
        if getattr(content, name) not in vocabulary.names(known):
            yield name, _("Chọn một mục trong danh sách.")
    for name in ("terrains", "means"):
        if not set(getattr(content, name)) <= set(vocabulary.names(name)):
            yield name, _("Chọn các mục trong danh sách.")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and " " not in text
