"""A drill: a unit is called as if something had to be known at once, so that numbers are tried before they matter."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ketnoi.deadlines.keeping import By
from ketnoi.notices import calls, duty, kinds
from ketnoi.notices.enums import Said
from ketnoi.notices.models import Call
from ketnoi.officers.models import Officer

KIND = "duty_drill"


@transaction.atomic
def begin(unit: int, caller: int, by: By) -> Call:
    """Call a unit for a drill; one that is still open is answered again instead of a second."""
    known = Call.objects.filter(kind=KIND, object_id=str(unit), caller=caller, taken_at=None).first()
    return known or calls.begin(unit, caller, KIND, unit, by)


def _may_still_see(officer: Officer, units: Collection[str]) -> list[str]:
    near = duty.around(officer).filter(pk__in=[int(one) for one in units])
    return [str(one) for one in near.values_list("pk", flat=True)]


NOTICE = kinds.Kind(
    KIND, _("Diễn tập gọi trực"), _may_still_see, lambda unit: reverse("duty:unit", args=[unit]), Said.URGENT
)
