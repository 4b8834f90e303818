"""Two versions of a programme side by side, in words: what an editor wrote, and what somebody saved meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ketnoi.figures import catalogue
from ketnoi.orgs import queries as orgs
from ketnoi.programmes import forms, target_forms, targets
from ketnoi.programmes.drafts import TargetRow
from ketnoi.programmes.enums import Status
from ketnoi.programmes.models import Programme, Target
from ketnoi.ui import dates


@dataclass(frozen=True)
class Difference:
    """One field that the two versions say differently."""

    label: str
    mine: str
    theirs: str


def differences(form: forms.ProgrammeForm, rows: Iterable[TargetRow], current: Programme) -> list[Difference]:
    """Fields where the valid form and what stands now differ, targets last."""
    now = forms.initial(current)
    pairs = [
        Difference(str(form.fields[name].label), words(name, form.cleaned_data[name]), words(name, now[name]))
        for name in form.fields
        if name != "version"
    ]
    theirs = [TargetRow(**row) for row in target_forms.initial_targets(current)]
    pairs.append(Difference(_("Chỉ tiêu"), _targets(rows), _targets(theirs)))
    return [pair for pair in pairs if pair.mine != pair.theirs]


def words(name: str, value: Any) -> str:
    """A field's value as people read it."""
    if name in {"parties", "observers"}:
        ids = sorted(getattr(unit, "pk", unit) for unit in value)
        return "; ".join(label for _pk, label in sorted(orgs.names(ids).items()))
    if name == "heads":
        return "; ".join(catalogue.indicator(code).name for code in sorted(value))
    if isinstance(value, dt.date):
        return dates.day(value)
    if name == "status":
        return str(Status(value).label)
    return "" if value is None else "\n".join(str(value).split("\r\n"))


def _targets(rows: Iterable[TargetRow]) -> str:
    columns = TargetRow.__dataclass_fields__
    meant = [Target(**{name: getattr(row, name) for name in columns}) for row in rows]
    return "; ".join(f"{targets.title(target)}: {targets.asked(target)}" for target in meant)
