"""Links to report by: made and revoked by officers; what came by them is confirmed or turned down."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ketnoi.activities import actions, link_actions, link_forms, link_queries, snapshots
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import LinkState, SentStatus
from ketnoi.activities.forms import ActivityForm
from ketnoi.activities.link_forms import LinkForm
from ketnoi.activities.models import Activity, SentReport
from ketnoi.activities.views import after_closing, entering
from ketnoi.activities.views.access import WRITERS, doer
from ketnoi.audit import moments, versions
from ketnoi.figures import catalogue
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.officers.policy import home, staff


@require_http_methods(["GET", "POST"])
@policy.roles(*WRITERS)
def links(request: HttpRequest) -> HttpResponse:
    """The unit's links and what came by them; making one shows its address this once."""
    post, address = staff(request).post, ""
    form = LinkForm(request.POST or None, post, request.GET.get("phieu", ""))
    if form.is_valid():
        address = _made(request, form)
    shown = {
        "form": LinkForm(None, post) if address else form,
        "address": address,
        "waiting": list(link_queries.waiting(post)[: link_queries.SHOWN]),
        "links": _states(request),
        "open": LinkState.OPEN,
    }
    return render(request, "activities/links.html", shown, status=422 if form.errors else 200)


def _made(request: HttpRequest, form: LinkForm) -> str:
    """The whole address of the new link; nothing, with the reason in the form, when the unit has too many."""
    said, post = form.cleaned_data, staff(request).post
    try:
        _link, token = link_actions.make(
            home(post.unit).pk, said["addressee"], said["days"], staff(request).user.pk, said["activity"]
        )
    except link_actions.TooMany as error:
        form.add_error(None, str(error))
        return ""
    return request.build_absolute_uri(reverse("activities:report", args=[token]))


def _states(request: HttpRequest) -> list[tuple[object, LinkState]]:
    now = moments.now()
    newest = link_queries.links_of(staff(request).post)[: link_queries.SHOWN]
    return [(one, one.state(now)) for one in newest]


@require_POST
@policy.roles(*WRITERS)
def revoke(request: HttpRequest, uuid: UUID) -> HttpResponse:
    link = link_queries.links_of(staff(request).post).filter(uuid=uuid).first()
    if link is None:
        raise Http404
    link_actions.revoke(link, **doer(request))
    messages.success(request, _("Đã thu hồi đường dẫn."))
    return redirect("activities:links")


@require_http_methods(["GET", "POST"])
@policy.roles(*WRITERS)
def sent(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Look at what came, put it right, and confirm it into a record."""
    came = _sent(request, uuid)
    if came.status != SentStatus.WAITING:
        return render(request, "activities/sent_decided.html", {"sent": came, "who": _who(came)})
    plan, entry = came.link.activity, link_forms.entry(came)
    if plan is not None:
        entry = _with_plan(entry, snapshots.current(plan))
    form = ActivityForm(request.POST or None, staff(request).post, entry, kind=entry.kind)
    closed = after_closing.closed(request, form)
    same = [] if closed else entering.look_alike(request, form, plan.pk if plan else 0)
    if form.is_valid() and form.entry and not closed and not same:
        return _confirmed(request, came, form.entry)
    kind = catalogue.names([entry.kind])[entry.kind]
    shown = {"form": form, "kind": {"name": kind}, "same": same, "activity": plan, "sent": came, "settled": True}
    shown |= {"said": _said(came), "closed": closed}
    return entering.form_page(request, shown, "activities/sent.html")


def _with_plan(came: Entry, plan: Entry) -> Entry:
    """What came, for an activity that was planned: who and for what stand as planned, day and numbers as reported."""
    told = {name: getattr(came, name) for name in ("starts_on", "attendance", "women", "minority")}
    place = {"place": came.place, "venue": came.venue} if came.place else {}
    return Entry(**plan.__dict__ | told | place)


def _said(came: SentReport) -> list[tuple[str, int]]:
    known = catalogue.names(int(one) for one in came.said["attendance"])
    return [(known[int(one)], count) for one, count in came.said["attendance"].items()]


def _confirmed(request: HttpRequest, came: SentReport, entry: Entry) -> HttpResponse:
    version = versions.seen(request)
    try:
        record: Activity = link_actions.confirm(
            came, entry, version, **doer(request), reason=after_closing.reason(request)
        )
    except link_actions.AlreadyDecided:
        messages.warning(request, _("Bản báo này vừa được người khác xử lý."))
        return redirect("activities:sent", came.uuid)
    except (versions.Stale, actions.NotPossible) as error:
        messages.warning(request, _("%(what)s Hãy xem lại trước khi xác nhận.") % {"what": error})
        return redirect("activities:sent", came.uuid)
    return entering.after_saving(request, record)


@require_POST
@policy.roles(*WRITERS)
def reject(request: HttpRequest, uuid: UUID) -> HttpResponse:
    came = _sent(request, uuid)
    try:
        link_actions.reject(came, request.POST.get("reason", ""), **doer(request))
    except link_actions.AlreadyDecided:
        messages.warning(request, _("Bản báo này vừa được người khác xử lý."))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("activities:sent", uuid)
    else:
        messages.success(request, _("Không nhận bản báo này; lý do được giữ lại."))
    return redirect("activities:links")


def _sent(request: HttpRequest, uuid: UUID) -> SentReport:
    found = link_queries.sent_to(staff(request).post).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _who(came: SentReport) -> str:
    return Officer.objects.filter(pk=came.decided_by or 0).values_list("name", flat=True).first() or ""
