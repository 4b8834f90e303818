"""Contests of the world's home unit in each state, for addresses that name one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ketnoi.attachments import actions as attachments
from ketnoi.contests import actions, entering, jury, marking, rounds, voting
from ketnoi.contests.actions import Terms
from ketnoi.contests.entering import Paper
from ketnoi.contests.models import Ballot, Contest, Entry
from ketnoi.contests.policy import OWNER_KIND
from ketnoi.contests.rounds import Layout
from ketnoi.officers.models import Officer
from ketnoi.practices.actions import By
from ketnoi.works import actions as works
from ketnoi.works import judging
from ketnoi.works.models import Work
from tests.web import registered
from tests.web.objects import Objects

DAY = dt.timedelta(days=1)


def draft(objects: Objects) -> tuple[Any, ...]:
    return (objects._once("contest draft", lambda: _drafted(objects)).uuid,)


def draft_round(objects: Objects) -> tuple[Any, ...]:
    return (*draft(objects), 1)


def rules(objects: Objects) -> tuple[Any, ...]:
    found = objects._once("contest draft", lambda: _drafted(objects))
    upload = SimpleUploadedFile("the-le.pdf", b"%PDF-1.4")
    return (found.uuid, attachments.add(OWNER_KIND, found.pk, upload, objects.recorder).uuid)


def entered(objects: Objects) -> Contest:
    """One that takes entries, with one of the home unit and one of the other's."""
    return objects._once("contest", lambda: _entered(objects))


def taking(objects: Objects) -> tuple[Any, ...]:
    return (entered(objects).uuid,)


def entry(objects: Objects) -> tuple[Any, ...]:
    return (_own(objects).uuid,)


def judged(objects: Objects) -> Contest:
    """One whose first of two rounds is marked by the analyst."""
    return objects._once("judged contest", lambda: _judged(objects))


def first_round(objects: Objects) -> tuple[Any, ...]:
    return (judged(objects).uuid, 1)


def second_round(objects: Objects) -> tuple[Any, ...]:
    return (judged(objects).uuid, 2)


def under_way(objects: Objects) -> tuple[Any, ...]:
    return (judged(objects).uuid,)


def to_mark(objects: Objects) -> tuple[Any, ...]:
    return (judged(objects).uuid, 1, _others(judged(objects)).uuid)


def closed_round(objects: Objects) -> tuple[Any, ...]:
    return (closed(objects).uuid, 1)


def closed(objects: Objects) -> Contest:
    return objects._once("closed contest", lambda: _closed(objects))


def published(objects: Objects) -> tuple[Any, ...]:
    return (objects._once("published contest", lambda: _published(objects)).uuid,)


def voted(objects: Objects) -> tuple[Any, ...]:
    """One in which voting is open, by codes too."""
    return (_ballot(objects).contest.uuid,)


def ballot(objects: Objects) -> tuple[Any, ...]:
    return (_ballot(objects).uuid,)


def by(objects: Objects) -> By:
    return By(objects.recorder, objects.world.home.pk)


def _drafted(objects: Objects) -> Contest:
    today = timezone.localdate()
    terms = Terms("Hội thi mẫu", today - DAY, today + 5 * DAY, ("Bảng chung",))
    made = actions.draft(objects.world.home.pk, terms, by(objects))
    for name, places in (("Vòng một", 1), ("Vòng hai", 1)):
        rounds.add(made, Layout(name, places, today + 9 * DAY, (("Hiệu quả", 10),)), _version(made), by(objects))
    jury.name(made, objects.world.officers["analyst"].pk, _version(made), by(objects))
    return _fresh(made)


def _entered(objects: Objects) -> Contest:
    made = actions.open_entering(_drafted(objects), 4, by(objects))
    group = made.groups.get().pk
    papers = [Paper(_work(objects, unit).pk, group) for unit in (objects.world.home.pk, objects.world.other.pk)]
    entering.enter_many(made, papers, by(objects))
    return _fresh(made)


def _judged(objects: Objects) -> Contest:
    made = _entered(objects)
    Contest.objects.filter(pk=made.pk).update(closes_on=made.opens_on)
    Entry.objects.filter(contest=made, work__unit=objects.world.home).delete()  # nobody here may mark it
    made = actions.close_entering(made, made.version, by(objects))
    rounds.start(made.rounds.get(number=1), made.version, by(objects))
    return _fresh(made)


def _closed(objects: Objects) -> Contest:
    made, analyst = _judged(objects), objects.world.officers["analyst"]
    _mark(made, 1, analyst, objects)
    rounds.close(made.rounds.get(number=1), _version(made), by(objects))
    return _fresh(made)


def _published(objects: Objects) -> Contest:
    made, analyst = _closed(objects), objects.world.officers["analyst"]
    rounds.decide(made.rounds.get(number=1), (), "", _version(made), by(objects))
    rounds.start(made.rounds.get(number=2), _version(made), by(objects))
    _mark(made, 2, analyst, objects)
    rounds.close(made.rounds.get(number=2), _version(made), by(objects))
    rounds.decide(made.rounds.get(number=2), (), "", _version(made), by(objects))
    return actions.publish(made, _version(made), by(objects))


def _ballot(objects: Objects) -> Ballot:
    return objects._once("ballot", lambda: _voting(_published(objects), objects))


def _voting(made: Contest, objects: Objects) -> Ballot:
    last = timezone.localdate() + DAY
    return voting.begin(made, last, _version(made), by(objects), by_codes=True)


def _mark(made: Contest, number: int, officer: Officer, objects: Objects) -> None:
    found = made.rounds.get(number=number)
    points = {found.criteria.get().pk: 7}
    marking.mark(found, _others(made), points, 0, officer, by(objects))


def _own(objects: Objects) -> Entry:
    return entered(objects).entries.get(work__unit=objects.world.home)


def _others(made: Contest) -> Entry:
    return made.entries.exclude(work__unit=made.unit_id).get()


def _work(objects: Objects, unit: int) -> Work:
    work = works.register(registered._entry(unit, "Công trình dự thi"), 0, unit)
    return judging.agree(work, 1, 0, unit)


def _fresh(made: Contest) -> Contest:
    return Contest.objects.get(pk=made.pk)


def _version(made: Contest) -> int:
    return _fresh(made).version
