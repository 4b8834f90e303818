"""How the papers of the officer's unit begin and end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ketnoi.officers import policy
from ketnoi.reports import actions, letterheads, queries
from ketnoi.reports.forms import LetterheadForm


@policy.roles(*queries.HEADS)
def edit(request: HttpRequest) -> HttpResponse:
    staff = policy.staff(request)
    unit = policy.home(staff.post.unit)
    head = letterheads.of(unit)
    form = LetterheadForm(request.POST or None, instance=head)
    if request.method == "POST" and form.is_valid():
        actions.set_letterhead(form.save(commit=False), actor=staff.user.pk)
        messages.success(request, _("Đã lưu thể thức văn bản của đơn vị."))
        return redirect("reports:index")
    return render(request, "reports/letterhead.html", {"form": form, "unit": unit})
