"""Reports that the province has begun: what the agencies beside it were asked to write, and this month's draft."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from ketnoi.demo.confirming import FORM
from ketnoi.figures import catalogue
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.orgs.models import Level
from ketnoi.periods import regimes
from ketnoi.periods.enums import Kind
from ketnoi.programmes.models import Programme
from ketnoi.reports import actions, assigning, following, periodic
from ketnoi.reports.models import Assignment, Report
from ketnoi.reports.starting import Subject

TOPIC = "MUA_BAN_NGUOI"
PERIOD = (dt.date(2019, 1, 1), dt.date(2022, 12, 31))
SECTION = "II. KẾT QUẢ"
MONTHLY = "Báo cáo tháng của Hội LHPN cấp tỉnh"
DUE = 5  # days after the month
ASKED = "Kết quả của ngành về chuyên đề này trong kỳ, kèm số liệu; khó khăn, kiến nghị nếu có."
FIRST_WORDS = "Năm 2022 có {hoat_dong|nam=2022|chuyen-de=MUA_BAN_NGUOI} hoạt động."
COMPARED = (
    "Riêng năm 2022 có {hoat_dong|nam=2022|chuyen-de=MUA_BAN_NGUOI} hoạt động, "
    "{hoat_dong|nam=2022|chuyen-de=MUA_BAN_NGUOI|ss=cung-ky} so với năm 2021."
)
# (agency, days from today to the due day, what it has written, whether it was sent)
PARTS = (
    (
        "ca",
        5,
        (
            "Công an các cấp đã tham gia {hoat_dong|chuyen-de=MUA_BAN_NGUOI} hoạt động phòng, chống mua bán người với "
            "{luot|chuyen-de=MUA_BAN_NGUOI} lượt người dự, riêng năm 2022 là "
            "{hoat_dong|nam=2022|chuyen-de=MUA_BAN_NGUOI} hoạt động."
        ),
        True,
    ),
    ("vks", 8, "VKSND các cấp đã cử cán bộ tham gia {hoat_dong|chuyen-de=MUA_BAN_NGUOI} hoạt động.", False),
    ("ta", 8, "", False),
)


def begin() -> None:
    """Nothing of it is fixed: it adds to no number."""
    union = _post("hoi")
    subject = Subject(topic=catalogue.category("topic", TOPIC))
    report = actions.start(subject, union.unit, "chuyen-de", PERIOD, union.officer_id)
    following.follow(union.officer, Programme.objects.filter(chair=union.unit_id).earliest("pk"))
    section = report.paragraphs.get(kind="heading1", text__startswith=SECTION)
    _compare(report, section.pk, union.officer_id)
    for agency, days, text, sent in PARTS:
        post = _post(agency)
        wanted = assigning.Wanted([post.unit_id], ASKED, timezone.localdate() + dt.timedelta(days=days))
        (part,) = assigning.assign(report, section.pk, wanted, union.officer_id)
        _write(part, text, post, sent=sent)


def _compare(report: Report, after: int, officer: int) -> None:
    """A year held against the one before, in a paragraph that was written twice."""
    row = actions.add_paragraph(report, after, "paragraph", FIRST_WORDS, officer)
    actions.edit_paragraph(row.pk, COMPARED, row.version, officer)


def monthly() -> None:
    """The province reports each month; its draft is there already."""
    unit = _post("hoi").unit
    day = timezone.localdate()
    regimes.create(
        regimes.Terms(
            name=MONTHLY, indicators=FORM, kind=Kind.MONTH, level=Level.PROVINCE, under=unit, due_days=DUE,
            valid_from=day.replace(day=1), outline="thang", draft_days=DUE + 31,
        )
    )  # fmt: skip
    periodic.start_due(day)


def _write(part: Assignment, text: str, post: Post, *, sent: bool) -> None:
    if text:
        assigning.write(part, text, part.version, post.officer_id, send=sent)


def _post(agency: str) -> Post:
    """Who records for this agency in the province."""
    held = Post.objects.select_related("unit", "officer").filter(unit__level=Level.PROVINCE, unit__agency__code=agency)
    return held.filter(role=Role.RECORDER).earliest("pk")
