"""The pages of a programme beside each other, as far as the officer may open them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ketnoi.officers.models import Post
from ketnoi.programmes import policy as may
from ketnoi.programmes.models import Programme

TABS = (
    ("programme", _("Tổng quan")),
    ("document", _("Văn bản, căn cứ")),
    ("comments", _("Góp ý")),
    ("contents", _("Nội dung")),
    ("targets", _("Chỉ tiêu")),
    ("tasks", _("Nhiệm vụ")),
    ("requests", _("Kiến nghị")),
    ("terms", _("Các giai đoạn")),
)


def tabs(post: Post, programme: Programme, current: str) -> list[dict[str, Any]]:
    """Label, address and whether it is this page. The discussion is open to those who wrote and read the draft."""
    return [
        {"label": label, "url": reverse(f"programmes:{name}", args=[programme.slug]), "current": name == current}
        for name, label in TABS
        if name != "comments" or may.may_follow(post, programme)
    ]
