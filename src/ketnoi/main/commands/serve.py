"""`ketnoi serve`."""

from __future__ import annotations

import click
from django.conf import settings

from ketnoi.audit import installation
from ketnoi.main import demonstration, ground, release, serving
from ketnoi.officers.models import Officer
from ketnoi.vault import readiness
from ketnoi.vault.refusals import KeyUnavailable


@click.command("serve", help="Chạy Kết Nối: trang web và công việc nền. Dừng bằng Ctrl+C.")
@click.option("--no-demo", is_flag=True, help="Không dựng dữ liệu minh họa khi cơ sở dữ liệu còn trống.")
@click.pass_context
def command(context: click.Context, no_demo: bool) -> None:
    port: int = settings.CONFIG.port
    if not serving.is_free(port):
        raise click.ClickException(f"Cổng {port} đang được dùng: hãy đặt KETNOI_PORT khác rồi chạy lại.")
    release.bring_up_to_date()
    _demand_ground()
    if not no_demo and demonstration.is_possible():
        demonstration.make()
    ground.lay()
    context.exit(serving.run(port, _tell))


def _demand_ground() -> None:
    try:
        installation.demand_own_data()
        readiness.demand()
    except (installation.Misplaced, KeyUnavailable) as error:
        raise click.ClickException(str(error)) from error


def _tell() -> None:
    demonstration.tell_accounts()
    if not Officer.objects.exists():
        click.echo("Chưa có tài khoản nào: chạy ketnoi createadmin để lập tài khoản quản trị.")
    click.echo(f"\nKết Nối đang chạy tại http://{serving.HOST}:{settings.CONFIG.port}/")
