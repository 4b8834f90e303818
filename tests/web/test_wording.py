"""An officer is spoken to in one way everywhere: "bạn"; and "đơn vị bạn" is somebody else's unit."""

import re
from pathlib import Path

import pytest

import ketnoi

ROOT = Path(ketnoi.__file__).parent
# what an officer may choose to be called, words before a name in a message, and letters to people outside
OTHERWISE = {"officers/forms.py", "activities/persons.py", "activities/data/papers.json"}


@pytest.mark.once
@pytest.mark.parametrize("words", ["đồng chí", "đơn vị bạn"])
def test_nobody_is_spoken_to_otherwise(words):
    files = [file for kind in ("*.html", "*.py", "*.js", "*.json") for file in ROOT.rglob(kind)]
    said = {str(file.relative_to(ROOT)) for file in files if words in file.read_text(encoding="utf-8").lower()}
    assert said - OTHERWISE == set()
    assert len(files) > len(OTHERWISE)


@pytest.mark.once
def test_a_way_back_acts_on_nothing():
    """A link called "Quay lại" leads away from a form; what ends or changes something of a list says what it does."""
    called = re.compile(r'translate "Quay lại" %}(<span[^>]*>)?')
    found = [
        (str(file.relative_to(ROOT)), one)
        for file in ROOT.rglob("*.html")
        for one in called.findall(file.read_text(encoding="utf-8"))
    ]
    assert len(found) > 30
    assert [file for file, acts_on in found if acts_on] == []
