"""P14: whatever a room calls its things, no message that leaves the product says any of it.

A world of notices whose words, pages, objects and officers are all made of canaries is sent through the product's own
channels into files; then everything that was written is read again, in all spellings.
"""

from __future__ import annotations

import base64
import json
import re
import tempfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from random import Random

from django.db import transaction
from django.test.utils import override_settings

from ketnoi.audit import moments
from ketnoi.audit.models import Line
from ketnoi.main.proving.promise import Outcome, Promise, outcome
from ketnoi.notices import actions, kinds, preferences, sending
from ketnoi.notices.enums import How, Said
from ketnoi.notices.models import Delivery
from ketnoi.notices.preferences import Settings
from ketnoi.officers.models import Officer
from ketnoi.ui.text import fold

CANARIES = (
    "Giàng Thị Chim Mẫu",
    "SL-7K3M-2P",
    "bản Huổi Minh Họa",
    "bạo lực gia đình",
    "Điều 999",
    "014099999999",
    "0212 000 0009",
)
OFFICERS = 8
SITE = "https://ketnoi.vi-du.invalid"
CODE = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def _run(size: int, seed: int) -> Outcome:
    chance = Random(seed)  # noqa: S311 - a run that can be repeated
    known = dict(kinds._kinds)  # noqa: SLF001 - put back as it was
    with tempfile.TemporaryDirectory() as folder, _sent_to(Path(folder)):
        try:
            for kind in _kinds():
                kinds.register(kind)
            _tell(size, chance, _officers())
            _send_all()
            texts = list(_written(Path(folder)))
        finally:
            kinds._kinds.clear()  # noqa: SLF001 - as above
            kinds._kinds.update(known)  # noqa: SLF001 - as above
    findings = [finding for text in texts for finding in _found(text)]
    if not texts:
        findings.append("không có tin nào được gửi")
    return outcome(size, [*findings, *_in_journal()])


def _sent_to(folder: Path) -> override_settings:
    return override_settings(
        NOTICE_CHANNELS={"email": "mail", "sms": "file", "zalo": "file"},
        NOTICE_FOLDER=folder,
        NOTICE_SITE=SITE,
        EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend",
        EMAIL_FILE_PATH=folder / "email",
    )


def _kinds() -> Iterator[kinds.Kind]:
    """One for each fixed word, with canaries wherever a room has a say."""
    for number, said in enumerate(Said):
        words = CANARIES[number % len(CANARIES)]
        yield kinds.Kind(
            f"proof_{said.value}", words, lambda _officer, told: told, lambda told: f"/{CANARIES[0]}/{told}/", said
        )


def _officers() -> list[int]:
    """They wish to be told in different ways; one of them is himself called like a canary."""
    made = [Officer.objects.create_user(f"proof-{number}", None, name=CANARIES[0]) for number in range(OFFICERS)]
    for number, officer in enumerate(made):
        how = list(How)[number % 2].value
        choices = {f"proof_{said.value}": dict.fromkeys(("email", "sms", "zalo"), how) for said in Said}
        preferences.choose(officer.pk, 0, Settings(f"nguoi{number}@vi-du.invalid", f"090000010{number}", 0, 0, choices))
    return [officer.pk for officer in made]


def _tell(size: int, chance: Random, officers: list[int]) -> None:
    for number in range(size):
        kind = f"proof_{chance.choice(list(Said)).value}"
        with transaction.atomic():
            actions.tell(
                [chance.choice(officers)],
                kind,
                f"{chance.choice(CANARIES)} {number}",
                at_once=chance.random() < 0.1,  # noqa: PLR2004 - one in ten
            )


def _send_all() -> None:
    """The day's digests too."""
    Delivery.objects.update(due_at=moments.now())
    while sending.work():
        pass


def _written(folder: Path) -> Iterator[str]:
    """Everything of each message: what is read, and the raw headers; recipients' addresses are not about anybody."""
    for path in sorted((folder / "email").glob("*.log")):
        for raw in path.read_bytes().split(b"-" * 79):
            if raw.strip():
                letter = message_from_bytes(raw.strip(), policy=policy.default)
                yield "\n".join([letter["Subject"].strip(), letter.get_content().strip()])
                yield _headers(raw)
    for channel in ("sms", "zalo"):
        for path in sorted((folder / channel).glob("*")):
            yield json.loads(path.read_text(encoding="utf-8"))["text"]


def _headers(raw: bytes) -> str:
    return f"headers {raw.decode(errors='replace')}"


def _found(text: str) -> Iterator[str]:
    """A canary in any spelling; and of what is read, anything that is neither a fixed word nor a random address."""
    spellings = (text, fold(text), re.sub(r"\W", "", fold(text)))
    for number, canary in enumerate(CANARIES):
        told = (canary, fold(canary), re.sub(r"\W", "", fold(canary)), base64.b64encode(canary.encode()).decode())
        if any(one in spelling for one in told for spelling in spellings):
            yield f"chuỗi dò số {number}"
    if not text.startswith("headers") and not all(_fixed(line) for line in text.splitlines()):
        yield "có chữ ngoài các câu cố định"


def _fixed(line: str) -> bool:
    words = "|".join(re.escape(str(said.label)) for said in Said)
    daily = "Thông báo trong ngày"
    address = rf"Đăng nhập để xem: {re.escape(SITE)}/thong-bao/(?:{CODE}/)?"
    return re.fullmatch(rf"(?:Kết Nối: )?(?:{words}|{daily})(?:: [\d.]+)?|{address}", line) is not None


def _in_journal() -> Iterator[str]:
    for line in Line.objects.all():
        if any(canary in f"{line.object} {line.detail}" for canary in CANARIES):
            yield f"nhật ký, chuỗi {line.chain} dòng {line.seq}"


PROMISE = Promise(
    "P14", "Gửi thông báo đầy chuỗi dò qua mọi cách gửi, rồi đọc lại mọi tin đã ghi ra", _run, size=2000, fast=60
)
