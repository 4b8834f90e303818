"""The work behind the pages: workbooks, time limits, messages, the ledger, periods, nightly verifying."""

from __future__ import annotations

import datetime as dt
import logging
import signal
import threading
from collections.abc import Callable

from django.db import close_old_connections
from django.utils import timezone

from ketnoi.access import handing, leading
from ketnoi.activities import importing
from ketnoi.audit import anchors, moments
from ketnoi.audit.models import Check
from ketnoi.figures import folding, verify
from ketnoi.figures.models import VerifyRun
from ketnoi.notices import calls, clocks, forgetting, sending
from ketnoi.officers import sessions
from ketnoi.people import contacting, merging
from ketnoi.periods import reminding
from ketnoi.privacy import retention
from ketnoi.reports import periodic
from ketnoi.ui import dates

LEAST = 300  # facts after the mark from which folding pays
PAUSE = 10.0  # seconds between two looks
SOON = 2.0  # seconds between two looks for workbooks, which somebody waits for
NIGHT = range(1, 5)  # hours, in Viet Nam's time, in which everything is verified once
SUNDAY = 6
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
    """Until the next look, with an eye on workbooks and on messages."""
    for _turn in range(int(PAUSE / SOON)):
        if stop.wait(SOON):
            return
        _tried("workbooks", importing.work_on)
        _tried("notices", sending.work)


def once(now: dt.datetime) -> None:
    """Do what is due at this time; a piece of work that fails keeps no other from being done."""
    _tried("workbooks", importing.work_on)
    _tried("folding", lambda: folding.fold(least=LEAST))
    _tried("periodic drafts", lambda: periodic.start_due(now.date()))
    _tried("reminders", lambda: reminding.work(now.date()))
    _tried("sessions", sessions.tidy)
    _tried("contact requests", contacting.settle)
    _tried("assignments", handing.settle)
    _tried("leads of sealed records", leading.settle)
    _tried("conflicts of joined records", merging.share_conflicts)
    _tried("time limits", clocks.work)
    _tried("calls", lambda: calls.chase(moments.now()))
    _tried("notices", sending.work)
    _tried("read notices", lambda: _forget(now))
    _tried("verify", lambda: _verify(now))
    _tried("journal", lambda: _anchor(now))


def _tried(name: str, work: Callable[[], object]) -> None:
    try:
        work()
    except Exception:
        log.exception(name)


def _forget(now: dt.datetime) -> None:
    if now.hour in NIGHT:
        forgetting.forget(retention.schedule()["notice"].over_before(dates.to_us(now)))


def _verify(now: dt.datetime) -> None:
    if now.hour in NIGHT and not _verified_on(now.date()):
        report = verify.run()
        for difference in report.differences:
            log.error("verify: %s", difference)


def _anchor(now: dt.datetime) -> None:
    """Anchor the journal's heads every few minutes; walk all of it in the night of a Sunday, where not done yet."""
    kept = anchors.book()
    if anchors.is_due(kept, dates.to_us(now)):
        _tell(anchors.add(kept)[1])
    if now.hour in NIGHT and now.weekday() == SUNDAY and not _walked_on(now.date()):
        _tell(anchors.verify(kept))


def _tell(checked: anchors.Checked) -> None:
    for finding in checked.findings:
        log.error("journal: %s", finding)


def _walked_on(day: dt.date) -> bool:
    return Check.objects.filter(whole=True, ran_at__gte=_midnight(day)).exists()


def _midnight(day: dt.date) -> int:
    return dates.to_us(dt.datetime.combine(day, dt.time(), tzinfo=dates.ZONE))


def _verified_on(day: dt.date) -> bool:
    return VerifyRun.objects.filter(ran_at__gte=_midnight(day)).exists()
