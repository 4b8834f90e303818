"""The pages themselves, measured: the Word file as LibreOffice draws it, and the PDF."""

import re
import subprocess
from dataclasses import dataclass
from datetime import date

import pytest

from ketnoi.documents import docx, layouts, pdf
from ketnoi.documents.paper import Block, Paper, Run, Signatory
from tests.documents import measured
from tests.documents.measured import Look, Page
from tests.documents.papers import paper

pytestmark = [pytest.mark.office, pytest.mark.once]

DAY = date(2026, 2, 5)
CODES = ("nha-nuoc", "chinh-tri-xa-hoi", "lien-nganh")
WAYS = ("word", "pdf")
# LibreOffice keeps places in twentieths of a point and hangs no letter out by more than this
NEAR = 0.4
LONG = Block("paragraph", (Run("Tổ chức tuyên truyền pháp luật cho hội viên, phụ nữ các xã trong tỉnh. " * 60),))
SIGNED = (
    Signatory("TM. BAN THƯỜNG VỤ", "Chủ tịch", "Người Mẫu"),
    Signatory("KT. Giám đốc", "Phó Giám đốc", "Người Thứ Hai Mẫu"),
    Signatory("", "Viện trưởng", "Người Thứ Ba Mẫu"),
)


@dataclass
class Drawn:
    """One paper on pages, drawn one way."""

    made: Paper
    pages: list[Page]
    fonts: dict[str, bool]
    looks: list[Look]

    def look(self, text: str) -> Look:
        return next(one for one in self.looks if text in one.text)


def written(code: str) -> Paper:
    signatories = SIGNED if code == "lien-nganh" else SIGNED[:1]
    made = paper(code, day=DAY, number="09", signatories=signatories)
    return paper(code, day=DAY, number="09", signatories=signatories, blocks=(*made.blocks, LONG, LONG))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory) -> dict[tuple[str, str], Drawn]:
    """All layouts both ways; LibreOffice starts once for all of them."""
    folder = tmp_path_factory.mktemp("drawn")
    made = {code: written(code) for code in CODES}
    for code, one in made.items():
        (folder / f"{code}.docx").write_bytes(docx.build(one))
        (folder / f"pdf-{code}.pdf").write_bytes(pdf.build(one))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{code}.docx") for code in CODES]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    names = {"word": "{}.pdf", "pdf": "pdf-{}.pdf"}
    found = {}
    for way, name in names.items():
        for code, one in made.items():
            path = folder / name.format(code)
            found[way, code] = Drawn(one, measured.pages(path), measured.fonts(path), measured.looks(path))
    return found


@pytest.fixture(params=[(way, code) for way in WAYS for code in CODES], ids="-".join)
def one(request, drawn) -> Drawn:
    return drawn[request.param]


def test_the_paper_and_the_four_margins_are_the_layouts(one):
    layout, margins = one.made.layout, one.made.layout.margins
    assert len(one.pages) >= 2
    for page in one.pages:
        assert page.width == pytest.approx(layout.width, abs=0.1)
        assert page.height == pytest.approx(layout.height, abs=0.1)
    inside = [word for page in one.pages for word in page.words if word.top > margins.top - 1]
    assert min(word.left for word in inside) == pytest.approx(margins.left, abs=NEAR)
    assert max(word.right for word in inside) == pytest.approx(layout.width - margins.right, abs=NEAR)
    # a line begins above its letters by what its face leaves free, less than half a line
    assert min(word.top for word in inside) == pytest.approx(margins.top, abs=1.2)
    assert max(word.bottom for word in inside) <= layout.height - margins.bottom + NEAR
    last = max(word.bottom for word in one.pages[0].words)
    assert layout.height - margins.bottom - last < 2 * layout["paragraph"].size * measured.POINT * 1.5


def test_every_letter_is_set_in_the_layouts_face_and_embedded(one):
    assert one.fonts
    assert all(one.fonts.values())
    # Times New Roman itself where it is installed, else the face made to its measures
    assert {re.sub(r"[^A-Za-z]", "", name.split("-")[0]) for name in one.fonts} <= {
        "LiberationSerif", "Liberation", "TimesNewRomanPSMT", "TimesNewRomanPS", "TimesNewRoman",
    }  # fmt: skip


