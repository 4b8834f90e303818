"""Where the desk itself looks: its own requests, and the identities of room people."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.access import policy, protecting, sections
from ketnoi.access.reader import Reader
from ketnoi.people import finding
from ketnoi.people.models import KIND as PERSON
from ketnoi.privacy import gathering, kinds
from ketnoi.privacy.gathering import Finder, Hit
from ketnoi.privacy.models import KIND, SubjectRequest
from ketnoi.ui.text import fold
from ketnoi.vault import freshness

WIDEST = 2_000  # requests that are opened for one look


def register() -> None:
    gathering.register(Finder("people", gettext_lazy("Hồ sơ người"), _people))
    gathering.register(Finder("requests", gettext_lazy("Yêu cầu về dữ liệu cá nhân"), _requests))


def _people(reader: Reader, name: str) -> list[Hit]:
    kind = protecting.of(PERSON)
    holds = ", ".join(kind.word(section) for section in sorted(kind.sections))
    return [
        Hit(PERSON, one.pk, _("Hồ sơ %(code)s") % {"code": one.code}, holds, kind.url(one))
        for one in finding.find(reader, name)
    ]


def _requests(reader: Reader, name: str) -> list[Hit]:
    rows = policy.visible_to(reader, KIND).filter(disposed_at=None).select_related("data_key", "owner")[:WIDEST]
    seen: list[SubjectRequest] = list(rows)
    may = policy.opened(reader, KIND, [one.pk for one in seen])
    readable = [one for one in seen if sections.IDENTITY in may.get(one.pk, ())]
    freshness.check(readable)
    asked = set(fold(name).split())
    found = [one for one in readable if asked and asked <= set(fold(one.subject.open()).split())]
    kind = protecting.of(KIND)
    holds = _("họ tên, nơi nhận trả lời, nội dung")
    return [Hit(KIND, one.pk, kinds.name(one.kind), holds, kind.url(one)) for one in found]
