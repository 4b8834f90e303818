from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("officers", "0005_tries")]

    operations = [
        migrations.AddField("officer", "strong_since", models.BigIntegerField(default=0)),
    ]
