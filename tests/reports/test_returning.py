"""A Word file comes back: every number typed over is found, no other is named, and only what is chosen is taken."""

import copy
import io
import subprocess
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketnoi.documents import marked
from ketnoi.reports import actions, aligning, exporting, returning, tokens
from ketnoi.reports.views import returning as views
from tests import standing
from tests.reports import marking, worlds
from tests.reports.marking import CASES


def _fix():
    told = worlds.tell()
    actions.freeze(told.report)
    return told, exporting.docx(told.report)


fixed_by_module = standing.of_module(_fix)


@pytest.fixture
def told(fixed_by_module, db):
    return copy.deepcopy(fixed_by_module[0])


@pytest.fixture
def report(told):
    """Its figures are fixed."""
    return told.report


@pytest.fixture
def made(fixed_by_module):
    """Its Word file."""
    return fixed_by_module[1]


def typed(came):
    return {one.said.token.key: one.typed for one in came.numbers}


def changed(came, what):
    return " ".join(piece.text for one in came.changes for piece in one.pieces if piece.change == what)


def check(case, came):
    assert typed(came) == case.typed
    for words in case.added:
        assert words in changed(came, "added")
    for words in case.removed:
        assert words in changed(came, "removed")
    assert bool(came.changes) == bool(case.added or case.removed)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_leaders_changed_is_found_and_nothing_else(case, report, made):
    content = marking.marked(made, case.mark)
    check(case, returning.read(report, content))
    check(case, returning.read(report, marking.untagged(content)))


@pytest.mark.parametrize(
    "case", [one for one in CASES if "nhiều" not in one.typed.values()], ids=lambda case: case.name
)
def test_also_where_nothing_says_where_a_figure_stands(case, report, made):
    content = marking.without_controls(marking.marked(made, case.mark))
    check(case, returning.read(report, content))


@pytest.mark.office
@pytest.mark.once
def test_also_after_libreoffice_saved_it(report, made, tmp_path):
    (tmp_path / "sua").mkdir()
    for number, case in enumerate(CASES):
        (tmp_path / f"{number}.docx").write_bytes(marking.marked(made, case.mark))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(tmp_path / f"{number}.docx") for number in range(len(CASES))]
    kind = "docx:MS Word 2007 XML"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / "sua"), *files]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    for number, case in enumerate(CASES):
        check(case, returning.read(report, (tmp_path / "sua" / f"{number}.docx").read_bytes()))


def test_comments_are_read_and_tracked_changes_told(report, made):
    def mark(document):
        one = next(p for p in document.paragraphs if p.runs)
        document.add_comment(one.runs, text="Bổ sung số liệu năm trước", author="Lãnh đạo")

    came = returning.read(report, marking.marked(made, mark))
    assert came.comments == ["Bổ sung số liệu năm trước"]
    assert (came.changes, came.numbers, came.tracked) == ([], [], False)
    tracked = marking.marked(made, marking.overtype_tracked("buoi_tuyen_truyen", "9"))
    assert returning.read(report, tracked).tracked


def test_another_reports_file_is_refused(told, report):
    other = actions.start(
        actions.Subject(told.world.programmes["tinh"]), told.world.units["hoi_tinh"], "so-ket", worlds.PERIOD
    )
    with pytest.raises(marked.DocumentRefused, match="không phải của báo cáo"):
        returning.read(report, exporting.docx(other))
    strange = io.BytesIO()
    document = Document()
    document.add_paragraph("Một văn bản khác hẳn.")
    document.save(strange)
    with pytest.raises(marked.DocumentRefused, match="không phải của báo cáo"):
        returning.read(report, strange.getvalue())


def changed_part(content, name, change, extra=()):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for one in source.namelist():
            target.writestr(one, change(source.read(one)) if one == name else source.read(one))
        for one, data in extra:
            target.writestr(one, data)
    return made.getvalue()


BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = (
    b'<Relationship Id="x1" Type="http://x/attachedTemplate" Target="http://x.invalid/a.dotm" TargetMode="External"/>'
)


