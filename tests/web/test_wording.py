"""An officer is spoken to in one way everywhere: "bạn"; and "đơn vị bạn" is somebody else's unit."""

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
