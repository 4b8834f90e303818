"""What a message outside says: fixed words, a count, and an address with a random code. Nothing else, ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ketnoi.notices import kinds
from ketnoi.notices.channels import Message
from ketnoi.notices.enums import Said
from ketnoi.notices.models import Delivery
from ketnoi.ui.numbers import grouped


def message(deliveries: list[Delivery], to: str) -> Message:
    """One message for these, which share its number: a notice alone, or a day's digest."""
    first = deliveries[0]
    assert first.message is not None
    said = [_said(one) for one in deliveries]
    if first.digest:
        path, lines = reverse("notices:index"), list(_counted(said))
    else:
        path, lines = reverse("notices:open", args=[first.notice.uuid]), [str(said[0].label)]
    subject = lines[0] if len(lines) == 1 else _("Thông báo trong ngày")
    told = _("Đăng nhập để xem: %(address)s") % {"address": settings.NOTICE_SITE + path}
    return Message(first.message, to, f"Kết Nối: {subject}", "\n".join([*lines, told]))


def _said(one: Delivery) -> Said:
    return Said.URGENT if one.notice.at_once else kinds.get(one.notice.kind).said


def _counted(said: Iterable[Said]) -> Iterable[str]:
    for one, number in Counter(said).most_common():
        yield f"{one.label}: {grouped(number)}"
