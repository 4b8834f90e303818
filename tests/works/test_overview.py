"""The board, the years beside one another, the map, what waits on Hôm nay, what search finds."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ketnoi.figures import answers, links
from ketnoi.web import finding, work_jobs
from ketnoi.works import board, judging, mapped, progress, yearly
from ketnoi.works.enums import Status
from tests.works.worlds import YEAR

TODAY = dt.date(2026, 5, 4)


def waits(world, name, day=TODAY):
    """{section's title: titles of its jobs}."""
    found = work_jobs.sections(world.posts[name], day)
    return {str(one.title): [job.title for job in one.jobs] for one in found if one.count}


def test_a_board_counts_what_the_officer_sees_and_nothing_else(world):
    world.register()
    world.agreed(title="Đang làm", programme=world.movement.pk)
    judging.finish(world.agreed(title="Đã xong"), "reached", "Đạt", dt.date(2026, 3, 9), 2, *world.doer)
    own = {one.status: one.count for one in board.columns(world.officers["xa"], YEAR)}
    assert [own[one] for one in (Status.PROPOSED, Status.AGREED, Status.DONE, Status.DROPPED)] == [1, 1, 1, 0]
    stranger = board.columns(world.officers["la"], YEAR)
    assert [work.title for one in stranger for work in one.works] == ["Đang làm"]


def test_a_board_asks_as_often_whatever_it_shows(world):
    asked = []
    for number in range(3):
        world.agreed(title=f"Việc {number}")
        with CaptureQueriesContext(connection) as queries:
            board.columns(world.officers["tinh"], YEAR)
        asked.append(len(queries))
    assert asked[0] >= asked[1] == asked[2]


def test_years_stand_beside_one_another_and_each_number_is_a_figure(world):
    world.agreed(year=2025, registered_on=dt.date(2025, 8, 1))
    world.agreed(title="Hai")
    world.agreed(title="Ba", kind="phan_viec")
    unit = world.units["hoi_xa"].pk
    rows = dict(zip(yearly.INDICATORS, yearly.rows(unit, [2025, 2026]), strict=True))
    assert [cell.value for cell in rows["viec_moi"].cells] == [1, 2]
    assert [cell.value for cell in rows["phan_viec_moi"].cells] == [0, 1]
    for code in ("viec_moi", "cong_trinh_moi"):
        asked = yearly.of_year(code, unit, 2026)
        assert (rows[code].cells[1].value, rows[code].cells[1].url) == (answers.value(asked), links.url(asked))


def test_the_map_puts_works_at_their_communes_of_today(world):
    world.agreed(place=world.places["xa"].pk)
    world.agreed(title="Trên cả tỉnh", unit="hoi_tinh")
    spread = mapped.of_year(world.units["hoi_tinh"], YEAR)
    assert [(name, number) for name, number, _url in spread.rows] == [("Xã Minh họa", 1)]
    assert spread.unknown == 1
    assert mapped.of_year(world.units["hoi_khac"], YEAR).rows == []


def test_each_is_told_what_waits_for_him_and_nobody_else(world):
    work = world.register(partners=(world.units["ca_xa"].pk,))
    assert waits(world, "tinh") == {"Công trình chờ duyệt": [work.title]}
    assert waits(world, "cong_an") == {"Được mời cùng làm công trình": [work.title]}
    assert waits(world, "lanh_dao_xa") == waits(world, "la") == waits(world, "xem") == {}
    judging.send_back(work, "Chưa rõ", 1, *world.leader)
    assert waits(world, "xa") == {"Công trình trả lại, phải sửa": [work.title]}


def test_milestones_wait_when_they_are_near_or_past_and_evaluations_from_december(world):
    work = world.agreed()
    for number, day in enumerate((dt.date(2026, 5, 1), dt.date(2026, 5, 12), dt.date(2026, 8, 1)), start=2):
        work = progress.add_milestone(work, day, f"Mốc {day:%m}", number, *world.doer)
    assert waits(world, "xa") == {"Mốc công trình đến hạn": ["Mốc 05", "Mốc 05"]}
    assert "Công trình phải đánh giá cuối năm" in waits(world, "xa", dt.date(2026, 12, 1))
    assert "Công trình phải đánh giá cuối năm" in waits(world, "xa", dt.date(2027, 1, 5))


def test_search_finds_works_without_marks_and_only_his(world):
    world.register()
    found = finding.find("tuyen ngo", world.officers["xa"], TODAY)
    titles = {str(one.title): [hit.title for hit in one.hits] for one in found}
    assert titles["Công trình, phần việc"] == ["Tuyến ngõ an toàn phòng cháy"]
    assert finding.find("tuyen ngo", world.officers["la"], TODAY) == []


@pytest.mark.parametrize("name", ["board", "years", "map", "list"])
@pytest.mark.parametrize("query", ["", "?nam=9999999999999999999", "?nam=%00", "?don-vi=-1&nam=2026"])
def test_pages_answer_whatever_is_asked(client, world, name, query):
    world.agreed(place=world.places["xa"].pk)
    client.force_login(world.officers["xa"])
    assert client.get(reverse(f"works:{name}") + query).status_code == 200
