"""Error pages: their status, their words, and that the last of them needs neither database nor request."""

from __future__ import annotations

import pytest
from django.core.exceptions import BadRequest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from ketnoi.web.views import errors
from tests.web.world import World


def test_not_found_keeps_the_shell_for_an_officer(world: World) -> None:
    answer = world.client("recorder").get("/khong-co/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang này" in answer.content.decode()
    assert 'class="side"' in answer.content.decode()


def test_not_found_shows_no_shell_to_a_stranger(db, client: Client) -> None:
    answer = client.get("/khong-co/")
    assert answer.status_code == 404
    assert 'class="side"' not in answer.content.decode()


def test_server_error_asks_the_database_nothing(django_assert_num_queries: DjangoAssertNumQueries, db) -> None:
    with django_assert_num_queries(0):
        answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Hệ thống đang gặp trục trặc" in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_words(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/dang-nhap/", {"username": "recorder", "password": world.password})
    assert answer.status_code == 403
    assert "Trang này mở đã lâu" in answer.content.decode()


def test_forbidden(world: World) -> None:
    answer = errors.forbidden(RequestFactory().get("/"))
    assert answer.status_code == 403
    assert "Chưa làm được việc này" in answer.content.decode()


def test_what_cannot_be_read_is_not_read_again(db) -> None:
    """Django reads no form in another coding than UTF-8; the page that says so asks the request nothing."""
    request = RequestFactory().post("/", b"text=a", content_type="application/x-www-form-urlencoded; charset=utf-16")
    with pytest.raises(BadRequest) as refused:
        assert request.POST
    answer = errors.bad_request(request, refused.value)
    assert answer.status_code == 400
    assert "Nội dung gửi lên không trọn vẹn" in answer.content.decode()
