"""Which version a page showed is read from what it sends; nothing anybody types there is an error."""

import pytest
from django.test import RequestFactory

from ketnoi.audit import versions


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ({"version": "12"}, 12),
        *(({"version": told}, 0) for told in ("", "0", "-1", "1.5", "x", "١", "9" * 400)),
        ({}, 0),
        ({"version": ["3", "4"]}, 4),
    ],
)
def test_the_version_a_page_showed(sent, seen):
    assert versions.seen(RequestFactory().post("/", sent)) == seen


def test_the_address_says_no_version():
    assert versions.seen(RequestFactory().post("/?version=12")) == 0
