"""The page: exact numbers, links that open them, who may see it, and how many queries it takes."""

import io
import re
from html import unescape
from zipfile import ZipFile

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.audit import kept
from ketnoi.audit.models import Line
from ketnoi.figures import answers, catalogue, entered, links
from ketnoi.figures.models import Category
from ketnoi.officers.enums import Role
from ketnoi.programmes import links as hooks
from ketnoi.programmes import page, queries
from ketnoi.programmes.cards import cases
from ketnoi.programmes.drafts import TileRow
from tests.programmes import worlds

URL = "/chuong-trinh/tinh-thu/"


def built(world, query=""):
    programme = queries.visible_to(worlds.officer(world, "wP")).get(slug="tinh-thu")
    looked_at, ground = page.read(programme, QueryDict(query))
    return page.build(looked_at, ground)


def numbers(table):
    return [[cell.value for cell in row] for row in table.rows]


def signed_in(client, world, unit="wP", role=Role.RECORDER):
    client.force_login(worlds.officer(world, unit, role))
    return client


def test_tiles_say_exact_and_official_numbers_with_their_notes(filled):
    buoi, luot, nu = built(filled).tiles
    assert (buoi.words, buoi.unit, buoi.note) == ("8", "buổi", "có 7 buổi cùng X")
    assert (luot.value, luot.qualifier, luot.words) == (1000, "", "1.000")
    assert (nu.value, nu.tile.minor) == (600, True)


def test_a_year_narrows_every_number(filled):
    one = built(filled, "nam=2022")
    assert [tile.value for tile in one.tiles] == [2, 900, 550]
    assert (one.tiles[1].qualifier, one.tiles[1].words) == ("", "900")
    assert [row[0] for row in numbers(one.months.table)] == ["2022"]


def test_an_area_narrows_to_what_lies_there_on_either_map(filled):
    commune = filled.places["c7"].pk
    assert [tile.value for tile in built(filled, f"dia-ban={commune}").tiles] == [2, 900, 550]
    assert built(filled, f"dia-ban={commune}").where is None


@pytest.mark.parametrize("query", ["", "nam=2021", "nam=2024"])
def test_every_link_opens_exactly_its_number(filled, query):
    one = built(filled, query)
    checked = 0
    cards = [one.performance, one.joint, one.audience, one.months, one.where]
    for table in [card.table for card in cards if card]:
        for row in [*table.rows, table.foot]:
            for cell in row:
                if cell.href:
                    asked = links.read(QueryDict(cell.href.partition("?")[2]))
                    assert answers.value(asked) == cell.value, (table.name, cell)
                    checked += 1
    assert checked > 10


def test_combinations_add_to_the_total(filled):
    assert numbers(built(filled).joint.table) == [["W, X", 4, 50], ["W, X, Y", 3, 37.5], ["W", 1, 12.5]]
    assert [own["value"] for own in built(filled).joint.extra["agencies"]] == [8, 7, 3]
    assert "cộng riêng từng cơ quan sẽ ra 18" in built(filled).joint.lede


def test_audiences_partition_and_women_are_among_them(filled):
    rows = numbers(built(filled).audience.table)
    assert [row[:2] for row in rows] == [
        ["Nhóm thứ nhất", 892],
        ["Nhóm thứ hai", 108],
        ["Cộng", 1000],
        ["Trong đó: nữ thử", 600],
    ]


def test_months_without_a_record_are_zero_inside_the_period(filled):
    by_year = {row[0]: row[1:] for row in numbers(built(filled).months.table)}
    assert by_year["2021"] == [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 3]
    assert by_year["2023"] == [0] * 13
    assert sum(row[-1] for row in by_year.values()) == 8


