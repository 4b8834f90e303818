"""What must be known at once: called for until somebody takes it, in order, and further up when nobody does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ketnoi.audit import moments, versions
from ketnoi.audit.models import Line
from ketnoi.deadlines.keeping import By
from ketnoi.notices import call_queries, calls, hours, kinds, queries, rosters
from ketnoi.notices.enums import Outcome
from ketnoi.notices.models import Call, Notice
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from tests.notices.conftest import without_factor
from tests.web.world import unit

MINUTE = 60 * 1_000_000


@pytest.fixture
def now(monkeypatch):
    moment = [moments.now()]  # sessions live by the same clock
    monkeypatch.setattr(moments, "now", lambda: moment[0])

    def later(minutes: float) -> int:
        moment[0] += int(minutes * MINUTE)
        return moment[0]

    return later


@pytest.fixture
def tree(world, now, letters):
    """Under the province's police a commune's; the home unit calls. Both have a lead, the commune a recorder too."""
    province = unit(world.home.agency, "Công an tỉnh Một", 1)
    commune = unit(world.home.agency, "Công an xã Mẫu", 1)
    commune.parent, commune.path = province, f"{province.path}{commune.pk}."
    commune.save()
    letters.open_to = set()
    world.province, world.commune = province, commune
    for name, place, role in [
        ("lead_up", province, Role.LEAD),
        ("lead_down", commune, Role.LEAD),
        ("down", commune, Role.RECORDER),
        ("counting", commune, Role.ANALYST),
    ]:
        world.officers[name] = officers.add_officer(name, None, f"Người Mẫu {name}")
        officers.give_post(world.officers[name], place.pk, role, actor=None)
    return world


def begin(tree) -> Call:
    with transaction.atomic():
        return calls.begin(tree.commune.pk, tree.home.pk, "test_letter", "mau-1", By(1, tree.home.pk))


def line(of, name: str, order: int = 1):
    return rosters.add(of.pk, rosters.Line(name, "0900000001", order, [hours.ALL_DAY] * 7))


def told(tree) -> set[str]:
    names = {officer.pk: name for name, officer in tree.officers.items()}
    return {names[one] for one in Notice.objects.filter(kind="duty_call").values_list("officer", flat=True)}


def test_both_units_are_told_and_nobody_above_yet(tree):
    begin(tree)
    assert told(tree) == {"lead_down", "down", "recorder", "lead", "supervisor"}


def test_numbers_are_called_in_order_and_then_those_above(tree):
    call = begin(tree)
    first, second = line(tree.commune, "một"), line(tree.commune, "hai", 2)
    above = line(tree.province, "trên")
    by = By(1, tree.home.pk)
    order = []
    for seen in (1, 2, 3):
        number = calls.following(calls.numbers(Call.objects.get(pk=call.pk), timezone.now()))
        assert number is not None
        order.append(number.line)
        calls.tried(call.pk, seen, number.line.pk, Outcome.NO_ANSWER, "", by)
    assert order == [first, second, above]
    again = calls.following(calls.numbers(Call.objects.get(pk=call.pk), timezone.now()))
    assert again is not None
    assert again.line == first


def test_it_is_met_by_who_took_it_and_when_and_by_no_message(tree, now):
    call, number = begin(tree), line(tree.commune, "một")
    by = By(1, tree.home.pk)
    with pytest.raises(ValidationError, match="người nhận"):
        calls.tried(call.pk, 1, number.pk, Outcome.ANSWERED, " ", by)
    with pytest.raises(ValidationError, match="danh sách gọi"):
        calls.tried(call.pk, 1, line(tree.other, "xa").pk, Outcome.ANSWERED, "trực ban", by)
    assert Call.objects.get().taken_at is None
    moment = now(7)
    calls.tried(call.pk, 1, number.pk, Outcome.ANSWERED, "Trực ban phó", by)
    row = Call.objects.get()
    assert (row.taken_at, row.taken_on, row.next_look) == (moment, "phone", None)
    assert row.words()["taken_by"] == "Trực ban phó"
    with pytest.raises(ValidationError, match="đã có người nhận"):
        calls.take(call.pk, 2, "Người khác", by)
    with pytest.raises(versions.Stale):
        calls.take(call.pk, 1, "Người khác", by)


def test_nobody_takes_it_so_the_lead_hears_and_then_the_level_above(tree, now):
    begin(tree)
    Notice.objects.all().delete()
    assert calls.chase(now(14)) == 0
    assert calls.chase(now(1)) == 1
    assert told(tree) == {"lead_down"}
    assert calls.chase(now(1)) == 0
    assert calls.chase(now(14)) == 1
    assert told(tree) == {"lead_down", "lead_up"}
    assert calls.chase(now(600)) == 0  # nobody is further up; it stays on the pages of both units
    assert [one.kind for one in Notice.objects.all() if not one.at_once] == []


def test_a_call_that_cannot_be_raised_stops_nobody_behind_it(tree, now):
    """What it is about went wrong meanwhile; it is tried again later."""
    broken, other = begin(tree), begin(tree)
    Call.objects.filter(pk=broken.pk).update(object_id="hỏng")
    kind = kinds.get("test_letter")
    kinds.register(replace(kind, hidden=lambda _officer, objects: [{"mau-1": one}[one] for one in objects]))
    assert calls.chase(now(15)) == 1
    assert (Call.objects.get(pk=broken.pk).level, Call.objects.get(pk=other.pk).level) == (0, 1)
    kinds.register(kind)
    assert calls.chase(now(15)) == 2


def test_what_was_taken_is_not_raised(tree, now):
    call = begin(tree)
    calls.take(call.pk, 1, "Trưởng Công an xã", By(1, tree.commune.pk))
    assert calls.chase(now(60)) == 0


@pytest.fixture
def waiting(tree, letters):
    """What is called for is protected, and the commune's posts are ones that nobody confirmed yet."""
    letters.protected = {"mau-1"}
    Post.objects.filter(unit=tree.commune).update(confirmed_at=None)
    return tree


