"""Numbers without records behind them: entered from a paper, replaced, withdrawn; each says where it is from."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketnoi.administration import access, history
from ketnoi.administration.forms.entered import EnteredForm
from ketnoi.administration.views.form import form_page
from ketnoi.figures import entered, links, words
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import EnteredValue
from ketnoi.officers import policy
from ketnoi.officers.enums import Role

ON_A_PAGE = 50
LONGEST = 100
KEEPERS = (Role.ADMINISTRATOR, Role.SUPERVISOR)


@require_GET
@policy.protected
@policy.roles(*KEEPERS)
def listing(request: HttpRequest) -> HttpResponse:
    """Entered numbers of the units looked after, the newest first; withdrawn ones only when asked."""
    text, gone = request.GET.get("q", "")[:LONGEST].strip(), request.GET.get("da_rut") == "1"
    found = EnteredValue.objects.filter(unit__in=access.numbers_of(access.post_of(request)), withdrawn=gone)
    if text and text.isprintable():
        found = found.filter(indicator__name__icontains=text) | found.filter(source_name__icontains=text)
    columns = (
        "pk",
        "indicator__name",
        "indicator__unit",
        "unit__name",
        "holds_on",
        "qualifier",
        "value",
        "source_name",
        "incomplete",
    )
    page = Paginator(found.order_by("-pk").values_list(*columns), ON_A_PAGE).get_page(request.GET.get("trang"))
    said = dict(EnteredValue.Qualifier.choices)
    rows = [(*row[:5], said[row[5]] if row[5] else "", *row[6:]) for row in page.object_list]
    context = {"page": page, "rows": rows, "text": text, "gone": gone}
    return render(request, "administration/entered_list.html", context)


@require_http_methods(["GET", "POST"])
@policy.protected
@policy.roles(*KEEPERS)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a number."""
    post = access.post_of(request)
    form = EnteredForm(request.POST or None, post, policy.home(post.unit))
    if form.is_valid():
        try:
            made = form.enter(access.actor_of(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã nhập; mọi nơi hiện số này đều ghi rõ nguồn."))
            return redirect("administration:entered_value", made.pk)
    return _form(request, form, _("Nhập số không có phiếu"))


@require_GET
@policy.protected
@policy.roles(*KEEPERS)
def value(request: HttpRequest, pk: int) -> HttpResponse:
    """One entered number."""
    row = access.entered_value(request, pk)
    programmes = words.programmes(row.programmes)
    figure = Figure(row.indicator.code, unit=row.unit_id, end=row.holds_on, kind=row.kind, audience=row.audience)
    context = {
        "row": row,
        "source": entered.source_text(row),
        "programmes": [programmes[one] for one in row.programmes if one in programmes],
        "url": links.url(figure),
        "lines": history.of("entered_value", pk),
    }
    return render(request, "administration/entered_value.html", context)


@require_http_methods(["GET", "POST"])
@policy.protected
@policy.roles(*KEEPERS)
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put another number in place of this one; whoever comes second is told that it is gone."""
    row = access.entered_value(request, pk)
    if request.method == "GET" and row.withdrawn:
        raise Http404
    form = EnteredForm(request.POST or None, access.post_of(request), row.unit, row)
    if form.is_valid():
        try:
            made = form.replace(pk, access.actor_of(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã thay; số cũ vẫn xem được ở mục đã rút."))
            return redirect("administration:entered_value", made.pk)
    return _form(request, form, _("Thay số đã nhập"))


@require_POST
@policy.protected
@policy.roles(*KEEPERS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entered number back."""
    if not access.entered_value(request, pk).withdrawn:
        entered.withdraw(pk, actor=access.actor_of(request))
        messages.success(request, _("Đã rút; số này không còn được tính."))
    return redirect("administration:entered_value", pk)


def _form(request: HttpRequest, form: EnteredForm, title: str) -> HttpResponse:
    lede = _("Chỉ nhập khi không có phiếu: số cũ, số từ văn bản. Có phiếu thì để hệ thống tự cộng.")
    return form_page(request, form, title, "entered", lede=lede)
