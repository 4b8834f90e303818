import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.documents import docx
from ketnoi.documents.paper import Block, Run, Signatory
from tests.documents.papers import paper


def opened(content):
    return Document(io.BytesIO(content))


def said(cell_or_document):
    return [paragraph.text for paragraph in cell_or_document.paragraphs]


@pytest.mark.parametrize("code", ["nha-nuoc", "chinh-tri-xa-hoi"])
def test_margins_and_paper_are_the_layouts_to_the_tenth_of_a_millimetre(code):
    made = paper(code)
    section = opened(docx.build(made)).sections[0]
    for side in ("top", "bottom", "left", "right"):
        assert abs(getattr(section, f"{side}_margin").mm - getattr(made.layout.margins, side)) < 0.1
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_one_typeface_and_no_theme_font_is_left():
    document = opened(docx.build(paper()))
    assert document.styles["Normal"].font.name == "Times New Roman"
    defaults = next(document.styles.element.iter(qn("w:rPrDefault")))
    fonts = next(defaults.iter(qn("w:rFonts")))
    assert {fonts.get(qn(f"w:{face}")) for face in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    assert fonts.get(qn("w:asciiTheme")) is None


def test_sizes_indent_and_spacing_of_the_text():
    document = opened(docx.build(paper()))
    text = next(p for p in document.paragraphs if p.text.startswith("Tổ chức"))
    assert text.runs[0].font.size.pt == 14
    assert abs(text.paragraph_format.first_line_indent.mm - 10) < 0.1
    assert text.paragraph_format.space_before.pt == 6
    assert text.paragraph_format.line_spacing == pytest.approx(1.15, abs=0.01)
    assert text.runs[0].bold is None
    assert text.runs[-1].bold is True


def test_page_numbers_start_on_the_second_page_centred_at_the_top():
    section = opened(docx.build(paper())).sections[0]
    assert section.different_first_page_header_footer is True
    assert "".join(said(section.first_page_header)) == ""
    number = section.header.paragraphs[0]
    assert number.alignment == 1
    assert [code.text for code in number._p.iter(qn("w:instrText"))] == ["PAGE"]
    assert list(section.footer._element.iter(qn("w:instrText"))) == []


def test_the_state_header_has_the_national_title_and_two_borderless_columns():
    table = opened(docx.build(paper())).tables[0]
    left, right = table.rows[0].cells
    assert said(left)[:2] == ["HỘI CẤP TRÊN", "BAN THƯỜNG VỤ"]
    assert said(right) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert said(table.rows[1].cells[0]) == ["Số: \u00a0\u00a0\u00a0\u00a0\u00a0/BC-BTV"]
    borders = next(table._tbl.iter(qn("w:tblBorders")))
    assert {border.get(qn("w:val")) for border in borders} == {"nil"}


def test_the_organisation_header_has_a_star_and_only_place_and_day_at_the_right():
    table = opened(docx.build(paper("chinh-tri-xa-hoi", day=date(2026, 2, 5), number="09"))).tables[0]
    left, right = table.rows[0].cells
    assert said(left) == ["HỘI CẤP TRÊN", "BAN THƯỜNG VỤ", "*", "Số: 09/BC-BTV"]
    assert said(right) == ["Nơi Ấy, ngày 05 tháng 02 năm 2026"]


def test_day_and_month_stay_blank_until_issued():
    blank = "\u00a0" * 5
    assert paper().place_day_line == f"Nơi Ấy, ngày{blank}tháng{blank}năm 2026"
    assert paper(year=None).place_day_line.endswith(f"năm {blank}")


def test_figures_are_found_again_in_their_order():
    content = docx.build(paper())
    assert docx.figures(content) == [("f:buoi", "7"), ("f:lop", "12")]
    control = next(opened(content).element.body.iter(qn("w:sdt")))
    assert next(control.iter(qn("w:alias"))).get(qn("w:val")) == "Số buổi"


def test_content_controls_have_their_own_identity():
    body = opened(docx.build(paper())).element.body
    identities = [node.get(qn("w:val")) for node in body.iter(qn("w:id"))]
    assert len(identities) == len(set(identities)) == 2


def test_a_tag_too_long_for_word_is_refused():
    block = Block("paragraph", (Run("1", tag="t" * 65),))
    with pytest.raises(ValueError, match="64"):
        docx.build(paper(blocks=(block,)))


def test_recipients_end_with_semicolons_and_a_full_stop():
    left, right = opened(docx.build(paper())).tables[-1].rows[0].cells
    assert said(left) == ["Nơi nhận:", "- Tỉnh ủy (b/c);", "- Lưu: VT."]
    assert said(right) == ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Người Mẫu"]


def test_several_signatories_stand_in_two_columns():
    three = tuple(Signatory("", f"Chức danh {number}") for number in (1, 2, 3))
    document = opened(docx.build(paper(signatories=three)))
    titles = [said(cell)[0] for row in document.tables[-1].rows for cell in row.cells]
    assert titles == ["CHỨC DANH 1", "CHỨC DANH 2", "CHỨC DANH 3", ""]
    assert "- Lưu: VT." in said(document)


def test_the_same_paper_gives_the_same_bytes_and_names_no_person():
    content = docx.build(paper())
    assert content == docx.build(paper())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(content).core_properties
    assert properties.author == properties.last_modified_by == "BAN THƯỜNG VỤ"
    assert properties.title == "Báo cáo Tổng kết công tác giai đoạn thử"
    dated = opened(docx.build(paper(day=date(2026, 2, 5)))).core_properties
    assert dated.created.date() == dated.modified.date() == date(2026, 2, 5)


def test_table_heads_come_again_and_columns_are_aligned():
    table = opened(docx.build(paper())).tables[1]
    assert len(list(table._tbl.iter(qn("w:tblHeader")))) == 1
    assert table.rows[1].cells[1].paragraphs[0].alignment == 2


def test_ragged_rows_are_filled_up():
    block = Block("table", rows=(((Run("a"),), (Run("b"),)), ((Run("c"),),)))
    table = opened(docx.build(paper(blocks=(block,)))).tables[1]
    assert [cell.text for row in table.rows for cell in row.cells] == ["a", "b", "c", ""]


def test_bytes_that_are_no_word_file_are_refused():
    with pytest.raises(ValueError, match="Word"):
        docx.figures(b"khong phai")


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=40), st.text())))
def test_any_text_can_be_printed_and_figures_come_back_in_number(figures):
    runs = tuple(Run(text, tag=tag) for tag, text in figures)
    found = docx.figures(docx.build(paper(blocks=(Block("paragraph", runs),))))
    assert [tag for tag, _ in found] == [tag for tag, _ in figures]
