"""Where organisations differ, settling it, and clusters, as people see them in English and in Arabic."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from accounts.models import WorkspaceMember
from implementation.models import Rating, RatingCluster, RatingRules
from implementation.services.clusters import create_cluster
from tests.browser.conftest import look, press, sign_in
from tests.factories import AT, make_member, make_organisation, make_rating, make_recommendation

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SETTINGS = [("en", 1280, True), ("ar", 1280, True), ("ar", 360, True), ("en", 360, False)]
TEXT = "Adopt a comprehensive law against torture, and train the police in it"


@pytest.fixture
def differing(workspace, review, organisation, amina):
    """Two organisations of a coalition that rate apart, and differ on one of three recommendations."""
    RatingRules.objects.create(workspace=workspace, rates_apart=True)
    bar = make_organisation(name="Bar association")
    WorkspaceMember.objects.create(workspace=workspace, organisation=bar, role="contributor")
    parveen = make_member(bar, name="Parveen")
    rows = [make_recommendation(review, item=item, text=TEXT) for item in (1, 2, 3)]
    said = {"note": "The law of 2025 forbids it.", "organisation": organisation}
    make_rating(workspace, rows[0], amina, level="fully", **said)
    other = {"note": "The law of 2025 forbids it, and nobody was tried.", "organisation": bar, "is_counted": False}
    make_rating(workspace, rows[0], parveen, level="partially", rated_at=AT + timedelta(hours=1), **other)
    return rows


@pytest.mark.parametrize(("language", "width", "script"), SETTINGS)
def test_organisations_differ_and_the_coordinator_settles(
    visit, client, workspace, differing, odile, language, width, script
):
    page = visit(language, width, script)
    look_at = partial(look, script=script, width=width)
    sign_in(page, odile, client)

    page.goto(f"/workspaces/{workspace.pk}/ratings/differences/")
    look_at(page)
    press(page, "main .recs a.btn")
    look_at(page)
    assert page.locator("ins").count() == 1
    page.check("[name=level][value=partially]")
    page.fill("[name=note]", "Forbidden on paper; nobody was tried.")
    press(page)
    look_at(page)

    settled = Rating.objects.get(is_settled=True)
    assert (page.locator("main .recs .rec").count(), settled.level, settled.is_counted) == (1, "partially", True)
    assert Rating.objects.current().count() == 3


@pytest.mark.parametrize(("language", "width", "script"), SETTINGS)
def test_a_cluster_is_rated_once(visit, client, workspace, differing, amina, language, width, script):
    page = visit(language, width, script)
    look_at = partial(look, script=script, width=width)
    sign_in(page, amina, client)
    row = {"workspace": workspace, "recommendations": differing[1:], "by": amina, "at": AT, "key": uuid4()}
    create_cluster(name="The law against torture", **row)

    page.goto(f"/workspaces/{workspace.pk}/clusters/")
    look_at(page)
    press(page, "main .rows a")
    look_at(page)
    page.check("[name=level][value=not_implemented]")
    press(page)
    look_at(page)
    page.goto(f"/workspaces/{workspace.pk}/ratings/?at=140.2")
    look_at(page)

    cluster = RatingCluster.objects.get()
    assert page.locator(f"main a[href='{cluster.get_absolute_url()}']").count() >= 2
    assert list(Rating.objects.filter(cluster=cluster).values_list("level", flat=True)) == ["not_implemented"] * 2
