"""What Django's checks say when a room points at a protected record with a key that could be joined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db.models import ForeignKey, Model

from ketnoi.access.fields import ProtectedKey
from ketnoi.access.models import ProtectedRecord


def keys(app_configs: Any = None, **_said: Any) -> list[CheckMessage]:
    """Every plain key to a protected record, of every room."""
    del app_configs  # a key of one room may point to another's records: all are looked at
    return found(apps.get_models(include_auto_created=True))


def found(models: Iterable[type[Model]]) -> list[CheckMessage]:
    """An error for each key of these models that is not a `ProtectedKey` and should be."""
    fields = [field for model in models for field in model._meta.local_fields]  # noqa: SLF001 - Django's own, documented
    plain = [one for one in fields if isinstance(one, ForeignKey) and not isinstance(one, ProtectedKey)]
    return [
        Error("A key to a protected record must be a ProtectedKey.", obj=field, id="access.E001")
        for field in plain
        if isinstance(field.related_model, type) and issubclass(field.related_model, ProtectedRecord)
    ]
