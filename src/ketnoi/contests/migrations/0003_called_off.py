"""A contest keeps the state in which it was cancelled: by the journal, of those that were."""

from django.db import connection, migrations, models


def recall(apps, _schema):
    """How far each had come before, by what its unit did last."""
    lines = apps.get_model("audit", "Line").objects.filter(kind="contest")
    for contest in apps.get_model("contests", "Contest").objects.filter(status="cancelled"):
        done = set(lines.filter(object=str(contest.pk)).values_list("verb", flat=True))
        opened = "entering" if "open" in done else "draft"
        contest.called_off = "judging" if "close_entering" in done else opened
        contest.save(update_fields=["called_off"])
    connection.check_constraints()  # PostgreSQL alters no table while keys of its rows wait to be checked


class Migration(migrations.Migration):
    dependencies = [("contests", "0002_sealed_votes"), ("audit", "0005_failures")]

    operations = [
        migrations.AddField(
            "contest", "called_off",
            models.CharField(
                blank=True, default="", editable=False, max_length=10,
                choices=[
                    ("draft", "Đang soạn"), ("entering", "Đang nhận bài"), ("judging", "Đang chấm"),
                    ("published", "Đã công bố kết quả"), ("cancelled", "Đã hủy"),
                ],
            ),
            preserve_default=False,
        ),
        migrations.RunPython(recall, migrations.RunPython.noop),
    ]  # fmt: skip
