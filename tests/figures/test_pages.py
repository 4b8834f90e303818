"""The page of a figure, its index and its sheet, seen by officers of two provinces."""

import datetime as dt
import io
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ketnoi.audit import kept, moments
from ketnoi.audit.models import Line
from ketnoi.figures import entered, links
from ketnoi.figures.figure import Figure, Level
from ketnoi.notices.models import Notice
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer
from ketnoi.practices import telling
from ketnoi.workbooks import reading
from tests.figures.test_joint_work import unit

DAY = dt.date(2021, 3, 5)


@pytest.fixture
def here(land, client):
    """Signed in as an analyst of the first province; answers the country."""
    officer = officers.add_officer("phan-tich", None, "Người Phân Tích Mẫu")
    officers.give_post(officer, unit(land, "x1 P1"), Role.ANALYST, actor=None)
    client.force_login(officer)
    return land


def enter(land, name, value, day=DAY):
    return entered.enter(entered.Entry("t_luot", unit(land, name), value, day, "Báo cáo tổng kết", "12/BC"))


def page(client, figure, more=""):
    return client.get(links.url(figure) + more)


def test_number_sum_and_source_are_on_the_page(here, client):
    enter(here, "x1 P1", 41_236)
    answer = page(client, Figure("t_luot")).content.decode()
    assert '<span class="panelnum">41.236</span>' in answer
    assert "viết trong báo cáo “trên 41.000”" in answer
    assert "Báo cáo tổng kết, số 12/BC" in answer
    assert '<td class="n">41.236</td></tr></tfoot>' in answer


def test_what_others_recorded_counts_but_does_not_show(here, client):
    enter(here, "x1 A1a", 30)
    enter(here, "x2 P2", 12)
    answer = page(client, Figure("t_luot"))
    assert len(answer.context["page"]) == 2
    assert answer.context["hidden"] == 1
    text = answer.content.decode()
    assert "x1 A1a" in text
    assert "x2 P2" not in text
    assert '<td class="n">42</td></tr></tfoot>' in text


def test_a_number_opens_for_whoever_has_an_unread_notice_too(here, client):
    """The records are kept for an edition, the bell beside them for a minute: neither may be kept inside the other."""
    enter(here, "x1 P1", 3)
    reader = Officer.objects.get(username="phan-tich")
    Notice.objects.create(officer=reader, kind=telling.ANSWER, object_id=str(uuid.uuid4()), at=moments.now())
    assert page(client, Figure("t_luot")).status_code == 200


def test_the_sheet_adds_up_to_the_figure_and_leaves_a_line(here, client):
    enter(here, "x1 A1a", 30)
    enter(here, "x2 P2", 12)
    answer = client.get(f"{reverse('figures:export')}?{links.query(Figure('t_luot'))}")
    book = reading.read(io.BytesIO(answer.content))
    rows = [row for row in book.sheets[0].rows if any(row)]
    assert [row[-1] for row in rows[1:]] == [30, 12, 42]
    assert not any("x2 P2" in str(cell) for row in rows for cell in row)
    assert Line.objects.filter(verb="export", kind="figure", object="t_luot").count() == 1


def test_days_typed_wrong_are_kept_and_named(here, client):
    enter(here, "x1 P1", 5)
    answer = page(client, Figure("t_luot"), "&xem=1&tu-ngay=31/02/2021&den-ngay=01/01/2022")
    assert answer.status_code == 400
    text = answer.content.decode()
    assert 'value="31/02/2021"' in text
    assert 'value="01/01/2022"' in text
    assert list(answer.context["errors"]) == ["tu-ngay"]


def test_days_typed_right_lead_to_the_figure_s_own_address(here, client):
    answer = page(client, Figure("t_luot", programme=3), "&xem=1&tu-ngay=5/3/2021&den-ngay=31/12/2021&tinh-den-ngay=")
    wanted = Figure("t_luot", dt.date(2021, 3, 5), dt.date(2021, 12, 31), programme=3)
    assert answer.status_code == 302
    assert answer["Location"] == links.url(wanted)