def test_the_map_tells_how_many_have_no_sheet_and_names_none_of_them(filled, client):
    one = built(filled).where
    assert numbers(one.table) == [
        ["Xã 07", 2, 900],
        ["Xã 01", 2, 55],
        ["Xã 02", 1, 20],
        ["Xã 13", 1, 11],
        ["Xã 08", 1, 10],
        ["Chưa xác định", 1, 4],
    ]
    assert "8 xã chưa có phiếu" in one.note
    shown = signed_in(client, filled).get(URL).content.decode()
    card = shown[shown.index('id="o-dau"') :]
    assert "Xã 01" in card
    assert not any(f"Xã {number:02}" in card for number in (3, 4, 5, 6, 9, 10, 11, 12))


def test_the_old_map_shows_districts_with_the_same_total(filled):
    one = built(filled, "ban-do=cu").where
    assert [row[:2] for row in numbers(one.table)] == [["Huyện Hai", 3], ["Huyện Một", 3], ["Chưa xác định", 2]]
    assert [cell.value for cell in one.table.foot] == ["Cộng", 8, 1000]


def test_ten_largest_and_one_sum_of_the_rest(world):
    first = world.audiences[0]
    sheets = {
        number: worlds.Sheet(
            (world.units["wP"].pk,), worlds.dt.date(2023, 5, number), world.places[f"c{number}"].pk, ((first, number),)
        )
        for number in range(1, 14)
    }
    worlds.write(world, sheets)
    rows = numbers(built(world).where.table)
    assert rows[0] == ["Xã 13", 1, 13]
    assert rows[-1] == ["3 nơi khác có phiếu", 3, 6]
    assert len(rows) == 11


def enter_cases(world, *numbers):
    """Cases of as many kinds as there are numbers; the last is of no kind."""
    kinds = [Category.objects.create(dimension="kind", code=f"P_V{n}", name=f"Vụ loại {n}").pk for n in numbers[1:]]
    catalogue.forget()
    closed = tuple(queries.closed_upward([world.programme.pk]))
    for kind, number in zip([*kinds, 0], numbers, strict=True):
        book = {"source_name": "Sổ theo dõi", "source_number": "07/STD", "source_day": worlds.dt.date(2025, 1, 9)}
        day, unit = worlds.dt.date(2024, 12, 31), world.units["wP"].pk
        entered.enter(entered.Entry("vu_viec_phoi_hop", unit, number, day, **book, kind=kind, programmes=closed))


def test_entered_numbers_name_their_source(filled):
    enter_cases(filled, 12, 7)
    assert built(filled).sources == ["Vụ việc phối hợp xử lý: Sổ theo dõi, số 07/STD, ngày 09/01/2025"]
    assert built(filled, "nam=2021").sources == []


def test_cases_are_told_by_kind_in_the_whole_and_never_by_commune(filled):
    enter_cases(filled, 12, 7, 3)
    table = built(filled).cases.table
    assert [row[1] for row in numbers(table)] == [12, 10]
    assert [cell.value for cell in table.foot] == ["Cộng", 22]
    assert built(filled, f"dia-ban={filled.places['c1'].pk}").cases is None
    assert built(filled, "nam=2024").cases is None


def test_an_entered_total_is_no_zero_of_a_year_or_commune(filled):
    enter_cases(filled, 12)
    rows = [TileRow("vu_viec_phoi_hop", "vụ việc"), TileRow("p_buoi", "buổi", "{vu_viec_phoi_hop} vụ")]
    worlds.change(filled.programme, tiles=rows)
    assert [(tile.value, tile.note) for tile in built(filled).tiles] == [(12, ""), (8, "12 vụ")]
    assert [(tile.value, tile.note) for tile in built(filled, "nam=2021").tiles] == [(3, "– vụ")]
    commune = f"dia-ban={filled.places['c1'].pk}"
    assert [(tile.value, tile.note) for tile in built(filled, commune).tiles] == [(2, "– vụ")]


def test_cases_of_no_kind_are_a_figure_but_no_card(filled):
    enter_cases(filled, 12)
    assert built(filled).cases is None


