"""What a programme must be before it is written. Each check raises a ValidationError that says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ketnoi.figures import catalogue
from ketnoi.orgs.models import Agency
from ketnoi.programmes import queries
from ketnoi.programmes.drafts import PartyRow, TargetRow, Terms, TileRow
from ketnoi.programmes.enums import Per, TargetKind
from ketnoi.programmes.models import Programme

_NUMBER_IN_NOTE = re.compile(r"\{([^{}]*)\}")
# what counts cases: more of them is no success, so a target may only ask how well they were handled
OVER_CASES = frozenset({"phoi_hop_xu_ly", "vu_viec_phoi_hop", "vu_viec_dung_han"})
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def terms(terms: Terms) -> None:
    """Names are there and the days stand in order."""
    if not terms.name.strip() or not terms.short_name.strip():
        raise ValidationError(_("Hãy ghi tên chương trình và tên gọi ngắn."))
    if terms.ends_on < terms.starts_on:
        raise ValidationError(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."))


def slug(slug: str) -> None:
    """The address is free and readable."""
    if not _SLUG.fullmatch(slug) or slug in queries.RESERVED:
        raise ValidationError(_("Địa chỉ trang chỉ gồm chữ thường không dấu, số và dấu gạch nối."))
    if Programme.objects.filter(slug=slug).exists():
        raise ValidationError(_("Địa chỉ trang này đã có chương trình khác dùng."))


def parent(programme: Programme, wanted: Programme | None) -> None:
    """A parent does not change once records count for the programme: their facts name all programmes above it."""
    number = wanted.pk if wanted else None
    if number == programme.parent_id:
        return
    if queries.has_facts(programme):
        raise ValidationError(_("Đã có số liệu tính vào chương trình này nên không đổi được chương trình cấp trên."))
    if wanted is not None and programme.pk in queries.closed_upward([wanted.pk]):
        raise ValidationError(_("Chương trình cấp trên không thể là chính nó hay chương trình nằm dưới nó."))


def parties(rows: Sequence[PartyRow]) -> None:
    """Each unit stands once."""
    if len({row.unit for row in rows}) < len(rows):
        raise ValidationError(_("Mỗi đơn vị chỉ ghi một lần trong chương trình."))


def tile(row: TileRow) -> None:
    """The figure and every number in its note are known."""
    indicator(row.indicator)
    known = set(Agency.objects.values_list("code", flat=True))
    for code, agency in numbers_in(row.note):
        indicator(code)
        if agency and agency not in known:
            raise ValidationError(_("Không có cơ quan mang mã “%(code)s”.") % {"code": agency})


def numbers_in(note: str) -> Iterator[tuple[str, str]]:
    """The (indicator, agency or "") of each `{code}` and `{code@agency}` in a note."""
    for found in _NUMBER_IN_NOTE.findall(note):
        code, _at, agency = found.partition("@")
        yield code, agency


def target(row: TargetRow) -> None:
    """A target says all that its kind needs to be computed, and asks no number of cases."""
    if row.kind == TargetKind.YES_NO:
        if not row.title.strip():
            raise ValidationError(_("Hãy ghi nội dung của chỉ tiêu có hoặc không."))
        return
    indicator(row.indicator)
    if row.kind == TargetKind.PERCENT_OF:
        indicator(row.base_indicator)
    elif row.indicator in OVER_CASES:
        raise ValidationError(_("Với vụ việc, chỉ tiêu là chất lượng (đúng hạn, được hỗ trợ), không phải số lượng."))
    if row.amount <= 0 and not row.norms:
        raise ValidationError(_("Chỉ tiêu phải lớn hơn 0."))
    by_units = row.kind == TargetKind.AT_LEAST and row.per in (Per.UNIT, Per.UNIT_YEAR)
    if not row.level and (by_units or (row.kind == TargetKind.NORM and not row.norms)):
        raise ValidationError(_("Hãy chọn cấp đơn vị mà chỉ tiêu này tính cho."))


def indicator(code: str) -> None:
    """The indicator is declared."""
    try:
        catalogue.indicator(code)
    except catalogue.UnknownIndicator as error:
        raise ValidationError(str(error)) from error
