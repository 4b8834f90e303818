"""An entry that comes after its period was confirmed: the form asks for a reason before it saves."""

from __future__ import annotations

from django.http import HttpRequest

from ketnoi.activities import actions, late
from ketnoi.activities.forms import ActivityForm
from ketnoi.periods.closing import Closed
from ketnoi.ui.text import tidy


def closed(request: HttpRequest, form: ActivityForm) -> list[Closed]:
    """Confirmed periods that a valid entry comes after, while no reason is given for it."""
    if not form.is_valid() or form.entry is None or reason(request):
        return []
    return late.closed(form.entry)


def reason(request: HttpRequest) -> str:
    """The reason as typed; what is longer than the field takes is cut."""
    return tidy(request.POST.get("reason", ""))[: actions.LONGEST_REASON]
