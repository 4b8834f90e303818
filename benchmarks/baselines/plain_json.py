"""The other side of sealing: the same persons, each as one column of plain JSON in a row of Django's."""

from __future__ import annotations

import json
from typing import ClassVar

from django.apps.registry import Apps
from django.db import connection, models, transaction


class Plain(models.Model):
    held = models.JSONField()
    objects: ClassVar[models.Manager[Plain]] = models.Manager()

    class Meta:
        apps = Apps()
        app_label = "vault"
        db_table = "bench_plain"


def make_table() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Plain)


def dumped(values: list[str]) -> None:
    for value in values:
        json.dumps(value, ensure_ascii=False).encode()


def loaded(values: list[bytes]) -> None:
    for value in values:
        json.loads(value)


def write(persons: list[dict[str, str]]) -> None:
    with transaction.atomic():
        for person in persons:
            Plain(held=person).save()


def read() -> int:
    return sum(len(row.held["name"]) for row in Plain.objects.all())
