"""A sealed field is used as any other, and no way but its own row's save leads into it or out of it."""

import copy
import datetime as dt
import json
import pickle

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.models import F, Max, Value
from django.db.models.functions import Cast, Upper
from django.template import Context, Template

from ketnoi.audit import bulk
from ketnoi.vault import keys
from ketnoi.vault.refusals import Unbound
from tests.vault.letters import Letter, letter, stored

pytestmark = pytest.mark.django_db
NAME = "Nguyễn Thị Mẫu"
DAY = dt.date(1991, 2, 3)


def everything_stored():
    """All of the table, as bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM vault_test_letter")
        cells = [cell for row in cursor.fetchall() for cell in row]
    return b"|".join(bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in cells)


def test_what_was_assigned_comes_back_when_opened():
    letter(alias="Bé", born=DAY, papers={"so": ["1", "2"]})
    found = Letter.objects.get()
    assert (found.name.open(), found.alias.open(), found.born.open(), found.papers.open()) == (
        NAME,
        "Bé",
        DAY,
        {"so": ["1", "2"]},
    )


def test_the_row_holds_no_clear_text_and_two_equal_names_look_different():
    number = "000042000042"  # long: three digits stand in random bytes by chance
    first, second = letter(papers={"so": number}), letter()
    assert stored(first) != stored(second)
    assert not any(word.encode() in everything_stored() for word in ("Nguyễn", "Mẫu", number))


def test_short_names_are_all_of_one_length():
    assert len({len(stored(letter(name))) for name in ("Lê Mẫu", "An", NAME, "")}) == 1


@pytest.mark.parametrize("loaded", [False, True])
def test_nothing_shows_it_until_it_is_opened(loaded):
    row = letter(alias="Bé Mẫu")
    row = Letter.objects.get() if loaded else row
    shown = f"{row.name} {row.name!r} {row.name:>9} {row} {row!r} {vars(row)} {[row.name]}"
    shown += Template("{{ row.name }} {{ row.name.open }} {{ row.alias|upper }}").render(Context({"row": row}))
    assert "Mẫu" not in shown
    assert str(row.name) == "•••"


def test_a_model_that_is_pickled_carries_its_ciphertext_only():
    letter()
    row = Letter.objects.get()
    row.data_key.secret()
    dumped = pickle.dumps(row)
    assert "Mẫu".encode() not in dumped
    assert row.data_key.secret() not in dumped
    assert pickle.loads(dumped).name.open() == NAME


def test_what_was_not_sealed_yet_is_not_pickled_and_shows_nothing():
    row = Letter(data_key=keys.new("letter"), name=NAME)
    assert "Mẫu" not in f"{row.name} {vars(row)}"
    assert (row.name.open(), copy.deepcopy(row).name.open()) == (NAME, NAME)
    with pytest.raises(TypeError, match="sealed"):
        pickle.dumps(row)


def test_json_refuses_a_sealed_value():
    with pytest.raises(TypeError):
        json.dumps({"name": letter().name}, cls=DjangoJSONEncoder)


def test_a_dump_of_the_model_is_masked_and_never_loads():
    letter()
    dumped = serializers.serialize("json", Letter.objects.all())
    assert "Mẫu" not in dumped
    with pytest.raises(TypeError):
        next(iter(serializers.deserialize("json", dumped))).save()
    clear = dumped.replace('"name": "•••"', '"name": "An"')
    assert clear != dumped
    with pytest.raises(TypeError):
        next(iter(serializers.deserialize("json", clear))).save()


@pytest.mark.parametrize(
    "into",
    [
        lambda rows: rows.update(name="An"),
        lambda rows: rows.update(name=Value("An")),
        lambda rows: rows.update(name=Value("An", output_field=Letter._meta.get_field("name"))),
        lambda rows: rows.update(name=F("code")),
        lambda rows: rows.update(name=Upper("code")),
        lambda rows: rows.update(name=b"An"),
        lambda rows: rows.update(name=rows.get().name),
        lambda rows: rows.bulk_update([rows.get()], ["name"]),
        lambda _: bulk.insert(Letter, ["name"], [("An",)]),
        lambda rows: rows.model._base_manager.update(name="An"),
        lambda rows: rows.get_or_create(name="An"),
        lambda rows: rows.update_or_create(code="a", defaults={"name": Value("An")}),
        lambda _: Letter(name=7),
        lambda _: Letter(name=Value("An")),
        lambda _: Letter(born="1991-02-03"),
        lambda _: Letter(born=dt.datetime(1991, 2, 3)),  # noqa: DTZ001 - a day is no moment
    ],
)
def test_no_other_way_leads_into_the_column(into):
    before = stored(letter())
    with pytest.raises((TypeError, FieldError)), transaction.atomic():
        into(Letter.objects.all())
    assert [stored(row) for row in Letter.objects.all()] == [before]


@pytest.mark.parametrize(
    "asked",
    ["exact", "iexact", "contains", "startswith", "in", "gt", "range", "regex", "lower", "unaccent", "isnull__x"],
)
def test_nothing_but_null_may_be_asked(asked):
    with pytest.raises(FieldError):
        list(Letter.objects.filter(**{f"name__{asked}": ["An", "Be"]}))


def test_whether_there_is_a_value_may_be_asked():
    letter(alias=None)
    letter(alias="Bé")
    assert Letter.objects.filter(alias__isnull=True).count() == 1
    with pytest.raises(FieldError):
        Letter.objects.get(name="An")


def test_what_comes_without_its_row_never_opens():
    letter()
    loose = [
        Letter.objects.values("name").get()["name"],
        Letter.objects.values_list("name", flat=True).get(),
        Letter.objects.annotate(other=F("name")).get().other,
        *([Letter.objects.aggregate(most=Max("name"))["most"]] if connection.vendor == "sqlite" else []),
    ]
    for value in loose:
        assert str(value) == "•••"
        with pytest.raises(Unbound):
            value.open()
    text = Letter.objects.annotate(text=Cast("name", models.CharField())).values_list("text", flat=True)
    if connection.vendor == "postgresql":
        assert "Mẫu" not in text.get()


def test_rows_in_bulk_are_sealed_each():
    made = [Letter(data_key=key, name=f"Mẫu {number}") for number, key in enumerate(keys.new_many("letter", 3))]
    Letter.objects.bulk_create(made)
    assert [row.name.open() for row in Letter.objects.order_by("pk")] == ["Mẫu 0", "Mẫu 1", "Mẫu 2"]
    assert "Mẫu".encode() not in everything_stored()


def test_an_empty_text_is_none_where_there_may_be_none():
    row = letter(alias="")
    row.refresh_from_db()
    assert row.alias is None
    assert letter(name="").name.open() == ""


def test_a_value_of_another_row_is_not_taken_over_closed():
    first, second = letter(), letter()
    with pytest.raises(TypeError, match="its own row"):
        second.name = first.name
    with pytest.raises(TypeError, match="its own row"):
        first.alias = first.name
    first.name = first.name  # the same place
    second.name = first.name.open()
    second.save()
    assert Letter.objects.get(pk=second.pk).name.open() == NAME


def test_no_form_shows_it_by_itself():
    from django.forms import modelform_factory

    assert list(modelform_factory(Letter, fields="__all__").base_fields) == ["code"]


def test_a_field_outside_a_sealed_model_is_refused_by_the_checks():
    assert Letter.check() == []
    field = Letter._meta.get_field("name")
    loose = copy.copy(field)
    loose.model = type("Loose", (), {"_meta": keys.DataKey._meta, "check": None})
    assert any("SealedModel" in found.msg for found in loose.check())
