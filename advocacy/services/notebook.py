"""Lines of the notebook: kept as they come, then held against the official list.

A person decides, one line or several at once.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounts.models import User, Workspace
from advocacy.models import LineMatch, NotebookLine
from common.audit import record_event
from cycles.models import Recommendation
from submissions.services.preparing import create_prepared

# How long a line may be under way: static/js/notebook.js waits no longer for an answer.
ON_ITS_WAY = timedelta(seconds=20)
# A line, the recommendation that it is, and how sure the machine was.
Pair = tuple[NotebookLine, Recommendation, float | None]


class NotTheirs(Exception):
    """The recommendation is of another review than the workspace's."""


@transaction.atomic
def hear_line(*, workspace: Workspace, text: str, waited: timedelta, by: User, at: datetime, key: UUID) -> NotebookLine:
    """Keep a line that was typed ``waited`` ago; the same ``key`` gives the line that it made before.

    A device sends its lines one after the other, but the first may be longer under way than was paused before the
    next: who types does not find the two turned round.
    """
    heard = at - waited
    last = NotebookLine.objects.filter(workspace=workspace, created_by=by).aggregate(at=Max("heard_at"))["at"]
    if last and heard < last <= heard + ON_ITS_WAY:
        heard = last
    words = {"text": text, "heard_at": heard}
    return create_prepared(model=NotebookLine, workspace=workspace, words=words, links={}, key=key, by=by, at=at)


@transaction.atomic
def decide_line(
    *, line: NotebookLine, recommendation: Recommendation | None, score: float | None, by: User, at: datetime
) -> LineMatch:
    """Say which recommendation a line became; without one, that the list has none for it, which undoes the others.

    A line may be several recommendations at once. Raises ``NotTheirs``.
    """
    made = _decide(line, recommendation, score, by, at)
    record_event(verb="decide_line", target=made, by=by, at=at, workspace_id=line.workspace_id)
    return made


@transaction.atomic
def close_line(*, line: NotebookLine, by: User, at: datetime) -> LineMatch:
    """Say that a line is nothing else than what was decided already."""
    words = {"workspace_id": line.workspace_id, "score": None, "decided_at": at, "decided_by": by}
    made, _ = LineMatch.objects.update_or_create(line=line, recommendation=None, defaults=words)
    record_event(verb="decide_line", target=made, by=by, at=at, workspace_id=line.workspace_id)
    return made


@transaction.atomic
def confirm_lines(*, workspace: Workspace, pairs: Sequence[Pair], by: User, at: datetime) -> int:
    """Say of lines and parts of lines at once that they are what the machine took them for; how many.

    Raises ``NotTheirs``.
    """
    for line, recommendation, score in pairs:
        _decide(line, recommendation, score, by, at)
    if pairs:
        record_event(verb="confirm_lines", target=workspace, by=by, at=at, workspace_id=workspace.pk)
    return len(pairs)


@transaction.atomic
def withdraw_line(*, line: NotebookLine, by: User, at: datetime) -> None:
    """Take back whatever was decided about a line: it is open again. Nothing happens where nothing was."""
    matches = LineMatch.objects.filter(line=line)
    if first := matches.first():
        record_event(verb="withdraw_line", target=first, by=by, at=at, workspace_id=line.workspace_id)
        matches.delete()


def _decide(
    line: NotebookLine, recommendation: Recommendation | None, score: float | None, by: User, at: datetime
) -> LineMatch:
    held = NotebookLine.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=line.pk)
    if recommendation and recommendation.review_id != held.workspace.review_id:
        raise NotTheirs
    others = LineMatch.objects.filter(line=held)
    (others.filter(recommendation=None) if recommendation else others.exclude(recommendation=None)).delete()
    made, _ = LineMatch.objects.update_or_create(
        line=held,
        recommendation=recommendation,
        defaults={"workspace_id": held.workspace_id, "score": score, "decided_at": at, "decided_by": by},
    )
    return made
