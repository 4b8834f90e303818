"""Tokens: shown once, kept as a digest, ended by time, revocation, and the end of the post they act for."""

from __future__ import annotations

import datetime as dt
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from ketnoi.api import actions, limits, tokens
from ketnoi.api.models import Token
from ketnoi.audit import journal
from ketnoi.audit.models import Line
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from tests.activities import worlds
from tests.activities.worlds import World
from tests.api.worlds import Program, of, officer, program

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
PATH = "chi-tieu/"


def status(one: Program) -> int:
    return one.get(PATH).status_code


def test_without_a_token_nothing_opens(client: Client, world: World) -> None:
    answer = client.get("/api/v1/so-lieu/", {"indicator": "hoat_dong"})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "Khóa kết nối không còn dùng được"


def test_a_session_is_no_token(client: Client, world: World) -> None:
    client.force_login(world.officers["mau"])
    assert client.get("/api/v1/hoat-dong/").status_code == 401


@pytest.mark.parametrize("secret", ["", "kn_", "x" * 5000, "kn_\ud800", "á"])
def test_a_guessed_token_opens_nothing(world: World, secret: str) -> None:
    assert tokens.caller(secret) is None


def test_the_secret_is_kept_nowhere(world: World) -> None:
    one = of(world, "mau")
    token = Token.objects.get()
    assert one.secret not in {str(value) for value in token.__dict__.values()}
    assert token.digest == tokens.digest(one.secret)
    assert one.secret.startswith(token.hint)
    assert len(token.hint) == 9


def test_it_opens_until_its_day_has_passed(world: World) -> None:
    one = of(world, "mau")
    Token.objects.update(expires_on=timezone.localdate())
    assert status(one) == 200
    Token.objects.update(expires_on=timezone.localdate() - DAY)
    assert status(one) == 401


def test_it_ends_when_it_is_revoked(world: World) -> None:
    one = of(world, "mau")
    actions.revoke(Token.objects.get(), world.officers["mau"].pk, world.units["hoi_xa"].pk)
    assert status(one) == 401
    assert Line.objects.filter(kind="token", verb="revoke").count() == 1
    assert journal.verify()[1] == []


def test_it_ends_with_the_post(world: World) -> None:
    one = of(world, "mau")
    world.officers["mau"].posts.update(valid_to=timezone.localdate() - DAY)
    assert status(one) == 401


def test_it_ends_with_the_account(world: World) -> None:
    one = of(world, "mau")
    officer_ = world.officers["mau"]
    officer_.is_active = False
    officer_.save()
    assert status(one) == 401


def test_it_ends_when_the_account_is_given_a_first_password_again(world: World) -> None:
    one = of(world, "mau")
    officers.start_anew(world.officers["mau"].pk)
    assert status(one) == 401
    officers.choose_password(world.officers["mau"].pk, "bay tam chin muoi mot hai")
    assert status(one) == 401
    assert status(of(world, "mau")) == 200


def test_it_does_what_it_was_made_for_and_no_more(world: World) -> None:
    one = of(world, "mau", ["read:figures"])
    assert one.get("so-lieu/", indicator="hoat_dong").status_code == 200
    refused = one.get("hoat-dong/")
    assert (refused.status_code, refused.json()["detail"]) == (403, "Cần quyền: Đọc phiếu hoạt động.")
    assert one.get("so-lieu/phieu/", indicator="hoat_dong").status_code == 403
    assert one.enter({}).status_code == 403


def test_it_follows_the_role_of_the_post(world: World) -> None:
    one = of(world, "mau")
    world.officers["mau"].posts.update(role=Role.SUPERVISOR)
    assert one.enter({}).status_code == 403
    assert one.get("hoat-dong/").status_code == 200


def test_a_role_cannot_be_given_more_than_it_has(world: World) -> None:
    post = world.officers["tong_hop"].posts.get()
    with pytest.raises(ValidationError):
        actions.issue(post, "Thử", ["write:activities"], timezone.localdate())
    with pytest.raises(ValidationError):
        actions.issue(post, "Thử", ["read:everything"], timezone.localdate())


@pytest.mark.parametrize("days", [-1, 367])
def test_it_lasts_no_longer_than_a_year(world: World, days: int) -> None:
    with pytest.raises(ValidationError):
        actions.issue(world.officers["mau"].posts.get(), "Thử", ["read:figures"], timezone.localdate() + days * DAY)


