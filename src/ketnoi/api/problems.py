"""What went wrong, as problem details (RFC 9457): a title in Vietnamese, the fields concerned, never a trace."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI, Schema
from ninja import errors as ninja

from ketnoi.figures.ledger import LedgerConflict

TYPE: Final = "application/problem+json"
TITLES: Final[dict[int, str | Promise]] = {
    400: gettext_lazy("Không đọc được nội dung gửi lên"),
    401: gettext_lazy("Khóa kết nối không còn dùng được"),
    403: gettext_lazy("Khóa kết nối không có quyền làm việc này"),
    404: gettext_lazy("Không có nội dung này"),
    405: gettext_lazy("Địa chỉ này không nhận cách gọi đó"),
    409: gettext_lazy("Không làm được lúc này"),
    412: gettext_lazy("Phiếu đã được người khác sửa"),
    413: gettext_lazy("Nội dung gửi lên quá lớn"),
    422: gettext_lazy("Có chỗ cần sửa"),
    428: gettext_lazy("Thiếu phiên bản của phiếu (If-Match)"),
    429: gettext_lazy("Gọi quá nhiều lần"),
    500: gettext_lazy("Máy chủ gặp lỗi; chưa có gì được ghi"),
}
SAID: Final[dict[str, str | Promise]] = {
    "missing": gettext_lazy("Thiếu trường này."),
    "extra_forbidden": gettext_lazy("Không có trường này; hãy xem lại tên."),
    "int_type": gettext_lazy("Phải là số nguyên."),
    "int_parsing": gettext_lazy("Phải là số nguyên."),
    "string_too_long": gettext_lazy("Dài quá."),
    "string_too_short": gettext_lazy("Không được để trống."),
    "too_long": gettext_lazy("Nhiều quá."),
    "too_short": gettext_lazy("Ít quá."),
    "greater_than_equal": gettext_lazy("Số nhỏ quá."),
    "less_than_equal": gettext_lazy("Số lớn quá."),
    "uuid_parsing": gettext_lazy("Mã phiếu không đúng dạng."),
}
_PARAMETERS: Final = {"sent", "asked"}  # what the parts of a call are called in our own code


class FieldProblem(Schema):
    """One field and what to do about it; the field is "" where it concerns the whole."""

    field: str
    message: str


class Problem(Schema):
    """What every refusal looks like."""

    title: str
    status: int
    detail: str = ""
    errors: list[FieldProblem] = []


class Refused(Exception):
    """A call that is not carried out. `more` are further members of the problem."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        errors: Mapping[str, Iterable[str]] | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(status)
        self.status, self.detail, self.more = status, detail, more
        self.errors, self.headers = errors or {}, headers or {}


def declared(answers: Mapping[int, Any], *statuses: int) -> dict[int, Any]:
    """What an operation may answer: its own answers, these refusals, and those that any call may meet."""
    refusals: dict[int, Any] = dict.fromkeys((401, 403, 422, 429, *statuses), Problem)
    return refusals | dict(answers)


def wrong(field: str, message: str) -> Refused:
    """One field is wrong."""
    return Refused(422, errors={field: [message]})


def response(refused: Refused) -> HttpResponse:
    problem = {
        "title": str(TITLES.get(refused.status, HTTPStatus(refused.status).phrase)),
        "status": refused.status,
        "detail": refused.detail,
        "errors": [{"field": name, "message": str(one)} for name, said in refused.errors.items() for one in said],
    }
    content = json.dumps(problem | refused.more, cls=DjangoJSONEncoder)
    return HttpResponse(content, status=refused.status, content_type=TYPE, headers=dict(refused.headers))


def handle(api: NinjaAPI) -> None:
    """Let every error of this API answer as a problem."""
    told: dict[type[Exception], Callable[[Any], Refused]] = {
        Refused: lambda error: error,
        ninja.AuthenticationError: lambda _error: Refused(401, headers={"WWW-Authenticate": "Bearer"}),
        ninja.HttpError: lambda error: Refused(error.status_code),
        ninja.ValidationError: _misread,
        ValidationError: _invalid,
        RequestDataTooBig: lambda _error: Refused(413),
        Http404: lambda _error: Refused(404),
        LedgerConflict: lambda error: Refused(409, str(error)),
        Exception: _broken,
    }
    for kind, read in told.items():
        api.add_exception_handler(kind, partial(_answer, read))


def _answer(read: Callable[[Any], Refused], _request: HttpRequest, error: Any) -> HttpResponse:
    return response(read(error))


def _misread(error: ninja.ValidationError) -> Refused:
    """Fields that could not be read, by their path."""
    found: dict[str, list[str]] = {}
    for one in error.errors:
        path = ".".join(str(step) for step in one["loc"][1:] if step not in _PARAMETERS)
        usual = SAID.get(one["type"], _("Giá trị không đúng dạng."))
        found.setdefault(path, []).append(str(one.get("ctx", {}).get("said", usual)))
    return Refused(422, errors=found)


def _invalid(error: ValidationError) -> Refused:
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return Refused(422, errors=by_field)


def _broken(error: Exception) -> Refused:
    """Where it broke goes to the console; the caller learns that nothing was written."""
    logging.getLogger("django.request").error("API", exc_info=error)
    return Refused(500)


def not_allowed(_request: HttpRequest, allow: str) -> HttpResponse:
    """Another method than those this address knows."""
    return response(Refused(405, headers={"Allow": allow}))
