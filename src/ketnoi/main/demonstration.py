"""The demo world as an installation holds it: its data, the mark on its keys, and the list of who may sign in."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import click
from django.conf import settings

from ketnoi.audit import anchors
from ketnoi.audit.installation import is_demo
from ketnoi.demo import world
from ketnoi.main import progress
from ketnoi.officers.enums import Role
from ketnoi.vault.keyfiles import DEMO_MARK

SEED = 1


def is_possible() -> bool:
    """Whether this is an empty database of an installation that is not production."""
    return not settings.CONFIG.production and world.is_empty()


def make(seed: int = SEED, province: int = world.PROVINCE) -> None:
    """Build the world, and write down who may sign in. Raises world.NotEmpty or world.UnknownProvince."""
    (settings.CONFIG.keys / DEMO_MARK).touch(mode=0o600)
    anchors.set_aside()
    with progress.steps("Dựng dữ liệu minh họa") as step:
        accounts = world.build(seed, province, step)
    _write([asdict(account) for account in accounts])


def tell_accounts() -> None:
    """Print who may sign in, where this is a demo."""
    if not (is_demo() and _file().exists()):
        return
    click.echo("\nDữ liệu minh họa. Tài khoản để đăng nhập (cũng có trong demo-accounts.json của thư mục dữ liệu):\n")
    for account in json.loads(_file().read_text(encoding="utf-8")):
        role = Role(account["role"]).label
        click.echo(f"  {account['username']:<18} {account['password']:<22} {account['organisation']} ({role})")


def _file() -> Path:
    data: Path = settings.CONFIG.data
    return data / "demo-accounts.json"


def _write(accounts: list[dict[str, str]]) -> None:
    """Write the list so that only the owner may read it."""
    _file().unlink(missing_ok=True)
    new = os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(new, "w", encoding="utf-8") as file:
        json.dump(accounts, file, ensure_ascii=False, indent=2)
