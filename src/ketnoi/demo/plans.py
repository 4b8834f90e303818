"""What a province's programme came to, in numbers: published ones where a file holds them, else drawn from the seed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

DATA = Path(__file__).parent / "data"
SHAPE = "14.json"
Years = dict[int, int]


@dataclass(frozen=True)
class Plan:
    """Numbers by calendar year. `joined`: in how many sessions these took part beside women's union and police.

    One session was counted wrongly at first (`counted_first`) and corrected later (`counted_again`); all totals hold
    after the correction. `communes` are sessions by today's commune, `silent` how many communes had none.
    """

    village: str
    months: dict[int, list[int]]
    attendance: Years
    audiences: dict[str, int]
    women: int
    minority: int
    joined: dict[str, int]
    talks: Years
    talk_people: int
    classes: Years
    trained: Years
    cases: Years
    in_time: Years
    collectives: int
    people: int
    counted_first: int
    counted_again: int
    targets: dict[str, int]
    communes: dict[str, int]
    silent: int

    @property
    def sessions(self) -> int:
        return sum(map(sum, self.months.values()))

    @property
    def total(self) -> int:
        """All attendances at the sessions."""
        return sum(self.attendance.values())


def load(province: int, seed: int) -> Plan:
    """The plan of today's province with this code."""
    own = DATA / f"{province:02d}.json"
    if own.exists():
        return _plan(read(own.name))
    return _drawn(_plan(read(SHAPE)), Random(f"plan {province} {seed}"))


def read(name: str) -> Any:
    """One of the data files."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _plan(raw: dict[str, Any]) -> Plan:
    """JSON's keys are text; those that are years become numbers."""
    return Plan(**{name: _by_year(value) for name, value in raw.items()})


def _by_year(value: Any) -> Any:
    if isinstance(value, dict) and all(key.isdigit() for key in value):
        return {int(key): item for key, item in value.items()}
    return value


def _drawn(shape: Plan, random: Random) -> Plan:
    """A plan of the same shape, another size: every number is drawn anew."""
    size = random.uniform(0.5, 1.2)

    def about(number: float, spread: float = 0.2) -> int:
        return round(number * random.uniform(1 - spread, 1 + spread))

    months = {year: [about(n * size) for n in counts] for year, counts in shape.months.items()}
    attendance = {year: sum(counts) * random.randint(120, 200) for year, counts in months.items()}
    everybody = sum(attendance.values())
    classes = {year: max(1, about(n * size)) for year, n in shape.classes.items()}
    trained = {year: n * random.randint(22, 34) for year, n in classes.items()}
    talks = {year: random.randint(1, 3) for year in shape.talks}
    cases = {year: random.randint(3, 12) for year in shape.cases}
    first = random.randint(80, 130)
    return Plan(
        village=random.choice(["thôn", "bản", "ấp"]),
        months=months,
        attendance=attendance,
        audiences=_audiences(everybody, random),
        women=about(everybody * 0.68, 0.08),
        minority=about(everybody * 0.4, 0.6),
        joined={key: about(n * size * 0.8) for key, n in shape.joined.items()},
        talks=talks,
        talk_people=sum(talks.values()) * random.randint(250, 450),
        classes=classes,
        trained=trained,
        cases=cases,
        in_time={year: n - random.randint(0, 1) for year, n in cases.items()},
        collectives=random.randint(2, 6),
        people=random.randint(3, 9),
        counted_first=first,
        counted_again=first + random.randint(20, 70),
        targets=_targets(months, attendance, talks, classes, trained, random),
        communes={},
        silent=random.randint(2, 6),
    )


def _audiences(everybody: int, random: Random) -> dict[str, int]:
    members = round(everybody * random.uniform(0.45, 0.6))
    pupils = round(everybody * random.uniform(0.2, 0.3))
    return {"HOI_VIEN": members, "HOC_SINH": pupils, "NHAN_DAN": everybody - members - pupils}


def _targets(
    months: dict[int, list[int]], attendance: Years, talks: Years, classes: Years, trained: Years, random: Random
) -> dict[str, int]:
    """Promises near what came of them, in round numbers."""
    reached = {
        "buoi_tuyen_truyen": (sum(map(sum, months.values())), 10),
        "luot_tuyen_truyen": (sum(attendance.values()), 1000),
        "cuoc_noi_chuyen": (sum(talks.values()), 1),
        "lop_tap_huan": (sum(classes.values()), 1),
        "can_bo_tap_huan": (sum(trained.values()), 100),
    }
    return {
        code: max(step, round(number * random.uniform(0.92, 1.05) / step) * step)
        for code, (number, step) in reached.items()
    }
