"""What “Whom to lobby” takes on the big record."""

import statistics
import time
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Organisation, User, Workspace, WorkspaceMember
from common.actor import NOBODY, acting
from cycles.models import Review, SearchFacets

ISSUES = (1, 3, 10)


def main(times: str) -> dict[str, float]:
    """Seconds in the middle of so many answers, each to another review, by the number of issues asked about."""
    settings.ALLOWED_HOSTS.append("testserver")
    with transaction.atomic():
        client, workspaces = _reader(int(times))
        found = {f"whom to lobby, issues: {number}": _measured(client, workspaces, number) for number in ISSUES}
        transaction.set_rollback(True)
    return found


def _reader(number: int) -> tuple[Client, list[Workspace]]:
    """Somebody signed in, with a workspace on each of so many reviews."""
    now = timezone.now()
    organisation = Organisation.objects.create(name="Benchmark", created_at=now)
    person = User.objects.create_user(email="benchmark@example.org")
    Membership.objects.create(user=person, organisation=organisation, role=Membership.Role.OWNER)
    made = []
    for review in Review.objects.annotate(size=Count("recommendations")).order_by("-size", "pk")[:number]:
        workspace = Workspace.objects.create(name=review.code, review=review, created_at=now)
        part = WorkspaceMember.Role.COORDINATOR
        WorkspaceMember.objects.create(workspace=workspace, organisation=organisation, role=part)
        made.append(workspace)
    client = Client()
    client.force_login(person)
    return client, made


def _measured(client: Client, workspaces: list[Workspace], number: int) -> float:
    issues = _largest_issues(number)
    addresses = [reverse("advocacy:lobbying", args=[one.pk]) for one in workspaces]
    _ask(client, addresses[0], issues)
    return statistics.median(_taken(partial(_ask, client, path, issues)) for path in addresses)


def _largest_issues(number: int) -> list[int]:
    """Those with the most recommendations: the dearest question."""
    counts: dict[int, int] = {}
    for issues in SearchFacets.objects.values_list("issues", flat=True):
        for issue in issues:
            counts[issue] = counts.get(issue, 0) + 1
    return sorted(counts, key=lambda issue: (-counts[issue], issue))[:number]


def _ask(client: Client, path: str, issues: list[int]) -> None:
    with acting(NOBODY):
        answer = client.get(path, {"issue": issues})
    if b'<h2 id="ranked">25 of ' not in answer.content:
        raise SystemExit(f"{path}: {answer.status_code}")


def _taken(work: Callable[[], None]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before
