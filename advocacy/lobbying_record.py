"""What the record and a workspace's ratings know of each State as a recommender. Only reads."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Count, F, Func, Q, QuerySet

from accounts.models import User, Workspace
from advocacy.lobbying import Counts
from advocacy.models import DiplomaticPost, Target
from cycles.models import ActionCategory, AdvanceQuestion, PositionKind, SearchFacets, State
from cycles.state_groups import groups_of
from implementation.models import Rating

# As in search: invented States are in no figure of others.
_REAL = Q(is_invented=False)
_SUPPORTED = Q(position=PositionKind.SUPPORTED)
_STRONG = ActionCategory.SPECIFIC
# Two arrays are unnested one after the other: the ORM would go through them side by side.
_BY_ISSUE = """
SELECT unnest(recommending_states) AS state, issue, count(*)
FROM (
    SELECT recommending_states, unnest(issues) AS issue FROM cycles_searchfacets
    WHERE issues && %(issues)s::smallint[] AND NOT is_invented
) AS divided
WHERE issue = ANY(%(issues)s::smallint[])
GROUP BY 1, 2
"""


def counts_of_states(
    workspace: Workspace, issues: Sequence[int], states: Iterable[State], user: User
) -> dict[str, Counts]:
    """The counts of every State on these issues as seen from the State under Review; six queries, however many."""
    state = workspace.review.state_under_review
    found: dict[str, Counts] = defaultdict(Counts)
    for one in states:
        found[one.iso3] = Counts()
    for row in _by_state(_rows(state, issues), state):
        name = row.pop("value")
        found[name] = Counts(**row)
    for name, issue, count in _by_issue(issues):
        found[name].by_issue[issue] = count
    asked = AdvanceQuestion.objects.filter(review__state_under_review=state, state__isnull=False)
    for name, count in asked.order_by().values_list("state").annotate(Count("pk")):
        found[name].questions = count
    for name, level, count in _ratings(workspace, issues, user):
        found[name].ratings[level] = count
    _add_noted(found, workspace, user)
    ours = set(groups_of(state.pk))
    for name, counts in found.items():
        counts.groups = len(ours.intersection(groups_of(name)))
    return dict(found)


def _add_noted(found: dict[str, Counts], workspace: Workspace, user: User) -> None:
    """What people noted in pipelines and in the directory; an invented State is met by nobody."""
    for name, asked, delivered in _asked_before(workspace, user):
        if name in found:
            found[name].asked, found[name].delivered = asked, delivered
    resident = DiplomaticPost.objects.visible_to(user).filter(presence=DiplomaticPost.Presence.RESIDENT)
    here = resident.filter(host=workspace.review.state_under_review_id)
    for name in here.order_by().values_list("state", flat=True):
        if name in found:
            found[name].embassy = 1


def _asked_before(workspace: Workspace, user: User) -> Iterable[tuple[str, int, int]]:
    """Of earlier reviews of this State, in workspaces that ``user`` sees: whom one went to, and who delivered."""
    review = workspace.review
    rows = Target.objects.visible_to(user).exclude(status=Target.Status.IDENTIFIED)
    earlier = rows.filter(
        workspace__review__state_under_review=review.state_under_review_id,
        workspace__review__cycle__number__lt=review.cycle.number,
    )
    delivered = Count("pk", filter=Q(status=Target.Status.DELIVERED))
    counted = earlier.order_by().values("state").annotate(asked=Count("pk"), delivered=delivered)
    return counted.values_list("state", "asked", "delivered")


def _rows(state: State, issues: Sequence[int]) -> QuerySet[SearchFacets]:
    """Recommendations on one of the issues; those to invented States only where one of them is reviewed."""
    return SearchFacets.objects.filter(_REAL | Q(state_under_review=state.pk), issues__overlap=list(issues)).order_by()


def _by_state(rows: QuerySet[SearchFacets], state: State) -> Iterable[dict[str, Any]]:
    here = Q(state_under_review=state.pk)
    # A State without a regional group has no neighbours but itself.
    nearby = _REAL & Q(regional_group=state.regional_group) if state.regional_group else here
    made = rows.annotate(value=_unnest("recommending_states")).values("value")
    counted: Any = made.annotate(
        here=Count("pk", filter=here),
        here_supported=Count("pk", filter=here & _SUPPORTED),
        here_partially=Count("pk", filter=here & Q(position=PositionKind.PARTIALLY_SUPPORTED)),
        here_noted=Count("pk", filter=here & Q(position=PositionKind.NOTED)),
        here_pending=Count("pk", filter=here & Q(position=PositionKind.PENDING)),
        nearby=Count("pk", filter=nearby),
        everywhere=Count("pk", filter=_REAL),
        supported=Count("pk", filter=_REAL & _SUPPORTED),
        answered=Count("pk", filter=_REAL & ~Q(position=PositionKind.PENDING)),
        strong=Count("pk", filter=_REAL & Q(action_category=_STRONG)),
    )
    return counted


def _by_issue(issues: Sequence[int]) -> list[tuple[str, int, int]]:
    """How often each State recommended on each of the issues."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_ISSUE, {"issues": list(issues)})
        return cursor.fetchall()


def _ratings(workspace: Workspace, issues: Sequence[int], user: User) -> Iterable[tuple[str, str, int]]:
    """The counted ratings of the workspace by recommending State and level."""
    rated = Rating.objects.visible_to(user).counted().filter(workspace=workspace)
    rated = rated.filter(recommendation__search_facets__issues__overlap=list(issues)).order_by()
    made = rated.annotate(value=_unnest("recommendation__search_facets__recommending_states"))
    return made.values_list("value", "level").annotate(Count("pk"))


def _unnest(column: str) -> Func:
    return Func(F(column), function="unnest")
