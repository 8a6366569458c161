"""What waits in a workspace: each part of the platform hands its open steps down, the late ones first."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import JoinRequest, Workspace, WorkspaceMember
from cycles.models import ImportRun
from impact.open_steps import Desk, ratings_to_approve, with_open_numbers
from implementation.models import Evidence, MidTermReport, RatingRules
from reminders.services.deadlines import Day, close_deadline, set_deadline
from reminders.services.theme_groups import follow_theme_groups
from tests.factories import AT, make_member, make_organisation, make_rating, make_recommendation
from tests.impact.test_who_does_what import make_group, make_issue, recommended


@pytest.fixture
def now():
    return timezone.now()


def shown(client, workspace):
    context = client.get(workspace.get_absolute_url()).context
    return [one.what for one in context["late"]], [one.what for one in context["waiting"]]


def review_list(workspace):
    return reverse("implementation:rating_review_list", args=[workspace.pk])


def desk_of(workspace, user, now):
    """What sources ask of whoever writes there, without the stages of the cycle."""
    on = timezone.localdate()
    found = with_open_numbers(Workspace.objects.all(), user=user, on=on).get(pk=workspace.pk)
    return Desk(found, user, at=now, on=on, can_edit=True, can_coordinate=True, stages=[], standing=None)


def due(workspace, by, days, **fields):
    return set_deadline(
        workspace=workspace,
        key="own:1",
        kind="letter",
        title="Answer of the ministry",
        day=Day(day=timezone.localdate() + timedelta(days=days)),
        by=by,
        at=timezone.now(),
        **fields,
    )


def test_nothing_waits_in_a_new_workspace(client, amina, workspace, now):
    type(workspace).objects.update(created_at=now)
    client.force_login(amina)

    assert shown(client, workspace) == ([], [])


def test_a_late_deadline_says_who_has_it(client, amina, bruno, workspace, organisation, now):
    type(workspace).objects.update(created_at=now)
    deadline = due(workspace, amina, -3, person=bruno, organisation=organisation)
    client.force_login(amina)

    [step] = client.get(workspace.get_absolute_url()).context["late"]
    assert (step.what, step.who, step.is_late) == ("Answer of the ministry", "Bruno", True)
    assert step.where == deadline.get_absolute_url()

    close_deadline(deadline=deadline, status="done", by=amina, at=now)
    assert shown(client, workspace) == ([], [])


def test_a_deadline_ahead_is_the_next_and_not_late(client, amina, workspace, now):
    type(workspace).objects.update(created_at=now)
    due(workspace, amina, 3)
    client.force_login(amina)

    context = client.get(workspace.get_absolute_url()).context
    following = context["deadlines"].next
    assert (context["late"], following.what, following.left) == ([], "Answer of the ministry", "3 days left")
    assert [line.what for line in context["deadlines"].ahead] == ["Answer of the ministry"]


def test_a_group_is_behind_until_its_issues_are_rated(client, amina, workspace, organisation, now):
    type(workspace).objects.update(created_at=now)
    recommendation = recommended(workspace.review, 42)
    group = make_group(workspace, amina, "Health", [make_issue(42, "Health")], [organisation], lead=organisation)
    type(group).objects.update(due_date=timezone.localdate() - timedelta(days=1))
    client.force_login(amina)

    [step] = client.get(workspace.get_absolute_url()).context["late"]
    assert (step.what, step.note, step.who) == ("Theme group “Health”", "0 of 1 rated", "Amina's organisation")

    make_rating(workspace, recommendation, amina)
    assert shown(client, workspace)[0] == []


def test_a_group_whose_day_is_a_deadline_is_late_once(client, amina, workspace, organisation, now):
    type(workspace).objects.update(created_at=now)
    recommended(workspace.review, 42)
    due_date = timezone.localdate() - timedelta(days=1)
    make_group(workspace, amina, "Health", [make_issue(42, "Health")], lead=organisation, due_date=due_date)
    follow_theme_groups(at=now - timedelta(days=5))
    client.force_login(amina)

    [step] = client.get(workspace.get_absolute_url()).context["late"]
    assert (step.what, step.who, step.due) == ("Health", "Amina's organisation", due_date)


def test_requests_to_join_wait_for_those_who_coordinate(client, amina, bruno, workspace, now):
    type(workspace).objects.update(created_at=now)
    JoinRequest.objects.create(
        workspace=workspace, organisation=make_organisation(), asked_at=AT, asked_by=make_member(make_organisation())
    )

    client.force_login(amina)
    assert shown(client, workspace)[1] == ["1 organisation asks to join"]
    client.force_login(bruno)
    assert shown(client, workspace)[1] == []


def test_a_contributor_is_not_asked_to_answer(client, workspace, now):
    type(workspace).objects.update(created_at=now)
    other = make_organisation()
    WorkspaceMember.objects.create(workspace=workspace, organisation=other)
    JoinRequest.objects.create(
        workspace=workspace, organisation=make_organisation(), asked_at=AT, asked_by=make_member(make_organisation())
    )
    client.force_login(make_member(other))

    assert shown(client, workspace)[1] == []


@pytest.mark.parametrize("status", ["read", "proposed", "applied", "discarded"])
def test_documents_that_one_brought_wait(client, amina, edda, chidi, workspace, now, status):
    type(workspace).objects.update(created_at=now)
    make_recommendation(workspace.review)
    fields = {"applied_at": AT} if status == "applied" else {}
    for by, name in ((amina, "addendum.pdf"), (chidi, "theirs.pdf")):
        ImportRun.objects.create(
            review=workspace.review,
            format="addendum",
            file_name=name,
            digest="0",
            status=status,
            created_at=AT,
            created_by=by,
            **fields,
        )
    client.force_login(amina)

    waits = status in {"read", "proposed"}
    assert shown(client, workspace)[1] == (["Look through what “addendum.pdf” brings"] if waits else [])


@pytest.mark.parametrize(
    ("status", "days", "words"),
    [
        ("done", 1, ["A report is ready: read it before you pass it on"]),
        ("failed", 1, ["A report could not be made"]),
        ("waiting", 1, []),
        ("done", 15, []),
    ],
)
def test_reports_of_the_last_two_weeks_are_said(client, amina, workspace, now, status, days, words):
    type(workspace).objects.update(created_at=now)
    MidTermReport.objects.create(
        workspace=workspace,
        language="en",
        file_format="pdf",
        status=status,
        created_at=now - timedelta(days=days),
        created_by=amina,
        finished_at=now,
        file="reports/x.pdf" if status == "done" else "",
    )
    client.force_login(amina)

    assert shown(client, workspace)[1] == words


def test_ratings_without_evidence_wait_for_those_who_write(client, amina, bruno, workspace, now):
    type(workspace).objects.update(created_at=now)
    rows = [make_recommendation(workspace.review) for _ in range(3)]
    for row in rows[:2]:
        make_rating(workspace, row, amina)
    make_rating(workspace, rows[2], amina, level="no_information")
    evidence = Evidence.objects.create(
        workspace=workspace, kind="link", title="Law", url="https://example.org", created_at=AT, created_by=amina
    )
    evidence.recommendations.add(rows[0])

    client.force_login(amina)
    assert shown(client, workspace)[1] == ["1 rating has no evidence yet"]
    client.force_login(bruno)
    assert shown(client, workspace)[1] == []


def test_whoever_may_act_hears_which_ratings_wait_and_their_author_which_came_back(
    client, amina, odile, bruno, workspace, now
):
    type(workspace).objects.update(created_at=now)
    rules = RatingRules.objects.create(workspace=workspace, needs_approval=True)
    levels = {"level": "no_information", "is_counted": False}
    for state in ("sent", "sent", "returned", "draft"):
        make_rating(workspace, make_recommendation(workspace.review), amina, state=state, **levels)

    told = {}
    for person in (amina, odile, bruno):
        client.force_login(person)
        told[person] = shown(client, workspace)[1]
    rules.needs_approval = False
    rules.save()
    client.force_login(odile)

    assert told == {amina: ["1 rating came back to you"], odile: ["2 ratings wait for your word"], bruno: []}
    assert shown(client, workspace)[1] == []


def test_a_rating_of_a_whole_team_waits_for_all_but_the_last_who_wrote_it(
    client, amina, odile, workspace, now, django_assert_num_queries
):
    RatingRules.objects.create(workspace=workspace, needs_approval=True)
    fields = {"level": "no_information", "state": "sent", "is_counted": False}
    for _ in range(3):
        make_rating(workspace, make_recommendation(workspace.review), odile, writers=[amina.pk, odile.pk], **fields)
    found = {}
    for person in (amina, odile):
        client.force_login(person)
        found[person] = shown(client, workspace)[1], len(client.get(review_list(workspace)).context["waiting"])

    assert found == {amina: (["3 ratings wait for your word"], 3), odile: ([], 0)}
    desk = desk_of(workspace, amina, now)
    with django_assert_num_queries(2):
        assert len(list(ratings_to_approve(desk))) == 1
