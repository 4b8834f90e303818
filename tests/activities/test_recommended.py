"""On the page of a supervision or a policy comment stands what was asked of others after it, and what came back."""

import datetime as dt

import pytest
from django.urls import reverse

from ketnoi.activities import actions, facts
from ketnoi.audit import journal
from ketnoi.figures import catalogue
from ketnoi.figures.models import Indicator
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.programmes import recommending
from ketnoi.programmes.enums import Status
from ketnoi.programmes.recommending import Reply, Wanted
from tests.activities.worlds import category

pytestmark = pytest.mark.django_db
LATE = "quá ngày đề nghị trả lời"


@pytest.fixture
def oversight(world):
    entry = world.entry(
        kind=category("kind", "GIAM_SAT"), title="Giám sát việc giải quyết án", lead=world.units["hoi_tinh"].pk,
        partners=(world.units["ta_tinh"].pk,),
    )  # fmt: skip
    return actions.record(entry, world.officers["lanh_dao"].pk, world.units["hoi_tinh"].pk)


def send(world, record, text="Bố trí phòng xử án thân thiện"):
    wanted = Wanted(
        facts.NUMBER, record.pk, text, "TAND tỉnh Minh họa", dt.date(2022, 12, 1), world.units["ta_tinh"].pk,
        due_on=dt.date(2023, 1, 1),
    )  # fmt: skip
    return recommending.send(world.programmes["tinh"].pk, wanted, world.units["hoi_tinh"].pk)


def page(client, world, who, record):
    client.force_login(world.officers[who])
    return client.get(reverse("activities:detail", args=[record.uuid])).content.decode()


def test_what_was_asked_and_answered_stands_on_its_page(client, world, oversight):
    asked = send(world, oversight)
    shown = page(client, world, "lanh_dao", oversight)
    assert reverse("programmes:request", args=["thu-tinh", asked.pk]) in shown
    assert "Gửi TAND tỉnh Minh họa, 01/12/2022; đề nghị trả lời trước 01/01/2023" in shown
    assert LATE in shown
    recommending.reply(asked.pk, Reply("accepted", "Thống nhất", dt.date(2022, 12, 20), 1), world.units["ta_tinh"].pk)
    shown = page(client, world, "toa", oversight)
    assert "trả lời 20/12/2022" in shown
    assert "tiếp thu" in shown
    assert LATE not in shown


def test_another_record_shows_none_of_it(client, world, oversight):
    send(world, oversight, text="Một kiến nghị riêng")
    other = actions.record(world.entry(), world.officers["mau"].pk, world.units["hoi_xa"].pk)
    shown = page(client, world, "lanh_dao", other)
    assert "Một kiến nghị riêng" not in shown
    assert "h-kien-nghi" not in shown


def test_what_stands_in_a_programme_one_may_not_open_is_not_there(client, world, oversight):
    send(world, oversight, text="Một kiến nghị riêng")
    world.programmes["tinh"].parties.all().delete()
    world.programmes["tinh"].status = Status.DRAFT
    world.programmes["tinh"].save()
    assert "Một kiến nghị riêng" in page(client, world, "lanh_dao", oversight)  # his unit chairs it
    assert "Một kiến nghị riêng" not in page(client, world, "toa", oversight)


def test_a_party_s_officer_goes_on_to_write_one_down_for_this_very_record(client, world, oversight):
    to_form = f"{reverse('programmes:new_request', args=['thu-tinh'])}?tu={facts.NUMBER}-{oversight.pk}"
    assert to_form in page(client, world, "lanh_dao", oversight)
    form = client.get(to_form).context["form"]
    assert form["record"].value() == f"{facts.NUMBER}-{oversight.pk}"
    analyst = officers.add_officer("thu.xem", None, "Lò Văn Mẫu")
    officers.give_post(analyst, world.units["hoi_tinh"].pk, Role.ANALYST, actor=None)
    world.officers["xem"] = analyst
    assert "kien-nghi/moi" not in page(client, world, "xem", oversight)


def test_where_no_room_declares_what_counts_oversight_nothing_is_asked_of_others(client, world, oversight):
    form = reverse("programmes:new_request", args=["thu-tinh"])
    assert form in page(client, world, "lanh_dao", oversight)
    client.get(form)
    assert client.get(form).context["some"] is True
    journal.write("test", "catalogue", 0)  # pages that were kept are made anew
    Indicator.objects.filter(code="giam_sat").delete()
    catalogue.forget()
    assert form not in page(client, world, "lanh_dao", oversight)
    assert client.get(form).context["some"] is False


def test_a_plan_and_another_kind_ask_nothing_of_others(client, world):
    kind = category("kind", "GIAM_SAT")
    planned = actions.plan(
        world.entry(kind=kind, lead=world.units["hoi_tinh"].pk, attendance={}, women=None, minority=None),
        world.officers["lanh_dao"].pk, world.units["hoi_tinh"].pk,
    )  # fmt: skip
    talk = actions.record(
        world.entry(lead=world.units["hoi_tinh"].pk), world.officers["lanh_dao"].pk, world.units["hoi_tinh"].pk
    )
    for one in (planned, talk):
        assert "kien-nghi/moi" not in page(client, world, "lanh_dao", one)
