"""Whether a restored copy is whole: `python -m ketnoi.main.backup.checking FOLDER`, in the copy's environment.

Keys that two sheets opened come in by a pipe ({name: hexadecimal}, empty where the key folder has them), so that they
lie on no disk beside the copy. Prints one JSON list: what was looked at, how much of it, and what did not hold.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import django

SHOWN = 10
JOURNAL, SEALED = "Nhật ký và mốc", "Dữ liệu mã hóa mở được"


@dataclass(frozen=True)
class Look:
    """One thing that was looked at; `wrong` in words, ids and numbers only."""

    what: str
    count: int
    wrong: list[str] = field(default_factory=list)


def state(told: dict[str, Any]) -> Look:
    """The copy against the manifest, before anything in it is touched."""
    from django.db import connection

    from ketnoi.main.backup import database

    with connection.cursor() as cursor:
        found = database.state(cursor, told["tables"])
    wrong = [f"bảng {name}" for name, count in told["tables"].items() if found["tables"].get(name) != count]
    wrong += [name for name in ("figures", "heads") if found[name] != told[name]]
    return Look("Bảng kê: số dòng từng bảng, số liệu, đầu chuỗi nhật ký", len(told["tables"]), wrong)


def migrate() -> None:
    """Bring an older copy up to this release."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)


def figures() -> Look:
    from ketnoi.figures import verify

    report = verify.run()
    return Look("Số liệu so với phiếu gốc", report.facts + report.rollups, report.differences)


def journal(key: bytes | None) -> Look:
    """The copy's journal against its anchors, with this key or the one among the keys; no backup has it."""
    from ketnoi.audit import anchors

    checked = anchors.verify(anchors.kept_with(key) if key else anchors.book())
    return Look(JOURNAL, checked.lines, list(map(str, checked.findings)))


def sealed() -> Look:
    """Every data key and every sealed field opens with the keys at hand; what was shredded stays closed."""
    tried, wrong = 0, []
    for name, opened in _opened():
        tried += 1
        wrong += [] if opened else [name]
    return Look(SEALED, tried, wrong)


def _provider(opened: Mapping[str, bytes]) -> Any:
    """Who holds the copy's keys: whoever does here, but a folder that lacks them is given none."""
    from ketnoi.vault import keyfiles, providers

    config = django.conf.settings.CONFIG
    if config.key_provider != providers.FILE:
        return providers.provider()
    return providers.Given(keyfiles.named(opened)) if opened else providers.File(config.keys)


def _opened() -> Iterator[tuple[str, bool]]:
    from django.apps import apps

    from ketnoi.vault.models import DataKey, SealedModel
    from ketnoi.vault.refusals import Refused

    for key in DataKey.objects.exclude(wrapped=None).iterator():
        try:
            yield f"khóa {key.uuid}", bool(key.secret())
        except Refused:
            yield f"khóa {key.uuid}", False
    for model in apps.get_models():
        if issubclass(model, SealedModel):
            for row in _rows(model).exclude(data_key__wrapped=None).select_related("data_key").iterator():
                yield f"{model._meta.db_table} {row.uuid}", _opens(row)  # noqa: SLF001


def _rows(model: Any) -> Any:
    """All rows, of a protected model too."""
    from ketnoi.access import unscoped
    from ketnoi.access.models import ProtectedRecord

    protected = issubclass(model, ProtectedRecord)
    return unscoped.rows(model, unscoped.Because.KEPT) if protected else model._base_manager.all()  # noqa: SLF001


def _opens(row: Any) -> bool:
    from ketnoi.vault.refusals import Refused

    try:
        for one in row.sealed_fields():
            value = getattr(row, one.attname)
            if value is not None:
                value.open()
    except Refused:
        return False
    return True


def files() -> Look:
    """Every attachment's file is there and is what was kept; a sealed one opens, unless its key was destroyed."""
    from ketnoi.attachments.models import Attachment

    known = Attachment.objects.exclude(data_key__isnull=False, data_key__wrapped=None).select_related("data_key")
    wrong = [str(one.uuid) for one in known if not _is_kept(one)]
    return Look("Tệp đính kèm", len(known), wrong)


def _is_kept(one: Any) -> bool:
    from ketnoi.vault import sealing
    from ketnoi.vault.refusals import Refused

    content = one.file.read_bytes() if one.file.exists() else b""
    if hashlib.sha256(content).hexdigest() != one.sha256:
        return False
    try:
        if one.data_key is not None:
            for _piece in sealing.open_file(one.data_key, one.place("file"), io.BytesIO(content)):
                pass  # each is checked as it comes
            one.open_name()
    except Refused:
        return False
    return True


def main(folder: Path, opened: Mapping[str, bytes]) -> None:
    """Look at everything, also after something did not hold; with these keys where there are any."""
    django.setup()
    from ketnoi.audit import anchors
    from ketnoi.vault import providers

    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    looks = [state(manifest["state"])]
    with providers.standing_in(_provider(opened)):
        migrate()
        looks += [figures(), journal(opened.get(anchors.KEY)), sealed(), files()]
    cut = [asdict(one) | {"wrong": one.wrong[:SHOWN]} for one in looks]
    sys.stdout.write("\n" + json.dumps(cut, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), {name: bytes.fromhex(key) for name, key in json.load(sys.stdin).items()})
