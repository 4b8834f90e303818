"""`ketnoi check`."""

from __future__ import annotations

from collections.abc import Iterator

import click
from django.conf import settings
from django.core import checks
from django.urls import URLPattern, URLResolver, get_resolver

from ketnoi.audit import retrying
from ketnoi.audit.installation import is_misplaced
from ketnoi.audit.models import Check
from ketnoi.figures.models import VerifyRun
from ketnoi.main import release
from ketnoi.main.backup import database, restoring
from ketnoi.ui import dates
from ketnoi.ui.numbers import grouped


@click.command("check", help="Kiểm tra cài đặt: thiết lập, khóa, cơ sở dữ liệu, quyền của trang, đối chiếu số liệu.")
@click.pass_context
def command(context: click.Context) -> None:
    wrong = [*_settings(), *_keys(), *_leftovers(), *_views(), *_database()]
    for line in wrong:
        click.echo(f"KHÔNG ĐẠT  {line}")
    if not wrong:
        click.echo("Đạt: thiết lập, khóa, quyền của trang, cơ sở dữ liệu.")
    context.exit(1 if wrong else 0)


def _settings() -> Iterator[str]:
    deployed = settings.CONFIG.production
    for message in checks.run_checks(include_deployment_checks=deployed):
        if message.is_serious() and not message.is_silenced():
            yield f"thiết lập: {message.msg}"


def _keys() -> Iterator[str]:
    folder = settings.CONFIG.keys
    if folder.stat().st_mode & 0o077:
        yield f"khóa: {folder} đang cho người khác đọc (chmod 700)"
    for file in folder.iterdir():
        if file.stat().st_mode & 0o077:
            yield f"khóa: {file.name} đang cho người khác đọc (chmod 600)"


def _leftovers() -> Iterator[str]:
    """Clear copies of a database that a command had to leave behind: a rehearsal and a backup make theirs in the data
    folder, a restore beside the folder it was to fill, in which the data folder lies now or some day.
    """
    data = settings.CONFIG.data
    for folder in (data, *data.parents[:2]):
        for made in (restoring.SCRATCH, database.SCRATCH):
            for left in sorted(folder.glob(f"{made}*")):
                yield f"bản chép dở: {left} có dữ liệu chưa mã hóa; nếu không đang sao lưu hay phục hồi, hãy xóa"


def _views() -> Iterator[str]:
    for pattern in patterns(get_resolver()):
        if getattr(pattern.callback, "policy", None) is None:
            yield f"quyền của trang: {pattern.pattern} chưa nêu ai được mở"


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    """Every address of the product."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def _database() -> Iterator[str]:
    waiting = release.pending()
    if waiting:
        yield f"cơ sở dữ liệu: còn {len(waiting)} bước cập nhật, chạy ketnoi serve"
        return
    if is_misplaced():
        yield "cơ sở dữ liệu: là dữ liệu minh họa, không dùng để vận hành"
    if failed := retrying.count():
        yield f"việc nền: {grouped(failed)} việc đang lỗi, được thử lại thưa dần (xem nhật ký chương trình)"
    walk = Check.objects.order_by("-ran_at").first()
    if walk is not None and walk.findings:
        yield f"nhật ký: {grouped(walk.findings)} chỗ không khớp (ketnoi audit verify)"
    run = VerifyRun.objects.order_by("-ran_at").first()
    if run is None:
        click.echo("Số liệu chưa được đối chiếu lần nào (ketnoi figures verify).")
        return
    click.echo(f"Đối chiếu gần nhất: {dates.moment(run.ran_at)}, {grouped(run.differences)} chỗ khác.")
    if run.differences:
        yield f"số liệu: {grouped(run.differences)} chỗ khác với phiếu gốc"
