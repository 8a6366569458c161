"""OHCHR's matrix with a workspace's ratings in it: made at once, kept beside the reports."""

from dataclasses import asdict
from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation

from accounts.models import User, Workspace
from common.audit import record_event
from cycles.importers.list_places import ListPlaces, find_places
from cycles.models import ImportRun, Recommendation, Review, State
from cycles.services.imports import state_names
from implementation.matrix import Entry, Outcome, fill_matrix
from implementation.models import MidTermReport


class MatrixRefused(Exception):
    """A list into which nothing can be written.

    ``code``: other_review, nothing_known, nothing_rated, cannot_open. ``names`` are what the first one speaks of.
    """

    def __init__(self, code: str, *names: str) -> None:
        super().__init__(code, *names)
        self.code, self.names = code, names


def kept_list(user: User, review: Review) -> ImportRun | None:
    """The thematic list from which the record has the review's recommendations, where ``user`` may see its file."""
    runs = ImportRun.objects.visible_to(user).filter(review=review, format="thematic_list")
    return runs.filter(status=ImportRun.Status.APPLIED).exclude(file="").order_by("-applied_at", "pk").first()


def read_kept(run: ImportRun) -> bytes:
    """The file that an import kept."""
    try:
        with run.file.open("rb") as file:
            return bytes(file.read())
    except OSError as error:
        raise MatrixRefused("cannot_open") from error


@transaction.atomic
def hand_back_matrix(*, workspace: Workspace, language: str, data: bytes, by: User, at: datetime) -> MidTermReport:
    """Fill the workspace's ratings into OHCHR's list and keep the file. The list itself is not kept.

    Raises ``MatrixRefused``, and ``UnreadableFile`` for what is no thematic list.
    """
    places = find_places(data, state_names())
    _refuse_other_review(places, workspace.review)
    entries = _entries(workspace)
    if not any(entry.level for entry in entries.values()):
        raise MatrixRefused("nothing_rated")
    with translation.override(language):
        content, outcome = fill_matrix(data, places, entries, workspace=workspace.name)
    if not outcome.filled and not outcome.unrated:
        raise MatrixRefused("nothing_known")
    return _keep(workspace, language, content, outcome, by, at)


def _refuse_other_review(places: ListPlaces, review: Review) -> None:
    """The list says in its page header what it is of; what it does not say, its recommendations do."""
    state_differs = places.state is not None and places.state != review.state_under_review_id
    if state_differs or (places.cycle is not None and places.cycle != review.cycle_id):
        state = State.objects.filter(pk=places.state).first() or review.state_under_review
        cycle = places.cycle or review.cycle_id
        named = Review(state_under_review=state, cycle_id=cycle)
        raise MatrixRefused("other_review", named.name, review.name)


def _entries(workspace: Workspace) -> dict[str, Entry]:
    """By number: every recommendation of the review, with the workspace's rating where there is one."""
    ratings = {rating.recommendation_id: rating for rating in workspace.ratings.counted()}
    entries = {}
    for row in Recommendation.objects.filter(review=workspace.review_id).in_order():
        rating = ratings.get(row.pk)
        words = (rating.level, rating.note, rating.rated_date) if rating else ()
        entries[row.number] = Entry(row.text, *words)
    return entries


def _keep(
    workspace: Workspace, language: str, content: bytes, outcome: Outcome, by: User, at: datetime
) -> MidTermReport:
    report = MidTermReport(
        workspace=workspace,
        language=language,
        file_format=MidTermReport.Format.MATRIX,
        status=MidTermReport.Status.DONE,
        progress=100,
        outcome=asdict(outcome),
        created_at=at,
        created_by=by,
        finished_at=at,
    )
    report.file.save(f"{uuid4()}.docx", ContentFile(content), save=False)
    report.save(force_insert=True)
    record_event(verb="hand_back_matrix", target=report, by=by, at=at, workspace_id=workspace.pk)
    return report
