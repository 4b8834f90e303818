"""Foreign keys obey the order of the rooms too: no table points to a room above its own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]


def layers() -> dict[str, int]:
    """{room: its layer}; 0 is the top; rooms side by side share one."""
    read = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(one for one in read["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    return {room.strip(): depth for depth, line in enumerate(contract["layers"]) for room in line.split("|")}


def room(model: type[Model]) -> str:
    """The room a model lives in, "" for a library's."""
    top, _, rest = model.__module__.partition(".")
    return rest.split(".")[0] if top == "ketnoi" else ""


def upward(models: list[type[Model]], order: dict[str, int]) -> Iterator[str]:
    """Relations that point to a room above, or to another one in the same layer."""
    for model in models:
        for field in model._meta.get_fields():
            target = field.related_model
            if field.auto_created or not isinstance(target, type) or not room(target):
                continue
            if room(target) != room(model) and order[room(target)] <= order[room(model)]:
                yield f"{model._meta.label}.{field.name} → {target._meta.label}"


def test_no_relation_points_upward() -> None:
    models = [model for model in apps.get_models(include_auto_created=True) if room(model)]
    assert list(upward(models, layers())) == []


def test_a_relation_that_points_upward_would_be_found() -> None:
    """With the rooms turned round, the posts' units do point upward."""
    turned = {name: -depth for name, depth in layers().items()}
    found = list(upward([apps.get_model("officers", "Post")], turned))
    assert found == ["officers.Post.unit → orgs.Unit"]


def test_every_room_stands_in_the_order() -> None:
    rooms = {room(model) for model in apps.get_models() if room(model)}
    assert rooms <= layers().keys()
