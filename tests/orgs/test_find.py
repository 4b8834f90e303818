"""Search for units, in areas and by name; the fragment of options."""

from datetime import date

import pytest
from django.test import RequestFactory
from django.urls import reverse

from ketnoi.orgs import queries, views
from ketnoi.orgs.models import Level, Unit
from ketnoi.places.models import Kind, Place

OLD, NEW = date(2021, 5, 1), date(2026, 5, 1)


@pytest.fixture
def son_la(province):
    return province(14)


def labels(found):
    return [unit.label for unit in found]


@pytest.mark.parametrize("text", ["hội chiềng mai", "HOI LHPN xa chieng mai", "hoi lien hiep phu nu chieng mai"])
def test_words_with_and_without_marks(son_la, text):
    assert labels(queries.find(text, OLD, agencies=["hoi"])) == ["Hội LHPN xã Chiềng Mai"]


def test_d_with_bar(province):
    province(11)
    assert "Công an tỉnh Điện Biên" in labels(queries.find("cong an tinh dien bien", NEW))


def test_the_day_decides(son_la):
    assert labels(queries.find("tand huyen mai son", OLD)) == ["TAND huyện Mai Sơn"]
    assert queries.find("tand huyen mai son", NEW) == []
    assert labels(queries.find("tand khu vuc 4", NEW)) == ["TAND khu vực 4 - Sơn La"]
    assert queries.find("tand khu vuc 4", OLD) == []


def test_the_whole_name_comes_first(son_la):
    assert labels(queries.find("cong an tinh son la", NEW))[0] == "Công an tỉnh Sơn La"


def test_agencies_and_within(son_la):
    found = queries.find("mai son", OLD, limit=100)
    assert {unit.agency.code for unit in found} > {"hoi", "ca"}
    police = queries.find("mai son", OLD, agencies=["ca"], limit=100)
    assert {unit.agency.code for unit in police} == {"ca"}
    district = Unit.objects.get(agency__code="hoi", place__folded="mai son", level=Level.DISTRICT)
    inside = queries.find("chieng", OLD, within=district, limit=100)
    assert inside
    assert all(unit.path.startswith(district.path) for unit in inside)
    assert queries.find("mai son", OLD, agencies=[]) == []
    assert queries.find(" ", OLD) == []


def test_in_area(son_la):
    commune = Place.objects.get(kind=Kind.COMMUNE, folded="chieng mai", valid_to=None)
    old = Place.objects.get(kind=Kind.COMMUNE, folded="chieng mai", valid_to__isnull=False)
    now = queries.in_area(queries.Area.COMMUNE_NOW, commune.pk, agency="hoi")
    then = queries.in_area(queries.Area.COMMUNE_THEN, old.pk, agency="hoi")
    assert set(then) < set(now)
    assert len(then) == 1
    district = queries.in_area(3, old.parent_id, agency="hoi")
    assert len(district) == 1 + old.parent.children.count()
    assert queries.in_area(1, 14) == list(Unit.objects.filter(province=14).order_by("id").values_list("id", flat=True))
    # the old province: its own court and twelve of districts, and none of the regions
    assert len(queries.in_area(2, old.parent.parent_id, agency="ta")) == 13
    assert len(queries.in_area(0, 0)) == Unit.objects.count()
    with pytest.raises(ValueError, match="9"):
        queries.in_area(9, 0)


def get(**asked):
    return views.search(RequestFactory().get("/", asked)).content.decode()


def test_its_address_and_policy():
    assert reverse("orgs:search") == "/don-vi/tim/"
    assert views.search.policy == "signed_in"


def test_check_boxes_for_several(son_la):
    html = get(q="hoi chieng mai", ngay="01/05/2021", ten="cung_lam", kieu="checkbox", nganh="hoi")
    assert html.count('<input type="checkbox" name="cung_lam"') == 1
    assert "Xã Chiềng Mai, huyện Mai Sơn" in html


def test_radio_unless_asked(son_la):
    assert '<input type="radio" name="don_vi"' in get(q="hoi chieng mai", ngay="01/05/2021", kieu="submit")


def test_nothing_found_is_said(son_la):
    assert "Không có đơn vị nào tên như vậy" in get(q="zzz")


def test_rows_ask_no_further_query(son_la, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert get(q="chieng", ngay="01/05/2021").count("<input") == 12
