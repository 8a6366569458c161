"""Bringing a document into the public record: read, compared, proposed or confirmed, all or nothing."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from common.audit import record_event
from cycles import importers
from cycles.importers import ReadDocument, StateNames
from cycles.models import ImportRun, Review, State, StateAlias
from cycles.services.reconcile import Reconciliation, reconcile, report
from cycles.services.record_version import hold_record
from cycles.services.storing import store

_NAMES = ("name_un", "name_en", "name_fr", "name_es", "name_ar", "name_ru", "name_zh")


class ImportRefused(Exception):
    """A document that cannot enter the record as it is; ``import_words.refusal`` has the words for each code."""

    def __init__(self, code: str, detail: str = "", found: Reconciliation | None = None) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.found = found


class AlreadyDecided(Exception):
    """An import that is in the record already, or was thrown away."""


def state_names() -> StateNames:
    """Every name of every State in the record, in six languages, and the aliases met in documents."""
    aliases: dict[str, str] = {}
    spoken: dict[str, str] = {}
    for state in State.objects.all():
        spoken[state.pk] = state.name
        aliases |= {name: state.pk for field in _NAMES if (name := getattr(state, field))}
    aliases |= dict(StateAlias.objects.values_list("alias", "state"))
    return StateNames(aliases, spoken)


def read_document(data: bytes) -> ReadDocument:
    """The document in ``data``, told from its content. Raises ``UnreadableFile`` where there is none."""
    return importers.read(data, state_names())


def find_review(document: ReadDocument, chosen: Review | None) -> Review:
    """The review that the document is about: the file's own word, which a choice may complete, never overrule."""
    if chosen is not None:
        says = document.state or chosen.state_under_review_id, document.cycle or chosen.cycle_id
        if says != (chosen.state_under_review_id, chosen.cycle_id):
            raise ImportRefused("other_review", f"{says[0]}-{says[1]}; {chosen.code}")
        return chosen
    if document.state is None or document.cycle is None:
        raise ImportRefused("review_not_named")
    found = Review.objects.filter(state_under_review=document.state, cycle=document.cycle).first()
    if found is None:
        raise ImportRefused("review_unknown", f"{document.state}-{document.cycle}")
    return found


def compare(document: ReadDocument, chosen: Review | None) -> Reconciliation:
    """The document held against the record as it is now. Nothing is written."""
    return reconcile(document, find_review(document, chosen))


def compare_again(run: ImportRun) -> Reconciliation:
    """The stored file of an import held against the record as it is now: an earlier report is never trusted."""
    try:
        with run.file.open("rb") as file:
            data = file.read()
    except OSError as error:
        raise ImportRefused("cannot_open") from error
    return reconcile(read_document(data), run.review)


@transaction.atomic
def keep_reading(*, data: bytes, file_name: str, chosen: Review | None, by: Any, at: datetime) -> ImportRun:
    """Keep a file that could be read, so that its reconciliation can be looked at. The record stays as it is.

    The same file brought again by the same person is the same reading.
    """
    found = compare(read_document(data), chosen)
    digest = hashlib.sha256(data).hexdigest()
    same = ImportRun.objects.filter(
        created_by=by, review=found.review, digest=digest, status__in=[ImportRun.Status.READ, ImportRun.Status.PROPOSED]
    )
    return same.first() or _keep_file(_begin(file_name, digest, found, by, at), data)


@transaction.atomic
def propose_import(*, run: ImportRun, by: Any, at: datetime) -> ImportRun:
    """Ask the editors of the record to take the file in. Until one does, it is in no list and no API.

    A file that nobody could take in is not put before them.
    """
    run = _hold(run)
    if run.status != ImportRun.Status.READ:
        raise AlreadyDecided
    _refuse_obstacles(compare_again(run))
    run.status = ImportRun.Status.PROPOSED
    run.save(update_fields=["status"])
    record_event(verb="propose", target=run, by=by, at=at, fields=["status"])
    return run


@transaction.atomic
def apply_import(*, run: ImportRun, by: Any, at: datetime) -> Reconciliation:
    """Write the file of an import into the record: the whole list or nothing of it.

    The review is held until the end, so that two clicks, or two editors, write it once.
    """
    run = _hold(run)
    if run.status not in {ImportRun.Status.READ, ImportRun.Status.PROPOSED}:
        raise AlreadyDecided
    found = compare_again(run)
    _refuse_obstacles(found)
    _take_in(run, found, by, at)
    return found


@transaction.atomic
def import_file(*, data: bytes, file_name: str, chosen: Review | None, by: Any, at: datetime) -> Reconciliation:
    """Read a file and write it into the record in one go. A file that changes nothing leaves no trace at all."""
    document = read_document(data)
    hold_record()
    review = Review.objects.select_for_update().get(pk=find_review(document, chosen).pk)
    found = reconcile(document, review)
    _refuse_obstacles(found)
    if not found.already_stored:
        run = _begin(file_name, hashlib.sha256(data).hexdigest(), found, by, at)
        _take_in(run, found, by, at)
        _keep_file(run, data)
    return found


@transaction.atomic
def discard_import(*, run: ImportRun, by: Any, at: datetime) -> None:
    """Throw a reading or a proposal away: the row stays for the trail, the file goes."""
    run = _hold(run)
    if run.status not in {ImportRun.Status.READ, ImportRun.Status.PROPOSED}:
        raise AlreadyDecided
    storage, name = run.file.storage, str(run.file.name)
    run.status, run.file = ImportRun.Status.DISCARDED, ""
    run.save(update_fields=["status", "file"])
    record_event(verb="discard", target=run, by=by, at=at, fields=["status", "file"])
    transaction.on_commit(lambda: storage.delete(name))


def _hold(run: ImportRun) -> ImportRun:
    """The import as it is now, with its review locked until the end of the transaction.

    Always the record, then the review: whoever comes second waits here, holding nothing that the first one needs.
    """
    hold_record()
    Review.objects.select_for_update().get(pk=run.review_id)
    return ImportRun.objects.select_for_update(of=("self",)).select_related("review").get(pk=run.pk)


def _begin(file_name: str, digest: str, found: Reconciliation, by: Any, at: datetime) -> ImportRun:
    return ImportRun.objects.create(
        review=found.review,
        format=found.document.format,
        file_name=file_name[-200:],
        digest=digest,
        report=report(found),
        created_at=at,
        created_by=by,
    )


def _keep_file(run: ImportRun, data: bytes) -> ImportRun:
    """Keep the file as it came, under a name that tells nothing; last of all, so that no failure leaves it behind."""
    try:
        run.file.save(uuid4().hex, ContentFile(data))
    except OSError as error:
        raise ImportRefused("cannot_keep") from error
    return run


def _take_in(run: ImportRun, found: Reconciliation, by: Any, at: datetime) -> None:
    run.status, run.applied_at, run.applied_by = ImportRun.Status.APPLIED, at, by
    run.report = report(found)
    run.save(update_fields=["status", "applied_at", "applied_by", "report"])
    store(found, run=run, at=at)
    record_event(verb="apply", target=run, by=by, at=at, fields=["status"])


def _refuse_obstacles(found: Reconciliation) -> None:
    if found.obstacles:
        raise ImportRefused("obstacles", found=found)