def test_it_reads_for_its_own_post_only(world: World) -> None:
    """An officer of two posts sees both in a session; a token made for one of them sees that one."""
    holder, (village, court) = officer(world, [("hoi_xa", Role.RECORDER), ("ta_tinh", Role.RECORDER)])
    doer = {"actor": holder.pk, "unit": world.units["hoi_xa"].pk}
    from ketnoi.activities import actions as activities
    from ketnoi.activities import policy

    activities.record(world.entry(), **doer)
    assert policy.visible_to(holder).count() == 1
    assert len(program(village).get("hoat-dong/").json()["items"]) == 1
    assert program(court).get("hoat-dong/").json()["items"] == []


def test_last_use_is_noted_now_and_then(world: World) -> None:
    one = of(world, "mau")
    assert Token.objects.get().last_used_at is None
    status(one)
    first = Token.objects.get().last_used_at
    assert first is not None
    status(one)
    assert Token.objects.get().last_used_at == first


def test_calls_are_counted_by_token(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PER_MINUTE", 2)
    one, other = of(world, "mau"), of(world, "cong_an")
    assert [status(one) for _ in range(3)] == [200, 200, 429]
    refused = one.get(PATH)
    assert 1 <= int(refused["Retry-After"]) <= 61
    assert status(other) == 200


def test_a_minute_later_one_may_call_again() -> None:
    assert [limits.wait(7, float(now)) for now in range(limits.PER_MINUTE)] == [0] * limits.PER_MINUTE
    began = limits.wait(8, 0.0)
    assert began == 0
    for _ in range(limits.PER_MINUTE - 1):
        limits.wait(8, 1.0)
    assert limits.wait(8, 59.5) == 1
    assert limits.wait(8, 60.0) == 0


class TestPage:
    ADDRESS = "/api/khoa/"

    def _asked(self, **changes: object) -> dict[str, object]:
        until = worlds.DAY.replace(year=timezone.localdate().year + 1, month=1, day=2)
        usual = {"name": "Phần mềm của tỉnh", "scopes": ["read:figures"], "expires_on": f"{until:%d/%m/%Y}"}
        return usual | changes

    def test_the_secret_shows_once(self, client: Client, world: World) -> None:
        client.force_login(world.officers["mau"])
        page = client.post(self.ADDRESS, self._asked()).content.decode()
        secret = page.partition('value="kn_')[2].partition('"')[0]
        assert status(Program(f"kn_{secret}", Client())) == 200
        assert f"kn_{secret}" not in client.get(self.ADDRESS).content.decode()

    def test_what_was_typed_stays(self, client: Client, world: World) -> None:
        client.force_login(world.officers["mau"])
        answer = client.post(self.ADDRESS, self._asked(expires_on="30/02/2027"))
        assert answer.status_code == 422
        page = unescape(answer.content.decode())
        assert 'value="Phần mềm của tỉnh"' in page
        assert "Ngày này không có trong lịch" in page
        assert not Token.objects.exists()

    def test_only_what_the_post_may_do_is_offered(self, client: Client, world: World) -> None:
        client.force_login(world.officers["tong_hop"])
        page = client.get(self.ADDRESS).content.decode()
        assert 'value="write:values"' in page
        assert 'value="write:activities"' not in page

    def test_anothers_token_is_not_there(self, client: Client, world: World) -> None:
        of(world, "cong_an")
        client.force_login(world.officers["mau"])
        assert "Phần mềm thử" not in client.get(self.ADDRESS).content.decode()
        assert client.post(f"{self.ADDRESS}{Token.objects.get().pk}/thu-hoi/").status_code == 404
        assert client.post(f"{self.ADDRESS}{2**63}/thu-hoi/").status_code == 404
        assert Token.objects.get().revoked_at is None

    def test_revoking_shows(self, client: Client, world: World) -> None:
        one = of(world, "mau")
        client.force_login(world.officers["mau"])
        client.post(f"{self.ADDRESS}{Token.objects.get().pk}/thu-hoi/")
        assert status(one) == 401
        assert "đã thu hồi" in client.get(self.ADDRESS).content.decode()

    def test_the_documentation_names_every_operation(self, client: Client, world: World) -> None:
        from ketnoi.api import service

        client.force_login(world.officers["mau"])
        page = client.get("/api/").content.decode()
        for path, methods in service.schema()["paths"].items():
            for method in methods:
                assert f"{method.upper()} {path}</code>" in page
