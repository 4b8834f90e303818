"""`ketnoi restore`."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings

from ketnoi.main import scratch, stopping
from ketnoi.main.backup import database, recipients, restoring, sealing
from ketnoi.main.commands.keys import two_sheets
from ketnoi.ui import dates
from ketnoi.ui.numbers import grouped
from ketnoi.vault import refusals as vault
from ketnoi.vault import shares

REFUSED = (
    sealing.Unreadable,
    database.NoDump,
    scratch.NoScratch,
    restoring.NotRestored,
    vault.Refused,
    shares.Mistyped,
)


def _secret(_context: click.Context, _option: click.Parameter, given: Path | None) -> bytes:
    """From a file, or typed without being shown."""
    text = given.read_text(encoding="utf-8") if given else click.prompt("Khóa mở bản sao lưu (KNSL-…)", hide_input=True)
    try:
        return recipients.read(text)
    except recipients.NoSecret as error:
        raise click.BadParameter("Khóa không đúng: hãy xem lại từng nhóm chữ.") from error


def _address(_context: click.Context, _option: click.Parameter, asked: bool) -> str:
    """Of the database that is to be filled: DATABASE_URL, or typed without being shown. There may be a password in it,
    and command lines are read by whoever sees the machine's processes.
    """
    if not asked:
        return str(settings.CONFIG.database_url)
    address: str = click.prompt("Địa chỉ cơ sở dữ liệu trống (postgresql://…, không hiện khi gõ)", hide_input=True)
    if not scratch.is_address(address):
        raise click.BadParameter("Địa chỉ phải có dạng postgresql://tài-khoản:mật-khẩu@máy-chủ:5432/tên-cơ-sở.")
    return address


@click.command(
    "restore", help="Phục hồi từ bản sao lưu: vào chỗ nháp trước, kiểm tra mọi mặt, rồi mới đưa vào chỗ thật."
)
@click.argument("file", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", "only", is_flag=True, help="Chỉ diễn tập: kiểm tra rồi bỏ.")
@click.option("--to", "target", metavar="THƯ_MỤC", type=click.Path(path_type=Path), help="Thư mục chưa có.")
@click.option(
    "--ask-database",
    "address",
    is_flag=True,
    callback=_address,
    help="Hỏi địa chỉ cơ sở dữ liệu PostgreSQL trống (mặc định: DATABASE_URL).",
)
@click.option(
    "--secret-file", "secret", type=click.Path(exists=True, path_type=Path), callback=_secret, help="Tệp có khóa."
)
@click.option("--sheets", "lost", is_flag=True, help="Mất cả thư mục khóa: lấy khóa từ hai tờ khóa giấy.")
@click.pass_context
def command(
    context: click.Context, file: Path, only: bool, target: Path | None, address: str, secret: bytes, lost: bool
) -> None:
    if only == bool(target):
        raise click.UsageError("Hãy nêu --check để diễn tập, hoặc --to và một thư mục.")
    sheets = two_sheets() if lost else None
    try:
        with stopping.cleanly():
            if target:
                found = restoring.to(file, secret, target, address, sheets)
            else:
                found = restoring.check(file, secret, sheets, address)
    except REFUSED as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Bản sao lưu lúc {dates.moment(found.manifest.at)}, phiên bản {found.manifest.version}.")
    for look in found.looks:
        click.echo(f"{'KHÔNG ĐẠT' if look.wrong else 'Đạt':<10} {look.what} ({grouped(look.count)})")
        for wrong in look.wrong:
            click.echo(f"{'':10} ! {wrong}")
    if target and found.whole:
        click.echo(f"Đã phục hồi vào {target}: đặt KETNOI_DATA={target}/data và KETNOI_ANCHORS={target}/anchors.")
        if lost:
            click.echo(f"Khóa đã ghi vào {settings.CONFIG.keys}. Người giữ khóa sao lưu phải lập lại: ")
            click.echo("  ketnoi backup recipient new; rồi kiểm tra bằng ketnoi check.")
    context.exit(int(not found.whole))
