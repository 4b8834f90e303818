"""Another connection at the same time, for tests of what happens between two of them."""

import threading

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
