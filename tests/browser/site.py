"""The running product on a demo world of its own: data, keys and port are thrown away afterwards."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SERVED = "KETNOI_TEST_SITE"  # where the tests of one run find the site that is served for all of them
PATIENCE = 900.0  # seconds until a demo world is built and served beside the tests of another engine
REST = 0.5


@dataclass(frozen=True)
class Site:
    """`address` without a slash at the end; `accounts` as the demo lists them."""

    address: str
    accounts: list[dict[str, Any]]

    def account(self, role: str, organisation: str = "") -> dict[str, Any]:
        """The first account of that role in an organisation whose name has these words."""
        of_role = (one for one in self.accounts if one["role"] == role)
        return next(one for one in of_role if organisation in one["organisation"])


def served() -> Site | None:
    """The site that stands for the whole run, where there is one."""
    said = os.environ.get(SERVED)
    return Site(**json.loads(said)) if said else None


@contextmanager
def for_all() -> Iterator[dict[str, str]]:
    """Serve one site for several processes; gives the environment that tells them of it."""
    with tempfile.TemporaryDirectory(prefix="ketnoi-site-") as name, serving(Path(name)) as site:
        yield {SERVED: json.dumps(asdict(site))}


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """Serve a fresh demo world kept under `folder` until the block ends."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "ketnoi.main.cli", "serve"],
        env=os.environ | _environment(folder, port),
        stdout=(folder / "serve.log").open("wb"),
        stderr=subprocess.STDOUT,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(process, f"{address}/dang-nhap/", folder / "serve.log")
        listed = (folder / "data" / "demo-accounts.json").read_text(encoding="utf-8")
        yield Site(address, json.loads(listed))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _environment(folder: Path, port: int) -> dict[str, str]:
    return {
        "KETNOI_DATA": str(folder / "data"),
        "KETNOI_KEYS": str(folder / "keys"),
        "KETNOI_PORT": str(port),
        "KETNOI_DEBUG": "",
        "KETNOI_ENV": "local",
        "KETNOI_ALLOWED_HOSTS": "",
        "DATABASE_URL": "",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(REST)
    raise RuntimeError(f"The product does not answer:\n{log.read_text(encoding='utf-8')[-3000:]}")
