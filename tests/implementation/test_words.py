from datetime import date
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage

from accounts.models import Membership, Workspace, WorkspaceMember
from implementation.models import Evidence, Rating
from implementation.services.clusters import create_cluster, rate_cluster
from implementation.services.evidence import add_evidence
from implementation.services.ratings import rate_recommendation
from implementation.services.words import OwnWords, copy_own_words, own_words
from tests.factories import AT, make_member, make_organisation, make_recommendation
from tests.implementation.files import PDF, upload


@pytest.fixture
def partner(workspace):
    organisation = make_organisation(name="Partner")
    WorkspaceMember.objects.create(workspace=workspace, organisation=organisation)
    return organisation


@pytest.fixture
def petra(partner):
    return make_member(partner, role=Membership.Role.OWNER, name="Petra")


@pytest.fixture
def recommendation(review):
    return make_recommendation(review)


def rate(workspace, recommendation, by, level, replaces=None):
    return rate_recommendation(
        workspace=workspace,
        recommendation=recommendation,
        level=level,
        note=f"by {by}",
        rated_date=date(2026, 3, 1),
        by=by,
        at=AT,
        replaces=replaces and replaces.pk,
    )


def bring(workspace, recommendation, by):
    words = {"kind": "file", "title": "Law", "file": upload("law.pdf", PDF)}
    return add_evidence(workspace=workspace, recommendation=recommendation, by=by, at=AT, **words)


def test_words_are_those_of_the_organisation_in_whose_name_they_were_written(workspace, recommendation, amina, petra):
    first = rate(workspace, recommendation, petra, "fully")
    second = rate(workspace, recommendation, amina, "regressed", replaces=first)

    assert first.organisation == petra.organisations.get()
    assert second.organisation == amina.organisations.get()
    assert bring(workspace, recommendation, petra).organisation == petra.organisations.get()


def test_the_copy_holds_ones_own_words_and_nothing_of_others(workspace, recommendation, amina, petra, partner):
    first = rate(workspace, recommendation, petra, "fully")
    rate(workspace, recommendation, amina, "regressed", replaces=first)
    mine = bring(workspace, recommendation, petra)
    bring(workspace, make_recommendation(workspace.review), amina)

    own = copy_own_words(workspace=workspace, organisation=partner, by=petra, at=AT)

    rating = Rating.objects.get(workspace=own)
    assert (rating.level, rating.note, rating.rated_by, rating.is_current) == ("fully", "by Petra", petra, True)
    copy = Evidence.objects.get(workspace=own)
    assert copy.file.name != mine.file.name
    assert default_storage.open(copy.file.name).read() == PDF
    assert list(copy.recommendations.all()) == [recommendation]
    assert list(own.organisations.all()) == [partner]
    assert Rating.objects.filter(workspace=workspace).count() == 2


def test_own_words_counts(workspace, recommendation, petra, partner):
    rate(workspace, recommendation, petra, "fully")
    bring(workspace, recommendation, petra)

    assert own_words(workspace=workspace, organisation=partner) == OwnWords(partner, ratings=1, evidence=1)


def test_an_owner_takes_a_copy_along(client, workspace, recommendation, petra, partner):
    rate(workspace, recommendation, petra, "fully")
    client.force_login(petra)

    page = client.get(f"/workspaces/{workspace.pk}/words/").content.decode()
    response = client.post(f"/workspaces/{workspace.pk}/words/", {"organisation": partner.pk})

    own = Workspace.objects.exclude(pk=workspace.pk).get()
    assert "1 rating, earlier ones counted" in page
    assert response["Location"] == own.get_absolute_url()


@pytest.mark.parametrize(("who", "status"), [("odile", 200), ("amina", 403), ("bruno", 403), ("chidi", 404)])
def test_who_may_take_words_along(client, request, workspace, who, status):
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"/workspaces/{workspace.pk}/words/").status_code == status


def test_nobody_takes_another_organisations_words(client, workspace, petra, organisation):
    client.force_login(petra)

    response = client.post(f"/workspaces/{workspace.pk}/words/", {"organisation": organisation.pk})

    assert response.status_code == 403
    assert Workspace.objects.count() == 1


def test_a_copied_rating_does_not_name_the_cluster_of_the_coalition(workspace, review, recommendation, petra, partner):
    row = {"workspace": workspace, "by": petra, "at": AT, "key": uuid4()}
    cluster = create_cluster(name="Torture", recommendations=[recommendation, make_recommendation(review)], **row)
    words = {"level": "fully", "note": "by Petra", "rated_date": date(2026, 3, 1)}
    rate_cluster(cluster=cluster, seen={recommendation.pk: None}, words=words, by=petra, at=AT)

    own = copy_own_words(workspace=workspace, organisation=partner, by=petra, at=AT)

    assert list(Rating.objects.filter(workspace=own).values_list("level", "cluster")) == [("fully", None)]
    assert Rating.objects.get(workspace=workspace).cluster == cluster
