"""Who does what in a coalition: its theme groups, how far their issues are rated, what is late, what nobody covers."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from accounts.models import Organisation, ThemeGroup, User, Workspace, WorkspaceMember
from cycles.issue_names import issue_name
from cycles.models import Recommendation, SearchFacets
from implementation.models import Evidence, Rating


@dataclass(frozen=True)
class IssueLine:
    """An issue, and how many of the review's recommendations on it are rated."""

    number: int
    name: str
    rated: int
    total: int


@dataclass(frozen=True)
class GroupLine:
    """A theme group, and where it stands. A recommendation on two of its issues counts once."""

    group: ThemeGroup
    issues: list[str]
    organisations: list[Organisation]
    rated: int
    total: int
    is_late: bool


@dataclass(frozen=True)
class PartLine:
    """An organisation, how many groups it is in, and the last day on which one of its people did something here."""

    part: WorkspaceMember
    groups: int
    last_day: date | None


@dataclass(frozen=True)
class WhoDoesWhat:
    """The whole page."""

    groups: list[GroupLine]
    uncovered: list[IssueLine]
    parts: list[PartLine]

    @property
    def late(self) -> list[GroupLine]:
        return [line for line in self.groups if line.is_late]

    @property
    def without_group(self) -> list[Organisation]:
        """Organisations that write and are in no group."""
        writers = WorkspaceMember.WRITERS
        return [line.part.organisation for line in self.parts if not line.groups and line.part.role in writers]


def who_does_what(*, workspace: Workspace, user: User, on: date, with_activity: bool) -> WhoDoesWhat:
    """Read it in a number of queries that does not grow; ``with_activity`` for those who coordinate."""
    by_issue = _recommendations_by_issue(workspace, user)
    rated = set(
        Rating.objects.visible_to(user)
        .filter(workspace=workspace)
        .current()
        .ours()
        .values_list("recommendation", flat=True)
    )
    found = ThemeGroup.objects.visible_to(user).filter(workspace=workspace).select_related("lead")
    groups = list(found.prefetch_related("issues", "organisations").in_order())
    lines = [_group_line(group, by_issue, rated, on) for group in groups]
    covered = {issue.code for group in groups for issue in group.issues.all()}
    uncovered = [
        IssueLine(number, issue_name(number), len(found & rated), len(found))
        for number, found in by_issue.items()
        if str(number) not in covered
    ]
    parts = WorkspaceMember.objects.visible_to(user).filter(workspace=workspace).select_related("organisation")
    days = last_days(workspace=workspace, user=user) if with_activity else {}
    in_groups = Counter(organisation.pk for line in lines for organisation in line.organisations)
    return WhoDoesWhat(
        groups=lines,
        uncovered=sorted(uncovered, key=lambda line: (-line.total, line.name)),
        parts=[
            PartLine(part, in_groups[part.organisation_id], days.get(part.organisation_id)) for part in parts.in_order()
        ],
    )


def late_groups(*, workspace: Workspace, user: User, on: date) -> list[GroupLine]:
    """Theme groups whose day has passed with something unrated."""
    by_issue = _recommendations_by_issue(workspace, user)
    current = Rating.objects.visible_to(user).filter(workspace=workspace).current()
    rated = set(current.values_list("recommendation", flat=True))
    found = ThemeGroup.objects.visible_to(user).filter(workspace=workspace, due_date__lt=on).select_related("lead")
    groups = found.prefetch_related("issues", "organisations").in_order()
    return [line for line in (_group_line(group, by_issue, rated, on) for group in groups) if line.is_late]


def last_days(*, workspace: Workspace, user: User) -> dict[UUID, date]:
    """The last day on which somebody rated or brought evidence here in the name of each organisation; no person."""
    days: dict[UUID, date] = {}
    ratings = Rating.objects.visible_to(user).filter(workspace=workspace)
    evidence = Evidence.objects.visible_to(user).filter(workspace=workspace)
    for rows, moment in ((ratings, "rated_at"), (evidence, "created_at")):
        for key, last in rows.exclude(organisation=None).order_by().values_list("organisation").annotate(Max(moment)):
            days[key] = max(days.get(key, date.min), last.date())
    return days


def _group_line(group: ThemeGroup, by_issue: dict[int, set[int]], rated: set[int], on: date) -> GroupLine:
    found: set[int] = set()
    for issue in group.issues.all():
        found |= by_issue.get(int(issue.code), set())
    done = len(found & rated)
    is_over = group.due_date is not None and group.due_date < on
    return GroupLine(
        group=group,
        issues=sorted(issue_name(issue.code, issue.label) for issue in group.issues.all()),
        organisations=sorted(group.organisations.all(), key=lambda one: one.name),
        rated=done,
        total=len(found),
        # Nothing to rate and a day that has passed: nobody can tell that it is done, so it is late as well.
        is_late=is_over and (done < len(found) or not found),
    )


def _recommendations_by_issue(workspace: Workspace, user: User) -> dict[int, set[int]]:
    """Keys of the review's recommendations by the number of the issue."""
    recommendations = Recommendation.objects.visible_to(user).filter(review=workspace.review_id)
    found: dict[int, set[int]] = defaultdict(set)
    for key, issues in SearchFacets.objects.filter(recommendation__in=recommendations).values_list(
        "recommendation", "issues"
    ):
        for number in issues:
            found[number].add(key)
    return dict(found)
