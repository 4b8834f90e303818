"""Hours and counts of this room, which the house proposes: no text of law sets them."""

from __future__ import annotations

import datetime as dt

DIGEST_HOUR = 7  # of the day, in Viet Nam: one message with what came since the last
RETRY_MINUTES = (1, 5, 15, 60, 240)  # between two tries of a channel that failed; then an administrator sees it
CLAIM_MINUTES = 10  # after which a sender that was stopped while it sent is taken for gone
CALL_MINUTES = 15  # after which a call that nobody took is told to the leads, then to those above
SHOWN = 100  # unseen notices that are looked at to be counted; more are "100+"
MOST_IN_ORDER = 9  # places in which the numbers of a unit are called
COVER_DAYS = 7  # over which gaps in a roster are shown

MINUTE_US = 60 * 1_000_000
QUIET = (21, 6)  # usual quiet hours
DAY = dt.timedelta(days=1)
