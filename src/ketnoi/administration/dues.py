"""What waits for whoever keeps officers and units in order."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.officers import authority
from ketnoi.officers.enums import Role
from ketnoi.officers.models import HandOver, Post


@dataclass(frozen=True)
class Due:
    """Something to do, and where."""

    text: str
    url: str


def of(post: Post) -> list[Due]:
    """First passwords nobody used, hand-overs nobody confirmed, posts of ended units, accounts without a post.

    Empty for whoever is no administrator. A fixed number of queries.
    """
    if post.role != Role.ADMINISTRATOR:
        return []
    domain = authority.domain(post)
    people = authority.officers_of(post).filter(is_active=True)
    unused = people.filter(start_until__isnull=False).count()
    waiting = HandOver.objects.filter(post__unit__in=domain, confirmed_at=None, withdrawn=False)
    held = Post.objects.on(timezone.localdate())
    idle = people.exclude(pk__in=held.values("officer")).count()
    dues = []
    if unused:
        said = _("%(count)d cán bộ chưa đăng nhập lần đầu") % {"count": unused}
        dues.append(Due(said, reverse("administration:people") + "?tinh_trang=cho-mat-khau"))
    for one in waiting.select_related("receiver", "post__unit")[:5]:
        said = _("Bàn giao ở %(unit)s chờ %(name)s xác nhận") % {"unit": one.post.unit.label, "name": one.receiver.name}
        dues.append(Due(said, reverse("administration:hand_over", args=[one.pk])))
    stranded = Post.objects.on(timezone.localdate()).filter(unit__in=domain, unit__valid_to__lt=timezone.localdate())
    for one_post in stranded.select_related("officer", "unit")[:5]:
        said = _("%(name)s còn giữ vị trí ở %(unit)s đã kết thúc: giao vị trí ở đơn vị mới") % {
            "name": one_post.officer.name,
            "unit": one_post.unit.label,
        }
        dues.append(Due(said, reverse("administration:person", args=[one_post.officer_id])))
    if idle:
        said = _("%(count)d tài khoản không còn giữ vị trí nào") % {"count": idle}
        dues.append(Due(said, reverse("administration:people")))
    return dues
