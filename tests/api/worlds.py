"""Callers of the API in the invented world of activities: a token for each officer, and a client that carries it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from ketnoi.api import actions, tokens
from ketnoi.officers.models import Officer, Post
from tests.activities import worlds
from tests.activities.worlds import World

YEAR = dt.timedelta(days=300)


@dataclass
class Program:
    """A program with a secret: what it asks goes through the whole site."""

    secret: str
    client: Client

    def get(self, path: str, **asked: Any) -> Any:
        return self._ask("get", path, data=asked)

    def post(self, path: str, sent: Any, **headers: str) -> Any:
        return self._ask("post", path, data=json.dumps(sent), headers=headers)

    def put(self, path: str, sent: Any, **headers: str) -> Any:
        return self._ask("put", path, data=json.dumps(sent), headers=headers)

    def enter(self, sent: Any, key: str = "") -> Any:
        return self.post("hoat-dong/", sent, **{"Idempotency-Key": key or str(uuid4())})

    def _ask(self, method: str, path: str, data: Any, headers: dict[str, str] | None = None) -> Any:
        more = {} if method == "get" else {"content_type": "application/json"}
        carried = {"Authorization": f"Bearer {self.secret}"} | (headers or {})
        return getattr(self.client, method)(f"/api/v1/{path}", data, headers=carried, **more)


def program(post: Post, scopes: list[str] | None = None) -> Program:
    """A program with a fresh token for the post, made for all the post may do unless told otherwise."""
    wanted = [one.value for one in tokens.offered(post)] if scopes is None else scopes
    _token, secret = actions.issue(post, "Phần mềm thử", wanted, timezone.localdate() + YEAR)
    return Program(secret, Client(raise_request_exception=False))


def of(world: World, officer: str, scopes: list[str] | None = None) -> Program:
    return program(world.officers[officer].posts.get(), scopes)


def sent(world: World, **changes: Any) -> dict[str, Any]:
    """A session of commune A's Union with its police, as a program sends it."""
    usual: dict[str, Any] = {
        "kind": "TT_LONG_GHEP",
        "title": "Nhận biết thủ đoạn mua bán người",
        "starts_on": worlds.DAY.isoformat(),
        "start_time": "19:30",
        "lead": world.units["hoi_a"].pk,
        "partners": [world.units["ca_a"].pk],
        "place": world.places["na_hoa_a"].pk,
        "topics": ["MUA_BAN_NGUOI"],
        "attendance": {"HOI_VIEN": 41, "HOC_SINH": 15, "NHAN_DAN": 8},
        "women": 52,
        "minority": 58,
        "counting": "TAI_CHO",
    }
    return usual | changes


def officer(world: World, posts: list[tuple[str, Any]]) -> tuple[Officer, list[Post]]:
    """Another officer, with these posts."""
    made = worlds.officers.add_officer(f"thu.rieng{Officer.objects.count()}", None, "Vì Thị Mẫu")
    return made, [worlds.officers.give_post(made, world.units[unit].pk, role, actor=None) for unit, role in posts]
