from django.db import migrations, models


def as_before(apps, _schema):
    """Demo worlds that stand already go on without."""
    apps.get_model("audit", "Installation").objects.filter(demo=True).update(second_factor=False)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_head_changed")]

    operations = [
        migrations.AddField("installation", "second_factor", models.BooleanField(default=True)),
        migrations.RunPython(as_before, migrations.RunPython.noop),
        migrations.AddConstraint(
            "installation",
            models.CheckConstraint(
                condition=models.Q(demo=True) | models.Q(second_factor=True), name="audit_installation_second_factor"
            ),
        ),
    ]
