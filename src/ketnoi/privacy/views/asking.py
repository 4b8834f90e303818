"""What every change to a request asks: whether it may be written over what stands, and what the page says if not."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest

from ketnoi.audit import versions


def tried(request: HttpRequest, form: Form, write: Callable[[int], object]) -> HTTPStatus:
    """Write over the version that the page showed: OK, or the status of the page that says why nothing was written.

    What is not allowed answers as if it did not exist.
    """
    try:
        write(versions.seen(request))
    except versions.Stale as stale:
        messages.warning(request, str(stale))
        return HTTPStatus.CONFLICT
    except PermissionDenied as denied:
        raise Http404 from denied
    except ValidationError as error:
        form.add_error(None, error)
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.OK
