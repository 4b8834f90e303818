"""What becomes of one figure: the fixed number stays, the new one is taken, or a leader writes another over it."""

from __future__ import annotations

import uuid as uuids
from dataclasses import asdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ketnoi.audit import versions
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.reports import editions, queries, settling, tokens
from ketnoi.reports.forms import GivenForm
from ketnoi.reports.given import Given
from ketnoi.reports.models import Report
from ketnoi.reports.questions import Said
from ketnoi.reports.views import found
from ketnoi.ui.numbers import plain


@policy.roles(*queries.EDITORS)
@require_POST
def keep(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Let the fixed number of `so` stand against what is counted now (`nay`, of each of its questions)."""
    report, key = found.editable(request, uuid), _key(request)
    seen = [number for one in request.POST.getlist("nay") if (number := plain(one)) is not None]
    try:
        settling.keep_fixed(report, key, seen, _actor(request))
    except versions.Stale as changed:
        messages.error(request, _("%(what)s Hãy đọc lại rồi quyết định.") % {"what": changed})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Giữ số đã chốt."))
    return _opened(report, key)


@policy.roles(*queries.EDITORS)
@require_POST
def take(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Fix the figure `so` again as known now."""
    report, key = found.editable(request, uuid), _key(request)
    try:
        edition = settling.take_new(report, key, _actor(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã lấy số mới; bản chốt trước giữ nguyên ở lần %s.") % (edition.number - 1))
    return _opened(report, key)


@policy.roles(Role.LEAD)
def give(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """A leader writes a number over the figure `?so=`, or lets the counted one stand again."""
    report = found.editable(request, uuid)
    said = _said(report, request.GET.get("so", ""))
    if request.method == "POST" and "lay-lai" in request.POST:
        return _taken_back(request, report, said)
    form = GivenForm(request.POST or None, initial=asdict(said.given) | _seen(said) if said.given else None)
    context = {"report": report, "said": said, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            _give(report, said, form, _actor(request))
        except versions.Stale:
            return _conflict(request, report, said.token.key)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã ghi số của lãnh đạo; số tổng hợp vẫn hiện bên cạnh."))
            return _opened(report, said.token.key)
    return render(request, "reports/give.html", context, status=422 if form.is_bound else 200)


def _give(report: Report, said: Said, form: GivenForm, actor: int) -> None:
    sent = dict(form.cleaned_data)
    seen = sent.pop("seen") or 0
    settling.give(report, said.token.key, Given(**sent, at=0), seen, actor)


def _seen(said: Said) -> dict[str, int]:
    """Which leader's number stands there, as the form carries it."""
    return {"seen": said.given.at if said.given else 0}


def _conflict(request: HttpRequest, report: Report, key: str) -> HttpResponse:
    """Show both: what another leader decided, and what this one typed, to be written knowingly."""
    theirs = _said(report, key)
    form = GivenForm(initial=request.POST.dict() | _seen(theirs))
    context = {"report": report, "said": theirs, "form": form, "theirs": True}
    return render(request, "reports/give.html", context, status=409)


def _taken_back(request: HttpRequest, report: Report, said: Said) -> HttpResponse:
    try:
        settling.take_back(report, said.token.key, plain(request.POST.get("seen", "")) or 0, _actor(request))
    except versions.Stale as changed:
        messages.error(request, _("%(what)s Hãy đọc lại rồi quyết định.") % {"what": changed})
        return redirect(request.get_full_path())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã lấy lại số tổng hợp."))
    return _opened(report, said.token.key)


def _key(request: HttpRequest) -> str:
    """The figure that is posted, "" where nothing is; what names none is no page."""
    posted = request.POST.get("so", "")
    try:
        return tokens.from_key(posted).key if posted else ""
    except tokens.TokenError as error:
        raise Http404 from error


def _said(report: Report, key: str) -> Said:
    said = editions.said(report, editions.texts(report), editions.current(report))
    if key not in said:
        raise Http404
    return said[key]


def _opened(report: Report, key: str) -> HttpResponse:
    page = redirect("reports:report", report.uuid)
    page["Location"] += f"?{urlencode({'so': key})}#so"
    return page


def _actor(request: HttpRequest) -> int:
    return policy.staff(request).user.pk