def hostile(content):
    document = "word/document.xml"
    head = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
    yield b"", "rỗng"
    yield b"khong phai", "không phải văn bản Word"
    yield b"\xd0\xcf\x11\xe0" + b"0" * 100, "Word đời cũ"
    yield content[: len(content) // 2], "hỏng"
    yield changed_part(content, document, lambda part: part.replace(head, head + BOMB)), "không đúng chuẩn"
    yield changed_part(content, document, lambda _part: b"<w:document"), "hỏng"
    yield changed_part(content, document, lambda _part: b" " * 90_000_000), "quá nhiều dữ liệu|quá dài"
    yield changed_part(content, "", bytes, [("word/vbaProject.bin", b"x")]), "macro"
    types = "[Content_Types].xml"
    yield (
        changed_part(
            content, types, lambda part: part.replace(b"wordprocessingml.document.main+xml", b"x.macroEnabled.main+xml")
        ),
        "macro",
    )
    rels = "word/_rels/document.xml.rels"
    yield (
        changed_part(content, rels, lambda part: part.replace(b"</Relationships>", OUTSIDE + b"</Relationships>")),
        "liên kết",
    )
    for name in ("word/comments.xml", "docProps/other.rels"):
        yield changed_part(content, "", bytes, [(name, b"<x>" + b" " * 6_000_000 + b"</x>")]), "quá dài"
    long = b"<w:body><w:p><w:r><w:t>" + b"a" * 20_001 + b"</w:t></w:r></w:p>"
    yield changed_part(content, document, lambda part: part.replace(b"<w:body>", long)), "đoạn quá dài"
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as made:
        made.writestr("xl/workbook.xml", "<x/>")
    yield book.getvalue(), "không phải văn bản Word"


def test_hostile_files_are_refused_in_plain_words_and_change_nothing(report, made, told, client):
    client.force_login(told.lead)
    address = reverse("reports:bring_back", args=[report.uuid])
    before = list(report.paragraphs.values_list("text", flat=True))
    for content, why in hostile(made):
        with pytest.raises(marked.DocumentRefused, match=why):
            marked.read(content)
        answer = client.post(address, {"file": SimpleUploadedFile("a.docx", content)})
        assert answer.status_code == 422
    assert list(report.paragraphs.values_list("text", flat=True)) == before


@given(st.binary(max_size=300), st.integers(0, 4000))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_read_or_refused(made, noise, place):
    for content in (noise, b"PK" + noise, made[:place] + noise + made[place + len(noise) :]):
        try:
            marked.read(content)
        except marked.DocumentRefused:
            continue


def test_long_lines_are_held_against_each_other_by_their_words():
    old = [f"{word} " * 900 for word in ("xa", "lang", "ban")]
    new = ["moi " * 900, *(f"{one}them" for one in old)]
    assert list(aligning.pairs(old, new, str)) == [(None, new[0]), *zip(old, new[1:], strict=True)]


def sent(came, *which):
    said = {"lay": [str(number) for number in which]}
    for number, one in enumerate(came.changes, 1):
        said |= {f"noi-{number}": one.address, f"loi-{number}": one.text}
    return said


def test_what_is_chosen_is_taken_and_the_figure_stays_a_figure(report, made, told, client):
    mark = marking.both(
        marking.overtype("buoi_tuyen_truyen", "99"),
        marking.reword("sinh hoạt", "sinh hoạt chi hội"),
        marking.add_line("PHƯƠNG HƯỚNG", "Mở thêm lớp {tập huấn}."),
        marking.remove_line("Một số hoạt động"),
    )
    content = marking.marked(made, mark)
    client.force_login(told.lead)
    page = client.post(
        reverse("reports:bring_back", args=[report.uuid]), {"file": SimpleUploadedFile("a.docx", content)}
    )
    assert page.status_code == 200
    came = page.context["came"]
    assert typed(came) == {"buoi_tuyen_truyen": "99"}
    by_what = {one.what: number for number, one in enumerate(came.changes, 1)}
    assert (
        client.post(
            reverse("reports:take_changes", args=[report.uuid]), sent(came, by_what["replace"], by_what["remove"])
        ).status_code
        == 302
    )
    texts = list(report.paragraphs.values_list("text", flat=True))
    assert any("{buoi_tuyen_truyen} buổi sinh hoạt chi hội" in text for text in texts)
    assert not any("99" in text or "Mở thêm" in text or "Một số hoạt động" in text for text in texts)
    assert tokens.figures(report.paragraphs.get(text__contains="chi hội").text)
    first = report.paragraphs.get(text__startswith="Tiếp tục đẩy mạnh")
    client.post(reverse("reports:take_changes", args=[report.uuid]), sent(came, by_what["before"]))
    first.refresh_from_db()
    assert first.text.startswith("Mở thêm lớp {{tập huấn}}.\nTiếp tục đẩy mạnh")


def test_more_changes_than_one_form_can_send_come_in_several(report, made, told, client, monkeypatch):
    monkeypatch.setattr(views, "MOST_CHOICES", 1)
    document = Document(io.BytesIO(made))
    for paragraph in [one for one in document.paragraphs if one.text.startswith(("1. ", "2. "))]:
        paragraph.insert_paragraph_before("Một câu mới.")
    marked_up = io.BytesIO()
    document.save(marked_up)
    client.force_login(told.lead)
    upload = SimpleUploadedFile("a.docx", marked_up.getvalue())
    page = client.post(reverse("reports:bring_back", args=[report.uuid]), {"file": upload})
    changes = page.context["came"].changes
    assert len(changes) > 1
    assert [one for batch in page.context["batches"] for one in batch] == changes
    assert page.content.decode().count(reverse("reports:take_changes", args=[report.uuid])) == len(changes)


def test_a_paragraph_saved_meanwhile_is_not_overwritten(report, made, told, client):
    content = marking.marked(made, marking.reword("sinh hoạt", "gặp mặt"))
    came = returning.read(report, content)
    row = told.paragraph("{buoi_tuyen_truyen}")
    actions.edit_paragraph(row.pk, "Lời của người khác.", row.version)
    client.force_login(told.lead)
    client.post(reverse("reports:take_changes", args=[report.uuid]), sent(came, 1))
    row.refresh_from_db()
    assert row.text == "Lời của người khác."


def test_addresses_that_no_page_sends_are_no_page(report, told, client):
    client.force_login(told.lead)
    address = reverse("reports:take_changes", args=[report.uuid])
    for where in ("", "replace:1:1", "replace:a:1:1", f"replace:{10**30}:1:1", "replace:1:1:\x00"):
        answer = client.post(address, {"lay": "1", "noi-1": where, "loi-1": "x"})
        assert answer.status_code in {302, 404}
    strange = {"lay": "1", "noi-1": f"eat:{report.paragraphs.first().pk}:1:0", "loi-1": "x"}
    assert client.post(address, strange).status_code == 302
    assert not report.paragraphs.filter(text="x").exists()
