"""Digest every row's key anew: a row of an earlier import has to be known when it comes once more."""

import json
from hashlib import sha256

import orjson
from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


PART = 2_000


def spell_anew(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("workbooks", "Row").objects.using(schema_editor.connection.alias)
    known = rows.order_by("pk").values_list("pk", "batch__template", "batch__unit", "cells")
    last = 0
    while part := list(known.filter(pk__gt=last)[:PART]):
        last = part[-1][0]
        keys = [(_key(template, unit, cells), pk) for pk, template, unit, cells in part]
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany("UPDATE workbooks_row SET key = %s WHERE id = %s", keys)


def _key(template: str, unit: int, cells: dict[str, str | int | float | bool]) -> str:
    told = dict(sorted(cells.items()))
    try:
        text = orjson.dumps(told).decode()
    except TypeError:  # a number beyond 64 bits
        text = json.dumps(told, ensure_ascii=False)
    return sha256(f"{template} {unit} {text}".encode()).hexdigest()


class Migration(migrations.Migration):
    dependencies = [("workbooks", "0003_one_index_less")]

    operations = [migrations.RunPython(spell_anew)]
