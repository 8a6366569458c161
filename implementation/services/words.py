"""An organisation keeps its own words: a copy in a workspace of its own, when it leaves a coalition or before."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import Organisation, User, Workspace
from accounts.services.workspaces import create_workspace
from common.audit import record_event
from implementation.models import OWN, Evidence, PledgeRating, Rating, Verdict
from implementation.services.counting import rules_of


@dataclass(frozen=True)
class OwnWords:
    """How much of a workspace an organisation wrote."""

    organisation: Organisation
    ratings: int
    evidence: int


def own_words(*, workspace: Workspace, organisation: Organisation) -> OwnWords:
    """Count the ratings, the earlier ones too, and the evidence that ``organisation`` brought."""
    ratings = Rating.objects.filter(workspace=workspace, organisation=organisation)
    evidence = Evidence.objects.filter(workspace=workspace, organisation=organisation, binned_at=None)
    pledges = PledgeRating.objects.filter(workspace=workspace, organisation=organisation)
    return OwnWords(organisation, ratings.count() + pledges.count(), evidence.count())


@transaction.atomic
def copy_own_words(*, workspace: Workspace, organisation: Organisation, by: User, at: datetime) -> Workspace:
    """Copy what ``organisation`` rated and brought as evidence into a new workspace of its own on the same review.

    Who rated, and when, stays as it was. Nothing is taken from the coalition; nothing of others is copied.
    """
    own = create_workspace(name=organisation.name, review=workspace.review, organisation=organisation, by=by, at=at)
    _copy_ratings(workspace, organisation, own)
    _copy_pledge_ratings(workspace, organisation, own)
    _copy_evidence(workspace, organisation, own)
    record_event(
        verb="copy_own_words", target=own, by=by, at=at, workspace_id=workspace.pk, organisation_id=organisation.pk
    )
    return own


def _whose(row: Verdict) -> str:
    """Whose word it is: the organisation's own, or another voice that it wrote down."""
    return OWN if row.is_ours else row.voice


def _copy_ratings(workspace: Workspace, organisation: Organisation, own: Workspace) -> None:
    """Every rating of the organisation; its own latest on a recommendation is current again."""
    rows = list(
        Rating.objects.filter(workspace=workspace, organisation=organisation).order_by(
            "recommendation", "rated_at", "pk"
        )
    )
    latest = {(row.recommendation_id, _whose(row)): row.pk for row in rows}
    voice = rules_of(own).voice
    for row in rows:
        row.is_current = latest[row.recommendation_id, _whose(row)] == row.pk
        row.voice = voice if row.is_ours else row.voice
        # The cluster is the coalition's.
        row.pk, row.workspace, row.cluster = uuid4(), own, None
        row._state.adding = True
    Rating.objects.bulk_create(rows)


def _copy_pledge_ratings(workspace: Workspace, organisation: Organisation, own: Workspace) -> None:
    """The same of the State's pledges, where each voice has a latest of its own."""
    rows = list(
        PledgeRating.objects.filter(workspace=workspace, organisation=organisation).order_by("pledge", "rated_at", "pk")
    )
    latest = {(row.pledge_id, _whose(row)): row.pk for row in rows}
    voice = rules_of(own).voice
    for row in rows:
        row.is_current = latest[row.pledge_id, _whose(row)] == row.pk
        row.voice = voice if row.is_ours else row.voice
        row.pk, row.workspace = uuid4(), own
        row._state.adding = True
    PledgeRating.objects.bulk_create(rows)


def _copy_evidence(workspace: Workspace, organisation: Organisation, own: Workspace) -> None:
    """Every piece of evidence with what it stands for, its file under a new name."""
    rows = Evidence.objects.filter(workspace=workspace, organisation=organisation, binned_at=None)
    for row in rows.prefetch_related("recommendations").order_by("created_at", "pk"):
        recommendations = list(row.recommendations.all())
        if old := row.file.name:
            with default_storage.open(old) as content:
                row.file.name = default_storage.save(f"evidence/{uuid4()}.{old.rpartition('.')[2]}", content)
        row.pk, row.workspace = uuid4(), own
        row._state.adding = True
        row.save(force_insert=True)
        row.recommendations.add(*recommendations)
