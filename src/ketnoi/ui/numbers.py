"""Numbers as Vietnamese officials write them: 52.718, 12,5%, trên 52.000. Counts are whole numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

ABOVE: Final = "trên"
NEARLY: Final = "gần"

# No id, moment or version has more digits; far longer ones Python does not even turn into a number.
MOST_DIGITS: Final = 18  # fewer than the largest id that a database holds, 2**63 - 1, has
LARGEST_COUNT: Final = 2**31 - 1  # what a column of counts holds

_EXACT_BELOW: Final = 20
_TENS_BELOW: Final = 100
_EXACT_AGAIN_BELOW: Final = 1000
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:(?P<mark>[. \u00a0\u202f])[0-9]{3})(?:(?P=mark)[0-9]{3})*")


def grouped(number: int) -> str:
    """52718 → "52.718"; -1200 → "-1.200"."""
    return f"{number:,}".replace(",", ".")


def decimal(number: Fraction | Decimal | float, places: int = 2) -> str:
    """85.714 → "85,71": exactly `places` decimals, a half rounds away from zero, thousands grouped."""
    exact = number if isinstance(number, Fraction) else Fraction(str(number))
    scaled = _half_up(exact * 10**places)
    whole, rest = divmod(abs(scaled), 10**places)
    sign = "-" if scaled < 0 else ""
    return sign + grouped(whole) + (f",{rest:0{places}}" if places else "")


def measure(number: float) -> str:
    """12.5 → "12,5", 20.0 → "20": as many decimals as it has."""
    return f"{number:g}".replace(".", ",")


def percent(part: int, base: int, places: int = 1) -> str:
    """Part of base: "12,5%". A rate of a base of 0 does not exist and reads "không có"."""
    if base == 0:
        return _("không có")
    return decimal(Fraction(part * 100, base), places) + "%"


def rounded(number: int) -> tuple[str, int]:
    """Return the qualifier ("", "trên" or "gần") and the round number an official report uses for a count.

    Under 20 and 100-999: exact. 20-99: step of 10. From 1.000: two significant digits. "Gần" only within a
    tenth of a step below the next; else down, with "trên". Raises ValueError for a negative number.
    """
    step = _step(number)
    below = number - number % step
    if below == number:
        return "", number
    above = below + step
    return (NEARLY, above) if (above - number) * 10 <= step else (ABOVE, below)


def official(number: int) -> str:
    """52718 → "trên 52.000"; 6895 → "gần 6.900"; 412 → "412"."""
    qualifier, round_number = rounded(number)
    return f"{qualifier} {grouped(round_number)}".lstrip()


def parse_count(text: str, most: int = LARGEST_COUNT) -> int:
    """Read a count of up to `most` as typed: "1200", "1.200", "1 200". Raises ValueError with words for the user."""
    typed = text.strip()
    digits = re.sub(r"[^0-9]", "", typed) if _GROUPED.fullmatch(typed) else typed
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(_("Nhập một số, ví dụ 64"))
    count = plain(digits)
    if count is None or count > most:
        raise ValueError(_("Số này quá lớn"))
    return count


def plain(text: str) -> int | None:
    """Read a number as addresses and hidden fields carry it: ASCII digits, not too many; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def _step(number: int) -> int:
    if number < 0:
        raise ValueError(_("Không làm tròn số âm"))
    if number < _EXACT_BELOW or _TENS_BELOW <= number < _EXACT_AGAIN_BELOW:
        return 1
    return 10 if number < _TENS_BELOW else int(10 ** (len(str(number)) - 2))


def _half_up(number: Fraction) -> int:
    if number < 0:
        return -_half_up(-number)
    return (number.numerator * 2 + number.denominator) // (number.denominator * 2)
