"""Accounts, and the posts that officers hold in units from one day to another; leave and handing over.

Moments are microseconds since 1970.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.officers.enums import Role
from ketnoi.orgs.models import Unit
from ketnoi.ui.text import name_key
from ketnoi.vault.fields import SealedText
from ketnoi.vault.typed import Typed


class OfficerManager(BaseUserManager["Officer"]):
    def create_user(self, username: str, password: str | None, **fields: Any) -> Officer:
        officer = self.model(username=username, **fields)
        officer.set_password(password)
        officer.save()
        return officer


class Officer(AbstractBaseUser):
    """One person's account. What he may do stands in his posts, never here.

    `start_until` is set while the password is a first one, given by an administrator: it opens until that day and is
    replaced at the first sign-in. `pin` is a hash; it opens a locked session, nothing else. Keys that the account made
    for programs before `trusted_since` open nothing: whoever knew the password then may not have been its owner.
    `strong_since` is the moment since which the account is asked for a second factor, 0 before its first one. It goes
    on when all are lost: then a code of two persons opens one session, in which a new one is added.
    """

    username = models.CharField(_("tên đăng nhập"), max_length=60, unique=True)
    name = models.CharField(_("họ và tên"), max_length=120)
    name_key = models.CharField(max_length=240, db_index=True, editable=False)
    address = models.CharField(_("cách xưng hô"), max_length=20, default="bạn")
    is_active = models.BooleanField(default=True)
    start_until = models.DateField(null=True, blank=True)
    pin = models.CharField(max_length=128, blank=True)
    trusted_since = models.BigIntegerField(default=0)
    strong_since = models.BigIntegerField(default=0)
    pin_tries = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "username"
    objects: ClassVar[OfficerManager] = OfficerManager()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = name_key(self.name)
        super().save(*args, **kwargs)


class PostQuerySet(models.QuerySet["Post"]):
    def on(self, day: dt.date) -> PostQuerySet:
        """Posts held on that day."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to__isnull=True) | Q(valid_to__gte=day))

    def confirmed(self) -> PostQuerySet:
        """Posts that a second person confirmed, whenever they are held."""
        return self.filter(confirmed_at__isnull=False)

    def working(self, day: dt.date) -> PostQuerySet:
        """Posts that count for what is protected on that day: held, and confirmed by a second person."""
        return self.on(day).confirmed()


class Post(models.Model):
    """A post in a unit, from-to. An officer may hold two. `acting_for` is the post of somebody on leave.

    `given_by` is the administrator who gave it; `doubted_by` who opened the account anew later. Until a second person
    confirmed it (`confirming`), it opens nothing that is protected. One given at the machine itself has no giver, and
    counts at once.
    """

    given_by_id: int | None
    doubted_by_id: int | None
    confirmed_by_id: int | None

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)
    title = models.CharField(_("chức vụ"), max_length=120, blank=True)
    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)
    acting_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="acted_by")
    given_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    doubted_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.BigIntegerField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager[Post]] = PostQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="officers_post_from_before_to",
            ),
        ]


class Leave(models.Model):
    """Days off. Who acts holds the posts of whoever is away for those days (`Post.acting_for`)."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="leaves")
    starts_on = models.DateField(_("nghỉ từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    acting = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    posts = models.ManyToManyField(Post, related_name="+")
    cancelled = models.BooleanField(default=False)

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="officers_leave_from_before_to"),
        ]


class HandOver(Typed):
    """The record of a post that passes to another officer: what was open when it was drawn up, and who took it over.

    `items` is a list of {"kind", "title", "day"} in words; nothing in it is read back by a machine.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="hand_overs")
    receiver = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    last_day = models.DateField(_("ngày làm việc cuối ở vị trí này"))
    note = SealedText(null=True)
    items = models.JSONField(default=list)
    made_by = models.BigIntegerField(null=True)
    made_at = models.BigIntegerField()
    confirmed_at = models.BigIntegerField(null=True)
    withdrawn = models.BooleanField(default=False)
    received_post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(confirmed_at__isnull=True, withdrawn=False),
                name="officers_one_open_hand_over",
            ),
        ]
