"""Pages that are left when all else in the browser was tested: the other process looks at them too."""

from __future__ import annotations

import pytest

from tests.browser import walkers


@pytest.mark.last
def test_nobody_is_shut_out_of_what_is_left(visits, eyes, every, taken) -> None:
    assert walkers.shut_out(visits, eyes, every, taken) == {}
