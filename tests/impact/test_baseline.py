"""Where the next workspace starts from: open recommendations as they were rated, what was learnt, and the link."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Workspace, WorkspaceMember
from advocacy.models import Contact
from common.actor import acting_as_server
from cycles.models import SearchFacets
from implementation.models import BaselineLine, CycleLink, Lesson, Rating
from submissions.models import PriorityIssue
from tests.advocacy.contacted import make_contact
from tests.factories import AT, make_member, make_organisation, make_rating, make_recommendation, make_review
from tests.implementation.lessons_noted import make_lesson
from tests.submissions.prepared import make_issue

ALL = ["organisations", "groups", "issues", "baseline", "lessons"]


@pytest.fixture
def following(workspace):
    return make_review(state=workspace.review.state_under_review, cycle=workspace.review.cycle_id + 1, session=60)


@pytest.fixture
def partner(workspace):
    other = make_organisation(name="Partners")
    WorkspaceMember.objects.create(workspace=workspace, organisation=other, role="contributor")
    return other


@pytest.fixture
def recommendations(workspace, amina):
    """Fully, partly, not rated, and one of which only a draft says something."""
    fully, partly, unrated, draft = (make_recommendation(workspace.review, item=item) for item in (1, 2, 3, 4))
    make_rating(workspace, fully, amina, level="fully")
    make_rating(workspace, partly, amina, note="A bill waits.")
    make_rating(workspace, draft, amina, level="regressed", state="sent", is_counted=False)
    return fully, partly, unrated, draft


@pytest.fixture
def begin(client, workspace, following, odile):
    """Start the next cycle with these kinds; the new workspace."""

    def start(*kinds):
        client.force_login(odile)
        client.post(reverse("impact:next_cycle", args=[workspace.pk]), {"kinds": kinds})
        return Workspace.objects.get(review=following)

    return start


def on_an_issue(recommendation):
    facets = {"cycle": 4, "state_under_review": "XAR", "position": "pending", "issues": [50]}
    SearchFacets.objects.update_or_create(recommendation=recommendation, defaults=facets)
    return make_issue()


def page(client, workspace, person, **asked):
    client.force_login(person)
    return client.get(reverse("impact:baseline", args=[workspace.pk]), asked)


def lines_of(workspace):
    rows = BaselineLine.objects.filter(workspace=workspace).order_by("recommendation__item")
    return list(rows.values_list("recommendation", "level", "rated_date", "note", "source"))


def test_open_recommendations_arrive_with_the_rating_that_counts(workspace, recommendations, begin):
    _fully, partly, unrated, draft = recommendations

    new = begin("baseline")

    assert lines_of(new) == [
        (partly.pk, "partially", date(2026, 3, 1), "A bill waits.", workspace.name),
        (unrated.pk, "", None, "", workspace.name),
        (draft.pk, "", None, "", workspace.name),
    ]
    kept = BaselineLine.objects.get(recommendation=partly)
    assert kept.rating == Rating.objects.get(recommendation=partly)


def test_the_copy_does_not_follow_and_is_not_brought_twice(workspace, recommendations, begin, amina):
    new = begin("baseline")
    before = lines_of(new)
    Rating.objects.filter(recommendation=recommendations[1]).update(is_current=False, is_counted=False)
    make_rating(workspace, recommendations[1], amina, level="regressed", rated_date=date(2026, 9, 1))
    begin("baseline")

    assert lines_of(new) == before


def test_what_is_not_chosen_leaves_nothing(workspace, recommendations, amina, begin):
    make_lesson(workspace, amina)

    new = begin("issues")

    assert (lines_of(new), Lesson.objects.filter(workspace=new).count()) == ([], 0)


def test_the_page_counts_by_level_and_issue_and_leads_to_the_rating(client, workspace, recommendations, begin, amina):
    theme = on_an_issue(recommendations[1])
    new = begin("baseline", "organisations")

    answer = page(client, new, amina)

    baseline = answer.context["baseline"]
    assert (baseline.levels, baseline.unrated) == ([("partially", 1)], 2)
    assert [(one.theme, len(one.lines), one.priority_issue) for one in baseline.issues] == [(theme, 1, None)]
    assert f"?issue={theme.pk}" in answer.text
    assert f"{reverse('implementation:rating_list', args=[workspace.pk])}?at={recommendations[1].number}" in answer.text
    assert [line.kept.recommendation for line in page(client, new, amina, issue="50").context["page"]] == [
        recommendations[1]
    ]


def test_what_came_of_it_stands_beside_the_priority_issue(client, workspace, recommendations, begin, partner):
    """Somebody who was in the old workspace never: only the copy tells them."""
    theme = on_an_issue(recommendations[1])
    new = begin("baseline")
    newcomers = make_organisation(name="Newcomers")
    WorkspaceMember.objects.create(workspace=new, organisation=newcomers, role="contributor")
    nadia = make_member(newcomers, name="Nadia")
    made = {"created_at": AT, "created_by": nadia, "changed_at": AT, "changed_by": nadia}
    row = PriorityIssue.objects.create(workspace=new, issue=theme, title="Torture", **made)
    client.force_login(nadia)

    past = client.get(row.get_absolute_url()).context["past"]

    assert [(line.recommendation, line.level, line.rated_date, line.source) for line in past.lines] == [
        (recommendations[1], "partially", date(2026, 3, 1), workspace.name)
    ]


def test_a_later_rating_has_the_word_before_the_copy(client, workspace, recommendations, begin, odile):
    theme = on_an_issue(recommendations[1])
    new = begin("baseline")
    Rating.objects.filter(recommendation=recommendations[1]).update(level="regressed", rated_date=date(2026, 9, 1))
    made = {"created_at": AT, "created_by": odile, "changed_at": AT, "changed_by": odile}
    row = PriorityIssue.objects.create(workspace=new, issue=theme, title="Torture", **made)
    client.force_login(odile)

    (line,) = client.get(row.get_absolute_url()).context["past"].lines

    assert (line.level, line.rated_date, line.source) == ("regressed", date(2026, 9, 1), "")


def test_lessons_arrive_once_and_name_only_who_is_there(workspace, partner, amina, begin):
    make_lesson(workspace, amina)
    make_lesson(workspace, make_member(partner, name="Petra"), stage=3, text="Ask the NHRI first.")
    begin("lessons")
    new = begin("lessons")

    rows = Lesson.objects.filter(workspace=new).order_by("stage")
    assert list(rows.values_list("stage", "text", "organisation__name", "learnt_date", "review__cycle")) == [
        (1, "Begin with the embassies.", "Amina's organisation", AT.date(), workspace.review.cycle_id),
        (3, "Ask the NHRI first.", None, AT.date(), workspace.review.cycle_id),
    ]


def test_contacts_arrive_once_with_their_day_and_only_if_meant(client, workspace, amina, odile, following, begin):
    today = timezone.localdate()
    row = make_contact(workspace, amina, email="leila@un.example", ground="agreed", erase_date=today + timedelta(9))
    make_contact(workspace, amina, name="Over", ground_date=date(2025, 3, 1), erase_date=today)
    new = begin("issues")
    assert Contact.objects.filter(workspace=new).count() == 0
    client.force_login(odile)
    choices = client.get(reverse("impact:next_cycle", args=[workspace.pk])).context["form"]["kinds"].value()
    assert choices == ["organisations", "groups", "issues", "baseline", "lessons"]

    begin("contacts")
    begin("contacts")

    (copy,) = Contact.objects.filter(workspace=new)
    assert (copy.name, copy.email, copy.ground) == ("Leila Haddad", "leila@un.example", "agreed")
    assert (copy.ground_date, copy.erase_date) == (row.ground_date, row.erase_date)


def test_the_two_workspaces_are_linked_for_members_of_both(client, workspace, partner, recommendations, begin, amina):
    new = begin("baseline")
    petra = make_member(partner, name="Petra")
    newcomers = make_organisation(name="Newcomers")
    WorkspaceMember.objects.create(workspace=new, organisation=newcomers, role="observer")
    nadia = make_member(newcomers, name="Nadia")

    def known(person, where):
        found = page(client, where, person).context["baseline"]
        return (found.earlier, found.later)

    assert known(amina, new) == ([workspace], [])
    assert known(amina, workspace) == ([], [new])
    assert known(nadia, new) == ([], [])
    assert known(petra, workspace) == ([], [])
    assert str(workspace.pk) not in page(client, new, nadia).text
    assert str(new.pk) not in page(client, workspace, petra).text


def test_it_is_linked_once(workspace, begin, odile):
    begin()
    new = begin()

    with pytest.raises(IntegrityError, match="implementation_cyclelink_once"), transaction.atomic(), acting_as_server():
        CycleLink.objects.create(workspace=new, earlier=workspace, created_at=AT, created_by=odile)


@pytest.mark.parametrize(("person", "status"), [("amina", 200), ("bruno", 200), ("chidi", 404)])
def test_members_read_where_they_start_from(client, request, workspace, person, status):
    assert page(client, workspace, request.getfixturevalue(person)).status_code == status


@pytest.mark.parametrize("wrong", [{"level": "", "note": "Why"}, {"level": "partially"}, {"level": "good"}])
def test_a_line_says_a_level_with_its_day_or_nothing(workspace, amina, wrong):
    row = {"recommendation": make_recommendation(workspace.review), "source": "X", "taken_at": AT, "taken_by": amina}

    with pytest.raises(IntegrityError, match="implementation_baselineline_rated"), transaction.atomic():
        BaselineLine.objects.create(workspace=workspace, **row, **wrong)


@pytest.mark.parametrize("number", [1, 3])
def test_baseline_query_count(client, workspace, amina, begin, number, django_assert_num_queries):
    for item in range(number):
        make_rating(workspace, make_recommendation(workspace.review, item=item + 1), amina)
    new = begin("baseline")
    page(client, new, amina)

    with django_assert_num_queries(13):
        client.get(reverse("impact:baseline", args=[new.pk]))