@given(st.lists(st.integers(1, 30), max_size=8))
def test_no_group_under_five_is_shown_unless_all_are_fewer(counts):
    rows = cases.merged([(f"loại {place}", number) for place, number in enumerate(counts)])
    assert sum(number for _name, number in rows) == sum(counts)
    assert all(number >= 5 for _name, number in rows) or sum(counts) < 5


@pytest.mark.parametrize(
    ("unit", "sees"),
    [("wP", 200), ("xo1", 200), ("w", 200), ("yP", 200), ("phòng", 200), ("wQ", 404), ("yQ", 404), ("yo3", 200)],
)
def test_who_may_see_it(filled, client, unit, sees):
    assert signed_in(client, filled, unit).get(URL).status_code == sees
    assert client.get(URL + "tai-so-lieu/").status_code == sees


def test_strangers_sign_in_first(filled, client):
    assert client.get(URL).status_code == 302
    assert client.get("/chuong-trinh/").status_code == 302


@pytest.mark.parametrize("query", ["nam=2019", "nam=x", "dia-ban=999999", "dia-ban=x"])
def test_a_year_or_area_that_is_none_does_not_exist(filled, client, query):
    assert signed_in(client, filled).get(f"{URL}?{query}").status_code == 404


def test_another_provinces_commune_is_no_area_of_this_programme(filled, client):
    elsewhere = worlds._place("commune", "Xã ngoài", filled.places["Q"], code="99999")
    assert signed_in(client, filled).get(f"{URL}?dia-ban={elsewhere.pk}").status_code == 404


def test_queries_do_not_grow_with_records(world, client):
    signed_in(client, world)
    first = world.audiences[0]
    unit, x = world.units["wP"].pk, world.units["xP"].pk

    def sheets(wanted):
        days = {n: worlds.dt.date(2021 + n % 4, n % 12 + 1, 9) for n in wanted}
        return {
            n: worlds.Sheet((unit, x), day, world.places[f"c{n % 13 + 1}"].pk, ((first, n),)) for n, day in days.items()
        }

    counts = []
    for wanted in (range(1, 14), range(14, 60)):
        worlds.write(world, sheets(wanted))
        client.get(URL)
        kept.forget()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(URL).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] < 60


def test_page_is_plain_markup_under_the_content_policy(filled, client):
    shown = signed_in(client, filled).get(URL).content.decode()
    assert not re.search(r"\sstyle=|\son[a-z]+=", shown)
    assert unescape(shown).count("Xem bảng số liệu") >= 4


def test_reports_add_their_links(filled, client, monkeypatch):
    monkeypatch.setattr(hooks, "_asked", [])
    hooks.register_reports(lambda *_: [{"label": "Báo cáo thử", "url": "/bao-cao/1/", "kind": "button"}])
    shown = signed_in(client, filled).get(URL).content.decode()
    assert '<a class="btn" href="/bao-cao/1/">' in shown


def test_the_sheet_holds_the_numbers_and_who_took_it(filled, client):
    answer = signed_in(client, filled).get(URL + "tai-so-lieu/?nam=2022")
    with ZipFile(io.BytesIO(answer.content)) as book:
        written = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "Cán bộ Thử" in written
    assert "<v>900</v>" in written
    assert Line.objects.filter(verb="export", kind="programme", object=str(filled.programme.pk)).count() == 1


def test_the_list_has_mine_first_with_its_numbers(filled, client):
    entries = signed_in(client, filled).get("/chuong-trinh/").context["entries"]
    assert [(entry.programme.slug, entry.mine, entry.heads) for entry in entries] == [
        ("tinh-thu", True, ["8 buổi", "1.000 lượt"]),
        ("ca-nuoc", False, ["8 buổi", "1.000 lượt"]),
    ]


def test_the_list_says_what_will_appear_when_there_is_none(world, client):
    shown = signed_in(client, world, "yQ").get("/chuong-trinh/").content.decode()
    assert "Chưa có chương trình phối hợp nào" in shown
