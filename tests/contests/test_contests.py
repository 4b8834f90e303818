"""Entering, marking, closing, deciding; who may not; what is refused."""

import importlib
import re

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from ketnoi.audit import versions
from ketnoi.audit.models import Line
from ketnoi.contests import actions, conflicts, entering, jury, marking, policy, queries, rounds, states
from ketnoi.contests.entering import Paper
from ketnoi.contests.enums import Stage, Status, Verb
from ketnoi.contests.models import Contest, Juror, Mark, Placing
from ketnoi.officers.models import Post
from ketnoi.practices.actions import By
from ketnoi.programmes.enums import PartyRole
from tests.contests import worlds
from tests.works.worlds import DAY


def test_only_the_steps_of_the_table_are_possible():
    allowed = {(status, verb) for status in Status for verb in Verb if states.possible(status, verb)}
    assert allowed == set(states.AFTER)
    assert not any(states.possible("cancelled", verb) for verb in Verb)
    assert [verb for verb in Verb if states.possible("published", verb)] == [Verb.SHARE]
    with pytest.raises(states.NotPossible):
        states.round_after(Stage.CLOSED, Verb.MARK)


def test_an_agreed_work_of_ones_own_enters_once_and_only_in_its_days(world):
    post = world.base.posts["xa"]
    group = world.contest.groups.first().pk
    waiting, agreed = world.base.register("hoi_xa"), world.base.agreed("hoi_xa", title="Ngõ hoa")
    assert [one.pk for one in entering.offered(post, world.contest)] == [agreed.pk]
    made = entering.enter(world.contest, Paper(agreed.pk, group), post)
    assert (made.number, made.work) == (4, agreed)
    for work in (agreed, waiting, world.entries["hoi_khac"].work):
        with pytest.raises(ValidationError):
            entering.enter(world.contest, Paper(work.pk, group), post)
    taken = entering.withdraw(made, "Gửi nhầm", 1, By(*world.base.doer))
    assert taken.withdrawn == "Gửi nhầm"
    assert entering.enter(world.contest, Paper(agreed.pk, group), post).number == 5
    Contest.objects.filter(pk=world.contest.pk).update(opens_on=DAY, closes_on=DAY)
    with pytest.raises(ValidationError):
        entering.enter(world.contest, Paper(world.base.agreed("hoi_xa").pk, group), post)


def test_no_juror_marks_his_own_unit_nor_after_moving_away_from_it(world):
    world.settle()
    of_province = world.base.officers["tinh"]
    own = conflicts.own(of_province, world.contest)
    assert [one.pk for one in own] == [world.entries["hoi_tinh"].pk]
    with pytest.raises(ValidationError):
        world.mark("tinh", "hoi_tinh", (1, 1))
    before = world.contest.opens_on - worlds.DAY
    for last, count in ((world.contest.opens_on, 1), (before, 0)):
        of_province.posts.update(valid_from=before, valid_to=last)
        assert conflicts.own(of_province, world.contest).count() == count
    of_province.posts.update(valid_to=None)
    with pytest.raises(ValidationError):
        world.mark("xa", "hoi_khac", (1, 1))  # of no jury
    assert not Mark.objects.exists()


def test_joining_a_work_or_answering_for_it_is_a_conflict_too(world):
    work = world.entries["hoi_khac"].work
    work.parts.create(unit=world.base.units["ca_tinh"], consent="given", position=1)
    police = world.base.officers["nu_ca"]
    assert [one.pk for one in conflicts.own(police, world.contest)] == [world.entries["hoi_khac"].pk]
    work = world.entries["hoi_xa"].work
    work.responsible = police
    work.save()
    assert conflicts.own(police, world.contest).count() == 2


def test_marks_are_whole_within_their_most_and_the_second_window_is_told(world):
    world.settle()
    for points in ((61, 0), (0, 41)):
        with pytest.raises(ValidationError):
            world.mark("nu_ca", "hoi_xa", points)
    sheet = world.mark("nu_ca", "hoi_xa", (60, 40))
    with pytest.raises(versions.Stale):
        world.mark("nu_ca", "hoi_xa", (1, 1))
    world.mark("nu_ca", "hoi_xa", (10, 5), seen=1)
    assert sorted(sheet.marks.values_list("points", flat=True)) == [5, 10]
    assert marking.left(world.base.officers["nu_ca"]) == [(world.round(), 2)]


def test_sums_equal_marks_and_a_round_is_not_closed_before_all_are_marked(world):
    world.settle()
    world.mark("tinh", "hoi_xa", (30, 20))
    with pytest.raises(ValidationError, match="2 bài"):
        rounds.close(world.round(), world.version, world.by)


