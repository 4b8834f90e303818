"""The list of activities and one activity's page: who reads them, what is found, what they cost."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ketnoi.activities import actions, policy
from tests.activities.worlds import DAY, category

pytestmark = pytest.mark.django_db


def record(world, **changes):
    return actions.record(world.entry(**changes), world.officers["mau"].pk, world.units["hoi_xa"].pk)


def test_who_may_read_but_not_write(client, world):
    made = record(world)
    client.force_login(world.officers["tong_hop"])
    assert client.get(reverse("activities:detail", args=[made.uuid])).status_code == 200
    assert client.get(reverse("activities:correct", args=[made.uuid])).status_code == 404
    assert client.get("/hoat-dong/moi/").status_code == 404
    client.force_login(world.officers["cong_an"])
    page = client.get(reverse("activities:detail", args=[made.uuid])).content.decode()
    assert "Đính chính</a>" not in page
    client.force_login(world.officers["toa"])
    assert client.get(reverse("activities:detail", args=[made.uuid])).status_code == 404
    assert policy.visible_to(world.officers["toa"]).count() == 0


def test_the_list_finds_without_marks_and_narrows(signed_in, world):
    record(world)
    record(world, title="Phòng, chống ma túy", starts_on=dt.date(2021, 5, 4))
    record(world, title="Lớp kỹ năng", kind=category("kind", "TAP_HUAN"))

    def titles(query):
        page = signed_in.get(f"/hoat-dong/?{query}").content.decode()
        return re.findall(r'href="/hoat-dong/[0-9a-f-]{36}/">([^<]+)<', page)

    assert titles("") == ["Lớp kỹ năng", "Nhận biết thủ đoạn mua bán người", "Phòng, chống ma túy"]
    assert titles("q=chong+ma+tuy") == ["Phòng, chống ma túy"]
    assert titles("nam=2021") == ["Phòng, chống ma túy"]
    assert titles(f"loai={category('kind', 'TAP_HUAN')}") == ["Lớp kỹ năng"]
    assert titles("trang_thai=planned") == []
    assert len(titles(f"chuong_trinh={world.programmes['tinh'].pk}")) == 3


def test_queries_do_not_grow_with_rows(signed_in, world):
    def cost(address):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert signed_in.get(address).status_code == 200
        return len(asked)

    first = record(world)
    few = cost("/hoat-dong/"), cost(reverse("activities:detail", args=[first.uuid]))
    actions.record_many(
        [world.entry(title=f"Buổi {n}", starts_on=DAY - dt.timedelta(days=n)) for n in range(1, 60)],
        world.officers["mau"].pk,
        world.units["hoi_xa"].pk,
    )
    assert (cost("/hoat-dong/"), cost(reverse("activities:detail", args=[first.uuid]))) == few
