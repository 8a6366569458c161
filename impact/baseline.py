"""Where a workspace starts from: what was open of the last cycle's recommendations when it began."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from accounts.models import User, Workspace
from cycles.issue_names import issue_name
from cycles.models import RatingLevel, SearchFacets, Theme
from implementation.models import BaselineLine, CycleLink
from submissions.models import PriorityIssue


@dataclass(frozen=True)
class Line:
    """A recommendation as it was rated then, and the workspace in which the reader may see the rating itself."""

    kept: BaselineLine
    before: Workspace | None


@dataclass(frozen=True)
class IssueLines:
    """The lines of one of our 54 issues, and the priority issue that the workspace has on it."""

    theme: Theme
    lines: list[Line]
    priority_issue: PriorityIssue | None

    @property
    def name(self) -> str:
        return issue_name(self.theme.code, self.theme.label)


@dataclass(frozen=True)
class Baseline:
    """All lines in the order of the record, the same by issue, and the workspaces before and after, where known."""

    lines: list[Line]
    issues: list[IssueLines]
    earlier: list[Workspace]
    later: list[Workspace]

    @cached_property
    def levels(self) -> list[tuple[str, int]]:
        """How many stood at which level."""
        found = Counter(line.kept.level for line in self.lines)
        return [(level, found[level]) for level in RatingLevel.values if found[level]]

    @property
    def unrated(self) -> int:
        return sum(1 for line in self.lines if not line.kept.level)

    def issue(self, code: str) -> IssueLines | None:
        """The issue with this number, if there are lines of it."""
        return next((one for one in self.issues if one.theme.code == code), None)


def baseline_of(*, workspace: Workspace, user: User) -> Baseline:
    """What ``workspace`` began with; the neighbours only where ``user`` takes part in both."""
    rows = BaselineLine.objects.visible_to(user).filter(workspace=workspace).select_related("recommendation__review")
    order = ("paragraph", "item", "serial", "pk")
    rows = rows.order_by("-recommendation__review__cycle", *(f"recommendation__{name}" for name in order))
    links = CycleLink.objects.visible_to(user).select_related("workspace__review", "earlier__review")
    earlier = [link.earlier for link in links.filter(workspace=workspace).order_by("created_at", "pk")]
    seen = {one.review_id: one for one in earlier}
    lines = [Line(row, seen.get(row.recommendation.review_id)) for row in rows]
    return Baseline(
        lines=lines,
        issues=_by_issue(workspace, lines, user) if lines else [],
        earlier=earlier,
        later=[link.workspace for link in links.filter(earlier=workspace).order_by("created_at", "pk")],
    )


def _by_issue(workspace: Workspace, lines: list[Line], user: User) -> list[IssueLines]:
    by_key = {line.kept.recommendation_id: line for line in lines}
    facets = SearchFacets.objects.filter(recommendation__in=by_key).values_list("recommendation", "issues")
    found: defaultdict[str, set[int]] = defaultdict(set)
    for key, issues in facets:
        for number in issues:
            found[str(number)].add(key)
    themes = Theme.objects.filter(scheme=Theme.Scheme.UPR_INFO, code__in=found)
    named = PriorityIssue.objects.visible_to(user).filter(workspace=workspace, issue__in=themes).order_by("-created_at")
    chosen = {row.issue_id: row for row in named}
    rows = [
        IssueLines(
            theme, [line for line in lines if line.kept.recommendation_id in found[theme.code]], chosen.get(theme.pk)
        )
        for theme in themes
    ]
    return sorted(rows, key=lambda one: (-len(one.lines), one.name))
