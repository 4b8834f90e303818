"""The map as it changes after a decision: communes merged, split, renamed; in the caller's transaction, no journal.

What was stays: a place ends the day before and names what it became part of. Villages go along, each into a village of
its name under the new commune, so that what was recorded in them follows them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.audit import moments
from ketnoi.places.models import Change, FormerName, Kind, Place, Succession, bare, searchable
from ketnoi.ui.text import fold, tidy, word_key


@dataclass(frozen=True)
class Paper:
    """The document a change rests on, and the day from which it holds."""

    day: date
    name: str
    number: str = ""
    signed_on: date | None = None


@dataclass(frozen=True)
class Named:
    """What a new commune is called: its division ("xã", "phường") and its bare name."""

    division: str
    name: str


def merge(olds: Collection[Place], named: Named, paper: Paper, actor: int | None) -> Place:
    """Let communes of one province become one new commune. Raises ValidationError by field."""
    locked = _locked([place.pk for place in olds])
    if len(locked) < 2:  # noqa: PLR2004 - one alone is renamed
        raise ValidationError({"others": [_("Chọn từ hai xã, phường trở lên; một xã thì đổi tên.")]})
    if len({place.parent_id for place in locked}) > 1:
        raise ValidationError({"others": [_("Chỉ sáp nhập các xã, phường cùng một tỉnh.")]})
    _check(locked, paper, [named])
    new = _made(locked, named, paper.day)
    for old in locked:
        _end(old, paper.day)
        Succession.objects.create(old=old, new=new)
    _carry_villages({village: new for old in locked for village in _villages(old)}, paper.day)
    _keep(Change.Kind.MERGE, [*locked, new], paper, actor)
    return new


def split(old: Place, parts: Sequence[Named], lying: Mapping[int, int], paper: Paper, actor: int | None) -> list[Place]:
    """Let a commune become several, the first of which is the default; `lying` says which part a village goes to.

    `lying` is {village id: position of its part}; villages left out go to the first. Raises ValidationError by field.
    """
    [locked] = _locked([old.pk])
    if len(parts) < 2:  # noqa: PLR2004 - into one is no split
        raise ValidationError({"second": [_("Chia tách thì có từ hai đơn vị mới.")]})
    _check([locked], paper, parts)
    _end(locked, paper.day)
    made = [_made([locked], part, paper.day) for part in parts]
    for position, new in enumerate(made):
        Succession.objects.create(old=locked, new=new, is_default=position == 0, split=True)
    _carry_villages({village: made[lying.get(village.pk, 0)] for village in _villages(locked)}, paper.day)
    _keep(Change.Kind.SPLIT, [locked, *made], paper, actor)
    return made


def rename(place: Place, named: Named, paper: Paper, actor: int | None) -> Place:
    """Call a commune or a village something else from a day on; its former name is kept for the days before."""
    [locked] = _locked([place.pk])
    _check([locked], paper, [named])
    last = paper.day - timedelta(days=1)
    if locked.former_names.filter(valid_to__gte=last).exists():
        raise ValidationError({"day": [_("Nơi này đã đổi tên từ ngày này hoặc sau ngày này.")]})
    FormerName.objects.create(place=locked, name=locked.name, division=locked.division, valid_to=last)
    for field, value in _words(named).items():
        setattr(locked, field, value)
    locked.save()
    _keep(Change.Kind.RENAME, [locked], paper, actor)
    return locked


def _locked(ids: Collection[int]) -> list[Place]:
    return list(
        Place.objects.select_for_update(of=("self",)).filter(pk__in=ids).select_related("parent").order_by("pk")
    )


def _check(places: Sequence[Place], paper: Paper, named: Sequence[Named]) -> None:
    """Everything that must hold before anything is written."""
    if not fold(paper.name):
        raise ValidationError({"document_name": [_("Ghi văn bản quyết định.")]})
    if paper.day > timezone.localdate():
        raise ValidationError({"day": [_("Chỉ ghi khi đã có hiệu lực: ngày này còn ở phía trước.")]})
    for place in places:
        if place.valid_to is not None:
            raise ValidationError(_("%(name)s không còn trên bản đồ hiện nay.") % {"name": place.name})
        if place.valid_from and place.valid_from >= paper.day:
            raise ValidationError(
                {"day": [_("Ngày này phải sau ngày %(name)s có trên bản đồ.") % {"name": place.name}]}
            )
    _check_names(places, named)


def _check_names(places: Sequence[Place], named: Sequence[Named]) -> None:
    names = [_words(one)["name"] for one in named]
    if not all(fold(one.name) and fold(one.division) for one in named):
        raise ValidationError({"name": [_("Hãy nhập tên.")]})
    beside = Place.objects.filter(parent=places[0].parent_id, kind=places[0].kind, valid_to=None)
    taken = {
        word_key(name) for name in beside.exclude(pk__in=[one.pk for one in places]).values_list("name", flat=True)
    }
    if len({word_key(name) for name in names}) < len(names) or any(word_key(name) in taken for name in names):
        raise ValidationError({"name": [_("Tên này đã có trong tỉnh, xã ấy.")]})


def _words(named: Named) -> dict[str, str]:
    division, name = tidy(named.division).lower(), tidy(named.name)
    core = bare(name, division)
    return {"division": division, "name": f"{division.capitalize()} {core}", **searchable(core, division)}


def _made(olds: Sequence[Place], named: Named, day: date) -> Place:
    """A new commune in the middle of those it comes from."""
    lats = [place.lat for place in olds if place.lat is not None]
    lons = [place.lon for place in olds if place.lon is not None]
    return Place.objects.create(
        kind=Kind.COMMUNE,
        parent_id=olds[0].parent_id,
        valid_from=day,
        lat=sum(lats) / len(lats) if lats else None,
        lon=sum(lons) / len(lons) if lons else None,
        **_words(named),
    )


def _end(place: Place, day: date) -> None:
    place.valid_to = day - timedelta(days=1)
    place.save(update_fields=["valid_to"])


def _villages(commune: Place) -> list[Place]:
    return list(commune.children.filter(kind=Kind.VILLAGE, valid_to=None).select_related("parent").order_by("pk"))


def _carry_villages(into: Mapping[Place, Place], day: date) -> None:
    """Give each village its like under the new commune; of two of one name the second says where it was."""
    taken: set[tuple[int, str]] = set()
    for village, commune in into.items():
        words, above = _words(Named(village.division, village.bare)), village.parent
        if (commune.pk, word_key(words["name"])) in taken and above is not None:
            words = _words(Named(village.division, f"{village.bare} ({above.bare})"))
        taken.add((commune.pk, word_key(words["name"])))
        new = Place.objects.create(
            kind=Kind.VILLAGE, parent=commune, valid_from=day, created_by=village.created_by, **words
        )
        _end(village, day)
        Succession.objects.create(old=village, new=new)


def _keep(kind: str, places: Sequence[Place], paper: Paper, actor: int | None) -> None:
    change = Change.objects.create(
        kind=kind,
        day=paper.day,
        document_name=tidy(paper.name),
        document_number=tidy(paper.number),
        document_day=paper.signed_on,
        at=moments.now(),
        by=actor,
    )
    change.places.set(places)
