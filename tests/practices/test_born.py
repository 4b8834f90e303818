"""A practice written from a work takes the work's figures along, and the work's page leads to it."""

import copy
import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from ketnoi.figures import links
from ketnoi.figures.figure import Figure
from ketnoi.practices import actions, born
from ketnoi.practices.actions import By
from ketnoi.practices.content import Content
from ketnoi.practices.models import Practice
from ketnoi.works.models import Question
from tests import standing
from tests.works import worlds

world_of_module = standing.of_module(worlds.build)
START, END = dt.date(2026, 1, 1), dt.date(2026, 3, 31)


@pytest.fixture
def world(world_of_module, db) -> worlds.World:
    return copy.deepcopy(world_of_module)


def ask(work, figure: Figure) -> None:
    Question.objects.create(work=work, query=links.query(figure))


def test_figures_of_its_own_unit_over_past_days_come_along(world):
    work, unit = world.agreed(), world.units["hoi_xa"].pk
    ask(work, Figure("luot", START, END, unit=unit))
    ask(work, Figure("luot", START, dt.date(2190, 1, 1), unit=unit))
    ask(work, Figure("luot", START, END, unit=world.units["hoi_tinh"].pk))
    ask(work, Figure("diem_mo_hinh", unit=unit))
    content = Content(name="Ngõ an toàn", field="PCCC", problem="Ngõ hẹp", contact=unit)
    made = actions.write(content, unit, By(*world.doer), work)
    assert made.work == work
    kept = list(made.measured.values_list("indicator", "unit", "start", "end"))
    assert kept[0] == ("luot", unit, START, END)
    assert [one[2] for one in kept] == [START, START]
    assert kept[1][3] < dt.date(2190, 1, 1)


def test_the_works_page_leads_to_a_form_that_knows_it(world):
    work = world.agreed(aim="Ngõ hẹp, xe chữa cháy không vào được.")
    browser = Client()
    browser.force_login(world.officers["xa"])
    address = f"{reverse('practices:new')}?{born.PARAMETER}={work.uuid}"
    assert address in browser.get(reverse("works:work", args=[work.uuid])).content.decode()
    form = browser.get(address).context["form"]
    assert (form["name"].value(), form["field"].value()) == (work.title, "PCCC")
    assert form["problem"].value() == "Ngõ hẹp, xe chữa cháy không vào được."
    said = {name: form[name].value() for name in form.fields if form[name].value()}
    browser.post(address, said | {"version": 0})
    assert Practice.objects.get().work == work


def test_a_work_that_was_not_agreed_to_or_is_anothers_is_none(world):
    mine = world.register()
    browser = Client()
    browser.force_login(world.officers["xa"])
    for typed in (str(mine.uuid), "", "khong-phai", "\x00", "0" * 3_000):
        form = browser.get(reverse("practices:new"), {born.PARAMETER: typed}).context["form"]
        assert form["name"].value() is None, typed