def test_sizes_and_weights_are_the_layouts_element_by_element(one):
    layout, made = one.made.layout, one.made
    said = {
        "issuer": made.issuers[-1],
        "number": "Số: 09/BC-BTV",
        "place_day": "ngày 05 tháng 02 năm 2026",
        "kind": "BÁO CÁO",
        "about": "Tổng kết công tác",
        "heading1": "I. KẾT QUẢ",
        "paragraph": "Tổ chức tuyên truyền",
        "recipients_title": "Nơi nhận:",
        "recipients": "Tỉnh ủy (b/c);",
        "authority": "TM. BAN THƯỜNG VỤ",
        "title": "CHỦ TỊCH",
        "name": "Người Mẫu",
    } | ({"nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "motto": "Độc lập"} if layout.element("nation") else {})
    for name, text in said.items():
        look, element = one.look(text), layout[name]
        assert (look.size, look.bold, look.italic) == (element.size, element.bold, element.italic), name


def test_the_header_has_issuer_and_nation_each_in_the_middle_of_its_column(one):
    layout, page = one.made.layout, one.pages[0]
    left, right = layout.header_columns
    middle_left = layout.margins.left + left / 2
    middle_right = layout.margins.left + left + right / 2
    for line in (*one.made.superiors, *one.made.issuers):
        assert page.line(line).middle == pytest.approx(middle_left, abs=NEAR)
    at_right = page.line("Nơi Ấy, ngày 05 tháng 02 năm 2026")
    assert at_right.middle == pytest.approx(middle_right, abs=NEAR)
    if layout.element("nation"):
        nation = page.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        assert nation.middle == pytest.approx(middle_right, abs=NEAR)
        assert nation.top == pytest.approx(page.line((*one.made.superiors, *one.made.issuers)[0]).top, abs=0.2)
    else:
        assert "CỘNG HÒA" not in page.text
        assert page.line("*").middle == pytest.approx(middle_left, abs=NEAR)


def test_titles_stand_in_the_middle_of_the_text(one):
    layout, page = one.made.layout, one.pages[0]
    middle = (layout.margins.left + layout.width - layout.margins.right) / 2
    for line in ("BÁO CÁO", "Tổng kết công tác", "giai đoạn thử"):
        assert page.line(line).middle == pytest.approx(middle, abs=NEAR)


def test_the_first_line_of_a_paragraph_stands_in(one):
    layout, page = one.made.layout, one.pages[0]
    first = page.line("Tổ chức tuyên truyền")
    assert first.left == pytest.approx(layout.margins.left + layout["paragraph"].indent, abs=NEAR)


def test_pages_are_numbered_from_the_second_in_the_upper_margin(one):
    layout = one.made.layout
    first, *others = ([w for w in page.words if w.bottom < layout.margins.top + 0.1] for page in one.pages)
    assert first == []
    for number, words in enumerate(others, 2):
        assert [word.text for word in words] == [str(number)]
        middle = (layout.margins.left + layout.width - layout.margins.right) / 2
        assert words[0].middle == pytest.approx(middle, abs=NEAR)
        assert words[0].top == pytest.approx(layout.margins.header, abs=1.2)
    assert next(look for look in one.looks if look.text.strip() == "2").size == layout["page_number"].size


def test_who_signs_stands_under_whose_authority_he_signs_in_the_right_half(one):
    layout, page = one.made.layout, one.pages[-1]
    width = layout.width - layout.margins.left - layout.margins.right
    quarters = [layout.margins.left + width / 4, layout.margins.left + width * 3 / 4]
    places = quarters if len(one.made.signatories) > 1 else quarters[1:]
    for number, signatory in enumerate(one.made.signatories):
        lines = [text for text in (signatory.authority.upper(), signatory.title.upper(), signatory.name) if text]
        boxes = [page.line(text) for text in lines]
        for box in boxes:
            assert box.middle == pytest.approx(places[number % len(places)], abs=NEAR)
        assert [box.top for box in boxes] == sorted(box.top for box in boxes)
        assert boxes[-1].top - boxes[-2].bottom > layout["name"].before * measured.POINT * 0.9
    assert page.line("Nơi nhận:").left < layout.margins.left + 3


def test_the_same_paper_gives_the_same_pdf():
    assert pdf.build(written("lien-nganh")) == pdf.build(written("lien-nganh"))
    assert layouts.declared("lien-nganh", DAY).joint
