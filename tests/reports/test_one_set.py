"""One set of numbers: Word, PDF, annex, page, API, slides, summary, programme and story say the same."""

import copy
import io
import re
import zipfile
from dataclasses import replace
from html import unescape
from urllib.parse import unquote_plus

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from pptx import Presentation

from ketnoi.documents import docx
from ketnoi.figures import answers
from ketnoi.reports import actions, derived, editions, exporting, flow, letterheads, settling, slides, story, telling
from ketnoi.reports.given import Given
from ketnoi.ui import numbers
from ketnoi.workbooks import reading
from tests import standing
from tests.api.worlds import program
from tests.documents import measured
from tests.reports import worlds


def _freeze():
    told = worlds.tell()
    worlds.enter(told.world, "tap_the_khen", 4)
    worlds.enter(told.world, "ca_nhan_khen", 7)
    actions.freeze(told.report)
    for session in told.sessions:
        told.correct(session, 1)
    return told


frozen_by_module = standing.of_module(_freeze)


@pytest.fixture
def frozen(frozen_by_module, db):
    """The report frozen, and then every session corrected: live numbers are others by now."""
    return copy.deepcopy(frozen_by_module)


def said(report):
    written = editions.texts(report)
    return editions.said(report, written, editions.current(report))


def shown(report):
    return {key: one.shown for key, one in said(report).items()}


def test_live_numbers_are_others_by_now(frozen):
    one = said(frozen.report)["luot_tuyen_truyen|tron"]
    assert (one.value, answers.value(one.figure.but(as_of=None))) == (sum(worlds.CAME), 4)


def test_word_file_annex_and_page_show_each_figure_alike(frozen, client):
    expected = shown(frozen.report)
    assert dict(docx.figures(exporting.docx(frozen.report))) == expected
    book = reading.read(exporting.annex(frozen.report, frozen.lead))
    index = next(sheet.rows for sheet in book.sheets if sheet.name == "Danh mục số liệu")
    assert {row[10]: row[5] for row in index[1:]} == expected
    client.force_login(frozen.lead)
    page = client.get(reverse("reports:report", args=[frozen.report.uuid])).content.decode()
    links = re.findall(r'<a class="fig[^"]*" href="\?so=([^"#]*)[^>]*>([^<]*)', page)
    assert {unquote_plus(unescape(key)): unescape(text) for key, text in links} == expected


def test_the_api_says_them_too_to_whom_the_report_is_open(frozen):
    answer = program(frozen.lead.posts.get()).get(f"bao-cao/{frozen.report.uuid}/so-lieu/").json()
    assert {one["key"]: one["shown"] for one in answer["figures"]} == shown(frozen.report)
    assert {one["key"]: one["value"] for one in answer["figures"]} == {
        key: one.value for key, one in said(frozen.report).items()
    }
    assert (answer["edition"], answer["frozen_at"]) == (1, frozen.report.frozen_at)
    below = program(frozen.world.officers["mau"].posts.get())
    assert below.get(f"bao-cao/{frozen.report.uuid}/so-lieu/").status_code == 404


@pytest.mark.office
def test_the_pdf_shows_them_too(frozen, tmp_path):
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(exporting.pdf(frozen.report))
    printed = " ".join(page.text for page in measured.pages(path))
    for line in editions.words(
        "\n".join(text for _kind, text in editions.texts(frozen.report)), said(frozen.report)
    ).splitlines():
        assert " ".join(line.split()) in printed


@pytest.mark.parametrize("make", [derived.summary, derived.programme, story.paper])
def test_papers_made_of_the_report_say_its_numbers(frozen, make):
    told = telling.of(frozen.report)
    found = dict(docx.figures(docx.build(make(told))))
    parts = {part.token.key: part.shown for one in told.series for part in one.parts}
    assert found
    assert found.items() <= (shown(frozen.report) | parts).items()


def test_years_add_up_to_the_frozen_whole(frozen):
    for one in telling.of(frozen.report).series:
        assert sum(part.value for part in one.parts) == one.whole.value
        assert [telling.label(part) for part in one.parts] == ["2019", "2020", "2021", "2022"]
    came = next(one for one in telling.of(frozen.report).series if one.whole.token.code == "luot_tuyen_truyen")
    assert [part.value for part in came.parts] == list(worlds.CAME)


def test_years_were_fixed_with_the_figures_and_are_not_asked_again(frozen):
    kept = set(editions.current(frozen.report).figures.values_list("key", flat=True))
    drawn = {token.key for token in telling.drawn(frozen.report, editions.texts(frozen.report))}
    assert drawn
    assert drawn <= kept


