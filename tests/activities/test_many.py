"""Many activities at once: what is done to each, what is refused, and what may not even be named."""

import datetime as dt

import pytest

from ketnoi.activities import actions, policy
from ketnoi.activities.enums import Verb
from ketnoi.activities.models import Activity
from ketnoi.audit.models import Line
from ketnoi.figures import answers
from ketnoi.figures.figure import Figure
from tests.activities.worlds import DAY, category

pytestmark = pytest.mark.django_db
DO = "/danh-sach/hoat-dong/lam/"


def record(world, unit="hoi_xa", **changes):
    return actions.record(world.entry(**changes), world.officers["mau"].pk, world.units[unit].pk)


def do(client, what, *chosen, **said):
    return client.post(f"{DO}{what}/", {"chon": [getattr(one, "pk", one) for one in chosen], **said})


def test_it_is_asked_before_anything_is_done(signed_in, world):
    one, other = record(world), record(world, title="Lớp kỹ năng")
    page = do(signed_in, "rut", one, other)
    assert page.status_code == 200
    text = page.content.decode()
    assert "Nhận biết thủ đoạn mua bán người" in text
    assert "Lớp kỹ năng" in text
    assert f'name="chon" value="{one.pk}"' in text
    assert set(Activity.objects.values_list("status", flat=True)) == {"recorded"}


def test_a_reason_is_asked_again_and_the_choice_stays(signed_in, world):
    one = record(world)
    page = do(signed_in, "rut", one, lam="1", reason="  ")
    assert page.status_code == 422
    assert f'name="chon" value="{one.pk}"' in page.content.decode()
    assert Activity.objects.get().status == "recorded"


def test_withdrawn_at_once_and_counted_no_longer(signed_in, world):
    chosen = [record(world, title=f"Buổi {n}", starts_on=DAY - dt.timedelta(days=n)) for n in range(3)]
    stays = record(world, title="Ở lại")
    assert answers.value(Figure("hoat_dong")) == 4
    page = do(signed_in, "rut", *chosen, lam="1", reason="Nhập trùng").content.decode()
    assert "Đã làm: 3. Không làm được: 0." in page
    assert list(Activity.objects.exclude(status="withdrawn")) == [stays]
    assert answers.value(Figure("hoat_dong")) == 1
    told = chosen[0].revisions.latest("number")
    assert (told.reason, told.actor, told.unit) == (
        "Nhập trùng", world.officers["mau"].pk, world.units["hoi_xa"].pk,
    )  # fmt: skip
    line = Line.objects.latest("pk")
    assert (line.verb, line.detail["count"]) == ("withdraw", 3)


def test_each_row_says_what_became_of_it(signed_in, world):
    done, gone = record(world), record(world, title="Đã rút rồi")
    actions.withdraw(gone, "Nhầm", 1, world.officers["mau"].pk, world.units["hoi_xa"].pk)
    foreign = record(world, "ca_tinh", lead=world.units["ca_b"].pk, partners=(world.units["hoi_a"].pk,), title="Của CA")
    unseen = record(world, "ta_tinh", lead=world.units["ta_tinh"].pk, partners=(), title="Của tòa")
    page = do(signed_in, "rut", done, gone, foreign, unseen, 2**62, lam="1", reason="Nhập trùng").content.decode()
    assert "Đã làm: 1. Không làm được: 2." in page
    assert "Của tòa" not in page
    withdrawn = set(Activity.objects.filter(status="withdrawn").values_list("pk", flat=True))
    assert withdrawn == {done.pk, gone.pk}


