"""Units and places on their pages: within the domain, what moves is said first, two editors, nothing half-written."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from ketnoi.administration import effects
from ketnoi.administration.views import units
from ketnoi.officers import actions, policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.orgs.models import Level, Unit
from ketnoi.places.models import Change, Place

TODAY = timezone.localdate().strftime("%d/%m/%Y")
SINCE = dt.date(2025, 7, 1)
PAPER = {"day": "01/03/2026", "document_name": "Nghị quyết mẫu", "document_number": "1/NQ"}


def url(name, *args):
    return reverse(f"administration:{name}", args=args)


def commune(name, above):
    words = {"folded": name.lower(), "folded_name": f"xa {name.lower()}", "name": f"Xã {name}", "division": "xã"}
    return Place.objects.create(kind="commune", parent=above, valid_from=SINCE, **words)


@pytest.fixture
def ground(world):
    """Two communes of the province on which `one` and `two` stand, and one of the neighbour."""
    said = {"kind": "province", "division": "tỉnh", "valid_from": SINCE}
    here = Place.objects.create(code="01", name="Tỉnh Một", folded="mot", folded_name="tinh mot", **said)
    there = Place.objects.create(code="02", name="Tỉnh Hai", folded="hai", folded_name="tinh hai", **said)
    first, second, other = commune("Nhất", here), commune("Nhì", here), commune("Ba", there)
    Unit.objects.filter(pk=world.union.pk).update(province=1, place=here)
    Unit.objects.filter(pk=world.other.pk).update(province=2, place=there)
    for unit, place in ((world.one, first), (world.two, second)):
        Unit.objects.filter(pk=unit.pk).update(place=place, province=1, commune_now=place.pk)
    return first, second, other


def test_a_section_is_added_and_renamed_with_its_days(world):
    client = world.client("xa")
    client.post(
        url("new_unit"), {"parent": "Hội xã Một", "name": "Ban Mẫu", "level": "section", "valid_from": "01/01/2024"}
    )
    made = Unit.objects.get(name="Ban Mẫu")
    assert (made.parent, made.level) == (world.one, Level.SECTION)
    renamed = {"name": "Ban Tên Mới", "day": "01/02/2025", "version": made.version}
    assert client.post(url("change_unit", made.pk, "doi-ten"), renamed).status_code == 302
    page = client.get(url("unit", made.pk)).content.decode()
    for said in ("Ban Tên Mới", "Ban Mẫu", "31/01/2025", "Đổi tên", "Người Mẫu Xa"):
        assert said in page


@pytest.mark.parametrize("what", ["doi-ten", "chuyen", "sap-nhap", "chia-tach", "ket-thuc"])
def test_units_beyond_the_domain_are_not_there(world, what):
    client = world.client("xa")
    for unit in (world.two, world.union, world.other, world.centre):
        assert client.get(url("unit", unit.pk)).status_code == 404
        assert client.get(url("change_unit", unit.pk, what)).status_code == 404
        assert client.post(url("change_unit", unit.pk, what), {"day": TODAY, "version": 1}).status_code == 404
    assert client.get(url("change_unit", world.one.pk, what)).status_code == 404  # the own one is changed from above
    assert client.get(url("change_unit", world.one.pk, "khong-co")).status_code == 404
    assert "Hội xã Hai" not in client.get(url("units")).content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_other_roles_change_no_unit_and_no_place(world, ground, role):
    client = world.client(world.add("khac", world.union, role).officer.username)
    for address in (url("units"), url("unit", world.one.pk), url("places"), url("merge_place", ground[0].pk)):
        assert client.get(address).status_code == 404


def test_what_a_merge_moves_is_said_before_it_is_done(world):
    client = world.client("tinh")
    page = client.get(url("change_unit", world.one.pk, "sap-nhap")).content.decode()
    assert "Thay đổi này kéo theo" in page
    assert effects.of_unit(world.one) == effects.Effect(villages=0, units=1, posts=2, records=0)
    done = client.post(url("change_unit", world.one.pk, "sap-nhap"), {"into": "hoi xa hai", "day": TODAY, "version": 1})
    assert done.status_code == 302
    world.one.refresh_from_db()
    assert world.one.valid_to == timezone.localdate() - dt.timedelta(days=1)
    index = client.get(url("index")).content.decode()
    assert "Người Mẫu Ghi còn giữ vị trí ở Hội xã Một đã kết thúc" in index


@pytest.mark.parametrize(
    ("what", "field", "role", "at", "refused"),
    [
        ("sap-nhap", "into", Role.LEAD, "two", True),
        ("sap-nhap", "into", Role.RECORDER, "two", True),
        ("sap-nhap", "into", Role.SUPERVISOR, "two", True),
        ("sap-nhap", "into", Role.ANALYST, "two", False),
        ("sap-nhap", "into", Role.LEAD, "union", False),  # above both, before and after
        ("chuyen", "parent", Role.SUPERVISOR, "two", True),
        ("chuyen", "parent", Role.SUPERVISOR, "union", False),
    ],
)
def test_an_administrator_opens_no_unit_to_himself_by_where_it_goes(world, what, field, role, at, refused):
    """As lead of one commune he would read the cases of any that he merges into it."""
    actions.give_post(world.officer("tinh"), getattr(world, at).pk, role, actor=None)
    typed = {field: "hoi xa hai", "day": TODAY, "version": 1}
    answer = world.client("tinh").post(url("change_unit", world.one.pk, what), typed)
    world.one.refresh_from_db()
    assert (world.one.valid_to is None and world.one.parent == world.union) is refused
    assert answer.status_code == (422 if refused else 302)
    assert ("Hãy nhờ quản trị khác" in answer.content.decode()) is refused


@pytest.mark.parametrize(("what", "field"), [("sap-nhap", "into"), ("chuyen", "parent")])
def test_nor_by_an_administrator_whom_nobody_confirmed(world, what, field):
    Post.objects.filter(pk=world.posts["tinh"].pk).update(confirmed_at=None)
    typed = {field: "hoi xa hai", "day": TODAY, "version": 1}
    answer = world.client("tinh").post(url("change_unit", world.one.pk, what), typed)
    assert (answer.status_code, "chờ người thứ hai xác nhận" in answer.content.decode()) == (422, True)


def test_what_becomes_of_a_unit_asks_for_the_factor_again():
    assert policy.is_stepped_up(units.change)


def test_the_second_editor_of_a_unit_is_told_what_stands(world):
    client = world.client("tinh")
    first = {"name": "Tên Thứ Nhất", "day": "01/02/2025", "version": 1}
    client.post(url("change_unit", world.one.pk, "doi-ten"), first)
    answer = client.post(
        url("change_unit", world.one.pk, "doi-ten"), first | {"name": "Tên Thứ Hai", "day": "01/03/2025"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tên Thứ Nhất" in page
    assert 'value="Tên Thứ Hai"' in page
    world.one.refresh_from_db()
    assert world.one.name == "Tên Thứ Nhất"


@pytest.mark.parametrize(
    ("what", "typed", "field"),
    [
        ("chuyen", {"parent": "Hội tỉnh Hai"}, "parent"),
        ("chuyen", {"parent": "hoi tinh mot"}, "parent"),
        ("chia-tach", {"first": "A", "second": "a\u200b"}, ""),
        ("sap-nhap", {"into": "Hội xã Một"}, "into"),
        ("ket-thuc", {"day": "31/02/2026"}, "day"),
        ("doi-ten", {"name": "\x00"}, "name"),
    ],
)
def test_a_change_that_cannot_be_keeps_what_was_typed(world, what, typed, field):
    answer = world.client("tinh").post(url("change_unit", world.one.pk, what), {"day": TODAY, "version": 1} | typed)
    world.one.refresh_from_db()
    if field:
        assert answer.status_code == 422
        assert f'id="id_{field}_error"' in answer.content.decode()
        assert world.one.valid_to is None
    assert world.one.path == f"{world.union.path}{world.one.pk}."


def test_a_province_merges_its_communes_and_their_units(world, ground):
    first, second, other = ground
    client = world.client("tinh")
    page = client.get(url("merge_place", first.pk)).content.decode()
    assert "Xã Nhì" in page
    assert "Xã Ba" not in page
    typed = PAPER | {"division": "phường", "name": "Chung", "others": [second.pk]}
    assert client.post(url("merge_place", first.pk), typed | {"others": [other.pk]}).status_code == 422
    made = client.post(url("merge_place", first.pk), typed)
    new = Place.objects.get(name="Phường Chung")
    assert made["Location"] == url("place", new.pk)
    heir = Unit.objects.get(place=new)
    assert {one.old for one in heir.came_from.all()} == {world.one, world.two}
    assert heir.name == "Hội Liên hiệp Phụ nữ phường Chung"
    assert "Nghị quyết mẫu" in client.get(made["Location"]).content.decode()
    assert Change.objects.get().document_number == "1/NQ"


def test_a_commune_keeps_its_villages_and_not_the_map(world, ground):
    first, second, other = ground
    client = world.client("xa")
    client.post(url("add_village", first.pk), {"division": "bản", "name": "Mẫu"})
    village = Place.objects.get(kind="village")
    assert (village.name, village.parent) == ("Bản Mẫu", first)
    assert client.post(url("add_village", first.pk), {"division": "bản", "name": "mẫu"}).status_code == 422
    client.post(url("rename_place", village.pk), PAPER | {"division": "thôn", "name": "Đổi"})
    village.refresh_from_db()
    assert (village.name, village.folded) == ("Thôn Đổi", "doi")
    for name in ("merge_place", "split_place", "rename_place"):
        assert client.post(url(name, first.pk), PAPER | {"name": "X", "division": "xã"}).status_code == 404
    for place in (second, other):
        assert client.get(url("place", place.pk)).status_code == 404
        assert client.post(url("add_village", place.pk), {"division": "bản", "name": "Lạ"}).status_code == 404
    assert world.client("tinh").get(url("place", other.pk)).status_code == 404
    assert world.client("tw").get(url("place", other.pk)).status_code == 200


def test_a_split_asks_which_villages_lie_where(world, ground):
    first, _second, _other = ground
    client = world.client("tinh")
    client.post(url("add_village", first.pk), {"division": "bản", "name": "Mẫu"})
    village = Place.objects.get(kind="village")
    typed = {"division": "xã", "name": "Trên", "second_division": "xã", "second": "Dưới", "villages": [village.pk]}
    assert client.post(url("split_place", first.pk), PAPER | typed | {"second": "Trên"}).status_code == 422
    client.post(url("split_place", first.pk), PAPER | typed)
    assert Place.objects.get(name="Xã Dưới").children.get().name == "Bản Mẫu"
    assert Place.objects.get(name="Xã Trên").children.count() == 0