def test_a_post_that_nobody_confirmed_learns_of_no_call_and_takes_none(waiting):
    page = f"/truc-ban/goi/{begin(waiting).uuid}/"
    assert told(waiting) == {"recorder", "lead", "supervisor"}
    for name in ("down", "lead_down"):
        client = waiting.client(name)
        assert client.get(page).status_code == client.post(f"{page}nhan/", {"version": "1"}).status_code == 404
        assert page not in client.get("/hom-nay/").content.decode()
    Post.objects.filter(unit=waiting.commune).update(confirmed_at=1)
    assert waiting.client("down").post(f"{page}nhan/", {"version": "1"}).status_code == 302


def test_who_may_see_the_call_takes_it_in_no_post_that_nobody_confirmed(waiting):
    """One of the unit that calls, who was given a post in the unit called as well."""
    both = officers.give_post(
        waiting.officers["recorder"], waiting.commune.pk, Role.LEAD, actor=waiting.officers["lead"].pk
    )
    call = begin(waiting)
    assert seen_by(waiting, "recorder")
    assert not call_queries.counts(both, call)
    assert call_queries.counts(waiting.officers["recorder"].posts.first(), call)


def test_a_unit_whose_posts_all_wait_is_passed_at_once(waiting, now):
    begin(waiting)
    Notice.objects.all().delete()
    assert calls.chase(now(0)) == 1
    assert told(waiting) == {"lead_up"}


def test_what_is_not_protected_is_told_to_waiting_posts_as_well(waiting, letters):
    letters.protected = set()
    begin(waiting)
    assert told(waiting) == {"lead_down", "down", "recorder", "lead", "supervisor"}
    assert seen_by(waiting, "down")


def seen_by(tree, name: str) -> bool:
    return call_queries.find(tree.officers[name], Call.objects.get().uuid, lambda: True) is not None


def test_who_may_see_a_call(tree, now):
    begin(tree)
    assert [name for name in tree.officers if seen_by(tree, name)] == [
        "recorder", "lead", "supervisor", "lead_down", "down",
    ]  # fmt: skip
    calls.chase(now(15))
    calls.chase(now(15))
    assert seen_by(tree, "lead_up")
    assert not seen_by(tree, "stranger")
    assert queries.unseen(tree.officers["lead_up"], lambda: True) == 1


