"""Edit the lists of a programme as a whole: clauses, legal bases, witnesses, contents, grades."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.programmes import policy as may
from ketnoi.programmes import row_forms, rows
from ketnoi.programmes.models import Programme
from ketnoi.programmes.views import frame

PREFIX = "hang"


@dataclass(frozen=True)
class Edited:
    """A list on its page: what is edited, under which tab, and who may."""

    kind: rows.Kind
    form: type[row_forms.RowForm]
    tab: str
    title: Promise | str
    intro: Promise | str
    allowed: Callable[[Post, Programme], bool] = may.may_edit


CLAUSES = Edited(
    rows.CLAUSES, row_forms.ClauseForm, "document", _("Soạn điều khoản"),
    _("Mỗi điều khoản một ô. Cơ quan tham gia góp ý theo từng điều khoản."), may.may_write_clauses,
)  # fmt: skip
BASES = Edited(
    rows.BASES, row_forms.BasisForm, "document", _("Căn cứ pháp lý"),
    _("Ghi đúng như văn bản; chưa đối chiếu với công báo thì để “chưa kiểm chứng”."),
)  # fmt: skip
WITNESSES = Edited(
    rows.WITNESSES, row_forms.WitnessForm, "document", _("Chứng kiến lễ ký"), _("Cơ quan, người chứng kiến lễ ký."),
)  # fmt: skip
CONTENTS = Edited(
    rows.CONTENTS, row_forms.ContentForm, "contents", _("Sửa nội dung"),
    _("Nhóm hoạt động thuộc nội dung đứng trước nó, nội dung thuộc dự án đứng trước nó."),
)  # fmt: skip
GRADES = Edited(
    rows.GRADES, row_forms.GradeForm, "targets", _("Mức xếp loại"),
    _("Xếp loại cả chương trình theo tỷ lệ chỉ tiêu đạt; mức do các cơ quan thống nhất."),
)  # fmt: skip


@policy.roles(Role.LEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def clauses(request: HttpRequest, slug: str) -> HttpResponse:
    return _edit(request, slug, CLAUSES)


@policy.roles(Role.LEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def bases(request: HttpRequest, slug: str) -> HttpResponse:
    return _edit(request, slug, BASES)


@policy.roles(Role.LEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def witnesses(request: HttpRequest, slug: str) -> HttpResponse:
    return _edit(request, slug, WITNESSES)


@policy.roles(Role.LEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def contents(request: HttpRequest, slug: str) -> HttpResponse:
    return _edit(request, slug, CONTENTS)


@policy.roles(Role.LEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def grades(request: HttpRequest, slug: str) -> HttpResponse:
    return _edit(request, slug, GRADES)


def _edit(request: HttpRequest, slug: str, edited: Edited) -> HttpResponse:
    """The rows; whoever saves second sees what stands now above his own, and saves over it knowingly."""
    programme = frame.opened(request, slug, edited.allowed)
    now = rows.standing(programme, edited.kind)
    asked = row_forms.formset(edited.form)
    shown: dict[str, Any] = {"edited": edited, "title": edited.title, "seal": rows.seal(now), "template": "rows"}
    given: dict[str, Any] = {"prefix": PREFIX, "form_kwargs": {"programme": programme}}
    if request.method == "GET":
        return frame.page(request, programme, edited.tab, rows=asked(initial=row_forms.initial(now), **given), **shown)
    said = asked(request.POST, initial=row_forms.initial(now), **given)
    if not said.is_valid():
        return frame.page(request, programme, edited.tab, 422, rows=said, **shown | {"seal": _seen(request)})
    try:
        rows.write(programme.pk, edited.kind, said.rows(), _seen(request), policy.staff(request).user.pk)
    except ValidationError as refusal:
        return frame.page(request, programme, edited.tab, 422, rows=said, refused=refusal.messages, **shown)
    except rows.Moved as moved:
        shown |= {"seal": rows.seal(moved.rows), "current": asked(initial=row_forms.initial(moved.rows), **given)}
        return frame.page(request, programme, edited.tab, 409, rows=said, **shown)
    return redirect(f"programmes:{edited.tab}", slug)


def _seen(request: HttpRequest) -> str:
    return request.POST.get("seal", "")
