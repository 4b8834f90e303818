"""Every promise that has a proof is kept, at a small size; and `ketnoi prove` tells what is kept, broken or missing."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ketnoi.main import cli
from ketnoi.main.proving import promises, reporting, running
from ketnoi.main.proving.ground import Ground
from ketnoi.main.proving.promise import SHOWN, Outcome, Promise, outcome, run_once

SEED = 20261122
PROOFS = list(promises.proofs().values())
# what these ask of the database is a few plain rows; what they try is above it
ALIKE = {"P10", "P13", "P14", "P15"}
INSIDE = [pytest.param(one, marks=pytest.mark.once) if one.code in ALIKE else one for one in PROOFS if not one.apart]
APART = [one for one in PROOFS if one.apart]


def code(promise):
    return promise.code


@pytest.mark.django_db
@pytest.mark.parametrize("promise", INSIDE, ids=code)
def test_a_promise_is_kept(promise):
    found = run_once(promise, promise.fast, SEED)
    assert found.findings == ()
    assert found.kept


@pytest.mark.parametrize("promise", APART, ids=code)
def test_a_promise_that_needs_processes_is_kept(promise, installation):
    found = running.in_process(installation, promise.code, promise.fast, SEED)
    assert found.findings == ()
    assert found.kept


def test_nothing_tried_keeps_no_promise():
    assert not Outcome(0, 0).kept
    assert Outcome(1, 0).kept
    assert not Outcome(2, 1).kept


def test_all_that_broke_is_counted_and_the_first_are_kept():
    found = outcome(500, (f"lần {number}" for number in range(300)))
    assert (found.tried, found.failed, len(found.findings), found.findings[0]) == (500, 300, SHOWN, "lần 0")


def test_a_proof_answers_with_its_size_and_seed():
    found = run_once(Promise("P6", "", lambda size, seed: outcome(size * seed, [])), 3, 5)
    assert (found.tried, found.size, found.seed) == (15, 3, 5)


def test_every_promise_has_a_row_and_none_is_claimed_without_a_proof():
    rows = {one: reporting.row(one, None) for one in promises.WORDS}
    assert list(rows) == [f"P{number}" for number in range(1, 18)]
    assert {one for one, row in rows.items() if row.state == reporting.ELSEWHERE} == set(promises.SHOWN_BY)
    assert {row.state for row in rows.values()} == {reporting.ELSEWHERE, reporting.MISSING}
    assert set(promises.proofs()).isdisjoint(promises.SHOWN_BY)


@pytest.mark.once
def test_a_proof_runs_in_a_copy_of_the_scratch(tmp_path, installation):
    """As the command does it, but for the migrating: the scratch's database is a copy of the one at hand."""
    Path(installation["KETNOI_DATA"]).rename(tmp_path / "made")
    (tmp_path / "ground").mkdir()
    (tmp_path / "made").rename(tmp_path / "ground" / "data")
    found = running.proved(Ground(tmp_path, "", "scratch"), promises.proofs()["P6"], 10, 7)
    page = reporting.write(tmp_path / "out", [reporting.row("P6", found)], "sqlite", 0)
    (told,) = json.loads(page.with_suffix(".json").read_text())["promises"]
    assert (told["state"], told["tried"], told["failed"], told["size"], told["seed"]) == (reporting.KEPT, 10, 0, 10, 7)
    assert "số gieo 7" in page.read_text()


def test_a_run_without_proofs_says_where_to_look(tmp_path):
    printed = CliRunner().invoke(cli.group, ("prove", "p1", "--out", str(tmp_path)))
    assert printed.exit_code == 0
    assert promises.SHOWN_BY["P1"] in printed.output
    assert (tmp_path / "chung-minh.html").exists()


def test_a_promise_that_nobody_made_is_bad_usage():
    assert CliRunner().invoke(cli.group, ("prove", "P99")).exit_code == 2


def test_a_proof_that_breaks_down_is_a_broken_promise(tmp_path):
    """No database where it looks for one."""
    missing = {"KETNOI_DATA": str(tmp_path / "data"), "KETNOI_KEYS": str(tmp_path / "keys"), "PATH": "/usr/bin"}
    found = running.in_process(missing | {"DJANGO_SETTINGS_MODULE": "ketnoi.main.settings"}, "P6", 1, 1)
    assert (found.tried, found.failed, found.kept) == (1, 1, False)
