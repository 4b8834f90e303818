"""`ketnoi keys`: the keys that personal data hangs on. Sheets are printed, and written nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click
from django.conf import settings

from ketnoi.audit import anchors
from ketnoi.main import release
from ketnoi.main.progress import bar
from ketnoi.ui.numbers import grouped
from ketnoi.vault import keyfiles, readiness, recovery, rotation, shares
from ketnoi.vault.models import Envelope
from ketnoi.vault.providers import FILE, provider
from ketnoi.vault.refusals import Refused
from ketnoi.vault.shares import Share


@click.group("keys", help="Khóa bảo vệ dữ liệu cá nhân: lập, thay, phục hồi, kiểm tra.")
def command() -> None:
    """Everything is said in the help text above."""


@command.command("init", help="Lập bộ khóa trong KETNOI_KEYS và in ba tờ khóa giấy; hai tờ bất kỳ phục hồi được.")
def init() -> None:
    folder = _folder()
    if (folder / keyfiles.RECOVERY_PUBLIC).exists():
        raise click.ClickException("Bộ khóa đã có và đã in tờ khóa: dùng ketnoi keys status để xem.")
    with _said():
        keyfiles.make(folder)
        _new_sheets(folder)


@command.command("shares", help="In ba tờ khóa giấy mới; gõ lại hai tờ xong thì các tờ cũ hết tác dụng.")
@click.confirmation_option(prompt="Sau khi gõ lại hai tờ mới, các tờ cũ sẽ hết tác dụng. Tiếp tục?")
def new_shares() -> None:
    with _said():
        _new_sheets(_folder())


@command.command("recover", help="Phục hồi bộ khóa từ hai tờ khóa giấy và cơ sở dữ liệu (kể cả bản sao lưu).")
@click.option("--check", is_flag=True, help="Chỉ thử hai tờ có mở được hay không, không ghi gì.")
def recover(check: bool) -> None:
    folder = _folder()
    pair = two_sheets()
    with _said():
        if check:
            click.echo(f"Hai tờ khóa mở được {len(recovery.opened(pair))} khóa.")
            return
        written = recovery.restore(folder, pair)
    click.echo(f"Đã ghi {len(written)} khóa vào {folder}: {', '.join(written) or 'không thiếu khóa nào'}.")


@command.command("rotate", help="Thay khóa chính: lập phiên bản mới, bọc lại khóa hồ sơ; đang dở thì làm tiếp.")
def rotate() -> None:
    with _said():
        if settings.CONFIG.key_provider == FILE and not rotation.waiting():
            click.echo(f"Đã lập khóa chính phiên bản {rotation.begin(_folder())}.")
        with bar("Bọc lại khóa hồ sơ", total=rotation.waiting(), unit="khóa") as progress:
            done = rotation.rewrap(told=progress.update)
    click.echo(f"Đã bọc lại {grouped(done)} khóa hồ sơ. Phiên bản cũ vẫn còn, để đọc các bản sao lưu cũ;")
    click.echo("khi không còn bản sao lưu nào cần đến, hãy hủy bằng ketnoi keys retire.")


@command.command("retire", help="Hủy một phiên bản khóa chính cũ mà không khóa hồ sơ nào còn dựa vào.")
@click.argument("version", type=click.IntRange(min=1))
@click.confirmation_option(prompt="Bản sao lưu lập trước lần thay khóa sẽ không đọc được nữa. Tiếp tục?")
def retire(version: int) -> None:
    with _said():
        rotation.retire(_folder(), version)
    click.echo(f"Đã hủy khóa chính phiên bản {version}.")


@command.command("status", help="Các khóa hiện có, dữ liệu nào dựa vào phiên bản nào, điều gì cần làm.")
@click.pass_context
def status(context: click.Context) -> None:
    with _said():
        wrong = list(readiness.problems()) or list(_told())
    for problem in wrong:
        click.echo(f"Cần xử lý: {problem}")
    context.exit(1 if wrong else 0)


def _told() -> Iterator[str]:
    """Say what there is; give back what has to be done about it."""
    versions, hanging = provider().versions(), rotation.hanging()
    for version in sorted({*versions, *hanging}):
        told = "đang dùng" if version == versions[-1] else "cũ"
        click.echo(f"Khóa chính phiên bản {version} ({told}): {grouped(hanging.get(version, 0))} khóa hồ sơ.")
        if version not in versions:
            yield f"Không có khóa chính phiên bản {version}: hãy phục hồi bằng ketnoi keys recover."
    if rotation.waiting():
        yield "Việc thay khóa còn dở: hãy chạy ketnoi keys rotate."
    if settings.CONFIG.key_provider == FILE:
        _tell_of_folder(settings.CONFIG.keys)


def _tell_of_folder(folder: Path) -> None:
    if (folder / keyfiles.DEMO_MARK).exists():
        click.echo("Đây là bộ khóa tự lập, chỉ dùng để thử: máy vận hành thật sẽ từ chối.")
    if not (folder / keyfiles.RECOVERY_PUBLIC).exists():
        click.echo("Chưa in tờ khóa giấy.")
        return
    click.echo(f"Phong bì phục hồi trong cơ sở dữ liệu: {Envelope.objects.count()}.")
    if kept := recovery.keep(folder):
        click.echo(f"Vừa bổ sung {kept} phong bì còn thiếu.")


def _folder() -> Path:
    if settings.CONFIG.key_provider != FILE:
        raise click.ClickException("Khóa không nằm trong thư mục KETNOI_KEYS: hãy làm việc này tại nơi giữ khóa.")
    folder: Path = settings.CONFIG.keys
    return folder


def _new_sheets(folder: Path) -> None:
    """Print sheets, have two typed back, and only then let them open anything: a terminal that closes before, or a
    printer that does not print, leaves the earlier sheets as they were.
    """
    with suppress(anchors.NoKey):
        anchors.book()  # its key is to be in an envelope from the first day
    sheets = recovery.drawn()
    _print_sheets(sheets)
    kept = recovery.take_effect(folder, _typed_back(sheets))
    click.echo(f"Các tờ khóa mới đã có hiệu lực: hai tờ bất kỳ mở được {kept} khóa. Các tờ cũ, nếu có, hãy hủy.")


def _typed_back(sheets: list[Share]) -> list[Share]:
    """Two of these sheets, from the paper."""
    while True:
        pair = [_asked("Gõ lại một tờ từ giấy"), _asked("Gõ lại một tờ khác")]
        if len({share.number for share in pair if share in sheets}) == shares.ENOUGH:
            return pair
        click.echo("Cần hai tờ khác nhau của bộ vừa in: hãy gõ lại.")


def _print_sheets(sheets: list[Share]) -> None:
    click.echo("Mỗi tờ dưới đây giao cho một người khác nhau giữ, trong phong bì niêm phong. Hai tờ bất kỳ mở được")
    click.echo("mọi khóa; một tờ thì không. Các tờ chỉ hiện một lần này và không được lưu ở đâu.")
    for share in sheets:
        click.echo(f"\n  TỜ KHÓA {share.number}/{shares.SHEETS} · bộ {share.of_set}\n")
        groups = shares.written(share).split()
        for row in range(0, shares.GROUPS, shares.SHEETS):
            click.echo("    " + "   ".join(f"{row + at + 1}. {groups[row + at]}" for at in range(shares.SHEETS)))
    click.echo("\nHãy chép lên giấy, rồi gõ lại hai tờ: chưa gõ lại thì các tờ này chưa có hiệu lực.")


def two_sheets() -> list[Share]:
    """Two of the paper sheets, as somebody types them."""
    return [_asked("Tờ thứ nhất"), _asked("Tờ thứ hai")]


def _asked(which: str) -> Share:
    """Ask until a sheet was typed without a slip, which is said by its group; nothing of it comes onto the screen, from
    where it would get into a terminal's history or a recording.
    """
    while True:
        try:
            return shares.read(_without_numbers(click.prompt(f"{which} (không hiện khi gõ)", hide_input=True)))
        except shares.Mistyped as error:
            click.echo(str(error))


def _without_numbers(typed: str) -> str:
    """The groups alone, where somebody typed the sheet's "1." to "9." along."""
    return " ".join(part for part in typed.split() if not part.endswith("."))


@contextmanager
def _said() -> Iterator[None]:
    """The database as it has to be, and what is refused in words."""
    release.bring_up_to_date()
    try:
        yield
    except (Refused, shares.Mistyped) as error:
        raise click.ClickException(str(error)) from error
