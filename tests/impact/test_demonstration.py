"""Arcadia: loaded once, marked as invented, counted from the first day."""

import json
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation, User, Workspace
from advocacy.factsheet import factsheet_paper, gaps_of
from advocacy.factsheet_pdf import fit_of
from advocacy.models import (
    CampaignMessage,
    Contact,
    Delegate,
    DiplomaticPost,
    Event,
    EventSpeaker,
    EventTask,
    Factsheet,
    FactsheetEdition,
    LineMatch,
    Meeting,
    MessageResult,
    NotebookLine,
    PlenaryPlace,
    Push,
    QuestionMatch,
    StatementText,
    Strategy,
    UptakeMatch,
)
from advocacy.pipeline_page import board
from advocacy.speaking import length
from cycles.models import (
    AdvanceQuestion,
    Cycle,
    Position,
    PublishedRating,
    Recommendation,
    Review,
    State,
    Theme,
    VoluntaryPledge,
)
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
from tests.made_once import made_once
from tests.submissions.prepared import make_issue


def make_record():
    """What the reference data holds of what Arcadia needs: cycles, and the States that recommend."""
    data = json.loads(DATA.read_text())
    for number in (3, 4, 5):
        Cycle.objects.create(number=number, first_session=number * 14 - 15, last_session=number * 14 - 2)
    for row in (*data["recommendations"], *data["recommendations_cycle3"]):
        for iso3 in row["recommending_states"]:
            make_state(iso3)
    for number in (9, 50, 53, 54):
        make_issue(number, f"Issue {number}")
    return data


made_for_all, db, demonstration = made_once(lambda: (make_record(), load_demonstration(at=AT)))


@pytest.fixture
def record(demonstration):
    """What the file holds, which has been loaded."""
    return demonstration[0]


@pytest.fixture
def log_ins(demonstration):
    """Of the first start."""
    return demonstration[1]


def counts():
    models = (State, Review, Recommendation, Position, Theme, User, Organisation, Workspace, Rating, Evidence)
    models += (PriorityIssue, ProposedRecommendation, Consultation)
    return {model.__name__: model._default_manager.count() for model in (*models, PublishedRating)}


def rows_of_the_api():
    return [json.loads(row) for row in Recommendation.objects.values_list("row_json", flat=True)]


def test_load_demonstration_marks_everything_as_invented(record):
    assert State.objects.get(pk="XAR").is_invented is True
    assert {(row["is_invented"], row["session"]) for row in rows_of_the_api()} == {(True, None)}
    assert User.objects.filter(is_demonstration=False).count() == 0
    assert set(Review.objects.values_list("source", flat=True)) == {"Invented for the demonstration"}
    themes = Theme.objects.exclude(scheme=Theme.Scheme.UPR_INFO)
    assert set(themes.values_list("source", flat=True)) == {"Invented for the demonstration"}
    assert set(Review.objects.values_list("current_session", "confidence")) == {
        (None, "unverified"),
        (None, "estimated"),
    }


def test_load_demonstration_writes_what_the_file_holds(record):
    found = counts()
    earlier = sum(len(row.get("earlier", ())) for row in record["ratings"])
    assert found["Recommendation"] == len(record["recommendations"]) + len(record["recommendations_cycle3"])
    assert found["Rating"] == len(record["ratings"]) + len(record["ratings_other"]) + earlier
    assert found["PublishedRating"] == len(record["ratings"]) + len(record["ratings_other"])
    assert Rating.objects.current().count() == len(record["ratings"]) + len(record["ratings_other"])
    assert sum(len(row["ratings"]) for row in rows_of_the_api()) == found["PublishedRating"]


def test_load_demonstration_has_a_plan_letters_a_mechanism_and_money(record):
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
        ("campaign", 4),
        ("event", 2),
        ("event_task", 3),
        ("follow_up", 5),
        ("funding_call", 1),
        ("meeting", 5),
        ("meeting_next", 2),
        ("occasion", 3),
        ("push", 2),
        ("target", 5),
    ]


