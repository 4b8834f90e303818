"""`ketnoi demo`."""

from __future__ import annotations

import click

from ketnoi.demo import world
from ketnoi.main import demonstration, release


@click.command("demo", help="Dựng dữ liệu minh họa vào một cơ sở dữ liệu còn trống.")
@click.option(
    "--seed", type=click.IntRange(0), default=demonstration.SEED, show_default=True, help="Số gieo ngẫu nhiên."
)
@click.option("--province", type=click.IntRange(1, 99), default=world.PROVINCE, show_default=True, help="Mã tỉnh.")
def command(seed: int, province: int) -> None:
    release.bring_up_to_date()
    if not demonstration.is_possible():
        raise click.ClickException("Chỉ dựng dữ liệu minh họa vào cơ sở dữ liệu trống, không phải bản vận hành.")
    try:
        demonstration.make(seed, province)
    except world.UnknownProvince as error:
        raise click.BadParameter(str(error), param_hint="--province") from error
    demonstration.tell_accounts()
