"""Accounts, and the posts that officers hold in units from one day to another."""

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


class OfficerManager(BaseUserManager["Officer"]):
    def create_user(self, username: str, password: str | None, **fields: Any) -> Officer:
        officer = self.model(username=username, **fields)
        officer.set_password(password)
        officer.save()
        return officer


class Officer(AbstractBaseUser):
    """One person's account. What he may do stands in his posts, never here."""

    username = models.CharField(_("tên đăng nhập"), max_length=60, unique=True)
    name = models.CharField(_("họ và tên"), max_length=120)
    name_key = models.CharField(max_length=240, db_index=True, editable=False)
    address = models.CharField(_("cách xưng hô"), max_length=20, default="bạn")
    is_active = models.BooleanField(default=True)

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


class Post(models.Model):
    """A post in a unit, from-to. An officer may hold two."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)
    title = models.CharField(_("chức vụ"), max_length=120, blank=True)
    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)

    objects: ClassVar[models.Manager[Post]] = PostQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="officers_post_from_before_to",
            ),
        ]
