"""The paper of a programme: clauses with what each stands on, who signed and who witnessed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ketnoi.officers import policy
from ketnoi.programmes import policy as may
from ketnoi.programmes.views import frame


@policy.signed_in
@require_GET
def document(request: HttpRequest, slug: str) -> HttpResponse:
    programme = frame.opened(request, slug)
    post, bases = policy.staff(request).post, list(programme.bases.all())
    clauses = [
        {"clause": clause, "bases": [one for one in bases if one.clause_id == clause.pk]}
        for clause in programme.clauses.all()
    ]
    return frame.page(
        request, programme, "document", title=_("Văn bản, căn cứ"),
        clauses=clauses,
        bases=[one for one in bases if one.clause_id is None],
        witnesses=list(programme.witnesses.all()),
        may_edit=may.may_edit(post, programme),
        may_write=may.may_write_clauses(post, programme),
    )  # fmt: skip
