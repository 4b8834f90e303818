"""Activities over the API: entered once, corrected against the version seen, seen no wider than by the officer."""

from __future__ import annotations

import datetime as dt

import pytest

from ketnoi.activities import actions
from ketnoi.activities.models import Activity, Revision
from ketnoi.audit.models import Line
from ketnoi.figures import answers
from ketnoi.figures.figure import Figure
from tests.activities.worlds import World
from tests.api.worlds import of, sent

pytestmark = pytest.mark.django_db
KEY = "phan-mem-tinh:0001"


def test_an_entry_counts_at_once(world: World) -> None:
    answer = of(world, "mau").enter(sent(world))
    assert answer.status_code == 201
    made = Activity.objects.get()
    shown = answer.json()
    assert (shown["id"], shown["version"], shown["status"]) == (str(made.uuid), 1, "recorded")
    assert shown["attendance"] == {"HOI_VIEN": 41, "HOC_SINH": 15, "NHAN_DAN": 8}
    assert shown["link"].endswith(f"/hoat-dong/{made.uuid}/")
    assert answers.value(Figure("luot")) == 64
    assert (made.created_by, made.created_unit) == (world.officers["mau"].pk, world.units["hoi_xa"].pk)


def test_the_same_key_writes_once(world: World) -> None:
    program = of(world, "mau")
    first, second = (program.enter(sent(world), KEY) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert Activity.objects.count() == 1
    assert answers.value(Figure("hoat_dong")) == 1


def test_the_same_key_with_something_else_is_refused(world: World) -> None:
    program = of(world, "mau")
    program.enter(sent(world), KEY)
    answer = program.enter(sent(world, women=51), KEY)
    assert answer.status_code == 409
    assert answer.json()["detail"] == "Khóa gửi này đã dùng cho một nội dung khác."
    assert answers.value(Figure("nu")) == 52


def test_a_key_belongs_to_its_post(world: World) -> None:
    of(world, "mau").enter(sent(world), KEY)
    answer = of(world, "cong_an").enter(sent(world, lead=world.units["ca_a"].pk, partners=[]), KEY)
    assert answer.status_code == 201
    assert Activity.objects.count() == 2


def test_a_key_whose_writing_failed_is_free_again(world: World) -> None:
    program = of(world, "mau")
    refused = program.enter(sent(world, women=65), KEY)
    assert refused.status_code == 422
    assert [one["field"] for one in refused.json()["errors"]] == ["women"]
    assert program.enter(sent(world), KEY).status_code == 201


def test_a_plan_counts_for_nothing_until_it_is_recorded(world: World) -> None:
    program = of(world, "mau")
    planned = program.enter(sent(world, status="planned", attendance={}, women=None, minority=None)).json()
    assert answers.value(Figure("hoat_dong")) == 0
    answer = program.post(f"hoat-dong/{planned['id']}/ghi/", sent(world), **{"If-Match": '"1"'})
    assert (answer.status_code, answer.json()["status"], answer["ETag"]) == (200, "recorded", '"2"')
    assert answers.value(Figure("hoat_dong")) == 1


def test_a_correction_needs_the_version_seen(world: World) -> None:
    program = of(world, "mau")
    made = program.enter(sent(world)).json()
    path, changed = f"hoat-dong/{made['id']}/", sent(world, women=40, reason="Đếm lại")
    assert program.put(path, changed).status_code == 428
    assert program.put(path, changed, **{"If-Match": '"1"'}).json()["version"] == 2
    stale = program.put(path, sent(world, women=41, reason="Đếm lại"), **{"If-Match": '"1"'})
    assert stale.status_code == 412
    assert (stale.json()["current"]["version"], stale.json()["current"]["women"]) == (2, 40)
    assert answers.value(Figure("nu")) == 40


def test_a_correction_keeps_what_stood(world: World) -> None:
    program = of(world, "mau")
    made = program.enter(sent(world)).json()
    program.put(f"hoat-dong/{made['id']}/", sent(world, women=40, reason="Đếm lại"), **{"If-Match": "1"})
    assert [one.snapshot["women"] for one in Revision.objects.order_by("number")] == [52, 40]


def test_a_correction_without_a_reason_is_refused(world: World) -> None:
    program = of(world, "mau")
    made = program.enter(sent(world)).json()
    answer = program.put(f"hoat-dong/{made['id']}/", sent(world, women=40, reason=" "), **{"If-Match": "1"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "reason")


def test_withdrawing_takes_it_out_of_the_figures(world: World) -> None:
    program = of(world, "mau")
    path = f"hoat-dong/{program.enter(sent(world)).json()['id']}/rut/"
    assert program.post(path, {"reason": "Ghi hai lần"}, **{"If-Match": "1"}).json()["status"] == "withdrawn"
    assert answers.value(Figure("hoat_dong")) == 0
    again = program.post(path, {"reason": "Ghi hai lần"}, **{"If-Match": "2"})
    assert (again.status_code, again.json()["title"]) == (409, "Không làm được lúc này")


def test_a_partner_reads_and_may_not_change(world: World) -> None:
    made = of(world, "mau").enter(sent(world)).json()
    partner = of(world, "cong_an")
    assert partner.get(f"hoat-dong/{made['id']}/").json()["title"] == "Nhận biết thủ đoạn mua bán người"
    answer = partner.put(f"hoat-dong/{made['id']}/", sent(world, reason="Thử"), **{"If-Match": "1"})
    assert answer.status_code == 403


def test_to_a_stranger_it_does_not_exist(world: World) -> None:
    made = of(world, "mau").enter(sent(world)).json()
    stranger = of(world, "toa")
    assert stranger.get(f"hoat-dong/{made['id']}/").status_code == 404
    assert stranger.get("hoat-dong/").json() == {"items": [], "next": None}
    answer = stranger.put(f"hoat-dong/{made['id']}/", sent(world, reason="Thử"), **{"If-Match": "1"})
    assert answer.status_code == 404


def test_one_may_enter_for_ones_own_units_only(world: World) -> None:
    answer = of(world, "toa").enter(sent(world))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "lead")
    assert not Activity.objects.exists()


def test_unknown_codes_are_named(world: World) -> None:
    answer = of(world, "mau").enter(sent(world, kind="KHONG_CO", topics=["KHONG"], attendance={"AI": 3}))
    assert sorted(one["field"] for one in answer.json()["errors"]) == ["attendance", "kind", "topics"]


def test_a_misspelt_field_is_not_lost_in_silence(world: World) -> None:
    answer = of(world, "mau").enter(sent(world, wommen=3))
    assert answer.json()["errors"] == [{"field": "wommen", "message": "Không có trường này; hãy xem lại tên."}]


@pytest.mark.parametrize("title", ["a\x00b", "\ud800", "x" * 301, "", "   ", 7])
def test_hostile_titles_are_refused(world: World, title: object) -> None:
    answer = of(world, "mau").enter(sent(world, title=title))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "title")


