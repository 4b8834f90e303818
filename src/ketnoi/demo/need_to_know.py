"""A protected record: kept by the Union of the province, offered to the police, opened once in an emergency."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ketnoi.access import conflicts, glass, granting, reader
from ketnoi.access.enums import Purpose, Urgency
from ketnoi.access.granting import Terms
from ketnoi.access.reader import Reader
from ketnoi.audit import moments
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.orgs.models import Level
from ketnoi.people import actions
from ketnoi.people.entry import Entry

MONTH = 30 * 24 * moments.HOUR


def keep() -> None:
    """Nothing of it is counted; the person is nobody."""
    recorder, lead = _first("hoi", Role.RECORDER), _first("hoi", Role.LEAD)
    analyst, police = _first("hoi", Role.ANALYST), _first("ca", Role.RECORDER)
    person = actions.register(_reader(recorder), Entry(full_name="Người Minh Họa", language="vi"), recorder)
    terms = Terms(
        Purpose.VERIFICATION,
        _("Chương trình phối hợp giữa hai cơ quan (minh họa)"),
        frozenset({"identity"}),
        ends_at=moments.now() + MONTH,
        urgency=Urgency.SOON,
    )
    granting.refer(_reader(lead), person, police.unit, terms)
    conflicts.name(_reader(lead), person, analyst.officer)
    reason = _("Tình huống minh họa: có tin người bị hại đang gặp nguy hiểm ngay trong đêm.")
    glass.break_glass(_reader(police), person.code, reason, hours=1)


def _first(agency: str, role: Role) -> Post:
    """The oldest open post of this role in an agency's province."""
    posts = Post.objects.filter(role=role, unit__level=Level.PROVINCE, unit__agency__code=agency, valid_to=None)
    return posts.select_related("officer", "unit").earliest("pk")


def _reader(post: Post) -> Reader:
    return reader.at(post.officer, moments.now())
