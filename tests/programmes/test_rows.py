"""Lists edited whole: rows keep their ids, two editors do not overwrite each other, foreign rows stay away."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from ketnoi.officers.enums import Role
from ketnoi.programmes import placing, row_forms, rows
from ketnoi.programmes.models import Basis, Clause
from tests.programmes import papers, worlds

URL = "/chuong-trinh/tinh-thu/"


def posted(seal, *said):
    data = {"seal": seal, "hang-TOTAL_FORMS": str(len(said)), "hang-INITIAL_FORMS": "0"}
    for number, row in enumerate(said):
        data |= {f"hang-{number}-{name}": value for name, value in row.items()}
    return data


@pytest.fixture
def lead(world, client):
    client.force_login(worlds.officer(world, "wP", Role.LEAD))
    return client


def test_rows_keep_their_ids_in_a_new_order(world):
    papers.drafted(world)
    one, two = world.programme.clauses.all()
    both = ({"pk": two.pk, "heading": " Điều  hai ", "body": "b\nc"}, {"pk": one.pk, "heading": "Điều 1", "body": ""})
    papers.write(world.programme, rows.CLAUSES, *both)
    standing = [(row.pk, row.heading, row.body) for row in world.programme.clauses.all()]
    assert standing == [(two.pk, "Điều hai", "b\nc"), (one.pk, "Điều 1", "")]


def test_a_row_of_another_programme_is_not_touched(world):
    other = Clause.objects.create(programme=world.national, heading="Của cả nước")
    papers.write(world.programme, rows.CLAUSES, {"pk": other.pk, "heading": "Lấy trộm", "body": ""})
    other.refresh_from_db()
    assert (other.heading, other.programme_id) == ("Của cả nước", world.national.pk)
    assert world.programme.clauses.get().pk != other.pk


def test_the_second_editor_sees_what_stands_and_may_then_save(world, lead):
    url = URL + "van-ban/chung-kien/"
    seal = lead.get(url).context["seal"]
    assert lead.post(url, posted(seal, {"organisation": "UBND tỉnh Thử", "place": "1"})).status_code == 302
    second = lead.post(url, posted(seal, {"organisation": "Tỉnh ủy Thử", "place": "1"}))
    assert second.status_code == 409
    assert "UBND tỉnh Thử" in second.content.decode()
    assert [one.organisation for one in world.programme.witnesses.all()] == ["UBND tỉnh Thử"]
    again = posted(second.context["seal"], {"organisation": "Tỉnh ủy Thử", "place": "1"})
    assert lead.post(url, again).status_code == 302
    assert [one.organisation for one in world.programme.witnesses.all()] == ["Tỉnh ủy Thử"]


def test_a_basis_says_its_clause_and_how_far_it_was_checked(world, lead):
    papers.drafted(world)
    first = world.programme.clauses.first()
    url = URL + "van-ban/can-cu/"
    seal = lead.get(url).context["seal"]
    said = {"document": "Luật Thử", "number": "1/2020", "issued_on": "5/3/2020", "clause_id": str(first.pk)}
    assert lead.post(url, posted(seal, said | {"status": "secondary"})).status_code == 302
    basis = Basis.objects.get()
    assert (basis.clause, basis.issued_on, basis.status) == (first, dt.date(2020, 3, 5), "secondary")
    page = lead.get(URL + "van-ban/").content.decode()
    assert "thấy ở nguồn thứ cấp" in page
    assert "đã đối chiếu công báo" not in page
    for bad in ({"clause_id": "99999999999999999999"}, {"status": "lạ"}, {"document": "a\0b"}, {"issued_on": "45/1"}):
        answer = lead.post(url, posted(rows.seal(rows.standing(world.programme, rows.BASES)), said | bad))
        assert answer.status_code == 422


def test_two_grades_never_share_a_threshold(world, lead):
    url = URL + "chi-tieu/xep-loai/"
    seal = lead.get(url).context["seal"]
    both = ({"name": "Tốt", "least_percent": "80"}, {"name": "Khá", "least_percent": "80"})
    assert lead.post(url, posted(seal, *both)).status_code == 422
    assert lead.post(url, posted(seal, both[0], both[1] | {"least_percent": "60"}, {})).status_code == 302
    assert [(one.name, one.least_percent) for one in world.programme.grades.all()] == [("Tốt", 80), ("Khá", 60)]


def test_rows_follow_their_places(world):
    made = row_forms.formset(row_forms.WitnessForm)
    data = posted("", {"organisation": "B", "place": "2"}, {"organisation": "A", "place": "1"}, {"organisation": "C"})
    formset = made(data, prefix="hang", form_kwargs={"programme": world.programme})
    assert formset.is_valid()
    assert [row["organisation"] for row in formset.rows()] == ["A", "B", "C"]


def test_a_content_with_records_is_not_dropped(filled):
    content = filled.programme.contents.get()
    placing.place(filled.programme.pk, {(98, 1): content.pk})
    with pytest.raises(ValidationError, match="chuyển phiếu"):
        papers.write(filled.programme, rows.CONTENTS, {"title": "Khác", "code": "", "kind": "content"})
    assert [row.title for row in filled.programme.contents.all()] == ["Nội dung thứ nhất"]


@pytest.mark.parametrize(("unit", "role"), [("wP", Role.RECORDER), ("xP", Role.LEAD), ("wo1", Role.LEAD)])
def test_only_the_chair_edits(world, client, unit, role):
    client.force_login(worlds.officer(world, unit, role))
    for page in ("van-ban/can-cu/", "van-ban/chung-kien/", "noi-dung/sua/", "chi-tieu/xep-loai/"):
        assert client.get(URL + page).status_code == 404
