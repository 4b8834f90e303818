"""Counts that are policy of this room; each with where it was decided."""

from typing import Final

ASKED_A_DAY_BY_ONE: Final = 10  # inquiries of one officer; docs/decisions/0050
ASKED_A_DAY_BY_UNIT: Final = 40  # of all officers of a unit; the same
ASKED_AT_ONCE: Final = 50  # inquiries that one look of the worker settles
COMPARED_A_DAY: Final = 60  # new persons of one officer that are compared with known ones; the same
