"""A filled form as files: a sheet, and packets as JSON and XML. A fixed form gives the same bytes every time.

The packets (report, indicators, disaggregations, data) follow what is said of the standard that the form names. Names
and order of their fields are a proposal: how far it was checked is data of the form, and each file says it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from ketnoi.audit import moments
from ketnoi.reports.statistical.filled import Filled, Said
from ketnoi.ui import dates
from ketnoi.workbooks import writing
from ketnoi.workbooks.writing import About, Sheet, Value


def sheets(filled: Filled) -> bytes:
    """The form as an xlsx, a sheet a section."""
    about = About(
        title=filled.form.name,
        who=_("Bản chốt số liệu") if filled.moment else _("Số liệu đang cập nhật"),
        unit=filled.unit,
        at=filled.moment or moments.now(),
        scope=f"{filled.span.title}. {filled.form.source.text} ({filled.form.source.words}). {filled.form.source.note}",
    )
    return writing.write([_sheet(filled, number) for number in range(len(filled.form.sections))], about)


def as_json(filled: Filled) -> bytes:
    """The packets as JSON."""
    return (json.dumps(packets(filled), ensure_ascii=False, indent=1) + "\n").encode()


def as_xml(filled: Filled) -> bytes:
    """The same packets as XML: lists as repeated elements, nothing that is not said."""
    root = _element("packets", packets(filled))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def packets(filled: Filled) -> dict[str, Any]:
    """The form as packets of plain values; a blank cell and a closed one have a state and no value."""
    form, standard = filled.form, filled.form.standard
    return {
        "standard": {"name": standard.text, "status": standard.status, "note": standard.note} if standard else None,
        "report": {
            "code": form.code,
            "version": form.version,
            "name": form.name,
            "source": {"text": form.source.text, "status": form.source.status, "note": form.source.note},
            "unit": filled.unit,
            "period": {
                "kind": filled.span.kind, "name": filled.span.title, "start": filled.span.start.isoformat(),
                "end": filled.span.end.isoformat(), "due": filled.span.due.isoformat(),
            },
            "as_of": dates.from_us(filled.moment).isoformat() if filled.moment else None,
        },
        "indicators": [
            {"code": f"{section.code}.{row.code}", "name": row.name, "unit": row.unit,
             "status": row.status or section.status}
            for section in form.sections for row in section.rows
        ],
        "disaggregations": [
            {"section": section.code, "code": code, "name": name}
            for section in form.sections for code, name in section.columns.items()
        ],
        "data": list(_data(filled)),
    }  # fmt: skip


def _data(filled: Filled) -> Iterator[dict[str, Any]]:
    for _section, _row, _column, cell in filled.form.cells():
        indicator, _dot, column = cell.key.rpartition(".")
        one = filled.cells[cell.key]
        said = {"indicator": indicator, "disaggregation": column, "state": one.state, "value": one.value}
        yield said | ({"definition": one.definition, "definition_version": one.definition_version} if one.query else {})


def _sheet(filled: Filled, number: int) -> Sheet:
    section = filled.form.sections[number]
    header = [_("STT"), _("Chỉ tiêu"), _("Đơn vị tính"), *section.columns.values(), _("Ghi chú")]
    widths = (6, 60, 14, *(16 for _one in section.columns), 60)
    return Sheet(f"{section.code}. {section.name}", header, list(_lines(filled, number)), widths)


def _lines(filled: Filled, number: int) -> Iterator[list[Value]]:
    section = filled.form.sections[number]
    for row in section.rows:
        said = [filled.cells[row.cells[code].key] if code in row.cells else None for code in section.columns]
        notes = [text for one in said if one for text in (*one.problems, *one.sources)]
        numbers = [_value(one) if one else None for one in said]
        yield [row.code, row.name, row.unit, *numbers, "; ".join(dict.fromkeys(notes))]


def _value(said: Said) -> Value:
    return said.words if said.value is None else said.value


def _element(name: str, value: Any) -> ET.Element:
    element = ET.Element(name)
    if isinstance(value, dict):
        element.extend(_element(key, one) for key, one in value.items() if one is not None)
    elif isinstance(value, list):
        element.extend(_element("datum" if name == "data" else name.removesuffix("s"), one) for one in value)
    else:
        element.text = str(value)
    return element
