"""Following reports: told that one was issued, never what it says, and only while one may read it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from ketnoi.audit.models import Line
from ketnoi.notices import queries
from ketnoi.notices.models import Notice
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer
from ketnoi.reports import actions, flow, following
from ketnoi.reports.models import Following, Report
from tests.reports import worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(told):
    """An analyst of the issuing unit, who issues nothing himself."""
    return told.world.officers["tong_hop"]


def issue(report: Report, actor: int) -> None:
    report.paragraphs.update(accepted=True)
    actions.freeze(report)
    for step in (flow.submit, flow.approve):
        step(Report.objects.get(pk=report.pk), actor=actor)
    flow.issue(Report.objects.get(pk=report.pk), "12", timezone.localdate(), actor)


def words(officer) -> list[str]:
    return [one.words for one in following.notices(officer)]


def test_what_is_followed_is_told_when_it_is_issued_and_until_it_was_seen(told, reader):
    following.follow(reader, told.report)
    assert words(reader) == []
    issue(told.report, told.lead.pk)
    assert words(reader) == ["Báo cáo tổng kết: đã ban hành"]
    following.saw(reader, following.notices(reader)[0].at)
    assert words(reader) == []


def test_a_notice_is_on_its_way_for_who_follows_and_may_read_it(told, reader):
    following.follow(reader, told.report)
    following.follow(told.lead, told.report)
    issue(told.report, told.lead.pk)
    (row,) = Notice.objects.all()
    assert (row.officer_id, row.kind, row.object_id) == (reader.pk, "report_issued", str(told.report.uuid))
    (shown,) = queries.latest(reader, 5, lambda: True)
    assert shown.words == "Báo cáo đang theo dõi đã được ban hành"
    reader.posts.all().delete()
    assert queries.latest(Officer.objects.get(pk=reader.pk), 5, lambda: True) == []


def test_who_follows_later_or_not_at_all_is_told_nothing(told, reader):
    issue(told.report, told.lead.pk)
    following.follow(reader, told.report)
    assert words(reader) == words(told.lead) == []


def test_nobody_is_told_of_what_he_issued_himself(told):
    following.follow(told.lead, told.report)
    issue(told.report, told.lead.pk)
    assert words(told.lead) == []


def test_a_programme_tells_of_each_of_its_reports_once(told, reader):
    following.follow(reader, told.world.programmes["tinh"])
    following.follow(reader, told.report)
    other = actions.start(told.world.programmes["tinh"], told.report.unit, "so-ket", worlds.PERIOD)
    apart = actions.start(told.world.programmes["ca_nuoc"], told.report.unit, "so-ket", worlds.PERIOD)
    for report in (told.report, other, apart):
        issue(report, told.lead.pk)
    assert words(reader) == ["Báo cáo sơ kết: đã ban hành", "Báo cáo tổng kết: đã ban hành"]


def test_a_correction_is_told_to_who_follows_what_it_corrects(told, reader):
    issue(told.report, told.lead.pk)
    following.follow(reader, told.report)
    issue(flow.correct(Report.objects.get(pk=told.report.pk), "cộng nhầm"), told.lead.pk)
    assert words(reader) == ["Báo cáo tổng kết: bản đính chính đã ban hành"]


def test_who_may_read_it_no_more_hears_no_more(told, reader):
    following.follow(reader, told.report)
    following.follow(reader, told.world.programmes["tinh"])
    issue(told.report, told.lead.pk)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    reader.posts.update(valid_from=yesterday - dt.timedelta(days=1), valid_to=yesterday)
    left = type(reader).objects.get(pk=reader.pk)
    assert (words(left), following.shown(left)) == ([], [])


def test_following_twice_is_once_and_unfollowing_ends_it(told, reader):
    first = following.follow(reader, told.report)
    assert following.follow(reader, told.report) == first
    with pytest.raises(Following.DoesNotExist):
        following.unfollow(told.lead, first.pk)
    following.unfollow(reader, first.pk)
    issue(told.report, told.lead.pk)
    assert words(reader) == []
    assert list(Line.objects.filter(kind=following.KIND).values_list("verb", flat=True)) == ["follow", "unfollow"]


def test_a_moment_to_come_marks_nothing_that_is_to_come(told, reader):
    following.follow(reader, told.report)
    following.saw(reader, 2**62)
    issue(told.report, told.lead.pk)
    assert words(reader) == ["Báo cáo tổng kết: đã ban hành"]


def test_from_following_to_having_seen_on_pages(told, reader, client):
    client.force_login(reader)
    page = reverse("reports:report", args=[told.report.uuid])
    client.post(reverse("reports:follow", args=[told.report.uuid]))
    assert "Đang theo dõi" in client.get(page).content.decode()
    issue(told.report, told.lead.pk)
    today = client.get(reverse("web:today")).content.decode()
    assert "Báo cáo tổng kết: đã ban hành" in today
    assert told.report.title not in today  # never more than its kind
    address = reverse("reports:following")
    moment = following.notices(reader)[0].at
    assert f'name="den" value="{moment}"' in client.get(address).content.decode()
    client.post(reverse("reports:seen"), {"den": moment})
    assert "Chưa có báo cáo nào mới ban hành" in client.get(address).content.decode()


def test_a_programme_is_followed_from_the_page_and_only_one_that_he_may_open(told, reader, client):
    client.force_login(reader)
    address = reverse("reports:follow_programme")
    client.post(address, {"chuong-trinh": told.world.programmes["tinh"].pk})
    assert Following.objects.get().programme == told.world.programmes["tinh"]
    for wrong in ("0", "-1", "x", "9" * 30):
        assert client.post(address, {"chuong-trinh": wrong}).status_code == 404
    outsider = worlds.somebody(told.world.units["ta_tinh"].pk, Role.RECORDER, "thu.ngoai")
    client.force_login(outsider)
    assert client.post(reverse("reports:follow", args=[told.report.uuid])).status_code == 404
    assert Following.objects.count() == 1
