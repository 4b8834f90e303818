"""Conferences close programmes together; their conclusions are tasks with days, steps and evidence."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from ketnoi.officers.enums import Role
from ketnoi.programmes import actions, conclusions, following
from ketnoi.programmes.conclusions import Doing, Gathering
from ketnoi.programmes.drafts import Draft, PartyRow, Terms
from ketnoi.programmes.enums import ConferenceKind, Status, TaskVerb
from ketnoi.programmes.models import Conference, Task
from tests.programmes import worlds

HELD, DUE = dt.date(2024, 12, 20), dt.date(2025, 3, 31)


@pytest.fixture
def second(world):
    """Another programme of the same chair."""
    days = {"starts_on": dt.date(2022, 1, 1), "ends_on": dt.date(2024, 12, 31)}
    terms = Terms("Chương trình thứ hai", "Thứ hai", world.units["wP"], **days)
    return actions.create(Draft(terms, (PartyRow(world.units["wP"].pk), PartyRow(world.units["xP"].pk))), "thu-hai")


def gathering(*programmes, kind=ConferenceKind.WRAP_UP, held_on=HELD):
    return Gathering(kind, "Hội nghị thử", held_on, tuple(one.pk for one in programmes))


@pytest.fixture
def task(world):
    held = conclusions.hold(world.units["wP"], gathering(world.programme, kind=ConferenceKind.REVIEW))
    return conclusions.assign(held.pk, "Lập danh sách đầu mối", world.units["xP"].pk, DUE)


def step(world, task, verb, note="Đã làm", version=1, due_on=None, day=DUE):
    return conclusions.move(task.pk, Doing(verb, version, 1, world.units["xP"].pk, note, due_on), day)


def test_one_wrap_up_closes_several_programmes(world, second):
    held = conclusions.hold(world.units["wP"], gathering(world.programme, second))
    for programme in (world.programme, second):
        programme.refresh_from_db()
        assert programme.status == Status.CONCLUDED
        assert list(programme.conferences.all()) == [held]


def test_a_review_leaves_them_running(world):
    conclusions.hold(world.units["wP"], gathering(world.programme, kind=ConferenceKind.REVIEW))
    world.programme.refresh_from_db()
    assert world.programme.status == Status.RUNNING


def test_all_or_none_are_closed(world, second):
    conclusions.hold(world.units["wP"], gathering(second))
    for refused in (
        gathering(world.programme, second),
        gathering(world.programme, world.national),
        gathering(),
        gathering(world.programme, held_on=dt.date(2020, 1, 1)),
    ):
        with pytest.raises(ValidationError):
            conclusions.hold(world.units["wP"], refused)
    world.programme.refresh_from_db()
    assert world.programme.status == Status.RUNNING
    assert Conference.objects.count() == 1


def test_overdue_runs_until_the_day_it_is_done(world, task):
    assert [task.overdue(day) for day in (DUE, dt.date(2025, 4, 1), dt.date(2025, 4, 10))] == [0, 1, 10]
    done = step(world, task, TaskVerb.FINISH, "Công văn 12", day=dt.date(2025, 4, 3))
    assert (done.state, done.done_on, done.evidence) == ("done", dt.date(2025, 4, 3), "Công văn 12")
    assert done.overdue(dt.date(2026, 1, 1)) == 3


def test_a_later_day_is_later_and_what_is_dropped_is_not_late(world, task):
    with pytest.raises(ValidationError, match="Ngày mới"):
        step(world, task, TaskVerb.EXTEND, due_on=DUE)
    later = step(world, task, TaskVerb.EXTEND, due_on=DUE + dt.timedelta(days=30))
    assert (later.due_on, later.version) == (dt.date(2025, 4, 30), 2)
    dropped = step(world, task, TaskVerb.DROP, version=2)
    assert dropped.overdue(dt.date(2030, 1, 1)) == 0
    reopened = step(world, task, TaskVerb.REOPEN, version=3)
    assert reopened.overdue(dt.date(2025, 5, 1)) == 1
    assert list(task.steps.values_list("verb", flat=True)) == ["assign", "extend", "drop", "reopen"]


def test_nothing_is_done_without_evidence_twice_or_over_somebody(world, task):
    with pytest.raises(ValidationError, match="chứng minh"):
        step(world, task, TaskVerb.FINISH, " ")
    step(world, task, TaskVerb.PROGRESS, "Một nửa")
    with pytest.raises(conclusions.Moved):
        step(world, task, TaskVerb.FINISH)
    step(world, task, TaskVerb.FINISH, version=2)
    with pytest.raises(ValidationError):
        step(world, task, TaskVerb.FINISH, version=3)
    assert Task.objects.get().version == 3


def test_a_task_is_not_due_before_its_conference(world, task):
    with pytest.raises(ValidationError):
        conclusions.assign(task.conference_id, "Việc", world.units["xP"].pk, HELD - dt.timedelta(days=1))


def test_what_is_open_stands_first_by_its_day(world, task):
    for text, due in (("Việc sau", dt.date(2025, 9, 1)), ("Việc trước", dt.date(2025, 1, 15))):
        conclusions.assign(task.conference_id, text, world.units["wP"].pk, due)
    step(world, task, TaskVerb.FINISH)
    expected = ["Việc trước", "Việc sau", "Lập danh sách đầu mối"]
    assert [one.text for one in following.tasks(world.programme)] == expected


def test_who_may_do_what(world, task):
    def verbs(unit, role):
        return following.verbs(worlds.officer(world, unit, role).posts.get(), task)

    assert verbs("xP", Role.RECORDER) == [TaskVerb.PROGRESS, TaskVerb.FINISH]
    assert verbs("wP", Role.LEAD) == [TaskVerb.EXTEND, TaskVerb.DROP]
    assert verbs("wP", Role.RECORDER) == verbs("xP", Role.ANALYST) == verbs("xo1", Role.LEAD) == []


def test_lateness_is_named_to_the_unit_its_superiors_and_the_chair_alone(world, task):
    late = DUE + dt.timedelta(days=5)

    def told(unit):
        officer = worlds.officer(world, unit)
        return following.followed([task], officer, officer.posts.get(), late)[0].late

    assert [told(unit) for unit in ("xP", "x", "wP", "yP", "wo1", "xo1")] == [5, 5, 5, 0, 0, 0]


def test_pages_of_a_task(world, task, client):
    url = f"/chuong-trinh/nhiem-vu/{task.pk}/"
    client.force_login(worlds.officer(world, "yQ"))
    assert client.get(url).status_code == 404
    client.force_login(worlds.officer(world, "yP"))
    assert client.get(url).context["form"] is None
    assert client.post(url, {"verb": "finish", "note": "x", "version": "1"}).status_code == 404
    client.force_login(worlds.officer(world, "xP"))
    assert client.post(url, {"verb": "extend", "note": "x", "version": "1"}).status_code == 422
    assert client.post(url, {"verb": "progress", "note": "Một nửa", "version": "1"}).status_code == 302
    second = client.post(url, {"verb": "finish", "note": "Xong", "version": "1"})
    assert second.status_code == 409
    assert "Một nửa" in second.content.decode()
    assert 'name="version" value="2"' in second.content.decode()
    assert client.post(url, {"verb": "finish", "note": "Xong", "version": "2"}).status_code == 302
    assert client.get("/chuong-trinh/tinh-thu/nhiem-vu/").context["done"] == 1
    assert client.get("/chuong-trinh/nhiem-vu/99999999999999999999/").status_code == 404


def test_a_conference_is_written_down_and_gives_out_work(world, second, client):
    client.force_login(worlds.officer(world, "wP", Role.LEAD))
    page = client.get("/chuong-trinh/hoi-nghi/moi/?chuong-trinh=thu-hai%00")
    assert page.status_code == 200
    said = {"kind": "wrap_up", "name": "Tổng kết", "held_on": "20/12/2024"}
    assert client.post("/chuong-trinh/hoi-nghi/moi/", said).status_code == 422
    both = [world.programme.pk, second.pk]
    answer = client.post("/chuong-trinh/hoi-nghi/moi/", said | {"programmes": both})
    held = Conference.objects.get()
    assert answer["Location"] == f"/chuong-trinh/hoi-nghi/{held.pk}/"
    work = {"text": "Giao việc", "unit": world.units["xP"].pk, "due_on": "1/2/2025"}
    assert client.post(answer["Location"] + "giao-viec/", work | {"unit": world.units["xQ"].pk}).status_code == 422
    assert client.post(answer["Location"] + "giao-viec/", work).status_code == 302
    assert "Giao việc" in client.get(answer["Location"]).content.decode()
    assert [one.text for one in following.waiting(worlds.officer(world, "xP").posts.get())] == ["Giao việc"]
    client.force_login(worlds.officer(world, "xP", Role.LEAD))
    assert client.post(answer["Location"] + "giao-viec/", work).status_code == 404
    assert client.post("/chuong-trinh/hoi-nghi/moi/", said | {"programmes": both}).status_code == 422
