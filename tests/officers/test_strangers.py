"""A large body is read of whoever signed in, and of nobody else; who has to sign in is sent there all the same."""

import io

import pytest
from django.test import Client
from django.urls import reverse

from ketnoi.officers.middleware import MOST_OF_A_STRANGER

LARGE = 2_000_000


class Sent(io.BytesIO):
    """A body, and how much of it was read."""

    taken = 0

    def read(self, size=-1):
        content = super().read(size)
        self.taken += len(content)
        return content


def post(client, address, kind, size):
    """A form of this kind whose one value has so many bytes; answers the response and the bytes read."""
    client.cookies["csrftoken"] = "c" * 32  # anybody has one: without it nothing would be read anyway
    head, tail, content_type = {
        "fields": (b"a=", b"", "application/x-www-form-urlencoded"),
        "file": (
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n',
            b"\r\n--x--\r\n",
            "multipart/form-data; boundary=x",
        ),
    }[kind]
    body = head + b"a" * size + tail
    sent = Sent(body)
    more = {"CONTENT_LENGTH": str(len(body)), "wsgi.input": sent}
    return client.generic("POST", address, body, content_type, **more), sent.taken


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["fields", "file"])
def test_of_a_stranger_nothing_large_is_read(kind):
    client = Client(enforce_csrf_checks=True)
    client.cookies["sessionid"] = "x" * 32  # made up
    answer, taken = post(client, reverse("officers:sign_in"), kind, LARGE)
    assert (answer.status_code, taken) == (400, 0)
    answer, taken = post(client, reverse("officers:profile"), kind, LARGE)
    assert (answer.status_code, taken) == (302, 0)
    assert answer["Location"].startswith(reverse("officers:sign_in"))


@pytest.mark.django_db
def test_what_a_public_form_holds_is_read():
    _answer, taken = post(Client(enforce_csrf_checks=True), reverse("officers:sign_in"), "fields", 1000)
    assert 1000 < taken < MOST_OF_A_STRANGER


@pytest.mark.parametrize("kind", ["fields", "file"])
def test_of_an_officer_it_is_read(world, kind):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.officer)
    _answer, taken = post(client, reverse("officers:profile"), kind, LARGE)
    assert taken > LARGE