def test_load_demonstration_rates_pledges_and_says_what_was_learnt(record):
    said = PledgeRating.objects.current().order_by("pledge__order")
    assert list(said.values_list("pledge__place", "level")) == [("128", "partially"), ("129", "fully")]
    assert list(VoluntaryPledge.objects.order_by("order").values_list("place", flat=True)) == ["128", "129", "130"]
    assert list(Lesson.objects.order_by("stage").values_list("stage", "created_by__name")) == [
        (1, "Dalia Veyran"),
        (2, "Ines Solvane"),
        (3, "Tavi Orrel"),
    ]


def test_load_demonstration_prepares_the_next_submission(record):
    issues = {row.title: row for row in PriorityIssue.objects.all()}
    assert sorted(issues) == ["Beatings in police custody", "Five shelters for nine provinces"]
    assert {(row.issue.code, row.groups.count()) for row in issues.values()} == {("50", 2), ("54", 2)}
    assert Consultation.objects.count() == 2
    since = AT - timedelta(days=60)
    proposals = ProposedRecommendation.objects.filter(created_at__gte=since).order_by("pk")
    checked = {row.status: check(row.text, "en", year=2026) for row in proposals}
    assert (checked["agreed"].met, checked["handed"].met) == (5, 5)
    assert ProposedRecommendation.objects.filter(status="draft").count() == 2


def test_load_demonstration_wins_states_in_embassies_and_in_geneva(record):
    today = AT.date()
    workspace = Workspace.objects.get(name="Arcadia Rights Coalition, mid-term")
    ines = User.objects.get(name="Ines Solvane")
    pipeline = board(workspace=workspace, user=ines, on=today)
    assert {value: sorted(line.target.state_id for line in lines) for value, _label, lines in pipeline.columns} == {
        "identified": ["FIN", "NOR"],
        "contacted": ["CRI", "URY"],
        "met": ["ESP"],
        "pledged": ["DNK"],
        "delivered": ["AUS", "CHL", "GHA"],
        "declined": ["NZL"],
    }
    assert sorted(line.target.state_id for line in pipeline.lines if line.is_shared) == ["ESP"]
    assert [line.target.state_id for line in pipeline.lines if line.is_late] == ["URY"]
    assert Counter(Meeting.objects.values_list("status", flat=True)) == {"held": 5, "planned": 5}
    assert not [row for row in Meeting.objects.all() if row.date.weekday() > 4]
    assert not Contact.objects.over(on=today + timedelta(days=17)).exists()
    # What another than an editor of the record added to the directory waits for one.
    assert list(DiplomaticPost.objects.filter(checked_at=None).values_list("state", "host")) == [("URY", "XAR")]
    assert Push.objects.filter(recommendations__position="pending").count() == 2


def test_load_demonstration_speaks_hears_and_decides(record):
    review = Review.objects.get(cycle=4)
    assert NotebookLine.objects.earliest("heard_at").heard_at.date() == review.review_date
    assert NotebookLine.objects.filter(matches=None).count() == 4
    assert LineMatch.objects.filter(recommendation=None).count() == 1
    assert Counter(UptakeMatch.objects.values_list("verdict", flat=True)) == {"fully": 3, "in_part": 1, "none": 2}
    assert (AdvanceQuestion.objects.count(), QuestionMatch.objects.count()) == (7, 4)
    assert list(PlenaryPlace.objects.order_by("number").values_list("number", "organisation__acronym")) == [
        (2, "ARC"),
        (4, "MDWN"),
        (5, "AUPD"),
    ]
    assert sorted(Strategy.objects.values_list("sharing", flat=True)) == ["everybody", "organisation", "workspace"]
    texts = StatementText.objects.filter(is_current=True).select_related("statement__organisation")
    over = {
        row.statement.kind: length(
            row.text, row.language, pace=None, kind=row.statement.kind, status=row.statement.status
        ).over
        for row in texts
    }
    assert {kind: words > 0 for kind, words in over.items()} == {"presession": False, "adoption": False, "item6": True}