@pytest.mark.parametrize("lead", [2**63, -1, 0, True, "1", None, 1.5])
def test_hostile_ids_are_refused(world: World, lead: object) -> None:
    answer = of(world, "mau").enter(sent(world, lead=lead))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "lead")


def test_pages_hold_every_activity_once(world: World) -> None:
    program = of(world, "mau")
    made = {
        program.enter(sent(world, starts_on=(dt.date(2022, 3, 1) + dt.timedelta(days=n)).isoformat())).json()["id"]
        for n in range(5)
    }
    found, cursor = [], None
    while True:
        page = program.get("hoat-dong/", limit=2, **({"cursor": cursor} if cursor else {})).json()
        found += [one["id"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(found) == 5
    assert set(found) == made


def test_narrowing(world: World) -> None:
    program = of(world, "mau")
    first = program.enter(sent(world)).json()
    second = program.enter(sent(world, starts_on="2022-12-01", kind="NOI_CHUYEN")).json()
    moment = first["recorded_at"]

    def found(**asked: object) -> list[str]:
        return [one["id"] for one in program.get("hoat-dong/", **asked).json()["items"]]

    assert found(kind="NOI_CHUYEN") == [second["id"]]
    assert found(start="2022-11-20") == [second["id"]]
    assert found(end="2022-11-20") == [first["id"]]
    assert found(unit=world.units["ca_a"].pk) == [first["id"], second["id"]]
    assert found(changed_since=moment) == [second["id"]]
    assert found(status="withdrawn") == []


def test_a_misspelt_narrowing_is_refused(world: World) -> None:
    answer = of(world, "mau").get("hoat-dong/", kindd="NOI_CHUYEN")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "kindd")


def test_the_journal_names_the_token_and_no_person(world: World) -> None:
    of(world, "mau").enter(sent(world))
    used = Line.objects.get(verb="used", kind="token")
    assert (used.actor, used.unit) == (world.officers["mau"].pk, world.units["hoi_xa"].pk)
    assert used.detail == {"activity": Activity.objects.get().pk, "version": 1}


def test_queries_do_not_grow_with_activities(world: World, django_assert_max_num_queries) -> None:
    program = of(world, "mau")
    doer = {"actor": world.officers["mau"].pk, "unit": world.units["hoi_xa"].pk}
    days = [dt.date(2022, 1, 1) + dt.timedelta(days=n) for n in range(12)]
    actions.record_many([world.entry(starts_on=day) for day in days], **doer)
    with django_assert_max_num_queries(20):
        assert len(program.get("hoat-dong/").json()["items"]) == 12
