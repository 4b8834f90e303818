"""Outlines are data: they hold sections, sentences and known figures, and no number."""

import datetime as dt
import re

import pytest

from ketnoi.figures import catalogue
from ketnoi.reports import outline, tokens


def test_the_outlines_there_are():
    assert set(outline.every()) == {"tong-ket", "so-ket"}
    with pytest.raises(outline.UnknownOutline):
        outline.load("khong-co")


@pytest.mark.django_db
@pytest.mark.parametrize("plan", outline.every().values(), ids=lambda plan: plan.code)
def test_an_outline_has_five_sections_and_only_known_figures(plan):
    sections = [line.text.split(".")[0] for line in plan.lines if line.kind == "heading1"]
    assert sections == ["I", "II", "III", "IV", "V"]
    used = [token.code for line in plan.lines for token in tokens.figures(line.text)]
    assert used
    for code in used:
        catalogue.indicator(code)


@pytest.mark.parametrize("plan", outline.every().values(), ids=lambda plan: plan.code)
def test_an_outline_holds_no_number(plan):
    for line in plan.lines:
        if line.kind == "paragraph":
            assert not re.search(r"\d", "".join(part for part in tokens.parse(line.text) if isinstance(part, str)))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (dt.date(2019, 1, 1), dt.date(2022, 12, 31), "giai đoạn 2019 - 2022"),
        (dt.date(2022, 1, 1), dt.date(2022, 12, 31), "năm 2022"),
        (dt.date(2022, 1, 1), dt.date(2022, 6, 30), "6 tháng đầu năm 2022"),
        (dt.date(2019, 1, 1), dt.date(2022, 6, 30), "thời gian từ ngày 01/01/2019 đến ngày 30/06/2022"),
        (dt.date(2021, 12, 15), dt.date(2022, 1, 14), "thời gian từ ngày 15/12/2021 đến ngày 14/01/2022"),
    ],
)
def test_a_period_as_papers_name_it(first, last, words):
    assert outline.period(first, last) == words


def test_braces_in_a_programmes_name_are_words():
    assert tokens.parse(outline.filled("Thực hiện $ten.", {"ten": "{x}"})) == ["Thực hiện {x}."]
