"""What the library is asked: words and filters, as a value; and what answers."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ketnoi.audit import kept
from ketnoi.orgs.models import Agency, Level
from ketnoi.practices import library, vocabulary
from ketnoi.practices.enums import Outcome
from ketnoi.practices.library import Card

LEVELS = (Level.CENTRE, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.BRANCH)
BY_ADOPTERS = "ap-dung"


@dataclass(frozen=True)
class Asked:
    """Words and filters; empty ones ask for all. What stands in no list is taken as not said."""

    words: str = ""
    field: str = ""
    terrain: str = ""
    evidence: str = ""
    level: str = ""
    agency: str = ""
    outcome: str = ""
    adopted: bool = False
    order: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything was asked at all."""
        return self != Asked(order=self.order)


def read(parameters: Mapping[str, str]) -> Asked:
    """What the address says."""
    return Asked(
        words=parameters.get("q", "")[: library.LONGEST].strip(),
        field=_one("linh_vuc", parameters, vocabulary.names("fields")),
        terrain=_one("dia_ban", parameters, vocabulary.names("terrains")),
        evidence=_one("minh_chung", parameters, vocabulary.names("evidence")),
        level=_one("cap", parameters, LEVELS),
        agency=_one("co_quan", parameters, agencies()),
        outcome=_one("hieu_qua", parameters, Outcome.values),
        adopted=parameters.get("ca_ap_dung") == "1",
        order=_one("xep", parameters, (BY_ADOPTERS,)),
    )


def agencies() -> dict[str, str]:
    """{code: short name} of agencies that have units."""
    return dict(Agency.objects.values_list("code", "short"))


def _one(name: str, parameters: Mapping[str, str], known: Iterable[str]) -> str:
    said = parameters.get(name, "")
    return said if said in set(known) else ""


def answer(asked: Asked) -> tuple[array[int], dict[str, int]]:
    """Ids of those that answer, and how many would by field; the likest first, else in the order of the library."""
    return kept.once(("practices", asked), lambda: _answer(asked))


def _answer(asked: Asked) -> tuple[array[int], dict[str, int]]:
    found = library.index().find(asked.words)
    agency = Agency.objects.filter(code=asked.agency).values_list("pk", flat=True).first() if asked.agency else None
    level = vocabulary.levels().get(asked.evidence, 0)
    everywhere = [one for one in found if _fits(one, asked, level, agency)]
    counted = Counter(one.field for one in everywhere)
    cards = [one for one in everywhere if asked.field in ("", one.field)]
    if asked.order == BY_ADOPTERS:
        cards.sort(key=lambda one: -one.adopters)
    return array("q", [one.id for one in cards]), dict(counted)


def _fits(one: Card, asked: Asked, level: int, agency: int | None) -> bool:
    """Everything but the field; a practice that names no kind of place suits none in particular, and is left out."""
    return (
        (asked.adopted or one.original)
        and (not asked.terrain or asked.terrain in one.terrains)
        and one.evidence >= level
        and (not asked.level or one.level == asked.level)
        and (agency is None or one.agency == agency)
        and (not asked.outcome or one.outcome == asked.outcome)
    )


def selects(asked: Asked) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """[(name, label, choices, what is chosen)] of the filters as the page offers them."""
    levels = [(level.value, str(level.label)) for level in LEVELS]
    outcomes = [(one.value, str(one.label)) for one in Outcome]
    return [
        ("dia_ban", _("Kiểu địa bàn"), vocabulary.choices("terrains"), asked.terrain),
        ("minh_chung", _("Minh chứng ít nhất"), vocabulary.choices("evidence"), asked.evidence),
        ("cap", _("Cấp"), levels, asked.level),
        ("co_quan", _("Cơ quan"), list(agencies().items()), asked.agency),
        ("hieu_qua", _("Hiệu quả"), outcomes, asked.outcome),
    ]
