"""`ketnoi backup DIR|FILE` and `ketnoi backup recipient new | list`."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings

from ketnoi.audit import anchors
from ketnoi.main import release, stopping
from ketnoi.main.backup import archive, database, keeping, parts, recipients, sealing
from ketnoi.main.progress import told
from ketnoi.ui.numbers import grouped
from ketnoi.vault import recovery
from ketnoi.vault.refusals import Refused

WRITE = "to"


class Backup(click.Group):
    """`ketnoi backup DIR` is short for `ketnoi backup to DIR`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        return super().resolve_command(ctx, args if args[0] in self.commands else [WRITE, *args])


@click.group("backup", cls=Backup, help="Sao lưu: ketnoi backup THƯ_MỤC|TỆP. Khóa chính không nằm trong bản sao lưu.")
def command() -> None:
    """Everything is said in the help text above."""


@command.command(WRITE, help="Ghi một bản sao lưu mã hóa vào thư mục hoặc tệp, rồi đọc lại để kiểm tra.")
@click.argument("target", metavar="THƯ_MỤC|TỆP", type=click.Path(path_type=Path))
def write(target: Path) -> None:
    known = recipients.known(settings.CONFIG.keys)
    if not known:
        raise click.ClickException("Chưa có người giữ khóa sao lưu: hãy chạy ketnoi backup recipient new.")
    try:
        anchors.book()  # makes its key where there is none yet, so that the envelope is in the backup too
        recovery.keep(settings.CONFIG.keys)
        with stopping.cleanly(), told("Sao lưu, rồi đọc lại để kiểm tra"):
            written = archive.write(keeping.file_in(target), [one.public for one in known])
    except (archive.Occupied, database.NoDump, sealing.Unreadable, anchors.NoKey, Refused) as error:
        raise click.ClickException(str(error)) from error
    state = written.manifest.state
    click.echo(f"{written.file}: {grouped(written.bytes)} byte, đã đọc lại và khớp.")
    click.echo(f"Gồm {grouped(sum(state['tables'].values()))} dòng dữ liệu, {grouped(_files(written))} tệp đính kèm.")
    click.echo(f"Mở được bằng khóa của: {', '.join(f'{one.name} ({one.mark})' for one in known)}.")
    if target.is_dir():
        for old in keeping.expired(target, settings.CONFIG.backup_days):
            old.unlink()
            click.echo(f"Đã xóa bản sao lưu quá {settings.CONFIG.backup_days} ngày: {old.name}")
    click.echo(keeping.consequence(settings.CONFIG.backup_days))


def _files(written: archive.Written) -> int:
    return sum(name.startswith(f"{parts.FILES}/") for name in written.manifest.parts)


@command.group("recipient", help="Người giữ khóa sao lưu, ở ngoài máy chủ.")
def recipient() -> None:
    """Everything is said in the help text above."""


@recipient.command(
    "new", help="Lập khóa cho một người giữ: in phần bí mật ra để chép lên giấy, chỉ lưu phần công khai."
)
@click.option("--name", prompt="Tên người hoặc nơi giữ", help="Tên người hoặc nơi giữ, ví dụ “két của Văn phòng”.")
def new(name: str) -> None:
    release.bring_up_to_date()
    made, secret = recipients.add(settings.CONFIG.keys, name)
    click.echo(secret)
    click.echo(
        f"\nDòng trên là khóa mở bản sao lưu của {made.name} (dấu {made.mark}). Hãy chép lên giấy, cất ngoài máy chủ: "
        "hệ thống không lưu dòng này và không in lại được. Mất dòng này thì các bản sao lưu chỉ mã hóa cho người này "
        "không mở được nữa.",
        err=True,
    )


@recipient.command("list", help="Các người giữ khóa hiện có.")
def listed() -> None:
    for one in recipients.known(settings.CONFIG.keys):
        click.echo(f"{one.mark}  {one.name}")
