"""Who is told of a release on its way: the leaders who may sign it, and who drew it up of what became of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketnoi.figures.models import Release
from ketnoi.figures.released import policy
from ketnoi.notices import actions as notices
from ketnoi.notices import kinds
from ketnoi.notices.enums import Said
from ketnoi.officers import policy as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Level

TO_SIGN, SIGNED, REFUSED = "figures.release_to_sign", "figures.release_signed", "figures.release_refused"
Status = Release.Status


def to_sign(release: Release) -> None:
    """Tell the leaders who may sign it; in the transaction that puts it before them."""
    notices.tell([post.officer_id for post in _signers(release)], TO_SIGN, release.uuid)


def signed(release: Release) -> None:
    """Tell who drew it up that it is published."""
    notices.tell([release.made_by], SIGNED, release.uuid)


def refused(release: Release) -> None:
    """Tell who drew it up that it was sent back, or could not be signed any more."""
    notices.tell([release.made_by], REFUSED, release.uuid)


def _signers(release: Release) -> list[Post]:
    inside = Q(unit=release.unit) | Q(unit__level=Level.SECTION, unit__path__startswith=release.unit.path)
    held = Post.objects.working(timezone.localdate()).filter(inside, role=Role.LEAD, officer__is_active=True)
    return [post for post in held.select_related("unit__parent").order_by("pk") if policy.signs(post, release)]


def _named(codes: Collection[str]) -> QuerySet[Release]:
    return Release.objects.filter(uuid__in=[uuid.UUID(code) for code in codes])


def _may_sign(officer: Officer, codes: Collection[str]) -> list[str]:
    if not officer.is_active:
        return []
    held = officers.posts_of(officer)
    rows = _named(codes).filter(status=Status.ASKED)
    return [str(one.uuid) for one in rows if any(policy.signs(post, one) for post in held)]


def _may_see(officer: Officer, codes: Collection[str]) -> list[str]:
    seen = policy.visible_to(officer).filter(pk__in=_named(codes)).values_list("uuid", flat=True)
    return list(map(str, seen))


def _may_know(officer: Officer, codes: Collection[str]) -> list[str]:
    """What was dropped has no page any more; that it was, is told to who drew it up."""
    dropped = _named(codes).filter(status=Status.DROPPED, made_by=officer.pk).values_list("uuid", flat=True)
    return [*_may_see(officer, codes), *map(str, dropped)]


def _page(code: str) -> str:
    return reverse("figures:release", args=[code])


def _page_or_list(code: str) -> str:
    dropped = _named([code]).filter(status=Status.DROPPED).exists()
    return reverse("figures:releases") if dropped else _page(code)


KINDS = (
    kinds.Kind(TO_SIGN, _("Bảng công bố chờ ký"), _may_sign, _page),
    kinds.Kind(SIGNED, _("Bảng công bố đã được ký"), _may_see, _page, Said.NEWS),
    kinds.Kind(REFUSED, _("Bảng công bố chưa được ký, cần xem lại"), _may_know, _page_or_list),
)
