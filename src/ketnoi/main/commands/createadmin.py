"""`ketnoi createadmin`."""

from __future__ import annotations

import click
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import transaction

from ketnoi.main import ground, release
from ketnoi.officers import actions
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit


def _checked(_context: click.Context, _option: click.Parameter, password: str) -> str:
    try:
        password_validation.validate_password(password)
    except ValidationError as error:
        raise click.BadParameter(" ".join(error.messages)) from error
    return password


@click.command("createadmin", help="Lập tài khoản cho một đơn vị: quản trị đầu tiên, hoặc vai trò khác với --role.")
@click.option("--username", prompt="Tên đăng nhập", help="Tên đăng nhập.")
@click.option("--name", prompt="Họ và tên", help="Họ và tên.")
@click.option("--unit", prompt="Tên đầy đủ của đơn vị", help="Tên đầy đủ của đơn vị, ví dụ Hội Liên hiệp Phụ nữ tỉnh …")
@click.option(
    "--role",
    type=click.Choice(Role.values),
    default=Role.ADMINISTRATOR.value,
    help="Vai trò: " + ", ".join(f"{role.value} ({role.label})" for role in Role) + ".",
)
@click.password_option(prompt="Mật khẩu (từ 15 ký tự)", confirmation_prompt="Nhập lại mật khẩu", callback=_checked)
def command(username: str, name: str, unit: str, role: str, password: str) -> None:
    release.bring_up_to_date()
    ground.lay()
    found = list(Unit.objects.filter(name=unit, valid_to=None)[:2])
    if len(found) != 1:
        raise click.BadParameter(f"Không tìm thấy đúng một đơn vị tên “{unit}”.", param_hint="--unit")
    if Officer.objects.filter(username=username).exists():
        raise click.ClickException(f"Đã có tài khoản “{username}”.")
    with transaction.atomic():
        officer = actions.add_officer(username, password, name)
        actions.give_post(officer, found[0].pk, Role(role), actor=None)
    click.echo(f"Đã lập tài khoản “{username}” tại {found[0].label}: {Role(role).label}.")
