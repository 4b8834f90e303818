"""What every page of this room asks first: which record, and what came of an attempt to change something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ketnoi.access import policy, protecting, reader, reading
from ketnoi.access.enums import Action
from ketnoi.access.models import ProtectedRecord
from ketnoi.access.protecting import Protected


def record(request: HttpRequest, kind: str, code: str, action: Action = Action.READ) -> tuple[Protected, Any]:
    """The kind and the record; Http404 alike for what is none, what he may not know of, and what he may not do."""
    try:
        protected = protecting.of(kind)
    except LookupError:
        raise Http404 from None
    found = reading.found(request, kind, code)
    if action is not Action.READ and not policy.can(reader.of(request), action, found):
        raise Http404
    return protected, found


def tried(form: Form, work: Callable[[], object]) -> bool:
    """Do the work; what it refuses stands at its field, what is not allowed answers as if it did not exist."""
    try:
        work()
    except ValidationError as refused:
        told = getattr(refused, "error_dict", {})
        known = all(name in form.fields for name in told)
        form.add_error(None, refused if known else ValidationError(refused.messages))
        return False
    except (PermissionDenied, ObjectDoesNotExist):  # the second: answered or ended a moment ago
        raise Http404 from None
    return True


def form_page(request: HttpRequest, form: Form, said: dict[str, Any]) -> HttpResponse:
    """A page with one form; `said` names title, lede, save, and where it leads back to."""
    status = 422 if request.method == "POST" else 200
    return render(request, "access/form.html", {"form": form, **said}, status=status)


def about(protected: Protected, found: ProtectedRecord, title: str, lede: str, save: str) -> dict[str, Any]:
    """What a form about one record says around its fields."""
    return {"protected": protected, "record": found, "title": title, "lede": lede, "save": save}
