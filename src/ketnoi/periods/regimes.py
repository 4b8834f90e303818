"""Writes: set a regime; change it from a day on, as a new version that begins where the old one ends."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments, versions
from ketnoi.orgs.models import Unit
from ketnoi.periods.enums import Kind
from ketnoi.periods.models import Confirmation, Regime
from ketnoi.ui import dates
from ketnoi.ui.text import fold, tidy

RESERVED = {"che-do"}  # addresses under /ky-bao-cao/ that are pages of their own
LONGEST_CODE = 50
ONE = dt.timedelta(days=1)


@dataclass(frozen=True)
class Terms:
    """What a regime says; see `models.Regime`."""

    name: str
    indicators: tuple[str, ...]
    kind: str
    level: str
    under: Unit
    valid_from: dt.date
    valid_to: dt.date | None = None
    closes_on: int = 0
    due_days: int = 5
    remind_days: int = 5
    programme: int = 0
    outline: str = ""
    draft_days: int = 7
    basis: str = ""


@transaction.atomic
def create(terms: Terms, actor: int | None = None, acting_unit: int | None = None) -> Regime:
    """Set a regime. Raises ValidationError by field of Terms."""
    _check(terms)
    made = Regime.objects.create(code=_free_code(terms.name), **_columns(terms), **_saved(actor))
    journal.write("create", "regime", made.pk, actor=actor, unit=acting_unit, version=1)
    return made


@transaction.atomic
def revise(code: str, terms: Terms, version: int, actor: int | None = None, acting_unit: int | None = None) -> Regime:
    """Change a regime from `terms.valid_from` on; what was confirmed before stays under the version of its time.

    `version` is the one the editor saw. Raises versions.Stale, and ValidationError by field of Terms.
    """
    # the first version's row is there for everybody to wait at; who waited then sees what the other has made
    Regime.objects.select_for_update().get(code=code, version=1)
    latest = Regime.objects.filter(code=code).order_by("-version")[0]
    versions.check(latest, version)
    _check(terms)
    confirmed = Confirmation.objects.filter(regime__code=code, end__gte=terms.valid_from).order_by("-end").first()
    if confirmed:
        told = _("Đã có đơn vị xác nhận đến ngày %(day)s: chọn ngày áp dụng sau ngày đó.")
        raise ValidationError({"valid_from": [told % {"day": dates.day(confirmed.end)}]})
    _end_before(code, terms.valid_from)
    made = Regime.objects.create(code=code, version=version + 1, **_columns(terms), **_saved(actor))
    journal.write("revise", "regime", made.pk, actor=actor, unit=acting_unit, version=made.version)
    return made


def _end_before(code: str, day: dt.date) -> None:
    """End every earlier version before the day; one that would have begun later was never in force."""
    for one in Regime.objects.select_for_update().filter(code=code):
        if one.valid_to is None or one.valid_to >= day:
            one.valid_to = day - ONE
            one.save(update_fields=["valid_to"])


def _columns(terms: Terms) -> dict[str, object]:
    columns = {field.name: getattr(terms, field.name) for field in fields(terms)}
    return columns | {
        "name": tidy(terms.name), "basis": tidy(terms.basis), "indicators": list(dict.fromkeys(terms.indicators))
    }  # fmt: skip


def _saved(actor: int | None) -> dict[str, int | None]:
    return {"saved_at": moments.now(), "saved_by": actor}


def _check(terms: Terms) -> None:
    problems: dict[str, list[str]] = {}
    if not tidy(terms.name):
        problems["name"] = [_("Ghi tên chế độ báo cáo, ví dụ: Số liệu phối hợp hằng tháng.")]
    if not terms.indicators:
        problems["indicators"] = [_("Chọn ít nhất một chỉ tiêu.")]
    if terms.kind == Kind.SPAN and terms.valid_to is None:
        problems["valid_to"] = [_("Khoảng thời gian bất kỳ cần có ngày cuối.")]
    elif terms.valid_to and terms.valid_to < terms.valid_from:
        problems["valid_to"] = [_("Ngày cuối phải từ ngày đầu trở đi.")]
    if problems:
        raise ValidationError(problems)


def _free_code(name: str) -> str:
    """The name without marks, with a number where it is taken."""
    plain = slugify(fold(name))[:LONGEST_CODE].strip("-") or "ky"
    taken = {*RESERVED, *Regime.objects.filter(code__startswith=plain).values_list("code", flat=True)}
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (plain, *numbered) if code not in taken)
