"""Bringing a document into the public record: read, compared, proposed or confirmed, all or nothing.

What differs from one kind of document to the next stands in ``import_kinds``.
"""

import hashlib
import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO
from uuid import uuid4

from django.core.files.base import File
from django.db import transaction

from common.audit import record_event
from common.collecting import rarely_collecting
from cycles import importers
from cycles.importers import StateNames, UnreadableFile
from cycles.importers.records import ReadWarning
from cycles.models import ImportRun, Recommendation, Review, State, StateAlias
from cycles.services.bulk_rows import among
from cycles.services.import_kinds import exports
from cycles.services.import_kinds.base import NEW, NOT_NAMED, Doubt, Found, ImportRefused, gap_answers
from cycles.services.import_kinds.registry import KINDS
from cycles.services.record_version import begin_change, hold_record, raise_state_versions
from cycles.services.rendering import render_rows
from cycles.services.undo_log import UndoLog

__all__ = [
    "AlreadyDecided",
    "ImportRefused",
    "answer_doubts",
    "apply_import",
    "choose_columns",
    "choose_review",
    "compare",
    "compare_again",
    "discard_import",
    "import_file",
    "keep_reading",
    "propose_import",
    "read_document",
    "report",
    "state_names",
    "take_in",
]

_NAMES = ("name_un", "name_en", "name_fr", "name_es", "name_ar", "name_ru", "name_zh")
_OPEN = (ImportRun.Status.READ, ImportRun.Status.PROPOSED)

# Refusals that a person answers on the page of the import: the file is kept, so that nobody has to send it again.
_ASKED = frozenset({"export_columns", NOT_NAMED})

# Where the answers of an import keep what a person said of its columns.
_COLUMNS = "columns"

# A file that can be wound back, or what it holds.
Data = bytes | BinaryIO


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


def read_document(data: Data, kind: str = "", columns: Mapping[str, str] | None = None) -> Any:
    """The document in ``data``, told from its content, or of the ``kind`` that a person names.

    Raises ``UnreadableFile`` where there is none. An export reads on from ``data`` while it is looked at; ``columns``
    says which heading stands for what, where its reader does not know.
    """
    return importers.read(data, state_names(), kind, columns)


def compare(
    document: Any,
    chosen: Review | None,
    *,
    answers: Mapping[str, str] | None = None,
    leave_doubts: bool = False,
) -> Found:
    """The document held against the record as it is now. Nothing is written."""
    kind = KINDS[document.format]
    review = kind.find_review(document, chosen)
    return kind.reconcile(document, review, answers=answers or {}, leave_doubts=leave_doubts)


def compare_again(run: ImportRun) -> Found:
    """The stored file of an import held against the record as it is now: an earlier report is never trusted."""
    try:
        with run.file.open("rb") as file:
            return _held_against(run, _read_kept(run, file))
    except OSError as error:
        raise ImportRefused("cannot_open") from error


def report(found: Found) -> dict[str, Any]:
    """The reconciliation as plain data: the figures of its kind, the counts, and all that a person should see."""
    kind = KINDS[found.document.format]
    return {
        "format": found.document.format,
        "review": found.review.code if found.review else None,
        **kind.figures(found),
        "joined": found.joined,
        "created": found.created,
        "updated": found.updated,
        "unchanged": found.unchanged,
        "document": found.symbol,
        "warnings": [_plain(warning) for warning in found.warnings],
        "obstacles": [_plain(warning) for warning in found.obstacles],
        "doubts": [_plain_doubt(doubt) for doubt in found.doubts],
        "left_out": list(found.left_out),
        "changes": kind.changes(found),
    }


@rarely_collecting()
@transaction.atomic
def keep_reading(
    *, data: Data, file_name: str, chosen: Review | None, by: Any, at: datetime, kind: str = ""
) -> ImportRun:
    """Keep a file that could be read, so that its reconciliation can be looked at. The record stays as it is.

    The same file brought again by the same person is the same reading.
    """
    file = _as_file(data)
    digest = _digest(file)
    run = ImportRun(file_name=file_name[-200:], digest=digest, created_at=at, created_by=by)
    try:
        document = read_document(file, kind)
        run.format = document.format
        found = compare(document, chosen)
        run.review, run.report = found.review, report(found)
    except (UnreadableFile, ImportRefused) as error:
        if error.code not in _ASKED:
            raise
        run.format = run.format or kind or importers.tell_format(file)
    same = ImportRun.objects.filter(
        created_by=by, review=run.review, format=run.format, digest=digest, status__in=_OPEN
    ).first()
    if same is None:
        run.save()
        same = _keep_file(run, file)
    return same


