"""A few invented persons in two units: one asked about by the other unit, two that may be one. They count for nothing.

Their names say that they are invented, and their telephones lead nowhere.
"""

from __future__ import annotations

from typing import Final

from ketnoi.access import reader as readers
from ketnoi.audit import moments
from ketnoi.officers.models import Post
from ketnoi.people import actions, contacting, merging
from ketnoi.people.births import Birth
from ketnoi.people.entry import Entry
from ketnoi.people.enums import Exact, Purpose

SHARED: Final = "0900000123"
UNION: Final = (
    Entry(
        full_name="Lò Thị Giả Định",
        aliases=("Mẫu Hoa Ban",),
        birth=Birth(1996, 5, 2),
        sex="nu",
        ethnicity="03",
        language="tiếng Thái",
        telephone=SHARED,
        address="Bản Không Có Thật",
        safe_contact="Chỉ gọi buổi sáng; đừng nhắn tin vào máy này",
        shelter="Nhà bạn (giả định)",
        medical="Đang mang thai tháng thứ năm (giả định)",
    ),
    Entry(full_name="Mẩy Giả Định", birth=Birth(2014), sex="nu", ethnicity="09", interpreter=True, no_papers=True),
    Entry(full_name="Giàng Thị Thử Nghiệm", birth=Birth(1989), sex="nu", ethnicity="08", telephone="0900000456"),
    Entry(full_name="Giàng Thị Thử", aliases=("Thử Nghiệm",), sex="nu", telephone="0900000456"),
)
POLICE: Final = (
    Entry(full_name="Lò Thị Định (giả)", birth=Birth(1996), sex="nu", telephone=SHARED),
    Entry(full_name="Trần Văn Không Có", birth=Birth(1990), sex="nam"),
)


def keep() -> None:
    """Register them as the two officers would, and leave something to decide on either desk."""
    union, police = _post("hoi", "province"), _post("ca", "commune")
    ours, theirs = (readers.at(post.officer, moments.now()) for post in (union, police))
    *_others, one, other = [actions.register(ours, entry, union) for entry in UNION]
    known, _unasked = [actions.register(theirs, entry, police) for entry in POLICE]
    merging.propose(readers.at(union.officer, moments.now()), one, other, Exact.TELEPHONE.value)
    contacting.ask(readers.at(police.officer, moments.now()), known, Purpose.SUPPORT)
    contacting.settle()


def _post(agency: str, level: str) -> Post:
    """The oldest recorder of an agency at a level who works today."""
    held = Post.objects.filter(role="recorder", unit__agency__code=agency, unit__level=level, valid_to=None)
    return held.select_related("officer", "unit").earliest("pk")
