"""A new master version: data keys are wrapped anew while everybody works on, and the old version goes in the end.

Nothing is encrypted again but the data keys themselves. A transaction takes a few of them; killed at any point, each
hangs on the one version or the other, and both are there. Run again, it goes on where it stood.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.db import connection, transaction
from django.db.models import Count

from ketnoi.audit import journal
from ketnoi.vault import aead, keyfiles, recovery
from ketnoi.vault.freshness import KEY_KIND
from ketnoi.vault.models import DataKey, Envelope
from ketnoi.vault.providers import Provider, provider
from ketnoi.vault.refusals import KeyUnavailable

BATCH: Final = 200  # data keys of one transaction: some milliseconds in which others wait
# An old version stays at least this long after a newer one came: by then no transaction is open any more that read the
# versions before, and may still save a key wrapped by the old one.
SETTLED: Final = 3600  # seconds


def begin(folder: Path) -> int:
    """Make the next master version, and its envelope; answers it. New data keys hang on it from now on."""
    versions = list(keyfiles.read(folder).masters)
    if not versions:
        raise KeyUnavailable("Chưa có khóa chính: hãy chạy ketnoi keys init.")
    version = max(versions) + 1
    keyfiles.put(folder, keyfiles.master_name(version), aead.new_key())
    recovery.keep(folder)
    return version


def waiting() -> int:
    """How many data keys hang on an older version than the newest."""
    return DataKey.objects.filter(master__lt=_newest(provider()), wrapped__isnull=False).count()


def rewrap(batch: int = BATCH, told: Callable[[int], object] = lambda _done: None) -> int:
    """Wrap by the newest version whatever hangs on an older one; answers how many. `told` hears of each transaction.

    Raises KeyUnavailable and Tampered before anything of the transaction is written.
    """
    done = 0
    while some := _rewrap_some(batch):
        done += some
        told(some)
    return done


@transaction.atomic
def _rewrap_some(batch: int) -> int:
    holder = provider()
    newest = _newest(holder)
    older = DataKey.objects.filter(master__lt=newest, wrapped__isnull=False).order_by("pk")
    skip = connection.features.has_select_for_update_skip_locked
    keys = list(older.select_for_update(skip_locked=skip)[:batch]) or list(older.select_for_update()[:batch])
    for key in keys:
        key.wrapped, key.master = holder.wrap(newest, key.secret(), key.context(newest)), newest
    DataKey.objects.bulk_update(keys, ["wrapped", "master"])
    if keys:
        journal.write("rewrap", KEY_KIND, newest, count=len(keys))
    return len(keys)


def hanging() -> dict[int, int]:
    """{master version: data keys that hang on it}; those destroyed hang on nothing."""
    counted = DataKey.objects.filter(wrapped__isnull=False).order_by().values_list("master").annotate(Count("pk"))
    return dict(counted)


def retire(folder: Path, version: int) -> None:
    """Destroy an old version for good. Raises KeyUnavailable while anything hangs on it, or might soon.

    Backups that still hold data keys wrapped by it cannot be read afterwards.
    """
    held = keyfiles.masters_in(folder)
    if version not in {keyfiles.version_of(path) for path in held}:
        raise KeyUnavailable(f"Không có phiên bản {version} trong thư mục khóa.")
    newer = [path for path in held if keyfiles.version_of(path) > version]
    if not newer:
        raise KeyUnavailable(f"Phiên bản {version} đang được dùng.")
    if time.time() - max(path.stat().st_mtime for path in newer) < SETTLED:
        raise KeyUnavailable("Phiên bản mới chưa được một giờ: hãy chạy lại sau.")
    if count := hanging().get(version, 0):
        raise KeyUnavailable(f"Còn {count} khóa hồ sơ do phiên bản {version} giữ: hãy chạy ketnoi keys rotate.")
    with transaction.atomic():
        Envelope.objects.filter(name=keyfiles.master_name(version)).delete()
        journal.write("retire", "vault_key", version)
    keyfiles.destroy(folder, keyfiles.master_name(version))


def _newest(holder: Provider) -> int:
    versions = holder.versions()
    if not versions:
        raise KeyUnavailable("Chưa có khóa chính: hãy chạy ketnoi keys init.")
    return versions[-1]
