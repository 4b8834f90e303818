"""A province's sessions, talks and classes, drawn so that every total of the plan comes out exactly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from ketnoi.demo import shares
from ketnoi.demo.ground import Ground
from ketnoi.demo.plans import Plan, read
from ketnoi.places.models import Place

HOURS = (dt.time(8), dt.time(8, 30), dt.time(14), dt.time(19, 30))
AT_SCHOOL = {"HOI_VIEN": 0.04, "HOC_SINH": 1.0, "NHAN_DAN": 0.03}
IN_VILLAGE = {"HOI_VIEN": 1.0, "HOC_SINH": 0.03, "NHAN_DAN": 0.4}
SMALLEST = 40  # people at a session


@dataclass
class Meeting:
    """Something that took place. `partners` are unit ids; `commune` None where the province itself invited."""

    kind: str
    day: dt.date
    title: str
    topics: list[str]
    lead: int
    commune: Place | None
    district: Place | None
    partners: tuple[int, ...] = ()
    venue: str = ""
    in_village: bool = False
    attendance: dict[str, int] = field(default_factory=dict)
    women: int | None = None
    minority: int | None = None
    counting: str = "TAI_CHO"

    @property
    def total(self) -> int:
        return sum(self.attendance.values())

    @property
    def people_listed(self) -> int | None:
        """How many signed; None where nobody was asked to."""
        return self.total if self.counting == "KY_NHAN" else None


def draw(plan: Plan, ground: Ground, random: Random) -> list[Meeting]:
    """Every meeting of the plan, by day."""
    made = [*_sessions(plan, ground, random), *_talks(plan, ground, random), *_classes(plan, ground, random)]
    return sorted(made, key=lambda one: one.day)


def first_counted_wrongly(plan: Plan, made: list[Meeting]) -> Meeting:
    """The session whose sheet was added up wrongly at first."""
    return next(one for one in made if one.kind == "TT_LONG_GHEP" and one.total == plan.counted_again)


def _sessions(plan: Plan, ground: Ground, random: Random) -> list[Meeting]:
    days = [day for year, counts in plan.months.items() for day in _days(year, counts, random)]
    where = _communes(plan, ground, random)
    asked = _joined(plan, random)
    made = [
        _session(day, commune, others, ground, random) for day, commune, others in zip(days, where, asked, strict=True)
    ]
    _fill(plan, made, random)
    return made


def _days(year: int, counts: list[int], random: Random) -> Iterator[dt.date]:
    for month, count in enumerate(counts, start=1):
        yield from (_day(year, month, random) for _ in range(count))


def _day(year: int, month: int, random: Random) -> dt.date:
    """A day on which people meet: none of the holidays."""
    closed = [
        (dt.date.fromisoformat(first), dt.date.fromisoformat(last)) for first, last in read("words.json")["holidays"]
    ]
    days = [dt.date(year, month, number) for number in range(2, 29)]
    return random.choice([day for day in days if not any(first <= day <= last for first, last in closed)])


def _communes(plan: Plan, ground: Ground, random: Random) -> list[Place]:
    """One old commune per session; today's communes named in the plan get their number, a few get none."""
    today = sorted(ground.communes)
    named = _named(plan, today)
    others = [number for number in today if number not in named]
    random.shuffle(others)
    others = others[plan.silent :] or others
    left = plan.sessions - sum(named.values())
    least = 1 if left >= len(others) else 0
    more = shares.apportion(left - least * len(others), [random.random() ** 2 for _ in others])
    counts = named | {number: least + count for number, count in zip(others, more, strict=True)}
    where = [random.choice(ground.communes[number]) for number, count in counts.items() for _ in range(count)]
    random.shuffle(where)
    return where


def _named(plan: Plan, today: list[int]) -> dict[int, int]:
    names = dict(Place.objects.filter(pk__in=today).values_list("pk", "name"))
    return {number: plan.communes[name] for number, name in names.items() if name in plan.communes}


def _joined(plan: Plan, random: Random) -> list[tuple[str, ...]]:
    """For each session the agencies beside women's union and police."""
    asked = [tuple(key.split()) for key, count in plan.joined.items() for _ in range(count)]
    asked += [()] * (plan.sessions - len(asked))
    random.shuffle(asked)
    return asked


