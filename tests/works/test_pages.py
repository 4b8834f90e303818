"""What officers see and do on the pages of works; and what nobody else sees."""

import pytest
from django.urls import reverse

from ketnoi.officers.models import Officer
from ketnoi.works import actions
from ketnoi.works.models import Work
from tests.works.worlds import category


@pytest.fixture
def at(client, world):
    """Sign in as one of the world's officers."""

    def sign_in(name: str):
        client.force_login(world.officers[name])
        return client

    return sign_in


def filled(world, **changes):
    """What a form posts that registers a work with four answers."""
    usual = {
        "version": "0", "unit": str(world.units["hoi_xa"].pk), "title": "Ngõ sáng đèn", "kind": "phan_viec",
        "field": str(category("LV_PCCC")), "year": "2026", "registered_on": "03/02/2026", "aim": "120 hộ",
        "responsible": str(world.officers["xa"].pk),
    }  # fmt: skip
    return usual | changes


def test_a_commune_registers_with_four_answers(at, world):
    client = at("xa")
    page = client.get(reverse("works:new")).content.decode()
    assert 'name="title"' in page
    answer = client.post(reverse("works:new"), filled(world))
    work = Work.objects.get()
    assert answer["Location"] == reverse("works:work", args=[work.uuid])
    assert (work.title, work.kind, work.aim, work.people, work.responsible) == (
        "Ngõ sáng đèn", "phan_viec", "120 hộ", None, world.officers["xa"],
    )  # fmt: skip
    assert "chưa rõ" in client.get(answer["Location"]).content.decode()


def test_what_is_wrong_stands_at_its_field_with_all_that_was_typed(at, world):
    answer = at("xa").post(reverse("works:new"), filled(world, title="", partner_typed="Hội không có", year="2040"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Không thấy “Hội không có”" in page
    assert "120 hộ" in page
    assert not Work.objects.exists()


@pytest.mark.parametrize("year", ["0", "-1", "99999999999999999999", "9" * 400])
def test_a_year_that_never_was_is_told_at_its_field(at, world, year):
    said = filled(world, year=year, programme=str(world.movement.pk))
    answer = at("xa").post(reverse("works:new"), said)
    assert (answer.status_code, "year" in answer.context["form"].errors) == (422, True)


def test_the_second_of_two_editors_sees_both_versions_and_saves_with_the_next_try(at, world):
    work = world.register()
    actions.correct(work, world.entry(title="Tên của người kia"), "", 1, *world.doer)
    at_it = reverse("works:correct", args=[work.uuid])
    mine = filled(world, title="Tên của tôi", version="1")
    answer = at("xa").post(at_it, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tên của người kia" in page
    assert "Tên của tôi" in page
    at("xa").post(at_it, mine | {"version": "2"})
    assert Work.objects.get().title == "Tên của tôi"


@pytest.mark.parametrize("name", ["la", "cong_an"])
def test_to_others_a_work_does_not_exist_until_it_is_agreed_in_a_movement_they_see(at, world, name):
    work = world.register(programme=world.movement.pk)
    page = reverse("works:work", args=[work.uuid])
    assert at(name).get(page).status_code == 404
    assert work.title not in at(name).get(reverse("works:list")).content.decode()


def test_parties_of_the_movement_see_what_was_agreed_and_neither_history_nor_names(at, world):
    world.officers["xa"].name = "Vàng Thị Mẫu"
    Officer.objects.filter(pk=world.officers["xa"].pk).update(name="Vàng Thị Mẫu")
    work = world.agreed(programme=world.movement.pk, responsible=world.officers["xa"].pk)
    page = reverse("works:work", args=[work.uuid])
    own, other = at("xa").get(page).content.decode(), at("la").get(page).content.decode()
    assert "Cán bộ phụ trách" in own
    assert work.title in other
    assert "Cán bộ phụ trách" not in other
    assert "Lịch sử" not in other
    assert at("la").get(reverse("works:correct", args=[work.uuid])).status_code == 404


@pytest.mark.parametrize("text", ["\x00", "9" * 30, "a" * 5_000])
def test_hostile_words_are_no_error_of_ours(at, world, text):
    for name in ("title", "field", "unit", "partners", "year", "place_typed", "nguon_ngan_sach", "version"):
        assert at("xa").post(reverse("works:new"), filled(world, **{name: text})).status_code in {302, 422}
