"""Word files of a report as leaders mark them up."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from dataclasses import dataclass, field

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Mark = Callable[[object], None]


@dataclass(frozen=True)
class Case:
    """`typed`: {key: what stands there now, empty where it was taken out}; `added` and `removed` words of sentences."""

    name: str
    mark: Mark
    typed: dict[str, str] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def marked(content: bytes, mark: Mark) -> bytes:
    document = Document(io.BytesIO(content))
    mark(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def untagged(content: bytes) -> bytes:
    """As LibreOffice leaves it: the controls are there, their names are not, and the file says nothing of itself."""

    def strip(document):
        for control in document.element.body.iter(qn("w:sdt")):
            for child in list(control.find(qn("w:sdtPr"))):
                child.getparent().remove(child)
        document.core_properties.keywords = ""

    return marked(content, strip)


def without_controls(content: bytes) -> bytes:
    """As text pasted into another file: nothing says where a figure stands."""

    def unwrap(document):
        for control in list(document.element.body.iter(qn("w:sdt"))):
            for run in list(control.find(qn("w:sdtContent"))):
                control.addprevious(run)
            control.getparent().remove(control)

    return marked(content, unwrap)


def control(document, key, place=0):
    found = [
        one
        for one in document.element.body.iter(qn("w:sdt"))
        if one.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == key
    ]
    return found[place]


def paragraph(document, within):
    return next(
        one
        for one in document.element.body.iter(qn("w:p"))
        if within in "".join(t.text or "" for t in one.iter(qn("w:t")))
    )


def overtype(key, words):
    def mark(document):
        first, *rest = control(document, key).iter(qn("w:t"))
        first.text = words
        for one in rest:
            one.text = ""

    return mark


def overtype_tracked(key, words):
    """The old number struck out and the new one put in, inside the control."""

    def mark(document):
        inside = control(document, key).find(qn("w:sdtContent"))
        run = inside.find(qn("w:r"))
        new = copy.deepcopy(run)
        new.find(qn("w:t")).text = words
        run.find(qn("w:t")).tag = qn("w:delText")
        for name, one in (("w:del", run), ("w:ins", new)):
            change = OxmlElement(name)
            change.set(qn("w:author"), "Lãnh đạo")
            change.set(qn("w:id"), "90")
            inside.append(change)
            change.append(one)

    return mark


def replace_control(key, words):
    """The control is gone, the number typed in its place."""

    def mark(document):
        found = control(document, key)
        run = found.find(f"{qn('w:sdtContent')}/{qn('w:r')}")
        run.find(qn("w:t")).text = words
        found.addprevious(run)
        found.getparent().remove(found)

    return mark


def reword(old, new):
    def mark(document):
        one = next(t for t in document.element.body.iter(qn("w:t")) if old in (t.text or ""))
        one.text = one.text.replace(old, new, 1)

    return mark


def reword_tracked(old, new):
    """A stretch of a run struck out and other words put in."""

    def mark(document):
        text = next(t for t in document.element.body.iter(qn("w:t")) if old in (t.text or ""))
        run = text.getparent()
        before, after = text.text.split(old, 1)
        for name, words in (("", before), ("w:del", old), ("w:ins", new), ("", after)):
            made = copy.deepcopy(run)
            made.find(qn("w:t")).text = words
            made.find(qn("w:t")).set(qn("xml:space"), "preserve")
            if name == "w:del":
                made.find(qn("w:t")).tag = qn("w:delText")
            if name:
                change = OxmlElement(name)
                change.set(qn("w:author"), "Lãnh đạo")
                change.set(qn("w:id"), "91")
                change.append(made)
                made = change
            run.addprevious(made)
        run.getparent().remove(run)

    return mark


def split_runs(document):
    """As Word does at every touch: each word a run of its own."""
    for run in list(document.element.body.iter(qn("w:r"))):
        text = run.find(qn("w:t"))
        if text is None or not text.text or " " not in text.text:
            continue
        for part in text.text.replace(" ", " \0").split("\0"):
            made = copy.deepcopy(run)
            made.find(qn("w:t")).text = part
            made.find(qn("w:t")).set(qn("xml:space"), "preserve")
            run.addprevious(made)
        run.getparent().remove(run)


def add_line(within, words):
    def mark(document):
        after = paragraph(document, within)
        made = copy.deepcopy(after)
        for child in list(made):
            if child.tag != qn("w:pPr"):
                made.remove(child)
        run, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.text = words
        run.append(text)
        made.append(run)
        after.addnext(made)

    return mark


def remove_line(within):
    def mark(document):
        one = paragraph(document, within)
        one.getparent().remove(one)

    return mark


def both(*marks):
    def mark(document):
        for one in marks:
            one(document)

    return mark


def fill_in_the_office(document):
    """Number, day and a name under the signature: the office's, no change of the report."""
    for one in document.element.body.iter(qn("w:t")):
        one.text = (one.text or "").replace("Số:\u00a0\u00a0\u00a0\u00a0\u00a0", "Số: 15")
    cell = document.tables[-1].rows[0].cells[-1]
    cell.add_paragraph("Người Ký Mẫu")


