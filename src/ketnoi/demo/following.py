"""What surrounds the province's programme: its paper, conferences with their tasks, supervision, and the next term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from random import Random
from string import Template
from typing import Any

from ketnoi.activities import actions as activities
from ketnoi.activities import facts
from ketnoi.activities.entry import Entry
from ketnoi.activities.models import Activity
from ketnoi.demo import agenda
from ketnoi.demo.agenda import Event
from ketnoi.demo.ground import Ground
from ketnoi.demo.plans import read
from ketnoi.figures import catalogue
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit
from ketnoi.programmes import circulation, conclusions, placing, recommending, renewing, rows
from ketnoi.programmes.enums import ContentKind, TaskVerb
from ketnoi.programmes.models import Comment, Programme, Task

Words = Mapping[str, Any]
ANSWERED_AFTER = dt.timedelta(days=1)
SOON = dt.timedelta(days=8)  # a supervision is recorded within the week after it


class Conferred:
    """A conference of a programme with its tasks; `doer` finds the unit that the words name."""

    def __init__(
        self, programme: Programme, chair: Unit, officer: Officer, doer: Callable[[str], int], random: Random
    ) -> None:
        self.programme, self.chair, self.officer = programme, chair, officer
        self.doer, self.random = doer, random

    def events(self, words: Words) -> Iterator[Event]:
        yield Event(agenda.at(_day(words["held_on"]), self.random), partial(self._hold, words))
        for task in words["tasks"]:
            for verb, day, note, due in task["steps"]:
                act = partial(self._step, task["text"], TaskVerb(verb), _day(day), note, due)
                yield Event(agenda.at(_day(day), self.random), act)

    def _hold(self, words: Words) -> None:
        asked = conclusions.Gathering(
            words["kind"], words["name"], _day(words["held_on"]), (self.programme.pk,), words["venue"]
        )
        held = conclusions.hold(self.chair, asked, self.officer.pk)
        by = {"actor": self.officer.pk, "by_unit": self.chair.pk}
        for task in words["tasks"]:
            conclusions.assign(held.pk, task["text"], self.doer(task["unit"]), _day(task["due_on"]), **by)

    def _step(self, text: str, verb: TaskVerb, day: dt.date, note: str, due: str) -> None:
        task = Task.objects.get(text=text, conference__programmes=self.programme)
        later = _day(due) if due else None
        done = conclusions.Doing(verb, task.version, self.officer.pk, task.unit_id, note, later)
        conclusions.move(task.pk, done, day)


def midterm(programme: Programme, units: Sequence[Unit], officer: Officer, random: Random) -> Iterator[Event]:
    """The cluster's review in the middle of its term; the words name its units by their place in the cluster."""
    words: Words = read("papers.json")["midterm"]
    return Conferred(programme, units[0], officer, lambda at: units[int(at)].pk, random).events(words)


