from django.db import migrations, models

CHAINS = 8


def heads(apps, schema_editor):
    """Every chain has its head from the beginning: writers take one that is free."""
    head = apps.get_model("audit", "Head")
    known = set(head.objects.values_list("chain", flat=True))
    head.objects.bulk_create([head(chain=chain) for chain in range(CHAINS) if chain not in known])


class Migration(migrations.Migration):

    dependencies = [
        ("audit", "0003_second_factor"),
    ]

    operations = [
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ran_at", models.BigIntegerField(db_index=True, help_text="microseconds since 1970")),
                ("lines", models.PositiveBigIntegerField()),
                ("anchors", models.PositiveIntegerField()),
                ("findings", models.PositiveIntegerField()),
                ("whole", models.BooleanField()),
            ],
        ),
        migrations.RunPython(heads, migrations.RunPython.noop),
    ]
