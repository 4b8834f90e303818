"""Practices of the five cities, of Sơn La too, and who adopted them: names from the newspaper, results invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from typing import Any

from ketnoi.demo import agenda
from ketnoi.demo.agenda import Event
from ketnoi.demo.ground import Ground
from ketnoi.demo.plans import read
from ketnoi.figures import catalogue
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.orgs.models import Level, Unit
from ketnoi.practices import actions, adopting, measuring, sites
from ketnoi.practices import content as contents
from ketnoi.practices.actions import By
from ketnoi.practices.content import Content
from ketnoi.practices.measuring import Question, Span
from ketnoi.practices.models import Practice, Profile
from ketnoi.practices.sites import Opening

Said = dict[str, Any]
MONTH = dt.timedelta(days=30)
CITY_AGENCY = "pnca"


@dataclass
class Practices:
    """Plays them: grounds by today's code of the province, 0 for the one that the world is about."""

    grounds: dict[int, Ground]
    random: Random

    def events(self) -> Iterator[Event]:
        said = read("practices.json")
        yield self._on(dt.date(2018, 1, 3), partial(self._profiles, said["profiles"]))
        for one in said["practices"]:
            held: dict[str, Practice] = {}
            yield self._on(dt.date.fromisoformat(one["day"]), partial(self._publish, one, held))
            for copied in one["adopted"]:
                begun = dt.date.fromisoformat(copied["day"])
                yield self._on(begun, partial(self._adopt, copied, begun, held))
                if copied["published"]:
                    told = dt.date.fromisoformat(copied["published"])
                    yield self._on(told, partial(self._tell, copied, held))

    def _on(self, day: dt.date, act: agenda.Act) -> Event:
        return Event(agenda.at(day, self.random), act)

    def _unit(self, said: Said) -> int:
        return self.grounds[said["city"]].unit(said.get("agency", CITY_AGENCY))

    def _by(self, said: Said) -> By:
        """The first who may write for the unit; in the province its Union writes for all."""
        agency = CITY_AGENCY if said["city"] else "hoi"
        writer = Post.objects.filter(unit=self.grounds[said["city"]].unit(agency), role=Role.RECORDER).earliest("pk")
        return By(writer.officer_id, self._unit(said))

    def _profiles(self, terrains: dict[str, str]) -> None:
        Profile.objects.bulk_create(
            Profile(unit_id=self.grounds[int(code)].unit(CITY_AGENCY), terrain=terrain)
            for code, terrain in terrains.items()
        )

    def _publish(self, said: Said, held: dict[str, Practice]) -> None:
        unit, by = self._unit(said), self._by(said)
        made = actions.write(_content(said, unit), unit, by)
        made = self._results(made, said, by)
        held["first"] = actions.publish(made, made.version, by)
        self._open(held["first"], said["sites"], by)

    def _open(self, made: Practice, count: int, by: By) -> None:
        """So many sites, at units right under the practice's own; each began on another of the last days."""
        day = contents.today()
        below = Unit.objects.on(day).filter(parent=made.unit).exclude(level=Level.SECTION).order_by("pk")[:count]
        for number, unit in enumerate(below, start=1):
            begun = day - number * dt.timedelta(days=3)
            sites.open_site(made, Opening(f"Điểm {number}: {unit.label}", unit.pk, begun), made.version, by)

    def _results(self, made: Practice, said: Said, by: By) -> Practice:
        for one in said["measured"]:
            narrowed = {name: catalogue.category(name, one[name]).pk for name in ("kind", "topic") if name in one}
            span = Span(*map(dt.date.fromisoformat, (one["start"], one["end"], *(one["before"] or ()))))
            measuring.measure(made, Question(one["indicator"], **narrowed), span, made.version, by)
            made.refresh_from_db()
        for one in said.get("stated", ()):
            day = min(dt.date.fromisoformat(one["day"]), contents.today())
            measuring.state(made, one["words"], one["source"], day, made.version, by)
            made.refresh_from_db()
        return made

    def _adopt(self, said: Said, day: dt.date, held: dict[str, Practice]) -> None:
        by = self._by(said)
        made = adopting.adopt(held["first"], by.unit, day, by, agreed=True)
        changed = replace(contents.of(made), outcome=said["outcome"], lessons=said["lessons"], **_changes(said))
        held[said["day"]] = actions.revise(made, changed, "", made.version, by)

    def _tell(self, said: Said, held: dict[str, Practice]) -> None:
        by = self._by(said)
        made = self._results(held[said["day"]], said, by)
        self._open(actions.publish(made, made.version, by), said.get("sites", 0), by)


def _content(said: Said, unit: int) -> Content:
    told = {name: said[name] for name in contents.NAMES if name in said}
    told |= _listed(told) | {"contact": unit, "begun_on": dt.date.fromisoformat(said["begun_on"])}
    return Content(**told)


def _changes(said: Said) -> Said:
    changes: Said = said["changes"]
    return changes | _listed(changes)


def _listed(said: Said) -> Said:
    return {name: tuple(said[name]) for name in ("terrains", "means") if name in said}
