"""What the shell shows: only places that exist and that the post may open, and where I am."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from ketnoi.officers import actions
from ketnoi.officers.enums import Role
from ketnoi.web import destinations, shell
from tests.web.world import World

LINK = re.compile(r'<a [^>]*href="(/[^"#?]*)')
CURRENT = re.compile(r'href="([^"]+)" aria-current="page"')


@pytest.mark.parametrize(
    ("name", "letters"), [("Lò Thị Mẫu", "LM"), ("Sùng A Dơ", "SD"), ("Páo", "P"), ("đinh thị ên", "ĐÊ"), ("", "")]
)
def test_initials(name: str, letters: str) -> None:
    assert shell.initials(name) == letters


@pytest.mark.parametrize("who", [*Role.values, "no_post"])
def test_no_link_of_the_shell_is_dead(world: World, who: str) -> None:
    """Every address the frame offers opens for whom it is offered to."""
    client = world.client(who)
    page = client.get("/tat-ca/").content.decode()
    found = sorted({address for address in LINK.findall(page) if not address.startswith("/tinh/")})
    assert "/tat-ca/" in found
    assert [address for address in found if client.get(address, follow=True).status_code != 200] == []


def test_without_a_post_there_is_nowhere_to_work(world: World) -> None:
    page = world.client("no_post").get("/tai-khoan/").content.decode()
    assert "/hom-nay/" not in page
    assert "Chưa được giao vị trí công tác" in page


def test_the_place_one_is_in_is_marked_in_both_bars(world: World) -> None:
    page = world.client("recorder").get("/hom-nay/").content.decode()
    assert CURRENT.findall(page) == ["/hom-nay/", "/hom-nay/"]


@pytest.mark.django_db
def test_a_destination_that_does_not_exist_is_not_open() -> None:
    nowhere = destinations.Destination("Không có", "/khong-co-noi-nay/", "sun")
    with pytest.raises(Resolver404):
        resolve(nowhere.url)
    assert not destinations.may_open(nowhere, None)


def test_who_i_am_and_for_which_unit(world: World) -> None:
    page = world.client("lead").get("/hom-nay/").content.decode()
    assert "Người Mẫu Lead" in page
    assert "Hội tỉnh Một" in page


def test_two_posts_are_changed_from_the_bar(world: World) -> None:
    second = actions.give_post(world.officers["recorder"], world.other.pk, Role.LEAD, actor=None)
    client = world.client("recorder")
    assert 'class="who" href="/tai-khoan/#vi-tri"' in client.get("/hom-nay/").content.decode()
    client.post(f"/tai-khoan/vi-tri/{second.pk}/")
    assert "<br>Hội tỉnh Hai</span>" in client.get("/hom-nay/").content.decode()


def test_the_first_address(world: World, client: Client) -> None:
    assert world.client("recorder").get("/").headers["Location"] == "/hom-nay/"
    assert world.client("no_post").get("/").headers["Location"] == "/tai-khoan/"
    assert client.get("/").headers["Location"] == "/dang-nhap/?next=/"
