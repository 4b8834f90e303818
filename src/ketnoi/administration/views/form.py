"""A page that asks for one thing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_page(
    request: HttpRequest, form: object, title: str, section: str, status: int = 0, **more: object
) -> HttpResponse:
    """The form with its title; what was sent and comes back was refused (422), unless `status` says otherwise.

    `more`: lede, save, differences, and what the crumbs of the section need.
    """
    context: dict[str, Any] = {"form": form, "title": title, "section": section} | more
    refused = 422 if request.method == "POST" else 200
    return render(request, "administration/form.html", context, status=status or refused)
