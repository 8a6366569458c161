"""Who signs for whom, until when, and how many are wanted."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import Organisation, User
from common.audit import record_event
from submissions.models import SigningMandate, Submission
from submissions.services.signing import SigningClosed


@transaction.atomic
def give_mandate(
    *,
    submission: Submission,
    organisation: Organisation,
    to_organisation: Organisation | None,
    to_person: User | None,
    by: User,
    at: datetime,
) -> SigningMandate:
    """Let another organisation's owners, or one person, sign for an organisation; what stood before ends.

    Raises ``SigningClosed`` for what is lodged.
    """
    submission = _not_lodged(submission)
    standing = SigningMandate.objects.standing().filter(submission=submission, organisation=organisation).first()
    if standing and (standing.to_organisation, standing.to_person) == (to_organisation, to_person):
        return standing
    if standing:
        _end(standing, by, at)
    ids = {"workspace_id": submission.workspace_id, "submission": submission, "organisation": organisation}
    to = {"to_organisation": to_organisation, "to_person": to_person}
    made = SigningMandate.objects.create(**ids, **to, by=by, at=at)
    _note("give_mandate", made, by, at)
    return made


@transaction.atomic
def end_mandate(*, mandate: SigningMandate, by: User, at: datetime) -> None:
    """Let nobody sign for it any more. What was signed stays, until its owner withdraws it."""
    mandate = SigningMandate.objects.select_for_update().get(pk=mandate.pk)
    if mandate.ended_at is None:
        _end(mandate, by, at)
        _note("end_mandate", mandate, by, at)


@transaction.atomic
def set_signing_terms(
    *, submission: Submission, until: date | None, quorum: str, number: int | None, by: User, at: datetime
) -> None:
    """Say until which day is signed, and how many are wanted. Raises ``SigningClosed`` for what is lodged."""
    submission = _not_lodged(submission)
    wanted = {"signing_until": until, "quorum": quorum, "quorum_number": number}
    changed = [name for name, value in wanted.items() if getattr(submission, name) != value]
    for name in changed:
        setattr(submission, name, wanted[name])
    if changed:
        submission.save(update_fields=changed)
        ids = {"workspace_id": submission.workspace_id}
        record_event(verb="set_signing_terms", target=submission, by=by, at=at, fields=sorted(changed), **ids)


def _not_lodged(submission: Submission) -> Submission:
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    if held.status == Submission.Status.LODGED:
        raise SigningClosed
    return held


def _end(mandate: SigningMandate, by: User, at: datetime) -> None:
    mandate.ended_at, mandate.ended_by = at, by
    mandate.save(update_fields=["ended_at", "ended_by"])


def _note(verb: str, mandate: SigningMandate, by: User, at: datetime) -> None:
    record_event(
        verb=verb,
        target=mandate,
        by=by,
        at=at,
        workspace_id=mandate.workspace_id,
        organisation_id=mandate.organisation_id,
    )