TALKS, HEARD, CAME = "cuoc_noi_chuyen", "nguoi_noi_chuyen|tron", "luot_tuyen_truyen|tron"
CASES = (
    Case("nothing", both()),
    Case("runs split", split_runs),
    Case("office fills in", fill_in_the_office),
    Case("one number", overtype("buoi_tuyen_truyen", "9"), {"buoi_tuyen_truyen": "9"}),
    Case("one number, tracked", overtype_tracked("buoi_tuyen_truyen", "9"), {"buoi_tuyen_truyen": "9"}),
    Case("words for a number", overtype(CAME, "nhiều"), {CAME: "nhiều"}),
    Case("rounded otherwise", overtype(CAME, "gần 1.400"), {CAME: "gần 1.400"}),
    Case("a point taken out", overtype(CAME, "1300"), {CAME: "1300"}),
    Case("a number more of two alike", overtype(TALKS, "2"), {TALKS: "2"}),
    Case(
        "two in one sentence",
        both(overtype("buoi_tuyen_truyen", "5"), overtype(CAME, "1.301")),
        {"buoi_tuyen_truyen": "5", CAME: "1.301"},
    ),
    Case(
        "in two sentences",
        both(overtype("buoi_tuyen_truyen", "5"), overtype(HEARD, "45")),
        {"buoi_tuyen_truyen": "5", HEARD: "45"},
    ),
    Case(
        "number and words",
        both(overtype(CAME, "1.350"), reword("hội viên, học sinh", "hội viên, phụ nữ, học sinh")),
        {CAME: "1.350"},
        ("phụ nữ",),
    ),
    Case("words", reword("sinh hoạt", "sinh hoạt chi hội"), {}, ("chi hội",)),
    Case("words, tracked", reword_tracked("sinh hoạt", "gặp mặt"), {}, ("gặp mặt",), ("sinh hoạt",)),
    Case("control replaced", replace_control("buoi_tuyen_truyen", "12"), {"buoi_tuyen_truyen": "12"}),
    Case("control replaced by the same", replace_control("buoi_tuyen_truyen", "4")),
    Case("a line added", add_line("PHƯƠNG HƯỚNG", "Mở thêm 3 lớp tập huấn tại các xã."), {}, ("Mở thêm 3 lớp",)),
    Case("a line removed", remove_line("Một số hoạt động"), {}, (), ("chưa đồng đều",)),
    Case(
        "line removed, another number",
        both(remove_line("Một số hoạt động"), overtype(TALKS, "8")),
        {TALKS: "8"},
        (),
        ("chưa đồng đều",),
    ),
    Case("runs split, number tracked", both(overtype_tracked(HEARD, "50"), split_runs), {HEARD: "50"}),
    Case(
        "everything",
        both(overtype(HEARD, "44"), reword("IV. PHƯƠNG", "IV. MỤC TIÊU, PHƯƠNG"), split_runs, fill_in_the_office),
        {HEARD: "44"},
        ("MỤC TIÊU",),
    ),
)
