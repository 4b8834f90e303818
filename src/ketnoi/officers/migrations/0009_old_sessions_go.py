"""Sessions have a table of their own since 0007; in Django's nobody tidies what was left, and it lies in clear."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def empty(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("officers", "0008_second_factors"),
        ("sessions", "0001_initial"),
    ]

    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
