"""What units say to one another around practices: questions, thanks, a council's decision, a visit; all invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from django.utils import timezone

from ketnoi.demo import agenda
from ketnoi.demo.accounts import People
from ketnoi.demo.agenda import Event
from ketnoi.demo.ground import Ground
from ketnoi.demo.plans import read
from ketnoi.demo.practices import CITY_AGENCY
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Level, Unit
from ketnoi.practices import following, recognising, talking, visiting
from ketnoi.practices.actions import By
from ketnoi.practices.models import Practice
from ketnoi.practices.recognising import Decision
from ketnoi.practices.visiting import Wish

Said = dict[str, Any]
COUNCIL = "hoidong.pnca"


@dataclass
class Talk:
    """Plays it; `grounds` by today's code of the city."""

    grounds: dict[int, Ground]
    random: Random

    def events(self) -> Iterator[Event]:
        for said in read("practice_talk.json"):
            for one in said["follows"]:
                yield self._on(one, said, partial(self._follow, one))
            for one in said["questions"]:
                yield from self._question(one, said)
            for one in said["thanks"]:
                yield self._on(one, said, partial(self._thank, one))
            if "recognition" in said:
                yield from self._recognition(said["recognition"], said)
            if "visit" in said:
                yield self._on(said["visit"], said, partial(self._visit, said["visit"]))

    def _on(self, one: Said, said: Said, act: Callable[[Practice], object]) -> Event:
        """On the day that is said, or so many days ago."""
        ago = timezone.localdate() - dt.timedelta(days=one.get("ago", 0))
        day = dt.date.fromisoformat(one["day"]) if "day" in one else ago
        return Event(agenda.at(day, self.random), lambda: act(self._practice(said)))

    def _practice(self, said: Said) -> Practice:
        return Practice.objects.get(unit=self._unit(said["city"]), name=said["name"], parent=None)

    def _unit(self, city: int) -> int:
        return self.grounds[city].unit(CITY_AGENCY)

    def _by(self, city: int) -> By:
        unit = self._unit(city)
        return By(Post.objects.filter(unit=unit, role=Role.RECORDER).earliest("pk").officer_id, unit)

    def _follow(self, one: Said, practice: Practice) -> None:
        following.follow(practice, self._unit(one["from"]), self._by(one["from"]))

    def _thank(self, one: Said, practice: Practice) -> None:
        following.thank(practice, one["words"], self._unit(one["from"]), self._by(one["from"]), sure=True)

    def _question(self, one: Said, said: Said) -> Iterator[Event]:
        def ask(practice: Practice) -> None:
            talking.ask(practice, one["words"], self._unit(one["from"]), self._by(one["from"]), sure=True)

        def answer(practice: Practice) -> None:
            question = practice.questions.get(words=one["words"])
            by = self._by(said["city"])
            talking.answer(question, one["answer"], by.unit, question.version, by, sure=True)

        yield self._on(one, said, ask)
        if "answer" in one:
            yield self._on({"day": one["answered"]}, said, answer)

    def _recognition(self, one: Said, said: Said) -> Iterator[Event]:
        def propose(practice: Practice) -> None:
            recognising.propose(practice, _centre().pk, one["note"], self._by(said["city"]), sure=True)

        def decide(practice: Practice) -> None:
            on = dt.date.fromisoformat(one["decided"])
            decision = Decision(granted=True, number=one["number"], on=on, titles=tuple(one["titles"]))
            asked = practice.recognitions.get()
            recognising.decide(asked, decision, asked.version, By(self._secretary(on).pk, asked.unit_id))

        yield self._on(one, said, propose)
        yield self._on({"day": one["decided"]}, said, decide)

    def _secretary(self, last: dt.date) -> Officer:
        """Who kept the council's papers then, and signs in no more."""
        return People(self.random).add_former(COUNCIL, _centre(), last)

    def _visit(self, one: Said, practice: Practice) -> None:
        day = timezone.localdate() + dt.timedelta(days=one["in"])
        wish = Wish(day, day, one["people"], one["purpose"])
        visiting.ask(practice, wish, self._unit(one["from"]), self._by(one["from"]), sure=True)


def _centre() -> Unit:
    return Unit.objects.get(agency__code=CITY_AGENCY, level=Level.CENTRE)
