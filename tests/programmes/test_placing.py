"""The tree of contents, and records under it."""

import pytest
from django.core.exceptions import ValidationError

from ketnoi.officers.enums import Role
from ketnoi.programmes import placing, rows
from ketnoi.programmes.models import Placement
from tests.programmes import papers, worlds

KIND = 98


@pytest.fixture
def tree(filled):
    said = [("project", "Dự án"), ("content", "Một"), ("group", "Nhóm a"), ("group", "Nhóm b"), ("content", "Hai")]
    papers.write(filled.programme, rows.CONTENTS, *({"kind": k, "title": t, "code": ""} for k, t in said))
    return {row.title: row.pk for row in filled.programme.contents.all()}


def shown(world):
    return [(one.content.title, one.depth, one.own, one.all) for one in placing.tree(world.programme)]


def test_a_row_counts_what_lies_under_it_and_below(filled, tree):
    wanted = {(KIND, 1): tree["Một"], (KIND, 2): tree["Nhóm a"], (KIND, 3): tree["Nhóm a"], (KIND, 4): tree["Hai"]}
    placing.place(filled.programme.pk, wanted)
    expected = [("Dự án", 0, 0, 4), ("Một", 1, 1, 3), ("Nhóm a", 2, 2, 2), ("Nhóm b", 2, 0, 0), ("Hai", 1, 1, 1)]
    assert shown(filled) == expected


def test_a_record_lies_in_one_place_and_may_move_or_leave(filled, tree):
    for content in (tree["Một"], tree["Hai"]):
        placing.place(filled.programme.pk, {(KIND, 1): content})
    assert Placement.objects.get().content_id == tree["Hai"]
    placing.place(filled.programme.pk, {(KIND, 1): None})
    assert not Placement.objects.exists()


def test_what_does_not_count_for_the_programme_is_refused_whole(filled, tree):
    with pytest.raises(ValidationError):
        placing.place(filled.programme.pk, {(KIND, 1): tree["Một"], (KIND, 999): tree["Một"]})
    with pytest.raises(ValidationError):
        placing.place(filled.programme.pk, {(KIND, 1): 10**9})
    assert not Placement.objects.exists()


def test_pages_offer_only_what_the_officer_may_read(filled, tree, client):
    client.force_login(worlds.officer(filled, "wP", Role.LEAD))
    url = "/chuong-trinh/tinh-thu/noi-dung/xep-phieu/"
    page = client.get(url)
    assert (page.status_code, page.context["found"]) == (200, [])
    assert client.post(url, {"phieu-98-1": str(tree["Một"])}).status_code == 302
    assert not Placement.objects.exists()
    assert client.get(url + "?noi-dung=99999999999999999999").status_code == 404
    client.force_login(worlds.officer(filled, "wP", Role.ANALYST))
    assert client.get(url).status_code == 404
    assert client.get("/chuong-trinh/tinh-thu/noi-dung/").status_code == 200
