"""Backups: what opens and what does not, who can open them, how long they stay, and the commands from end to end."""

import dataclasses
import io
import json

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey

from ketnoi.audit import anchors
from ketnoi.audit.models import Line
from ketnoi.main import scratch
from ketnoi.main.backup import archive, database, keeping, recipients, restoring, sealing
from ketnoi.main.proving import forging
from ketnoi.vault import keyfiles
from tests.main.backing_up import run, written

SECRET = PrivateKey(bytes(range(32)))


def sealed(*contents, to=SECRET):
    file = io.BytesIO()
    sealer = sealing.Sealer(file, [bytes(to.public_key)])
    for content in contents:
        sealer.write(content)
    sealer.close()
    return file.getvalue()


def opened(content, secret=SECRET):
    return sealing.Opener(io.BytesIO(content), secret=bytes(secret)).read()


@pytest.mark.parametrize("length", [0, 1, sealing.CHUNK - 1, sealing.CHUNK, sealing.CHUNK + 1, 3 * sealing.CHUNK])
def test_what_is_sealed_opens_again(length):
    content = bytes(length // 2) + b"x" * (length - length // 2)
    assert opened(sealed(content[:10], content[10:])) == content


@pytest.fixture(scope="module")
def stream():
    """Three chunks, and where each begins."""
    content = sealed(b"a" * (2 * sealing.CHUNK + 10))
    start = len(content) - 2 * (sealing.LENGTH + sealing.CHUNK + sealing.TAG) - (sealing.LENGTH + 10 + sealing.TAG)
    step = sealing.LENGTH + sealing.CHUNK + sealing.TAG
    return content, [start, start + step, start + 2 * step]


@pytest.mark.parametrize("harm", ["swapped", "left out", "last left out", "cut inside", "added", "twice", "no chunk"])
def test_chunks_moved_left_out_or_added_do_not_open(stream, harm):
    content, (one, two, three) = stream
    harmed = {
        "swapped": content[:one] + content[two:three] + content[one:two] + content[three:],
        "left out": content[:one] + content[two:],
        "last left out": content[:three],
        "cut inside": content[:-1],
        "added": content + content[three:],
        "twice": content[:three] + content[two:three] + content[three:],
        "no chunk": content[:one],
    }[harm]
    with pytest.raises(sealing.Unreadable):
        opened(harmed)


@given(at=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_no_bit_can_be_changed(at, bit):
    content = bytearray(sealed(b"nothing secret"))
    content[at % len(content)] ^= 1 << bit
    with pytest.raises(sealing.Unreadable):
        opened(bytes(content))


@given(st.binary(max_size=200))
def test_any_other_file_is_refused_in_words(content):
    for file in (content, sealing.MAGIC + content):
        with pytest.raises(sealing.Unreadable):
            opened(file)


def test_each_recipient_opens_it_and_nobody_else():
    keys = [PrivateKey.generate() for _ in range(3)]
    file = io.BytesIO()
    sealer = sealing.Sealer(file, [bytes(one.public_key) for one in keys[:2]])
    sealer.write(b"content")
    sealer.close()
    assert [opened(file.getvalue(), one) for one in keys[:2]] == [b"content"] * 2
    with pytest.raises(sealing.Unreadable, match="không mã hóa cho"):
        opened(file.getvalue(), keys[2])


@given(st.binary(min_size=32, max_size=32))
def test_a_secret_on_paper_is_read_back_however_it_is_typed(secret):
    text = recipients.written(secret)
    assert recipients.read(text) == secret
    assert recipients.read(f"  {text.lower().replace('-', ' ')}\n") == secret


@pytest.mark.parametrize("wrong", ["", "KNSL", "KNSL-AAAAA", "không phải", recipients.written(bytes(32))[:-1] + "7"])
def test_a_slip_in_a_secret_is_noticed(wrong):
    with pytest.raises(recipients.NoSecret):
        recipients.read(wrong)


def test_old_backups_go_and_the_last_three_stay(tmp_path):
    days = ("20200101", "20200201", "20200301", "20200401", "20200501")
    for day in days:
        (tmp_path / f"ketnoi-{day}-010000.knsl").touch()
    (tmp_path / "ketnoi-cua-ai-do.knsl").touch()
    assert [one.name[7:15] for one in keeping.expired(tmp_path, 35)] == ["20200101", "20200201"]
    assert keeping.expired(tmp_path, 365 * 200) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.once
def test_from_a_recipient_to_an_installation_restored(house):
    secret, file, printed = written(house)
    assert "đã đọc lại và khớp" in printed.output
    assert "35 ngày" in printed.output
    assert file.stat().st_mode & 0o077 == 0
    assert secret not in (house / "keys" / recipients.FILE).read_text()
    assert "Két Mẫu" in run("backup", "recipient", "list").output
    (house / "secret").write_text(secret)
    restored = run("restore", str(file), "--to", str(house / "new"), "--secret-file", str(house / "secret"))
    assert restored.exit_code == 0, restored.output
    assert (house / "new" / "data" / "ketnoi.sqlite3").exists()
    assert (house / "new" / "anchors" / anchors.FILE).read_text() == (house / "anchors" / anchors.FILE).read_text()
    assert not (house / "new" / "anchors" / anchors.KEY).exists()
    again = run("restore", str(file), "--to", str(house / "new"), "--secret-file", str(house / "secret"))
    assert (again.exit_code, "đã có" in again.output) == (1, True)
    assert [one.name for one in house.iterdir() if one.name.startswith(".")] == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.once
def test_a_backup_holds_no_key_and_says_what_is_in_it(house):
    (house / "keys" / "master-1").write_text("KHOACHINHMAU")
    secret, file, _printed = written(house)
    found = archive.read(file, recipients.read(secret), house / "laid")
    laid = {str(path.relative_to(house / "laid")) for path in (house / "laid").rglob("*") if path.is_file()}
    expected = {
        "database",
        "manifest.json",
        "settings.json",
        "envelopes.json",
        f"anchors/{anchors.FILE}",
    }
    assert laid == expected
    secrets = (b"KHOACHINHMAU", anchors.book().key, anchors.book().key.hex().encode())
    assert not any(
        one in path.read_bytes() for one in secrets for path in (house / "laid").rglob("*") if path.is_file()
    )
    assert found.state["tables"]["audit_line"] == Line.objects.count() - 1 == 5
    known = run("backup", "recipient", "list").output.split()[0]
    assert [(line.verb, line.object, line.detail) for line in Line.objects.filter(kind="backup").order_by("at")] == [
        ("add_recipient", known, {}),
        ("export", found.mac[:16], {"recipients": [known]}),
    ]
    assert set(json.loads((house / "laid" / "settings.json").read_text())) == {
        "KETNOI_ENV", "KETNOI_ALLOWED_HOSTS", "KETNOI_PORT", "KETNOI_BACKUP_DAYS",
    }  # fmt: skip
    forged = dataclasses.replace(found, at=found.at + 1)
    assert found.mac == found.signed(anchors.book().key) != forged.signed(anchors.book().key)


@pytest.mark.django_db(transaction=True)
@pytest.mark.once
def test_what_another_installation_wrote_is_refused_before_anything_of_it_runs(house):
    secret, file, _printed = written(house)
    (house / "keys" / anchors.KEY).write_text("00" * 32)
    (house / "secret").write_text(secret)
    for asked in (("--check",), ("--to", str(house / "new"))):
        refused = run("restore", str(file), *asked, "--secret-file", str(house / "secret"))
        assert (refused.exit_code, "không do hệ thống này ghi" in refused.output) == (1, True)
        assert "Bảng kê" not in refused.output
    assert not (house / "new").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.once
def test_who_wrote_it_is_told_before_anything_of_it_runs_or_not_at_all(house):
    secret, file, _printed = written(house)
    keyfiles.put(house / "keys", "master-1.key", bytes(32))
    (house / "keys" / anchors.KEY).unlink()
    with pytest.raises(restoring.NotRestored, match="không biết được ai ghi"):
        restoring.check(file, recipients.read(secret))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_no_dump_of_a_forger_comes_to_the_server(house, settings):
    server = settings.CONFIG.database_url
    secret, file, _printed = written(house)
    made = forging.forge(
        file, recipients.read(secret), house / "forged", lambda pieces: pieces.update({"database/000000": b"no dump"})
    )
    with pytest.raises(restoring.NotRestored, match="không do hệ thống này ghi"):
        restoring.check(made, recipients.read(secret))
    (house / "keys" / anchors.KEY).unlink()
    with scratch.database(server, "target") as address, pytest.raises(restoring.NotRestored, match="không biết được"):
        restoring.to(made, recipients.read(secret), house / "new", address)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_database_gets_all_of_a_backup_that_holds_and_nothing_of_another(house, settings):
    server = settings.CONFIG.database_url
    secret, file, _printed = written(house)
    wanted = connection.introspection.table_names()
    (house / "secret").write_text(secret)
    with scratch.database(server, "target") as address:
        words = ("restore", str(file), "--to", str(house / "new"), "--secret-file", str(house / "secret"))
        found = run(*words, "--ask-database", input=f"{address}\n")
        assert (found.exit_code, database.tables(address)) == (0, len(wanted)), found.output
        assert address not in found.output
        with pytest.raises(restoring.NotRestored, match="đã có bảng"):
            restoring.to(file, recipients.read(secret), house / "newer", address)
    Line.objects.filter(object="1").update(actor=9)
    run("backup", str(house / "tampered.knsl"))
    with scratch.database(server, "target") as address:
        found = restoring.to(house / "tampered.knsl", recipients.read(secret), house / "newer", address)
        assert (found.whole, database.tables(address)) == (False, 0)
    assert not (house / "newer").exists()


@pytest.mark.parametrize(
    "typed", ["postgres:nguoi:MATKHAUMAU@may", "postgresql://nguoi:MATKHAUMAU@may:x/co-so", "co-so"]
)
def test_a_slip_in_an_address_is_told_without_its_password(house, typed):
    (house / "a").write_bytes(b"no backup")
    refused = run("restore", str(house / "a"), "--check", "--ask-database", input=f"{typed}\n")
    assert (refused.exit_code, "phải có dạng" in refused.output, "MATKHAUMAU" in refused.output) == (2, True, False)


@pytest.mark.django_db
def test_a_backup_never_takes_the_place_of_another_file(house):
    run("backup", "recipient", "new", "--name", "Két Mẫu")
    standing, partial = house / "a.knsl", house / f"b.knsl{archive.PARTIAL}"
    for file, target in ((standing, standing), (partial, house / "b.knsl")):
        file.write_bytes(b"something else")
        refused = run("backup", str(target))
        assert (refused.exit_code, f"{file} đã có" in refused.output) == (1, True)
        assert file.read_bytes() == b"something else"


@pytest.mark.django_db
def test_anchors_without_their_key_stop_a_backup_in_words(house):
    run("backup", "recipient", "new", "--name", "Két Mẫu")
    anchors.book().add(1, [])
    (house / "keys" / anchors.KEY).unlink()
    refused = run("backup", str(house / "a.knsl"))
    assert (refused.exit_code, "ketnoi audit anchor --anew" in refused.output) == (1, True)


def test_without_a_recipient_there_is_no_backup(house):
    printed = run("backup", str(house))
    assert printed.exit_code == 1
    assert "recipient new" in printed.output
    assert list(house.glob("*.knsl*")) == []


def test_a_restore_asks_for_a_file_a_purpose_and_a_true_secret(house):
    (house / "a").write_bytes(b"no backup")
    (house / "secret").write_text(recipients.written(bytes(SECRET)))
    known = ("--secret-file", str(house / "secret"))
    assert run("restore", str(house / "missing"), "--check", *known).exit_code == 2
    assert run("restore", str(house / "a"), *known).exit_code == 2
    assert run("restore", str(house / "a"), "--check", input="sai\n").exit_code == 2
    refused = run("restore", str(house / "a"), "--check", *known)
    assert (refused.exit_code, "không phải là bản sao lưu" in refused.output) == (1, True)
