"""Tokens with which a program acts for an officer's post, and what was sent with a key of the sender's own.

Moments are microseconds since 1970.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ketnoi.officers.models import Officer, Post

LONGEST_NAME = 80
LONGEST_KEY = 80


class Token(models.Model):
    """A key to the open API. Only the digest of its secret is kept; `hint` is the part a list may show."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    name = models.CharField(_("tên phần mềm sử dụng"), max_length=LONGEST_NAME)
    hint = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.BigIntegerField()
    expires_on = models.DateField(_("dùng đến hết ngày"))
    revoked_at = models.BigIntegerField(null=True)
    last_used_at = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-id"]


class Submission(models.Model):
    """One writing under a key of the sender's own. The same key with the same digest has the same answer."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    token = models.ForeignKey(Token, models.PROTECT, related_name="+")
    key = models.CharField(max_length=LONGEST_KEY)
    digest = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    made_at = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "key"], name="api_submission_once")]
