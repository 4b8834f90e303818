"""Every figure of the five cities' account is answered by an indicator and opens its records."""

import datetime as dt

import pytest

from ketnoi.demo.plans import read
from ketnoi.figures import answers, records
from ketnoi.figures.figure import Figure
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit
from ketnoi.works import measured
from ketnoi.works.models import Work

pytestmark = [pytest.mark.usefixtures("accounts"), pytest.mark.once]
YEARS = read("works.json")["years"]
HA_NOI, HAI_PHONG, DA_NANG, HO_CHI_MINH, CAN_THO = 1, 31, 48, 79, 92


def city(code):
    return Unit.objects.get(agency__code="pnca", level="province", province=code, place__valid_to=None).pk


def asked(code, indicator, first=2017, last=2021):
    return Figure(indicator, dt.date(first, 1, 1), dt.date(last, 12, 31), unit=city(code))


def opened(figure, code):
    """Titles of the records behind a figure, as the city's own officer opens them."""
    officer = Officer.objects.get(posts__unit=city(code), posts__valid_to=None)
    found = records.Records(figure, officer)
    return [one.row.title for one in found[0 : len(found)]]


def test_ha_noi_registered_forty_to_fifty_new_works_each_year():
    for year in YEARS:
        figure = asked(HA_NOI, "cong_trinh_moi", year, year)
        number = answers.value(figure)
        assert 40 <= number <= 50
        assert len(set(opened(figure, HA_NOI))) == number


def test_352_crossings_open_the_work_they_were_reached_by():
    figure = asked(HA_NOI, "nut_giao_thong")
    assert answers.value(figure) == 352
    assert set(opened(figure, HA_NOI)) == {"Những bóng hồng làm mềm hóa giao thông thủ đô"}


def test_ho_chi_minh_city_keeps_three_key_works_every_year():
    for year in YEARS:
        figure = Figure("trong_diem", end=dt.date(year, 12, 1), unit=city(HO_CHI_MINH))
        assert answers.value(figure) == 3
        assert (
            sum("căn cước công dân cho người có hoàn cảnh đặc biệt" in one for one in opened(figure, HO_CHI_MINH)) == 1
        )


@pytest.mark.parametrize(
    ("code", "indicator", "title"),
    [
        (HA_NOI, "can_cuoc_tai_nha", "Cấp căn cước công dân lưu động"),
        (HO_CHI_MINH, "can_cuoc_tai_nha", "Cấp thẻ căn cước công dân"),
        (HA_NOI, "ho_pccc", "phòng cháy, chữa cháy và truyền thông tiết kiệm điện"),
        (HA_NOI, "ho_tiet_kiem_dien", "phòng cháy, chữa cháy và truyền thông tiết kiệm điện"),
        (HAI_PHONG, "don_phong_tiep_dan", "Phòng tiếp dân do phụ nữ đảm nhận"),
        (CAN_THO, "truong_cam_ket", "Trường học thân thiện, không ma túy"),
        (CAN_THO, "nguoi_giup_do", "Quản lý, giáo dục, cảm hóa phụ nữ vi phạm pháp luật"),
    ],
)
def test_results_the_cities_measured_open_their_work(code, indicator, title):
    figure = asked(code, indicator)
    assert answers.value(figure) > 0
    assert all(title in one for one in opened(figure, code))


@pytest.mark.parametrize(
    ("code", "title", "indicator"),
    [
        (DA_NANG, "Tập huấn kỹ năng xử lý vụ việc xâm hại", "lop_tap_huan"),
        (CAN_THO, "Tuyên truyền, phổ biến, giáo dục ý thức công dân khi tôi 18", "buoi_tuyen_truyen"),
        (CAN_THO, "Phòng, chống tội phạm xâm hại trẻ em", "cuoc_noi_chuyen"),
        (HO_CHI_MINH, "Tuyên truyền phòng, chống tội phạm lừa đảo", "luot_tuyen_truyen"),
    ],
)
def test_results_from_records_entered_before_are_the_work_s_own_figures(code, title, indicator):
    work = Work.objects.get(unit=city(code), year=2018, title__startswith=title)
    found = {measured.figure(one.question).indicator: one for one in measured.results(work)}
    assert found[indicator].value > 0
    assert found[indicator].value == answers.value(measured.figure(found[indicator].question))
