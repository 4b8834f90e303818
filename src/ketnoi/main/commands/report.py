"""`ketnoi report`."""

from __future__ import annotations

from pathlib import Path

import click

from ketnoi.reports import exporting, queries
from ketnoi.reports.models import Report

File = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command("report", help="Xuất báo cáo ra tệp Word và phụ lục Excel.")
@click.argument("code", metavar="CHƯƠNG_TRÌNH|MÃ_BÁO_CÁO")
@click.option("--docx", type=File, help="Tệp Word của báo cáo.")
@click.option("--annex", type=File, help="Tệp Excel: từng số liệu và phiếu kèm theo.")
def command(code: str, docx: Path | None, annex: Path | None) -> None:
    if not (docx or annex):
        raise click.UsageError("Hãy nêu --docx hoặc --annex.")
    report = _report(code)
    if docx:
        docx.write_bytes(exporting.docx(report))
        click.echo(f"Đã ghi {docx}")
    if annex:
        annex.write_bytes(exporting.annex(report, None))
        click.echo(f"Đã ghi {annex}")


def _report(code: str) -> Report:
    """The report with this code, or the newest one on the programme of this name."""
    try:
        return queries.by_code(code)
    except Report.DoesNotExist:
        newest = Report.objects.filter(programme__slug=code).order_by("-saved_at").first()
    if newest is None:
        raise click.BadParameter(f"Không có báo cáo hay chương trình “{code}”.", param_hint="CHƯƠNG_TRÌNH|MÃ_BÁO_CÁO")
    return newest
