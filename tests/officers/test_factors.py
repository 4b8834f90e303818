"""Second factors: an app's codes, a printed card, what is asked when, and what brings one back."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from ketnoi.audit.models import Line
from ketnoi.officers import actions, devices, strength
from ketnoi.officers.factors import authenticator, cards, standing
from ketnoi.officers.models import Authenticator, CardCode, CodeCard, Officer
from ketnoi.vault.models import DataKey
from tests.officers.having import (
    CHALLENGE,
    HALF_MINUTE,
    HOUR,
    MINUTE,
    NOON,
    SECRET,
    SECURITY,
    code,
    gives,
    noon,
    password_given,
    with_app,
    with_card,
)
from tests.officers.worlds import PASSWORD


@pytest.fixture
def clock():
    with noon() as clock:
        yield clock


def answered(client, address="/tai-khoan/"):
    """(status, where to) of a page asked for."""
    answer = client.get(address)
    return answer.status_code, answer.headers.get("Location", "")


@pytest.mark.parametrize(
    ("late", "right"), [(-60, False), (-31, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_an_app_may_be_half_a_minute_off(clock, late, right):
    """The app shows the code of its own clock; at noon a half minute begins."""
    assert bool(authenticator.step_of(SECRET, code(NOON + late))) is right


def test_a_code_is_good_once_and_none_before_it_after_it(clock, world):
    with_app(world.officer)
    assert authenticator.is_right(world.officer, code(NOON))
    assert not authenticator.is_right(world.officer, code(NOON))
    assert not authenticator.is_right(world.officer, code(NOON - HALF_MINUTE))
    assert authenticator.is_right(world.officer, code(NOON + HALF_MINUTE))


class Meanwhile:
    """Lets another program use something up right after it was read, as where a database locks no rows."""

    def __init__(self, table, deed):
        self.table, self.deed = table, deed

    def __call__(self, execute, sql, *rest):
        found = execute(sql, *rest)
        if self.deed and sql.startswith("SELECT") and self.table in sql:
            deed, self.deed = self.deed, None
            deed()
        return found


def test_a_code_used_meanwhile_by_another_program_is_used(clock, world):
    with_app(world.officer)
    step = authenticator.step_of(SECRET, code(NOON))
    used = Meanwhile("officers_authenticator", lambda: Authenticator.objects.update(last_step=step))
    with connection.execute_wrapper(used):
        assert not authenticator.is_right(world.officer, code(NOON))
    codes = with_card(world.officer)
    used = Meanwhile("officers_cardcode", lambda: CardCode.objects.filter(number=2).update(used_at=1))
    with connection.execute_wrapper(used):
        assert not cards.is_right(world.officer, codes[1])


def test_the_password_alone_gives_no_new_tries_of_the_pin(clock, world):
    with_app(world.officer)
    Officer.objects.filter(pk=world.officer.pk).update(pin_tries=4)
    client = password_given()
    assert Officer.objects.get(pk=world.officer.pk).pin_tries == 4
    gives(client, code(NOON))
    assert Officer.objects.get(pk=world.officer.pk).pin_tries == 0


def test_the_secret_is_not_in_the_database_in_clear(world):
    with_app(world.officer)
    row = Authenticator.objects.values().get()
    assert SECRET not in str(row)
    assert Authenticator.objects.get().secret.open() == SECRET


def test_whoever_has_one_is_asked_at_every_sign_in_before_any_page(clock, world):
    with_app(world.officer)
    client = password_given()
    for address in ("/tai-khoan/", "/hom-nay/", SECURITY, "/tai-khoan/mat-khau/", "/tai-khoan/bao-mat/khoa/"):
        assert answered(client, address) == (302, CHALLENGE), address
    done = client.post(CHALLENGE, {"ma-xac-thuc": " 12 " + code(NOON)})
    assert done.status_code == 423
    done = client.post(CHALLENGE, {"ma-xac-thuc": f"{code(NOON)[:3]} {code(NOON)[3:]}"})
    assert (done.status_code, done["Location"]) == (302, "/tai-khoan/bao-mat/khoa/")
    assert answered(client) == (200, "")
    assert answered(client, CHALLENGE) == (302, "/")


def test_what_was_sent_goes_on_with_the_code_and_the_page_never_sees_it(clock, world):
    with_app(world.officer)
    client = password_given()
    typed = {"name": "Người Mẫu Mới", "address": "chị", "version": "1"}
    held = client.post("/tai-khoan/ho-so/", typed)
    assert held.status_code == 423
    assert 'action="/tai-khoan/ho-so/"' in held.content.decode()
    assert 'name="name" value="Người Mẫu Mới"' in held.content.decode()
    wrong = client.post("/tai-khoan/ho-so/", typed | {"ma-xac-thuc": "000000"})
    assert (wrong.status_code, "Người Mẫu Mới" in wrong.content.decode()) == (423, True)
    world.officer.refresh_from_db()
    assert world.officer.name == "Người Mẫu Một"
    done = client.post("/tai-khoan/ho-so/", typed | {"ma-xac-thuc": code(NOON)})
    assert "ma-xac-thuc" not in done.wsgi_request.POST
    world.officer.refresh_from_db()
    assert world.officer.name == "Người Mẫu Mới"


def test_a_part_of_a_page_leads_the_whole_page_to_the_question(clock, world):
    with_app(world.officer)
    answer = password_given().get("/don-vi/tim/?q=hoi", headers={"hx-request": "true"})
    assert (answer["HX-Redirect"], answer.content) == (CHALLENGE, b"")


def test_the_first_sign_in_leads_through_enrolment_and_back(clock, world):
    """The page that adds an app is itself no secret; its own letters are what the app is told."""
    client = password_given()
    page = client.get("/tai-khoan/bao-mat/ung-dung/").content.decode()
    secret = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))
    assert (len(secret), "<svg" in page, " style=" in page) == (32, True, False)
    assert secret not in str(dict(client.session))
    wrong = client.post("/tai-khoan/bao-mat/ung-dung/", {"code": "000000"})
    assert (wrong.status_code, "Mã chưa đúng" in wrong.content.decode()) == (422, True)
    session = client.session
    session["enrolling"], session["back"] = True, "/hom-nay/"
    session.save()
    done = client.post("/tai-khoan/bao-mat/ung-dung/", {"code": code(NOON, secret)})
    assert done["Location"] == "/hom-nay/"
    world.officer.refresh_from_db()
    assert world.officer.strong_since == NOON * 1_000_000
    assert strength.FACTOR_AT in client.session
    assert [line.detail for line in Line.objects.filter(verb="add_factor")] == [{"how": "authenticator"}]


def test_changing_how_one_signs_in_wants_a_proof_of_the_last_ten_minutes(clock, world):
    client = password_given()
    clock.shift(11 * MINUTE)
    assert answered(client, "/tai-khoan/bao-mat/ung-dung/") == (302, CHALLENGE)
    page = client.get(CHALLENGE).content.decode()
    assert ("mat-khau-hien-tai" in page, "ma-xac-thuc" in page) == (True, False)
    assert client.post(CHALLENGE, {"mat-khau-hien-tai": "khong phai"}).status_code == 423
    assert client.post(CHALLENGE, {"mat-khau-hien-tai": PASSWORD})["Location"] == "/tai-khoan/bao-mat/ung-dung/"
    assert answered(client, "/tai-khoan/bao-mat/ung-dung/") == (200, "")


def test_after_twelve_hours_both_are_asked_for_and_the_code_is_not_spent_on_a_wrong_password(clock, world):
    with_app(world.officer)
    client = password_given()
    gives(client, code(NOON))
    clock.shift(12 * HOUR + 1)
    assert answered(client, "/tai-khoan/bao-mat/the-ma/") == (302, CHALLENGE)
    now = code(NOON + 12 * HOUR)
    both = {"mat-khau-hien-tai": "khong phai", "ma-xac-thuc": now}
    assert client.post(CHALLENGE, both).status_code == 423
    both["mat-khau-hien-tai"] = PASSWORD
    assert client.post(CHALLENGE, both).status_code == 302
    assert answered(client, "/tai-khoan/bao-mat/the-ma/") == (200, "")


def test_a_session_ends_half_an_hour_after_its_twelve_hours_however_busy_it_was(clock, world):
    client = password_given()
    for _ in range(5):
        clock.shift(150 * MINUTE - 1)
        assert answered(client) == (200, "")
    clock.shift(6)
    assert answered(client) == (302, "/dang-nhap/?next=/tai-khoan/")


def test_a_card_counts_once_its_first_code_was_typed(world):
    codes = cards.make(world.officer.pk)
    assert (len(codes), len(set(codes)) > 35, {len(one) for one in codes}) == (40, True, {8})
    assert not cards.is_right(world.officer, codes[0])
    assert not cards.begin(world.officer.pk, codes[1])
    assert standing.of(world.officer).count == 0
    assert cards.begin(world.officer.pk, f"{codes[0][:4]} {codes[0][4:]}")
    now = standing.of(world.officer)
    assert (now.count, now.codes_left, now.next_code) == (1, 39, 2)


def test_codes_of_a_card_are_asked_for_in_order_and_good_once(world):
    codes = with_card(world.officer)
    assert not cards.is_right(world.officer, codes[0])
    assert not cards.is_right(world.officer, codes[2])
    assert [cards.is_right(world.officer, one) for one in codes[1:]] == [True] * 39
    assert not cards.is_right(world.officer, codes[-1])
    assert standing.of(world.officer).codes_left == 0


def test_no_code_of_a_card_stands_in_the_database(world):
    codes = with_card(world.officer)
    assert not set(codes) & set(CardCode.objects.values_list("digest", flat=True))
    assert all(len(one) == 64 for one in CardCode.objects.values_list("digest", flat=True))


def test_the_card_in_use_stays_until_the_new_one_begins(world):
    old = with_card(world.officer)
    new = cards.make(world.officer.pk)
    assert cards.is_right(world.officer, old[1])
    assert cards.begin(world.officer.pk, new[0])
    assert not cards.is_right(world.officer, old[2])
    assert cards.is_right(world.officer, new[1])
    assert CodeCard.objects.count() == 1


def test_a_card_by_its_pages(clock, world):
    client = password_given()
    page = client.post("/tai-khoan/bao-mat/the-ma/").content.decode()
    codes = re.findall(r"<li>([0-9]{4}) ([0-9]{4})</li>", page)
    assert len(codes) == 40
    wrong = client.post("/tai-khoan/bao-mat/the-ma/bat-dau/", {"code": "12345678"})
    assert (wrong.status_code, "".join(codes[0]) in wrong.content.decode()) == (422, False)
    assert client.post("/tai-khoan/bao-mat/the-ma/bat-dau/", {"code": "".join(codes[0])})["Location"] == SECURITY
    assert "còn 39 mã" in client.get(SECURITY).content.decode()
    fresh = password_given()
    assert "Mã số 02 trên thẻ" in fresh.get(CHALLENGE, follow=True).content.decode() or answered(fresh)[1] == CHALLENGE
    assert "Mã số 02 trên thẻ" in fresh.get(CHALLENGE).content.decode()
    assert gives(fresh, "".join(codes[1])).status_code == 302


def test_the_last_way_cannot_be_taken_away(clock, world):
    with_app(world.officer)
    with pytest.raises(ValidationError):
        authenticator.remove(world.officer.pk)
    assert Authenticator.objects.count() == 1
    with_card(world.officer)
    authenticator.remove(world.officer.pk)
    assert (Authenticator.objects.count(), DataKey.objects.filter(wrapped=None).count()) == (0, 1)
    with pytest.raises(ValidationError):
        cards.remove(world.officer.pk)


def test_taking_a_way_away_ends_the_sessions_elsewhere(clock, world):
    with_app(world.officer)
    with_card(world.officer)
    lost, own = password_given(), password_given()
    gives(lost, code(NOON))
    gives(own, code(NOON + HALF_MINUTE))
    own.post("/tai-khoan/bao-mat/ung-dung/bo/")
    assert answered(lost) == (302, "/dang-nhap/?next=/tai-khoan/")
    assert answered(own) == (200, "")


def test_wrong_codes_are_bounded_and_a_stranger_with_the_password_makes_nobody_wait(clock, world):
    own = password_given()  # before there is a second factor: known, and then not any more
    with_app(world.officer)
    own.post("/dang-xuat/")
    gives(password_given(client=own), code(NOON))  # the device is known from now on
    own.post("/dang-xuat/")
    statuses = [gives(password_given(), "000000").status_code for _ in range(7)]
    assert statuses == [423] * 5 + [429] * 2  # each from a browser of its own
    assert gives(password_given(), code(NOON + HALF_MINUTE)).status_code == 429
    assert gives(password_given(client=own), code(NOON + HALF_MINUTE)).status_code == 302
    assert Line.objects.filter(verb="second_factor_refused").count() == 5


def test_a_cookie_from_before_the_first_factor_makes_no_device_known(clock, world):
    client = password_given()
    with_app(world.officer)
    client.post("/dang-xuat/")
    password_given(client=client)
    assert devices.known(client.get(CHALLENGE).wsgi_request) == ""


@pytest.mark.parametrize(
    "typed", ["", "{", "{}", "[]", "1e9", "\x00" * 6, "١٢٣٤٥٦", "9" * 30_000, '{"rawId":5}', "1" * 8]
)
def test_whatever_is_typed_is_wrong_and_no_error(clock, world, typed):
    with_app(world.officer)
    assert gives(password_given(), typed).status_code == 423


def test_somebody_elses_code_is_wrong(clock, world):
    with_app(world.officer)
    other = actions.add_officer("hai", PASSWORD, "Người Mẫu Hai")
    authenticator.add(other.pk, "A" * 32, 1)
    assert gives(password_given("hai"), code(NOON)).status_code == 423


def test_the_way_out_and_the_lock_stay_open(clock, world):
    with_app(world.officer)
    client = password_given()
    assert client.post("/khoa-nhanh/", {"back": "/"}).status_code == 302
    assert answered(client, CHALLENGE) == (302, "/mo-khoa/")
    assert client.post(CHALLENGE, {"ma-xac-thuc": code(NOON)})["Location"] == "/mo-khoa/"
    assert client.post("/dang-xuat/").status_code == 302
    assert isinstance(client, Client)
