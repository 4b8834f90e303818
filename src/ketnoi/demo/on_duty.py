"""Who is on duty in the demo province, and a drill that a commune's police has not taken yet. Numbers are invented."""

from __future__ import annotations

from ketnoi.deadlines.keeping import By
from ketnoi.notices import drills, hours, rosters
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.orgs.models import Level, Unit

ALWAYS = [hours.ALL_DAY] * rosters.WEEK
OFFICE = [hours.parse("07:30-11:30, 13:30-17:00")] * 5 + [[], []]
NIGHTS = [hours.parse("17:00-07:30")] * rosters.WEEK


def keep() -> None:
    """Rosters of the Union, the police, the procuracy and the court of the province, and of the first commune."""
    leads = Post.objects.filter(role=Role.LEAD, unit__agency__code="hoi", unit__level=Level.PROVINCE)
    lead = leads.select_related("unit").earliest("pk")
    by = By(lead.officer_id, lead.unit_id)
    around = Unit.objects.filter(province=lead.unit.province, valid_to=None)
    province = {one.agency.code: one for one in around.filter(level=Level.PROVINCE).select_related("agency")}
    _line(province["hoi"], "Trực cơ quan", 1, OFFICE, by)
    for number, code in enumerate(("ca", "vks", "ta"), start=2):
        _line(province[code], "Trực ban", number, ALWAYS if code == "ca" else OFFICE, by)
    held = Post.objects.filter(unit__level=Level.COMMUNE, unit__agency__code="ca", unit__province=lead.unit.province)
    police = held.select_related("unit").earliest("pk").unit
    _line(police, "Trực ban", 5, ALWAYS, by)
    _line(police, "Trực chỉ huy", 6, NIGHTS, by)
    drills.begin(police.pk, lead.unit_id, by)


def _line(unit: Unit, name: str, number: int, week: list[list[hours.Stretch]], by: By) -> None:
    """Numbers are 0900 000 00x, which nobody has."""
    rosters.add(unit.pk, rosters.Line(name, f"090000000{number}", 1 if number < 6 else 2, week), by)
