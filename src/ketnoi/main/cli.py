"""The command `ketnoi`: one file per command in `commands/`, read only when it is called."""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence

import click

from ketnoi.main.config import ConfigError

COMMANDS = {
    "serve": "serve",
    "worker": "worker",
    "demo": "demo",
    "createadmin": "createadmin",
    "import": "imports",
    "figures": "figures",
    "report": "report",
    "audit": "audit",
    "backup": "backup",
    "restore": "restore",
    "prove": "prove",
    "check": "check",
    "keys": "keys",
}


class Commands(click.Group):
    """Knows the names at once; the settings and a command's own module are read when it is asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        _set_up()
        module = importlib.import_module(f"ketnoi.main.commands.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command


def _set_up() -> None:
    """Read the settings; what is wrong with them is said in words, without a trace."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketnoi.main.settings")
    import django

    try:
        django.setup()
    except ConfigError as error:
        raise click.UsageError(str(error)) from error


@click.group(cls=Commands, help="Kết Nối: ghi một lần, phối hợp đúng hạn, báo cáo tự có số liệu.")
@click.version_option(package_name="ketnoi", prog_name="ketnoi")
def group() -> None:
    """Everything is said in the help text above."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; exits 0 when all is well, 1 when something differs or was refused, 2 when asked wrongly."""
    group(arguments, prog_name="ketnoi")


if __name__ == "__main__":
    main()
