"""Addresses made up by hand: what names nothing does not exist, what leaves the calendar is said."""

import pytest
from django.urls import reverse

from ketnoi.figures import links
from ketnoi.figures.figure import Figure
from tests.figures.test_pages import here

__all__ = ["here"]


@pytest.mark.parametrize(
    "part", ["don-vi=2147483647", "noi=2147483647", "co-quan=2147483647", "cap=6", "tinh-den=9999999999999999"]
)
@pytest.mark.parametrize("name", ["figures:figure", "figures:export"])
def test_a_question_about_what_is_not_there_does_not_exist(here, client, name, part):
    assert client.get(f"{reverse(name)}?chi-tieu=t_luot&{part}").status_code == 404


def test_a_day_typed_past_the_calendar_is_said_beside_its_field(here, client):
    answer = client.get(f"{links.url(Figure('t_luot'))}&xem=1&tinh-den-ngay=31/12/9999")
    assert answer.status_code == 400
    assert "Ngày này không có trong lịch" in answer.content.decode()
