"""P8: a backup taken while others write restores whole; one that was changed, cut short or lacks its keys does not.

Sealed rows, figures, a file and the journal are put into the installation, anchored and backed up while another thread
goes on writing. One restore must find everything, and another on a machine without keys, from two of the three paper
sheets; without the keys, with one sheet or strange ones, and of a journal that had been tampered with before the
backup, it must say so; and every changed or shortened file must be refused before anything is laid out. Nor may a
recipient forge one: with an own key in the place of the installation's, with the envelope left out that tells who wrote
it, with an envelope whose name is a path.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection, transaction
from nacl.public import PrivateKey
from PIL import Image

from ketnoi.attachments import actions as attaching
from ketnoi.attachments import policies
from ketnoi.audit import anchors, journal
from ketnoi.audit.models import Line
from ketnoi.figures import folding
from ketnoi.main.backup import archive, checking, restoring, sealing
from ketnoi.main.proving import forging, small_world
from ketnoi.main.proving.promise import Outcome, Promise, outcome
from ketnoi.vault import keys, recovery
from ketnoi.vault.refusals import Refused
from ketnoi.vault.shares import Mistyped, Share

LARGE = 100  # from this size on a journal that was tampered with is restored too
ROWS = 20
CLOSED = "proof_sealed"  # files of this kind lie sealed
KEY_BESIDE, KEY_PLANTED = f"anchors/{anchors.KEY}", f"keys/{anchors.KEY}"  # where a forger would lay his own key


def _run(size: int, seed: int) -> Outcome:
    papers = _world()
    secret = PrivateKey.generate()
    file = Path(settings.CONFIG.data) / "proof.knsl"
    _backed_up(file, bytes(secret.public_key))
    tried = [
        *_restores(file, bytes(secret)),
        *_from_paper(file, bytes(secret), papers),
        *_forged(file, bytes(secret), papers),
        *([_tampered(file, bytes(secret))] if size >= LARGE else []),
    ]
    damaged = list(_damaged(file, secret, size, Random(seed)))  # noqa: S311 - a run that can be repeated
    return outcome(len(tried) + size, [*filter(None, tried), *damaged])


def _world() -> list[Share]:
    """Something in every part that a restore looks at; answers the paper sheets of its keys."""
    unit = small_world.unit().pk
    for number in range(ROWS):
        small_world.enter(unit, number)
        keys.new("proof")
    folding.fold()
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "PNG")
    attaching.add("proof", 1, ContentFile(picture.getvalue(), "anh.png"), actor=1)
    key = keys.new(CLOSED)
    policies.register_sealed(CLOSED, policies.Protection(lambda _request, _owner: False, lambda _owner: key))
    attaching.add(CLOSED, 1, ContentFile(picture.getvalue(), "anh.png"), actor=1)
    anchors.add(anchors.book())
    papers = recovery.drawn()
    recovery.take_effect(settings.CONFIG.keys, papers[:2])
    return papers


def _backed_up(file: Path, public: bytes) -> None:
    """While somebody else goes on writing."""
    stop = threading.Event()
    other = threading.Thread(target=_write_until, args=(stop,))
    other.start()
    try:
        archive.write(file, [public])
    finally:
        stop.set()
        other.join()


def _write_until(stop: threading.Event) -> None:
    number = 0
    while not stop.wait(0.005):
        number += 1
        with transaction.atomic():
            journal.write("record", "proof", number)
    connection.close()


def _restores(file: Path, secret: bytes) -> Iterator[str]:
    """All the way: with everything, and without the keys; what is wrong with either, or nothing."""
    found = restoring.check(file, secret)
    yield "; ".join(f"{look.what}: {wrong}" for look in found.looks for wrong in look.wrong)
    yield "phục hồi được dù thiếu khóa" if _restored(file, secret, _folder("no-keys")) else ""


def _from_paper(file: Path, secret: bytes, papers: list[Share]) -> Iterator[str]:
    """On a machine that has nothing: with two sheets of the three, with one, and with two that are others'."""
    standing = settings.CONFIG
    settings.CONFIG = replace(standing, keys=_folder("lost-keys"))
    try:
        yield "" if _restored(file, secret, papers[1:]) else "hai tờ khóa không phục hồi được"
        for pair in ([papers[0], papers[0]], recovery.drawn()[:2]):
            yield "phục hồi được dù không đủ tờ khóa" if _restored(file, secret, pair) else ""
    finally:
        settings.CONFIG = standing


