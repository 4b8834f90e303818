"""Fields of the API: what a day, an id, a code and a text look like, and nothing else passes.

Databases refuse NUL and half characters: a text that holds one is refused here, with its field.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Final

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, WithJsonSchema
from pydantic_core import PydanticCustomError

from ketnoi.activities.validation import MOST_PEOPLE
from ketnoi.ui import dates

LARGEST_ID: Final = 2**31 - 1
LAST_MOMENT: Final = dates.to_us(dt.datetime.combine(dates.LAST_DAY, dt.time.max, tzinfo=dates.ZONE))
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DIGITS: Final = re.compile(r"[0-9]{1,20}", re.ASCII)
_BROKEN: Final = re.compile("[\x00\ud800-\udfff]")


class Body(Schema):
    """What is sent. A field that is not known is refused: a misspelt one would be lost in silence."""

    model_config = ConfigDict(extra="forbid")


def _day(value: Any) -> dt.date:
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            day = dt.date.fromisoformat(value)
        except ValueError:
            day = dt.date.min
        if dates.is_sensible(day):
            return day
    raise PydanticCustomError("day", "%s", {"said": _("Ghi ngày theo dạng năm-tháng-ngày, ví dụ 2022-11-04.")})


def _whole_text(value: str) -> str:
    if _BROKEN.search(value):
        raise PydanticCustomError("text", "%s", {"said": _("Có ký tự không dùng được trong văn bản.")})
    return value


def _is_text(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("text", "%s", {"said": _("Phải là văn bản.")})
    return value


def from_address(value: Any) -> Any:
    """A number in an address is written in plain digits."""
    if isinstance(value, str) and not _DIGITS.fullmatch(value):
        raise PydanticCustomError("digits", "%s", {"said": _("Phải là số nguyên, viết bằng chữ số.")})
    return value


def matching(pattern: str, **bounds: Any) -> Any:
    """A field whose text matches; said besides in the description, which leaves out a pattern that follows a check."""
    return Field(pattern=pattern, json_schema_extra={"pattern": pattern}, **bounds)


Day = Annotated[dt.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Text = Annotated[str, BeforeValidator(_is_text), AfterValidator(_whole_text)]
Code = Annotated[Text, matching(r"^[A-Za-z0-9_-]+$", min_length=1, max_length=60)]
Time = Annotated[Text, matching(r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Id = Annotated[StrictInt, Field(ge=1, le=LARGEST_ID)]
Count = Annotated[StrictInt, Field(ge=0, le=MOST_PEOPLE)]
Flag = StrictBool

AskedId = Annotated[int, BeforeValidator(from_address), Field(ge=1, le=LARGEST_ID)]
AskedNumber = Annotated[int, BeforeValidator(from_address), Field(ge=0, le=LARGEST_ID)]
Moment = Annotated[int, BeforeValidator(from_address), Field(ge=0, le=LAST_MOMENT)]
Limit = Annotated[int, BeforeValidator(from_address), Field(ge=1, le=200)]
