"""Long, not expected, and nothing else; a hash made with weaker settings is made anew at the next sign-in."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import get_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.officers import password_rules
from ketnoi.officers.models import Officer
from tests.officers.worlds import PASSWORD

SOMEBODY = Officer(username="lan.xamau", name="Lò Thị Mẫu")
WITH_FACTOR = Officer(username="lan.xamau", name="Lò Thị Mẫu", strong_since=1)


def refused(password, officer=SOMEBODY):
    """The codes of what is wrong."""
    try:
        validate_password(password, officer)
    except ValidationError as refusal:
        return {error.code for error in refusal.error_list}
    return set()


@pytest.mark.parametrize(
    ("password", "alone", "beside_a_factor"),
    [
        ("suối nguồn chảy mãi", set(), set()),
        ("zxqw kjhg plmt", {"password_too_short"}, set()),
        ("zxqwkjh", {"password_too_short"}, {"password_too_short"}),
        ("password", {"password_too_short", "password_too_common"}, {"password_too_common", "password_expected"}),
        ("lan.xamau lan.xamau lan.xamau", {"password_expected"}, {"password_expected"}),
        ("Lò Thị Mẫu Kết Nối 2026", {"password_expected"}, set()),
        ("123456789012345678", {"password_expected"}, {"password_expected"}),
        ("aaaaaaaaaaaaaaaaaaaa", {"password_expected"}, {"password_expected"}),
        ("Mật khẩu Hội LHPN xã", {"password_expected"}, {"password_expected"}),
    ],
)
def test_what_is_refused_and_why(password, alone, beside_a_factor):
    assert refused(password) == alone
    assert refused(password, WITH_FACTOR) == beside_a_factor


@given(st.text(st.sampled_from("abcd1234 ăđ"), min_size=15, max_size=40))
def test_whatever_weighs_enough_is_taken_without_asking_what_signs_it_has(password):
    expected = password_rules.weight(password, SOMEBODY) < 15
    assert ("password_expected" in refused(password)) is expected
    assert "password_too_short" not in refused(password)


def test_rows_and_names_count_little():
    weights = {text: password_rules.weight(text, SOMEBODY) for text in ("abcdefgh", "11111111", "lan.xamau9", "k7mq")}
    assert weights == {"abcdefgh": 2, "11111111": 2, "lan.xamau9": 2, "k7mq": 4}


def test_the_message_stands_at_the_field(world):
    client = Client()
    client.force_login(world.officer)
    typed = {"present": PASSWORD, "new": "Người Mẫu Một 123456", "again": "Người Mẫu Một 123456"}
    page = client.post("/tai-khoan/mat-khau/", typed)
    assert page.status_code == 422
    assert page.context["form"].errors == {"new": [password_rules.NotExpected().get_help_text()]}
    assert "Từ 15 ký tự" in page.content.decode()


def test_a_weaker_hash_is_made_anew_at_the_next_sign_in(world):
    hasher = get_hasher()
    weaker = type(hasher)()
    weaker.time_cost = hasher.time_cost + 1
    world.officer.password = before = weaker.encode(PASSWORD, weaker.salt())
    world.officer.save()
    Client().post("/dang-nhap/", {"username": "mot", "password": PASSWORD})
    world.officer.refresh_from_db()
    assert world.officer.password != before
    assert not hasher.must_update(world.officer.password)