def _forged(file: Path, secret: bytes, papers: list[Share]) -> Iterator[str]:
    """By a recipient, for a machine that has its keys and for one that gets them from paper."""
    outside = _folder("outside")
    leak = str(outside / "leak")
    kinds: dict[str, tuple[forging.Harm, ...]] = {
        "khóa của người khác": (),
        "khóa của người khác kèm theo": (forging.with_key(KEY_BESIDE),),
        "thiếu phong bì khóa mốc": (forging.without_origin,),
        "thiếu phong bì, khóa kèm theo": (forging.without_origin, forging.with_key(KEY_BESIDE)),
        "thiếu phong bì, khóa đặt sẵn": (forging.without_origin, *map(forging.with_key, (KEY_BESIDE, KEY_PLANTED))),
        "phong bì có tên là đường dẫn": (forging.with_envelope(leak, f"keys{outside}"),),
    }
    standing = settings.CONFIG
    for number, (kind, harms) in enumerate(kinds.items()):
        made = forging.forge(file, secret, file.with_name(f"forged-{number}.knsl"), *harms)
        yield f"nhận bản giả: {kind}" if _restored(made, secret, standing.keys) else ""
        settings.CONFIG = replace(standing, keys=_folder("forged-keys"))
        try:
            yield f"nhận bản giả khi mất khóa: {kind}" if _restored(made, secret, papers[1:]) else ""
        finally:
            settings.CONFIG = standing
    yield "khóa chính bị ghi ra ngoài" if list(outside.iterdir()) else ""


def _restored(file: Path, secret: bytes, held: Path | list[Share]) -> bool:
    try:
        return restoring.check(file, secret, held).whole
    except (sealing.Unreadable, restoring.NotRestored, Refused, Mistyped):
        return False


def _tampered(file: Path, secret: bytes) -> str:
    """A journal that had been edited before the backup was taken."""
    forged = file.with_name("forged.knsl")
    Line.objects.filter(seq=1).update(actor=999)
    archive.write(forged, [bytes(PrivateKey(secret).public_key)])
    looks = {look.what: look for look in restoring.check(forged, secret).looks}
    return "" if looks[checking.JOURNAL].wrong else "phục hồi được dù nhật ký đã bị sửa"


def _folder(name: str) -> Path:
    folder = Path(settings.CONFIG.data).parent / name
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _damaged(file: Path, secret: PrivateKey, size: int, chance: Random) -> Iterator[str]:
    """One byte changed, or the end cut off, or somebody else's secret: every one must be refused."""
    content = file.read_bytes()
    other = file.with_name("damaged.knsl")
    for number in range(size):
        at = chance.randrange(len(content))
        changed = bytes([content[at] ^ (1 << chance.randrange(8))])
        kind = ("đổi một bit", "cắt đuôi", "khóa của người khác")[number % 3]
        other.write_bytes((content[:at] + changed + content[at + 1 :], content[:at], content)[number % 3])
        with_secret = PrivateKey.generate() if number % 3 == 2 else secret  # noqa: PLR2004 - the third kind
        if _opens(other, bytes(with_secret)):
            yield f"lần {number}: {kind} ở {at}"


def _opens(file: Path, secret: bytes) -> bool:
    try:
        archive.read(file, secret)
    except sealing.Unreadable:
        return False
    return True


PROMISE = Promise(
    "P8",
    "Sao lưu khi đang ghi, phục hồi vào chỗ nháp (cả khi mất hết khóa, từ hai tờ khóa giấy), kiểm tra mọi mặt; "
    "bản bị sửa, bị cắt, bị làm giả, thiếu khóa hay thiếu tờ khóa đều bị từ chối",
    _run,
    size=600,
    fast=30,
    apart=True,
)
