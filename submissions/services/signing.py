"""Joint sign-off: each organisation signs the text it has read, with a reservation, under another name, or declines."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import Organisation, User
from common.audit import record_event
from cycles.dates import GENEVA
from submissions.models import Paragraph, Signature, SigningMandate, Submission


class SigningClosed(Exception):
    """Nobody signs any more: the list is closed, or the submission is lodged."""


class MandateEnded(Exception):
    """The organisation lets nobody sign for it any more."""


class TextMoved(Exception):
    """The text changed after it had been read: whoever signs has to see how it reads now."""


def seal_of(paragraphs: Iterable[Paragraph]) -> str:
    """What a signature holds for: these paragraphs in this order, each in this version."""
    lines = "\n".join(f"{row.pk} {row.revision}" for row in paragraphs)
    return hashlib.sha256(lines.encode()).hexdigest()


@transaction.atomic
def sign_submission(
    *,
    submission: Submission,
    organisation: Organisation,
    decision: str,
    by: User,
    at: datetime,
    seal: str,
    alias: str = "",
    reservation: str = "",
    mandate: SigningMandate | None = None,
) -> Signature:
    """Note what an organisation decides about the text with this ``seal``; its earlier decision ends.

    ``mandate`` is what lets ``by`` sign for it. Raises ``SigningClosed``, ``MandateEnded``, and ``TextMoved`` where the
    text reads otherwise by now.
    """
    submission = _open(submission, at)
    if mandate and not SigningMandate.objects.standing().select_for_update().filter(pk=mandate.pk).exists():
        raise MandateEnded
    ours = Paragraph.objects.select_for_update(of=("self",)).filter(submission=submission)
    if seal_of(ours.standing().in_order()) != seal:
        raise TextMoved
    words = {"decision": Signature.Decision(decision), "alias": alias, "reservation": reservation, "seal": seal}
    standing = Signature.objects.standing().filter(submission=submission, organisation=organisation).first()
    if standing and {name: getattr(standing, name) for name in words} == words:
        return standing
    if standing:
        _end(standing, by, at)
    ids = {"workspace_id": submission.workspace_id, "submission": submission, "organisation": organisation}
    made = Signature.objects.create(**ids, **words, mandate=mandate, by=by, at=at)
    record_event(
        verb="sign_submission",
        target=made,
        by=by,
        at=at,
        workspace_id=submission.workspace_id,
        organisation_id=organisation.pk,
    )
    return made


@transaction.atomic
def withdraw_signature(*, signature: Signature, by: User, at: datetime) -> None:
    """Take a decision back; until the submission is lodged, also where the list is closed. Raises ``SigningClosed``."""
    submission = Submission.objects.select_for_update().get(pk=signature.submission_id)
    if submission.status == Submission.Status.LODGED:
        raise SigningClosed
    signature = Signature.objects.select_for_update().get(pk=signature.pk)
    if signature.ended_at is None:
        _end(signature, by, at)
        record_event(
            verb="withdraw_signature",
            target=signature,
            by=by,
            at=at,
            workspace_id=signature.workspace_id,
            organisation_id=signature.organisation_id,
        )


@transaction.atomic
def set_signing_open(*, submission: Submission, is_open: bool, by: User, at: datetime) -> None:
    """Close the list of those who sign, or open it again. Raises ``SigningClosed`` for what is lodged."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.status == Submission.Status.LODGED:
        raise SigningClosed
    if is_open != (submission.signing_closed_at is None):
        submission.signing_closed_at = None if is_open else at
        submission.save(update_fields=["signing_closed_at"])
        verb = "reopen_signing" if is_open else "close_signing"
        record_event(verb=verb, target=submission, by=by, at=at, workspace_id=submission.workspace_id)


def _open(submission: Submission, at: datetime) -> Submission:
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    if held.status == Submission.Status.LODGED or held.signing_closed_at or is_past(held, at):
        raise SigningClosed
    return held


def is_past(submission: Submission, at: datetime) -> bool:
    """Whether the last day for signatures is over in Geneva; the text may be closed before it or after."""
    return submission.signing_until is not None and at.astimezone(GENEVA).date() > submission.signing_until


def _end(signature: Signature, by: User, at: datetime) -> None:
    signature.ended_at, signature.ended_by = at, by
    signature.save(update_fields=["ended_at", "ended_by"])
