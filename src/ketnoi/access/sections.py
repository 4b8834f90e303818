"""Sections of a protected record: what is opened or kept together (security.md, R11 and R6).

A room may have sections of its own besides; those named here mean the same in every room.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORKFLOW: Final = "workflow"  # code, stage, clocks, article: of every record
IDENTITY: Final = "identity"
ADDRESS: Final = "address"
SHELTER: Final = "shelter"
MEDICAL: Final = "medical"
REPORTER: Final = "reporter"
NOTICE: Final = "notice"  # what was reported, as the law asks that it be told
NOTES: Final = "notes"  # an agency's own working notes
OFFER: Final = "offer"  # kind, urgency and commune of what one is asked to take part in; no section of a record

WORDS: Final[Mapping[str, str | Promise]] = {
    WORKFLOW: _("mã số, bước xử lý và thời hạn"),
    IDENTITY: _("danh tính"),
    ADDRESS: _("nơi ở"),
    SHELTER: _("nơi tạm lánh"),
    MEDICAL: _("thông tin y tế"),
    REPORTER: _("người báo tin"),
    NOTICE: _("nội dung tin báo"),
    NOTES: _("ghi chép nội bộ của cơ quan"),
    OFFER: _("lời đề nghị phối hợp"),
}

# R11: these never cross agencies without a tick of their own, however they were named.
BY_TICK: Final = frozenset({ADDRESS, SHELTER, REPORTER})
# Where somebody lives is told at once by law (R4a) and in an emergency (R8); where somebody hides, never.
BY_TICK_ALWAYS: Final = frozenset({SHELTER, REPORTER})
# R4a: the notice whole, identity and address at once.
OF_NOTICE: Final = frozenset({WORKFLOW, NOTICE, IDENTITY, ADDRESS})
