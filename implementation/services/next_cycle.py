"""What a workspace hands to the one on the next review: the link, open recommendations as they were rated, lessons."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from accounts.models import Organisation, User, Workspace
from common.audit import record_event
from cycles.models import RatingLevel, Recommendation
from implementation.models import BaselineLine, CycleLink, Lesson, Rating


@transaction.atomic
def link_workspaces(
    *, earlier: Workspace, workspace: Workspace, taken: Collection[str], by: User, at: datetime
) -> CycleLink:
    """Note that ``workspace`` follows ``earlier``, and there, what was ``taken`` along: all that left it."""
    made = {"created_at": at, "created_by": by}
    link, _is_new = CycleLink.objects.get_or_create(workspace=workspace, earlier=earlier, defaults=made)
    ids = {"workspace_id": earlier.pk}
    record_event(verb="start_next_cycle", target=link, by=by, at=at, **ids, fields=sorted(taken))
    return link


def open_lines(earlier: Workspace) -> list[BaselineLine]:
    """The recommendations of the review of ``earlier`` that are not fully implemented, with the rating that counts.

    Not stored yet; the text of each recommendation is at hand.
    """
    counted = {row.recommendation_id: row for row in Rating.objects.filter(workspace=earlier).counted()}
    found = Recommendation.objects.filter(review=earlier.review_id).select_related("review").in_order()
    lines = []
    for recommendation in found:
        rating = counted.get(recommendation.pk)
        if rating and rating.level == RatingLevel.FULLY:
            continue
        line = BaselineLine(recommendation=recommendation, rating=rating, source=earlier.name)
        if rating:
            line.level, line.rated_date, line.note = rating.level, rating.rated_date, rating.note
        lines.append(line)
    return lines


@transaction.atomic
def take_baseline(*, earlier: Workspace, workspace: Workspace, by: User, at: datetime) -> int:
    """Keep in ``workspace`` what was open in ``earlier``, as it is rated today; what is kept already stays as it is."""
    kept = set(BaselineLine.objects.filter(workspace=workspace).values_list("recommendation", flat=True))
    lines = [line for line in open_lines(earlier) if line.recommendation_id not in kept]
    for line in lines:
        line.workspace, line.taken_at, line.taken_by = workspace, at, by
    BaselineLine.objects.bulk_create(lines)
    if lines:
        record_event(verb="take_baseline", target=workspace, by=by, at=at, workspace_id=workspace.pk)
    return len(lines)


def lessons_of(workspace: Workspace, keys: Collection[UUID] | None = None) -> list[Lesson]:
    """What was learnt in ``workspace``, by stage, the oldest first."""
    rows = Lesson.objects.filter(workspace=workspace).select_related("organisation", "review")
    rows = rows if keys is None else rows.filter(pk__in=keys)
    return list(rows.order_by("stage", "learnt_date", "created_at", "pk"))


@transaction.atomic
def bring_lessons(*, earlier: Workspace, workspace: Workspace, by: User, at: datetime) -> int:
    """Copy what was learnt, each once, with its day and review.

    An organisation is named only where it takes part in ``workspace`` too: nobody else there learns of it.
    """
    inside = set(Organisation.objects.filter(workspace_rows__workspace=workspace).values_list("pk", flat=True))
    kept = set(Lesson.objects.filter(workspace=workspace).values_list("pk", flat=True))
    made = {"workspace": workspace, "created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    copies = [
        Lesson(
            pk=uuid5(workspace.pk, str(row.pk)),
            stage=row.stage,
            text=row.text,
            organisation=row.organisation if row.organisation_id in inside else None,
            learnt_date=row.learnt_date,
            review=row.review,
            **made,
        )
        for row in lessons_of(earlier)
    ]
    new = [row for row in copies if row.pk not in kept]
    Lesson.objects.bulk_create(new)
    if new:
        record_event(verb="bring_lessons", target=workspace, by=by, at=at, workspace_id=workspace.pk)
    return len(new)
