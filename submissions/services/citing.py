"""What people say about where OHCHR's summary cites a submission."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from common.audit import record_event
from submissions.models import CitationLink, Paragraph, Submission


@transaction.atomic
def choose_summary_code(*, submission: Submission, code: str, by: User, at: datetime) -> None:
    """Say under which code the summary cites a submission; decisions about another code's citations end."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.summary_code == code:
        return
    submission.summary_code = code
    submission.save(update_fields=["summary_code"])
    CitationLink.objects.standing().filter(submission=submission).update(ended_at=at, ended_by=by)
    record_event(verb="choose_summary_code", target=submission, by=by, at=at, workspace_id=submission.workspace_id)


@transaction.atomic
def decide_citation(
    *,
    submission: Submission,
    document: str,
    note: int,
    order: int,
    paragraph: Paragraph | None,
    is_open: bool = False,
    by: User,
    at: datetime,
) -> CitationLink | None:
    """Note which paragraph a citation means, or that it is none of ours; ``is_open`` takes the decision back."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    place = {"submission": submission, "document": document, "note": note, "order": order}
    standing = CitationLink.objects.standing().filter(**place).first()
    if standing is None and is_open:
        return None
    if standing and not is_open and standing.paragraph == paragraph:
        return standing
    if standing:
        standing.ended_at, standing.ended_by = at, by
        standing.save(update_fields=["ended_at", "ended_by"])
    if is_open:
        made = standing
    else:
        ids = {"workspace_id": submission.workspace_id, "paragraph": paragraph}
        made = CitationLink.objects.create(**place, **ids, by=by, at=at)
    record_event(verb="decide_citation", target=made or submission, by=by, at=at, workspace_id=submission.workspace_id)
    return made
