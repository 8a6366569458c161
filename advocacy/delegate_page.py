"""Who comes to Geneva as the list, the sheet and the file show them. No database."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from advocacy.models import Delegate
from cycles.importers.state_names import normalise


@dataclass(frozen=True)
class Counts:
    """What is still to be done for badges and visas, and how many want to be neither seen nor named."""

    people: int
    badges: int
    visas: int
    refused: int
    hidden: int


def by_name(rows: Iterable[Delegate]) -> list[Delegate]:
    """In the order of their names, which are sealed until here."""
    return sorted(rows, key=lambda row: (normalise(row.name), str(row.pk)))


def counts(rows: Sequence[Delegate]) -> Counts:
    """Counted over all of them."""
    badges, visas = Counter(row.badge for row in rows), Counter(row.visa for row in rows)
    return Counts(
        people=len(rows),
        badges=badges[Delegate.Badge.NEEDED] + badges[Delegate.Badge.REQUESTED],
        visas=visas[Delegate.Visa.NEEDED] + visas[Delegate.Visa.ASKED],
        refused=badges[Delegate.Badge.REFUSED] + visas[Delegate.Visa.REFUSED],
        hidden=sum(row.shown == Delegate.Shown.HIDDEN for row in rows),
    )


def table_head() -> list[str]:
    """Titles of the columns of the file."""
    return [
        _("Name"),
        _("Organisation"),
        _("Accredited by"),
        pgettext("to enter the Palais", "Badge"),
        _("Visa"),
        _("First day"),
        _("Last day"),
        _("Rooms"),
        pgettext("column", "Events"),
        _("Photos and names"),
    ]


def table_row(row: Delegate) -> list[str]:
    """A line of the file; notes stay here."""
    return [
        row.name,
        row.affiliation or (row.organisation.name if row.organisation else ""),
        row.accredited_by,
        row.get_badge_display(),
        row.get_visa_display(),
        row.first_day.isoformat() if row.first_day else "",
        row.last_day.isoformat() if row.last_day else "",
        "; ".join(row.room_names),
        "; ".join(event.title for event in row.events.all()),
        row.get_shown_display(),
    ]
