import datetime as dt
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ketnoi.activities import actions, link_actions, link_tokens
from ketnoi.activities.enums import LinkState, SentStatus, Status
from ketnoi.activities.models import MOST_TRIES, Activity, ReportLink, SentReport
from ketnoi.audit import moments
from ketnoi.audit.models import Line
from ketnoi.figures.models import Fact
from ketnoi.ui import dates
from tests.activities.worlds import category

pytestmark = pytest.mark.django_db
LINKS = "/hoat-dong/bao-qua-duong-dan/"
TODAY = "02/03/2026"


@pytest.fixture
def made(world):
    """A link of commune Minh họa's Union, and its address."""
    link, token = link_actions.make(world.units["hoi_xa"].pk, "Trưởng bản Nà Hoa", 7, world.officers["mau"].pk)
    return link, reverse("activities:report", args=[token])


def told(**changes):
    said = {
        "kind": category("kind", "TT_LONG_GHEP"),
        "title": "Phòng, chống <ma túy>",
        "starts_on": TODAY,
        "venue": "bản Nà Hoa",
        f"audience_{category('audience', 'HOI_VIEN')}": "30",
        f"audience_{category('audience', 'NHAN_DAN')}": "12",
        "women": "31",
    }
    return said | changes


def confirmable(world, **changes):
    """What the officer's form sends for a report he found right."""
    said = told() | {"lead": world.units["hoi_xa"].pk, "place": world.places["na_hoa_moi"].pk, "save": "record"}
    return {name: value for name, value in (said | changes).items() if name != "venue"}


def text(answer):
    return answer.content.decode()


def test_a_link_is_shown_once_and_only_its_digest_is_kept(signed_in, world):
    page = text(signed_in.post(LINKS, {"addressee": "Trưởng bản Nà Hoa", "days": "3"}))
    (token,) = re.findall(r"http://testserver/hoat-dong/bao/([^/<\"]+)/", page)
    link = ReportLink.objects.get()
    assert link.digest == link_tokens.digest(token)
    assert token not in str(ReportLink.objects.values_list().get())
    assert link.expires_at - link.made_at == 3 * 86_400 * 1_000_000
    again = text(signed_in.get(LINKS))
    assert "/hoat-dong/bao/" not in again
    assert "Trưởng bản Nà Hoa" in again
    lines = Line.objects.filter(kind="report_link")
    assert [(one.verb, one.unit, one.detail) for one in lines] == [("make", world.units["hoi_xa"].pk, {})]


def test_the_page_is_light_and_says_nothing_but_unit_and_kinds(made, world, django_assert_num_queries):
    plan = actions.plan(world.entry(title="Bí mật kế hoạch"), world.officers["mau"].pk, world.units["hoi_xa"].pk)
    unit, actor = world.units["hoi_xa"].pk, world.officers["mau"].pk
    _link, token = link_actions.make(unit, "Trưởng bản Kín", 7, actor, plan.pk)
    address = reverse("activities:report", args=[token])
    Client().get(address)  # the catalogue is read once
    with django_assert_num_queries(2):  # the link, and whether the catalogue has changed
        page = text(Client().get(address))
    assert "Gửi tới Hội LHPN xã Minh họa." in page
    assert "Tuyên truyền lồng ghép trong buổi sinh hoạt" in page
    for secret in ("Bí mật", "Trưởng bản", "Nà Hoa", "Công an", "Phối hợp thử", "Lò Thị Mẫu", str(plan.uuid)):
        assert secret not in page
    assert "Nói chuyện chuyên đề" not in page  # a plan's kind stands
    assert re.findall(r'(?:href|src)="([^"]+)"', page) == ["data:,", "/tinh/activities/report.css"]
    styles = Path(finders.find("activities/report.css")).read_bytes()
    assert len(page.encode()) + len(styles) < 30_000
    assert "<script" not in page


