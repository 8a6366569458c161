"""Holding the audit trail against its hashes: what was changed, taken out, moved or cut off is found."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection as default_connection

# An event is sound where its hash is that of its words, it continues the one before it, and no number is missing. Only
# what the order needs is sorted, byte by byte: that is where the time goes.
_EVENTS = """
SELECT chain, number, (is_changed OR number <> coalesce(lag(number) OVER chains, 0) + 1
        OR previous_hash <> coalesce(lag(hash) OVER chains, ''::bytea)) AS is_broken
FROM (
    SELECT chain COLLATE "C" AS chain, number, previous_hash, hash, hash <> upr_audit_hash(event) AS is_changed
    FROM common_auditevent event OFFSET 0
) event WINDOW chains AS (PARTITION BY chain ORDER BY number)
"""
_CHAINS = f"""
WITH chains AS (
    SELECT chain, count(*) AS events, max(number) AS last, count(*) FILTER (WHERE is_broken) AS broken,
        min(number) FILTER (WHERE is_broken) AS first_broken
    FROM ({_EVENTS}) events GROUP BY chain
)
SELECT chain, coalesce(events, 0), coalesce(last, 0), coalesce(broken, 0), first_broken, head.number,
    encode(head.hash, 'hex'), head.hash = event.hash AND head.number = last
FROM chains FULL JOIN common_audithead head USING (chain)
LEFT JOIN common_auditevent event USING (chain, number)
ORDER BY chain
"""  # noqa: S608
_WHERE = "SELECT id FROM common_auditevent WHERE chain = %s AND number = %s ORDER BY id LIMIT 1"
_KNOWN = "SELECT EXISTS (SELECT FROM common_auditevent WHERE chain = %s AND hash = decode(%s, 'hex'))"


@dataclass
class Verdict:
    """How many events in which chains, where each chain ends, and what is wrong, the first of each chain."""

    events: int = 0
    broken: int = 0
    heads: list[tuple[str, int, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def check_trail(expected: Iterable[tuple[str, str]] = (), connection: Any = default_connection) -> Verdict:
    """Read the whole trail once, in the database. ``expected`` are chains with a hash that was written down earlier."""
    verdict = Verdict()
    with connection.cursor() as cursor:
        cursor.execute(_CHAINS)
        for chain, events, last, broken, first, head_number, head_hash, ends_well in cursor.fetchall():
            verdict.events += events
            verdict.broken += broken
            verdict.heads.append((chain, head_number or 0, head_hash or ""))
            if first is not None:
                cursor.execute(_WHERE, [chain, first])
                verdict.faults.append(f"chain {chain}, event {first} ({cursor.fetchone()[0]}): does not hold")
            elif not ends_well:
                verdict.broken += 1
                verdict.faults.append(f"chain {chain}, event {last + 1}: the end is missing or not its own")
        for chain, noted in expected:
            cursor.execute(_KNOWN, [chain, noted])
            if not cursor.fetchone()[0]:
                verdict.broken += 1
                verdict.faults.append(f"chain {chain}: no event has the hash {noted}")
    return verdict
