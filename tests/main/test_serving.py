"""`ketnoi serve` in a folder of its own: it answers, it stops whole, and it says what is in the way."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

PATIENCE = 120.0  # seconds, on a busy machine


# once: it serves on the embedded database, whatever the others are done in
pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(installation):
    """The environment of an installation that has one unit and nobody in it, and a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = installation | {"KETNOI_PORT": str(port)}
    subprocess.run([sys.executable, "-c", ONE_UNIT], env=environment, check=True)
    return environment


ONE_UNIT = """
import django
django.setup()
from ketnoi.orgs import build
from ketnoi.places.models import Kind, Place
Place.objects.create(kind=Kind.PROVINCE, code="99", division="tỉnh", name="Tỉnh Minh Họa", folded="", folded_name="")
build.centres()
"""


def answers(port, process):
    """Wait for the sign-in page."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/dang-nhap/", timeout=5) as page:
                return page.status
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    return None


def children_of(pid):
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed]


def alive(pid):
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_stops_whole(house, number):
    process = subprocess.Popen(
        [sys.executable, "-m", "ketnoi.main.cli", "serve", "--no-demo"],
        env=house,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert answers(house["KETNOI_PORT"], process) == 200
        said = [process.stdout.readline() for _ in range(3)]
        assert "createadmin" in said[0]
        assert f"http://127.0.0.1:{house['KETNOI_PORT']}/" in said[2]
        children = children_of(process.pid)
        assert len(children) == 2
        process.send_signal(number)
        assert process.wait(60) == 0
        assert not any(alive(child) for child in children)
    finally:
        process.kill()
    assert not (Path(house["KETNOI_DATA"]) / "demo-accounts.json").exists()


def test_a_port_in_use_is_said(house):
    with socket.create_server(("127.0.0.1", int(house["KETNOI_PORT"]))):
        refused = subprocess.run(
            [sys.executable, "-m", "ketnoi.main.cli", "serve", "--no-demo"],
            env=house,
            capture_output=True,
            text=True,
            check=False,
        )
    assert refused.returncode == 1
    assert "KETNOI_PORT" in refused.stderr


def test_settings_that_are_wrong_are_said_without_a_trace(house):
    refused = subprocess.run(
        [sys.executable, "-m", "ketnoi.main.cli", "serve"],
        env=house | {"KETNOI_ENV": "production"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 2
    assert "KETNOI_ALLOWED_HOSTS" in refused.stderr
    assert "Traceback" not in refused.stderr
