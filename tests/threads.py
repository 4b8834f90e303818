"""Another connection at the same time, for tests of what happens between two of them."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection


def in_thread(work):
    """Run in another connection; answers the thread and a place for its error."""
    failed = []

    def run():
        try:
            work()
        except Exception as error:  # noqa: BLE001  # handed to the test
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, failed


def at_once(*works):
    """Run all of these at the same moment, each in its own connection; answers what each gave or raised."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets only one writer in at all")
    together = threading.Barrier(len(works))

    def run(work):
        together.wait()
        try:
            return work()
        except Exception as error:  # noqa: BLE001  # handed to the test
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))
