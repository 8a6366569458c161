"""The first door after signing in, and "What now"."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cycles.models import ImportRun, Review, WorkingGroupSession
from implementation.models import Rating
from reminders.services.calendar import follow_calendar
from tests.factories import (
    AT,
    make_member,
    make_organisation,
    make_rating,
    make_recommendation,
    make_review,
    make_state,
    make_user,
    make_workspace,
)


def now_page(client, workspace):
    return client.get(reverse("impact:workspace_detail", args=[workspace.pk]))


def test_start_needs_a_sign_in(client, db):
    assert client.get(reverse("impact:start")).headers["Location"] == "/accounts/login/?next=/start/"


def test_start_with_one_workspace_goes_there(client, amina, workspace):
    client.force_login(amina)

    assert client.get(reverse("impact:start")).headers["Location"] == workspace.get_absolute_url()


def test_start_with_several_offers_the_own_ones_only(client, amina, workspace, organisation):
    second = make_workspace(organisation=organisation, review=make_review(make_state("AAA")))
    make_workspace(review=make_review(make_state("BBB")))
    client.force_login(amina)

    answer = client.get(reverse("impact:start"))

    assert answer.context["workspaces"] == sorted([workspace, second], key=lambda row: row.name)


def test_start_with_none_shows_the_first_steps(client, chidi, workspace):
    client.force_login(chidi)

    page = client.get(reverse("impact:start")).content.decode()

    assert "Welcome, Chidi" in page
    assert f'action="{reverse("accounts:workspace_create")}"' in page


@pytest.mark.parametrize("number", [2, 4])
def test_start_query_count(client, amina, organisation, db, django_assert_num_queries, number):
    for letter in "ABCD"[:number]:
        make_workspace(organisation=organisation, review=make_review(make_state(letter * 3)))
    client.force_login(amina)

    with django_assert_num_queries(4):
        client.get(reverse("impact:start"))


@pytest.mark.parametrize(("person", "status"), [("amina", 200), ("bruno", 200), ("odile", 200), ("chidi", 404)])
def test_workspace_detail_is_seen_by_members_only(client, request, workspace, person, status):
    client.force_login(request.getfixturevalue(person))

    assert now_page(client, workspace).status_code == status


def test_workspace_detail_needs_a_sign_in(client, workspace):
    assert now_page(client, workspace).status_code == 302


def test_workspace_detail_empty_record_says_which_document(client, amina, workspace):
    client.force_login(amina)

    answer = now_page(client, workspace)

    assert answer.context["standing"].step == "import"
    assert f"{reverse('cycles:import_create')}?review=XAR-4" in answer.content.decode()


def test_workspace_detail_own_proposal_waits(client, amina, workspace):
    make_import(workspace.review, amina, "proposed")
    client.force_login(amina)

    assert now_page(client, workspace).context["standing"].step == "proposed"


def test_workspace_detail_foreign_proposal_does_not_show(client, amina, workspace, chidi):
    make_import(workspace.review, chidi, "proposed")
    client.force_login(amina)

    assert now_page(client, workspace).context["standing"].step == "import"


def make_import(review, by, status):
    return ImportRun.objects.create(
        review=review, format="docx", file_name="list.docx", digest="0", status=status, created_at=AT, created_by=by
    )


def test_workspace_detail_before_the_review_leads_to_the_last_one(client, amina, organisation, review):
    planned = make_review(review.state_under_review, cycle=5, session=55, status=Review.Status.SCHEDULED)
    coming = timezone.localdate() + timedelta(days=400)
    WorkingGroupSession.objects.filter(number=55).update(start_date=coming, end_date=coming)
    workspace = make_workspace(organisation=organisation, review=planned)
    client.force_login(amina)

    answer = now_page(client, workspace)

    assert (answer.context["standing"].step, answer.context["last_review"]) == ("wait", review)
    assert f"{reverse('accounts:workspace_create')}?review=XAR-4" in answer.content.decode()


@pytest.mark.parametrize(
    ("person", "rated", "step", "words"),
    [
        ("amina", 0, "first", "Rate the first recommendation"),
        ("amina", 1, "continue", "Rate the next of 2"),
        ("amina", 3, "report", "Make the mid-term report"),
        ("bruno", 0, "first", "Nothing is rated yet"),
        ("bruno", 1, "continue", "1 of 3 recommendations are rated"),
        ("bruno", 3, "report", "3 of 3 recommendations are rated"),
    ],
)
def test_workspace_detail_names_one_next_step(client, request, amina, workspace, person, rated, step, words):
    recommendations = [make_recommendation(workspace.review) for _ in range(3)]
    for recommendation in recommendations[:rated]:
        make_rating(workspace, recommendation, amina)
    client.force_login(request.getfixturevalue(person))

    answer = now_page(client, workspace)

    page = answer.content.decode()
    assert answer.context["standing"].step == step
    assert words in page
    assert page.count('class="next"') == 1


def test_workspace_detail_counts_the_latest_ratings_of_this_workspace_only(client, amina, workspace, chidi):
    first, second, third = (make_recommendation(workspace.review) for _ in range(3))
    make_rating(workspace, first, amina, level=Rating.Level.PARTIALLY, is_current=False)
    make_rating(workspace, first, amina, level=Rating.Level.FULLY)
    make_rating(workspace, second, amina, level=Rating.Level.REGRESSED)
    foreign = make_workspace(organisation=chidi.organisations.get(), review=workspace.review)
    make_rating(foreign, third, chidi, level=Rating.Level.NOT_IMPLEMENTED)
    client.force_login(amina)

    standing = now_page(client, workspace).context["standing"]

    assert [(level.mark.kind, level.number) for level in standing.levels] == [("fully", 1), ("regressed", 1)]
    assert (standing.total, standing.rated, standing.unrated) == (3, 2, 1)
    assert standing.next_recommendation == third


def test_workspace_detail_dates_say_how_sure_they_are(client, amina, workspace):
    make_review(workspace.review.state_under_review, cycle=5, session=55, confidence="estimated")
    today = timezone.localdate()
    WorkingGroupSession.objects.filter(number=55).update(
        start_date=today + timedelta(days=400), end_date=today + timedelta(days=410)
    )
    follow_calendar(at=timezone.now())
    client.force_login(amina)

    answer = now_page(client, workspace)

    lines = answer.context["deadlines"].ahead
    assert [(line.what, line.deadline.confidence) for line in lines] == [("Next review", "estimated")]
    assert "#d-estimate" in answer.content.decode()


def test_workspace_detail_names_organisations_not_people(client, amina, workspace):
    other = make_organisation(name="Delta Network")
    make_member(other, name="Somebody elsewhere")
    workspace.organisations.add(other)
    client.force_login(amina)

    page = now_page(client, workspace).content.decode()

    assert "Delta Network" in page
    assert "Somebody elsewhere" not in page


@pytest.mark.parametrize("number", [2, 6])
def test_workspace_detail_query_count(client, amina, workspace, django_assert_num_queries, number):
    for position in range(number):
        recommendation = make_recommendation(workspace.review)
        workspace.organisations.add(make_organisation())
        if position:
            make_rating(workspace, recommendation, amina)
    client.force_login(amina)

    # The days of the review are kept until the record changes.
    with django_assert_num_queries(20):
        now_page(client, workspace)
    with django_assert_num_queries(15):
        assert len(now_page(client, workspace).content) < 100_000


def test_workspace_detail_of_an_account_without_organisation_is_not_found(client, workspace):
    client.force_login(make_user())

    assert now_page(client, workspace).status_code == 404
