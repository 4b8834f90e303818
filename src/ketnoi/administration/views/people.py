"""Officers: the list, one of them, a new colleague, and what is done to an account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketnoi.administration import access, history
from ketnoi.administration.forms.people import ColleagueForm
from ketnoi.administration.views.form import form_page
from ketnoi.audit import versions
from ketnoi.officers import actions, authority, policy, recovering
from ketnoi.officers.enums import Role
from ketnoi.officers.factors import standing
from ketnoi.officers.forms import AddressForm
from ketnoi.officers.models import HandOver, Officer, Post
from ketnoi.ui.forms import hold_against
from ketnoi.ui.numbers import plain
from ketnoi.ui.text import fold

ON_A_PAGE = 50
LONGEST = 100
STATES = ("dang-lam", "cho-mat-khau", "da-ngung")


@require_GET
@policy.roles(Role.ADMINISTRATOR)
def listing(request: HttpRequest) -> HttpResponse:
    """Officers of the domain with the posts they hold today."""
    text, state = request.GET.get("q", "")[:LONGEST].strip(), request.GET.get("tinh_trang", "")
    found = _searched(authority.officers_of(access.post_of(request)), text, state)
    page = Paginator(found.order_by("name_key", "pk"), ON_A_PAGE).get_page(request.GET.get("trang"))
    ids = list(page.object_list.values_list("pk", flat=True))  # type: ignore[attr-defined]  # a queryset's page
    context = {"page": page, "rows": _rows(request, ids), "text": text, "state": state}
    return render(request, "administration/people.html", context)


def _searched(found: QuerySet[Officer], text: str, state: str) -> QuerySet[Officer]:
    """Narrowed by words of name or user name, without marks, and by what waits."""
    if words := fold(text).split():
        rows = found.values_list("pk", "name", "username")
        alike = [pk for pk, name, username in rows if all(word in fold(f"{name} {username}") for word in words)]
        found = found.filter(pk__in=alike)
    if state == "cho-mat-khau":
        return found.filter(is_active=True, start_until__isnull=False)
    if state == "da-ngung":
        return found.filter(is_active=False)
    held = Post.objects.on(timezone.localdate()).filter(officer=OuterRef("pk"))
    return found.filter(Exists(held), is_active=True) if state == "dang-lam" else found


def _rows(request: HttpRequest, ids: list[int]) -> list[tuple[Any, ...]]:
    """(id, name, user name, active, first password waits, posts in words) in the order of the page: two queries."""
    domain = authority.domain(access.post_of(request))
    posts: dict[int, list[str]] = {}
    held = Post.objects.on(timezone.localdate()).filter(officer__in=ids, unit__in=domain)
    for officer, role, short, name in held.values_list("officer", "role", "unit__short_name", "unit__name"):
        posts.setdefault(officer, []).append(f"{Role(role).label}, {short or name}")
    rows = Officer.objects.filter(pk__in=ids).values_list("pk", "name", "username", "is_active", "start_until")
    known = {row[0]: row for row in rows}
    return [(*known[pk], posts.get(pk, [])) for pk in ids]


@require_http_methods(["GET", "POST"])
@policy.stepped_up
@policy.roles(Role.ADMINISTRATOR)
def new(request: HttpRequest) -> HttpResponse:
    """Add a colleague; the first password is shown on this one answer and never again."""
    post = access.post_of(request)
    asked = plain(request.GET.get("don_vi", ""))
    unit = access.unit(request, asked) if asked else policy.home(post.unit)
    form = ColleagueForm(request.POST or None, post, unit)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made, password = actions.welcome(
                said["username"], said["name"], said["address"], said["unit"].pk, Role(said["role"]), said["title"],
                actor=access.actor_of(request),
            )  # fmt: skip
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _told_once(request, made, password, _("Đã thêm cán bộ"))
    lede = _("Mất chừng một phút. Mật khẩu ban đầu hiện một lần sau khi lưu.")
    return form_page(request, form, _("Thêm cán bộ"), "people", lede=lede, save=_("Thêm cán bộ"))


def _told_once(request: HttpRequest, officer: Officer, password: str, title: str) -> HttpResponse:
    context = {"officer": officer, "password": password, "title": title}
    return render(request, "administration/first_password.html", context)


@require_GET
@policy.roles(Role.ADMINISTRATOR)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One officer: posts, leave, records of handing over, and what was done to the account."""
    post, found = access.post_of(request), access.officer(request, pk)
    domain, today = authority.domain(post), timezone.localdate()
    posts = (
        found.posts.filter(unit__in=domain)
        .select_related("unit__parent", "unit__agency")
        .order_by("-valid_from", "-pk")
    )
    shown = [(one, authority.keeps(post, one) and (one.valid_to is None or one.valid_to >= today)) for one in posts]
    records = HandOver.objects.filter(post__in=[one for one, _kept in shown]).select_related("receiver", "post__unit")
    context = {
        "officer": found,
        "posts": shown,
        "governed": authority.governs(post, found),
        "leaves": found.leaves.filter(cancelled=False, ends_on__gte=today).select_related("acting"),
        "records": records.filter(withdrawn=False),
        "lines": history.of("officer", found.pk),
        "factors": standing.of(found),
        "recovery": recovering.under_way(found),
    }
    return render(request, "administration/person.html", context)


