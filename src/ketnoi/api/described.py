"""The OpenAPI description in words: operations in groups, each with what it takes and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Schema = dict[str, Any]
PLACES: Final[dict[str, str | Promise]] = {
    "path": _("trong địa chỉ"),
    "query": _("tham số"),
    "header": _("đầu mục"),
    "body": _("nội dung"),
}
TYPES: Final[dict[str, str | Promise]] = {
    "string": _("văn bản"),
    "integer": _("số nguyên"),
    "boolean": _("đúng hoặc sai"),
    "object": _("đối tượng"),
    "null": _("trống"),
    "date": _("ngày"),
    "uuid": _("mã phiếu"),
}


@dataclass(frozen=True)
class Field:
    """One thing an operation takes or answers."""

    name: str
    place: str
    shape: str
    required: bool
    about: str


@dataclass(frozen=True)
class Operation:
    """One operation: how it is called, what it takes, what it answers."""

    id: str
    method: str
    path: str
    title: str
    about: str
    takes: list[Field]
    answers: list[Field]
    statuses: list[tuple[str, str]]


def groups(told: Schema) -> list[tuple[str, list[Operation]]]:
    """[(group, its operations)] in the order of the description."""
    found: dict[str, list[Operation]] = {}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            one = _operation(told, path, method, operation)
            found.setdefault(operation["tags"][0], []).append(one)
    return list(found.items())


def _operation(told: Schema, path: str, method: str, operation: Schema) -> Operation:
    takes = [
        Field(
            one["name"],
            str(PLACES[one["in"]]),
            shape(told, one["schema"]),
            one["required"],
            one.get("description", ""),
        )
        for one in operation.get("parameters", ())
    ]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    good = next(code for code in operation["responses"] if str(code).startswith("2"))
    answer = operation["responses"][good]["content"]["application/json"]["schema"]
    return Operation(
        operation["operationId"],
        method.upper(),
        path,
        operation["summary"],
        operation.get("description", ""),
        takes + (_fields(told, body, str(PLACES["body"])) if body else []),
        _fields(told, answer, ""),
        [(str(code), one["description"]) for code, one in sorted(operation["responses"].items())],
    )


def _fields(told: Schema, schema: Schema, place: str) -> list[Field]:
    """The fields of an object, or of the objects in a list."""
    found = _resolved(told, schema)
    if found.get("type") == "array":
        found = _resolved(told, found["items"])
    required = found.get("required", ())
    return [
        Field(name, place, shape(told, one), name in required, one.get("description", ""))
        for name, one in found.get("properties", {}).items()
    ]


def shape(told: Schema, schema: Schema) -> str:
    """What a field holds, in a few words."""
    if "anyOf" in schema:
        parts = [shape(told, one) for one in schema["anyOf"]]
        return ", ".join(dict.fromkeys(part for part in parts if part != TYPES["null"]))
    found = _resolved(told, schema)
    if "enum" in found:
        return " · ".join(str(one) for one in found["enum"] if one != "")
    if found.get("type") == "array":
        return str(_("danh sách: %(of)s")) % {"of": shape(told, found["items"])}
    if "$ref" in schema and found.get("type") == "object":
        return ", ".join(found.get("properties", ()))
    kind = str(found.get("type", ""))
    return str(TYPES.get(str(found.get("format")), TYPES.get(kind, kind)))


def _resolved(told: Schema, schema: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    found: Schema = told["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return found
