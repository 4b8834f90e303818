"""Which report an address means; one that the officer may not open answers as if it did not exist. And the way back."""

from __future__ import annotations

import uuid as uuids

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from ketnoi.officers import policy
from ketnoi.reports import queries
from ketnoi.reports.enums import Stage
from ketnoi.reports.models import Report


def visible(request: HttpRequest, uuid: uuids.UUID) -> Report:
    """The report, for reading."""
    return get_object_or_404(queries.visible_to(policy.staff(request).user), uuid=uuid)


def editable(request: HttpRequest, uuid: uuids.UUID) -> Report:
    """The report, for writing."""
    return get_object_or_404(queries.editable_in(policy.staff(request).post), uuid=uuid)


def may_edit(request: HttpRequest, report: Report) -> bool:
    """Whether it can be written in now, under this post."""
    post = policy.staff(request).post
    return report.stage == Stage.DRAFT and post.role in queries.EDITORS and policy.home(post.unit).pk == report.unit_id


def at_paragraph(report: Report, number: int) -> HttpResponse:
    """Back to the report's text, where that paragraph stands."""
    page = redirect("reports:paragraphs", report.uuid)
    page["Location"] += f"#doan-{number}"
    return page
