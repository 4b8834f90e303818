"""How strongly a session stands: when the password and a second factor were given in it, and when it was last used.

Moments are microseconds since 1970. A protected page wants a second factor given since the sign-in, no thirty minutes
without a request, and a sign-in of at most twelve hours; who does more than read is asked again after ten minutes.
A key of a program is no session and never has a second factor.
"""

from __future__ import annotations

from django.http import HttpRequest

from ketnoi.audit import installation, moments
from ketnoi.officers.models import Officer
from ketnoi.ui import dates

MINUTE = 60 * 1_000_000
IDLE = 30 * MINUTE  # design/security.md, "Sign-in"
LONGEST = 12 * 60 * MINUTE  # the same
FRESH = 10  # minutes, for what exports, grants, or breaks the glass
STEP, WIDE_STEP = MINUTE, 10 * MINUTE  # so exactly a session remembers when it was last used: with a factor, without

PASSWORD_AT, FACTOR_AT, FRESH_AT, SEEN_AT = "password-at", "factor-at", "fresh-at", "seen-at"
LOCKED = "locked"


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session may open what is protected; always False for a key of a program."""
    officer = _officer(request)
    if officer is None or request.session.get(LOCKED):
        return False
    return not is_asked(request) or (is_given(request) and not is_idle(request) and not is_over(request))


def fresh(request: HttpRequest, minutes: int = FRESH) -> bool:
    """Whether the second factor was given within so many minutes, and the session was not locked since."""
    if not has_second_factor(request):
        return False
    return not is_asked(request) or _age(request, FRESH_AT) <= minutes * MINUTE


def is_asked(request: HttpRequest) -> bool:
    """Whether a second factor is asked for here: always, but in a demo database of whoever has none."""
    known = getattr(request, "asks_second_factor", None)
    if known is None:
        officer = _officer(request)
        known = bool(officer and officer.strong_since) or installation.asks_second_factor()
        request.asks_second_factor = known  # type: ignore[attr-defined]  # one question a request
    return bool(known)


def is_given(request: HttpRequest) -> bool:
    """Whether a second factor was given in this session."""
    return bool(request.session.get(FACTOR_AT))


def is_idle(request: HttpRequest) -> bool:
    """Whether the session was left alone too long for what is protected."""
    return _age(request, SEEN_AT) > IDLE


def is_over(request: HttpRequest) -> bool:
    """Whether the password was given too long ago for what is protected."""
    return _age(request, PASSWORD_AT) > LONGEST


def password_is_fresh(request: HttpRequest) -> bool:
    """Whether the password was given some minutes ago at most."""
    return _age(request, PASSWORD_AT) <= FRESH * MINUTE


def password_given(request: HttpRequest) -> None:
    """The password was right: the twelve hours begin. The session lasts a little longer, so that what was being typed
    when they end can still be sent, with both proofs.
    """
    now = request.session[PASSWORD_AT] = request.session[SEEN_AT] = moments.now()
    request.session.set_expiry(dates.from_us(now + LONGEST + IDLE))


def factor_given(request: HttpRequest) -> None:
    """A second factor was right. The session goes on under another key, as after every proof."""
    request.session[FACTOR_AT] = request.session[FRESH_AT] = request.session[SEEN_AT] = moments.now()
    request.session.cycle_key()


def used(request: HttpRequest) -> None:
    """The session is in use; one that was left alone stays so until it is proved again."""
    age, given = _age(request, SEEN_AT), is_given(request)
    if (STEP if given else WIDE_STEP) < age and not (given and age > IDLE):
        request.session[SEEN_AT] = moments.now()


def proved_again(request: HttpRequest) -> None:
    """Whoever unlocks the session is there again; what is stepped up asks all the same."""
    request.session[SEEN_AT] = moments.now()


def grow_stale(request: HttpRequest) -> None:
    """From now on what is stepped up asks again."""
    request.session.pop(FRESH_AT, None)


def weaken(request: HttpRequest) -> None:
    """The factor given in this session counts for nothing any more."""
    for key in (FACTOR_AT, FRESH_AT):
        request.session.pop(key, None)


def _age(request: HttpRequest, key: str) -> int:
    """Microseconds since; of what never was, since 1970."""
    return moments.now() - int(request.session.get(key, 0))


def _officer(request: HttpRequest) -> Officer | None:
    """The officer of the session; a request with a program's key has none."""
    officer = getattr(request, "user", None)
    return officer if isinstance(officer, Officer) and getattr(request, "auth", None) is None else None
