"""Outlines are data: they hold sections, sentences and known figures, and no number; a used version stays."""

import datetime as dt
import re

import pytest

from ketnoi.figures import catalogue
from ketnoi.orgs.models import Agency
from ketnoi.reports import annexes, filling, outline, tokens

PLANS = list(outline.all_versions())
WORDS = filling.of_period(dt.date(2022, 1, 1), dt.date(2022, 12, 31)) | {
    "don_vi": "Hội Mẫu", "cong_viec": "công tác", "chuyen_de": "Phòng, chống mẫu", "ma_chuyen_de": "MA_TUY",
    "ten_chuong_trinh": "Mẫu", "ten_va_giai_doan": "Mẫu", "van_ban": "Mẫu", "cac_co_quan": "Mẫu",
}  # fmt: skip


def named(plan) -> str:
    return f"{plan.code}.{plan.version}"


def figures(plan) -> list[tokens.Token]:
    return [token for line in plan.lines for token in tokens.figures(filling.filled(line.text, WORDS))]


def test_the_outlines_there_are():
    assert list(outline.every()) == ["so-ket", "tong-ket", "thang", "quy", "6-thang", "nam", "chuyen-de"]
    assert [code for code, _name in outline.periodic()] == ["thang", "quy", "6-thang", "nam"]
    with pytest.raises(outline.UnknownOutline):
        outline.load("khong-co")


def test_the_newest_version_is_offered_and_an_earlier_one_still_opens():
    assert outline.load("tong-ket").version == outline.every()["tong-ket"].version == 2
    assert outline.load("tong-ket", 1).version == 1
    with pytest.raises(outline.UnknownOutline):
        outline.load("tong-ket", 9)


@pytest.mark.django_db
@pytest.mark.parametrize("plan", PLANS, ids=named)
def test_an_outline_has_five_sections_and_only_known_figures(plan):
    headings = [line.text for line in plan.lines if line.kind == "heading1"]
    assert [text.split(".")[0] for text in headings[:5]] == ["I", "II", "III", "IV", "V"]
    assert all(text.startswith("PHỤ LỤC") for text in headings[5:])
    used = {token.code for token in figures(plan)}
    assert used
    asked = {code for line in plan.lines for code in (*line.requires, *(line.annex.indicators if line.annex else ()))}
    for code in used | asked:
        catalogue.indicator(code)


@pytest.mark.parametrize("plan", PLANS, ids=named)
def test_what_an_outline_requires_it_proposes_itself(plan):
    required = {code for line in plan.lines for code in line.requires}
    assert required <= {token.code for token in figures(plan)}


@pytest.mark.parametrize("plan", PLANS, ids=named)
def test_an_outline_holds_no_number(plan):
    for line in plan.lines:
        if line.kind == "paragraph":
            words = (part for part in tokens.parse(filling.filled(line.text, WORDS)) if isinstance(part, str))
            assert not re.search(r"\d", "".join(words).replace(WORDS["giai_doan"], ""))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (dt.date(2019, 1, 1), dt.date(2022, 12, 31), "giai đoạn 2019 - 2022"),
        (dt.date(2022, 1, 1), dt.date(2022, 12, 31), "năm 2022"),
        (dt.date(2022, 1, 1), dt.date(2022, 6, 30), "6 tháng đầu năm 2022"),
        (dt.date(2022, 1, 1), dt.date(2022, 9, 30), "9 tháng đầu năm 2022"),
        (dt.date(2022, 7, 1), dt.date(2022, 12, 31), "6 tháng cuối năm 2022"),
        (dt.date(2022, 1, 1), dt.date(2022, 3, 31), "quý I năm 2022"),
        (dt.date(2022, 10, 1), dt.date(2022, 12, 31), "quý IV năm 2022"),
        (dt.date(2024, 2, 1), dt.date(2024, 2, 29), "tháng 2 năm 2024"),
        (dt.date(2022, 2, 1), dt.date(2022, 4, 30), "thời gian từ ngày 01/02/2022 đến ngày 30/04/2022"),
        (dt.date(2019, 1, 1), dt.date(2022, 6, 30), "thời gian từ ngày 01/01/2019 đến ngày 30/06/2022"),
        (dt.date(2021, 12, 15), dt.date(2022, 1, 14), "thời gian từ ngày 15/12/2021 đến ngày 14/01/2022"),
    ],
)
def test_a_period_as_papers_name_it(first, last, words):
    assert filling.period(first, last) == words


def test_braces_in_a_programmes_name_are_words():
    assert tokens.parse(filling.filled("Thực hiện $ten.", {"ten": "{x}"})) == ["Thực hiện {x}."]


def test_a_bar_inside_a_figure_parts_no_cells():
    rows = [["Chỉ tiêu", "Năm"], ["Buổi", "{buoi_tuyen_truyen|nam=2021|tron}"]]
    assert annexes.cells(annexes.write(rows)) == rows
    assert annexes.cells("A | B\nmột ô") == [["A", "B"], ["một ô", ""]]


@pytest.mark.django_db
def test_an_annex_by_year_has_a_column_for_each_and_one_for_all():
    asked = outline.Annex(annexes.YEARS, ("hoat_dong",))
    text = annexes.planned(asked, None, dt.date(2021, 1, 1), dt.date(2022, 12, 31))
    assert annexes.cells(text) == [
        ["Chỉ tiêu", "Đơn vị tính", "Năm 2021", "Năm 2022", "Cả kỳ"],
        ["Hoạt động", "hoạt động", "{hoat_dong|nam=2021}", "{hoat_dong|nam=2022}", "{hoat_dong}"],
    ]
    one_year = annexes.planned(asked, None, dt.date(2022, 1, 1), dt.date(2022, 12, 31))
    assert annexes.cells(one_year)[0] == ["Chỉ tiêu", "Đơn vị tính", "Cả kỳ"]


@pytest.mark.django_db
def test_an_annex_by_agency_asks_for_each_agencys_part():
    Agency.objects.create(pk=1, code="hoi", name="Hội Mẫu", short="Hội", order=1)
    Agency.objects.create(pk=2, code="ca", name="Công an Mẫu", short="CA", order=2)
    asked = outline.Annex(annexes.AGENCIES, ("luot",), ("hoi", "ca"))
    text = annexes.planned(asked, None, dt.date(2022, 1, 1), dt.date(2022, 12, 31))
    assert annexes.cells(text)[1] == ["Lượt người dự", "lượt", "{luot|co-quan=hoi}", "{luot|co-quan=ca}", "{luot}"]