def test_load_demonstration_hands_out_a_factsheet_that_fits_and_one_that_does_not(record):
    edition = FactsheetEdition.objects.get()
    assert (edition.factsheet.title, edition.number) == ("Police custody in Arcadia: the first night", 1)
    assert [one.title for one in edition.factsheet.meetings.in_order()] == [
        "Embassy of Denmark",
        "Embassy of Costa Rica",
        "Mission of Denmark",
    ]
    assert bytes(edition.pdf).startswith(b"%PDF")
    ines = User.objects.get(name="Ines Solvane")
    papers = {row.title: factsheet_paper(row, user=ines, on=AT.date()) for row in Factsheet.objects.all()}
    pages = {title: fit_of(paper, with_advice=False).pages for title, paper in papers.items()}
    assert pages == {
        "La garde à vue en Arcadie : la première nuit": 1,
        "Police custody in Arcadia: the first night": 1,
        "Women without a shelter (draft: far too long)": 0,
    }
    assert {title: gaps_of(paper) for title, paper in papers.items() if title.startswith("Police")} == {
        "Police custody in Arcadia: the first night": []
    }


def test_load_demonstration_invites_and_travels(record):
    rows = Event.objects.order_by("date").prefetch_related("came", "invited", "factsheets", "statements", "speakers")
    said = [(row.kind, row.status, row.invited.count(), row.came.count(), row.speakers.count()) for row in rows]
    assert said == [
        ("side_event", "held", 3, 2, 3),
        ("embassy", "planned", 3, 0, 2),
        ("side_event", "planned", 2, 0, 0),
    ]
    assert [(row.factsheets.count(), row.statements.count()) for row in rows] == [(0, 1), (1, 0), (0, 0)]
    assert Counter(EventTask.objects.values_list("is_done", flat=True)) == {False: 3, True: 3}
    kept = EventSpeaker.objects.exclude(erase_date=None).values_list("erase_date", flat=True)
    assert set(kept) == {AT.date() + timedelta(days=150)}
    assert sorted(Delegate.objects.values_list("badge", "visa", "shown")) == [
        ("needed", "asked", "seen"),
        ("requested", "needed", "hidden"),
    ]


def test_load_demonstration_counts_days_from_the_first_start(record):
    said = record["reviews"][1]["key_dates"]
    review = Review.objects.get(cycle=4)
    newest = Rating.objects.order_by("-rated_date", "pk").first()
    assert review.review_date == (AT + timedelta(days=said["review_date"])).date()
    assert newest.rated_date == (AT - timedelta(days=min(row["days_ago"] for row in record["ratings"]))).date()


def test_load_demonstration_again_changes_passwords_and_nothing_else(log_ins):
    Rating.objects.current().update(note="Changed by a visitor")
    before, dates = counts(), list(Review.objects.order_by("pk").values_list("review_date", flat=True))

    second = load_demonstration(at=AT + timedelta(days=30))

    assert counts() == before
    assert list(Review.objects.order_by("pk").values_list("review_date", flat=True)) == dates
    assert set(Rating.objects.current().values_list("note", flat=True)) == {"Changed by a visitor"}
    assert {log_in.password for log_in in log_ins} & {log_in.password for log_in in second} == set()


def test_load_demonstration_passwords_open_the_door(client, log_ins):
    answer = client.post("/accounts/login/", {"login": log_ins[0].email, "password": log_ins[0].password})

    assert answer.headers["Location"] == "/start/"


def test_load_demonstration_without_the_reference_data_writes_nothing(db):
    Cycle.objects.create(number=3, first_session=27, last_session=40)
    Cycle.objects.create(number=4, first_session=41, last_session=54)
    Cycle.objects.create(number=5, first_session=55, last_session=68)

    with pytest.raises(NoReferenceData):
        load_demonstration(at=AT)

    assert State.objects.count() == 0


def test_load_demo_prints_one_line_for_each_person(db):
    record, out = make_record(), StringIO()

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


def test_load_demonstration_posts_what_others_approved(record):
    rows = CampaignMessage.objects.order_by("date", "time")
    assert Counter(row.status for row in rows) == {"posted": 2, "approved": 2, "written": 2, "idea": 1}
    assert [row.language for row in rows if row.variant_of_id] == ["fr", "ar"]
    assert [row.length.over > 0 for row in rows if row.status == "written"] == [False, True]
    assert not [row for row in rows if row.approved_by_id == row.written_by_id]
    assert sorted(row.impressions for row in MessageResult.objects.last_known().values()) == [2950, 6830]
    assert Deadline.objects.filter(key__startswith="campaign:", status="open").count() == 4
