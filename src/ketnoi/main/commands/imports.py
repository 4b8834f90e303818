"""`ketnoi import activities`."""

from __future__ import annotations

from pathlib import Path

import click

from ketnoi.activities import importing
from ketnoi.activities.policy import WRITERS
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.ui.numbers import grouped
from ketnoi.workbooks import batches
from ketnoi.workbooks.models import Batch
from ketnoi.workbooks.reading import WorkbookRefused

SHOWN = 50  # rows with errors that are printed


@click.group("import", help="Nhập dữ liệu từ tệp Excel.")
def command() -> None:
    """Everything is said in the help text above."""


@command.command("activities", help="Nhập phiếu hoạt động từ tệp Excel; mặc định chỉ kiểm tra, không ghi.")
@click.argument("file", metavar="TỆP", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "username", required=True, metavar="TÀI_KHOẢN", help="Ghi dưới tên tài khoản này.")
@click.option("--check", "wanted", flag_value="check", default="check", help="Chỉ kiểm tra (mặc định).")
@click.option("--publish", "wanted", flag_value="publish", help="Kiểm tra rồi ghi tất cả, hoặc không ghi dòng nào.")
@click.option("--agree", is_flag=True, help="Đồng ý cách hiểu các ô chưa chắc chắn, ví dụ “trên 300”.")
@click.option("--undo", "number", type=int, metavar="SỐ", help="Hoàn tác lần nhập mang số này.")
@click.pass_context
def activities(
    context: click.Context, file: Path | None, username: str, wanted: str, agree: bool, number: int | None
) -> None:
    officer, unit = _writer(username)
    try:
        if number is not None:
            _undo(number, officer, unit)
        else:
            context.exit(_bring_in(_given(file), officer, unit, publish=wanted == "publish", agree=agree))
    except (WorkbookRefused, batches.BatchRefused) as error:
        raise click.ClickException(str(error)) from error


def _given(file: Path | None) -> Path:
    if file is None:
        raise click.UsageError("Hãy nêu tệp cần nhập, hoặc --undo và số của lần nhập.")
    return file


def _writer(username: str) -> tuple[Officer, int]:
    """The officer, and the unit he may record for."""
    officer = Officer.objects.filter(username=username, is_active=True).first()
    posts = policy.posts_of(officer) if officer else []
    post = next((post for post in posts if post.role in WRITERS), None)
    if officer is None or post is None:
        raise click.BadParameter(f"“{username}” không phải là tài khoản được ghi hoạt động.", param_hint="--as")
    return officer, policy.home(post.unit).pk


def _bring_in(file: Path, officer: Officer, unit: int, *, publish: bool, agree: bool) -> int:
    batch = importing.check_file(file, officer, unit)
    _tell(batch)
    open_questions = bool(batch.bad or (batch.doubtful and not agree))
    if open_questions or not publish:
        batches.refuse(batch, officer.pk)
        return int(open_questions)
    importing.publish(batch, officer, agreed=agree)
    click.echo(f"Đã ghi. Để hoàn tác: ketnoi import activities --as {officer.username} --undo {batch.pk}")
    return 0


def _tell(batch: Batch) -> None:
    for row in batch.rows.exclude(errors={}, doubts={}).order_by("pk")[:SHOWN]:
        click.echo(f"dòng {row.number}: {' '.join([*row.errors.values(), *row.doubts.values()])}")
    for remark in batch.notes.get("remarks", []):
        click.echo(remark)
    click.echo(
        f"{grouped(batch.total)} dòng: {grouped(batch.fresh)} dòng mới, {grouped(batch.bad)} dòng có lỗi, "
        f"{grouped(batch.doubtful)} dòng chưa chắc chắn, {grouped(batch.repeated)} dòng đã nhập trước đây."
    )


def _undo(number: int, officer: Officer, unit: int) -> None:
    batch = Batch.objects.filter(pk=number, unit=unit).first()
    if batch is None:
        raise click.BadParameter(f"Đơn vị của bạn không có lần nhập số {number}.", param_hint="--undo")
    importing.undo(batch, officer)
    click.echo(f"Đã hoàn tác lần nhập số {number}.")
