"""Short films of a practice: uploaded at a form of their own, played by its readers, no part of what is public."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ketnoi.attachments.models import Attachment
from ketnoi.practices import adopting, films
from ketnoi.practices import content as contents
from tests.attachments import uploads

SAID = "Hai cán bộ tiếp người dân ở phòng riêng."


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def browser(world, who: str) -> Client:
    client = Client()
    client.force_login(world.officers[who])
    return client


def send(client: Client, code: UUID, content: bytes, caption: str = SAID):
    upload = SimpleUploadedFile("lam-mau.mp4", content, "video/mp4")
    return client.post(reverse("practices:add_film", args=[code]), {"file": upload, "caption": caption, "version": 1})


def page(client: Client, code: UUID) -> str:
    return client.get(reverse("practices:practice", args=[code])).content.decode()


def test_a_film_is_played_by_readers_and_by_nobody_else(world):
    made = world.publish()
    assert send(browser(world, "tinh"), made.uuid, uploads.film()).status_code == 302
    kept = Attachment.objects.get()
    address = reverse("attachments:file", args=[kept.uuid])
    shown = page(browser(world, "la"), made.uuid)
    assert f'src="{address}"' in shown
    assert "controls" in shown
    assert "autoplay" not in shown
    assert SAID in shown
    part = browser(world, "la").get(address, headers={"range": "bytes=4-7"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"ftyp")
    assert part["Content-Range"] == f"bytes 4-7/{kept.bytes}"
    assert "sandbox" in part["Content-Security-Policy"]
    whole = browser(world, "la").get(address)
    assert whole["Content-Disposition"].startswith("attachment")
    assert len(b"".join(whole.streaming_content)) == kept.bytes
    assert browser(world, "la").get(address, headers={"range": "bytes=9999-"}).status_code == 416
    assert Client().get(address).status_code in (302, 404)


def test_a_film_of_what_is_being_written_stays_with_its_unit(world):
    made = world.write()
    send(browser(world, "tinh"), made.uuid, uploads.film())
    address = reverse("attachments:file", args=[Attachment.objects.get().uuid])
    assert browser(world, "tinh").get(address).status_code == 200
    assert browser(world, "la").get(address).status_code == 404
    assert send(browser(world, "la"), made.uuid, uploads.film()).status_code == 404


@pytest.mark.parametrize(("content", "why"), [(b"MZ\x90\0 exe", "xuất ra MP4"), (uploads.film()[:-1], "bị hỏng")])
def test_a_hostile_file_is_refused_at_its_field_and_words_are_kept(world, content, why):
    made = world.publish()
    answer = send(browser(world, "tinh"), made.uuid, content)
    assert answer.status_code == 422
    assert why in answer.context["form"].errors["file"][0]
    assert SAID in answer.content.decode()
    assert not Attachment.objects.exists()


def test_words_are_asked_and_there_is_an_end(world):
    made, client = world.publish(), browser(world, "tinh")
    assert "caption" in send(client, made.uuid, uploads.film(), " ").context["form"].errors
    for _time in range(films.MOST):
        assert send(client, made.uuid, uploads.film()).status_code == 302
    assert "3 phim" in send(client, made.uuid, uploads.film()).context["form"].errors["file"][0]


def test_neither_a_copy_nor_the_public_part_has_it(world):
    made = world.publish()
    send(browser(world, "tinh"), made.uuid, uploads.film())
    copied = adopting.adopt(made, world.units["hoi_khac"].pk, contents.today(), world.by("la"))
    assert "<video" not in page(browser(world, "la"), copied.uuid)
    shared = browser(world, "tinh").get(reverse("practices:share", args=[made.uuid])).content.decode()
    assert SAID not in shared
    assert "<video" not in shared
