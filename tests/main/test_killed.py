"""kill -9 while writing: nothing acknowledged is lost, nothing is half there, figures and journal hold."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from tests.main.writing import ROWS

ROUNDS = 8


@pytest.fixture
def elsewhere(tmp_path, django_db_blocker, django_db_setup):
    """The environment of another process with a database of its own on the same engine."""
    environment = os.environ | {
        "KETNOI_DATA": str(tmp_path / "data"),
        "KETNOI_KEYS": str(tmp_path / "keys"),
        "DJANGO_SETTINGS_MODULE": "ketnoi.main.settings",
    }
    environment.pop("DATABASE_URL", None)
    if connection.vendor == "postgresql":
        name = f"killed_{os.getpid()}"
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name}")
        environment["DATABASE_URL"] = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    return environment


def ask(verb, environment):
    """Let another process do one thing to its end; answers what it printed last."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.main.writing", verb], env=environment, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout.splitlines()[-1]) if done.stdout else None


def killed(verb, environment, chance):
    """Start writing, kill at a random moment after the first acknowledgement; answers the ids acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.main.writing", verb], env=environment, stdout=subprocess.PIPE, text=True
    )
    first = process.stdout.readline()
    time.sleep(chance.uniform(0, 0.25 if verb == "record" else 1.5))
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read()
    process.wait()
    acknowledged = []
    for line in (first + rest).splitlines(keepends=True):
        if line.endswith("\n"):
            acknowledged += json.loads(line)
    return acknowledged


@pytest.mark.parametrize("verb", ["record", "import"])
def test_killed_again_and_again(verb, elsewhere):
    chance = random.Random(11)
    ask("prepare", elsewhere)
    acknowledged = set()
    for _round in range(ROUNDS if verb == "record" else ROUNDS // 2):
        acknowledged |= set(killed(verb, elsewhere, chance))
    found = ask("look", elsewhere)
    there = set(found["activities"])
    assert acknowledged
    assert acknowledged <= there
    assert found["revisions"] == len(there) == found["recorded"]
    assert found["attendances"] == 10 * len(there)
    assert len(there) % (ROWS if verb == "import" else 1) == 0
    assert found["differences"] == []
    assert found["findings"] == 0
