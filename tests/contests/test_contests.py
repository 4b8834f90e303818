"""Entering, marking, closing, deciding; who may not; what is refused."""

import importlib

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
    jury_changes = {Verb.NAME, Verb.RELEASE, Verb.CANCEL}
    assert {status: {verb for verb in Verb if states.possible(status, verb)} for status in Status} == {
        Status.DRAFT: jury_changes | {Verb.CORRECT, Verb.ADD_ROUND, Verb.CHANGE_ROUND, Verb.DROP_ROUND, Verb.OPEN},
        Status.ENTERING: jury_changes | {Verb.ENTER, Verb.WITHDRAW, Verb.SHARE, Verb.CLOSE_ENTERING},
        Status.JUDGING: (
            jury_changes | {Verb.SHARE, Verb.START, Verb.MARK, Verb.CLOSE, Verb.DECIDE, Verb.PUBLISH}
        ),
        Status.PUBLISHED: {Verb.SHARE},
        Status.CANCELLED: set(),
    }  # fmt: skip
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


def test_works_of_the_own_organisation_are_offered_before_those_of_units_below(world):
    below = world.base.agreed("hoi_xa", title="Ánh sáng bản")
    own = world.base.agreed("hoi_tinh", title="Xóm sạch", year=below.year - 1, registered_on=DAY.replace(year=2025))
    assert list(entering.offered(world.base.posts["tinh"], world.contest)) == [own, below]


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
