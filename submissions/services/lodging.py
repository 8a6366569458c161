"""A submission is lodged, corrected, withdrawn; what was lodged stays as it was."""

import hashlib
import io
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.files import File
from django.db import transaction

from accounts.models import User
from common.audit import record_event
from common.file_kinds import CheckedUpload
from reminders.models import Happening
from reminders.services.notices import note_happening
from submissions.models import LodgedVersion, Paragraph, Submission
from submissions.safety import Rows, rows_of, safety_of
from submissions.services.citing import choose_summary_code
from submissions.submission_document import document_of, frozen
from submissions.submission_word import word_file


class TextOpen(Exception):
    """The text may still change: it is closed first."""


class NamesOpen(Exception):
    """Names in the text are not decided, or have to be taken out of it."""


class NobodySigned(Exception):
    """No name would stand on the cover."""


class AlreadyLodged(Exception):
    """It is lodged; a corrected version is opened first."""


class NotLodged(Exception):
    """There is nothing lodged that could be corrected, or this version is not the one that counts."""


class SaidBefore(Exception):
    """A registration number or a receipt is there already, and is not written over."""


@dataclass(frozen=True)
class Brought:
    """A file that a person brought, looked at by the form."""

    file: Any
    checked: CheckedUpload


@dataclass(frozen=True)
class Receipt:
    """What OHCHR answered: its number, its words, or its paper."""

    registration: str = ""
    words: str = ""
    paper: Brought | None = None


@transaction.atomic
def lodge_submission(
    *,
    submission: Submission,
    lodged_at: datetime,
    by: User,
    at: datetime,
    key: UUID,
    receipt: Receipt,
    file: Brought | None = None,
    what_changed: str = "",
) -> LodgedVersion:
    """Keep a submission as it was handed in: words, names on the cover, file; from now on nobody changes it.

    Without a ``file`` it is the Word file that we make. With the same ``key`` a second time it answers with what is
    there. Raises ``AlreadyLodged``, ``TextOpen``, ``NamesOpen`` and ``NobodySigned``.
    """
    held = Submission.objects.select_for_update(of=("self",)).with_parts().get(pk=submission.pk)
    if found := LodgedVersion.objects.filter(submission=held, pk=key).first():
        return found
    rows = _closed_rows(held, by)
    version = LodgedVersion(
        pk=key,
        workspace_id=held.workspace_id,
        submission=held,
        number=held.lodged_versions.count() + 1,
        what_changed=what_changed,
        content=frozen(document_of(held, rows)),
        lodged_at=lodged_at,
        recorded_at=at,
        recorded_by=by,
    )
    name = f"submission-{held.workspace.review.code}-{held.language}.docx"
    ours = Brought(io.BytesIO(b"" if file else word_file(held, rows)), CheckedUpload("docx", name))
    version.file_name, version.digest = _keep(version.file, file or ours)
    _take_receipt(version, receipt)
    version.save(force_insert=True)
    held.status = Submission.Status.LODGED
    held.save(update_fields=["status"])
    record_event(verb="lodge_submission", target=version, by=by, at=at, workspace_id=held.workspace_id)
    _tell_signatories(version, _signed(version), Happening.Kind.SUBMISSION_LODGED, by, at)
    return version


def _closed_rows(held: Submission, by: User) -> Rows:
    """What a version is made of, once nothing is open any more; raises what is."""
    if held.status == Submission.Status.LODGED:
        raise AlreadyLodged
    if held.is_open:
        raise TextOpen
    # Whoever writes in a paragraph holds it: after this, nobody is in the middle of one.
    list(Paragraph.objects.select_for_update().filter(submission=held).order_by("pk").values("pk"))
    rows = rows_of(held, by)
    if not safety_of(held, rows).is_settled:
        raise NamesOpen
    if not rows.signatures:
        raise NobodySigned
    return rows


@transaction.atomic
def complete_lodging(*, version: LodgedVersion, receipt: Receipt, code: str, by: User, at: datetime) -> None:
    """Add what came later: registration number and receipt, each once, and the code of OHCHR's summary.

    Raises ``SaidBefore`` where there is one already.
    """
    version = LodgedVersion.objects.select_for_update(of=("self",)).select_related("submission").get(pk=version.pk)
    if changed := _take_receipt(version, receipt):
        version.save(update_fields=changed)
        ids = {"workspace_id": version.workspace_id}
        record_event(verb="complete_lodging", target=version, by=by, at=at, fields=changed, **ids)
    choose_summary_code(submission=version.submission, code=code, by=by, at=at)


@transaction.atomic
def open_correction(*, submission: Submission, by: User, at: datetime) -> None:
    """Open the text of a lodged submission for a corrected version; what was lodged stays. Raises ``NotLodged``."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.status != Submission.Status.LODGED:
        raise NotLodged
    submission.status, submission.signing_closed_at = Submission.Status.DRAFTING, None
    submission.changed_at, submission.changed_by = at, by
    submission.save(update_fields=["status", "signing_closed_at", "changed_at", "changed_by"])
    record_event(verb="open_correction", target=submission, by=by, at=at, workspace_id=submission.workspace_id)


@transaction.atomic
def withdraw_lodged(*, version: LodgedVersion, reason: str, by: User, at: datetime) -> None:
    """Note that a lodged version was withdrawn at OHCHR, and why; it stays as it was."""
    version = LodgedVersion.objects.select_for_update().get(pk=version.pk)
    if version.withdrawn_at is None:
        version.withdrawn_at, version.withdrawn_by, version.withdrawal_reason = at, by, reason
        version.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
        record_event(verb="withdraw_lodging", target=version, by=by, at=at, workspace_id=version.workspace_id)
        lodged = Happening.objects.filter(kind=Happening.Kind.SUBMISSION_LODGED, about=version.pk)
        # Those whose names are in the version, not those that sign the text as it is now.
        signed = set(lodged.values_list("organisation", flat=True)) or _signed(version)
        _tell_signatories(version, signed, Happening.Kind.SUBMISSION_WITHDRAWN, by, at)


def _signed(version: LodgedVersion) -> set[UUID]:
    return set(version.submission.signatures.signed().values_list("organisation", flat=True))


def _tell_signatories(version: LodgedVersion, signed: Collection[UUID], kind: str, by: User, at: datetime) -> None:
    """Whoever writes for an organisation that signed is to hear of it, each once."""
    for organisation in signed:
        note_happening(
            workspace=version.workspace,
            kind=kind,
            about=version.pk,
            path=version.submission.get_absolute_url(),
            by=by,
            at=at,
            organisation=organisation,
        )


def _take_receipt(version: LodgedVersion, receipt: Receipt) -> list[str]:
    """The names of the columns that it filled."""
    changed = []
    for name, value in (("registration", receipt.registration), ("receipt", receipt.words)):
        if value and getattr(version, name):
            raise SaidBefore
        if value:
            setattr(version, name, value)
            changed.append(name)
    if receipt.paper:
        if version.receipt_file:
            raise SaidBefore
        version.receipt_name, version.receipt_digest = _keep(version.receipt_file, receipt.paper)
        changed += ["receipt_file", "receipt_name", "receipt_digest"]
    return changed


def _keep(field: Any, brought: Brought) -> tuple[str, str]:
    """Put a file away under a name of ours; its own name and its SHA-256."""
    brought.file.seek(0)
    digest = hashlib.file_digest(brought.file, "sha256").hexdigest()
    brought.file.seek(0)
    field.save(f"{uuid4()}.{brought.checked.extension}", File(brought.file), save=False)
    return brought.checked.name, digest
