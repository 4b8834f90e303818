"""Accounts: add, start anew, change, stop; each act is one transaction with one journal line."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments, versions
from ketnoi.officers import confirming, leaves, passwords, posts, recovering, telling
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
    *,
    actor: int | None,
) -> Post:
    """Give a post from-to (both days included; None is open); one given by somebody waits for a second person.

    `actor` None is the machine itself, whose posts count at once: never a default, so that nobody forgets who gave.
    """
    post = posts.given(
        actor, officer=officer, unit_id=unit, role=role, title=title, valid_from=valid_from, valid_to=valid_to
    )
    journal.write("give_post", "officer", officer.pk, actor=actor, unit=unit, role=role.value)
    return post


@transaction.atomic
def end_post(pk: int, last_day: dt.date, actor: int | None = None) -> Post:
    """Let a post end with this day, and with it access, also of whoever acts in it.

    Raises ValidationError for a day before its first or after its last.
    """
    post = Post.objects.select_for_update().get(pk=pk)
    if post.valid_from and last_day < post.valid_from:
        raise ValidationError({"last_day": [_("Vị trí này bắt đầu sau ngày ấy.")]})
    if post.valid_to and last_day > post.valid_to:
        raise ValidationError({"last_day": [_("Vị trí này kết thúc trước ngày ấy.")]})
    post.valid_to = last_day
    post.save(update_fields=["valid_to"])
    leaves.shorten(post.acted_by.all(), last_day)
    journal.write("end_post", "officer", post.officer_id, actor=actor, unit=post.unit_id, day=last_day.isoformat())
    return post


@transaction.atomic
def welcome(
    username: str, name: str, address: str, unit: int, role: Role, title: str = "", *, actor: int | None
) -> tuple[Officer, str]:
    """Add a colleague with a post from today on; answers the account and its first password, told this once only.

    `actor` as in `give_post`.

    Raises ValidationError by field: a user name that is taken or has other signs than letters, digits and dots.
    """
    username = username.strip().lower()
    _check_username(username)
    password = passwords.drawn()
    try:
        with transaction.atomic():
            officer = add_officer(username, password, name, address, actor)
    except IntegrityError:
        _check_username(username)  # somebody else has just taken it
        raise
    _start(officer)
    give_post(officer, unit, role, tidy(title), timezone.localdate(), actor=actor)
    return officer, password


@transaction.atomic
def start_anew(pk: int, actor: int | None = None) -> str:
    """Give a first password again, told this once only; sessions elsewhere and keys of programs end."""
    officer = Officer.objects.select_for_update().get(pk=pk)
    password = passwords.drawn()
    officer.set_password(password)
    officer.pin, officer.trusted_since = "", moments.now()
    _start(officer)
    if recovering.is_without_factors(officer):
        confirming.doubt(officer, actor)
    telling.tell(pk)
    journal.write("start_anew", "officer", pk, actor=actor)
    return password


@transaction.atomic
def choose_password(pk: int, password: str) -> Officer:
    """Replace the own password, first or later; whoever calls has asked for the present one and checked the new."""
    officer = Officer.objects.select_for_update().get(pk=pk)
    officer.set_password(password)
    officer.start_until = None
    officer.save(update_fields=["password", "start_until"])
    journal.write("choose_password", "officer", pk, actor=pk)
    return officer


@transaction.atomic
def choose_pin(pk: int, pin: str) -> None:
    """Set the PIN of the quick lock; empty takes it away."""
    hashed = make_password(pin) if pin else ""
    Officer.objects.filter(pk=pk).update(pin=hashed, pin_tries=0)
    journal.write("choose_pin", "officer", pk, actor=pk)


@transaction.atomic
def describe(pk: int, name: str, address: str, seen: int, actor: int | None = None) -> Officer:
    """Change name and form of address. Raises versions.Stale."""
    officer = Officer.objects.select_for_update().get(pk=pk)
    versions.check(officer, seen)
    officer.name, officer.address, officer.version = tidy(name), tidy(address), seen + 1
    officer.save()
    journal.write("describe", "officer", pk, actor=actor, version=officer.version)
    return officer


@transaction.atomic
def stop(pk: int, actor: int | None = None) -> None:
    """Stop an account: sessions, posts and whoever acts in them end. What it recorded stays under its name."""
    officer = Officer.objects.select_for_update().get(pk=pk)
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    today = timezone.localdate()
    officer.posts.filter(valid_from__gt=today).update(valid_from=today, valid_to=today)
    officer.posts.on(today).update(valid_to=today)
    leaves.shorten(Post.objects.filter(acting_for__officer=officer), today)
    journal.write("stop", "officer", pk, actor=actor)


@transaction.atomic
def resume(pk: int, actor: int | None = None) -> str:
    """Let a stopped account in again, with a first password; posts are given anew. Answers the password."""
    Officer.objects.filter(pk=pk).update(is_active=True)
    journal.write("resume", "officer", pk, actor=actor)
    return start_anew(pk, actor)


def _start(officer: Officer) -> None:
    officer.start_until, officer.pin_tries = passwords.good_until(), 0
    officer.save()


def _check_username(username: str) -> None:
    try:
        ASCIIUsernameValidator(regex=r"^[a-z0-9._-]{3,60}\Z")(username)
    except ValidationError as error:
        wrong = _("Chỉ dùng chữ không dấu, số, dấu chấm, từ 3 đến 60 ký tự, ví dụ hoi.xamau.")
        raise ValidationError({"username": [wrong]}) from error
    if Officer.objects.filter(username=username).exists():
        raise ValidationError({"username": [_("Tên đăng nhập này đã có người dùng.")]})
