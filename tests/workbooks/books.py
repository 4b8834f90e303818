"""Workbooks for the tests of this room, and a fake domain that keeps its records in a list."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from ketnoi.workbooks.batches import RowResult
from ketnoi.workbooks.template import Column, Holds, Template

FORM = Template(
    code="viec-thu",
    title="Danh sách việc thử",
    fields=(
        Column("name", "Tên việc", required=True, hint="Ghi ngắn", example="Buổi nói chuyện"),
        Column("day", "Ngày", required=True),
        Column("people", "Số người", holds=Holds.COUNT),
        Column("kind", "Loại", choices=("Buổi", "Lớp")),
    ),
)
# The writer would put the present second into the file, and the same rows would be another file.
CREATED = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = [column.title for column in FORM.columns]


def book(*rows, header=HEADER, above=()):
    """An xlsx with these rows under a header."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        made.set_properties({"created": CREATED})
        sheet = made.add_worksheet("Dữ liệu")
        for number, row in enumerate((*above, header, *rows)):
            for place, value in enumerate(row):
                sheet.write(number, place, value)
    return target.getvalue()


def changed(content, *, add=(), drop=(), swap=None):
    """The same zip with entries added, dropped or rewritten."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in drop:
                new.writestr(name, (swap or {}).get(name, lambda old: old)(old.read(name)))
        for name, data in dict(add).items():
            new.writestr(name, data)
    return target.getvalue()


def with_sheet(edit):
    """A small book whose sheet's XML went through `edit`."""
    return changed(book(["a", 1, 2, 3]), swap={"xl/worksheets/sheet1.xml": edit})


def with_cell(reference):
    """A small book whose last cell claims to stand at `reference`."""
    return with_sheet(lambda xml: re.sub(rb'r="D2"', b'r="' + reference.encode() + b'"', xml))


def upload(content, name="tệp.xlsx"):
    return SimpleUploadedFile(name, content)


@dataclass
class Domain:
    """Checks that the number of people is one; keeps records in a dict, and can be told to fail."""

    records: dict = field(default_factory=dict)
    fail_at: int | None = None
    doubtful: str = ""
    walk: str = "people"

    def check(self, rows):
        return [self._result(row) for row in rows]

    def _result(self, row):
        people = row.get("people")
        errors = {} if people is None or isinstance(people, int) else {"people": "Không phải là số"}
        doubts = {"name": "Có phải B?"} if self.doubtful and row.get("name") == self.doubtful else {}
        return RowResult(errors=errors, doubts=doubts, values={"name": row.get("name", ""), "people": people})

    def prepare(self, rows):
        return lambda: self._create(rows)

    def _create(self, rows):
        made = []
        for row in rows:
            if self.fail_at == row.number:
                raise RuntimeError("giữa chừng")
            self.records[len(self.records) + 100] = row.values
            made.append(len(self.records) + 99)
        return made

    def remove(self, ids):
        for key in ids:
            del self.records[key]
