"""The command line, and a backup to restore from."""

from click.testing import CliRunner
from django.db import transaction

from ketnoi.audit import anchors, journal
from ketnoi.main import cli


def run(*words, **more):
    return CliRunner().invoke(cli.group, words, **more)


def written(house):
    """A recipient's secret and a backup of a journal of three lines, anchored."""
    for number in range(3):
        with transaction.atomic():
            journal.write("record", "proof", number)
    anchors.add(anchors.book())
    secret = run("backup", "recipient", "new", "--name", "Két Mẫu").stdout.strip()
    target = house / "backups"
    target.mkdir()
    printed = run("backup", str(target))
    assert printed.exit_code == 0, printed.output
    (file,) = target.iterdir()
    return secret, file, printed
