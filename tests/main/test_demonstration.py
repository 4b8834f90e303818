"""What an installation keeps of its demo: closed files that say who may sign in and whose keys these are."""

import dataclasses
import json
import runpy

import pytest
from click.testing import CliRunner
from django.contrib.auth import authenticate

from ketnoi.audit import installation
from ketnoi.demo import plans
from ketnoi.figures import answers, changes, verify
from ketnoi.figures.figure import Figure
from ketnoi.main import demonstration
from ketnoi.main.commands import worker
from ketnoi.programmes.models import Programme
from ketnoi.reports.models import Report
from ketnoi.vault.keyfiles import DEMO_MARK

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings, tmp_path):
    """An installation in temporary folders."""
    for name in ("var", "keys"):
        (tmp_path / name).mkdir()
    own = {name: tmp_path / name for name in ("keys", "anchors")}
    settings.CONFIG = dataclasses.replace(settings.CONFIG, data=tmp_path / "var", **own)
    return tmp_path


@pytest.mark.once  # the world of `tests/demo` is built on both
def test_another_province_and_its_accounts(house, capsys):
    """Another province and another seed make another world of the same shape; its list is for the owner only."""
    demonstration.make(seed=7, province=4)
    assert (house / "keys" / DEMO_MARK).exists()
    first = the_first_account_listed(house / "var" / "demo-accounts.json")
    assert first["organisation"] == "Hội Liên hiệp Phụ nữ tỉnh Cao Bằng"
    assert authenticate(username=first["username"], password=first["password"]) is not None
    demonstration.tell_accounts()
    assert first["password"] in capsys.readouterr().out
    assert not demonstration.is_possible()
    the_figures_are_the_plan_s(plans.load(4, 7))
    assert verify.run().differences == []


def the_first_account_listed(listed):
    assert listed.stat().st_mode & 0o777 == 0o600
    accounts = json.loads(listed.read_text(encoding="utf-8"))
    assert {frozenset(account) for account in accounts} == {
        frozenset({"username", "password", "name", "organisation", "role"})
    }
    return accounts[0]


def the_figures_are_the_plan_s(plan):
    programme = Programme.objects.get(slug="ctph-cao-bang-2019-2022")
    assert programme.parent.slug == "ctph-11-2019-2022"
    figure = Figure("luot_tuyen_truyen", programme=programme.pk)
    assert answers.value(figure) == plan.total
    assert answers.value(figure.but(indicator="buoi_tuyen_truyen")) == plan.sessions
    assert answers.value(figure.but(indicator="nu_tuyen_truyen")) == plan.women
    assert answers.value(figure.in_province(4)) == plan.total
    assert answers.value(figure.in_province(14)) == 0
    (change,) = changes.since(figure, Report.objects.get(outline="tong-ket").frozen_at)
    assert (change.before, change.after) == (plan.counted_first, plan.counted_again)


def test_a_production_database_is_never_filled(house, settings):
    assert demonstration.is_possible()
    settings.CONFIG = dataclasses.replace(settings.CONFIG, production=True)
    assert not demonstration.is_possible()


def test_a_demo_database_with_new_keys_is_not_for_production(house, settings):
    installation.mark_demo("1")
    assert not installation.is_misplaced()
    settings.CONFIG = dataclasses.replace(settings.CONFIG, production=True)
    assert installation.is_misplaced()


@pytest.mark.parametrize("entrance", ["ketnoi.main.wsgi", "worker"])
def test_neither_pages_nor_worker_begin_on_a_demo_in_production(house, settings, entrance):
    """The keys are in order: it is the data that are refused."""
    installation.mark_demo("1")
    settings.CONFIG = dataclasses.replace(settings.CONFIG, production=True)
    if entrance == "worker":
        told = CliRunner().invoke(worker.command)
        assert (told.exit_code, "dữ liệu minh họa" in told.output) == (1, True)
    else:
        with pytest.raises(installation.Misplaced):
            runpy.run_module(entrance)


def test_an_empty_database_may_be_production(house, settings):
    settings.CONFIG = dataclasses.replace(settings.CONFIG, production=True)
    assert not installation.is_misplaced()


def test_accounts_of_a_list_left_behind_are_not_told(house, capsys):
    (house / "var" / "demo-accounts.json").write_text("[]")
    demonstration.tell_accounts()
    assert capsys.readouterr().out == ""
