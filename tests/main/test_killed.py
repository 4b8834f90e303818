"""kill -9 while writing: nothing acknowledged is lost, nothing is half there, figures and journal hold."""

import json
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.main.writing import ROWS

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4  # `ketnoi prove P7` kills hundreds of times


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
def test_killed_again_and_again(verb, installation):
    chance = random.Random(11)
    ask("prepare", installation)
    acknowledged = set()
    for _round in range(ROUNDS):
        acknowledged |= set(killed(verb, installation, chance))
    found = ask("look", installation)
    there = set(found["activities"])
    assert acknowledged
    assert acknowledged <= there
    assert found["revisions"] == len(there) == found["recorded"]
    assert found["attendances"] == 10 * len(there)
    assert len(there) % (ROWS if verb == "import" else 1) == 0
    assert found["differences"] == []
    assert found["findings"] == 0


def test_writers_of_works_practices_and_contests_killed_again_and_again(installation):
    done = subprocess.run(
        [sys.executable, "-m", "tests.main.writing_connected"],
        env=installation, check=True, capture_output=True, text=True,
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["heard"].keys() == {"work", "entry", "practice", "vote"}
    assert (found["lost"], found["halves"]) == ([], [])
