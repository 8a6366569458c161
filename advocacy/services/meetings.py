"""Meetings: planned, written down when they are over, and the mail that follows them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User, Workspace
from advocacy.models import Factsheet, Meeting, Target
from advocacy.services import pipeline
from advocacy.services.telling import tell_of_each_other
from common.audit import record_event
from implementation.services.kept_rows import follow
from reminders.models import Deadline
from reminders.services.deadlines import Day, close_by_key, forget_by_key, set_deadline
from submissions.models import ProposedRecommendation
from submissions.services.preparing import change_prepared, create_prepared, delete_prepared


@transaction.atomic
def plan_meeting(
    *, workspace: Workspace, words: dict[str, Any], links: dict[str, Collection[Any]], by: User, at: datetime, key: UUID
) -> Meeting:
    """Keep a meeting; while it is to come, it stands among the deadlines."""
    return create_prepared(
        model=Meeting,
        workspace=workspace,
        words=words,
        links=links,
        by=by,
        at=at,
        key=key,
        then=lambda row: _follow(row, by, at),
    )


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, words: dict[str, Any], links: dict[str, Collection[Any]], by: User, at: datetime, seen: str
) -> Meeting:
    """Change it as somebody read it. Raises ``PreparedMeanwhile`` if ``seen`` is past."""
    row = change_prepared(row=meeting, words=words, links=links, by=by, at=at, seen=seen)
    _follow(row, by, at)
    if meeting.state_id not in (None, row.state_id):
        tell_of_each_other(workspace=row.workspace, state=str(meeting.state_id), by=by, at=at)
    return row


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: User, at: datetime) -> Meeting:
    """Call it off, whatever else was changed since; what is written down stays so."""
    row = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if row.status != Meeting.Status.PLANNED:
        return row
    words = {"status": Meeting.Status.CANCELLED}
    return change_meeting(meeting=row, words=words, links={}, by=by, at=at, seen=row.version)


@transaction.atomic
def debrief_meeting(
    *,
    meeting: Meeting,
    words: dict[str, Any],
    presented: Collection[ProposedRecommendation],
    factsheets: Collection[Factsheet],
    stands: str,
    by: User,
    at: datetime,
    seen: str,
) -> Meeting:
    """Write down what was said. The State stands in the pipeline from now on, where ``stands`` says.

    What was presented is asked of it; where it pledged, it promised all of it. Raises ``PreparedMeanwhile``.
    """
    said = words | {"status": Meeting.Status.HELD}
    links: dict[str, Collection[Any]] = {"proposals": presented, "factsheets": factsheets}
    row = change_prepared(row=meeting, words=said, links=links, by=by, at=at, seen=seen)
    if row.state:
        _take_along(row, presented, stands, by, at)
    _follow(row, by, at)
    return row


@transaction.atomic
def keep_mail(*, meeting: Meeting, subject: str, text: str, by: User, at: datetime, seen: str) -> Meeting:
    """Keep the draft of a mail as a person wrote it. Nothing is sent. Raises ``PreparedMeanwhile``."""
    words = {"mail_subject": subject, "mail_text": text}
    return change_prepared(row=meeting, words=words, links={}, by=by, at=at, seen=seen)


@transaction.atomic
def take_mail(*, meeting: Meeting, by: User, at: datetime) -> Meeting:
    """Note that a person read the draft and took it along to send it themselves."""
    row = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    row.mail_taken_at = at
    row.save(update_fields=["mail_taken_at"])
    record_event(verb="take_mail", target=row, by=by, at=at, workspace_id=row.workspace_id)
    return row


@transaction.atomic
def delete_meeting(*, meeting: Meeting, by: User, at: datetime) -> None:
    """Take it away for good; nobody is reminded of it any more. What was asked of the State stays."""
    # Its deadlines come after it, as where it is changed.
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    for key in (meeting.deadline_key, _next_key(meeting)):
        forget_by_key(workspace=meeting.workspace, key=key, by=by, at=at)
    delete_prepared(row=meeting, by=by, at=at)
    _tell(meeting, by, at)


def _take_along(
    meeting: Meeting, presented: Collection[ProposedRecommendation], stands: str, by: User, at: datetime
) -> None:
    target, _is_new = Target.objects.get_or_create(
        workspace_id=meeting.workspace_id,
        state_id=meeting.state_id,
        defaults={
            "status": stands,
            "organisation": meeting.organisation,
            "created_at": at,
            "created_by": by,
            "changed_at": at,
            "changed_by": by,
        },
    )
    pipeline.present(
        target=target,
        proposals=presented,
        day=meeting.date,
        is_promised=stands in (Target.Status.PLEDGED, Target.Status.DELIVERED),
        by=by,
        at=at,
    )
    if target.status != stands:
        pipeline.move_target(target=target, to=stands, by=by, at=at)


def _next_key(meeting: Meeting) -> str:
    return f"meeting_next:{meeting.pk}"


_STATUSES = {
    Meeting.Status.PLANNED: Deadline.Status.OPEN,
    Meeting.Status.HELD: Deadline.Status.DONE,
    Meeting.Status.CANCELLED: Deadline.Status.CANCELLED,
}


def _tell(meeting: Meeting, by: User, at: datetime) -> None:
    if meeting.state_id:
        tell_of_each_other(workspace=meeting.workspace, state=meeting.state_id, by=by, at=at)


def _follow(meeting: Meeting, by: User, at: datetime) -> None:
    """The meeting at its hour, and what is promised to be done after it, among the deadlines; others are told."""
    _tell(meeting, by, at)
    follow(
        meeting,
        kind=Deadline.Kind.MEETING,
        day=Day(day=meeting.date, hour=meeting.time, zone=meeting.zone),
        status=_STATUSES[Meeting.Status(meeting.status)],
        by=by,
        at=at,
        is_confided=True,
    )
    if meeting.follow_up and meeting.follow_up_date and meeting.status == Meeting.Status.HELD:
        set_deadline(
            workspace=meeting.workspace,
            key=_next_key(meeting),
            kind=Deadline.Kind.OTHER,
            day=Day(day=meeting.follow_up_date),
            by=by,
            at=at,
            title=meeting.follow_up,
            path=meeting.get_absolute_url(),
            organisation=meeting.organisation,
            is_confided=True,
        )
    else:
        status = Deadline.Status.CANCELLED
        close_by_key(workspace=meeting.workspace, key=_next_key(meeting), status=status, by=by, at=at)
