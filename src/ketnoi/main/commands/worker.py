"""`ketnoi worker`."""

from __future__ import annotations

import click

from ketnoi.audit import installation
from ketnoi.main import worker


@click.command("worker", help="Chạy công việc nền: gộp số liệu, đối chiếu hằng đêm.")
def command() -> None:
    try:
        installation.demand_own_data()
    except installation.Misplaced as error:
        raise click.ClickException(str(error)) from error
    worker.run_forever()
