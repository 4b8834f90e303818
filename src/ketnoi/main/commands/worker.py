"""`ketnoi worker`."""

from __future__ import annotations

import click

from ketnoi.main import worker


@click.command("worker", help="Chạy công việc nền: gộp số liệu, đối chiếu hằng đêm.")
def command() -> None:
    worker.run_forever()