def test_three_enter_two_go_on_one_is_awarded(world):
    world.all_marked()
    rounds.close(world.round(), world.version, world.by)
    sums = {one.entry_id: (one.points, one.sheets) for one in Placing.objects.all()}
    assert sums == {
        world.entries["hoi_xa"].pk: (110, 2), world.entries["hoi_khac"].pk: (110, 2),
        world.entries["hoi_tinh"].pk: (90, 1),
    }  # fmt: skip
    with pytest.raises(states.NotPossible):
        world.mark("nu_ca", "hoi_xa", (1, 1), seen=1)
    tied = [world.entries[unit].pk for unit in ("hoi_xa", "hoi_khac")]
    for chosen, reason in (((), "Vì sao"), (tied, "Vì sao"), (tied[:1], "")):
        with pytest.raises(ValidationError):
            rounds.decide(world.round(), chosen, reason, world.version, world.by)
    rounds.decide(world.round(), tied[:1], "Quy mô rộng hơn", world.version, world.by)
    assert [step.through for step in queries.steps(world.contest)] == [2, None]
    assert Line.objects.filter(verb=Verb.DECIDE).get().detail["chosen"] == 1
    rounds.start(world.round(2), world.version, world.by)
    for unit in ("hoi_tinh", "hoi_xa"):
        world.mark("nu_ca", unit, (9, 9), 2) if unit == "hoi_tinh" else world.mark("nu_ca", unit, (8, 8), 2)
    with pytest.raises(ValidationError):
        actions.publish(world.contest, world.version, world.by)
    rounds.close(world.round(2), world.version, world.by)
    rounds.decide(world.round(2), (), "", world.version, world.by)
    actions.publish(world.contest, world.version, world.by)
    assert [(step.entries, step.through) for step in queries.steps(world.contest)] == [(3, 2), (2, 1)]
    assert [line.entry for line in queries.lines(world.round(2)) if line.through] == [world.entries["hoi_tinh"]]


def test_the_second_of_two_organisers_is_told(world):
    with pytest.raises(versions.Stale):
        actions.cancel(world.contest, "Hoãn", world.version - 1, world.by)
    with pytest.raises(ValidationError):
        actions.cancel(world.contest, "", world.version, world.by)
    assert actions.cancel(world.contest, "Hoãn", world.version, world.by).status == Status.CANCELLED


def test_who_has_marked_stays_in_the_jury(world):
    world.settle()
    world.mark("nu_ca", "hoi_xa", (1, 1))
    with pytest.raises(ValidationError):
        jury.release(Juror.objects.get(officer=world.base.officers["nu_ca"]), world.version, world.by)


def page(client, world, name, path):
    client.force_login(world.base.officers[name])
    return client.get(f"/cong-trinh/hoi-thi/{path}")


def test_marks_of_others_are_seen_only_after_the_round_is_closed(client, world):
    world.all_marked()
    paths = (f"{world.contest.uuid}/vong/1/", f"bai/{world.entries['hoi_xa'].uuid}/")
    for name in ("tinh", "nu_ca", "la"):
        for path in paths:
            shown = page(client, world, name, path).content.decode()
            assert "55,00" not in shown
            assert "Hiệu quả: " not in shown
    rounds.close(world.round(), world.version, world.by)
    for name in ("tinh", "la"):
        assert "55,00" in page(client, world, name, paths[0]).content.decode()
        assert "Hiệu quả: 30/60" in page(client, world, name, paths[1]).content.decode()


def test_others_entries_are_not_there_before_the_list_is_settled(client, world):
    path = f"bai/{world.entries['hoi_xa'].uuid}/"
    assert page(client, world, "la", path).status_code == 404
    assert "hoi_xa" not in page(client, world, "la", f"{world.contest.uuid}/bai/").content.decode()
    assert page(client, world, "xa", path).status_code == 200
    world.settle()
    assert page(client, world, "la", path).status_code == 200


def test_a_draft_that_is_called_off_stays_its_unit_s_own(client, world):
    terms = actions.Terms("Hội thi bỏ dở", DAY, DAY, (), programme=world.base.movement.pk)
    made = actions.draft(world.base.units["hoi_tinh"].pk, terms, world.by)
    actions.cancel(made, "Không đủ kinh phí", 1, world.by)
    assert page(client, world, "la", f"{made.uuid}/").status_code == 404
    assert "Hội thi bỏ dở" not in page(client, world, "xa", "").content.decode()
    assert "Không đủ kinh phí" in page(client, world, "tinh", f"{made.uuid}/").content.decode()


