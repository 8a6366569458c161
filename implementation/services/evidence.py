"""What a rating rests on: adding it and taking it away."""

import hashlib
import logging
from collections.abc import Collection
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, transaction

from accounts.models import Organisation, User, Workspace
from common.audit import record_event
from common.file_kinds import check_upload
from common.once import make_once
from cycles.models import Recommendation
from implementation.models import Evidence
from implementation.services.kept_rows import take_words
from implementation.services.ratings import NotInReview

logger = logging.getLogger(__name__)


class NotInBin(Exception):
    """Only what lies in the bin can be deleted for good."""


@transaction.atomic
def add_evidence(
    *,
    workspace: Workspace,
    recommendation: Recommendation,
    kind: str,
    title: str,
    by: User,
    at: datetime,
    source: str = "",
    source_date: date | None = None,
    url: str = "",
    file: UploadedFile | None = None,
    key: UUID | None = None,
    **more: Any,
) -> Evidence:
    """Put evidence to a recommendation. A file is kept under a name of ours; beside a link it is the copy of it.

    ``more``: place, language, reliability, text, series, unit, is_sensitive; a testimony is sensitive unless it says.

    With the same ``key`` a second time it answers with what is there: a form may be sent twice when the line drops.
    The same link with the same words is one piece of evidence for all recommendations that it stands for.
    Raises ``RefusedUpload`` for a file of a kind that is not kept.
    """
    if recommendation.review_id != workspace.review_id:
        raise NotInReview
    words = {"title": title, "source": source, "source_date": source_date} | more
    words.setdefault("is_sensitive", kind == Evidence.Kind.TESTIMONY)
    is_new, evidence = False, _already_there(workspace, key, words | {"kind": kind, "url": url})
    if evidence is None:
        new = Evidence(id=_free_key(key), workspace=workspace, kind=kind, created_at=at, created_by=by, **words)
        new.organisation = Organisation.objects.speaking_in(workspace, user=by).first()
        new.url = url
        if file is not None:
            _keep_file(new, file, at)
        evidence, is_new = make_once(new, among=Evidence.objects.filter(workspace=workspace, binned_at=None))
        if not is_new and new.file.name:
            transaction.on_commit(partial(default_storage.delete, new.file.name))
    if is_new or not evidence.recommendations.contains(recommendation):
        evidence.recommendations.add(recommendation)
        record_event(verb="add_evidence", target=evidence, by=by, at=at, workspace_id=workspace.pk)
    return evidence


@transaction.atomic
def change_evidence(
    *,
    evidence: Evidence,
    words: dict[str, Any],
    recommendations: Collection[Recommendation],
    by: User,
    at: datetime,
    file: UploadedFile | None = None,
) -> Evidence:
    """Change what is said of evidence, and which recommendations it stands for; at least one of the review's.

    A file that comes with it takes the place of the one before.
    """
    if not recommendations or any(one.review_id != evidence.workspace.review_id for one in recommendations):
        raise NotInReview
    evidence = Evidence.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=evidence.pk)
    changed = take_words(evidence, words)
    if file is not None:
        if old := evidence.file.name:
            transaction.on_commit(partial(default_storage.delete, old))
        _keep_file(evidence, file, at)
        changed += ["file", "file_name", "digest", "archived_at"]
    if changed:
        evidence.save(update_fields=changed)
    if {one.pk for one in recommendations} != set(evidence.recommendations.values_list("pk", flat=True)):
        evidence.recommendations.set(recommendations)
        changed.append("recommendations")
    if changed:
        record_event(
            verb="change_evidence",
            target=evidence,
            by=by,
            at=at,
            workspace_id=evidence.workspace_id,
            fields=sorted(changed),
        )
    return evidence


@transaction.atomic
def attach_evidence(*, evidence: Evidence, recommendation: Recommendation, by: User, at: datetime) -> None:
    """Let evidence that is there stand for one more recommendation of the review."""
    if recommendation.review_id != evidence.workspace.review_id:
        raise NotInReview
    if not evidence.recommendations.filter(pk=recommendation.pk).exists():
        evidence.recommendations.add(recommendation)
        record_event(verb="add_evidence", target=evidence, by=by, at=at, workspace_id=evidence.workspace_id)


@transaction.atomic
def remove_evidence(*, evidence: Evidence, recommendation: Recommendation, by: User, at: datetime) -> None:
    """Take evidence away from a recommendation; with the last one it goes to the bin, for 30 days."""
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    if not evidence.recommendations.filter(pk=recommendation.pk).exists():
        return
    evidence.recommendations.remove(recommendation)
    record_event(verb="remove_evidence", target=evidence, by=by, at=at, workspace_id=evidence.workspace_id)
    if evidence.recommendations.exists():
        return
    evidence.binned_at, evidence.binned_by, evidence.binned_from = at, by, [recommendation.pk]
    evidence.save(update_fields=["binned_at", "binned_by", "binned_from"])


@transaction.atomic
def restore_evidence(*, evidence: Evidence, by: User, at: datetime) -> Evidence:
    """Take evidence out of the bin, back to where it stood."""
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    if evidence.binned_at is None:
        return evidence
    evidence.recommendations.add(*Recommendation.objects.filter(pk__in=evidence.binned_from))
    evidence.binned_at, evidence.binned_by, evidence.binned_from = None, None, []
    evidence.save(update_fields=["binned_at", "binned_by", "binned_from"])
    record_event(verb="restore_evidence", target=evidence, by=by, at=at, workspace_id=evidence.workspace_id)
    return evidence


@transaction.atomic
def erase_evidence(*, evidence: Evidence, by: User | None, at: datetime) -> None:
    """Delete evidence from the bin for good, its file with it. ``by`` is None where its 30 days are over."""
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    if evidence.binned_at is None:
        raise NotInBin
    record_event(verb="erase_evidence", target=evidence, by=by, at=at, workspace_id=evidence.workspace_id)
    if name := evidence.file.name:
        transaction.on_commit(partial(default_storage.delete, name))
    evidence.delete()


def empty_bins(*, at: datetime) -> int:
    """Delete for good what has lain in a bin for 30 days. One that fails does not keep the others."""
    gone = 0
    for evidence in Evidence.objects.to_be_emptied(at=at).order_by("binned_at", "pk"):
        try:
            erase_evidence(evidence=evidence, by=None, at=at)
        except (DatabaseError, OSError):
            logger.exception("Evidence %s stays in the bin", evidence.pk)
        else:
            gone += 1
    return gone


def _keep_file(evidence: Evidence, file: UploadedFile, at: datetime) -> None:
    checked = check_upload(file)
    file.seek(0)
    evidence.digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    evidence.file_name, evidence.archived_at = checked.name, at
    evidence.file.save(f"{uuid4()}.{checked.extension}", file, save=False)


def _already_there(workspace: Workspace, key: UUID | None, words: dict) -> Evidence | None:
    """The row of this key, or the same link with the same words."""
    rows = Evidence.objects.filter(workspace=workspace)
    found = rows.filter(pk=key, binned_at=None).first() if key else None
    if found is None and words["url"]:
        found = rows.filter(**words, binned_at=None).first()
    return found


def _free_key(key: UUID | None) -> UUID:
    """The key of the form, unless another workspace has it."""
    return uuid4() if key is None or Evidence.objects.filter(pk=key).exists() else key
