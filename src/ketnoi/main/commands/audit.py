"""`ketnoi audit verify`."""

from __future__ import annotations

import click

from ketnoi.audit import journal
from ketnoi.ui.numbers import grouped


@click.group("audit", help="Nhật ký hệ thống.")
def command() -> None:
    """Everything is said in the help text above."""


@command.command("verify", help="Kiểm tra chuỗi nhật ký: không dòng nào bị sửa, mất hay chèn thêm.")
@click.pass_context
def verify(context: click.Context) -> None:
    read, findings = journal.verify()
    for finding in findings:
        click.echo(f"chuỗi {finding.chain}, dòng {finding.seq}: {finding.problem}")
    click.echo(f"Đã đọc {grouped(read)} dòng nhật ký, {grouped(len(findings))} chỗ không khớp.")
    context.exit(1 if findings else 0)