def test_added_to_a_programme_they_count_for_it(signed_in, world):
    programme = world.programmes["tinh"].pk
    chosen = [record(world, programmes=()), record(world, title="Hai", programmes=())]
    already = record(world, title="Ba")
    figure = Figure("hoat_dong", programme=programme)
    assert answers.value(figure) == 1
    page = do(
        signed_in, "vao-chuong-trinh", *chosen, already, lam="1", programme=programme, reason="Thuộc kế hoạch năm"
    ).content.decode()
    assert "Đã làm: 2. Không làm được: 1." in page
    assert "Phiếu đã thuộc chương trình này." in page
    assert answers.value(figure) == 3
    chosen[0].refresh_from_db()
    assert (chosen[0].corrected, chosen[0].version) == (True, 2)


def test_a_topic_comes_beside_those_there_are(signed_in, world):
    one = record(world)
    topic = category("topic", "MA_TUY")
    do(signed_in, "them-chuyen-de", one, lam="1", topic=topic, reason="Ghi sót")
    assert set(one.topics.values_list("pk", flat=True)) == {topic, category("topic", "MUA_BAN_NGUOI")}


def test_a_refused_row_leaves_the_others_done(signed_in, world):
    before = record(world, title="Trước chương trình", starts_on=dt.date(2018, 5, 4), programmes=())
    inside = record(world, title="Trong chương trình", programmes=())
    page = do(
        signed_in, "vao-chuong-trinh", before, inside, lam="1", programme=world.programmes["tinh"].pk, reason="Sót"
    ).content.decode()
    assert "Đã làm: 1. Không làm được: 1." in page
    assert list(inside.programmes.all()) == [world.programmes["tinh"]]
    assert list(before.programmes.all()) == []


def test_only_programmes_he_sees_and_topics_there_are(signed_in, world):
    one = record(world)
    for what, field in (("vao-chuong-trinh", "programme"), ("them-chuyen-de", "topic")):
        for value in ("", "0", "999999", "9" * 30, "\x00", "abc"):
            page = do(signed_in, what, one, lam="1", reason="Sót", **{field: value})
            assert page.status_code == 422
    assert one.revisions.count() == 1


def test_nothing_chosen_says_how(signed_in, world):
    for chosen in ((), ("",), ("abc",), ("9" * 40,), (2**63,)):
        page = do(signed_in, "rut", *chosen, lam="1", reason="Nhập trùng")
        assert page.status_code == 422
        assert "Chưa chọn dòng nào" in page.content.decode()


@pytest.mark.parametrize("who", ["tong_hop", "cong_an"])
def test_who_may_not_write_does_nothing(client, world, who):
    one = record(world, "hoi_a", partners=())
    client.force_login(world.officers[who])
    page = do(client, "rut", one, lam="1", reason="Nhập trùng")
    assert page.status_code == (404 if who == "tong_hop" else 422)
    assert Activity.objects.get().status == "recorded"


def test_many_are_asked_as_each_would_be(world):
    made = [
        record(world, unit, lead=world.units[lead].pk, partners=(), title=f"{unit} {lead}")
        for unit in ("hoi_xa", "ca_tinh", "ta_tinh")
        for lead in ("hoi_a", "ca_a", "hoi_tinh")
    ]
    actions.withdraw(made[0], "Nhầm", 1, 1, world.units["hoi_xa"].pk)
    made[0].refresh_from_db()
    for officer in world.officers.values():
        for verb in Verb:
            each = {one.pk for one in made if policy.can(officer, verb, one)}
            assert policy.changeable(officer, verb, [one.pk for one in made]) == each


def test_those_who_read_the_nation_see_the_same_as_asked_by_units(world, monkeypatch):
    record(world)
    record(world, "ta_tinh", lead=world.units["ta_tinh"].pk, partners=(), title="Của tòa")
    record(world, "ca_tinh", lead=world.units["ca_b"].pk, partners=(world.units["hoi_b"].pk,), title="Của CA")
    for officer in world.officers.values():
        by_units = set(policy.visible_to(officer).values_list("pk", flat=True))
        monkeypatch.setattr("ketnoi.officers.policy.reads_nation", lambda _officer: True)
        assert set(policy.visible_to(officer).values_list("pk", flat=True)) == by_units
        monkeypatch.undo()
