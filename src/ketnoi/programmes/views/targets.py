"""The targets of a programme with what is said of each, and the word for all of them together."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ketnoi.officers import policy
from ketnoi.programmes import policy as may
from ketnoi.programmes import targets as judged
from ketnoi.programmes.cards.performance import LOOKS, UNSAID
from ketnoi.programmes.grading import grade
from ketnoi.programmes.lens import Lens, Numbers
from ketnoi.programmes.models import Programme
from ketnoi.programmes.views import frame


@policy.signed_in
@require_GET
def targets(request: HttpRequest, slug: str) -> HttpResponse:
    """Targets are always of the whole programme and its whole period, judged as of today."""
    programme = frame.opened(request, slug)
    results = _results(programme)
    grades = list(programme.grades.all())
    told = grade([one.verdict for one in results], [(one.name, one.least_percent) for one in grades])
    rows = [
        {"result": one, "asked": judged.asked(one.target), "look": LOOKS.get(one.verdict, UNSAID)} for one in results
    ]
    may_edit = may.may_edit(policy.staff(request).post, programme)
    shown: dict[str, Any] = {"results": rows, "graded": told, "grades": grades, "may_edit": may_edit}
    return frame.page(request, programme, "targets", title=_("Chỉ tiêu"), **shown)


def _results(programme: Programme) -> list[judged.Result]:
    base, numbers, found = Lens(programme).figure(programme.sessions), Numbers(), []
    for target in programme.targets.select_related("agency"):
        if judged.computable(target):
            target.programme = programme
            found.append(judged.evaluate(target, base, timezone.localdate(), numbers))
    return found