def test_a_report_counts_for_nothing_until_an_officer_confirms_it(signed_in, made, world):
    link, address = made
    stranger = Client(enforce_csrf_checks=False)
    assert "Đã gửi, xin cảm ơn" in text(stranger.post(address, told()))
    assert (Activity.objects.count(), Fact.objects.count()) == (0, 0)
    came = SentReport.objects.get()
    page = text(signed_in.get(LINKS))
    assert "Phòng, chống &lt;ma túy&gt;" in page
    review = reverse("activities:sent", args=[came.uuid])
    page = text(signed_in.get(review))
    assert re.search(rf'name="place" value="{world.places["na_hoa_moi"].pk}"[^>]*checked', page)
    assert 'value="30"' in page
    answer = signed_in.post(review, confirmable(world, women="32"))
    record = Activity.objects.get()
    assert answer.url == reverse("activities:detail", args=[record.uuid])
    assert (record.status, record.women, record.place) == (Status.RECORDED, 32, world.places["na_hoa_moi"])
    assert dict(record.attendance.values_list("audience__code", "count")) == {"HOI_VIEN": 30, "NHAN_DAN": 12}
    came.refresh_from_db()
    assert (came.status, came.record, came.decided_by) == (SentStatus.CONFIRMED, record, world.officers["mau"].pk)
    assert came.said["women"] == 31  # the sender's own words stay
    assert "Đã xác nhận thành phiếu hoạt động." in text(signed_in.post(review, confirmable(world)))
    assert Activity.objects.count() == 1
    link.refresh_from_db()
    assert link.state(moments.now()) == LinkState.USED


def test_a_second_use_says_so_and_changes_nothing(made, world):
    _link, address = made
    Client().post(address, told())
    for ask in (Client().get, lambda to: Client().post(to, told(title="Lần hai"))):
        answer = ask(address)
        assert answer.status_code == 410
        assert "Đường dẫn này đã được dùng" in text(answer)
        assert "ma túy" not in text(answer)
    assert SentReport.objects.get().said["title"] == "Phòng, chống <ma túy>"


def test_looking_at_the_link_uses_nothing_up(made):
    _link, address = made
    for _time in range(3):
        assert Client().get(address).status_code == 200
    assert ReportLink.objects.get().used_at is None
    assert Client().head(address).status_code == 405


def test_expired_and_revoked_links_take_nothing(signed_in, made, world):
    link, address = made
    signed_in.post(reverse("activities:revoke_link", args=[link.uuid]))
    answer = Client().post(address, told())
    assert (answer.status_code, "đã được thu hồi" in text(answer)) == (410, True)
    ReportLink.objects.update(revoked_at=None, expires_at=moments.now())
    answer = Client().post(address, told())
    assert (answer.status_code, "đã hết hạn" in text(answer)) == (410, True)
    assert not SentReport.objects.exists()
    assert list(Line.objects.filter(verb="revoke").values_list("kind", "actor")) == [
        ("report_link", world.officers["mau"].pk)
    ]


def test_a_made_up_link_does_not_exist_and_asks_the_database_nothing(made, django_assert_num_queries):
    _link, address = made
    good = address.split("/")[-2]
    for token in ("x", good[:-1], f"{good}x", good.upper(), "\x00", "á.b", "a" * 5000, good.replace(".", "")):
        with django_assert_num_queries(0):
            assert link_tokens.digest(token) is None
        assert Client().get(reverse("activities:report", args=[token])).status_code == 404


def test_too_many_wrong_answers_close_it(made):
    _link, address = made
    for _time in range(MOST_TRIES):
        assert Client().post(address, told(title="")).status_code == 422
    answer = Client().post(address, told())
    assert (answer.status_code, "đã bị khóa" in text(answer)) == (410, True)
    assert not SentReport.objects.exists()


def test_wrong_answers_are_said_at_their_box_and_kept(made):
    _link, address = made
    tomorrow = dates.day(timezone.localdate() + dt.timedelta(days=1))
    wrong = {"starts_on": tomorrow, "women": "43", "title": "á" * 301}
    page = text(Client().post(address, told(**wrong)))
    assert "Ngày này chưa đến." in page
    assert "Số này nhiều hơn tổng số người dự." in page
    assert f'value="{tomorrow}" ' in page
    assert page.count('aria-invalid="true"') == 3
    for value in ("\x00", "9" * 5000, "-1", str(2**63), "<svg onload=alert(1)>"):
        everywhere = dict.fromkeys(told(), value)
        assert Client().post(address, everywhere).status_code == 422
    assert "Ngày này cách đây đã lâu; hãy kiểm tra lại năm." in text(
        Client().post(address, told(starts_on="02/03/1926"))
    )
    unseen = text(Client().post(address, told(title="\u200b", venue="\u00ad")))
    assert ("Ghi ngắn gọn nội dung" in unseen, "Ghi nơi diễn ra" in unseen) == (True, True)
    empty = {name: "" for name in told() if name.startswith("audience_")}
    assert "Ghi số người dự." in text(Client().post(address, told(women="", **empty)))


