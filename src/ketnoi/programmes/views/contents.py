"""The contents of a programme as a tree, and which records lie where."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ketnoi.figures.records import Identity
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.programmes import placing
from ketnoi.programmes import policy as may
from ketnoi.programmes.models import Content, Programme
from ketnoi.programmes.views import frame
from ketnoi.ui.numbers import plain

MOST = 25
UNDER, NOWHERE = "noi-dung", "0"


@policy.signed_in
@require_GET
def contents(request: HttpRequest, slug: str) -> HttpResponse:
    programme = frame.opened(request, slug)
    post = policy.staff(request).post
    shown: dict[str, Any] = {"branches": placing.tree(programme), "may_edit": may.may_edit(post, programme)}
    may_place = post.role in may.SPEAKERS
    return frame.page(request, programme, "contents", title=_("Nội dung"), may_place=may_place, **shown)


@policy.roles(Role.LEAD, Role.RECORDER)
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Records under no content yet, or under the content of `noi-dung`, each with the choice of where it belongs."""
    programme = frame.opened(request, slug)
    rows = list(programme.contents.all())
    under = _content(rows, request.GET.get(UNDER, ""))
    lying = placing.lying(programme, under.pk if under else None, policy.staff(request).user, MOST)
    if request.method == "POST":
        return _placed(request, programme, {identity for identity, _row in lying})
    found = [{"name": _name(identity), "row": row} for identity, row in lying]
    shown: dict[str, Any] = {"contents": rows, "under": under, "found": found, "nowhere": NOWHERE, "most": MOST}
    return frame.page(request, programme, "contents", title=_("Xếp phiếu vào nội dung"), template="place", **shown)


def _content(rows: list[Content], number: str) -> Content | None:
    found = next((row for row in rows if str(row.pk) == number), None)
    if number and found is None:
        raise Http404
    return found


def _name(identity: Identity) -> str:
    return "phieu-{}-{}".format(*identity)


def _placed(request: HttpRequest, programme: Programme, offered: set[Identity]) -> HttpResponse:
    """Only records that the page offered this officer are moved; those left as they were stay."""
    chosen = {identity: request.POST.get(_name(identity), "") for identity in offered}
    wanted = {identity: plain(text) or None for identity, text in chosen.items() if text}
    staff = policy.staff(request)
    try:
        placing.place(programme.pk, wanted, staff.user.pk, staff.post.unit_id)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Đã xếp %(count)s phiếu.") % {"count": len(wanted)})
    return redirect(request.get_full_path())
