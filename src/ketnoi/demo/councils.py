"""Practices of today's communes before the province's council: one that it recognised, one that waits; all invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from django.utils import timezone

from ketnoi.demo import agenda
from ketnoi.demo.accounts import writing_today
from ketnoi.demo.agenda import Event
from ketnoi.demo.plans import read
from ketnoi.officers.models import Post
from ketnoi.practices import actions, recognising
from ketnoi.practices import content as contents
from ketnoi.practices.actions import By
from ketnoi.practices.content import Content
from ketnoi.practices.models import Practice
from ketnoi.practices.recognising import Decision
from ketnoi.works.models import Work

Said = dict[str, Any]


@dataclass
class Council:
    """One practice's way, told by days before today: `writer` of the commune, `secretary` of the council."""

    said: Said
    writer: Post
    secretary: Post
    random: Random

    def events(self) -> Iterator[Event]:
        for step, act in (
            ("written", self._write), ("published", self._publish), ("proposed", self._propose),
            ("decided", self._decide),
        ):  # fmt: skip
            if step in self.said:
                yield Event(agenda.at(_before(self.said[step]), self.random), act)

    @property
    def _by(self) -> By:
        return By(self.writer.officer_id, self.writer.unit_id)

    @property
    def _practice(self) -> Practice:
        return Practice.objects.get(unit=self.writer.unit_id, name=self.said["work"])

    def _write(self) -> None:
        unit = self.writer.unit_id
        told = {name: self.said[name] for name in contents.NAMES if name in self.said}
        told |= {"name": self.said["work"], "contact": unit, "terrains": tuple(self.said["terrains"])}
        told["begun_on"] = dt.date.fromisoformat(self.said["begun_on"])
        actions.write(Content(**told), unit, self._by, Work.objects.get(unit=unit, title=self.said["work"]))

    def _publish(self) -> None:
        made = self._practice
        actions.publish(made, made.version, self._by)

    def _propose(self) -> None:
        recognising.propose(self._practice, self.secretary.unit_id, self.said["note"], self._by, sure=True)

    def _decide(self) -> None:
        asked, titles = self._practice.recognitions.get(), tuple(read("councils.json")["titles"])
        decision = Decision(granted=True, number=self.said["number"], on=_before(self.said["decided"]), titles=titles)
        recognising.decide(asked, decision, asked.version, By(self.secretary.officer_id, self.secretary.unit_id))


def _before(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


def events(home: int, random: Random) -> Iterator[Event]:
    """The council is the province's Union, by its unit's id."""
    posts = writing_today(home)
    for said in read("councils.json")["practices"]:
        yield from Council(said, posts[said["who"]], posts["province"], random).events()
