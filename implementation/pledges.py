"""The State's voluntary pledges and what a workspace says became of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.models import Workspace
from cycles.models import VoluntaryPledge
from implementation.midterm_lines import PledgeLine, RatingLine
from implementation.midterm_words import LEVELS, Mark
from implementation.models import PledgeRating
from implementation.services.counting import Rules, coordinators_of, rules_of, the_one_that_counts
from implementation.viewpoint import Viewpoint


@dataclass(frozen=True)
class PledgeTold:
    """A pledge, and everything that was ever said of it in a workspace, in its places."""

    pledge: VoluntaryPledge
    counted: PledgeRating | None = None
    # What this person goes on from.
    own: PledgeRating | None = None
    others: list[PledgeRating] = field(default_factory=list)
    voices: list[PledgeRating] = field(default_factory=list)
    # The newest first.
    earlier: list[PledgeRating] = field(default_factory=list)

    @property
    def mark(self) -> Mark:
        return LEVELS[self.counted.level if self.counted else "not_rated"]

    @property
    def current(self) -> list[PledgeRating]:
        return [*([self.own] if self.own else []), *self.others]

    @property
    def open(self) -> list[PledgeRating]:
        """Drafts, what waits and what came back."""
        return [row for row in self.current if row.state != PledgeRating.State.APPROVED]


def pledges_told(viewpoint: Viewpoint, rows: Iterable[PledgeRating]) -> list[PledgeTold]:
    """Every pledge of the workspace's review, in the order of its report, with what ``rows`` say of it."""
    by_pledge = _by_pledge(rows)
    counted = _counted(viewpoint.workspace, by_pledge, viewpoint.rules)
    found = []
    for pledge in _pledges(viewpoint.workspace):
        said = by_pledge.get(pledge.pk, [])
        ours = [row for row in said if row.is_current and row.is_ours]
        own = next((row for row in reversed(ours) if _is_own(viewpoint, row)), None)
        found.append(
            PledgeTold(
                pledge,
                counted=counted.get(pledge.pk),
                own=own,
                others=[row for row in ours if row is not own],
                voices=[row for row in said if row.is_current and not row.is_ours],
                earlier=[row for row in reversed(said) if not row.is_current],
            )
        )
    return found


def pledge_lines(workspace: Workspace, *, rows: Iterable[PledgeRating] | None = None) -> tuple[PledgeLine, ...]:
    """The pledges as the mid-term report shows them. ``rows``: the ratings that it rests on, else all that count."""
    pledges = _pledges(workspace)
    if not pledges:
        return ()
    if rows is None:
        rows = PledgeRating.objects.filter(workspace=workspace)
    counted = _counted(workspace, by_pledge, rules_of(workspace)) if (by_pledge := _by_pledge(rows)) else {}
    return tuple(
        PledgeLine(
            text=pledge.text,
            place=pledge.place,
            symbol=pledge.document.symbol,
            rating=RatingLine(row.level, row.rated_date, row.note) if (row := counted.get(pledge.pk)) else None,
        )
        for pledge in pledges
    )


def _pledges(workspace: Workspace) -> list[VoluntaryPledge]:
    rows = VoluntaryPledge.objects.filter(review=workspace.review_id).select_related("document")
    return list(rows.order_by("document", "order"))


def _by_pledge(rows: Iterable[PledgeRating]) -> dict[int, list[PledgeRating]]:
    """The oldest first."""
    found: defaultdict[int, list[PledgeRating]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.rated_at, row.is_current, row.pk)):
        found[row.pledge_id].append(row)
    return found


def _counted(workspace: Workspace, by_pledge: dict[int, list[PledgeRating]], rules: Rules) -> dict[int, PledgeRating]:
    """The rating of each pledge that counts: the same rule as for recommendations."""
    coordinators = coordinators_of(workspace) if rules.rates_apart else frozenset()
    chosen = {
        key: the_one_that_counts([row for row in rows if row.is_ours], rules, coordinators)
        for key, rows in by_pledge.items()
    }
    return {key: row for key, row in chosen.items() if row}


def _is_own(viewpoint: Viewpoint, row: PledgeRating) -> bool:
    if not viewpoint.is_apart or viewpoint.organisation is None:
        return True
    return row.organisation_id == viewpoint.organisation.pk
