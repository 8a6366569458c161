"""One change of the record after the other: the version that those who follow the changes go by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import F

from cycles.models import RecordVersion, State

_BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Change:
    """The version and the moment that every row of one change carries."""

    version: int
    at: datetime


def hold_record() -> RecordVersion:
    """Make every other change of the record wait until this transaction ends.

    Whoever locks a review or a recommendation calls this first: so nobody waits for the other in a ring.
    """
    RecordVersion.objects.get_or_create(pk=1, defaults={"changed_at": _BEFORE_ALL})
    return RecordVersion.objects.select_for_update().get(pk=1)


def begin_change(at: datetime) -> Change:
    """The version of a change that is about to be written, held until the transaction ends.

    Each change comes later than the one before it, whatever the clock says: a row that carries a later moment than
    one that a reader has seen is always still to come for that reader.
    """
    last = hold_record()
    last.version += 1
    last.changed_at = max(at, last.changed_at + timedelta(microseconds=1))
    last.save(update_fields=["version", "changed_at"])
    return Change(last.version, last.changed_at)


def raise_state_versions(states: Iterable[str]) -> None:
    """Let the caches of what these States' pages show fall."""
    State.objects.filter(pk__in=set(states)).update(data_version=F("data_version") + 1)
