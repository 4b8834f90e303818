"""The web server and the worker as two child processes that live and die together."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

HOST = "127.0.0.1"
PATIENCE = 15.0  # seconds that a child gets to finish what it is doing
THREADS = 4


def _web(port: int) -> list[str]:
    workers = str(min(4, os.cpu_count() or 1))
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)),
        *("--workers", workers, "--blocking-threads", str(THREADS), "--log-level", "warning", "--no-ws"),
        *("--workers-kill-timeout", "10", "ketnoi.main.wsgi:application"),
    ]


def _worker() -> list[str]:
    return [sys.executable, "-m", "ketnoi.main.cli", "worker"]


def is_free(port: int) -> bool:
    """Whether nobody listens on the port."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) != 0


def answers(port: int) -> bool:
    """Whether a page comes back, whichever: a refusal of the host or a redirect is an answer too."""
    asking = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        asking.request("HEAD", "/")
        asking.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()
    return True


def run(port: int, ready: Callable[[], None]) -> int:
    """Serve until interrupted or until a child ends by itself; calls `ready` once the server answers.

    Answers 0 after a signal, 1 when a child failed.
    """
    stop = _Stop()
    children = [_start(_web(port))]
    try:
        _wait_until(lambda: stop.asked or _ended(children) or answers(port))
        if not stop.asked and not _ended(children):
            # the worker comes second, so that the first page does not wait for it
            children.append(_start(_worker()))
            ready()
        _wait_until(lambda: stop.asked or _ended(children))
    finally:
        _stop(children)
    return 0 if stop.asked else 1


class _Stop:
    """Remembers that somebody asked to stop."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    # a session of its own: the terminal's Ctrl-C reaches the parent only, which then stops both in order
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own commands


def _ended(children: list[subprocess.Popen[bytes]]) -> bool:
    return any(child.poll() is not None for child in children)


def _wait_until(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.1)


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
