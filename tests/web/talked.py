"""What two units say to one another around practices: real objects for the matrix."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.utils import timezone

from ketnoi.orgs import actions as orgs
from ketnoi.orgs.models import Level
from ketnoi.practices import actions, recognising, talking, visiting
from ketnoi.practices.actions import By
from ketnoi.practices.models import Practice, Question, Recognition, Visit
from ketnoi.practices.recognising import Decision
from ketnoi.practices.visiting import Wish
from tests.web.objects import Objects
from tests.web.practised import _content, _published


def question(objects: Objects) -> tuple[Any, ...]:
    """What another unit asks about the home unit's practice."""
    return (objects._once("question", lambda: _ask(objects, _published(objects), "other")).uuid,)


def own_question(objects: Objects) -> tuple[Any, ...]:
    """What the home unit asks about another one's practice."""
    return (objects._once("own question", lambda: _ask(objects, _elsewhere(objects), "home")).uuid,)


def _ask(objects: Objects, practice: Practice, who: str) -> Question:
    unit = getattr(objects.world, who).pk
    actor = objects.recorder if who == "home" else objects.world.officers["stranger"].pk
    return talking.ask(practice, "Phòng rộng bao nhiêu thì đủ?", unit, By(actor, unit))


def _elsewhere(objects: Objects) -> Practice:
    """A practice that the other unit published."""
    unit = objects.world.other.pk
    by = By(objects.world.officers["stranger"].pk, unit)
    content = replace(_content(objects, "Mô hình nơi khác"), contact=unit)
    return objects._once("elsewhere", lambda: actions.publish(actions.write(content, unit, by), 1, by))


def proposal(objects: Objects) -> tuple[Any, ...]:
    """A practice of a unit below, put before the home unit's council."""
    return (objects._once("proposal", lambda: _propose(objects, "Mô hình đề nghị")).uuid,)


def asked_above(objects: Objects) -> tuple[Any, ...]:
    """A practice of the home unit, put before the council of its agency's centre."""
    home = objects.world.home
    centre = objects._once("centre", lambda: orgs.create_unit(home.agency, Level.CENTRE, "Hội trung ương Mẫu", None))
    by = By(objects.recorder, home.pk)
    return (recognising.propose(_published(objects), centre.pk, "Làm được ở nhiều nơi.", by).uuid,)


def granted(objects: Objects) -> tuple[Any, ...]:
    return (objects._once("recognition", lambda: _grant(objects)).uuid,)


def _propose(objects: Objects, name: str) -> Recognition:
    home = objects.world.home
    by = By(objects.recorder, home.pk)
    below = objects._once("unit below", lambda: orgs.create_unit(home.agency, Level.COMMUNE, "Hội xã Mẫu", home))
    written = actions.write(replace(_content(objects, name), contact=below.pk), below.pk, by)
    return recognising.propose(actions.publish(written, 1, by), home.pk, "Làm được ở nhiều nơi.", by)


def _grant(objects: Objects) -> Recognition:
    decision = Decision(granted=True, number="15/QĐ-MAU", on=dt.date(2026, 3, 2), titles=("Chủ tịch hội đồng",))
    by = By(objects.recorder, objects.world.home.pk)
    return recognising.decide(_propose(objects, "Mô hình công nhận"), decision, 1, by)


def visit(objects: Objects) -> tuple[Any, ...]:
    """The home unit comes to a unit below it: both sides are its own."""
    return (objects._once("visit", lambda: _visit(objects)).uuid,)


def _visit(objects: Objects) -> Visit:
    practice = _propose(objects, "Mô hình để đến xem").practice
    day, home = timezone.localdate() + dt.timedelta(days=30), objects.world.home.pk
    return visiting.ask(practice, Wish(day, day, 6, "Xem cách bố trí phòng."), home, By(objects.recorder, home))
