from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("officers", "0003_people_of_a_unit")]

    operations = [
        migrations.AddField(model_name="officer", name="trusted_since", field=models.BigIntegerField(default=0)),
    ]
