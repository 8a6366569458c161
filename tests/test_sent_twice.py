"""A form that is sent again while the first is still under way makes one row, with all that belongs to it once."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from advocacy.models import CampaignMessage, Event, EventTask, Meeting, Push, Target
from advocacy.services.campaign import add_message
from advocacy.services.events import add_task, plan_event
from advocacy.services.meetings import plan_meeting
from advocacy.services.pipeline import add_target
from advocacy.services.pushes import add_push
from common.models import AuditEvent
from implementation.models import (
    Action,
    Evidence,
    FollowUp,
    FundingCall,
    Indicator,
    Lesson,
    MidTermDraft,
    Occasion,
    StateClaim,
)
from implementation.services.evidence import add_evidence
from implementation.services.follow_ups import create_follow_up
from implementation.services.funding import create_funding
from implementation.services.indicators import create_indicator
from implementation.services.lessons import create_lesson
from implementation.services.mechanism import create_occasion
from implementation.services.midterm_drafts import create_draft
from implementation.services.plans import create_action
from implementation.services.state_claims import create_state_claim
from reminders.models import Deadline
from reminders.services.deadlines import close_deadline
from submissions.models import Comment, Paragraph, PriorityIssue, Section, Submission
from submissions.services.comments import comment
from submissions.services.drafting import create_submission
from submissions.services.preparing import create_prepared
from tests.advocacy.campaigned import SAID
from tests.advocacy.held import SIDE_EVENT, make_event
from tests.advocacy.pushed import MINISTRY
from tests.advocacy.targeted import MEETING, make_meeting
from tests.factories import make_recommendation, make_state, make_workspace
from tests.implementation.state_claims_noted import WORDS as CLAIM
from tests.same_moment import in_the_same_moment
from tests.submissions.drafted import make_paragraph, make_submission

DAY = date(2030, 5, 2)
TITLE = {"title": "Embassy of France"}
DATED = TITLE | {"date": DAY}
REPORT = {"name": "Mid-term 2027", "order": "theme", "shows": []}
STEP = {"next_step": "Call them", "next_date": DAY}


def _prepared(workspace, **who):
    words = {"title": "Torture"}
    return create_prepared(model=PriorityIssue, workspace=workspace, words=words, links={}, **who)


def _target(workspace, **who):
    return add_target(workspace=workspace, state=make_state("FRA"), words=STEP, proposals=[], **who)


def _task(workspace, **who):
    event = Event.objects.first() or make_event(workspace, who["by"])
    return add_task(event=event, words=DATED, **who)


def _push(workspace, **who):
    return add_push(workspace=workspace, words=MINISTRY | STEP, recommendations=[], **who)


def _asked(workspace):
    return workspace.review.recommendations.first() or make_recommendation(workspace.review, item=7)


def _claim(workspace, **who):
    return create_state_claim(workspace=workspace, recommendation=_asked(workspace), words=CLAIM, **who)


def _comment(workspace, **who):
    text = Paragraph.objects.first() or make_paragraph(make_submission(workspace, who["by"]), who["by"])
    return comment(paragraph=text, text="Says who?", **who)


def _evidence(workspace, **who):
    said = {"kind": "link", "title": f"Census {who['key']}", "url": "https://census.example"}
    return add_evidence(workspace=workspace, recommendation=_asked(workspace), **said, **who)


def _about(create, **words):
    return lambda workspace, **who: create(workspace=workspace, words=words, recommendations=[], **who)


# Of which kind a row is, how it is made, and how many deadlines come with it.
MADE = {
    PriorityIssue: (_prepared, 0),
    Meeting: (lambda workspace, **who: plan_meeting(workspace=workspace, words=DATED, links={}, **who), 1),
    Event: (lambda workspace, **who: plan_event(workspace=workspace, words=SIDE_EVENT | DATED, links={}, **who), 1),
    EventTask: (_task, 1),
    Target: (_target, 1),
    Push: (_push, 1),
    CampaignMessage: (lambda workspace, **who: add_message(workspace=workspace, words=SAID | {"date": DAY}, **who), 1),
    Lesson: (lambda workspace, **who: create_lesson(workspace=workspace, words={"stage": 1, "text": "Go"}, **who), 0),
    MidTermDraft: (
        lambda workspace, **who: create_draft(workspace=workspace, words=REPORT, themes=[], organisations=[], **who),
        0,
    ),
    StateClaim: (_claim, 0),
    Indicator: (_about(create_indicator, kind="outcome", title="Days in custody"), 0),
    Occasion: (_about(create_occasion, kind="meeting", title="Interview", date=DAY), 1),
    FollowUp: (_about(create_follow_up, kind="letter", title="A", body="B", due_date=DAY), 1),
    Action: (_about(create_action, title="Train judges", end_date=DAY), 1),
    FundingCall: (
        lambda workspace, **who: create_funding(
            model=FundingCall, workspace=workspace, words=TITLE | {"funder": "Fund", "due_date": DAY}, **who
        ),
        1,
    ),
    Evidence: (_evidence, 0),
    Submission: (
        lambda workspace, **who: create_submission(
            workspace=workspace, words={"kind": "individual", "language": "en"}, **who
        ),
        0,
    ),
    Comment: (_comment, 0),
}


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_one_row_with_its_deadline(workspace, amina):
    at = timezone.now()
    for model, (make, dues) in MADE.items():
        who = {"by": amina, "at": at, "key": uuid4()}
        if model in {EventTask, Comment, StateClaim, Evidence}:
            # What it belongs to was there before.
            make(workspace, **who | {"key": uuid4()})
        before = AuditEvent.objects.count(), Deadline.objects.count(), model.objects.count()

        def once(make=make, who=who):
            return make(workspace, **who)

        answered = in_the_same_moment(once, once)

        after = AuditEvent.objects.count(), Deadline.objects.count(), model.objects.count()
        new = [one - other for one, other in zip(after, before, strict=True)]
        # Each deadline is noted as well.
        assert (model, answered.pk, new) == (model, who["key"], [1 + dues, dues, 1])
    assert Section.objects.filter(submission=Submission.objects.order_by("created_at").first()).count() > 0


def test_sent_once_more_it_leaves_the_deadline_as_somebody_left_it(workspace, amina):
    at, left = timezone.now(), {}
    for model in (Meeting, Event, EventTask, Target, Push, CampaignMessage):
        make, who = MADE[model][0], {"by": amina, "at": at, "key": uuid4()}
        deadline = Deadline.objects.get(key=make(workspace, **who).deadline_key)
        close_deadline(deadline=deadline, status=Deadline.Status.DONE, by=amina, at=at)

        make(workspace, **who)

        deadline.refresh_from_db()
        left[model] = deadline.status
    assert set(left.values()) == {Deadline.Status.DONE}


def test_the_key_of_another_workspaces_row_leads_nowhere(client, workspace, amina, chidi):
    theirs = make_meeting(make_workspace(review=workspace.review), chidi, title="Secret")
    client.force_login(amina)
    typed = MEETING | {"key": theirs.pk, "place": "Rue de Varembé"}

    answer = client.post(reverse("advocacy:meeting_create", args=[workspace.pk]), typed)

    page = answer.content.decode()
    assert (answer.status_code, "Secret" in page, "Rue de Varembé" in page) == (409, False, True)
    assert Meeting.objects.get().workspace == theirs.workspace
