"""The proofs of guessing and of headers find what is wrong, where something is."""

from __future__ import annotations

import pytest
from django.test import override_settings

from ketnoi.main.proving import p10_guessing, p13_headers
from ketnoi.officers import guessing

pytestmark = pytest.mark.django_db


def test_guesses_that_never_wait_are_found(monkeypatch):
    monkeypatch.setattr(guessing, "wait", lambda _bucket: 0)
    found = p10_guessing.PROMISE.run(20, 1)
    assert found.findings == ("password: xem xét 10 lần đoán", "code: xem xét 10 lần đoán")


def test_a_header_that_is_not_word_for_word_is_found():
    with override_settings(X_FRAME_OPTIONS="SAMEORIGIN"):
        found = p13_headers.PROMISE.run(1, 0)
    assert (found.tried, found.failed) == (12, 12)
    assert found.findings[0] == "không ai /: X-Frame-Options"


@pytest.mark.parametrize(
    "page", ["<script>1</script>", '<p style="x">', "<style>", '<a onclick="x">', '<a href="javascript:x">']
)
def test_what_is_inline_is_seen(page):
    assert p13_headers.INLINE.search(page.encode())


@pytest.mark.parametrize(
    "page", ['<script type="module" src="/tinh/a.js"></script>', "<p>style= on</p>", '<a href="/on/">']
)
def test_what_is_not_inline_is_let_be(page):
    assert not p13_headers.INLINE.search(page.encode())


@pytest.mark.parametrize(("seconds", "most"), [(0, 5), (59, 5), (60, 6), (60 + 120, 7), (63 * 60, 11), (123 * 60, 12)])
def test_how_many_tries_a_bucket_lets_through(seconds, most):
    """Five at once, then after 1, 2, 4, 8, 16 and 32 minutes, and each hour."""
    assert p10_guessing._most(seconds) == most
