"""How long backups are kept, and what that means for what was destroyed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.utils import timezone

FORM = "ketnoi-%Y%m%d-%H%M%S.knsl"
LEAST = 3  # so many stay, however old: where backups stopped, the last ones are all there is


def file_in(target: Path) -> Path:
    """The file to write: `target`, or in the folder `target` one named by the moment."""
    return target / timezone.localtime().strftime(FORM) if target.is_dir() else target


def expired(folder: Path, days: int) -> list[Path]:
    """Backups of this folder that are older than so many days, oldest first; the youngest LEAST never are."""
    known = sorted((moment, file) for file in folder.iterdir() if (moment := _taken(file)))
    border = timezone.localtime().replace(tzinfo=None) - dt.timedelta(days=days)
    return [file for moment, file in known[:-LEAST] if moment < border]


def _taken(file: Path) -> dt.datetime | None:
    """When a backup was taken, by its name; None for anything else."""
    try:
        return dt.datetime.strptime(file.name, FORM)  # noqa: DTZ007 - local, as it was written
    except ValueError:
        return None


def consequence(days: int) -> str:
    """What a keeper of data must know."""
    return (
        f"Bản sao lưu được giữ {days} ngày (KETNOI_BACKUP_DAYS): dữ liệu đã hủy khóa vẫn mở được từ các bản cũ "
        f"cho đến khi bản cuối cùng còn chứa nó hết hạn, tức nhiều nhất {days} ngày sau khi hủy."
    )
