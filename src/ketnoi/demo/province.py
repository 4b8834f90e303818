"""One province's four years: who recorded what on which day, the wrap-up report, and the correction after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from random import Random

from ketnoi.activities import actions as activities
from ketnoi.activities import snapshots
from ketnoi.activities.entry import Entry
from ketnoi.activities.models import Activity
from ketnoi.demo import agenda, sessions
from ketnoi.demo.agenda import Event
from ketnoi.demo.ground import Ground, Villages
from ketnoi.demo.plans import Plan
from ketnoi.demo.sessions import Meeting
from ketnoi.figures import catalogue, entered
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit
from ketnoi.programmes.models import Programme
from ketnoi.reports import actions as reports

FROZEN_ON = dt.date(2023, 2, 24)
CORRECTED_ON = dt.date(2023, 3, 5)
COMMENDED_ON = dt.date(2023, 2, 10)
REASON = "Cộng thiếu danh sách ký nhận của một nhóm hội viên."


@dataclass(frozen=True)
class Staff:
    """Who records: the province's officer, and one in each district (by the district's place id)."""

    province: Officer
    unit: Unit
    districts: dict[int, tuple[Officer, Unit]]


class Province:
    """Knows the plan, the ground and the staff; `events` is all that they did."""

    def __init__(self, plan: Plan, ground: Ground, staff: Staff, programme: Programme, random: Random) -> None:
        self.plan = plan
        self.ground = ground
        self.staff = staff
        self.programme = programme
        self.random = random
        self.villages = Villages(plan.village, random)
        self.above = tuple(one for one in (programme.pk, programme.parent_id) if one)
        self.miscounted: Activity | None = None

    def events(self) -> Iterator[Event]:
        meetings = sessions.draw(self.plan, self.ground, self.random)
        wrong = sessions.first_counted_wrongly(self.plan, meetings)
        for one in meetings:
            # nobody records on the day itself; a few are late
            recorded = one.day + dt.timedelta(days=min(self.random.randint(1, 9), self.random.randint(1, 30)))
            act = partial(self._record_wrongly, one) if one is wrong else partial(self._record, one)
            yield Event(agenda.at(recorded, self.random), act)
        yield from self._entered()
        yield Event(agenda.at(FROZEN_ON, self.random), self._report)
        yield Event(agenda.at(CORRECTED_ON, self.random), partial(self._correct, wrong))

    def _record(self, meeting: Meeting) -> None:
        officer, unit = self._recorder(meeting)
        activities.record(self._entry(meeting), officer.pk, unit.pk)

    def _record_wrongly(self, meeting: Meeting) -> None:
        """The sheet as it was first added up; everything beside the total is short too."""
        officer, unit = self._recorder(meeting)
        self.miscounted = activities.record(self._short(self._entry(meeting)), officer.pk, unit.pk)

    def _short(self, entry: Entry) -> Entry:
        missing = self.plan.counted_again - self.plan.counted_first
        largest = max(entry.attendance, key=lambda audience: entry.attendance[audience])
        attendance = dict(entry.attendance) | {largest: entry.attendance[largest] - missing}
        return replace(
            entry,
            attendance=attendance,
            women=self._part(entry.women),
            minority=self._part(entry.minority),
            people_listed=self._part(entry.people_listed),
        )

    def _part(self, count: int | None) -> int | None:
        return None if count is None else count * self.plan.counted_first // self.plan.counted_again

    def _correct(self, meeting: Meeting) -> None:
        officer, unit = self._recorder(meeting)
        wrong = self.miscounted
        if wrong is None:
            raise RuntimeError("The session was not recorded before it was corrected.")
        right = replace(
            snapshots.current(wrong),
            attendance=self._attendance(meeting),
            women=meeting.women,
            minority=meeting.minority,
            people_listed=meeting.people_listed,
        )
        activities.correct(wrong, right, REASON, wrong.version, officer.pk, unit.pk)

    def _recorder(self, meeting: Meeting) -> tuple[Officer, Unit]:
        district = meeting.commune and meeting.district
        return self.staff.districts[district.pk] if district else (self.staff.province, self.staff.unit)

    def _entry(self, meeting: Meeting) -> Entry:
        officer, _unit = self._recorder(meeting)
        place = meeting.commune or meeting.district or self.ground.province
        if meeting.in_village:
            place = self.villages.one_of(place, officer.pk)
        return Entry(
            kind=catalogue.category("kind", meeting.kind).pk,
            title=meeting.title,
            starts_on=meeting.day,
            lead=meeting.lead,
            place=place.pk,
            venue=meeting.venue,
            start_time=self.random.choice(sessions.HOURS),
            partners=meeting.partners,
            programmes=(self.programme.pk,),
            topics=tuple(catalogue.category("topic", code).pk for code in meeting.topics),
            attendance=self._attendance(meeting),
            women=meeting.women,
            minority=meeting.minority,
            people_listed=meeting.people_listed,
            counting=catalogue.category("counting", meeting.counting).pk,
        )

    def _attendance(self, meeting: Meeting) -> dict[int, int]:
        return {catalogue.category("audience", code).pk: count for code, count in meeting.attendance.items() if count}

    def _entered(self) -> Iterator[Event]:
        """Cases and commendations have no records of their own yet: their numbers come from papers."""
        for year, cases in self.plan.cases.items():
            known = dt.date(year + 1, 1, self.random.randint(10, 20))
            paper = {"source_name": f"Báo cáo công tác phối hợp năm {year} (minh họa)", "source_day": known}
            for code, value in (("vu_viec_phoi_hop", cases), ("vu_viec_dung_han", self.plan.in_time[year])):
                yield self._entering(code, value, dt.date(year, 12, 31), known, paper)
        decision = {"source_name": "Quyết định khen thưởng (minh họa)", "source_day": COMMENDED_ON}
        for code, value in (("tap_the_khen", self.plan.collectives), ("ca_nhan_khen", self.plan.people)):
            yield self._entering(code, value, self.programme.ends_on, COMMENDED_ON, decision)

    def _entering(self, code: str, value: int, holds_on: dt.date, known: dt.date, paper: dict[str, object]) -> Event:
        entry = entered.Entry(
            indicator=code,
            unit=self.staff.unit.pk,
            value=value,
            holds_on=holds_on,
            programmes=self.above,
            place=self.ground.province.pk,
            **paper,  # type: ignore[arg-type]  # name and day of the paper
        )
        return Event(agenda.at(known, self.random), partial(entered.enter, entry, self.staff.province.pk))

    def _report(self) -> None:
        actor = self.staff.province.pk
        period = (self.programme.starts_on, self.programme.ends_on)
        # the outline as it was then
        report = reports.start(self.programme, self.staff.unit, "tong-ket", period, actor, version=1)
        reports.freeze(report, actor=actor)