class Following:
    """Knows the programme, who keeps it and where; `events` is all that happened around it."""

    def __init__(self, programme: Programme, ground: Ground, officer: Officer, unit: Unit, random: Random) -> None:
        self.programme, self.ground, self.officer, self.unit = programme, ground, officer, unit
        self.random = random
        self.words: Words = read("papers.json")

    def events(self) -> Iterator[Event]:
        """The paper stands at once; the rest comes in its time."""
        self._paper()
        yield self._on(self.words["placed_on"], self._place)
        for one in self.words["oversight"]:
            yield self._at(_day(one["day"]) + SOON, partial(self._oversee, one))
        for one in self.words["conferences"]:
            yield from Conferred(self.programme, self.unit, self.officer, self.ground.unit, self.random).events(one)
        yield from self._next()

    def _on(self, day: str, act: agenda.Act) -> Event:
        return self._at(_day(day), act)

    def _at(self, day: dt.date, act: agenda.Act) -> Event:
        return Event(agenda.at(day, self.random), act)

    def _paper(self) -> None:
        words = self.words
        self._write(rows.CLAUSES, [{"heading": heading, "body": body} for heading, body in words["clauses"]])
        clauses = list(self.programme.clauses.values_list("pk", flat=True))
        self._write(rows.BASES, [_basis(one, clauses) for one in words["bases"]])
        who = ("organisation", "name", "title")
        self._write(rows.WITNESSES, [dict(zip(who, one, strict=True)) for one in words["witnesses"]])
        self._write(rows.GRADES, [{"name": name, "least_percent": least} for name, least in words["grades"]])
        self._write(rows.CONTENTS, self._tree())

    def _write(self, kind: rows.Kind, said: list[dict[str, Any]]) -> None:
        seen = rows.seal(rows.standing(self.programme, kind))
        rows.write(self.programme.pk, kind, said, seen, self.officer.pk)

    def _tree(self) -> list[dict[str, Any]]:
        """The contents there are, each with its groups under it."""
        tree: list[dict[str, Any]] = []
        for row in rows.standing(self.programme, rows.CONTENTS):
            tree.append(dict(row))
            groups = self.words["groups"].get(row["code"], [])
            tree += [{"title": title, "code": code, "kind": ContentKind.GROUP} for title, code in groups]
        return tree

    def _place(self) -> None:
        """Every record under the group of its kind."""
        groups = dict(self.programme.contents.filter(kind=ContentKind.GROUP).values_list("code", "pk"))
        found = Activity.objects.filter(programmes=self.programme, kind__code__in=groups)
        number = facts.SOURCE.number
        wanted = {(number, pk): groups[code] for pk, code in found.values_list("pk", "kind__code")}
        placing.place(self.programme.pk, wanted, self.officer.pk, self.unit.pk)

    def _oversee(self, one: Words) -> None:
        """Record a supervision, and what it asked of others with their answers."""
        entry = Entry(
            kind=catalogue.category("kind", "GIAM_SAT").pk,
            title=one["title"],
            starts_on=_day(one["day"]),
            lead=self.unit.pk,
            place=self.ground.province.pk,
            partners=tuple(self.ground.unit(agency) for agency in one["partners"]),
            programmes=(self.programme.pk,),
            attendance={catalogue.category("audience", "CAN_BO").pk: one["people"]},
        )
        made = activities.record(entry, self.officer.pk, self.unit.pk)
        for asked in one["requests"]:
            self._recommend(made, asked)

    def _recommend(self, made: Activity, asked: Words) -> None:
        addressee = Unit.objects.get(pk=self.ground.unit(asked["agency"]))
        due = _day(asked["due_on"]) if asked["due_on"] else None
        wanted = recommending.Wanted(
            facts.SOURCE.number, made.pk, asked["text"], addressee.name, _day(asked["sent_on"]), addressee.pk, "", due
        )
        sent = recommending.send(self.programme.pk, wanted, self.unit.pk, self.officer.pk)
        if asked["reply"]:
            outcome, text, day = asked["reply"]
            said = recommending.Reply(outcome, text, _day(day), sent.version)
            recommending.reply(sent.pk, said, self.unit.pk, self.officer.pk)

    def _next(self) -> Iterator[Event]:
        """The next term is drafted and goes to the parties; some have answered."""
        words = self.words["next"]
        yield self._on(words["drafted_on"], self._draft)
        for agency, clause, day, text, outcome, reply in words["comments"]:
            yield self._on(day, partial(self._comment, agency, clause, text))
            if outcome:
                yield self._at(_day(day) + ANSWERED_AFTER, partial(self._answer, text, outcome, reply))
        for agency, day in words["agree"]:
            yield self._on(day, partial(self._agree, agency))

    def _draft(self) -> None:
        words, place = self.words["next"], self.ground.province
        names = {"inner": place.inner, "bare": place.bare}
        made = renewing.renew(
            self.programme.pk,
            Template(words["name"]).substitute(names),
            Template(words["short_name"]).substitute(names),
            _day(words["starts_on"]),
            _day(words["ends_on"]),
            self.officer.pk,
        )
        circulation.circulate(made.pk, _day(words["due_on"]), _day(words["drafted_on"]), self.officer.pk)

    def _comment(self, agency: str, clause: int, text: str) -> None:
        draft = self._successor()
        circulation.comment(draft.pk, text, draft.clauses.all()[clause], self._speaking(agency))

    def _answer(self, text: str, outcome: str, reply: str) -> None:
        draft = self._successor()
        said = Comment.objects.get(round__programme=draft, text=text)
        circulation.answer(draft.pk, said.pk, outcome, reply, self.officer.pk)

    def _agree(self, agency: str) -> None:
        circulation.agree(self._successor().pk, self._speaking(agency))

    def _successor(self) -> Programme:
        return self.programme.successors.get()

    def _speaking(self, agency: str) -> circulation.Said:
        return circulation.Said(self.ground.unit(agency), self.officer.pk)


def _basis(one: Words, clauses: list[int]) -> dict[str, Any]:
    clause, day = one["clause"], one["issued_on"]
    told = {name: one[name] for name in ("document", "number", "agency", "article", "status")}
    return told | {
        "clause_id": None if clause is None else clauses[clause],
        "issued_on": _day(day) if day else None,
    }


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
