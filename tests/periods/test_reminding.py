"""Before a confirmation is due those who may give it are told, each once; nobody else, and not too early."""

import datetime as dt

import pytest
from django.db import IntegrityError

from ketnoi.audit.models import Line
from ketnoi.notices import queries
from ketnoi.notices.models import Notice
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.orgs import actions as orgs
from ketnoi.orgs.models import Level
from ketnoi.periods import reminding
from ketnoi.periods.enums import Kind

pytestmark = pytest.mark.django_db
FIRST = dt.date(2025, 7, 15)  # due on 20/07, five days before


@pytest.fixture
def half(world):
    return world.regime(kind=Kind.HALF, due_days=20, remind_days=5)


def told(world):
    """Short names of those who were told, in their order."""
    names = {one.pk: key for key, one in world.officers.items()}
    rows = Notice.objects.filter(kind=reminding.KIND).order_by("pk").values_list("officer", flat=True)
    return sorted(names[one] for one in rows)


def test_recorders_and_leads_of_units_that_owe_it_are_told_once(world, half):
    assert reminding.work(FIRST - dt.timedelta(days=1)) == 0
    world.confirm(half, "b")
    assert reminding.work(FIRST) == 3
    assert told(world) == ["a", "a_hai", "moi"]
    assert reminding.work(FIRST) == 0
    assert reminding.work(dt.date(2025, 7, 20)) == 0
    (line,) = Line.objects.filter(verb="remind")
    assert (line.kind, line.object, line.actor) == ("periods.regime", str(half.pk), None)


def test_past_the_due_day_nobody_is_reminded(world, half):
    assert reminding.work(dt.date(2025, 7, 21)) == 0


def test_an_officer_of_a_section_is_told_and_one_who_left_is_not(world, half):
    section = orgs.create_unit(world.units["a"].agency, Level.SECTION, "Ban Gia đình", world.units["a"])
    world.officers["ban"] = officers.add_officer("thu.ban", None, "Người Thử Ban")
    officers.give_post(world.officers["ban"], section.pk, Role.RECORDER, actor=None)
    Post.objects.filter(officer=world.officers["a_hai"]).update(valid_to=dt.date(2025, 7, 1))
    reminding.work(FIRST)
    assert told(world) == ["a", "b", "ban", "moi"]


def test_who_is_told_later_is_told_at_the_next_look(world, half, monkeypatch):
    monkeypatch.setattr(reminding, "MOST", 2)
    assert [reminding.work(FIRST) for _look in range(4)] == [2, 2, 0, 0]
    assert told(world) == ["a", "a_hai", "b", "moi"]


def test_the_notice_leads_to_the_period_and_goes_with_the_confirmation(world, half):
    reminding.work(FIRST)
    client = world.client("a")
    page = client.get("/thong-bao/").content.decode()
    assert "Kỳ báo cáo sắp đến hạn xác nhận" in page
    notice = Notice.objects.get(officer=world.officers["a"])
    assert client.get(f"/thong-bao/{notice.uuid}/").url == "/ky-bao-cao/"
    assert queries.unseen(world.officers["a_hai"], lambda: False) == 1
    world.confirm(half, "a")
    assert queries.unseen(world.officers["a_hai"], lambda: False) == 0
    assert "Kỳ báo cáo sắp đến hạn xác nhận" not in client.get("/thong-bao/").content.decode()


def test_one_regime_that_fails_keeps_no_other_from_being_told(world, half, monkeypatch):
    other = world.regime(name="Số liệu riêng", kind=Kind.HALF, due_days=20, remind_days=5)
    owing = reminding._owing

    def failing(regime, *asked):
        if regime.pk == half.pk:
            raise IntegrityError
        return owing(regime, *asked)

    monkeypatch.setattr(reminding, "_owing", failing)
    assert reminding.work(FIRST) == 4
    assert set(Notice.objects.values_list("object_id", flat=True)) == {f"{other.pk}/2025-01-01"}
