"""A unit adds a village that was not known yet, in a commune of its own province."""

import pytest
from django.urls import reverse

from ketnoi.audit.models import Line
from ketnoi.places.models import Kind, Place


@pytest.fixture
def page(client, world):
    client.force_login(world.officers["mau"])
    return reverse("activities:add_village")


def said(**changes):
    usual = {"day": "19/11/2022", "commune_typed": "minh hoa a", "division": "bản", "name": "Huổi Mẫu"}
    return usual | changes


def test_a_village_is_added_to_the_commune_of_that_day_with_a_line(client, world, page):
    assert client.post(page, said()).status_code == 302
    village = Place.objects.get(name="Bản Huổi Mẫu")
    assert (village.kind, village.parent) == (Kind.VILLAGE, world.places["xa_a"])
    assert Line.objects.filter(verb="create", kind="places.place", object=str(village.pk)).count() == 1


def test_a_name_that_the_commune_has_is_refused_at_its_field(client, world, page):
    before = Place.objects.count()
    answer = client.post(page, said(name="Nà Hoa"))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["name"]
    assert 'value="Nà Hoa"' in answer.content.decode()
    assert Place.objects.count() == before


@pytest.mark.parametrize("typed", ["khong co xa nay", "tinh minh hoa"])
def test_a_commune_that_is_not_there_is_refused_at_its_field(client, world, page, typed):
    answer = client.post(page, said(commune_typed=typed))
    assert list(answer.context["form"].errors) == ["commune_typed"]


def test_a_name_several_communes_share_asks_which(client, world, page):
    answer = client.post(page, said(commune_typed="minh hoa"))
    (problem,) = answer.context["form"].errors["commune_typed"]
    assert "Xã Minh họa A" in problem
    assert "Xã Minh họa B" in problem
