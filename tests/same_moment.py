"""Two people in the same moment, each with a connection of their own, and always in the same order."""

import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

from common.actor import SERVER, assume

PATIENCE = 60


def in_the_same_moment(first, second, then=None):
    """What ``second`` answers, which begins when ``first`` is done but not yet seen, and has to wait for it.

    Whoever did ``first`` goes on with ``then``, while ``second`` holds whatever it took before it had to wait.
    For tests of whole transactions alone: ``second`` sees nothing of what is not committed.
    """

    def run():
        try:
            return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(1, initializer=assume, initargs=(SERVER,)) as threads:
        with transaction.atomic():
            first()
            answer = threads.submit(run)
            until_somebody_waits(answer)
            if then:
                then()
        return answer.result(PATIENCE)


def until_somebody_waits(answer):
    """Until ``answer`` waits for a lock of ours; it may neither come nor fail before."""
    end = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while not answer.done() and time.monotonic() < end:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("nobody had to wait")
