"""Whatever a program sends, as any role or as nobody: no server error, and no answer that the schema leaves out."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
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

from ketnoi.api import limits
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


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["nobody", *Role.values])
def test_holds_for(world: World, role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PER_MINUTE", 10**9)
    of(world, "mau").enter(sent(world))
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    headers = {} if role == "nobody" else _carried(world, role)
    operations = [one.ok() for one in schema.get_all_operations()]
    assert len(operations) > 15
    for operation in operations:
        for mode in GenerationMode:
            _try(operation, mode, headers)


def _carried(world: World, role: str) -> dict[str, str]:
    _officer, (post,) = officer(world, [("hoi_tinh", Role(role))])
    return {"Authorization": f"Bearer {program(post).secret}"}


def _try(operation: object, mode: GenerationMode, headers: dict[str, str]) -> None:
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
        with transaction.atomic():
            answer = case.call(headers=headers)
            transaction.set_rollback(True)
        case.validate_response(answer, checks=list(CHECKS))

    one()
