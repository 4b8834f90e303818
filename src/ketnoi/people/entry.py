"""A person as entered: one value with everything, of which a reader is given the sections he may read."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from ketnoi.access import sections
from ketnoi.people import births
from ketnoi.people.births import Birth

if TYPE_CHECKING:
    from ketnoi.people.models import Person

# Sections, each with the fields that are opened together (security.md, R11).
SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    sections.IDENTITY: (
        "full_name",
        "aliases",
        "birth",
        "sex",
        "ethnicity",
        "language",
        "interpreter",
        "id_number",
        "no_papers",
    ),
    sections.ADDRESS: ("commune", "address", "telephone", "safe_contact"),
    sections.SHELTER: ("shelter",),
    sections.MEDICAL: ("medical",),
}
LABELS: Final = {
    "full_name": _("Họ và tên"),
    "aliases": _("Tên gọi khác"),
    "birth": _("Ngày hoặc năm sinh"),
    "sex": _("Giới tính"),
    "ethnicity": _("Dân tộc"),
    "language": _("Tiếng nói thường dùng"),
    "interpreter": _("Cần người phiên dịch"),
    "id_number": _("Số định danh cá nhân"),
    "no_papers": _("Không có giấy tờ tùy thân"),
    "commune": _("Xã, phường, đặc khu"),
    "address": _("Địa chỉ"),
    "telephone": _("Điện thoại"),
    "safe_contact": _("Cách liên hệ an toàn"),
    "shelter": _("Nơi tạm lánh"),
    "medical": _("Thông tin y tế cần biết khi hỗ trợ"),
}


@dataclass(frozen=True)
class Entry:
    """A person's data; what is not known is empty. `commune` is the id of a place, 0 for none."""

    full_name: str = ""
    aliases: tuple[str, ...] = ()
    birth: Birth | None = None
    sex: str = ""
    ethnicity: str = ""
    language: str = ""
    interpreter: bool = False
    id_number: str = ""
    no_papers: bool = False
    commune: int = 0
    address: str = ""
    telephone: str = ""
    safe_contact: str = ""
    shelter: str = ""
    medical: str = ""

    @property
    def names(self) -> list[str]:
        """The full name, then the others."""
        return [self.full_name, *self.aliases]


def of(person: Person, readable: Collection[str]) -> Entry:
    """Open these sections of a person; the rest is empty. Raises what `Sealed.open` raises."""
    said: dict[str, Any] = {}
    if sections.IDENTITY in readable:
        names = person.names.open()
        said |= person.identity.open() | {"full_name": names[0], "aliases": tuple(names[1:])}
        said["birth"] = births.read(said["birth"])
    if sections.ADDRESS in readable and person.contact is not None:
        said |= person.contact.open()
    if sections.SHELTER in readable and person.shelter is not None:
        said["shelter"] = person.shelter.open()
    if sections.MEDICAL in readable and person.medical is not None:
        said["medical"] = person.medical.open()
    return Entry(**said)


def write(person: Person, entry: Entry) -> None:
    """Put an entry into the person's sealed columns; saving closes them."""
    said = asdict(entry) | {"birth": entry.birth.kept if entry.birth else ""}
    person.names = entry.names
    person.identity = {name: said[name] for name in SECTIONS[sections.IDENTITY][2:]}
    contact = {name: said[name] for name in SECTIONS[sections.ADDRESS]}
    person.contact = contact if any(contact.values()) else None
    person.shelter, person.medical = entry.shelter or None, entry.medical or None


def differing(one: Entry, other: Entry) -> list[str]:
    """Names of the fields in which two entries differ."""
    return [field.name for field in fields(Entry) if getattr(one, field.name) != getattr(other, field.name)]


@cache
def ethnicities() -> dict[str, str]:
    """{code: name} of the ethnic groups."""
    with (Path(__file__).parent / "data" / "ethnicities.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}
