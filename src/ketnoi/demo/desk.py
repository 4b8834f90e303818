"""The data-protection desk of the province's unit: a year of invented requests, a breach, and a released table."""

from __future__ import annotations

import datetime as dt
from random import Random

from django.utils import timezone

from ketnoi.access import reader
from ketnoi.audit import moments
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
from ketnoi.privacy.models import Told
from ketnoi.ui import dates

LAST_YEAR = 34  # requests of the year before
OUTCOMES = (Outcome.GRANTED, Outcome.GRANTED, Outcome.GRANTED, Outcome.PARTLY, Outcome.REFUSED)
WANTED = ("see", "see", "see", "correct", "correct", "erase")
GROUND = "Căn cứ mẫu: hồ sơ còn trong thời hạn phải lưu"


def keep(seed: int) -> None:
    """Fill the desk; no published figure changes."""
    random = Random(f"desk {seed}")
    recorder, lead = _post(Role.RECORDER), _post(Role.LEAD)
    desk.name(recorder.unit, recorder, "Quyết định phân công mẫu", lead)
    year = timezone.localdate().year - 1
    days = sorted(dt.date(year, 1, 4) + dt.timedelta(days=random.randrange(340)) for _each in range(LAST_YEAR))
    for number, day in enumerate(days, start=1):
        _answered(recorder, number, day, random)
    _waiting(recorder)
    _breach(lead, dt.datetime(year, 9, 8, 9, tzinfo=dates.ZONE))
    _released(lead, year)


def _post(role: Role) -> Post:
    """The oldest open post of this role in the province's unit of the Union."""
    posts = Post.objects.filter(role=role, unit__level=Level.PROVINCE, unit__agency__code="hoi", valid_to=None)
    return posts.select_related("officer", "unit").earliest("pk")


def _entry(number: int, at: int, kind: str, checked: Checked) -> Entry:
    said = f"Nội dung yêu cầu mẫu: {kinds.name(kind)}."
    return Entry(kind, Channel.IN_PERSON, checked, at, f"Người Yêu Cầu Mẫu {number}", "Nhận tại trụ sở", said)


def _answered(post: Post, number: int, day: dt.date, random: Random) -> None:
    at = dates.to_us(dt.datetime.combine(day, dt.time(9), dates.ZONE))
    with moments.stamped(at):
        made = actions.receive(_entry(number, at, random.choice(WANTED), Checked.PAPER), post)
    outcome = random.choice(OUTCOMES)
    told = Answer(outcome, "Trả lời mẫu.", "" if outcome is Outcome.GRANTED else GROUND, Checked.PAPER)
    with moments.stamped(at + random.randrange(1, 6) * 86_400_000_000):
        actions.answer(reader.at(post.officer, moments.now()), made, told, made.version)


def _waiting(post: Post) -> None:
    """One of today's, and one of four days ago that was acknowledged."""
    now = moments.now()
    actions.receive(_entry(LAST_YEAR + 1, now, "see", Checked.NOT_YET), post)
    made = actions.receive(_entry(LAST_YEAR + 2, now - 4 * 86_400_000_000, "correct", Checked.PAPER), post)
    actions.acknowledge(reader.at(post.officer, moments.now()), made, made.version)


def _breach(post: Post, at: dt.datetime) -> None:
    found = dates.to_us(at)
    with moments.stamped(found):
        made = breaches.enter(
            Found(found, ("identity", "address"), 12, "Danh sách in để quên ở phòng họp (mẫu).", "Đã thu lại."), post
        )
    with moments.stamped(found + 86_400_000_000):
        breaches.tell(made, Told.Whom.AGENCY, moments.now(), "Thông báo mẫu", post, 1)
        breaches.close(made, "Chỉ in khi cần, xong thu lại ngay.", post, 2)


def _released(lead: Post, year: int) -> None:
    """Drawn up by the analyst, signed by the leader; the second half waits for the signature."""
    analyst, span = _post(Role.ANALYST), spans.read(str(year))
    chosen = [one for one in tables.offered(facts.SOURCE, lead.unit.province) if span.kind in one.spans]
    wanted = Wanted(facts.SOURCE, lead.unit.agency_id, lead.unit.province, span, tuple(chosen))
    made = releases.draw_up(wanted, analyst)
    releases.ask(made, Step(analyst, 1))
    releases.sign(made, Step(lead, 2))
    half = Wanted(wanted.source, wanted.agency, wanted.area, spans.read(f"{year}-H2"), tuple(chosen[:1]))
    releases.ask(releases.draw_up(half, analyst), Step(analyst, 1))
