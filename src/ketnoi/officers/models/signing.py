"""Sessions of officers, and wrong tries of their secrets. Moments are microseconds since 1970."""

from __future__ import annotations

import uuid
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from ketnoi.officers.models.accounts import Officer


class Session(AbstractBaseSession):
    """One browser, with who signed in there. `number` names it on pages; its key is known to the browser alone."""

    number = models.UUIDField(default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(Officer, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=60, blank=True)
    begun_at = models.BigIntegerField(default=0)
    seen_at = models.BigIntegerField(default=0)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store


class Tries(models.Model):
    """Wrong tries of a secret in one bucket (`guessing`): how many in a row, and when the last was."""

    bucket = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveSmallIntegerField(default=0)
    at = models.BigIntegerField(db_index=True)
