"""The terms of a programme side by side, and the draft of the next one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.programmes import drafting_forms, queries, renewing
from ketnoi.programmes import policy as may
from ketnoi.programmes.enums import UNSIGNED
from ketnoi.programmes.views import frame


@policy.signed_in
@require_GET
def terms(request: HttpRequest, slug: str) -> HttpResponse:
    """The chain, as far as the officer may open it; figures once two signed terms can be held against each other."""
    programme, staff = frame.opened(request, slug), policy.staff(request)
    chain = renewing.chain(programme, set(queries.visible_to(staff.user).values_list("pk", flat=True)))
    signed = [one for one in chain if one.status not in UNSIGNED]
    compared = renewing.compared(signed, timezone.localdate()) if len(signed) > 1 else []
    shown: dict[str, Any] = {
        "chain": chain,
        "signed": signed,
        "compared": compared,
        "may_renew": may.may_renew(staff.post, programme),
    }
    return frame.page(request, programme, "terms", title=_("Các giai đoạn"), **shown)


@policy.roles(Role.LEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, slug: str) -> HttpResponse:
    """Draft the next term from this one."""
    programme = frame.opened(request, slug, may.may_renew)
    form = drafting_forms.RenewForm(request.POST or None)
    if form.is_valid():
        try:
            made = renewing.renew(programme.pk, **form.cleaned_data, actor=policy.staff(request).user.pk)
        except ValidationError as refusal:
            form.add_error("starts_on", refusal)
        else:
            return redirect("programmes:document", made.slug)
    status = 422 if form.is_bound else 200
    return frame.page(
        request, programme, "terms", status, title=_("Soạn giai đoạn tiếp theo"), form=form, template="renew"
    )
