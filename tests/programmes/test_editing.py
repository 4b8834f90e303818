"""Making a programme by hand, changing it, and two people changing it at once."""

import pytest

from ketnoi.officers.enums import Role
from ketnoi.programmes import actions, forms
from ketnoi.programmes.drafts import Draft, Terms
from ketnoi.programmes.models import Programme
from tests.programmes import worlds

URL = "/chuong-trinh/tinh-thu/sua/"


def posted(targets=(), **fields):
    data = {"chi-tieu-TOTAL_FORMS": str(len(targets)), "chi-tieu-INITIAL_FORMS": "0", **fields}
    for number, target in enumerate(targets):
        usual = {
            "kind": "at_least",
            "per": "total",
            "nearly_percent": "90",
            "reach_percent": "100",
            "fulfilled": "unknown",
        }
        data |= {f"chi-tieu-{number}-{name}": value for name, value in (usual | target).items()}
    return data


def as_shown(programme, **changes):
    programme.refresh_from_db()
    first = forms.initial(programme)
    shown = {name: "" if value is None else getattr(value, "pk", value) for name, value in first.items()}
    shown |= {"starts_on": "01/01/2021", "ends_on": "31/12/2024"}
    return posted(**(shown | changes))


@pytest.fixture
def lead(world, client):
    client.force_login(worlds.officer(world, "wP", Role.LEAD))
    return client


def test_a_programme_is_made_with_parties_contents_heads_and_targets(world, lead):
    made = posted(
        [{"indicator": "p_buoi", "amount": "1.200", "title": "Buổi"}, {}],
        name="Chương trình mới", short_name="Mới 2027", starts_on="1/1/2027", ends_on="31/12/2030", status="running",
        parties=[world.units["xP"].pk], observers=[world.units["yP"].pk], contents="Một\n\n Hai ", heads=["p_buoi"],
    )  # fmt: skip
    answer = lead.post("/chuong-trinh/moi/", made)
    assert answer["Location"] == "/chuong-trinh/moi-2027/"
    programme = Programme.objects.get(slug="moi-2027")
    parties = [(party.unit_id, party.role) for party in programme.parties.all()]
    ids = {name: world.units[name].pk for name in ("wP", "xP", "yP")}
    assert parties == [(ids["wP"], "party"), (ids["xP"], "party"), (ids["yP"], "observer")]
    assert [content.title for content in programme.contents.all()] == ["Một", "Hai"]
    assert [(target.indicator, target.amount) for target in programme.targets.all()] == [("p_buoi", 1200)]
    assert [tile.caption for tile in programme.tiles.all()] == ["Buổi thử"]
    assert lead.get("/chuong-trinh/moi-2027/").status_code == 200


def test_what_is_wrong_is_said_and_nothing_is_made(world, lead):
    wrong = posted(
        [{"indicator": "p_buoi", "kind": "norm", "amount": "3"}],
        name="Sai", short_name="Sai", starts_on="1/1/2027", ends_on="31/12/2030", status="running",
    )  # fmt: skip
    answer = lead.post("/chuong-trinh/moi/", wrong)
    assert answer.status_code == 422
    assert "Hãy chọn cấp đơn vị" in answer.content.decode()
    assert lead.post("/chuong-trinh/moi/", wrong | {"ends_on": "31/12/2026"}).status_code == 422
    assert Programme.objects.count() == 2


def test_units_of_other_areas_cannot_be_parties(world, lead):
    made = posted(
        name="Sai", short_name="Sai", starts_on="1/1/2027", ends_on="31/12/2030", status="running",
        parties=[world.units["xQ"].pk],
    )  # fmt: skip
    assert lead.post("/chuong-trinh/moi/", made).status_code == 422


