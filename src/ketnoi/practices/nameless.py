"""Words that units write to one another stay free of people's names: what may name somebody is asked about once."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ketnoi.activities import persons
from ketnoi.ui.text import tidy

MAY_NAME = "may_name"


def lines(text: str) -> str:
    """The words with single spaces, line by line, without empty lines."""
    return "\n".join(line for line in map(tidy, text.splitlines()) if line)


def checked(name: str, text: str, most: int, *, sure: bool) -> str:
    """The words as they are kept. Raises ValidationError of `name`; with code MAY_NAME where they may name somebody.

    `sure`: whoever wrote them was asked, and says that they name nobody.
    """
    told = lines(text)
    if not told:
        raise ValidationError({name: [_("Ghi nội dung.")]})
    if len(told) > most:
        raise ValidationError({name: [_("Dài quá %(most)s chữ cái.") % {"most": most}]})
    if not sure and persons.may_name(told):
        warned = _("Có thể có tên người. Thay bằng chức danh, đơn vị; nếu không có tên ai thì đánh dấu ô xác nhận.")
        raise ValidationError({name: [ValidationError(warned, code=MAY_NAME)]})
    return told
