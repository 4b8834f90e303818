"""A PostgreSQL cluster of one's own in a temporary folder, for as long as a test run lasts."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# a cluster that is thrown away need not survive a power cut
# and what every test takes back says nothing about how full the tables are: plans made from it are bad ones
THROWAWAY = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=256MB"
    " -c autovacuum=off -c jit=off"
)


def binaries() -> Path | None:
    """The folder that holds initdb and pg_ctl; the newest of Debian's, where they are not on the path."""
    found = [Path(path).resolve().parent for path in [shutil.which("initdb")] if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    return next((path for path in found if (path / "initdb").exists() and (path / "pg_ctl").exists()), None)


def _unprivileged() -> str | None:
    """PostgreSQL refuses to run as root; then somebody else runs it."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Start a cluster with the binaries in `folder`; gives the address of its database, and removes all of it."""
    user, port = _unprivileged(), _free_port()
    with tempfile.TemporaryDirectory(prefix="ketnoi-pg-") as name:
        home = Path(name)
        if user is not None:
            shutil.chown(home, user)

        def run(*command: str) -> None:
            log = (home / "setup.log").open("a")
            subprocess.run(command, check=True, user=user, cwd=home, stdout=log, stderr=log)

        run(str(folder / "initdb"), "-D", f"{home}/db", "-U", "ketnoi", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 {THROWAWAY}"
        run(str(folder / "pg_ctl"), "-D", f"{home}/db", "-o", options, "-l", f"{home}/server.log", "-w", "start")
        try:
            yield f"postgresql://ketnoi@127.0.0.1:{port}/postgres"
        finally:
            run(str(folder / "pg_ctl"), "-D", f"{home}/db", "-m", "immediate", "-w", "stop")
