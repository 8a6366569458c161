# ruff: noqa: S608 -- statements made of the constants of this file
"""`make drill-audit`: a long audit trail, harmed in every way, one at a time. A test run has a short one."""

import os
import secrets
import time
from pathlib import Path

import pytest
from django.db import connection, connections, transaction

from common.actor import acting_for
from common.audit import record_event
from common.audit_check import check_trail
from common.models import AuditEvent
from tests.common.test_audit import committed, tamper
from tests.conftest import CLOSING_LINE
from tests.factories import AT, make_organisation

EVENTS = int(os.environ.get("EVENTS", "2000"))
CHAINS = 20
SINGLE = min(EVENTS, 2000)
# Within one transaction the end of a chain is written anew for each event: many thousand would take their time.
BATCH = 2000
ROWS_A_SECOND = 200_000
FILL = """
INSERT INTO common_auditevent (id, at, actor_id, verb, target_type, target_id, workspace_id, organisation_id, fields,
    chain, number, previous_hash, hash)
SELECT gen_random_uuid(), now() + n * interval '1 second', gen_random_uuid(), 'rate', 'implementation.Rating',
    gen_random_uuid()::text, gen_random_uuid(), organisations[1 + n %% %s], '["level", "note"]', '', 0, '', ''
FROM generate_series(%s, %s) n, (SELECT array_agg(id) AS organisations FROM accounts_organisation) o
"""
ROW = "chain = '{chain}' AND number = {number}"
HARM = {
    "changed": f"UPDATE common_auditevent SET verb = 'read' WHERE {ROW}",
    "taken out": f"DELETE FROM common_auditevent WHERE {ROW}",
    "moved": f"UPDATE common_auditevent SET number = number + {10**9} WHERE {ROW}",
    "cut off": "DELETE FROM common_auditevent WHERE chain = '{chain}' AND number >= {number}",
}


def per_event(amina, organisation):
    """Milliseconds that one event costs, by itself in its transaction: the 95th percentile."""
    taken = []
    with acting_for(amina):
        for _ in range(SINGLE):
            with transaction.atomic():
                connection.cursor().execute("SELECT 1")
                start = time.perf_counter()
                record_event(verb="rate", target=amina, by=amina, at=AT, organisation_id=organisation.pk)
                taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)[int(len(taken) * 0.95)]


def without_chain(amina, organisation):
    """The same, with the trigger that chains switched off: what the chain adds is the difference."""
    switch = "ALTER TABLE common_auditevent {} TRIGGER common_auditevent_2_chain"
    tamper("ALTER TABLE common_auditevent DROP CONSTRAINT common_auditevent_chain_number", switch.format("DISABLE"))
    try:
        return per_event(amina, organisation)
    finally:
        tamper(
            "DELETE FROM common_auditevent WHERE number = 0",
            switch.format("ENABLE"),
            "ALTER TABLE common_auditevent ADD CONSTRAINT common_auditevent_chain_number UNIQUE (chain, number)",
        )


@committed
@pytest.mark.timeout(0)
def test_harm_to_a_long_trail_is_found(amina, organisation, request):
    plain, chained = without_chain(amina, organisation), per_event(amina, organisation)
    for _ in range(CHAINS - 1):
        make_organisation()
    with connections["owner"].cursor() as cursor:
        for first in range(1, EVENTS + 1, BATCH):
            cursor.execute(FILL, [CHAINS, first, min(first + BATCH - 1, EVENTS)])
        cursor.execute("ANALYZE common_auditevent")
    start, worked = time.perf_counter(), seconds_worked()
    sound = check_trail()
    seconds = time.perf_counter() - start
    # On a machine that others use as well, the time that the database worked says more than the clock.
    worked = seconds_worked() - worked or seconds
    number = AuditEvent.objects.count()

    found = sum(is_found(harm) for harm in HARM.values())
    say = f"events {sound.events}, chains {len(sound.heads)}, broken {sound.broken}, read in {seconds:.1f} s"
    say += f" ({sound.events / worked:,.0f} a second of work), harm found {found} of {len(HARM)}"
    request.config.stash[CLOSING_LINE] = f"{say}; one event p95 {chained:.2f} ms, {plain:.2f} without the chain"

    assert (sound.events, sound.broken, found) == (number, 0, len(HARM))
    assert number == EVENTS + SINGLE
    if number > 500_000:
        assert sound.events / worked >= ROWS_A_SECOND
        assert chained - plain <= 1


def seconds_worked():
    """What the processor has spent on our session of the database, where it can be seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        place = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not place.exists():
        return 0
    times = place.read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")


def is_found(harm):
    """Whether the harm is found; it is undone again."""
    chain, number = secrets.choice(AuditEvent.objects.filter(pk__in=some_keys()).values_list("chain", "number"))
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL upr.audit_migration = 'on'")
        cursor.execute(harm.format(chain=chain, number=number))
        assert cursor.rowcount > 0
        there = connections["owner"]
        verdict = check_trail(connection=there)
        transaction.set_rollback(True, using="owner")
    return len(verdict.faults) == 1 and verdict.faults[0].startswith(f"chain {chain}, event ")


def some_keys():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM common_auditevent TABLESAMPLE BERNOULLI (%s)", [min(100, 2000 / EVENTS * 10)])
        return [key for (key,) in cursor.fetchmany(50)]
