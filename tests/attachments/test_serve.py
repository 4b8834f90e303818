import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve, reverse

from ketnoi.attachments import actions, policies
from ketnoi.attachments.views import serve
from tests.attachments import uploads

pytestmark = pytest.mark.django_db


def only_even(officer, owner_id):
    return officer.is_anonymous and owner_id % 2 == 0


@pytest.fixture(autouse=True)
def media(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(policies, "_predicates", {"chan": only_even})


def asked(attachment_uuid, small=False, method="get"):
    path = reverse(f"attachments:{'small' if small else 'file'}", args=[attachment_uuid])
    request = getattr(RequestFactory(), method)(path)
    request.user = AnonymousUser()
    view, args, kwargs = resolve(path)
    return view(request, *args, **kwargs)


def added(owner, content=None, name="a.png", kind="chan"):
    return actions.add(kind, owner, uploads.upload(content or uploads.picture(), name), actor=1)


def test_addresses():
    made = uuid.UUID(int=1)
    assert reverse("attachments:file", args=[made]) == f"/tep/{made}/"
    assert reverse("attachments:small", args=[made]) == f"/tep/{made}/nho/"


def test_every_view_states_its_policy():
    assert serve.serve.policy == serve.serve_small.policy == "signed_in"


def test_a_picture_is_shown_with_strict_headers():
    attachment = added(2)
    response = asked(attachment.uuid)
    assert b"".join(response.streaming_content) == attachment.file.read_bytes()
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == 'inline; filename="a.jpg"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert "sandbox" in response["Content-Security-Policy"]
    small = asked(attachment.uuid, small=True)
    assert b"".join(small.streaming_content) == attachment.thumbnail.read_bytes()


def test_a_paper_is_handed_over_never_shown():
    attachment = added(2, b"%PDF-1.7\n", "Biên bản.pdf")
    assert asked(attachment.uuid)["Content-Disposition"].startswith("attachment;")
    with pytest.raises(Http404):
        asked(attachment.uuid, small=True)


def test_what_one_may_not_see_does_not_exist():
    hidden, unknown_kind, removed = added(3), added(2, kind="khac"), added(2)
    actions.remove(removed, actor=1)
    lost = added(4, uploads.picture(size=(9, 9)))
    lost.file.unlink()
    for found in (hidden.uuid, unknown_kind.uuid, removed.uuid, lost.uuid, uuid.uuid4()):
        with pytest.raises(Http404):
            asked(found)
    with pytest.raises(Http404):
        asked(hidden.uuid, small=True)


def test_only_reading_is_answered():
    assert asked(added(2).uuid, method="post").status_code == 405


def test_a_kind_has_one_policy():
    policies.register("chan", only_even)
    with pytest.raises(ValueError, match="chan"):
        policies.register("chan", bool)
