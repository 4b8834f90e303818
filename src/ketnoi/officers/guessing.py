"""How often a secret may be tried. After a few wrong tries the next has to wait, twice as long each time.

Tries are counted for an account and a device together (`devices.bucket`): what strangers try from elsewhere makes
nobody wait who comes from a device that he signed in from before. An admitted try is counted before it is known
whether it is right, so that tries at the same moment do not slip through; a right one clears the count.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketnoi.audit import journal, moments
from ketnoi.officers.models import Tries

FREE = 5
SECOND = 1_000_000  # microseconds
FIRST_WAIT, LONGEST_WAIT = 60 * SECOND, 3600 * SECOND
FORGOTTEN = 24 * 3600 * SECOND  # so long after the last try the count begins anew
MINUTE = 60


@transaction.atomic
def wait(bucket: str) -> int:
    """Count a try and answer 0, or answer in how many seconds one may be made; nothing is counted then."""
    now = moments.now()
    Tries.objects.filter(at__lt=now - FORGOTTEN).delete()
    row, _made = Tries.objects.select_for_update().get_or_create(bucket=bucket, defaults={"at": now})
    ready = row.at + _pause(row.count)
    if row.count >= FREE and now < ready:
        return -(-(ready - now) // SECOND)
    row.count, row.at = row.count + 1, now
    row.save(update_fields=["count", "at"])
    if row.count == FREE:
        journal.write("throttle", "officer", "")
    return 0


def right(bucket: str) -> None:
    """The try was right: the count is cleared."""
    Tries.objects.filter(bucket=bucket).delete()


def told(seconds: int) -> str:
    """What somebody reads who has to wait."""
    minutes = -(-seconds // MINUTE)
    return ngettext(
        "Đã nhập sai nhiều lần. Hãy thử lại sau %(minutes)s phút.",
        "Đã nhập sai nhiều lần. Hãy thử lại sau %(minutes)s phút.",
        minutes,
    ) % {"minutes": minutes}


def told_at_the_door(seconds: int) -> str:
    """The same on the sign-in page, with what helps meanwhile."""
    helps = _("Máy đã từng đăng nhập vẫn vào được; cần ngay thì đề nghị quản trị của đơn vị cấp lại mật khẩu.")
    return f"{told(seconds)} {helps}"


def _pause(count: int) -> int:
    """Microseconds after the last of so many tries."""
    return 0 if count < FREE else min(FIRST_WAIT << min(count - FREE, 10), LONGEST_WAIT)
