"""Reminders with real programs that are killed outright; and how quickly a heap of them is worked off.

``make drill-reminders`` runs a thousand reminders and twenty kills with each broker, ``make drill-rate`` a hundred
thousand without kills; a test run has sixty, four, and two thousand.
"""

import os
import random
import time
from collections import Counter

import pytest

from tests.conftest import CLOSING_LINE
from tests.reminders.stage import Stage

pytestmark = [pytest.mark.slow, pytest.mark.timeout(0)]
REMINDERS, KILLS = int(os.environ.get("REMINDERS", "60")), int(os.environ.get("KILLS", "4"))
HEAP = int(os.environ.get("HEAP", "2000"))
PEOPLE = 20
# What is killed, in this order again and again.
VICTIMS = ("worker", "database", "worker", "messages", "worker", "beat", "worker", "sink")
SECONDS_TO_SETTLE = 240
UNSENT = (
    "SELECT count(*) FROM reminders_reminder r LEFT JOIN reminders_letter l ON l.id = letter_id WHERE sent_at IS NULL"
)
TOLD = "SELECT count(DISTINCT (person_id, deadline_id)) FROM reminders_reminder"


def say(request, line):
    earlier = request.config.stash.get(CLOSING_LINE, "")
    request.config.stash[CLOSING_LINE] = f"{earlier}\n{line}".strip()


def strike(stage, victim):
    if victim == "database":
        stage.crash_database()
    elif victim == "messages":
        stage.lose_messages()
    else:
        program = getattr(stage, victim)
        program.kill()
        program.start()


def wait_for(condition, seconds, stage):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"Nothing happened in {seconds} s:\n{stage.worker.log()[-3000:]}")
        time.sleep(0.2)


@pytest.mark.parametrize("broker", ["filesystem", "redis"])
def test_none_is_lost_and_none_comes_twice(request, tmp_path, broker):
    began = time.monotonic()
    with Stage(tmp_path, broker) as stage:
        # A worker needs some seconds to get up: reminders come due for as long as something is killed.
        spread = KILLS * 8
        workspaces = max(1, REMINDERS // 100)
        if stage.redis:
            stage.redis.start()
        each = REMINDERS // (workspaces * PEOPLE)
        stage.run(
            *("-m", "tests.reminders.drill_rows", "--workspaces", str(workspaces), "--people", str(PEOPLE)),
            *("--deadlines", str(each), "--seconds", str(spread), "--begin", "5"),
        )
        if stage.redis:
            stage.redis.kill()
        stage.start()
        chance = random.Random(KILLS)  # noqa: S311 no secret
        for number in range(KILLS):
            taken = len(stage.taken())
            # Struck in the middle of the work: when the next mails have just been taken.
            wait_for(lambda seen=taken: len(stage.taken()) > seen or told(stage) == REMINDERS, 120, stage)
            time.sleep(chance.random() / 4)
            strike(stage, VICTIMS[number % len(VICTIMS)])
        wait_for(lambda: told(stage) == REMINDERS and not stage.ask(UNSENT), SECONDS_TO_SETTLE + spread, stage)
        lost, in_app, mails, latest = tally(stage)
    minutes = (time.monotonic() - began) / 60
    line = f"{REMINDERS} reminders, {KILLS} kills: lost {lost}, in-app doubled {in_app}, mails doubled {mails}"
    say(request, f"{broker}, {minutes:.1f} minutes, the latest mail {latest:.0f} s after it was due\n{line}")
    assert (lost, in_app) == (0, 0), line
    assert mails <= KILLS, line


def test_told_and_mailed_while_the_broker_is_away(tmp_path):
    with Stage(tmp_path, "redis") as stage:
        stage.redis.start()
        stage.run(
            *("-m", "tests.reminders.drill_rows", "--workspaces", "1", "--people", "3", "--deadlines", "1"),
            *("--seconds", "0"),
        )
        stage.redis.kill()
        stage.sink.start()
        stage.worker.start()

        wait_for(lambda: len(stage.taken()) == 3, 90, stage)

    assert len(set(stage.taken())) == 3


def told(stage):
    return stage.ask(TOLD)


def tally(stage):
    """Reminders that nobody got, that stand twice in the platform, mails too many; the longest delay in seconds."""
    taken = Counter(stage.taken())
    sent = stage.ask(
        "SELECT count(*) FROM reminders_reminder r JOIN reminders_letter l ON l.id = letter_id"
        " WHERE sent_at IS NOT NULL AND l.id = ANY(%s::uuid[])",
        [key.strip("<>").partition("@")[0] for key in taken],
    )
    in_app = stage.ask("SELECT count(*) FROM reminders_reminder") - told(stage)
    latest = stage.ask(
        "SELECT max(extract(epoch FROM sent_at - mail_due_at)) FROM reminders_reminder r"
        " JOIN reminders_letter l ON l.id = letter_id"
    )
    return REMINDERS - sent, in_app, sum(taken.values()) - len(taken), float(latest)


def test_heap_is_worked_off_in_little_memory(request, tmp_path):
    deadlines = 4
    people = min(1000, HEAP // deadlines)
    workspaces = HEAP // (people * deadlines)
    with Stage(tmp_path, "filesystem") as stage:
        stage.run(
            *("-m", "tests.reminders.drill_rows", "--workspaces", str(workspaces), "--people", str(people)),
            *("--deadlines", str(deadlines), "--seconds", "0"),
        )
        began = time.monotonic()
        stage.start()
        wait_for(lambda: told(stage) == HEAP, 3600, stage)
        in_app = time.monotonic() - began
        wait_for(lambda: not stage.ask(UNSENT), 3600, stage)
        seconds, peak, mails = time.monotonic() - began, stage.worker.peak(), len(stage.taken())
    say(
        request,
        f"{HEAP} due reminders, {mails} mails in {seconds:.0f} s: {HEAP * 60 / seconds:.0f} reminders and"
        f" {mails * 60 / seconds:.0f} mails a minute (all in the app after {in_app:.0f} s), worker {peak} MB at most",
    )
    assert mails == workspaces * people
    assert peak < 400
