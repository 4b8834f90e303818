"""What an installation keeps of its demo: closed files that say who may sign in and whose keys these are."""

import dataclasses
import json

import pytest
from django.contrib.auth import authenticate

from ketnoi.audit import installation
from ketnoi.figures import catalogue, interning
from ketnoi.main import demonstration
from ketnoi.main.config import DEMO_MARK

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings, tmp_path):
    """An installation in temporary folders."""
    for name in ("var", "keys"):
        (tmp_path / name).mkdir()
    settings.CONFIG = dataclasses.replace(settings.CONFIG, data=tmp_path / "var", keys=tmp_path / "keys")
    catalogue.forget()
    interning.forget()
    yield tmp_path
    catalogue.forget()
    interning.forget()


def test_who_may_sign_in_is_listed_for_the_owner_only(house, capsys):
    demonstration.make(seed=5, province=11)
    assert (house / "keys" / DEMO_MARK).exists()
    listed = house / "var" / "demo-accounts.json"
    assert listed.stat().st_mode & 0o777 == 0o600
    accounts = json.loads(listed.read_text(encoding="utf-8"))
    assert {frozenset(account) for account in accounts} == {
        frozenset({"username", "password", "name", "organisation", "role"})
    }
    first = accounts[0]
    assert authenticate(username=first["username"], password=first["password"]) is not None
    demonstration.tell_accounts()
    assert first["password"] in capsys.readouterr().out
    assert not demonstration.is_possible()


def test_a_production_database_is_never_filled(house, settings):
    assert demonstration.is_possible()
    settings.CONFIG = dataclasses.replace(settings.CONFIG, production=True)
    assert not demonstration.is_possible()


def test_a_demo_database_with_new_keys_is_not_for_production(house, settings):
    installation.mark_demo("1")
    assert not demonstration.is_misplaced()
    settings.CONFIG = dataclasses.replace(settings.CONFIG, production=True)
    assert demonstration.is_misplaced()


def test_an_empty_database_may_be_production(house, settings):
    settings.CONFIG = dataclasses.replace(settings.CONFIG, production=True)
    assert not demonstration.is_misplaced()


def test_accounts_of_a_list_left_behind_are_not_told(house, capsys):
    (house / "var" / "demo-accounts.json").write_text("[]")
    demonstration.tell_accounts()
    assert capsys.readouterr().out == ""
