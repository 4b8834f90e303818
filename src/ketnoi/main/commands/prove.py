"""`ketnoi prove`."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path

import click
from django.conf import settings
from django.db import connection

from ketnoi.audit import moments
from ketnoi.main import scratch
from ketnoi.main.progress import told
from ketnoi.main.proving import ground, promises, reporting, running
from ketnoi.main.proving.promise import Promise

LARGEST_SEED = 2**31


@click.command("prove", help="Thử phá từng lời hứa về an toàn trong một bản cài đặt nháp, và lập báo cáo.")
@click.argument("codes", metavar="[P2 P6 …]", nargs=-1)
@click.option("--size", type=click.IntRange(1), metavar="SỐ", help="Số lần thử của mỗi lời hứa.")
@click.option("--seed", type=click.IntRange(0, LARGEST_SEED), metavar="SỐ", help="Số gieo ngẫu nhiên.")
@click.option("--fast", is_flag=True, help="Thử nhanh, như trong make test.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="THƯ_MỤC", help="Nơi ghi báo cáo.")
@click.pass_context
def command(
    context: click.Context, codes: tuple[str, ...], size: int | None, seed: int | None, fast: bool, out: Path | None
) -> None:
    wanted = _wanted(codes)
    known = promises.proofs()
    chosen = [(known[code], size or _size(known[code], fast=fast)) for code in wanted if code in known]
    try:
        rows = _rows(wanted, chosen, secrets.randbelow(LARGEST_SEED) if seed is None else seed)
    except scratch.NoScratch as error:
        raise click.ClickException(f"Không lập được cơ sở dữ liệu nháp (cần quyền CREATEDB): {error}") from error
    page = reporting.write(out or settings.CONFIG.data / "prove", rows, connection.vendor, moments.now())
    click.echo(f"\nBáo cáo: {page}")
    context.exit(int(any(row.state == reporting.BROKEN for row in rows)))


def _wanted(codes: Iterable[str]) -> list[str]:
    asked = [code.upper() for code in codes] or list(promises.WORDS)
    unknown = [code for code in asked if code not in promises.WORDS]
    if unknown:
        raise click.BadParameter(f"Không có lời hứa {', '.join(unknown)}.", param_hint="P2 P6 …")
    return [code for code in promises.WORDS if code in asked]


def _size(promise: Promise, *, fast: bool) -> int:
    return promise.fast if fast else promise.size


def _rows(wanted: list[str], chosen: list[tuple[Promise, int]], seed: int) -> list[reporting.Row]:
    """Try the promises one after another; each is told as soon as it is known."""
    click.echo(f"Số gieo {seed}. Cơ sở dữ liệu: {connection.vendor}.")
    found: dict[str, running.Proved] = {}
    if chosen:
        with ground.beside(settings.CONFIG.database_url) as made:
            for number, (promise, size) in enumerate(chosen, start=1):
                with told(f"{promise.code} ({number}/{len(chosen)}, cỡ {size})"):
                    found[promise.code] = running.proved(made, promise, size, seed)
    rows = [reporting.row(code, found.get(code)) for code in wanted]
    for one in rows:
        click.echo(one.line())
    return rows