def _session(day: dt.date, commune: Place, others: tuple[str, ...], ground: Ground, random: Random) -> Meeting:
    words = read("words.json")
    district = ground.districts[commune.parent_id or 0]
    school = random.random() < 0.28 and day.month not in {6, 7, 8}
    title, topics = random.choice(words["school" if school else "meetings"])
    by_commune = random.random() < 0.75
    home = commune if by_commune else district
    return Meeting(
        kind="TT_LONG_GHEP",
        day=day,
        title=title,
        topics=topics,
        lead=ground.unit("hoi", home),
        commune=commune,
        district=district,
        # court and procuracy have nobody below the district
        partners=(ground.unit("ca", home), *(ground.unit(agency, district) for agency in others)),
        venue=random.choice(words["venues"]["school" if school else "meeting"]),
        in_village=not school and by_commune,
        counting="KY_NHAN" if random.random() < 0.3 else "TAI_CHO",
    )


def _fill(plan: Plan, made: list[Meeting], random: Random) -> None:
    """Say how many came: by year, by audience, women and minorities all add up to the plan's numbers."""
    totals = _totals(plan, made, random)
    names = list(plan.audiences)
    weights = [[_weight(one, name, random) for name in names] for one in made]
    rows = shares.table(totals, list(plan.audiences.values()), weights)
    women = shares.apportion(plan.women, [n * random.uniform(0.6, 1.0) for n in totals], totals)
    minority = shares.apportion(plan.minority, [n * random.uniform(0.7, 1.0) for n in totals], totals)
    for one, cells, female, ethnic in zip(made, rows, women, minority, strict=True):
        one.attendance = dict(zip(names, cells, strict=True))
        one.women, one.minority = female, ethnic


def _totals(plan: Plan, made: list[Meeting], random: Random) -> list[int]:
    """How many came to each session; one of the last year's is the one that was counted wrongly."""
    last = max(plan.months)
    corrected = next(i for i, one in enumerate(made) if one.day.year == last and one.day.month >= 10)
    totals = [0] * len(made)
    for year, whole in plan.attendance.items():
        own = [i for i, one in enumerate(made) if one.day.year == year and i != corrected]
        left = whole - plan.counted_again if year == last else whole
        more = shares.apportion(left - SMALLEST * len(own), [random.uniform(0.2, 1) ** 2 for _ in own])
        for i, count in zip(own, more, strict=True):
            # nobody else has the corrected one's number, so that it can be told from the others
            totals[i] = SMALLEST + count
    totals[corrected] = plan.counted_again
    return totals


def _weight(one: Meeting, audience: str, random: Random) -> float:
    school = one.venue.startswith("Trường")
    return (AT_SCHOOL if school else IN_VILLAGE)[audience] * random.uniform(0.7, 1.3)


def _talks(plan: Plan, ground: Ground, random: Random) -> Iterator[Meeting]:
    words = read("words.json")
    days = [_day(year, random.choice((3, 4, 10, 11)), random) for year, n in plan.talks.items() for _ in range(n)]
    people = shares.apportion(plan.talk_people, [random.uniform(0.8, 1.2) for _ in days])
    for day, count in zip(days, people, strict=True):
        district = random.choice(list(ground.districts.values()))
        title, topics = random.choice(words["talks"])
        pupils = round(count * random.uniform(0.3, 0.6))
        yield Meeting(
            kind="NOI_CHUYEN",
            day=day,
            title=title,
            topics=topics,
            lead=ground.unit("hoi"),
            commune=None,
            district=district,
            partners=(ground.unit("ca"),),
            venue=random.choice(words["venues"]["school"]),
            attendance={"HOI_VIEN": count - pupils, "HOC_SINH": pupils},
            women=round(count * random.uniform(0.6, 0.8)),
        )


def _classes(plan: Plan, ground: Ground, random: Random) -> Iterator[Meeting]:
    for year, count in plan.classes.items():
        people = shares.apportion(plan.trained[year], [random.uniform(0.8, 1.2) for _ in range(count)])
        yield from (_class(year, number, ground, random) for number in people)


def _class(year: int, people: int, ground: Ground, random: Random) -> Meeting:
    words = read("words.json")
    district = random.choice(list(ground.districts.values()))
    home = district if random.random() < 0.7 and ground.has("pbgdpl", district) else ground.province
    title, topics = random.choice(words["classes"])
    return Meeting(
        kind="TAP_HUAN",
        day=_day(year, random.choice((3, 4, 5, 9, 10, 11)), random),
        title=title,
        topics=topics,
        lead=ground.unit("hoi", home),
        commune=None,
        district=district,
        partners=tuple(ground.unit(agency, home) for agency in ("ta", "ca", "pbgdpl")),
        venue=random.choice(words["venues"]["hall"]),
        attendance={"CAN_BO": people},
        women=round(people * random.uniform(0.9, 1.0)),
        counting="KY_NHAN",
    )