def test_charts_hold_the_same_numbers_and_can_be_edited(frozen):
    told = telling.of(frozen.report)
    show = Presentation(io.BytesIO(slides.pptx(frozen.report)))
    charts = [shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart]
    drawn = [(list(chart.plots[0].categories), list(chart.plots[0].series[0].values)) for chart in charts]
    assert drawn == [
        ([telling.label(part) for part in one.parts], [float(part.value) for part in one.parts]) for one in told.series
    ]
    assert all(chart.part.chart_workbook.xlsx_part is not None for chart in charts)


def test_slides_have_the_report_section_by_section(frozen):
    told = telling.of(frozen.report)
    show = Presentation(io.BytesIO(slides.pptx(frozen.report)))
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    sections = [section.title for section in told.sections]
    assert [title for title in titles if title in sections] == sections
    assert titles[1] == "Kết quả nổi bật"
    text = "\n".join(shape.text_frame.text for slide in show.slides for shape in slide.shapes if shape.has_text_frame)
    for section in told.sections:
        for sentence in telling.sentences(section):
            assert told.words(sentence) in text
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in show.slides if slide.has_notes_slide)
    for one in told.said.values():
        assert numbers.grouped(one.value) in notes


def test_a_leaders_number_says_everywhere_that_it_was_not_counted(frozen):
    key = "luot_tuyen_truyen|tron"
    settling.give(frozen.report, key, Given("1.420", "Sổ của tỉnh", "thiếu phiếu", 0))
    told = telling.of(frozen.report)
    beside = "1.420 (lãnh đạo ghi; số tổng hợp: 1.300)"
    deck = slides.deck(told)
    assert beside in [row[1] for row in deck.slides[0].rows]
    assert beside in deck.slides[0].notes
    charts = [slide.chart.name for slide in deck.slides if slide.chart and "Lượt người" in slide.chart.name]
    assert charts == ["Lượt người được tuyên truyền lồng ghép (lượt, số tổng hợp)"]
    lines = ["".join(run.text for run in block.runs) for block in derived.summary(told).blocks]
    assert f"{told.said[key].name}: {beside}." in lines
    assert "1.420" not in story.text(told)
    answer = program(frozen.lead.posts.get()).get(f"bao-cao/{frozen.report.uuid}/so-lieu/").json()
    said_by = {one["key"]: one["given"] for one in answer["figures"] if one["given"]}
    at = told.said[key].given.at
    assert said_by == {key: {"source": "Sổ của tỉnh", "reason": "thiếu phiếu", "at": at, "counted": "1.300"}}


def test_who_speaks_is_told_a_rate_as_it_is_read(frozen):
    told = telling.of(frozen.report)
    one = told.main[0]
    rate = replace(one, figure=one.figure.but(indicator="ty_le_hoa_giai_thanh"), value=8571)
    (slide,) = slides.deck(replace(told, main=[rate], sections=[], series=[])).slides
    assert f"{rate.name}: 85,71 {rate.unit}." in slide.notes


def test_slides_of_an_issued_report_keep_its_letterhead(frozen):
    frozen.report.paragraphs.update(accepted=True)
    flow.submit(frozen.report)
    flow.approve(frozen.report)
    flow.issue(frozen.report, "12", timezone.localdate())
    frozen.report.refresh_from_db()
    before = slides.deck(telling.of(frozen.report)).issuer
    head = letterheads.of(frozen.report.unit)
    head.issuer_lines = "MỘT TÊN KHÁC"
    actions.set_letterhead(head)
    assert slides.deck(telling.of(frozen.report)).issuer == before != "MỘT TÊN KHÁC"


def test_the_same_slides_are_the_same_bytes_and_name_no_person(frozen):
    first = slides.pptx(frozen.report)
    frozen.correct(frozen.sessions[0], 2)
    assert slides.pptx(frozen.report) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
    assert "Người Mẫu".encode() not in everything


def test_the_programme_of_the_day_is_without_gaps_and_names_each_party(frozen):
    document = Document(io.BytesIO(docx.build(derived.programme(telling.of(frozen.report)))))
    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows][1:]
    spans = [row[0].split(" - ") for row in rows]
    assert spans[0][0] == "08h00"
    assert [first for first, _last in spans[1:]] == [last for _first, last in spans[:-1]]
    xml = document.tables[1]._tbl.xml
    assert "tap_the_khen" in xml
    parties = {unit.label for unit in derived.parties_of(frozen.report)} - {frozen.report.unit.label}
    assert parties
    assert parties <= {row[2] for row in rows}


def test_the_page_lists_the_files_and_every_link_gives_one(frozen, client):
    client.force_login(frozen.lead)
    page = client.get(reverse("reports:files", args=[frozen.report.uuid]))
    links = set(
        re.findall(r'href="(/bao-cao/[^"]+/(?:docx|pptx|van-ban|trang-chieu|phu-luc)[^"]*)"', page.content.decode())
    )
    assert len(links) == 6
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200
        assert zipfile.is_zipfile(io.BytesIO(answer.content))
    assert client.get(reverse("reports:paper", args=[frozen.report.uuid, "khac"])).status_code == 404
