"""Arcadia: loaded once, marked as invented, counted from the first day."""

import json
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation, User, Workspace
from cycles.models import Cycle, Position, PublishedRating, Recommendation, Review, State, Theme, VoluntaryPledge
from impact.demonstration import DATA, NoReferenceData, load_demonstration
from impact.demonstration_work import DATA as WORK
from implementation.models import (
    Action,
    Evidence,
    FollowUp,
    FollowUpMechanism,
    FundingCall,
    FundingNeed,
    Grant,
    GrantShare,
    Lesson,
    Occasion,
    PledgeRating,
    Rating,
    Spending,
)
from implementation.plan_lines import plan_page
from reminders.models import Deadline
from submissions.models import Consultation, PriorityIssue, ProposedRecommendation
from submissions.smart import check
from tests.factories import AT, make_state
from tests.submissions.prepared import make_issue


@pytest.fixture
def record(db):
    """What the reference data holds of what Arcadia needs: cycles, and the States that recommend."""
    data = json.loads(DATA.read_text())
    for number in (3, 4, 5):
        Cycle.objects.create(number=number, first_session=number * 14 - 15, last_session=number * 14 - 2)
    for row in (*data["recommendations"], *data["recommendations_cycle3"]):
        for iso3 in row["recommending_states"]:
            make_state(iso3)
    return data


def counts():
    models = (State, Review, Recommendation, Position, Theme, User, Organisation, Workspace, Rating, Evidence)
    models += (PriorityIssue, ProposedRecommendation, Consultation)
    return {model.__name__: model._default_manager.count() for model in (*models, PublishedRating)}


def rows_of_the_api():
    return [json.loads(row) for row in Recommendation.objects.values_list("row_json", flat=True)]


def test_load_demonstration_marks_everything_as_invented(record):
    load_demonstration(at=AT)

    assert State.objects.get(pk="XAR").is_invented is True
    assert {(row["is_invented"], row["session"]) for row in rows_of_the_api()} == {(True, None)}
    assert User.objects.filter(is_demonstration=False).count() == 0
    assert set(Review.objects.values_list("source", flat=True)) == {"Invented for the demonstration"}
    assert set(Theme.objects.values_list("source", flat=True)) == {"Invented for the demonstration"}
    assert set(Review.objects.values_list("current_session", "confidence")) == {
        (None, "unverified"),
        (None, "estimated"),
    }


def test_load_demonstration_writes_what_the_file_holds(record):
    load_demonstration(at=AT)

    found = counts()
    earlier = sum(len(row.get("earlier", ())) for row in record["ratings"])
    assert found["Recommendation"] == len(record["recommendations"]) + len(record["recommendations_cycle3"])
    assert found["Rating"] == len(record["ratings"]) + len(record["ratings_other"]) + earlier
    assert found["PublishedRating"] == len(record["ratings"]) + len(record["ratings_other"])
    assert Rating.objects.current().count() == len(record["ratings"]) + len(record["ratings_other"])
    assert sum(len(row["ratings"]) for row in rows_of_the_api()) == found["PublishedRating"]


def test_load_demonstration_has_a_plan_letters_a_mechanism_and_money(record):
    load_demonstration(at=AT)

    work, today = json.loads(WORK.read_text()), AT.date()
    models = (Action, FollowUp, FollowUpMechanism, Occasion, FundingNeed, FundingCall, Grant, GrantShare, Spending)
    kinds = Counter(row["kind"] for row in work["funding"])
    assert [model.objects.count() for model in models] == [
        len(work["actions"]),
        len(work["follow_ups"]),
        1,
        len(work["occasions"]),
        *(kinds[kind] for kind in ("need", "call", "grant", "share", "spending")),
    ]
    ines = User.objects.get(name="Ines Solvane")
    workspace = Workspace.objects.get(name="Arcadia Rights Coalition, mid-term")
    money = plan_page(workspace=workspace, user=ines, on=today).money
    assert (money.budget, money.committed, money.gap) == (22000, 10300, 11700)
    assert [row.title for row in Action.objects.late(on=today)] == [
        "Test twelve polling stations with voters who use wheelchairs"
    ]
    open_days = Deadline.objects.filter(workspace=workspace, status="open", set_by__isnull=False)
    assert sorted(Counter(row.key.split(":")[0] for row in open_days).items()) == [
        ("action", 4),
        ("follow_up", 5),
        ("funding_call", 1),
        ("occasion", 3),
    ]