def test_a_unit_without_a_number_is_passed(tree):
    call, above = begin(tree), line(tree.province, "trên")
    assert [one.line for one in calls.numbers(call, timezone.now())] == [above]
    assert calls.following([]) is None


def test_the_caller_records_a_call_on_the_page_and_cannot_take_it_himself(tree):
    call, number = begin(tree), line(tree.commune, "một")
    page = f"/truc-ban/goi/{call.uuid}/"
    caller = tree.client("recorder")
    shown = caller.get(page).content.decode()
    assert 'href="tel:0900000001"' in shown
    assert "Tôi đã nhận việc này" not in shown
    assert caller.post(f"{page}nhan/", {"version": "1"}).status_code == 404
    missing = caller.post(page, {"version": "1", "line": number.pk, "outcome": "answered"})
    assert missing.status_code == 422
    assert "Hãy ghi người nhận tin" in missing.content.decode()
    said = {"version": "1", "line": number.pk, "outcome": "answered", "taken_by": "Trực ban phó"}
    assert caller.post(page, said).status_code == 302
    assert not Line.objects.filter(verb="read").exists()
    assert "Người nhận: Trực ban phó" in caller.get(page).content.decode()
    read = Line.objects.get(verb="read")
    assert (read.kind, read.object, read.actor) == ("duty_call", str(call.pk), tree.officers["recorder"].pk)


def test_the_unit_called_takes_it_and_it_leaves_both_desks(tree):
    call = begin(tree)
    page = f"/truc-ban/goi/{call.uuid}/"
    assert page in tree.client("recorder").get("/hom-nay/").content.decode()
    down = tree.client("down")
    assert page in down.get("/hom-nay/").content.decode()
    assert down.post(f"{page}nhan/", {"version": "1"}).status_code == 302
    assert Call.objects.get().taken_on == "app"
    assert page not in down.get("/hom-nay/").content.decode()
    assert page not in tree.client("recorder").get("/hom-nay/").content.decode()


def test_a_drill_is_a_call_that_only_a_lead_begins_and_once(tree):
    drill = f"/truc-ban/don-vi/{tree.commune.pk}/dien-tap/"
    lead = tree.client("lead")
    page = lead.post(drill).headers["Location"]
    assert lead.post(drill).headers["Location"] == page
    assert "Phải báo ngay cho Công an xã Mẫu" in lead.get(page).content.decode()
    assert tree.client("recorder").post(drill).status_code == 404
    assert tree.client("lead").post(f"/truc-ban/don-vi/{tree.other.pk}/dien-tap/").status_code == 404
    assert Call.objects.get().kind == "duty_drill"


def test_what_it_is_about_opens_only_for_who_may_see_it(tree, letters):
    call = begin(tree)
    page = f"/truc-ban/goi/{call.uuid}/"
    assert "/thu-mau/mau-1/" not in tree.client("down").get(page).content.decode()
    letters.open_to = {tree.officers["down"].pk}
    assert "/thu-mau/mau-1/" in tree.client("down").get(page).content.decode()


def test_who_has_a_conflict_with_it_learns_nothing(tree, letters):
    """Neither as one of the unit that is called, nor of the one that calls, nor by a notice."""
    letters.hidden = {tree.officers[name].pk for name in ("down", "recorder")}
    page = f"/truc-ban/goi/{begin(tree).uuid}/"
    assert told(tree) == {"lead_down", "lead", "supervisor"}
    for name in ("down", "recorder"):
        client = tree.client(name)
        assert client.get(page).status_code == client.post(page, {"version": "1"}).status_code == 404
        assert client.post(f"{page}nhan/", {"version": "1"}).status_code == 404
        assert page not in client.get("/hom-nay/").content.decode()
    assert page in tree.client("lead_down").get("/hom-nay/").content.decode()


def test_without_a_second_factor_a_call_about_something_protected_is_not_there(tree, letters):
    letters.protected = {"mau-1"}
    page = f"/truc-ban/goi/{begin(tree).uuid}/"
    down = tree.client("down")
    assert down.get(page).status_code == 200
    assert page in down.get("/hom-nay/").content.decode()
    without_factor(down)
    assert down.get(page).status_code == 404
    assert page not in down.get("/hom-nay/").content.decode()
    assert queries.unseen(tree.officers["down"], lambda: False) == 0
