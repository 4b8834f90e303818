"""`ketnoi keys`: sheets are printed and tried, keys rotated and recovered, and what is wrong is said."""

import dataclasses
import io
import os
import re
import sys

import pytest
from click.testing import CliRunner

from ketnoi.main import cli
from ketnoi.vault import keyfiles, keys, readiness
from ketnoi.vault.models import DataKey
from ketnoi.vault.providers import File, standing_in
from ketnoi.vault.refusals import KeyUnavailable

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings):
    """An empty key folder of an installation that makes no keys by itself."""
    made = tmp_path / "keys"
    made.mkdir(mode=0o700)
    settings.CONFIG = dataclasses.replace(settings.CONFIG, keys=made)
    with standing_in(File(made)):
        yield made


def run(*words, typed=""):
    return CliRunner().invoke(cli.group, ["keys", *words], input=typed)


class Copyist(io.BytesIO):
    """Somebody who copies the sheets from the screen, and types these of them back from his paper."""

    def __init__(self, *order):
        super().__init__()
        self.order = list(order)

    def read1(self, _size=-1):
        if not self.order:
            return b""
        sys.stdout.flush()
        return f"{sheets(sys.stdout.buffer.getvalue().decode())[self.order.pop(0)]}\n".encode()


def made():
    """The sheets of a first set of keys, two of them typed back."""
    return run("init", typed=Copyist(0, 2))


def sheets(printed):
    """The three sheets as somebody copies them from the screen."""
    parts = re.split(r"TỜ KHÓA \d/3 · bộ \d+", printed)[1:]
    return [" ".join(re.findall(r"\d\. ([0-9A-Z]{5})", part)) for part in parts]


def test_keys_are_made_once_and_two_of_the_three_sheets_bring_them_back(folder, tmp_path):
    printed = made()
    assert printed.exit_code == 0
    first, second, third = sheets(printed.output)
    assert len({first, second, third}) == 3
    assert not any(line in path.read_text() for path in folder.iterdir() for line in (first, second, third))
    again = run("init")
    assert (again.exit_code, "đã có" in again.output) == (1, True)
    tried = run("recover", "--check", typed=f"{first}\n{third}\n")
    assert (tried.exit_code, "mở được 4 khóa" in tried.output) == (0, True)
    before = keyfiles.read(folder)
    for path in folder.iterdir():
        path.unlink()
    typed = " ".join(f"{place}. {group.lower()}" for place, group in enumerate(second.split(), 1))
    assert "Đã ghi 4 khóa" in run("recover", typed=f"{typed}\n{third}\n").output
    assert keyfiles.read(folder) == before


def test_a_slip_on_a_sheet_is_said_by_its_group_and_asked_again(folder):
    first, second, _third = sheets(made().output)
    wrong = first[:12] + ("2" if first[12] != "2" else "3") + first[13:]
    printed = run("recover", "--check", typed=f"{wrong}\n{first}\n{second}\n")
    assert "Nhóm 3 " in printed.output
    assert printed.exit_code == 0
    assert not [group for group in (*first.split(), *second.split(), wrong.split()[2]) if group in printed.output]
    same = run("recover", "--check", typed=f"{first}\n{first}\n")
    assert (same.exit_code, "hai tờ khác nhau" in same.output) == (1, True)


def test_rotation_says_what_it_did_and_an_old_version_goes_last(folder):
    made()
    keys.new_many("letter", 3)
    printed = run("rotate")
    assert "phiên bản 2" in printed.output
    assert "Đã bọc lại 3 khóa hồ sơ" in printed.output
    refused = run("retire", "1", "--yes")
    assert (refused.exit_code, "một giờ" in refused.output) == (1, True)
    os.utime(folder / "master-2.key", (0, 0))
    assert run("retire", "1", "--yes").exit_code == 0
    assert [path.name for path in folder.glob("master*")] == ["master-2.key"]
    assert {len(key.secret()) for key in DataKey.objects.all()} == {32}


def test_a_rotation_that_was_interrupted_is_gone_on_with(folder):
    made()
    keys.new_many("letter", 2)
    keyfiles.put(folder, "master-2.key", bytes(range(32)))
    stopped = run("status")
    assert (stopped.exit_code, "còn dở" in stopped.output) == (1, True)
    printed = run("rotate")
    assert "Đã lập" not in printed.output
    assert "Đã bọc lại 2 khóa" in printed.output
    assert sorted(path.name for path in folder.glob("master*")) == ["master-1.key", "master-2.key"]
    assert run("status").exit_code == 0


def test_status_says_what_hangs_on_what_and_what_is_missing(folder):
    assert "ketnoi keys init" in run("status").output
    made()
    keys.new("letter")
    told = run("status")
    assert (told.exit_code, "phiên bản 1 (đang dùng): 1 khóa hồ sơ" in told.output) == (0, True)
    DataKey.objects.update(master=7)
    told = run("status")
    assert (told.exit_code, "Không có khóa chính phiên bản 7" in told.output) == (1, True)


def test_new_sheets_are_asked_about_first(folder):
    old = sheets(made().output)
    assert run("shares", typed="n\n").exit_code == 1
    assert run("recover", "--check", typed="\n".join(old)).exit_code == 0
    stopped = run("shares", "--yes", typed="\n".join(old))  # no sheet of the new set; then the terminal is closed
    assert (stopped.exit_code, "của bộ vừa in" in stopped.output) == (1, True)
    assert run("recover", "--check", typed="\n".join(old)).exit_code == 0
    new = sheets(run("shares", "--yes", typed=Copyist(1, 1, 1, 2)).output)
    assert len(new) == 3
    assert run("recover", "--check", typed="\n".join(old)).exit_code == 1
    assert run("recover", "--check", typed="\n".join(new)).exit_code == 0


def test_keys_whose_sheets_nobody_copied_are_not_ready(folder):
    assert run("init").exit_code == 1
    assert not (folder / keyfiles.RECOVERY_PUBLIC).exists()
    assert made().exit_code == 0


def test_production_does_not_serve_without_keys_or_sheets(folder, settings):
    settings.CONFIG = dataclasses.replace(settings.CONFIG, production=True)
    with pytest.raises(KeyUnavailable, match="ketnoi keys init"):
        readiness.demand()
    keyfiles.make(folder)
    with pytest.raises(KeyUnavailable, match="ketnoi keys shares"):
        readiness.demand()
    run("shares", "--yes", typed=Copyist(0, 1))
    readiness.demand()