@pytest.mark.once
def test_how_far_one_called_off_before_had_come_is_read_from_the_journal(world):
    terms = actions.Terms("Hội thi bỏ dở", DAY, DAY, (), programme=world.base.movement.pk)
    draft = actions.draft(world.base.units["hoi_tinh"].pk, terms, world.by)
    found = []
    for contest in (draft, world.contest):
        actions.cancel(contest, "Hoãn", Contest.objects.get(pk=contest.pk).version, world.by)
        Contest.objects.update(called_off="")
        importlib.import_module("ketnoi.contests.migrations.0003_called_off").recall(apps, None)
        found.append(Contest.objects.get(pk=contest.pk).reached)
    assert found == [Status.DRAFT, Status.ENTERING]


def test_two_jurors_of_one_name_stand_apart(world):
    world.all_marked()
    rounds.close(world.round(), world.version, world.by)
    ((_round, jurors),) = queries.sheets_of(world.entries["hoi_xa"])
    assert len({name for name, _marks in jurors}) == 1
    assert [[mark.points for mark in marks] for _name, marks in jurors] == [[30, 20], [40, 20]]


def test_of_too_many_officers_those_of_the_highest_units_may_be_named(world, monkeypatch):
    highest = world.base.posts["tinh"].officer_id
    assert highest in dict(jury.offered(world.contest))
    monkeypatch.setattr(jury, "MOST_OFFERED", 2)
    offered = Post.objects.filter(officer__in=dict(jury.offered(world.contest)))
    assert {post.unit.level for post in offered.select_related("unit")} == {"province"}


def test_who_only_follows_a_programme_neither_enters_nor_marks(world):
    post = world.base.officers["la"].posts.get()
    assert (policy.enterable(post, world.contest).count(), post.officer_id in dict(jury.offered(world.contest))) == (
        1, True,
    )  # fmt: skip
    world.base.movement.parties.filter(unit=post.unit).update(role=PartyRole.OBSERVER)
    assert not policy.enterable(post, world.contest).exists()
    assert post.officer_id not in dict(jury.offered(world.contest))


@pytest.mark.parametrize(("settled", "seen"), [(False, 404), (True, 200)])
def test_what_is_called_off_shows_others_no_more_than_they_saw(client, world, settled, seen):
    if settled:
        world.settle()
    actions.cancel(world.contest, "Hoãn", world.version, world.by)
    own, other = (f"bai/{world.entries[unit].uuid}/" for unit in ("hoi_khac", "hoi_xa"))
    assert [page(client, world, "la", path).status_code for path in (own, other)] == [200, seen]
    assert ("hoi_xa" in page(client, world, "la", f"{world.contest.uuid}/bai/").content.decode()) == settled
    told = page(client, world, "la", f"{world.contest.uuid}/").content.decode()
    assert ("Hoãn" in told, "của đơn vị của bạn" in told) == (True, not settled)
    assert page(client, world, "tinh", other).status_code == 200


def test_a_juror_is_offered_what_he_may_mark_and_marks_by_the_form(client, world):
    world.settle()
    base = f"{world.contest.uuid}/vong/1/"
    shown = page(client, world, "tinh", base).content.decode()
    assert len(re.findall(r"/cham/[0-9a-f-]{36}/", shown)) == 2
    own = f"{base}cham/{world.entries['hoi_tinh'].uuid}/"
    assert page(client, world, "tinh", own).status_code == 404
    other = f"/cong-trinh/hoi-thi/{base}cham/{world.entries['hoi_xa'].uuid}/"
    refused = client.post(other, {"version": "0", "diem_0": "70", "diem_1": "9" * 30})
    assert refused.status_code == 422
    assert client.post(other, {"version": "0", "diem_0": "50", "diem_1": "30"}).status_code == 302
    assert sorted(Mark.objects.values_list("points", flat=True)) == [30, 50]


def test_a_contest_is_laid_out_by_forms(client, world):
    client.force_login(world.base.officers["tinh"])
    said = {
        "version": "0", "unit": str(world.base.units["hoi_tinh"].pk), "title": "Hội thi mới", "groups": "A\nB",
        "opens_on": "01/03/2026", "closes_on": "01/02/2026",
    }  # fmt: skip
    refused = client.post("/cong-trinh/hoi-thi/moi/", said)
    assert refused.status_code == 422
    assert "Hội thi mới" in refused.content.decode()
    answer = client.post("/cong-trinh/hoi-thi/moi/", said | {"closes_on": "01/04/2026"})
    assert answer.status_code == 302, answer.content.decode()
    made = Contest.objects.get(title="Hội thi mới")
    vong = {"version": "1", "name": "Vòng một", "places": "5", "marks_until": "01/05/2026", "criteria": "Hiệu quả 40"}
    add = f"/cong-trinh/hoi-thi/{made.uuid}/vong/them/"
    assert client.post(add, vong).status_code == 422
    assert client.post(add, vong | {"criteria": "Hiệu quả: 40\nSáng tạo: 60"}).status_code == 302
    assert list(made.rounds.get().criteria.values_list("name", "most")) == [("Hiệu quả", 40), ("Sáng tạo", 60)]
    assert page(client, world, "la", f"{made.uuid}/").status_code == 404