def test_saving_as_shown_changes_nothing_but_the_version(world, lead):
    before = [tile.note for tile in world.programme.tiles.all()]
    assert lead.get(URL).status_code == 200
    assert lead.post(URL, as_shown(world.programme)).status_code == 302
    world.programme.refresh_from_db()
    assert (world.programme.version, world.programme.sessions) == (2, "p_buoi")
    assert [tile.note for tile in world.programme.tiles.all()] == before
    assert [content.code for content in world.programme.contents.all()] == ["ND1"]


def test_the_second_editor_sees_both_versions_and_may_then_save(world, lead):
    mine = as_shown(world.programme, name="Tên của tôi")
    assert lead.post(URL, as_shown(world.programme, name="Tên của người khác")).status_code == 302
    answer = lead.post(URL, mine)
    assert answer.status_code == 409
    said = [(one.label, one.mine, one.theirs) for one in answer.context["differences"]]
    assert said == [("Tên chương trình", "Tên của tôi", "Tên của người khác")]
    world.programme.refresh_from_db()
    assert world.programme.name == "Tên của người khác"
    assert 'name="version" value="2"' in answer.content.decode()
    assert lead.post(URL, mine | {"version": "2"}).status_code == 302
    world.programme.refresh_from_db()
    assert world.programme.name == "Tên của tôi"


def test_a_parent_that_is_fixed_is_refused_in_words(filled, client):
    client.force_login(worlds.officer(filled, "wP", Role.LEAD))
    answer = client.post(URL, as_shown(filled.programme, parent=""))
    assert answer.status_code == 422
    assert "không đổi được chương trình cấp trên" in answer.content.decode()


@pytest.mark.parametrize(
    ("unit", "role"), [("wP", Role.RECORDER), ("wP", Role.ANALYST), ("xP", Role.LEAD), ("w", Role.LEAD)]
)
def test_for_others_there_is_no_such_page(world, client, unit, role):
    client.force_login(worlds.officer(world, unit, role))
    assert client.get(URL).status_code == 404
    assert client.post(URL, as_shown(world.programme)).status_code == 404


def test_only_leaders_and_administrators_make_programmes(world, client):
    client.force_login(worlds.officer(world, "wP", Role.SUPERVISOR))
    assert client.get("/chuong-trinh/moi/").status_code == 404
    assert "/chuong-trinh/moi/" not in client.get("/chuong-trinh/").content.decode()


def test_a_programme_of_others_cannot_be_put_above(world, client):
    """Its figures would count ours; its name is not even told."""
    client.force_login(worlds.officer(world, "wP", Role.LEAD))
    days = {"starts_on": world.programme.starts_on, "ends_on": world.programme.ends_on}
    terms = Terms("Chương trình của ngành khác", "Ngành khác", world.units["yP"], **days)
    foreign = actions.create(Draft(terms), "nganh-khac")
    assert "Ngành khác" not in client.get("/chuong-trinh/moi/").content.decode()
    made = posted(name="Của tôi", short_name="Của tôi", starts_on="1/1/2027", ends_on="31/12/2027", status="running")
    assert client.post("/chuong-trinh/moi/", made | {"parent": foreign.pk}).status_code == 422
    assert not Programme.objects.filter(parent=foreign).exists()


def test_huge_numbers_are_refused_in_words(world, lead):
    fields = {"name": "Mới", "short_name": "Mới", "starts_on": "1/1/2027", "ends_on": "31/12/2027", "status": "running"}
    huge = str(2**70)
    for wrong in ({"parent": huge}, {"parties": [huge]}, {"parties": ["9" * 5000]}, {"starts_on": "01/01/0001"}):
        assert lead.post("/chuong-trinh/moi/", posted(**(fields | wrong))).status_code == 422, wrong
    target = {"indicator": "p_buoi", "amount": str(2**40), "title": "Buổi"}
    assert lead.post("/chuong-trinh/moi/", posted([target], **fields)).status_code == 422
    forms_ = posted(**fields) | {"chi-tieu-TOTAL_FORMS": "9" * 5000}
    assert lead.post("/chuong-trinh/moi/", forms_).status_code == 422
    assert not Programme.objects.filter(short_name="Mới").exists()
