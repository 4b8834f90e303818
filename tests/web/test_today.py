""" "Hôm nay": what waits for whom, the month of my unit, and that neither costs more when there is more."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ketnoi.activities import actions as activities
from ketnoi.audit import kept
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import actions as orgs
from ketnoi.orgs.models import Level
from ketnoi.periods import regimes
from ketnoi.periods.regimes import Terms
from ketnoi.programmes import circulation, conclusions
from ketnoi.programmes.conclusions import Gathering
from ketnoi.reports import actions as reports
from ketnoi.reports import flow
from ketnoi.web import jobs, month, waiting
from ketnoi.workbooks.enums import Status
from ketnoi.workbooks.models import Batch
from tests.web.objects import Objects, entry
from tests.web.world import World

DAY = dt.timedelta(days=1)


@pytest.fixture
def day() -> dt.date:
    return timezone.localdate()


def plan(world: World, title: str, day: dt.date, **changes: object):
    planned = replace(entry(world, title, day), attendance={}, **changes)
    return activities.plan(planned, world.officers["recorder"].pk, world.home.pk)


def record(world: World, title: str, day: dt.date):
    return activities.record(entry(world, title, day), world.officers["recorder"].pk, world.home.pk)


def page(world: World, who: str) -> str:
    return world.client(who).get("/hom-nay/").content.decode()


def lede(text: str) -> str:
    return re.findall(r'<p class="lede">(.*?)</p>', text)[0]


def test_nothing_waits_in_a_new_unit(world: World) -> None:
    text = page(world, "recorder")
    assert "Không có việc nào chờ chị." in lede(text)
    assert "Không có việc nào đang chờ" in text
    assert 'href="/hoat-dong/moi/"' in text


def test_whoever_may_not_record_is_not_asked_to(world: World, day: dt.date) -> None:
    plan(world, "Buổi hôm kia", day - 2 * DAY)
    for who in ("supervisor", "analyst", "administrator"):
        text = page(world, who)
        assert "Buổi hôm kia" not in text.split("Bảy ngày tới")[0]
        assert '<a class="btn" href="/hoat-dong/moi/"' not in text


def test_a_planned_day_that_has_passed_waits(world: World, day: dt.date) -> None:
    plan(world, "Buổi hôm kia", day - 2 * DAY)
    plan(world, "Buổi hôm nay", day)
    plan(world, "Lớp đang mở", day - 2 * DAY, ends_on=day)
    post = world.officers["recorder"].posts.get()
    assert [one.title for one in waiting.unrecorded(post, day)] == ["Buổi hôm kia"]
    assert [one.title for one in waiting.unrecorded(post, day + DAY)] == ["Buổi hôm kia", "Lớp đang mở", "Buổi hôm nay"]
    assert "Có 1 việc cần chị." in lede(page(world, "recorder"))


def test_what_was_held_waits_on_the_same_day(world: World, day: dt.date) -> None:
    actor = world.officers["recorder"].pk
    planned = plan(world, "Buổi sáng nay", day)
    activities.hold(planned, planned.version, actor, world.home.pk)
    assert "Có 1 việc cần chị." in lede(page(world, "lead"))


def test_recording_ends_the_wait(world: World, day: dt.date) -> None:
    planned = plan(world, "Buổi hôm kia", day - 2 * DAY)
    held = entry(world, "Buổi hôm kia", day - 2 * DAY)
    activities.record_planned(planned, held, planned.version, world.officers["recorder"].pk, world.home.pk)
    text = page(world, "recorder")
    assert "Không có việc nào chờ chị." in lede(text)
    assert "12 người dự" in text


def test_a_strangers_day_stays_quiet(world: World, day: dt.date) -> None:
    plan(world, "Buổi hôm kia", day - 2 * DAY)
    record(world, "Buổi đã ghi", day)
    text = page(world, "stranger")
    assert "Buổi hôm kia" not in text
    assert "Buổi đã ghi" not in text


def test_the_week_ahead(world: World, day: dt.date) -> None:
    for ahead in (0, 7, 8):
        plan(world, f"Buổi sau {ahead} ngày", day + ahead * DAY)
    post = world.officers["recorder"].posts.get()
    assert [one.title for one in waiting.planned(post, day)] == ["Buổi sau 0 ngày", "Buổi sau 7 ngày"]


def test_a_workbook_waits_for_its_unit_only(world: World) -> None:
    for unit, name in ((world.home, "nhap-mot.xlsx"), (world.other, "nhap-hai.xlsx")):
        Batch.objects.create(
            template="x",
            version="1",
            file_name=name,
            digest="d",
            unit=unit.pk,
            actor=1,
            status=Status.STAGED,
            created_at=1,
        )
    post = world.officers["recorder"].posts.get()
    assert [batch.file_name for batch in waiting.staged(post)] == ["nhap-mot.xlsx"]
    assert list(waiting.staged(world.officers["analyst"].posts.get())) == []


def test_a_report_waits_when_its_records_moved(world: World) -> None:
    objects = Objects(world)
    report = objects.report()
    linked = replace(entry(world, "Buổi của chương trình"), programmes=(objects.programme().pk,))
    actor, post = world.officers["recorder"].pk, world.officers["recorder"].posts.get()
    activities.record(linked, actor, world.home.pk)
    reports.freeze(report, actor=actor)
    assert waiting.changed_reports(post) == []
    activities.record(replace(linked, title="Buổi ghi muộn"), actor, world.home.pk)
    assert [(one.report.pk, one.records) for one in waiting.changed_reports(post)] == [(report.pk, 1)]
    assert waiting.changed_reports(world.officers["stranger"].posts.get()) == []


def test_a_submitted_report_waits_for_who_approves_it(world: World, day: dt.date) -> None:
    title, report = "Báo cáo trình, chờ phê duyệt", Objects(world).report()
    reports.freeze(report)
    report.paragraphs.update(accepted=True)
    assert title not in sections(world, "lead", day)
    flow.submit(report)
    assert sections(world, "lead", day)[title] == [report.title]
    assert f'href="/bao-cao/{report.uuid}/trinh-ky/"' in page(world, "lead")
    for who in ("recorder", "analyst", "supervisor", "stranger"):
        assert title not in sections(world, who, day)
    flow.send_back(report, "Thêm kiến nghị")
    assert title not in sections(world, "lead", day)


def test_what_was_sent_back_or_approved_waits_for_who_writes(world: World, day: dt.date) -> None:
    returned, approved, report = "Báo cáo được trả lại", "Đã phê duyệt, chờ ban hành", Objects(world).report()
    reports.freeze(report)
    report.paragraphs.update(accepted=True)
    flow.submit(report)
    flow.send_back(report, "Thêm kiến nghị")
    for who in ("lead", "recorder", "analyst"):
        assert sections(world, who, day)[returned] == [report.title]
    assert "Thêm kiến nghị" in page(world, "recorder")
    assert returned not in sections(world, "stranger", day)
    flow.submit(report)
    flow.approve(report)
    assert returned not in sections(world, "recorder", day)
    assert sections(world, "recorder", day)[approved] == [report.title]
    assert approved not in sections(world, "supervisor", day)
    flow.issue(report, "15", timezone.localdate())
    assert approved not in sections(world, "recorder", day)


def test_the_month_counts_my_unit(world: World, day: dt.date) -> None:
    first = day.replace(day=1)
    record(world, "Buổi tháng này", first)
    record(world, "Buổi tháng trước", first - DAY)
    record(world, "Buổi nữa tháng trước", first - DAY)
    tiles = {tile.name: (tile.number, tile.before) for tile in month.of(world.home, day).tiles}
    assert tiles["Hoạt động"] == (1, 2)
    assert tiles["Lượt người được tuyên truyền lồng ghép"] == (12, 24)
    assert {tile.number for tile in month.of(world.other, day).tiles} == {0}


def test_a_figure_of_the_month_opens_its_records(world: World, day: dt.date) -> None:
    record(world, "Buổi tháng này", day)
    door = month.of(world.home, day).tiles[0].url
    opened = world.client("recorder").get(door).content.decode()
    assert "Buổi tháng này" in opened


def test_months_to_come_have_no_number(world: World) -> None:
    table = month.of(world.home, dt.date(2026, 3, 15)).table
    assert table.rows[2] == ("3", "0", "0")
    assert table.rows[3] == ("4", "0", "—")


@pytest.mark.usefixtures("still")
def test_queries_do_not_grow(world: World, day: dt.date) -> None:
    client = world.client("recorder")
    for number in range(2):
        _more(world, day, number)
    few = _queries(client)
    for number in range(2, 7):
        _more(world, day, number)
    assert _queries(client) == few


def _more(world: World, day: dt.date, number: int) -> None:
    plan(world, f"Chưa ghi {number}", day - 2 * DAY)
    plan(world, f"Sắp tới {number}", day + DAY)
    record(world, f"Đã ghi {number}", day)


def _queries(client) -> int:
    client.get("/hom-nay/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/hom-nay/").status_code == 200
    return len(asked)


def sections(world: World, who: str, day: dt.date) -> dict[str, list[str]]:
    officer = world.officers[who]
    found = jobs.sections(officer, officer.posts.get(), day)
    return {str(one.title): [job.title for job in one.jobs] for one in found}


def test_a_period_waits_for_whoever_confirms(world: World, day: dt.date) -> None:
    began = dt.date(day.year - 1, 1, 1)
    terms = Terms("Báo cáo năm", ("hoat_dong",), "year", "province", world.home, began, due_days=0)
    regimes.create(terms)
    title = "Kỳ báo cáo phải xác nhận"
    assert sections(world, "recorder", dt.date(day.year, 2, 1))[title] == [f"Năm {began.year}"]
    assert title not in sections(world, "analyst", dt.date(day.year, 2, 1))
    assert title not in sections(world, "stranger", dt.date(day.year, 2, 1))


def test_a_conclusion_waits_for_the_unit_that_has_it(world: World, day: dt.date) -> None:
    programme = Objects(world).programme()
    held = Gathering("review", "Hội nghị giao ban", day - 9 * DAY, (programme.pk,))
    conference = conclusions.hold(world.home, held)
    for days in (-1, 3):
        conclusions.assign(conference.pk, f"Việc {days}", world.home.pk, day + days * DAY)
    officer = world.officers["lead"]
    (section,) = jobs.sections(officer, officer.posts.get(), day)
    assert [(job.title, job.state) for job in section.jobs] == [("Việc -1", "bad"), ("Việc 3", "warn")]
    assert "Có 2 việc cần chị." in lede(page(world, "lead"))
    assert sections(world, "stranger", day) == {}


def test_a_draft_waits_for_a_party_until_it_has_said_something(world: World, day: dt.date) -> None:
    title, draft = "Dự thảo chờ đơn vị góp ý", Objects(world).asked_of_home()
    assert sections(world, "lead", day)[title] == ["Dự thảo mẫu"]
    assert title not in sections(world, "analyst", day)
    assert title not in sections(world, "stranger", day)
    by = circulation.Said(world.home.pk, world.officers["lead"].pk)
    circulation.comment(draft.pk, "Ý kiến của đơn vị", None, by)
    assert title not in sections(world, "lead", day)


def test_an_overdue_period_of_units_below_waits_for_who_is_above_them(world: World, day: dt.date) -> None:
    title = "Đơn vị cấp dưới chưa gửi số liệu"
    for number in range(2):
        orgs.create_unit(world.home.agency, Level.COMMUNE, f"Hội xã {number}", world.home)
    began = dt.date(day.year - 1, 1, 1)
    terms = Terms("Báo cáo năm của xã", ("hoat_dong",), "year", "commune", world.home, began, due_days=9)
    regimes.create(terms)
    assert title not in sections(world, "lead", dt.date(day.year, 1, 9))
    kept.forget()
    officer = world.officers["lead"]
    found = jobs.sections(officer, officer.posts.get(), dt.date(day.year, 1, 10))
    (job,) = next(one.jobs for one in found if str(one.title) == title)
    assert (job.note, job.state) == ("2 trong 2 đơn vị chưa gửi", "bad")
    assert title not in sections(world, "stranger", dt.date(day.year, 2, 1))


def test_more_than_fits_is_counted(world: World, day: dt.date) -> None:
    for number in range(7):
        plan(world, f"Chưa ghi {number}", day - 2 * DAY)
    text = page(world, "recorder")
    assert "Còn 2 việc nữa" in text
    assert "Có 7 việc cần chị." in lede(text)


def test_an_empty_month_leads_to_the_last_records(world: World, day: dt.date) -> None:
    record(world, "Buổi cũ", dt.date(2022, 11, 4))
    text = page(world, "recorder")
    assert "phiếu gần nhất là của tháng 11/2022" in text
    assert "/lich/?kieu=thang&amp;ngay=2022-11-01&amp;pham-vi=ca-duoi" in text
    record(world, "Buổi mới", day)
    assert "phiếu gần nhất" not in page(world, "recorder")


def test_where_nothing_was_ever_recorded_nothing_is_pointed_at(world: World) -> None:
    assert "phiếu gần nhất" not in page(world, "recorder")


def test_what_is_kept_is_mine_and_follows_every_write(world: World, day: dt.date) -> None:
    record(world, "Buổi đầu", day)
    assert "Buổi đầu" in page(world, "recorder")
    assert "Buổi đầu" not in page(world, "stranger")
    record(world, "Buổi sau", day)
    assert "Buổi sau" in page(world, "recorder")


def test_an_administrator_is_told_what_to_put_in_order(world: World, day: dt.date) -> None:
    assert "Quản trị</h2>" not in page(world, "administrator")
    idle = officers.add_officer("thoi.viec", None, "Người Đã Thôi")
    officers.give_post(idle, world.home.pk, Role.RECORDER, actor=None)
    Post.objects.filter(officer=idle).update(valid_from=day - 9 * DAY, valid_to=day - DAY)
    kept.forget()
    text = page(world, "administrator")
    assert "1 tài khoản không còn giữ vị trí nào" in text
    assert 'href="/quan-tri/can-bo/"' in text
    assert "không còn giữ vị trí" not in page(world, "recorder")
    Officer.objects.filter(pk=idle.pk).update(is_active=False)
    kept.forget()
    assert "không còn giữ vị trí" not in page(world, "administrator")
