"""The fragment of the search: options for one input, nothing without a policy."""

from datetime import date

import pytest
from django.test import RequestFactory
from django.urls import reverse

from ketnoi.places import queries, views
from ketnoi.places.models import Kind, Place


def get(**asked):
    return views.search(RequestFactory().get("/", asked)).content.decode()


def test_its_address_and_policy():
    assert reverse("places:search") == "/dia-ban/tim/"
    assert views.search.policy == "signed_in"


def test_only_reading(rf):
    assert views.search(rf.post("/")).status_code == 405


def test_options_carry_ids_on_the_day_asked(maps):
    place = queries.find("chieng mai", date(2021, 5, 1))[0]
    html = get(q="chieng mai", ngay="01/05/2021", ten="o_dau")
    assert f'<input type="radio" name="o_dau" value="{place.pk}">' in html
    assert "Xã Chiềng Mai, huyện Mai Sơn" in html
    assert html.count("<input") == 1


@pytest.mark.parametrize("day", ["", "31/02/2021", "hôm qua"])
def test_a_day_that_cannot_be_read_means_today(maps, day):
    assert "Xã Chiềng Mai, tỉnh Sơn La" in get(q="chieng mai", ngay=day)


def test_within_and_kinds(maps):
    province = Place.objects.get(kind=Kind.PROVINCE, code="01", valid_to=None)
    assert "<input" not in get(q="chieng mai", trong=str(province.pk))
    assert "<input" not in get(q="chieng mai", cap="district")


@pytest.mark.parametrize("inside", ["x", "-1", "999999999"])
def test_a_place_that_is_none_keeps_to_nothing(maps, inside):
    assert "<input" in get(q="chieng mai", trong=inside)


def test_nothing_found_is_said(maps):
    html = get(q="zzz", ngay="01/05/2021")
    assert "Không có nơi nào tên như vậy" in html
    assert "01/05/2021" in html


def test_nothing_asked_answers_nothing(db):
    assert get(q="  ").strip() == ""


def test_what_is_typed_is_escaped(maps):
    html = get(q="chieng mai", ten='"><script>')
    assert "<script>" not in html
