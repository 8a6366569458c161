"""Which of the ratings of a recommendation counts: in the overview, the reports, and what is published."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, When
from django.db.models.expressions import Combinable

from accounts.models import Organisation, Workspace, WorkspaceMember
from cycles.models import PublishedRating
from cycles.services.published import publish_ratings, withdraw_ratings
from implementation.models import PledgeRating, Rating, Verdict, Voice

Said = TypeVar("Said", Rating, PledgeRating)


@dataclass(frozen=True)
class Rules:
    """How a workspace comes to its ratings; what it never said anything about is together and without approval."""

    needs_approval: bool = False
    rates_apart: bool = False
    # In which voice it speaks for itself.
    voice: str = Voice.CSO

    @property
    def others(self) -> list[Voice]:
        """The voices that the workspace only writes down."""
        order = (Voice.GOVERNMENT, Voice.NHRI, Voice.CSO)
        return [voice for voice in order if voice != self.voice]


def rules_of(workspace: Workspace) -> Rules:
    """What ``workspace`` decided."""
    rows = Workspace.objects.filter(pk=workspace.pk).annotate(is_nhri=_is_nhri())
    names = "rating_rules__needs_approval", "rating_rules__rates_apart", "is_nhri"
    needs_approval, rates_apart, is_nhri = rows.values_list(*names).get()
    return Rules(bool(needs_approval), bool(rates_apart), Voice.NHRI if is_nhri else Voice.CSO)


def _is_nhri() -> Combinable:
    """Whether everybody who coordinates the workspace is a national human rights institution."""
    coordinators = WorkspaceMember.objects.filter(workspace=OuterRef("pk"), role=WorkspaceMember.Role.COORDINATOR)
    institution = Organisation.Kind.NHRI
    return Case(
        When(
            Exists(coordinators.filter(organisation__kind=institution))
            & ~Exists(coordinators.exclude(organisation__kind=institution)),
            then=True,
        ),
        default=False,
    )


def locked(workspace: Workspace) -> Workspace:
    """The workspace as it is now; no other writer rates in it or publishes it until this transaction ends."""
    return Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)


def the_one_that_counts(rows: Sequence[Said], rules: Rules, coordinators: frozenset[UUID]) -> Said | None:
    """Of the ratings of one recommendation or pledge, the oldest first: the one that counts, if any.

    Together, the latest that is approved. Apart, what the coordinator settled; until then the latest where all
    organisations say the same level, else the coordinating organisation's, else the one of whoever rated first.
    """
    able = [row for row in rows if _may_count(row, rules)]
    if not able or not rules.rates_apart:
        return able[-1] if able else None
    if settled := [row for row in able if row.is_settled]:
        return settled[-1]
    latest = {row.organisation_id: row for row in able}
    if len({row.level for row in latest.values()}) == 1:
        return able[-1]
    leading = next((latest[key] for key in latest if key in coordinators), None)
    return leading or next(iter(latest.values()))


def recount(workspace: Workspace, *, at: datetime, recommendations: Collection[int] | None = None) -> None:
    """Find again which ratings count, of these recommendations or of all, and publish what changed.

    The workspace must be locked. Whatever is published follows in the same transaction.
    """
    rules = rules_of(workspace)
    rows = Rating.objects.ours().filter(workspace=workspace, undone_at=None)
    rows = rows if recommendations is None else rows.filter(recommendation__in=recommendations)
    by_recommendation: defaultdict[int, list[Rating]] = defaultdict(list)
    for row in rows.order_by("rated_at", "is_current", "pk"):
        by_recommendation[row.recommendation_id].append(row)
    coordinators = coordinators_of(workspace) if rules.rates_apart else frozenset()
    chosen = {key: the_one_that_counts(found, rules, coordinators) for key, found in by_recommendation.items()}
    for key in recommendations or ():
        chosen.setdefault(key, None)
    _write(workspace, by_recommendation, chosen, at)


def publish(workspace: Workspace, ratings: Iterable[Rating], at: datetime) -> None:
    """Show these as the workspace's, beside the recommendations of the public record."""
    by_voice: defaultdict[str, list[tuple[int, str, date]]] = defaultdict(list)
    for rating in ratings:
        by_voice[rating.voice].append((rating.recommendation_id, rating.level, rating.rated_date))
    for voice, shown in by_voice.items():
        publish_ratings(publisher_id=workspace.pk, publisher_name=workspace.name, voice=voice, ratings=shown, at=at)


def _may_count(row: Verdict, rules: Rules) -> bool:
    return row.state == Rating.State.APPROVED or (row.is_current and not rules.needs_approval)


def coordinators_of(workspace: Workspace) -> frozenset[UUID]:
    """The organisations that coordinate in ``workspace``."""
    parts = WorkspaceMember.objects.filter(workspace=workspace, role=WorkspaceMember.Role.COORDINATOR)
    return frozenset(parts.values_list("organisation", flat=True))


def _write(
    workspace: Workspace, found: dict[int, list[Rating]], chosen: dict[int, Rating | None], at: datetime
) -> None:
    """Mark the chosen ones. First the old marks go: two of one recommendation never count at once."""
    keep = {row.pk for row in chosen.values() if row}
    counted = {row.pk for rows in found.values() for row in rows if row.is_counted}
    Rating.objects.filter(pk__in=counted - keep).update(is_counted=False)
    Rating.objects.filter(pk__in=keep - counted).update(is_counted=True)
    if not workspace.ratings_published_at:
        return
    newly = [row for row in chosen.values() if row and row.pk not in counted]
    if newly:
        publish(workspace, newly, at)
    without = [key for key, row in chosen.items() if not row]
    shown = PublishedRating.objects.filter(publisher_id=workspace.pk, recommendation__in=without)
    if gone := list(shown.values_list("recommendation_id", flat=True)):
        withdraw_ratings(publisher_id=workspace.pk, at=at, recommendations=gone)
