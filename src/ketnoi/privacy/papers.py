"""The answer to a data subject as an official paper; it is handed over or posted, never sent by e-mail."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.documents import layouts, letterheads
from ketnoi.documents.paper import Block, Paper, Run, Signatory
from ketnoi.privacy import kinds
from ketnoi.privacy.enums import Outcome
from ketnoi.privacy.models import SubjectRequest
from ketnoi.ui import dates


def answer(request: SubjectRequest) -> Paper:
    """The paper of an answered request. Opens its sealed fields: whoever asks has journalled that."""
    head = letterheads.of(request.owner)
    day = timezone.localdate()
    return Paper(
        layout=layouts.load(head.layout, day),
        issuer_lines=head.issuer_lines,
        number_sign=head.sign_of("CV"),
        place_name=head.place_name,
        day=None,
        kind="",
        about=_("V/v trả lời yêu cầu về dữ liệu cá nhân"),
        blocks=[Block("paragraph", runs=[Run(text)]) for text in _paragraphs(request)],
        recipients=[_("Như trên"), _("Lưu: VT")],
        signatories=[Signatory(head.authority, head.signer_title)],
        year=day.year,
    )


def _paragraphs(request: SubjectRequest) -> list[str]:
    received = dates.day(dates.from_us(request.received_at).date())
    said = {"kind": kinds.name(request.kind), "day": received, "unit": request.owner.name}
    lines = [
        _("Kính gửi: %(name)s") % {"name": request.subject.open()},
        _("Ngày %(day)s, %(unit)s nhận yêu cầu về dữ liệu cá nhân: %(kind)s.") % said,
        *(request.answer.open().splitlines() if request.answer else []),
    ]
    if request.outcome in {Outcome.REFUSED, Outcome.PARTLY}:
        ground = request.ground.open() if request.ground else ""
        lines.append(_("Phần không đáp ứng được, căn cứ: %(ground)s.") % {"ground": ground})
    return [
        *lines,
        _("Nếu không đồng ý với trả lời này, người yêu cầu có quyền khiếu nại theo quy định của pháp luật."),
    ]
