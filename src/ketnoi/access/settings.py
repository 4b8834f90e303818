"""Hours and counts that are policy; each with where it was decided."""

from typing import Final

GLASS_HOURS: Final = 4  # design/security.md, R8: at most four hours
REVIEW_HOURS: Final = 72  # the same: reviewed within 72 hours
REVEAL_HOURS: Final = 1  # R3: a logged reason opens the identity for one piece of work; docs/decisions/0047
LONGEST_REFERRAL_DAYS: Final = 366  # docs/decisions/0047: longer needs is asked again
