"""Pictures and papers of a work: on its page with their words, for whoever sees the work, taken along by a practice."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ketnoi.attachments.models import Attachment
from ketnoi.practices import born
from ketnoi.practices.models import Practice
from ketnoi.works import files, judging
from tests.attachments import uploads

SAID = "Ngõ đã lắp đèn và bình chữa cháy."


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def browser(world, who: str) -> Client:
    client = Client()
    client.force_login(world.officers[who])
    return client


def send(client: Client, work, content: bytes | None = None, name: str = "anh.png", caption: str = SAID):
    upload = SimpleUploadedFile(name, content or uploads.picture("PNG"))
    said = {"file": upload, "caption": caption, "version": 0}
    return client.post(reverse("works:add_file", args=[work.uuid]), said)


def page(client: Client, work) -> str:
    return client.get(reverse("works:work", args=[work.uuid])).content.decode()


def test_a_picture_stands_on_the_page_by_its_words_and_a_paper_by_its_name(world):
    work, client = world.agreed(), browser(world, "xa")
    assert send(client, work).status_code == 302
    assert send(client, work, b"%PDF-1.7 mau", "ke-hoach.pdf", "Kế hoạch lắp đèn").status_code == 302
    picture, paper = Attachment.objects.order_by("pk")
    shown = page(client, work)
    assert f'alt="{SAID}"' in shown
    assert reverse("attachments:small", args=[picture.uuid]) in shown
    assert "Kế hoạch lắp đèn" in shown
    client.post(reverse("works:remove_file", args=[work.uuid, paper.uuid]))
    assert "Kế hoạch lắp đèn" not in page(client, work)
    assert client.post(reverse("works:remove_file", args=[work.uuid, paper.uuid])).status_code == 404


@pytest.mark.parametrize("stage", ["proposed", "returned"])
def test_before_it_is_agreed_to_nothing_is_added(world, stage):
    work = world.register()
    if stage == "returned":
        judging.send_back(work, "Ghi rõ mục tiêu.", 1, *world.leader)
    assert send(browser(world, "xa"), work).status_code == 404


def test_only_who_sees_the_work_sees_its_files(world):
    work = world.agreed()
    send(browser(world, "xa"), work)
    address = reverse("attachments:file", args=[Attachment.objects.get().uuid])
    seen = {who: browser(world, who).get(address).status_code for who in ("xa", "tinh", "la", "cong_an")}
    assert seen == {"xa": 200, "tinh": 200, "la": 404, "cong_an": 404}
    assert send(browser(world, "la"), work).status_code == 404


def test_units_of_one_movement_see_them_and_add_none(world):
    work = world.agreed(programme=world.movement.pk)
    send(browser(world, "xa"), work)
    client = browser(world, "la")
    assert SAID in page(client, work)
    assert client.get(reverse("works:add_file", args=[work.uuid])).status_code == 404


def test_what_is_refused_is_refused_at_its_field_and_words_are_kept(world):
    work, client = world.agreed(), browser(world, "xa")
    answer = send(client, work, b"<svg onload=x>")
    assert answer.status_code == 422
    assert "Chỉ nhận ảnh" in answer.context["form"].errors["file"][0]
    assert SAID in answer.content.decode()
    assert send(client, work, uploads.film(), "phim.mp4").status_code == 422
    assert "caption" in send(client, work, caption="\0").context["form"].errors
    assert not Attachment.objects.exists()


def test_a_practice_takes_along_the_pictures_that_are_chosen(world):
    work, client = world.agreed(), browser(world, "xa")
    for caption in ("Trước khi làm", "Sau khi làm"):
        send(client, work, caption=caption)
    send(client, work, b"%PDF-1.7 mau", "ke-hoach.pdf", "Kế hoạch")
    before, after, paper = files.of(work)
    address = f"{reverse('practices:new')}?{born.PARAMETER}={work.uuid}"
    form = client.get(address).context["form"]
    assert [str(code) for code, _label in form.fields["pictures"].choices] == [str(before.uuid), str(after.uuid)]
    said = {name: form[name].value() for name in form.fields if form[name].value()} | {
        "problem": "Ngõ tối",
        "version": 0,
    }
    assert client.post(address, said | {"pictures": [paper.uuid]}).status_code == 422
    client.post(address, said | {"pictures": [after.uuid]})
    kept = Attachment.objects.get(owner_kind="practice", owner_id=Practice.objects.get().pk)
    assert (kept.caption, kept.sha256) == ("Sau khi làm", after.sha256)
    assert kept.uuid != after.uuid
    assert len(files.of(work)) == 3
