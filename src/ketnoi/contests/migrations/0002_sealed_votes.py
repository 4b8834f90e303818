"""What officers chose is sealed under a key of the ballot; votes by codes get a tally for every entry."""

import django.db.models.deletion
from django.db import connection, migrations, models

from ketnoi.vault import keys, sealing


def seal(apps, _schema):
    """Close what stands in clear; as `contests.officer_votes` does it, without the models of today."""
    for ballot in apps.get_model("contests", "Ballot").objects.order_by("pk"):
        key = keys.unsaved("contest_ballot")
        told = {name: getattr(key, name) for name in ("uuid", "owner_kind", "master", "wrapped", "created_at")}
        ballot.data_key = apps.get_model("vault", "DataKey").objects.create(**told)
        ballot.save(update_fields=["data_key"])
        for vote in ballot.officer_votes.all():
            vote.choice = sealing.seal_bytes(key, f"contest_vote|{vote.key}", vote.entry_id.to_bytes(8))
            vote.save(update_fields=["choice"])
    connection.check_constraints()  # PostgreSQL alters no table while keys of its rows wait to be checked


def tally(apps, _schema):
    """An entry that its unit makes public while people vote had no tally: its votes were lost."""
    tallies, placings = apps.get_model("contests", "CodeTally"), apps.get_model("contests", "Placing")
    for ballot in apps.get_model("contests", "Ballot").objects.order_by("pk"):
        for placing in placings.objects.filter(round=ballot.round_id, through=True).order_by("pk"):
            tallies.objects.get_or_create(ballot=ballot, entry_id=placing.entry_id)
    connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [("contests", "0001_contests"), ("vault", "0002_envelope")]

    operations = [
        migrations.AddField(
            "ballot", "data_key",
            models.ForeignKey(
                editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="vault.datakey",
            ),
        ),
        migrations.AddField("officervote", "choice", models.BinaryField(default=b""), preserve_default=False),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RunPython(tally, migrations.RunPython.noop),
        migrations.AlterField(
            "ballot", "data_key",
            models.ForeignKey(
                editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.datakey"
            ),
        ),
        migrations.RemoveField("officervote", "entry"),
    ]  # fmt: skip
