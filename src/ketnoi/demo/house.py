"""The house in order: who keeps it at the centre, a colleague who has just come, a leave, a post that passes on."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from ketnoi.administration import open_work
from ketnoi.demo.accounts import People
from ketnoi.figures import defining
from ketnoi.figures.defining import Draft
from ketnoi.figures.models import Indicator
from ketnoi.officers import actions, handing, leaves
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Level, Unit

CENTRE = "quantri.tw"
AWAY = dt.timedelta(days=6)
COMING = dt.timedelta(days=9)


def keep(people: People) -> None:
    """Enter what an administrator would have on the desk today; no record and no number of it changes."""
    centre = Unit.objects.get(agency__code="hoi", level=Level.CENTRE)
    keeper = people.add(CENTRE, centre, Role.ADMINISTRATOR, "Quản trị hệ thống")
    _timely_share(keeper)
    admin = _first(Role.ADMINISTRATOR, Level.PROVINCE)
    recorder, analyst = _first(Role.RECORDER, Level.PROVINCE), _first(Role.ANALYST, Level.PROVINCE)
    lead = _first(Role.LEAD, Level.PROVINCE)
    actions.welcome(
        "chuyenvien.moi", "Lò Thị Mẫu", "chị", admin.unit_id, Role.RECORDER, "Chuyên viên", actor=admin.officer_id
    )
    away = timezone.localdate() + COMING
    leaves.grant(lead.officer, away, away + AWAY, [lead], recorder.officer, actor=admin.officer_id)
    last = timezone.localdate() + COMING
    handing.draw_up(analyst, recorder.officer, last, open_work.of(analyst), actor=admin.officer_id)


def _first(role: Role, level: Level) -> Post:
    """The oldest open post of this role at this level of the Union."""
    posts = Post.objects.filter(role=role, unit__level=level, unit__agency__code="hoi", valid_to=None)
    return posts.select_related("officer", "unit").earliest("pk")


def _timely_share(keeper: Officer) -> None:
    """A ratio of two numbers that programmes count already."""
    part, base = (Indicator.objects.get(code=code) for code in ("vu_viec_dung_han", "vu_viec_phoi_hop"))
    defining.add_indicator(
        Draft(
            name="Tỷ lệ vụ việc phối hợp xử lý đúng hạn",
            owner=base.owner,
            definition="Số vụ việc xử lý đúng hạn trên tổng số vụ việc phối hợp xử lý.",
            leaves_out=part.leaves_out,
            way=Indicator.Way.RATIO,
            terms=(part.code, base.code),
        ),
        actor=keeper.pk,
    )
