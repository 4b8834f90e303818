"""What every change of an account's second factors has in common: the row that is locked, the last one, the journal."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments
from ketnoi.officers import telling
from ketnoi.officers.factors import standing
from ketnoi.officers.models import Officer


def locked(pk: int) -> Officer:
    """The account, kept from being changed by anybody else until the transaction ends."""
    return Officer.objects.select_for_update().get(pk=pk)


def added(officer: Officer, how: str) -> None:
    """A way was added; with the first one the account is asked for it from now on. Devices known before are no more."""
    if not officer.strong_since:
        officer.strong_since = moments.now()
        officer.save(update_fields=["strong_since"])
    telling.tell(officer.pk)
    journal.write("add_factor", "officer", officer.pk, actor=officer.pk, how=how)


def removed(officer: Officer, how: str) -> None:
    """A way was taken away. Raises ValidationError when it was the last: then nothing is taken away."""
    if not standing.of(officer).count:
        raise ValidationError(_("Đây là cách xác thực cuối cùng. Hãy thêm một cách khác rồi mới bỏ cách này."))
    telling.tell(officer.pk)
    journal.write("remove_factor", "officer", officer.pk, actor=officer.pk, how=how)
