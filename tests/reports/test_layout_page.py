"""Each element of an official layout is shown with what it prescribes and how far that was checked."""

import re

from django.urls import reverse

from ketnoi.documents import layouts


def test_every_element_stands_on_its_layouts_page_with_its_status(told, client):
    client.force_login(told.lead)
    said = {"SECONDARY": "thấy ở nguồn thứ cấp", "MEMORY": "chưa kiểm chứng", "PROPOSED": "đề xuất"}
    for one in layouts.every():
        page = client.get(reverse("reports:layout", args=[one.code])).content.decode()
        rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page)
        statuses = [*one.statuses.values(), *(element.status for element in one.elements.values())]
        assert len(rows) == len(statuses)
        assert all(said[status] in row for status, row in zip(statuses, rows, strict=True))
    assert client.get(reverse("reports:layout", args=["khong-co"])).status_code == 404


def test_the_letterhead_leads_there(told, client):
    client.force_login(told.lead)
    page = client.get(reverse("reports:letterhead")).content.decode()
    assert reverse("reports:layout", args=["chinh-tri-xa-hoi"]) in page
