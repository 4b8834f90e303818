"""Versions outlive their paragraph: they know their report, and no constraint ties them to the row that is gone.

The report comes without a constraint too: PostgreSQL alters no table whose changed rows wait for one to be checked.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def name_reports(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("reports", "ParagraphVersion").objects
    paragraphs = apps.get_model("reports", "Paragraph").objects
    rows.update(report_id=Subquery(paragraphs.filter(pk=OuterRef("paragraph_id")).values("report_id")))


class Migration(migrations.Migration):
    dependencies = [("reports", "0013_statistical_forms")]

    operations = [
        migrations.AlterField(
            model_name="paragraph",
            name="proposed",
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AlterField(
            model_name="paragraphversion",
            name="paragraph",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="reports.paragraph",
            ),
        ),
        migrations.AddField(
            model_name="paragraphversion",
            name="report",
            field=models.ForeignKey(
                db_constraint=False,
                default=0,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="reports.report",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(name_reports, migrations.RunPython.noop),
    ]