@transaction.atomic
def answer_doubts(*, run: ImportRun, answers: Mapping[str, str], by: Any, at: datetime) -> ImportRun:
    """Keep what a person says to doubtful matches, a number of the record or ``new``, and to gaps (``gap_answers``).

    Other answers are dropped.
    """
    run = _hold(run)
    if run.status not in _OPEN:
        raise AlreadyDecided
    found = compare_again(run)
    allowed = {doubt.place: {NEW, *(candidate.number for candidate in doubt.candidates)} for doubt in found.doubts}
    allowed |= {place: {answer} for place, answer in gap_answers(found.obstacles).items()}
    run.answers |= {place: answer for place, answer in answers.items() if answer in allowed.get(place, ())}
    run.save(update_fields=["answers"])
    record_event(verb="answer_doubts", target=run, by=by, at=at, fields=["answers"])
    return run


@transaction.atomic
def choose_columns(*, run: ImportRun, columns: Mapping[str, str], by: Any, at: datetime) -> ImportRun:
    """Keep what a person says of the columns of an export: the heading of each role."""
    run = _hold(run)
    if run.status not in _OPEN:
        raise AlreadyDecided
    run.answers[_COLUMNS] = dict(columns)
    run.save(update_fields=["answers"])
    record_event(verb="choose_columns", target=run, by=by, at=at, fields=["answers"])
    return run


@transaction.atomic
def choose_review(*, run: ImportRun, review: Review, by: Any, at: datetime) -> ImportRun:
    """Keep which review a document is about that does not name it. Refuses one that the document contradicts."""
    run = _hold(run)
    if run.status not in _OPEN or run.review:
        raise AlreadyDecided
    try:
        with run.file.open("rb") as file:
            found = compare(_read_kept(run, file), review)
    except OSError as error:
        raise ImportRefused("cannot_open") from error
    run.review, run.report = found.review, report(found)
    run.save(update_fields=["review", "report"])
    record_event(verb="choose_review", target=run, by=by, at=at, fields=["review"])
    return run


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


@rarely_collecting()
@transaction.atomic
def apply_import(*, run: ImportRun, by: Any, at: datetime) -> Found:
    """Write the file of an import into the record: the whole list or nothing of it.

    The review is held until the end, so that two clicks, or two editors, write it once.
    """
    run = _hold(run)
    if run.status not in _OPEN:
        raise AlreadyDecided
    try:
        with run.file.open("rb") as file:
            found = _held_against(run, _read_kept(run, file))
            _refuse_obstacles(found)
            _take_in(run, found, by, at)
    except OSError as error:
        raise ImportRefused("cannot_open") from error
    return found


@rarely_collecting()
@transaction.atomic
def import_file(
    *,
    data: Data,
    file_name: str,
    chosen: Review | None,
    by: Any,
    at: datetime,
    kind: str = "",
    columns: Mapping[str, str] | None = None,
    leave_doubts: bool = False,
    accept_gaps: bool = False,
) -> Found:
    """Read a file and write it into the record in one go. A file that changes nothing leaves no trace at all."""
    file = _as_file(data)
    digest = _digest(file)
    document = read_document(file, kind, columns)
    hold_record()
    review = KINDS[document.format].find_review(document, chosen)
    if review:
        review = Review.objects.select_for_update().get(pk=review.pk)
    said = gap_answers(document.warnings) if accept_gaps else {}
    found = KINDS[document.format].reconcile(document, review, answers=said, leave_doubts=leave_doubts)
    _refuse_obstacles(found)
    if not found.already_stored:
        run = _begin(file_name, digest, found, by, at)
        run.answers = said | ({_COLUMNS: dict(columns)} if columns else {})
        _take_in(run, found, by, at)
        _keep_file(run, file)
    return found


