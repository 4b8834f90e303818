"""An empty machine is restored from paper: what is needed, what is refused, and where the keys lie meanwhile."""

import base64
import os
import signal
import sqlite3
import subprocess
import sys
import time
from uuid import UUID

import psycopg
import pytest
from nacl.public import PrivateKey

from ketnoi.audit import anchors
from ketnoi.main import scratch
from ketnoi.main.backup import database, recipients, restoring
from ketnoi.main.proving import forging
from ketnoi.vault import keyfiles, keys, recovery, shares
from ketnoi.vault.providers import File, standing_in
from tests.main.backing_up import run

SECRET = PrivateKey(bytes(range(32)))
PATIENCE = 60  # seconds, on a machine that is busy


def from_paper(house, file, *typed, secret="secret"):
    words = ("--to", str(house / "new"), "--secret-file", str(house / secret))
    return run("restore", str(file), *words, "--sheets", input="".join(f"{one}\n" for one in typed))


@pytest.mark.django_db(transaction=True)
@pytest.mark.once
def test_an_empty_machine_is_restored_from_a_backup_and_two_sheets(house, lost):
    file, (first, _second, third) = lost
    restored = from_paper(house, file, third, first)
    assert restored.exit_code == 0, restored.output
    assert keyfiles.read(house / "newkeys") == keyfiles.read(house / "keys")
    assert anchors.key_in(house / "newkeys") == anchors.key_in(house / "keys")
    assert not (house / "new" / "keys").exists()
    with sqlite3.connect(house / "new" / "data" / "ketnoi.sqlite3") as copy:
        ((uuid, kind, master, wrapped),) = copy.execute("SELECT uuid, owner_kind, master, wrapped FROM vault_datakey")
    key = keys.DataKey(uuid=UUID(uuid), owner_kind=kind, master=master, wrapped=wrapped)
    with standing_in(File(house / "newkeys")):
        assert key.secret() != b""


@pytest.mark.django_db(transaction=True)
@pytest.mark.once
def test_one_sheet_others_or_another_secret_restore_nothing(house, lost):
    file, (first, second, _third) = lost
    (house / "other").write_text(recipients.written(bytes(SECRET)))
    strange = [shares.written(one) for one in recovery.drawn()[:2]]
    for typed, secret, words in (
        ((), "secret", "--sheets"),
        ((first, first), "secret", "hai tờ khác nhau"),
        (strange, "secret", "không thuộc bộ khóa"),
        ((first, second), "other", "không mã hóa cho"),
    ):
        refused = (
            from_paper(house, file, *typed, secret=secret)
            if typed
            else run("restore", str(file), "--to", str(house / "new"), "--secret-file", str(house / "secret"))
        )
        assert (refused.exit_code > 0, words in refused.output) == (True, True), refused.output
        assert not (house / "new").exists()
        assert list((house / "newkeys").iterdir()) == []


def without_envelopes(pieces):
    del pieces["envelopes.json"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.once
def test_a_recipient_s_forgery_is_refused_in_words_and_writes_nothing(house, lost):
    file, (first, _second, third) = lost
    secret = recipients.read((house / "secret").read_text())
    (house / "public").mkdir()
    planted = forging.with_key("keys/anchor")
    named = forging.with_envelope(str(house / "public" / "leak"), "keys" + str(house / "public"))
    for number, (harms, words) in enumerate((
        ((), "không do hệ thống này ghi"),
        ((forging.without_origin,), "Thiếu phong bì của khóa mốc"),
        ((forging.without_origin, forging.with_key("anchors/anchor")), "phần lạ"),
        ((forging.without_origin, planted), "phần lạ"),
        ((named,), "phần lạ"),
        ((without_envelopes,), "không có phong bì khóa"),
    )):  # fmt: skip
        made = forging.forge(file, secret, house / f"forged-{number}", *harms)
        refused = from_paper(house, made, third, first)
        assert (refused.exit_code, words in refused.output) == (1, True), refused.output
        assert not (house / "new").exists()
        assert [*(house / "newkeys").iterdir(), *(house / "public").iterdir()] == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_keys_come_after_the_database_or_not_at_all(house, lost, settings):
    server = settings.CONFIG.database_url
    file, (first, _second, third) = lost
    with scratch.database(server, "target") as address:
        with psycopg.connect(address, autocommit=True) as connected:
            connected.execute("CREATE VIEW vault_datakey AS SELECT 1")  # in the way, and no table
        words = ("--to", str(house / "new"), "--secret-file", str(house / "secret"), "--sheets", "--ask-database")
        refused = run("restore", str(file), *words, input=f"{address}\n{first}\n{third}\n")
        assert (refused.exit_code, "vault_datakey" in refused.output) == (1, True), refused.output
        assert database.tables(address) == 0
    assert list((house / "newkeys").iterdir()) == []
    assert not (house / "new").exists()


def begun(house, file, sheets):
    """A rehearsal in a process of its own, that somebody typed two sheets to."""
    own = {name: str(house / f"new{name}") for name in ("data", "keys", "anchors")}
    environment = os.environ | {f"KETNOI_{name.upper()}": folder for name, folder in own.items()}
    words = ("restore", str(file), "--check", "--sheets", "--secret-file", str(house / "secret"))
    process = subprocess.Popen(
        [sys.executable, "-m", "ketnoi.main.cli", *words],
        env=environment | {"KETNOI_ENV": "local", "DATABASE_URL": ""},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,  # no terminal that it could ask at
    )
    process.stdin.write("".join(f"{sheet}\n" for sheet in sheets))
    process.stdin.flush()
    return process


def stood_still(process, folder):
    """Halted once the copy is laid out, which is after the sheets opened the envelopes."""
    end = time.monotonic() + PATIENCE
    while not list(folder.glob(f"{restoring.SCRATCH}*/parts/data/*.sqlite3")):
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.005)
    process.send_signal(signal.SIGSTOP)


def in_clear(folder):
    """Each key of this folder, in every way that something writes keys."""
    known = keyfiles.read(folder)
    for key in (*known.masters.values(), known.digest, known.intake, anchors.key_in(folder)):
        yield from (key, key.hex().encode(), base64.b64encode(key))


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_keys_from_paper_lie_nowhere_and_a_stop_leaves_nothing(house, lost):
    file, (first, _second, third) = lost
    process = begun(house, file, (first, third))
    try:
        stood_still(process, house / "newdata")
        laid = [path for path in (house / "newdata").rglob("*") if path.is_file()]
        assert laid
        assert not [path for path in laid for key in in_clear(house / "keys") if key in path.read_bytes()]
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGCONT)
        assert process.wait(PATIENCE) == 128 + signal.SIGTERM
    finally:
        process.kill()
    assert list((house / "newdata").iterdir()) == []
    assert [path.name for path in (house / "newkeys").iterdir()] == ["django-secret"]


@pytest.mark.once
@pytest.mark.django_db
def test_what_a_killed_command_left_is_named(house):
    left = (
        house / "data" / f"{restoring.SCRATCH}a1",
        house / f"{restoring.SCRATCH}b2",
        house / "data" / f"{database.SCRATCH}c3",
    )
    for folder in left:
        folder.mkdir()
    printed = run("check")
    assert printed.exit_code == 1
    assert [line for line in printed.output.splitlines() if "chưa mã hóa" in line] == [
        f"KHÔNG ĐẠT  bản chép dở: {folder} có dữ liệu chưa mã hóa; nếu không đang sao lưu hay phục hồi, hãy xóa"
        for folder in (left[0], left[2], left[1])
    ]
