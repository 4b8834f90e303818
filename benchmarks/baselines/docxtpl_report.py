"""T8's other side: the same report by docxtpl, from a template made beforehand."""

from __future__ import annotations

import io
from collections.abc import Mapping

from docx import Document
from docxtpl import DocxTemplate


def template(columns: int) -> bytes:
    """A heading, paragraphs of three runs (the middle one is a number) and a table, for each section."""
    document = Document()
    for line in ("{%p for s in sections %}", "{{ s.title }}", "{%p for p in s.paragraphs %}"):
        document.add_paragraph(line)
    paragraph = document.add_paragraph()
    for part in ("{{ p[0] }}", "{{ p[1] }}", "{{ p[2] }}"):
        paragraph.add_run(part)
    document.add_paragraph("{%p endfor %}")
    table = document.add_table(3, columns)
    table.cell(0, 0).text = "{%tr for row in s.rows %}"
    for column in range(columns):
        table.cell(1, column).text = f"{{{{ row[{column}] }}}}"
    table.cell(2, 0).text = "{%tr endfor %}"
    document.add_paragraph("{%p endfor %}")
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def build(made: bytes, context: Mapping[str, object]) -> bytes:
    """Fill the template."""
    document = DocxTemplate(io.BytesIO(made))
    document.render(dict(context))
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