def test_load_demonstration_rates_pledges_and_says_what_was_learnt(record):
    load_demonstration(at=AT)

    said = PledgeRating.objects.current().order_by("pledge__order")
    assert list(said.values_list("pledge__place", "level")) == [("128", "partially"), ("129", "fully")]
    assert list(VoluntaryPledge.objects.order_by("order").values_list("place", flat=True)) == ["128", "129", "130"]
    assert list(Lesson.objects.order_by("stage").values_list("stage", "created_by__name")) == [
        (1, "Dalia Veyran"),
        (2, "Ines Solvane"),
        (3, "Tavi Orrel"),
    ]


def test_load_demonstration_prepares_the_next_submission(record):
    make_issue(50)
    make_issue(54, "Women's rights")
    load_demonstration(at=AT)

    issues = {row.title: row for row in PriorityIssue.objects.all()}
    assert sorted(issues) == ["Beatings in police custody", "Five shelters for nine provinces"]
    assert {(row.issue.code, row.groups.count()) for row in issues.values()} == {("50", 2), ("54", 2)}
    assert Consultation.objects.count() == 2
    checked = {row.status: check(row.text, "en", year=2026) for row in ProposedRecommendation.objects.order_by("pk")}
    assert (checked["agreed"].met, checked["handed"].met) == (5, 5)
    assert ProposedRecommendation.objects.filter(status="draft").count() == 2


def test_load_demonstration_counts_days_from_the_first_start(record):
    load_demonstration(at=AT)

    said = record["reviews"][1]["key_dates"]
    review = Review.objects.get(cycle=4)
    newest = Rating.objects.order_by("-rated_date", "pk").first()
    assert review.review_date == (AT + timedelta(days=said["review_date"])).date()
    assert newest.rated_date == (AT - timedelta(days=min(row["days_ago"] for row in record["ratings"]))).date()


def test_load_demonstration_again_changes_passwords_and_nothing_else(record):
    first = load_demonstration(at=AT)
    Rating.objects.current().update(note="Changed by a visitor")
    before, dates = counts(), list(Review.objects.order_by("pk").values_list("review_date", flat=True))

    second = load_demonstration(at=AT + timedelta(days=30))

    assert counts() == before
    assert list(Review.objects.order_by("pk").values_list("review_date", flat=True)) == dates
    assert set(Rating.objects.current().values_list("note", flat=True)) == {"Changed by a visitor"}
    assert {log_in.password for log_in in first} & {log_in.password for log_in in second} == set()


def test_load_demonstration_passwords_open_the_door(client, record):
    log_in = load_demonstration(at=AT)[0]

    answer = client.post("/accounts/login/", {"login": log_in.email, "password": log_in.password})

    assert answer.headers["Location"] == "/start/"


def test_load_demonstration_without_the_reference_data_writes_nothing(db):
    Cycle.objects.create(number=3, first_session=27, last_session=40)
    Cycle.objects.create(number=4, first_session=41, last_session=54)
    Cycle.objects.create(number=5, first_session=55, last_session=68)

    with pytest.raises(NoReferenceData):
        load_demonstration(at=AT)

    assert State.objects.count() == 0


def test_load_demo_prints_one_line_for_each_person(record):
    out = StringIO()

    call_command("load_demo", stdout=out)

    lines = out.getvalue().splitlines()
    assert len(lines) == len(record["people"])
    assert lines[0].startswith(
        "Ines Solvane · owner, Arcadia Rights Coalition, edits the record · ines.solvane@example.org · "
    )
    password = lines[0].rpartition(" · ")[2]
    assert [stored for stored in User.objects.values_list("password", flat=True) if password in stored] == []


def test_load_demo_without_the_reference_data_says_what_to_do(db):
    with pytest.raises(CommandError, match="load_reference_data"):
        call_command("load_demo", stdout=StringIO())
