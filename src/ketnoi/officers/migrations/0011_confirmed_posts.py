import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ketnoi.audit import moments


def keep_what_stands(apps, schema_editor):
    """Posts from before stay good: nothing was protected when they were given, and their officers are known by now.

    Those of an account that still has its first password wait: whoever gave it knows it.
    """
    posts = apps.get_model("officers", "Post").objects.using(schema_editor.connection.alias)
    posts.filter(officer__start_until=None).update(confirmed_at=moments.now())


class Migration(migrations.Migration):
    dependencies = [("officers", "0010_sealed_note")]

    operations = [
        migrations.AddField(
            "post",
            "given_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "post",
            "doubted_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("post", "confirmed_at", models.BigIntegerField(blank=True, null=True)),
        migrations.AddField(
            "post",
            "confirmed_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(keep_what_stands, migrations.RunPython.noop),
    ]