def test_old_units_of_later_days_are_refused_in_words(here, client):
    answer = page(client, Figure("t_luot", level=Level.DISTRICT_THEN, area=here.places["A1"].pk))
    assert answer.status_code == 400
    assert "30/06/2025" in answer.content.decode()


@pytest.mark.parametrize(("last", "there"), [(None, False), (dt.date(2025, 7, 1), False), (dt.date(2025, 6, 30), True)])
def test_old_districts_are_offered_in_their_time_only(here, client, last, there):
    offered = page(client, Figure("t_luot", end=last)).context["splits"]
    assert ("huyen" in {code for code, _label, _url in offered}) is there
    assert {"nam", "xa"} < {code for code, _label, _url in offered}


@pytest.mark.parametrize("split", ["nam", "thang", "loai", "doi-tuong", "co-quan", "xa"])
def test_parts_stand_beside_the_number(here, client, split):
    enter(here, "x1 P1", 5)
    enter(here, "x1 A1a", 7, dt.date(2022, 3, 5))
    parts = page(client, Figure("t_luot"), f"&chia={split}").context["parts"]
    assert sum(part.value for part in parts) == 12


@pytest.mark.parametrize("query", ["", "?chi-tieu=", "?chi-tieu=khong-co", "?chi-tieu=t_luot&don-vi=abc"])
def test_an_address_that_asks_nothing_does_not_exist(here, client, query):
    assert client.get(reverse("figures:figure") + query).status_code == 404


def queries(client, figure):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert page(client, figure).status_code == 200
    return len(seen)


def test_queries_do_not_grow_with_rows(here, client):
    enter(here, "x1 P1", 5)
    page(client, Figure("t_luot"))
    kept.forget()
    few = queries(client, Figure("t_luot"))
    for number in range(30):
        enter(here, "x1 A1a", number + 1)
    kept.forget()
    assert queries(client, Figure("t_luot")) == few


def test_the_index_says_the_unit_s_own_numbers(here, client):
    enter(here, "x1 A1a", 30)
    enter(here, "x2 P2", 12)
    groups = client.get(f"{reverse('figures:index')}?nam=2021").context["groups"]
    rows = [row for _heading, group in groups for row in group]
    assert {indicator.code: value for indicator, value, _words, _url in rows if indicator.code == "t_luot"} == {
        "t_luot": 30
    }


def test_what_nobody_entered_is_no_zero_on_any_page(here, client):
    enter(here, "x1 A1a", 30)
    asked = Figure("t_luot", dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    shown = page(client, asked).content.decode()
    assert '<span class="panelnum">chưa có số</span>' in shown
    assert "chỗ trống là chưa gửi, không phải số 0" in shown
    told = page(client, asked.but(start=dt.date(2021, 1, 1), end=dt.date(2021, 12, 31))).content.decode()
    assert "chỗ trống là chưa gửi" not in told
    groups = client.get(f"{reverse('figures:index')}?nam=2021").context["groups"]
    words = {indicator.code: said for _heading, group in groups for indicator, _value, said, _url in group}
    assert (words["t_luot"], words["t_nu"]) == ("30", "chưa có số")


def test_an_empty_year_leads_to_the_newest_with_records_and_years_are_those_that_hold_some(here, client):
    enter(here, "x1 A1a", 30)
    empty = client.get(f"{reverse('figures:index')}?nam=2023")
    assert (empty.context["newest"], empty.context["years"]) == (2021, [2021, 2023])
    assert client.get(f"{reverse('figures:index')}?nam=2021").context["newest"] == 0


def test_a_commune_that_a_split_one_was_counted_to_says_so(here, client):
    whole, split = here.places["A1a"].pk, here.places["C1a"].pk
    for place, value in ((whole, 3), (split, 4)):
        told = entered.Entry("t_luot", unit(here, "x1 P1"), value, DAY, "Báo cáo", place=place)
        entered.enter(told)
    parts = page(client, Figure("t_luot"), "&chia=xa").context["parts"]
    assert {(part.name, part.value) for part in parts} == {("NA1", 3), ("NC (có phần quy đổi)", 4)}
