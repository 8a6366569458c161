"""Comments on paragraphs, answers to them, and changes that somebody suggests."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from common.audit import record_event
from common.once import make_once
from submissions.merging import normal
from submissions.models import Comment, Paragraph, ParagraphVersion
from submissions.services.paragraphs import EmptyText, Outcome, Saved, UnknownVersion, save_paragraph


class AlreadyDecided(Exception):
    """Somebody resolved it, took it or declined it before."""


@transaction.atomic
def comment(
    *,
    paragraph: Paragraph,
    text: str,
    by: User,
    at: datetime,
    key: UUID,
    parent: Comment | None = None,
    suggestion: str = "",
    base: int | None = None,
) -> Comment:
    """Say something of a paragraph, answer, or suggest how it should read, from the version ``base``.

    With the same ``key`` a second time it answers with what is there. Raises ``EmptyText`` where neither is said, and
    ``UnknownVersion``.
    """
    if found := Comment.objects.filter(paragraph=paragraph, pk=key).first():
        return found
    text, suggestion = normal(text), normal(suggestion)
    if not text and not suggestion:
        raise EmptyText
    if suggestion and not ParagraphVersion.objects.filter(paragraph=paragraph, number=base or 0).exists():
        raise UnknownVersion
    new = Comment(
        pk=key,
        workspace_id=paragraph.workspace_id,
        submission_id=paragraph.submission_id,
        paragraph=paragraph,
        # An answer to an answer goes to what began the talk.
        parent=(parent.parent or parent) if parent else None,
        text=text,
        suggestion=suggestion,
        base=base if suggestion else None,
        by=by,
        at=at,
    )
    made, is_new = make_once(new, among=Comment.objects.filter(paragraph=paragraph))
    if is_new:
        record_event(verb="comment", target=made, by=by, at=at, workspace_id=made.workspace_id)
    return made


@transaction.atomic
def decide_comment(*, comment: Comment, outcome: str, by: User, at: datetime) -> Comment:
    """Resolve a comment, decline a suggestion, or open either again. Raises ``AlreadyDecided``."""
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    wanted = Comment.Outcome(outcome)
    if comment.outcome == Comment.Outcome.TAKEN or wanted == Comment.Outcome.TAKEN:
        raise AlreadyDecided
    if comment.outcome != wanted:
        _decide(comment, wanted, by, at)
        record_event(verb="decide_comment", target=comment, by=by, at=at, workspace_id=comment.workspace_id)
    return comment


@transaction.atomic
def take_suggestion(*, comment: Comment, by: User, at: datetime) -> Saved:
    """Put a suggestion into the text: a new version, joined with what others changed since it was made.

    Where it clashes with that, nothing changes: the suggestion stays open, and its text is kept beside the paragraph.
    Raises ``AlreadyDecided``, and ``TextClosed``.
    """
    comment = Comment.objects.select_for_update(of=("self",)).select_related("paragraph").get(pk=comment.pk)
    if not comment.is_open or comment.base is None:
        raise AlreadyDecided
    words = {"text": comment.suggestion, "seen": comment.base, "what": ParagraphVersion.What.TAKEN}
    saved = save_paragraph(paragraph=comment.paragraph, by=by, at=at, **words)  # type: ignore[arg-type]
    if saved.outcome != Outcome.CLASH:
        _decide(comment, Comment.Outcome.TAKEN, by, at)
    if saved.outcome == Outcome.UNCHANGED:
        record_event(verb="take_suggestion", target=comment, by=by, at=at, workspace_id=comment.workspace_id)
    return saved


def _decide(comment: Comment, outcome: Comment.Outcome, by: User, at: datetime) -> None:
    is_open = outcome == Comment.Outcome.OPEN
    comment.outcome = outcome
    comment.decided_at, comment.decided_by = (None, None) if is_open else (at, by)
    comment.save(update_fields=["outcome", "decided_at", "decided_by"])
