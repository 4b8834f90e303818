"""How an officer wants to be told: on the own account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ketnoi.audit import versions
from ketnoi.notices import preferences
from ketnoi.notices.forms import SettingsForm
from ketnoi.officers import policy

CONFLICT = 409
CHANGED = gettext_lazy("Cách nhận thông báo vừa được đổi ở nơi khác. Lưu lần nữa thì bản này thay bản đó.")


@policy.account
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Addresses, quiet hours, and for each kind and channel when to tell."""
    officer = policy.staff(request).user
    known = preferences.of([officer.pk])[officer.pk]
    form = SettingsForm(request.POST or None, known=known)
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            preferences.choose(officer.pk, versions.seen(request), form.settings())
        except versions.Stale:
            messages.warning(request, CHANGED)
            known, status = preferences.of([officer.pk])[officer.pk], CONFLICT
        else:
            messages.success(request, _("Đã lưu cách nhận thông báo."))
            return redirect("notices:settings")
    return render(request, "notices/settings.html", {"form": form, "known": known}, status=status)
