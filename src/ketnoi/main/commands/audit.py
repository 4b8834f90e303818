"""`ketnoi audit verify | anchor`."""

from __future__ import annotations

import click

from ketnoi.audit import anchors
from ketnoi.ui import dates
from ketnoi.ui.numbers import grouped


@click.group("audit", help="Nhật ký hệ thống: kiểm tra, ghi mốc.")
def command() -> None:
    """Everything is said in the help text above."""


@command.command("verify", help="Kiểm tra chuỗi nhật ký và mốc: không dòng nào bị sửa, mất, chèn thêm hay viết lại.")
@click.option("--quick", is_flag=True, help="Chỉ đọc từ mốc gần nhất.")
@click.option("--paper", metavar="MỐC", default="", help="So với một mốc đã in ra giấy.")
@click.pass_context
def verify(context: click.Context, quick: bool, paper: str) -> None:
    if paper:
        context.exit(_paper(paper))
    context.exit(_told(anchors.verify(_book(), whole=not quick)))


@command.command("anchor", help="Ghi mốc: đầu các chuỗi nhật ký, vào tệp ngoài cơ sở dữ liệu; in ra để giữ trên giấy.")
@click.option("--anew", is_flag=True, help="Bắt đầu tệp mốc mới cho một cơ sở dữ liệu khác; tệp cũ được giữ lại.")
@click.pass_context
def anchor(context: click.Context, anew: bool) -> None:
    if anew and (old := anchors.set_aside()):
        click.echo(f"Tệp mốc cũ: {old}", err=True)
    kept = _book()
    made, checked = anchors.add(kept)
    if made is None:
        context.exit(_told(checked))
    click.echo(made.paper())
    click.echo(f"Đã ghi mốc {made.number} lúc {dates.moment(made.at)} vào {kept.file}", err=True)


def _book() -> anchors.Book:
    try:
        return anchors.book()
    except anchors.NoKey as error:
        raise click.ClickException(str(error)) from error


def _paper(paper: str) -> int:
    try:
        held = anchors.held(paper)
    except ValueError as error:
        raise click.BadParameter("Đây không phải là một dòng mốc (MOC …).", param_hint="--paper") from error
    click.echo("Khớp với mốc trên giấy." if held else "KHÔNG KHỚP với mốc trên giấy.")
    return int(not held)


def _told(checked: anchors.Checked) -> int:
    for finding in checked.findings:
        click.echo(finding)
    click.echo(
        f"Đã đọc {grouped(checked.lines)} dòng nhật ký, so với {grouped(checked.anchors)} mốc, "
        f"{grouped(len(checked.findings))} chỗ không khớp."
    )
    if not checked.anchors:
        click.echo("Chưa có mốc nào: chuỗi bị viết lại từ đầu đến cuối thì chưa phát hiện được (ketnoi audit anchor).")
    return int(bool(checked.findings))
