"""Whatever stands in a query, no page breaks: a seeded sweep of hostile values over the parameters of every address."""

from __future__ import annotations

import random
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.web import addresses
from tests.web.matrix import ROWS
from tests.web.objects import Objects
from tests.web.world import World

SEED = 20261121
TRIES = 2  # values for each parameter
HOSTILE = (
    "",
    "-1",
    "0",
    "7",
    "1.5",
    "1e9",
    "0x10",
    "٣",  # a digit, but not an ASCII one
    "²",
    str(2**31),
    str(2**62 - 1),
    str(2**63),
    "9" * 5000,  # longer than Python turns into a number
    "0001-01-01",
    "9999-12-31",
    "01/01/0001",
    "31/12/9999",
    "2026-02-30",
    "\x00",
    "a\x00b",
    "\u202egpj.exe",
    "\u200b",
    "\ud7ff\ufffe\U0010ffff",
    "%",
    "_" * 120,
    "\\",
    "'; DROP TABLE officers_officer; --",
    "<svg onload=alert(1)>",
    "{hoat_dong}",
    "../../../etc/passwd",
    "//nowhere.example/",
    "á" * 3000,
    "a " * 60,
    "a," * 60,
)
FIGURE = "chi-tieu=hoat_dong"
# What a list reads from its address.
ASKED = (
    *("q", "loai", "nam", "trang_thai", "chuong_trinh", "chuyen_de"),
    *("thu_tu", "cot", "sau", "truoc", "dem"),
)
# What each page reads from its address; those left out read nothing.
PARAMETERS = {
    "officers:sign_in": ("next",),
    "web:search": ("q",),
    "web:schedule": ("ngay", "kieu", "pham-vi"),
    "web:schedule_file": ("ngay", "kieu", "pham-vi"),
    "places:search": ("q", "ngay", "trong", "cap", "ten"),
    "orgs:search": ("q", "ngay", "trong", "nganh", "kieu", "ten"),
    "registers:kind": ("q", "da-dong", "trang"),
    "registers:monthly": ("thang", "trang"),
    "registers:roster": ("q", "loai", "da-thoi", "trang"),
    "registers:add_person": ("loai",),
    "registers:tell_membership": ("thang",),
    "registers:products": ("q", "trang"),
    "practices:library": ("q", "linh_vuc", "dia_ban", "minh_chung", "cap", "co_quan", "hieu_qua", "xep", "trang"),
    "practices:own": ("trang",),
    "contests:list": ("trang",),
    "contests:entries": ("trang",),
    "practices:new": ("cong-trinh",),
    "practices:versions": ("tu", "den"),
    "practices:questions": ("trang",),
    "activities:list": ASKED,
    "lists:save": ASKED,
    "lists:export": ASKED,
    "lists:xlsx": ASKED,
    "lists:csv": ASKED,
    "activities:new": ("loai", "chep"),
    "activities:import": ("trang",),
    "activities:batch": ("trang", "chi-loi"),
    "programmes:programme": ("nam", "dia-ban", "ban-do"),
    "programmes:export": ("nam", "dia-ban", "ban-do"),
    "programmes:new_conference": ("chuong-trinh",),
    "programmes:place": ("noi-dung",),
    "figures:index": ("nam",),
    "reports:index": ("q", "chuong_trinh", "trang_thai", "so_lieu", "thu_tu", "cot", "sau", "truoc"),
    "reports:new": ("chuong-trinh", "toan-bo"),
    "reports:assignments": ("q", "trang_thai", "thu_tu", "cot", "sau", "truoc"),
    "reports:assign": ("muc",),
    "reports:report": ("so",),
    "reports:edition": ("so",),
    "reports:add": ("sau", "so"),
    "reports:statistical_units": ("o", "trang"),
    "reports:statistical_file": ("ban",),
}
QUESTION = (
    *("chi-tieu", "tu", "den", "chuong-trinh", "don-vi", "ca-duoi", "co-quan", "cap", "dia-ban", "noi", "loai"),
    *("doi-tuong", "chuyen-de", "chu-tri", "tinh-den"),
)
FORM = ("tu-ngay", "den-ngay", "tinh-den-ngay")
SPLITS = ("nam", "thang", "loai", "doi-tuong", "co-quan", "xa", "huyen")
SPLIT_WITH = ("tu", "den", "loai", "doi-tuong", "cap", "noi", "dia-ban")
USUAL = {"places:search": "q=mot", "orgs:search": "q=hoi", "figures:figure": FIGURE, "figures:export": FIGURE}


def queries(name: str) -> Iterator[str]:
    """Every query to try at this address: each parameter with a few hostile values, once, and once doubled."""
    dice = random.Random(f"{SEED} {name}")  # the same draw every time
    usual = USUAL.get(name, "")
    for parameter in _parameters(name):
        for value in dice.sample(HOSTILE, TRIES):
            yield f"{parameter}={quote(value)}&{usual}"  # before the usual value, and
            yield f"{usual}&{parameter}={quote(value)}"  # after it: the last one is read
    yield f"khong-ai-doc={quote(dice.choice(HOSTILE))}"


def _parameters(name: str) -> tuple[str, ...]:
    if name == "figures:figure":
        splits = tuple(f"chia={split}&{one}" for split, one in zip(SPLITS, SPLIT_WITH, strict=True))
        return (*QUESTION, "trang", "chia", *(f"xem=1&{day}" for day in FORM), *splits)
    return QUESTION if name == "figures:export" else PARAMETERS.get(name, ())


def _read() -> list[str]:
    """Addresses that a session opens; programs' own are swept in `tests/api`."""
    known = {name for name, _view in addresses.every()}
    return sorted(name for name in known if ROWS[name].method == "get" and "O" in ROWS[name].answers)


@pytest.mark.parametrize("name", _read())
def test_no_query_breaks_a_page(world: World, name: str) -> None:
    address = reverse(name, args=ROWS[name].args(Objects(world)))
    client = world.visitor("anonymous" if name == "officers:sign_in" else "lead")
    client.raise_request_exception = False
    broken = [query for query in queries(name) if _status(client, f"{address}?{query}") >= 500]
    assert broken == []


def _status(client: Client, address: str) -> int:
    with transaction.atomic():
        status = client.get(address).status_code
        transaction.set_rollback(True)
    return status
