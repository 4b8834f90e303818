"""The work behind the pages: large workbooks, the ledger's tails, periodic drafts, and verifying all once a night."""

from __future__ import annotations

import datetime as dt
import logging
import signal
import threading
from collections.abc import Callable

from django.db import close_old_connections
from django.utils import timezone

from ketnoi.activities import importing
from ketnoi.figures import folding, verify
from ketnoi.figures.models import VerifyRun
from ketnoi.officers import sessions
from ketnoi.reports import periodic
from ketnoi.ui import dates

LEAST = 300  # facts after the mark from which folding pays
PAUSE = 10.0  # seconds between two looks
SOON = 2.0  # seconds between two looks for workbooks, which somebody waits for
NIGHT = range(1, 5)  # hours, in Viet Nam's time, in which everything is verified once
log = logging.getLogger(__name__)


def run_forever() -> None:
    """Work until SIGINT or SIGTERM; a piece of work that failed is logged and tried again at the next look."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        close_old_connections()
        once(timezone.localtime())
        _wait(stop)


def _wait(stop: threading.Event) -> None:
    """Until the next look, with an eye on workbooks."""
    for _turn in range(int(PAUSE / SOON)):
        if stop.wait(SOON):
            return
        _tried("workbooks", importing.work_on)


def once(now: dt.datetime) -> None:
    """Do what is due at this time; a piece of work that fails keeps no other from being done."""
    _tried("workbooks", importing.work_on)
    _tried("folding", lambda: folding.fold(least=LEAST))
    _tried("periodic drafts", lambda: periodic.start_due(now.date()))
    _tried("sessions", sessions.tidy)
    _tried("verify", lambda: _verify(now))


def _tried(name: str, work: Callable[[], object]) -> None:
    try:
        work()
    except Exception:
        log.exception(name)


def _verify(now: dt.datetime) -> None:
    if now.hour in NIGHT and not _verified_on(now.date()):
        report = verify.run()
        for difference in report.differences:
            log.error("verify: %s", difference)


def _verified_on(day: dt.date) -> bool:
    midnight = dt.datetime.combine(day, dt.time(), tzinfo=dates.ZONE)
    return VerifyRun.objects.filter(ran_at__gte=dates.to_us(midnight)).exists()
