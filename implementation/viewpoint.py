"""From where a person looks at the ratings: everybody's together, or those of the own organisation."""

from dataclasses import dataclass, field

from accounts.models import Organisation, User, Workspace
from implementation.models import Rating
from implementation.querysets import RatingQuerySet
from implementation.services.counting import Rules, rules_of
from implementation.services.ratings import standing


@dataclass(frozen=True)
class Viewpoint:
    """How the workspace rates, and in whose name this person does; nobody's where they only read."""

    workspace: Workspace
    rules: Rules
    organisation: Organisation | None = None

    @property
    def is_apart(self) -> bool:
        """Whether this person's own organisation rates beside the others."""
        return self.rules.rates_apart and self.organisation is not None

    @property
    def ratings(self) -> RatingQuerySet:
        """What this person goes on from; the one that counts last, where a recommendation has several."""
        rows = Rating.objects.current().ours().filter(workspace=self.workspace)
        if self.is_apart:
            rows = standing(self.workspace, self.organisation, self.rules)
        return rows.order_by("is_counted", "rated_at", "pk")

    def is_own(self, row: Rating) -> bool:
        """Whether a current rating is one that this person goes on from."""
        if not self.is_apart or self.organisation is None:
            return True
        return row.organisation_id == self.organisation.pk and not row.is_settled


def viewpoint_of(workspace: Workspace, user: User) -> Viewpoint:
    """That of ``user`` in ``workspace``."""
    return Viewpoint(workspace, rules_of(workspace), Organisation.objects.speaking_in(workspace, user=user).first())


@dataclass(frozen=True)
class Told:
    """Everything that was ever said of one recommendation in a workspace, in its places."""

    own: Rating | None = None
    counted: Rating | None = None
    # The other organisations' current words, where each rates for itself; what was settled comes first.
    others: list[Rating] = field(default_factory=list)
    # What other voices say for themselves: beside ours, never merged.
    voices: list[Rating] = field(default_factory=list)
    earlier: list[Rating] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        """Whether organisations give different levels."""
        rows = [row for row in (self.own, *self.others) if row and not row.is_settled]
        return len({row.level for row in rows}) > 1


def told_of(viewpoint: Viewpoint, rows: list[Rating]) -> Told:
    """Sort the ratings of one recommendation, the newest first, into their places."""
    ours = [row for row in rows if row.is_ours]
    current = [row for row in ours if row.is_current]
    own = next((row for row in current if viewpoint.is_own(row)), None)
    return Told(
        own=own,
        counted=next((row for row in ours if row.is_counted), None),
        others=sorted((row for row in current if row is not own), key=lambda row: not row.is_settled),
        voices=[row for row in rows if not row.is_ours and row.is_current],
        earlier=[row for row in ours if not row.is_current],
    )
