"""Keep categories and indicators: add, change, take out of use; a change makes a new version, earlier ones stay.

What a room declared may be renamed, explained better and taken out of use; how it counts is the room's.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import asdict, dataclass
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments, versions
from ketnoi.figures import catalogue
from ketnoi.figures.models import Category, Definition, Indicator
from ketnoi.ui.text import fold, tidy, word_key

LONGEST_CODE = 40
OWN = ("name", "unit", "owner", "definition", "leaves_out")
HOW = ("kinds", "audiences", "topics", "way", "terms")
LONGEST = {"name": 160, "unit": 40, "owner": 160, "definition": 2000, "leaves_out": 2000}
Of = Definition.Of
Way = Indicator.Way
Measure = Indicator.Measure
ENTERED = (Measure.SUM, Measure.STOCK)  # how numbers that are only entered may add up in time


@dataclass(frozen=True)
class Draft:
    """An indicator as an administrator says it: words, and a filter of `base` or a formula of `terms` (all codes).

    One whose numbers are only entered from papers `adds` them up as a sum or a stock (`Measure`), and has neither.
    """

    name: str
    owner: str
    definition: str
    leaves_out: str = ""
    unit: str = ""
    base: str = ""
    kinds: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    way: str = ""
    terms: tuple[str, ...] = ()
    adds: str = ""

    def tidied(self) -> Draft:
        """The same without slips of typing; a ratio's unit is the percent, a sum's that of its terms."""
        words = {name: tidy(getattr(self, name)) for name in OWN}
        if self.way == Way.RATIO:
            words["unit"] = "%"
        elif self.way and self.terms and self.terms[0] in _codes():
            words["unit"] = catalogue.indicator(self.terms[0]).unit
        return Draft(**(asdict(self) | words))


@transaction.atomic
def add_category(dimension: str, name: str, noun: str = "", actor: int | None = None) -> Category:
    """Add a category at the end of its dimension. Raises ValidationError by field."""
    _alone()
    name, noun = tidy(name), tidy(noun)
    _check_category(dimension, name)
    there = Category.objects.filter(dimension=dimension)
    last = there.aggregate(last=Max("order"))["last"] or 0
    code = _free_code(name.upper(), set(Category.objects.values_list("code", flat=True)))
    made = Category.objects.create(dimension=dimension, code=code, name=name, noun=noun, order=last + 1, edited=True)
    _keep(Of.CATEGORY, made, _said_of(made), actor)
    journal.write("create", "figures.category", made.pk, actor=actor, dimension=dimension, code=code)
    return made


@transaction.atomic
def change_category(pk: int, name: str, noun: str, seen: int, why: str = "", actor: int | None = None) -> Category:
    """Call a category something else. Raises ValidationError by field, versions.Stale."""
    _alone()
    row = Category.objects.select_for_update().get(pk=pk)
    versions.check(row, seen)
    name, noun = tidy(name), tidy(noun)
    _check_category(row.dimension, name, but=pk)
    before = _said_of(row)
    row.name, row.noun = name, noun
    return _changed_category(row, before, "change", why, actor)


@transaction.atomic
def show_category(pk: int, seen: int, *, shown: bool, actor: int | None = None) -> Category:
    """Take a category out of use, or back into it; what was recorded under it keeps its name. Raises versions.Stale."""
    row = Category.objects.select_for_update().get(pk=pk)
    versions.check(row, seen)
    before = _said_of(row)
    row.retired = not shown
    return _changed_category(row, before, "show" if shown else "hide", "", actor)


@transaction.atomic
def add_indicator(draft: Draft, actor: int | None = None) -> Indicator:
    """Add an indicator. Raises ValidationError by field of Draft."""
    _alone()
    said = draft.tidied()
    _check(said)
    base = None if said.way or said.adds else Indicator.objects.get(code=said.base)
    last = Indicator.objects.aggregate(last=Max("order"))["last"] or 0
    made = Indicator(
        code=_free_code(said.name, _codes()),
        base=base,
        measure=base.measure if base else said.adds or Measure.FORMULA,
        order=last + 1,
        edited=True,
        **{name: getattr(said, name) for name in OWN},
        **_how(said),
    )
    made.save()
    _keep(Of.INDICATOR, made, _said_of(made), actor)
    journal.write("create", "figures.indicator", made.pk, actor=actor, code=made.code)
    return made


@transaction.atomic
def change_indicator(pk: int, draft: Draft, seen: int, why: str = "", actor: int | None = None) -> Indicator:
    """Define an indicator anew from now on; questions as of an earlier moment keep what it said then.

    Of one that a room declared only the words change. Raises ValidationError by field of Draft, versions.Stale.
    """
    _alone()
    row = Indicator.objects.select_for_update().get(pk=pk)
    versions.check(row, seen)
    said = draft.tidied()
    _check(said, row)
    before = _said_of(row)
    changed = {name: getattr(said, name) for name in OWN if not (row.declared and name == "unit")}
    for name, value in (changed if row.declared else changed | _how(said)).items():
        setattr(row, name, value)
    return _changed_indicator(row, before, "change", why, actor)


@transaction.atomic
def show_indicator(pk: int, seen: int, *, shown: bool, actor: int | None = None) -> Indicator:
    """Take an indicator out of use, or back into it; its address goes on answering. Raises versions.Stale."""
    row = Indicator.objects.select_for_update().get(pk=pk)
    versions.check(row, seen)
    before = _said_of(row)
    row.retired = not shown
    return _changed_indicator(row, before, "show" if shown else "hide", "", actor)


def _alone() -> None:
    """Wait until nobody else defines anything: each of two changes may be right, and both give one name or a circle."""
    Indicator.objects.select_for_update(no_key=True).order_by("pk").first()


def _how(said: Draft) -> dict[str, object]:
    return {
        name: value if isinstance(value, str) else list(value) for name, value in asdict(said).items() if name in HOW
    }


def _changed_category(row: Category, before: dict[str, object], verb: str, why: str, actor: int | None) -> Category:
    if _said_of(row) == before:
        return row
    _next_version(Of.CATEGORY, row, before, why, actor)
    journal.write(verb, "figures.category", row.pk, actor=actor, version=row.version)
    return row


def _changed_indicator(row: Indicator, before: dict[str, object], verb: str, why: str, actor: int | None) -> Indicator:
    if _said_of(row) == before:
        return row
    _next_version(Of.INDICATOR, row, before, why, actor)
    journal.write(verb, "figures.indicator", row.pk, actor=actor, version=row.version)
    return row


def _next_version(of: str, row: Category | Indicator, before: dict[str, object], why: str, actor: int | None) -> None:
    """Keep what it said so far, when nobody has kept it yet, and what it says from now on."""
    earlier = {"said": before, "at": 0}
    Definition.objects.get_or_create(of=of, item=row.pk, version=row.version, defaults=earlier)
    row.version, row.edited = row.version + 1, True
    row.save()
    _keep(of, row, _said_of(row), actor, why)


def _keep(of: str, row: Category | Indicator, said: dict[str, object], actor: int | None, why: str = "") -> None:
    at = moments.now() if row.version > 1 else 0
    version = row.version
    Definition.objects.create(of=of, item=row.pk, version=version, said=said, at=at, by=actor, why=tidy(why)[:300])
    catalogue.forget()
    transaction.on_commit(partial(catalogue.forget))


def _said_of(row: Category | Indicator) -> dict[str, object]:
    names = ("name", "noun", "retired") if isinstance(row, Category) else (*OWN, *HOW, "retired")
    return {name: getattr(row, name) for name in names}


def _check_category(dimension: str, name: str, but: int = 0) -> None:
    if dimension not in Category.Dimension.values:
        raise ValidationError(_("Không có danh mục này."))
    if not fold(name):
        raise ValidationError({"name": [_("Hãy nhập tên.")]})
    beside = Category.objects.filter(dimension=dimension).exclude(pk=but).values_list("name", flat=True)
    if any(word_key(other) == word_key(name) for other in beside):
        raise ValidationError({"name": [_("Danh mục này đã có tên ấy.")]})


def _check(said: Draft, row: Indicator | None = None) -> None:
    """Everything wrong with a draft, at its field."""
    wrong: dict[str, list[str]] = {}
    for name in ("name", "owner", "definition"):
        if not fold(getattr(said, name)):
            wrong[name] = [_("Hãy ghi mục này.")]
    for name, most in LONGEST.items():
        if len(getattr(said, name)) > most:
            wrong[name] = [_("Dài quá %(most)d chữ cái.") % {"most": most}]
    others = Indicator.objects.exclude(pk=row.pk if row else 0).values_list("name", flat=True)
    if any(word_key(other) == word_key(said.name) for other in others):
        wrong["name"] = [_("Đã có chỉ tiêu tên này.")]
    if row is None or not row.declared:
        wrong |= _wrong_how(said, row)
    if wrong:
        raise ValidationError(wrong)


def _wrong_how(said: Draft, row: Indicator | None) -> dict[str, list[str]]:
    if said.adds:
        return _wrong_entered(said, row)
    return _wrong_formula(said, row) if said.way else _wrong_filter(said, row)


def _wrong_entered(said: Draft, row: Indicator | None) -> dict[str, list[str]]:
    """Numbers that were entered keep adding up as they did."""
    kept = row is None or (row.base is None and not row.way and row.measure == said.adds)
    if said.adds not in ENTERED or said.way or said.base or not kept:
        return {"way": [_("Chọn cách tính; đã lập rồi thì giữ cách tính.")]}
    return {} if said.unit else {"unit": [_("Chọn đơn vị tính.")]}


def _wrong_filter(said: Draft, row: Indicator | None) -> dict[str, list[str]]:
    """A filter narrows a stored indicator to something."""
    bases = {one.code for one in catalogue.stored_ids().values()}
    if said.base not in bases or (row is not None and (row.base is None or row.base.code != said.base)):
        return {"base": [_("Chọn chỉ tiêu gốc để lọc; đã lập rồi thì giữ chỉ tiêu gốc.")]}
    if not (said.kinds or said.audiences or said.topics):
        return {"kinds": [_("Chọn ít nhất một loại, đối tượng hoặc chuyên đề.")]}
    for field, dimension in (("kinds", "kind"), ("audiences", "audience"), ("topics", "topic")):
        known = {one.code for one in catalogue.categories(dimension)} | set(getattr(row, field, ()))
        if not known.issuperset(getattr(said, field)):
            return {field: [_("Có mục không còn dùng.")]}
    return {} if said.unit else {"unit": [_("Chọn đơn vị tính.")]}


def _wrong_formula(said: Draft, row: Indicator | None) -> dict[str, list[str]]:
    """Terms are counts of one unit, none of them made of the indicator itself; a ratio has a part and a base."""
    if said.way not in Way.values or (row is not None and not row.way):
        return {"way": [_("Chọn cách tính; đã lập là lọc thì giữ là lọc.")]}
    known = {one.code: one for one in catalogue.indicators()}
    if not known.keys() >= set(said.terms) or len(set(said.terms)) != len(said.terms):
        return {"terms": [_("Chọn các chỉ tiêu khác nhau đang dùng; tỷ lệ không đứng trong công thức khác.")]}
    if len(said.terms) < 2 or (said.way == Way.RATIO and len(said.terms) > 2):  # noqa: PLR2004 - a part and a base
        return {"terms": [_("Tổng, hiệu cần từ hai chỉ tiêu; tỷ lệ cần đúng hai: phần và mẫu số.")]}
    if len({known[code].unit for code in said.terms}) > 1:
        return {"terms": [_("Các chỉ tiêu phải cùng đơn vị tính: không cộng lượt với người.")]}
    if row is not None and row.code in _within(said.terms):
        return {"terms": [_("Công thức không được dùng chính chỉ tiêu này.")]}
    return {}


def _within(terms: Collection[str]) -> set[str]:
    """Codes of the terms, of their terms and so on, as the tables say it: another process may just have changed one."""
    below: dict[str, list[str]] = dict(Indicator.objects.exclude(way="").values_list("code", "terms"))
    found: set[str] = set()
    fresh = set(terms)
    while fresh:
        found |= fresh
        fresh = {code for one in fresh for code in below.get(one, ())} - found
    return found


def _codes() -> set[str]:
    return set(Indicator.objects.values_list("code", flat=True))


def _free_code(name: str, taken: Collection[str]) -> str:
    """A code nobody has: the name without marks, "_" for spaces, a number where needed."""
    folded = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[: LONGEST_CODE - 4].strip("_") or "muc"
    core = folded.upper() if name.isupper() else folded
    return next(code for code in (core, *(f"{core}_{n}" for n in range(2, len(taken) + 3))) if code not in taken)