@transaction.atomic
def take_in(document: Any, review: Review, *, file_name: str, at: datetime) -> Found:
    """Write a document that no file was read for, such as the demonstration's, as an import of nobody's."""
    hold_record()
    found = KINDS[document.format].reconcile(document, review, answers={}, leave_doubts=False)
    _refuse_obstacles(found)
    _take_in(_begin(file_name, "", found, None, at), found, None, at)
    return found


@transaction.atomic
def discard_import(*, run: ImportRun, by: Any, at: datetime) -> None:
    """Throw a reading or a proposal away: the row stays for the trail, the file goes."""
    run = _hold(run)
    if run.status not in _OPEN:
        raise AlreadyDecided
    storage, name = run.file.storage, str(run.file.name)
    run.status, run.file = ImportRun.Status.DISCARDED, ""
    run.save(update_fields=["status", "file"])
    record_event(verb="discard", target=run, by=by, at=at, fields=["status", "file"])
    transaction.on_commit(lambda: storage.delete(name))


def _read_kept(run: ImportRun, file: Any) -> Any:
    return read_document(file, run.format, run.answers.get(_COLUMNS))


def _held_against(run: ImportRun, document: Any) -> Found:
    """The document of an import held against the review that it was kept for."""
    if run.review is None and run.format not in exports.FORMATS:
        raise ImportRefused(NOT_NAMED, document.state or "")
    return KINDS[run.format].reconcile(document, run.review, answers=run.answers, leave_doubts=False)


def _hold(run: ImportRun) -> ImportRun:
    """The import as it is now, with its review locked until the end of the transaction.

    Always the record, then the review: whoever comes second waits here, holding nothing that the first one needs.
    """
    hold_record()
    if run.review_id:
        Review.objects.select_for_update().get(pk=run.review_id)
    return ImportRun.objects.select_for_update(of=("self",)).select_related("review").get(pk=run.pk)


def _begin(file_name: str, digest: str, found: Found, by: Any, at: datetime) -> ImportRun:
    return ImportRun.objects.create(
        review=found.review,
        format=found.document.format,
        file_name=file_name[-200:],
        digest=digest,
        report=report(found),
        created_at=at,
        created_by=by,
    )


def _keep_file(run: ImportRun, file: BinaryIO) -> ImportRun:
    """Keep the file as it came, under a name that tells nothing; last of all, so that no failure leaves it behind."""
    try:
        file.seek(0)
        run.file.save(uuid4().hex, File(file))
    except OSError as error:
        raise ImportRefused("cannot_keep") from error
    return run


def _take_in(run: ImportRun, found: Found, by: Any, at: datetime) -> None:
    """Write what was found, the answers of the API with it, and the report as it was at that moment."""
    run.status, run.applied_at, run.applied_by = ImportRun.Status.APPLIED, at, by
    run.save(update_fields=["status", "applied_at", "applied_by"])
    if found.touched:
        log = UndoLog()
        change = begin_change(at)
        keys = KINDS[run.format].store(found, run=run, change=change, log=log)
        # An export has written what its new recommendations answer: these are the others.
        touched = Recommendation.objects.filter(pk__in=among(keys))
        render_rows(touched)
        states = set(touched.values_list("review__state_under_review", flat=True))
        raise_state_versions(states | ({run.review.state_under_review_id} if run.review else set()))
        run.undo_data = log.data
    run.report = report(found)
    run.save(update_fields=["report", "undo_data", "answers"])
    record_event(verb="apply", target=run, by=by, at=at, fields=["status"])


def _refuse_obstacles(found: Found) -> None:
    if found.obstacles:
        raise ImportRefused("obstacles", found=found)
    if found.doubts:
        raise ImportRefused("doubts", found=found)


def _as_file(data: Data) -> BinaryIO:
    return io.BytesIO(data) if isinstance(data, bytes) else data


def _digest(file: Any) -> str:
    file.seek(0)
    return str(hashlib.file_digest(file, "sha256").hexdigest())


def _plain(warning: ReadWarning) -> dict[str, object]:
    return {"code": warning.code, "row": warning.row, "number": warning.number, "detail": warning.detail}


def _plain_doubt(doubt: Doubt) -> dict[str, object]:
    candidates = [
        {"number": one.number, "text": one.text, "states": list(one.states), "score": one.score}
        for one in doubt.candidates
    ]
    return {
        "place": doubt.place,
        "row": doubt.row,
        "text": doubt.text,
        "states": list(doubt.states),
        "candidates": candidates,
    }
