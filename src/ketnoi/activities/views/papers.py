"""Papers of an activity to take away, words to send round, and the signed papers that come back."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ketnoi.activities import display, news, snapshots
from ketnoi.activities import papers as forms
from ketnoi.activities import policy as access
from ketnoi.activities.enums import Status
from ketnoi.activities.models import Activity
from ketnoi.activities.views.access import readable
from ketnoi.attachments import queries as files
from ketnoi.attachments.models import Attachment
from ketnoi.documents import docx
from ketnoi.officers import policy
from ketnoi.officers.models import Officer

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@policy.signed_in
def papers(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Which papers there are, and the words for Zalo."""
    activity = _issued(request, uuid)
    entry = snapshots.current(activity)
    shown = {
        "activity": activity,
        "papers": forms.on(timezone.localdate()),
        "text": news.text(entry, activity.status, display.names([entry])),
        "case": news.is_case(entry),
    }
    return render(request, "activities/papers.html", shown)


@require_safe
@policy.signed_in
def paper(request: HttpRequest, uuid: UUID, code: str) -> HttpResponse:
    """The Word file of one paper."""
    activity = _issued(request, uuid)
    form = next((one for one in forms.on(timezone.localdate()) if one.code == code), None)
    if form is None:
        raise Http404
    content = docx.build(forms.paper(form, snapshots.current(activity), activity.status))
    name = f"{form.code}-{activity.starts_on:%Y-%m-%d}.docx"
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _issued(request: HttpRequest, uuid: UUID) -> Activity:
    """The activity; a withdrawn one has no papers."""
    activity = readable(request, uuid)
    if activity.status == Status.WITHDRAWN:
        raise Http404
    return activity


def signed(activity: Activity, officer: Officer) -> tuple[int, list[Attachment]]:
    """How many signed papers there are, and those of them that this officer may open: all or none."""
    found = files.of(access.SIGNED_KIND, [activity.pk]).get(activity.pk, [])
    return len(found), found if found and access.sees_signed(officer, activity.pk) else []
