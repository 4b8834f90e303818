"""The same numbers stand in the Word file, in the annex, on the page and in the ledger."""

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest
from django.urls import reverse

from ketnoi.documents import docx
from ketnoi.figures import answers, links
from ketnoi.reports import actions, editions, exporting, rendering, returning
from ketnoi.workbooks import reading
from tests.documents import measured
from tests.reports import worlds

CAME = sum(worlds.CAME)


def pages(book):
    return {sheet.name: sheet.rows for sheet in book.sheets}


def told_by(report):
    written = editions.texts(report)
    return editions.said(report, written, editions.current(report))


def test_the_word_file_says_what_the_report_says(told):
    actions.freeze(told.report)
    told.correct(told.sessions[3], 1)
    said = told_by(told.report)
    found = docx.figures(exporting.docx(told.report))
    in_order = [token.key for token in editions.tokens_of(editions.texts(told.report))]
    assert found == [(key, said[key].shown) for key in in_order]
    assert ("luot_tuyen_truyen|tron", "1.300") in found


def test_a_frozen_report_gives_the_same_bytes_again(told):
    actions.freeze(told.report)
    first = exporting.docx(told.report)
    told.correct(told.sessions[3], 1)
    assert exporting.docx(told.report) == first


def test_the_annex_lists_the_records_as_they_were_and_adds_up(told):
    actions.freeze(told.report)
    told.correct(told.sessions[3], worlds.CAME[3] + 56)
    sheets = pages(reading.read(exporting.annex(told.report, told.lead)))
    index = sheets.pop("Danh mục số liệu")
    about = dict(map(tuple, sheets.pop("Thông tin xuất")[1:]))
    assert about["Người xuất"] == told.lead.name
    assert len(sheets) == len({row[0] for row in index[1:]})
    for number, rows in enumerate(sheets.values(), 1):
        listed = next(row for row in index[1:] if row[0] == number)
        assert sum(row[5] for row in rows[1:-1]) == rows[-1][5] == listed[4]
        assert answers.value(links.read(dict(pair.split("=") for pair in listed[11].split("&")))) == listed[4]
    sessions = next(rows for name, rows in sheets.items() if name.startswith("2. "))
    assert [row[5] for row in sessions[1:-1]] == list(worlds.CAME)
    assert sessions[1][1] == dt.date(2019, 3, 8)


def test_an_annex_of_live_figures_adds_up_too(told):
    sheets = pages(reading.read(exporting.annex(told.report, None)))
    assert dict(map(tuple, sheets["Thông tin xuất"][1:]))["Người xuất"] == "Dòng lệnh của hệ thống"
    lines = next(rows for name, rows in sheets.items() if name.startswith("2. "))
    assert lines[-1][5] == CAME


def test_a_title_that_looks_like_a_formula_stays_text(told):
    worlds.activities.record(
        worlds.came_to(told.world, 5, dt.date(2022, 1, 1), title="=1+1"),
        told.world.officers["mau"].pk,
        told.world.units["hoi_a"].pk,
    )
    content = exporting.annex(told.report, told.lead)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert not any(b"<f>" in book.read(name) for name in book.namelist() if "worksheets/" in name)
    titles = [row[2] for rows in pages(reading.read(content)).values() for row in rows if len(row) == 8]
    assert any(str(title).endswith("=1+1") for title in titles)


def test_the_paper_is_the_issuing_units(told):
    actions.freeze(told.report)
    written = editions.texts(told.report)
    paper = rendering.paper(told.report, written, told_by(told.report), rendering.for_file)
    assert paper.layout.code == "chinh-tri-xa-hoi"
    assert (paper.superiors, paper.issuer) == (["HỘI LHPN TỈNH MINH HỌA"], "BAN THƯỜNG VỤ")
    assert paper.number_line.endswith("/BC-BTV")
    assert (paper.number, paper.day) == ("", None)
    assert paper.place_day_line.startswith("Minh họa, ngày")
    assert [(one.authority, one.title, one.name) for one in paper.signatories] == [
        ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "")
    ]
    assert paper.recipient_lines[0] == "- Đoàn Chủ tịch TW Hội LHPN Việt Nam (b/c);"


def test_lines_that_begin_with_a_dash_are_points(told):
    row = told.paragraph("chưa đồng đều")
    actions.edit_paragraph(row.pk, "Có hai việc:\n- Một, {lop_tap_huan} lớp.\n- Hai.", row.version)
    written = editions.texts(told.report)
    paper = rendering.paper(told.report, written, told_by(told.report), rendering.for_file)
    points = ["".join(run.text for run in block.runs) for block in paper.blocks if block.kind == "bullet"]
    assert points == ["Một, 0 lớp.", "Hai."]


@pytest.mark.parametrize("moved", [False, True])
def test_the_page_shows_the_same_words_and_marks_what_moved(told, client, moved):
    actions.freeze(told.report)
    if moved:
        told.correct(told.sessions[3], worlds.CAME[3] + 56)
    client.force_login(told.lead)
    page = client.get(reverse("reports:report", args=[told.report.uuid])).content.decode()
    for _key, shown in docx.figures(exporting.docx(told.report)):
        assert f">{shown}<" in page
    assert page.count('class="fig moved"') == int(moved)
    assert ("+56 lượt" in page) is moved
    assert page.count(' aria-current="true"') == int(moved)


def test_an_annex_shows_no_record_beyond_its_reader(told):
    """Another agency's own session counts in the report, and stands in the annex as a sum without a name."""
    world = told.world
    apart = worlds.came_to(world, 70, dt.date(2022, 3, 1), title="Chỉ công an làm")
    alone = replace(apart, lead=world.units["ca_a"].pk, partners=())
    worlds.activities.record(alone, world.officers["cong_an"].pk, world.units["ca_a"].pk)
    sheets = pages(reading.read(exporting.annex(told.report, told.lead)))
    lines = next(rows for name, rows in sheets.items() if name.startswith("2. "))
    assert lines[-2][2:] == ["Phiếu ngoài quyền xem của người xuất", "", "", 70, "", ""]
    assert lines[-1][5] == CAME + 70
    assert not any("Chỉ công an làm" in str(cell) for rows in sheets.values() for row in rows for cell in row)


@pytest.mark.office
def test_a_frozen_report_gives_the_same_pdf_again_with_the_numbers_of_the_word_file(told, tmp_path):
    actions.freeze(told.report)
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(exporting.pdf(told.report))
    told.correct(told.sessions[3], 1)
    assert exporting.pdf(told.report) == path.read_bytes()
    printed = " ".join(page.text for page in measured.pages(path))
    for text in editions.texts(told.report):
        for sentence in editions.words(text[1], told_by(told.report)).split("\n"):
            assert " ".join(sentence.replace("\u00a0", " ").split()) in printed


def test_a_live_number_that_moved_since_is_not_called_typed_over(told):
    content = exporting.docx(told.report)
    told.correct(told.sessions[3], 600)
    assert returning.read(told.report, content).numbers == []