@require_http_methods(["GET", "POST"])
@policy.roles(Role.ADMINISTRATOR)
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct name and form of address; whoever saves second sees what stands now."""
    found = access.governed(request, pk)
    first = {"name": found.name, "address": found.address, "version": found.version}
    form = AddressForm(request.POST or None, initial=first)
    differences = None
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.describe(pk, said["name"], said["address"], said["version"], actor=access.actor_of(request))
        except versions.Stale as stale:
            now = stale.current
            pairs = ((form.fields[name].label, said[name], getattr(now, name)) for name in ("name", "address"))
            differences = [one for one in pairs if one[1] != one[2]]
            hold_against(form, now.version)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("administration:person", pk)
    status = 0 if differences is None else 409
    return form_page(request, form, _("Sửa hồ sơ"), "people", status, officer=found, differences=differences)


@require_POST
@policy.stepped_up
@policy.roles(Role.ADMINISTRATOR)
def first_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a first password again, shown once."""
    found = access.governed(request, pk)
    password = actions.start_anew(pk, access.actor_of(request))
    return _told_once(request, found, password, _("Mật khẩu ban đầu mới"))


@require_http_methods(["GET", "POST"])
@policy.stepped_up
@policy.roles(Role.ADMINISTRATOR)
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop an account, or let a stopped one in again with a first password."""
    found = access.governed(request, pk)
    if request.method == "GET":
        return render(request, "administration/stop.html", {"officer": found})
    if not found.is_active:
        return _told_once(request, found, actions.resume(pk, access.actor_of(request)), _("Đã mở lại tài khoản"))
    actions.stop(pk, access.actor_of(request))
    messages.success(request, _("Đã ngừng tài khoản. Những gì đã ghi vẫn giữ nguyên tên người ghi."))
    return redirect("administration:person", pk)


@require_POST
@policy.stepped_up
@policy.roles(Role.ADMINISTRATOR)
def recover(request: HttpRequest, pk: int) -> HttpResponse:
    """Start to let an officer in again who lost his second factors; a second person confirms."""
    found = access.governed(request, pk)
    try:
        recovering.start(found.pk, access.post_of(request))
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    else:
        messages.success(request, _("Đã bắt đầu. Lãnh đạo hoặc quản trị cấp trên xác nhận ở trang Bảo mật của mình."))
    return redirect("administration:person", pk)


@require_POST
@policy.roles(Role.ADMINISTRATOR)
def withdraw_recovery(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back; a code already handed out opens nothing any more."""
    found = access.governed(request, pk)
    recovering.withdraw(found.pk, access.actor_of(request))
    messages.success(request, _("Đã hủy việc cấp lại xác thực."))
    return redirect("administration:person", pk)
