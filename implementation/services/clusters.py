"""Clusters: recommendations that hang together, put together, taken apart, and rated once."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User, Workspace
from common.audit import record_event
from cycles.models import Recommendation
from implementation.models import ClusterRefusal, RatingCluster, RatingClusterMember
from implementation.services.bulk import Batch, write_many
from implementation.services.counting import locked
from implementation.services.kept_rows import check_review

# What is rated once is more than one.
FEWEST = 2


class TooFew(Exception):
    """One recommendation alone is no cluster."""


class InOtherCluster(Exception):
    """Some of the recommendations are in another cluster already; ``rows`` says which in which."""

    def __init__(self, rows: list[RatingClusterMember]) -> None:
        super().__init__(len(rows))
        self.rows = rows


@transaction.atomic
def create_cluster(
    *,
    workspace: Workspace,
    name: str,
    recommendations: Collection[Recommendation],
    by: User,
    at: datetime,
    key: UUID,
    was_suggested: bool = False,
) -> RatingCluster:
    """Put recommendations of the review together. With the same ``key`` again it answers with what is there."""
    workspace = locked(workspace)
    if found := RatingCluster.objects.filter(workspace=workspace, pk=key).first():
        return found
    made = {"created_at": at, "created_by": by, "was_suggested": was_suggested}
    cluster = RatingCluster(pk=key, workspace=workspace, name=name, **made)
    _check(cluster, recommendations)
    cluster.save(force_insert=True)
    _add(cluster, recommendations)
    record_event(verb="create_cluster", target=cluster, by=by, at=at, workspace_id=workspace.pk)
    return cluster


@transaction.atomic
def edit_cluster(
    *, cluster: RatingCluster, name: str, recommendations: Collection[Recommendation], by: User, at: datetime
) -> RatingCluster:
    """Give it this name and these members; the ratings stay as they are."""
    cluster = _held(cluster)
    _check(cluster, recommendations)
    keys = {one.pk for one in recommendations}
    members = set(cluster.member_rows.values_list("recommendation", flat=True))
    fields = [*(["name"] if cluster.name != name else []), *(["recommendations"] if keys != members else [])]
    if not fields:
        return cluster
    cluster.name = name
    cluster.save(update_fields=["name"])
    cluster.member_rows.exclude(recommendation__in=keys).delete()
    _add(cluster, [one for one in recommendations if one.pk not in members])
    record_event(verb="edit_cluster", target=cluster, by=by, at=at, workspace_id=cluster.workspace_id, fields=fields)
    return cluster


@transaction.atomic
def take_out_of_cluster(
    *, cluster: RatingCluster, recommendation: Recommendation, by: User, at: datetime
) -> RatingCluster:
    """Let a recommendation stand alone again, with its rating. A cluster of one is none: it is dissolved."""
    cluster = _held(cluster)
    gone, _rows = cluster.member_rows.filter(recommendation=recommendation).delete()
    if not gone:
        return cluster
    more: dict[str, Any] = {"workspace_id": cluster.workspace_id, "fields": ["recommendations"]}
    record_event(verb="edit_cluster", target=cluster, by=by, at=at, **more)
    if cluster.member_rows.count() < FEWEST:
        return dissolve_cluster(cluster=cluster, by=by, at=at)
    return cluster


@transaction.atomic
def dissolve_cluster(*, cluster: RatingCluster, by: User, at: datetime) -> RatingCluster:
    """Let its recommendations stand alone again. Their ratings stay, and still say through what they came."""
    cluster = _held(cluster)
    if cluster.dissolved_at:
        return cluster
    cluster.dissolved_at, cluster.dissolved_by = at, by
    cluster.save(update_fields=["dissolved_at", "dissolved_by"])
    cluster.member_rows.all().delete()
    record_event(verb="dissolve_cluster", target=cluster, by=by, at=at, workspace_id=cluster.workspace_id)
    return cluster


@transaction.atomic
def refuse_cluster(
    *, workspace: Workspace, recommendations: Collection[Recommendation], by: User, at: datetime
) -> ClusterRefusal:
    """Say that these do not hang together: the machine suggests them together no more."""
    workspace = locked(workspace)
    check_review(workspace, recommendations)
    keys = sorted(one.pk for one in recommendations)
    if found := ClusterRefusal.objects.filter(workspace=workspace, recommendations=keys).first():
        return found
    row = ClusterRefusal(workspace=workspace, recommendations=keys, refused_at=at, refused_by=by)
    row.save(force_insert=True)
    record_event(verb="refuse_cluster", target=row, by=by, at=at, workspace_id=workspace.pk)
    return row


@transaction.atomic
def rate_cluster(
    *,
    cluster: RatingCluster,
    seen: Mapping[int, UUID | None],
    words: Mapping[str, Any],
    by: User,
    at: datetime,
    is_draft: bool = False,
) -> Batch:
    """Say the same of these members: each gets a rating of its own, which names the cluster.

    ``seen`` says which rating of each the person had before their eyes; what somebody else rated meanwhile is left as
    it is, and told. Whoever is a member no more is left out.
    """
    cluster = _held(cluster)
    members = set(cluster.member_rows.values_list("recommendation", flat=True))
    changes = {key: (standing, words) for key, standing in seen.items() if key in members}
    return write_many(workspace=cluster.workspace, changes=changes, by=by, at=at, is_draft=is_draft, cluster=cluster)


def _held(cluster: RatingCluster) -> RatingCluster:
    """The cluster as it stands; nobody else changes or rates it until this transaction ends."""
    locked(cluster.workspace)
    return RatingCluster.objects.select_related("workspace").get(pk=cluster.pk)


def _check(cluster: RatingCluster, recommendations: Collection[Recommendation]) -> None:
    check_review(cluster.workspace, recommendations)
    if len(recommendations) < FEWEST:
        raise TooFew
    rows = RatingClusterMember.objects.filter(workspace=cluster.workspace_id, recommendation__in=recommendations)
    if taken := list(rows.exclude(cluster=cluster.pk).select_related("recommendation", "cluster")):
        raise InOtherCluster(taken)


def _add(cluster: RatingCluster, recommendations: Collection[Recommendation]) -> None:
    RatingClusterMember.objects.bulk_create(
        RatingClusterMember(workspace=cluster.workspace, cluster=cluster, recommendation=one) for one in recommendations
    )
