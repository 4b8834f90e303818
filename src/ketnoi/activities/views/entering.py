"""Enter an activity: choose its kind, fill the form, look at what may be the same one, save."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.activities import actions, display, duplicates, queries, snapshots
from ketnoi.activities import policy as access
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Status, Verb
from ketnoi.activities.forms import ActivityForm
from ketnoi.activities.models import Activity
from ketnoi.activities.views import after_closing, files
from ketnoi.activities.views.access import WRITERS, changeable, doer
from ketnoi.audit import versions
from ketnoi.figures import catalogue
from ketnoi.figures.models import Category
from ketnoi.officers import policy
from ketnoi.officers.models import Post
from ketnoi.officers.policy import home, staff
from ketnoi.orgs.models import Unit
from ketnoi.places.models import Place
from ketnoi.programmes import queries as programmes
from ketnoi.ui.numbers import plain


@require_http_methods(["GET", "POST"])
@policy.roles(*WRITERS)
def new(request: HttpRequest) -> HttpResponse:
    """Enter what took place, or what is planned; `loai` is a kind's code, `chep` the activity to start from."""
    copied = _copied(request)
    kind = _kind(request, copied)
    if kind is None:
        return render(request, "activities/kinds.html", {"kinds": catalogue.categories("kind")})
    status = Status.PLANNED if "plan" in {request.POST.get("save"), request.POST.get("another")} else Status.RECORDED
    post = staff(request).post
    form = ActivityForm(request.POST or None, post, _start(copied, post), kind=kind.pk, status=status)
    closed = after_closing.closed(request, form) if status == Status.RECORDED else []
    made, same = (None, []) if closed else _entered(request, form, status)
    if made:
        return after_saving(request, made)
    own = home(post.unit).pk
    shown = {"form": form, "kind": kind, "same": same, "copied": copied, "closed": closed}
    shown["last"] = queries.last_of(own, kind.pk)
    return form_page(request, shown)


def _entered(request: HttpRequest, form: ActivityForm, status: Status) -> tuple[Activity | None, list[queries.Listed]]:
    """What was made of the form; or nothing, and what may be the same activity.

    The lead's row is held meanwhile: a form sent twice at once, or by two officers, finds the first one's record.
    """
    if not form.is_valid() or form.entry is None:
        return None, []
    with transaction.atomic():
        Unit.objects.select_for_update(no_key=True).get(pk=form.entry.lead)
        if same := look_alike(request, form):
            return None, same
        if status == Status.PLANNED:
            return actions.plan(form.entry, **doer(request)), []
        return actions.record(form.entry, **doer(request), reason=after_closing.reason(request)), []


@require_http_methods(["GET", "POST"])
@policy.roles(*WRITERS)
def planned(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give the numbers of what was planned and has taken place."""
    activity = changeable(request, uuid, Verb.RECORD)
    form = ActivityForm(request.POST or None, staff(request).post, snapshots.current(activity), kind=activity.kind_id)
    closed = after_closing.closed(request, form)
    same = [] if closed else look_alike(request, form, activity.pk)
    if form.is_valid() and form.entry and not closed and not same:
        version, reason = _version(request, activity), after_closing.reason(request)
        acting = doer(request)
        try:
            saved = actions.record_planned(
                activity, form.entry, version, actor=acting["actor"], unit=acting["unit"], reason=reason
            )
        except (versions.Stale, actions.NotPossible) as error:
            messages.warning(request, _("%(what)s Hãy xem lại trước khi ghi.") % {"what": error})
            return redirect("activities:detail", uuid)
        return after_saving(request, saved)
    shown = {"form": form, "kind": activity.kind, "same": same, "activity": activity, "closed": closed}
    return form_page(request, shown)


def form_page(request: HttpRequest, shown: dict[str, object], template: str = "activities/form.html") -> HttpResponse:
    """The form, with what is wrong in it or may be recorded already."""
    shown |= {"lost_photos": bool(request.FILES), "asked": request.POST.get("save", "record")}
    shown |= {"reason": after_closing.reason(request), "most": actions.LONGEST_REASON}
    return render(request, template, shown, status=422 if request.method == "POST" else 200)


def _copied(request: HttpRequest) -> Activity | None:
    """The activity to start from, when the address names one that the officer may read."""
    try:
        asked = UUID(request.GET.get("chep", ""))
    except ValueError:
        return None
    return access.visible_to(staff(request).user).filter(uuid=asked).select_related("kind").first()


def _kind(request: HttpRequest, copied: Activity | None) -> Category | None:
    if copied:
        return copied.kind
    code = request.GET.get("loai", "")
    return next((one for one in catalogue.categories("kind") if one.code == code), None)


def _start(copied: Activity | None, post: Post) -> Entry | None:
    """A copy keeps what about, and who and where as far as they still stand; day and numbers are always new."""
    if copied is None:
        return None
    entry, today = snapshots.current(copied), timezone.localdate()
    lead = next(iter(queries.standing([entry.lead], today)), home(post.unit).pk)
    stands = entry.place is not None and Place.objects.on(today).filter(pk=entry.place).exists()
    fresh: dict[str, Any] = {
        "attendance": {},
        "women": None,
        "minority": None,
        "people_listed": None,
        "result": "",
        "ends_on": None,
        "starts_on": today,
        "lead": lead,
        "partners": tuple(one for one in queries.standing(entry.partners, today) if one != lead),
        "place": entry.place if stands else None,
        "programmes": tuple(programmes.running(entry.programmes, today)),
    }
    return replace(entry, **fresh)


def look_alike(request: HttpRequest, form: ActivityForm, but: int = 0) -> list[queries.Listed]:
    """Activities that may be this one, unless the officer has seen them and says that it is another."""
    if not form.is_valid() or form.entry is None:
        return []
    visible = access.visible_to(staff(request).user)
    (found,) = duplicates.likely_same(visible.exclude(pk=but), [form.entry])
    if "another" in request.POST and {str(one.uuid) for one in found} <= set(request.POST.getlist("seen")):
        return []
    return queries.listed(visible.filter(pk__in=[one.pk for one in found]))


def _version(request: HttpRequest, activity: Activity) -> int:
    version = plain(request.POST.get("version", ""))
    return activity.version if version is None else version


def after_saving(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Keep the photos that came along, say what was saved, and show it."""
    files.keep(request, activity)
    known = display.names([snapshots.current(activity)])
    messages.success(
        request,
        _("Đã lưu: %(kind)s, %(title)s")
        % {"kind": known.categories[activity.kind_id].lower(), "title": activity.title},
    )
    return redirect("activities:detail", activity.uuid)
