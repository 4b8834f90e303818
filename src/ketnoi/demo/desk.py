"""The data-protection desk of the province's unit: a year of invented requests, a breach, and a released table."""

from __future__ import annotations

import datetime as dt
from random import Random

from django.core.exceptions import ValidationError
from django.utils import timezone

from ketnoi.access import reader
from ketnoi.audit import moments
from ketnoi.demo.agenda import Event
from ketnoi.figures.released import actions as releases
from ketnoi.figures.released import spans, tables
from ketnoi.figures.released.actions import Step
from ketnoi.figures.released.composing import Wanted
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.orgs.models import Level
from ketnoi.privacy import actions, breaches, desk, facts, kinds
from ketnoi.privacy.actions import Answer, Entry
from ketnoi.privacy.breaches import Found
from ketnoi.privacy.enums import Channel, Checked, Outcome
from ketnoi.privacy.models import Breach, SubjectRequest, Told
from ketnoi.ui import dates

LAST_YEAR = 34  # requests of the year before
OUTCOMES = (Outcome.GRANTED, Outcome.GRANTED, Outcome.GRANTED, Outcome.PARTLY, Outcome.REFUSED)
WANTED = ("see", "see", "see", "correct", "correct", "erase")
GROUND = "Căn cứ mẫu: hồ sơ còn trong thời hạn phải lưu"


def events(seed: int) -> list[Event]:
    """The year before: each request when it came and when it was answered, and a breach."""
    random, year = Random(f"desk {seed}"), timezone.localdate().year - 1
    days = sorted(dt.date(year, 1, 4) + dt.timedelta(days=random.randrange(340)) for _each in range(LAST_YEAR))
    found = [Event(_moment(dt.date(year, 1, 2)), _begin), *_breach(dt.date(year, 9, 8))]
    for number, day in enumerate(days, start=1):
        found += _request(number, day, random)
    return found


def keep() -> None:
    """What came these days, and the tables of the year before."""
    _waiting(_post(Role.RECORDER))
    _released(_post(Role.LEAD), timezone.localdate().year - 1)


def _begin() -> None:
    recorder = _post(Role.RECORDER)
    desk.name(recorder.unit, recorder, "Quyết định phân công mẫu", _post(Role.LEAD))


def _moment(day: dt.date) -> int:
    return dates.to_us(dt.datetime.combine(day, dt.time(9), dates.ZONE))


def _post(role: Role) -> Post:
    """The oldest open post of this role in the province's unit of the Union."""
    posts = Post.objects.filter(role=role, unit__level=Level.PROVINCE, unit__agency__code="hoi", valid_to=None)
    return posts.select_related("officer", "unit").earliest("pk")


def _entry(number: int, at: int, kind: str, checked: Checked) -> Entry:
    said = f"Nội dung yêu cầu mẫu: {kinds.name(kind)}."
    return Entry(kind, Channel.IN_PERSON, checked, at, f"Người Yêu Cầu Mẫu {number}", "Nhận tại trụ sở", said)


def _request(number: int, day: dt.date, random: Random) -> list[Event]:
    """Received, and answered some days later."""
    at, kind, outcome = _moment(day), random.choice(WANTED), random.choice(OUTCOMES)
    told = Answer(outcome, "Trả lời mẫu.", "" if outcome is Outcome.GRANTED else GROUND, Checked.PAPER)
    made: list[SubjectRequest] = []

    def receive() -> None:
        made.append(actions.receive(_entry(number, at, kind, Checked.PAPER), _post(Role.RECORDER)))

    def answer() -> None:
        reading = reader.at(_post(Role.RECORDER).officer, moments.now())
        actions.answer(reading, made[0], told, made[0].version)

    return [Event(at, receive), Event(at + random.randrange(1, 6) * moments.DAY, answer)]


def _waiting(post: Post) -> None:
    """One of today's, and one of four days ago that was acknowledged."""
    now = moments.now()
    actions.receive(_entry(LAST_YEAR + 1, now, "see", Checked.NOT_YET), post)
    made = actions.receive(_entry(LAST_YEAR + 2, now - 4 * moments.DAY, "correct", Checked.PAPER), post)
    actions.acknowledge(reader.at(post.officer, moments.now()), made, made.version)


def _breach(day: dt.date) -> list[Event]:
    """Found in the morning, told and closed the day after."""
    at, made = _moment(day), list[Breach]()

    def find() -> None:
        said = Found(at, ("identity", "address"), 12, "Danh sách in để quên ở phòng họp (mẫu).", "Đã thu lại.")
        made.append(breaches.enter(said, _post(Role.LEAD)))

    def close() -> None:
        lead = _post(Role.LEAD)
        breaches.tell(made[0], Told.Whom.AGENCY, moments.now(), "Thông báo mẫu", lead, 1)
        breaches.close(made[0], "Chỉ in khi cần, xong thu lại ngay.", lead, 2)

    return [Event(at, find), Event(at + moments.DAY, close)]


def _released(lead: Post, year: int) -> None:
    """Drawn up by the analyst, signed by the leader; half a year waits for the signature, where it may be told."""
    analyst, span = _post(Role.ANALYST), spans.read(str(year))
    chosen = [one for one in tables.offered(facts.SOURCE, lead.unit.province) if span.kind in one.spans]
    wanted = Wanted(facts.SOURCE, lead.unit.agency_id, lead.unit.province, span, tuple(chosen))
    made = releases.draw_up(wanted, analyst)
    releases.ask(made, Step(analyst, 1))
    releases.sign(made, Step(lead, 2))
    for part in ("H2", "H1"):
        half = Wanted(wanted.source, wanted.agency, wanted.area, spans.read(f"{year}-{part}"), tuple(chosen[:1]))
        try:
            releases.ask(releases.draw_up(half, analyst), Step(analyst, 1))
        except ValidationError:
            continue  # beside the year's table this half would tell small numbers; the dice fell so
        return