def test_a_forged_form_is_refused(made):
    _link, address = made
    assert Client(enforce_csrf_checks=True).post(address, told()).status_code == 403
    assert ReportLink.objects.get().used_at is None


def test_only_officers_who_write_for_the_unit_see_what_came(client, made, world):
    link, address = made
    Client().post(address, told())
    review = reverse("activities:sent", args=[SentReport.objects.get().uuid])
    for name in ("cong_an", "toa"):
        client.force_login(world.officers[name])
        assert "ma túy" not in text(client.get(LINKS))
        for answer in (
            client.get(review),
            client.post(review, confirmable(world)),
            client.post(reverse("activities:reject_sent", args=[SentReport.objects.get().uuid]), {"reason": "x"}),
            client.post(reverse("activities:revoke_link", args=[link.uuid])),
        ):
            assert answer.status_code == 404
    client.force_login(world.officers["tong_hop"])
    assert client.get(LINKS).status_code == 404
    client.force_login(world.officers["lanh_dao"])
    assert client.get(review).status_code == 200
    assert not Activity.objects.exists()


def test_a_report_is_turned_down_with_a_reason(signed_in, made, world):
    _link, address = made
    Client().post(address, told())
    came = SentReport.objects.get()
    turn_down = reverse("activities:reject_sent", args=[came.uuid])
    signed_in.post(turn_down, {"reason": "  "})
    assert SentReport.objects.get().status == SentStatus.WAITING
    signed_in.post(turn_down, {"reason": "Công an xã đã ghi"})
    came.refresh_from_db()
    assert (came.status, came.reason, came.record) == (SentStatus.REJECTED, "Công an xã đã ghi", None)
    page = text(signed_in.get(reverse("activities:sent", args=[came.uuid])))
    assert "Công an xã đã ghi" in page
    assert "Lưu phiếu" not in page
    with pytest.raises(link_actions.AlreadyDecided):
        link_actions.confirm(came, world.entry(), 0, world.officers["mau"].pk, world.units["hoi_xa"].pk)
    assert not Activity.objects.exists()


def test_a_plan_becomes_the_record(signed_in, world):
    unit, actor = world.units["hoi_xa"].pk, world.officers["mau"].pk
    day = timezone.localdate()
    planned = world.entry(
        lead=unit, partners=(world.units["ca_xa"].pk,), starts_on=day, attendance={}, women=None, minority=None,
        place=world.places["na_hoa_moi"].pk,
    )  # fmt: skip
    plan = actions.plan(planned, actor, unit)
    _link, token = link_actions.make(unit, "Trưởng bản Nà Hoa", 7, actor, plan.pk)
    Client().post(reverse("activities:report", args=[token]), told(starts_on=dates.day(day)))
    review = reverse("activities:sent", args=[SentReport.objects.get().uuid])
    page = text(signed_in.get(review))
    assert 'name="version" value="1"' in page
    assert re.search(rf'name="partners" value="{world.units["ca_xa"].pk}"[^>]*checked', page)
    said = confirmable(world, starts_on=dates.day(day), partners=[world.units["ca_xa"].pk], offered_for=dates.day(day))
    signed_in.post(review, said | {"version": "7"})
    assert Activity.objects.get().status == Status.PLANNED  # somebody changed it meanwhile
    signed_in.post(review, said | {"version": "1"})
    plan.refresh_from_db()
    assert (Activity.objects.count(), plan.status, plan.women) == (1, Status.RECORDED, 31)


def test_a_unit_has_only_so_many_open_links(signed_in, world, monkeypatch):
    monkeypatch.setattr(link_actions, "MOST_OPEN", 2)
    asked = {"addressee": "Trưởng bản Nà Hoa", "days": "3"}
    for _time in range(3):
        answer = signed_in.post(LINKS, asked)
    assert "Đơn vị đang có 2 đường dẫn chưa dùng." in text(answer)
    assert ReportLink.objects.count() == 2
    assert signed_in.post(LINKS, asked | {"days": "400"}).status_code == 422
    ReportLink.objects.update(expires_at=moments.now())
    assert signed_in.post(LINKS, asked).status_code == 200
