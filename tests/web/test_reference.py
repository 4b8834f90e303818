"""The reference of addresses knows every room."""

from pathlib import Path

import pytest

from tests.web import addresses

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "urls.md"


@pytest.mark.once
def test_each_room_that_has_pages_stands_in_the_reference():
    said = REFERENCE.read_text(encoding="utf-8")
    rooms = {name.partition(":")[0] for name, _view in addresses.every() if ":" in name}
    assert {room for room in rooms if f"`{room}:" not in said} == set()