def test_the_own_entries_stand_on_the_contest_s_page_with_what_can_be_done(client, world):
    own, other = (world.entries[unit].uuid for unit in ("hoi_xa", "hoi_khac"))
    shown = page(client, world, "xa", f"{world.contest.uuid}/").content.decode()
    assert (f"bai/{own}/rut/" in shown, f"bai/{own}/cong-khai/" in shown) == (True, True)
    assert str(other) not in shown
    world.settle()
    shown = page(client, world, "xa", f"{world.contest.uuid}/").content.decode()
    assert (f"bai/{own}/rut/" in shown, f"bai/{own}/cong-khai/" in shown) == (False, True)
    assert "/rut/" not in page(client, world, "la", f"{world.contest.uuid}/").content.decode()


def test_jurors_stand_with_their_units_and_mark_beside_the_entry(client, world):
    units = {one.officer_id: told for one, told in jury.members(world.contest)}
    assert units == {
        world.base.officers[name].pk: world.base.officers[name].posts.get().unit.label for name in ("tinh", "nu_ca")
    }
    for path in (f"{world.contest.uuid}/", f"{world.contest.uuid}/giam-khao/"):
        shown = page(client, world, "tinh", path).content.decode()
        assert all(told in shown for told in units.values())
    world.settle()
    entry = world.entries["hoi_xa"].uuid
    shown = page(client, world, "nu_ca", f"{world.contest.uuid}/vong/1/cham/{entry}/").content.decode()
    assert f'href="/cong-trinh/hoi-thi/bai/{entry}/"' in shown
    told = [page(client, world, who, f"{world.contest.uuid}/vong/1/").content.decode() for who in ("tinh", "la")]
    assert ["bạn không chấm" in one for one in told] == [True, False]


def test_who_has_nothing_to_hand_in_is_told_why(client, world):
    path = f"{world.contest.uuid}/du-thi/"
    shown = page(client, world, "xa", path)
    assert ("beside" in shown.context, shown.context["form"].fields["work"].choices[1:]) == (True, [])
    work = world.base.agreed("hoi_xa", title="Ngõ hoa")
    shown = page(client, world, "xa", path)
    assert ("beside" in shown.context, [pk for pk, _name in shown.context["form"].fields["work"].choices]) == (
        False, ["", work.pk],
    )  # fmt: skip


def test_a_juror_who_handed_an_entry_in_himself_does_not_mark_it(client, world):
    world.settle()
    juror, entry = world.base.officers["nu_ca"], world.entries["hoi_xa"]
    entry.entered_by = juror.pk
    entry.save()
    address = f"/cong-trinh/hoi-thi/{world.contest.uuid}/vong/1/cham/{entry.uuid}/"
    client.force_login(juror)
    assert client.get(address).status_code == 404
    assert client.post(address, {"version": "0", "diem_0": "60", "diem_1": "40"}).status_code == 404
    assert not Mark.objects.exists()


@pytest.mark.parametrize("who", ["la", "xa", "nu_ca"])
def test_whoever_does_not_run_the_contest_takes_no_step_with_it(client, world, who):
    """A party's recorder, a commune of the organiser, a juror: each step is not there, and nothing changes."""
    world.settle()
    before = (world.version, world.round().stage)
    client.force_login(world.base.officers[who])
    base = f"/cong-trinh/hoi-thi/{world.contest.uuid}/"
    steps = ("sua/", "mo/", "chot-bai/", "cong-bo/", "huy/", "giam-khao/", "giam-khao/thoi/", "vong/them/")
    steps += tuple(f"vong/1/{step}/" for step in ("sua", "bat-dau", "khoa-diem", "chon"))
    said = {"version": str(world.version), "reason": "Thử", "officer": str(world.base.officers[who].pk)}
    assert {client.post(base + one, said).status_code for one in (*steps, "binh-chon/mo/")} == {404}
    assert (world.version, world.round().stage) == before
