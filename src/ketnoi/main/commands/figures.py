"""`ketnoi figures show | verify | fold`."""

from __future__ import annotations

import datetime as dt

import click

from ketnoi.figures import answers, catalogue, folding, links, maps, scopes
from ketnoi.figures import verify as verifying
from ketnoi.figures.figure import Figure
from ketnoi.main.progress import bar
from ketnoi.programmes.models import Programme
from ketnoi.ui import dates, numbers


class Day(click.ParamType[dt.date]):
    """A day as people write it: 24/02/2023 or 2023-02-24."""

    name = "ngày"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        try:
            return dates.parse_day(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class Moment(click.ParamType[int]):
    """What was known: at the end of a day, or at a moment in microseconds since 1970."""

    name = "ngày|thời điểm"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value)
        if text.isascii() and text.isdigit():
            return int(text)
        next_day: dt.date = Day().convert(text, param, ctx) + dt.timedelta(days=1)
        return dates.to_us(dt.datetime.combine(next_day, dt.time(), tzinfo=dates.ZONE)) - 1


@click.group("figures", help="Số liệu: xem, đối chiếu, gộp.")
def command() -> None:
    """Everything is said in the help text above."""


@command.command("show", help="In một con số, cách nói trong báo cáo và số phiếu kèm theo.")
@click.argument("indicator", metavar="CHỈ_TIÊU")
@click.option("--programme", metavar="TÊN_NGẮN", default="", help="Chương trình (slug).")
@click.option("--province", metavar="MÃ", type=click.IntRange(1, 99), help="Mã tỉnh hiện nay.")
@click.option("--from", "start", type=Day(), help="Từ ngày.")
@click.option("--to", "end", type=Day(), help="Đến hết ngày.")
@click.option("--as-of", type=Moment(), help="Theo những gì đã biết đến hết ngày này, hoặc đến thời điểm này.")
def show(
    indicator: str,
    programme: str,
    province: int | None,
    start: dt.date | None,
    end: dt.date | None,
    as_of: int | None,
) -> None:
    figure = Figure(indicator, start=start, end=end, programme=_programme(programme), as_of=as_of)
    try:
        _print(figure.in_province(province) if province else figure)
    except (catalogue.UnknownIndicator, maps.LaterThanMap) as error:
        raise click.UsageError(str(error.args[0])) from error


def _programme(slug: str) -> int:
    if not slug:
        return 0
    found = Programme.objects.filter(slug=slug).first()
    if found is None:
        raise click.BadParameter(f"Không có chương trình “{slug}”.", param_hint="--programme")
    return found.pk


def _print(figure: Figure) -> None:
    counting = catalogue.indicator(figure.indicator)
    answer = answers.answer(figure)
    facts, _repeats = scopes.facts(figure)
    records = facts.order_by().values("record_kind", "record").distinct().count()
    click.echo(f"{counting.name}: {numbers.grouped(answer.value)} {counting.unit}")
    click.echo(f"Trong báo cáo: {numbers.official(answer.value)} {counting.unit}")
    click.echo(f"Số phiếu: {numbers.grouped(records)}")
    for source in answer.entered:
        click.echo(f"Số nhập, nguồn: {source}")
    click.echo(links.url(figure))


@command.command("verify", help="Tính lại mọi con số từ phiếu gốc và so với số liệu đang dùng.")
@click.pass_context
def verify(context: click.Context) -> None:
    with bar("Đối chiếu", unit="phiếu") as progress:

        def compared(records: int) -> None:
            progress.update(records)

        report = verifying.run(compared)
    for difference in report.differences:
        click.echo(difference)
    click.echo(
        f"Đã so {numbers.grouped(report.facts)} dòng số liệu, trong đó {numbers.grouped(report.protected)} dòng được "
        f"bảo vệ, và {numbers.grouped(report.rollups)} số gộp, "
        f"{numbers.grouped(len(report.differences))} chỗ khác."
    )
    context.exit(1 if report.differences else 0)


@command.command("fold", help="Gộp số liệu mới vào số gộp ngay bây giờ.")
def fold() -> None:
    click.echo(f"Đã gộp số liệu của {folding.fold()} tỉnh.")
