"""Add officers and give them posts; each act is one transaction with one journal line."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from ketnoi.audit import journal
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.ui.text import tidy


@transaction.atomic
def add_officer(
    username: str, password: str | None, name: str, address: str = "bạn", actor: int | None = None
) -> Officer:
    officer = Officer.objects.create_user(username, password, name=tidy(name), address=address)
    journal.write("create", "officer", officer.pk, actor=actor)
    return officer


@transaction.atomic
def give_post(
    officer: Officer,
    unit: int,
    role: Role,
    title: str = "",
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    actor: int | None = None,
) -> Post:
    """Give a post from-to (both days included; None is open)."""
    post = Post.objects.create(
        officer=officer, unit_id=unit, role=role, title=title, valid_from=valid_from, valid_to=valid_to
    )
    journal.write("give_post", "officer", officer.pk, actor=actor, unit=unit, role=role.value)
    return post
