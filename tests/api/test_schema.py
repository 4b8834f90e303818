"""Whatever a program sends, as any role or as nobody: no server error, and no answer that the schema leaves out."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ketnoi.api import limits, service
from ketnoi.officers.enums import Role
from tests.activities.worlds import World
from tests.api.worlds import of, officer, program, sent

EXAMPLES = 4  # of each kind for each operation
CHECKS = (
    not_a_server_error,
    negative_data_rejection,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)


@contextmanager
def one_connection() -> Iterator[None]:
    """A server closes its connection between requests; here all of them stand in the test's transaction."""
    asked = (signals.request_started, signals.request_finished)
    for signal in asked:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in asked:
            signal.connect(close_old_connections)


@pytest.mark.django_db
def test_every_role_and_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PER_MINUTE", 10**9)
    known = _known(world, of(world, "mau").enter(sent(world)).json()["id"])
    callers = {role: _carried(world, role) for role in Role} | {"nobody": {}}
    seen: dict[str, Counter[int]] = {who: Counter() for who in callers}
    for told, mode in ((service.schema(), GenerationMode.NEGATIVE), (_grounded(known), GenerationMode.POSITIVE)):
        schema = schemathesis.openapi.from_dict(told)
        schema.app = WSGIHandler()
        operations = [one.ok() for one in schema.get_all_operations()]
        assert len(operations) > 15
        with one_connection():
            for operation in operations:
                _try(operation, mode, callers, seen)
    assert not seen["nobody"][200]
    assert all(seen[role][200] and seen[role][404] and seen[role][422] for role in Role)
    assert seen[Role.LEAD][201]
    assert not seen[Role.ANALYST][201]


def test_what_a_text_must_look_like_is_told() -> None:
    """A program that keeps to the schema is not refused for the letters of a code, a key, a time or a version."""
    told = service.schema()
    calls = [call for path in told["paths"].values() for call in path.values()]
    headers = {one["name"]: one["schema"] for call in calls for one in call["parameters"]}
    activity = told["components"]["schemas"]["ActivityIn"]["properties"]
    assert headers["Idempotency-Key"]["pattern"] == "^[A-Za-z0-9._:-]+$"
    assert _pattern(headers["If-Match"]) == '^"?[0-9]{1,9}"?$'
    assert activity["kind"]["pattern"] == "^[A-Za-z0-9_-]+$"
    assert activity["topics"]["items"]["pattern"] == "^[A-Za-z0-9_-]+$"
    assert _pattern(activity["start_time"]) == "^([01][0-9]|2[0-3]):[0-5][0-9]$"


def _pattern(schema: dict[str, Any]) -> str:
    return next(one["pattern"] for one in schema.get("anyOf", [schema]) if one.get("type") == "string")


def _known(world: World, activity: str) -> dict[str, list[object]]:
    """What there is to ask for, by the name of the field that asks; beside it, what is not there."""
    units = [world.units[key].pk for key in ("hoi_tinh", "hoi_a", "ca_a")]
    places = [world.places[key].pk for key in ("na_hoa_a", "huyen")]
    return {
        "indicator": ["luot", "hoat_dong", "buoi_tuyen_truyen"],
        "dataElement": ["luot", "nu"],
        "uuid": [activity, "00000000-0000-4000-8000-000000000000"],
        "code": ["luot", "khong_co"],
        "unit": [*units, 10**6],
        "lead": units,
        "orgUnit": units,
        "place": places,
        "parent": places,
        "area": [98, *places],
        "kind": ["TT_LONG_GHEP", "NOI_CHUYEN"],
        "audience": ["HOI_VIEN"],
        "topic": ["MUA_BAN_NGUOI"],
        "counting": ["TAI_CHO"],
        "agency": ["hoi", "ca"],
        "programme": ["thu-tinh", "thu-ca-nuoc"],
        "period": ["2022", "202211", "2022Q3"],
        "start": ["2022-01-01", "2019-05-06"],
        "end": ["2022-12-31", "2026-12-31"],
        "starts_on": ["2022-11-19"],
        "ends_on": [None, "2022-11-20"],
        "start_time": [None, "19:30"],
        "status": ["recorded", "planned"],
        "title": ["Phòng ngừa bạo lực"],
        "result": [""],
        "Idempotency-Key": ["khoa-thu-1", "khoa-thu-2"],
        "If-Match": ["1", '"2"'],
        "partners": [[], units[1:]],
        "topics": [["MUA_BAN_NGUOI"]],
        "programmes": [[], ["thu-tinh"]],
        "attendance": [{"HOI_VIEN": 41}],
        "women": [None, 0, 40],
        "minority": [None, 0],
        "people_listed": [None, 0],
    }


def _grounded(known: dict[str, list[object]]) -> dict[str, Any]:
    """The schema with real values where it asks for codes and ids, all of them sent, so that what is made up reaches
    the answers whatever else hypothesis has seen before.
    """
    told = copy.deepcopy(service.schema())
    for operations in told["paths"].values():
        for one in (parameter for operation in operations.values() for parameter in operation["parameters"]):
            one["schema"] = _narrowed(one["name"], one["schema"], known)
    for schema in told["components"]["schemas"].values():
        if schema.get("additionalProperties") is False:  # what is sent; answers are left as they are
            properties = schema["properties"]
            properties |= {name: _narrowed(name, one, known) for name, one in properties.items()}
            schema["required"] = sorted({*schema.get("required", ()), *(properties.keys() & known.keys())})
    return told


def _narrowed(name: str, schema: dict[str, Any], known: dict[str, list[object]]) -> dict[str, Any]:
    return {"enum": known[name]} if name in known and "enum" not in schema else schema


def _carried(world: World, role: Role) -> dict[str, str]:
    _officer, (post,) = officer(world, [("hoi_tinh", role)])
    return {"Authorization": f"Bearer {program(post).secret}"}


def _try(
    operation: Any, mode: GenerationMode, callers: dict[str, dict[str, str]], seen: dict[str, Counter[int]]
) -> None:
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def one(case: schemathesis.Case) -> None:
        for who, headers in callers.items():
            with transaction.atomic():
                answer = case.call(headers=headers)
                transaction.set_rollback(True)
            seen[who][answer.status_code] += 1
            case.validate_response(answer, checks=list(CHECKS))

    one()
