"""Rows of everything that a list of the platform shows, for the tests that count what each list asks."""

from cycles.models import PublishedRating, Recommendation
from cycles.services.rendering import render_rows
from implementation.models import Evidence
from submissions.models import ProposedRecommendation
from tests.advocacy.campaigned import figure, make_message, post
from tests.advocacy.decided import decide
from tests.advocacy.held import make_event, make_speaker, make_task
from tests.advocacy.pushed import make_push
from tests.advocacy.sheets import make_sheet
from tests.advocacy.spoken import make_statement, say
from tests.advocacy.strategic import make_strategy, share
from tests.advocacy.targeted import make_meeting, make_target
from tests.factories import (
    AT,
    make_member,
    make_organisation,
    make_rating,
    make_recommendation,
    make_review,
    make_state,
    make_workspace,
)
from tests.implementation.planned import make_action, make_follow_up
from tests.reminders.made import make_deadline
from tests.submissions.drafted import make_paragraph, make_submission
from tests.submissions.prepared import make_issue, make_prepared


def fill(workspace, by, organisation, places):
    """For each place, a row of everything that a list shows, with all that hangs on a row."""
    for place in places:
        state = make_state("ABC"[place] * 3)
        review = make_review(state, cycle=3, session=40)
        make_workspace(organisation, review)
        make_issue(place + 1, f"Issue {place}")
        recommendation = make_recommendation(workspace.review, states=["FRA", "TGO"], themes=[f"Theme {place}"])
        publish(recommendation, workspace)
        fill_implementation(workspace, by, recommendation)
        make_paragraph(make_submission(workspace, by), by)
        fill_advocacy(workspace, by, organisation, recommendation, state)
        share_elsewhere(review)
    render_rows(Recommendation.objects.all())


def publish(recommendation, workspace):
    said = {"publisher_name": "Ours", "level": "fully", "since": AT.date()}
    PublishedRating.objects.create(recommendation=recommendation, publisher_id=workspace.pk, **said)


def fill_implementation(workspace, by, recommendation):
    make_rating(workspace, recommendation, by)
    row = {"workspace": workspace, "kind": "link", "title": "t", "url": "https://example.org/"}
    Evidence.objects.create(**row, created_at=AT, created_by=by).recommendations.add(recommendation)
    make_action(workspace, by, [recommendation])
    make_follow_up(workspace, by, [recommendation])
    make_deadline(workspace, by, person=by)


def fill_advocacy(workspace, by, organisation, recommendation, state):
    proposal = make_prepared(ProposedRecommendation, workspace, by, {"states": [state]})
    target = make_target(workspace, by, state.pk, proposals=[proposal], person=by)
    sheet, statement = make_sheet(workspace, by), make_statement(workspace, by)
    make_meeting(workspace, by, state.pk, proposals=[proposal], factsheets=[sheet])
    links = {"invited": [target], "proposals": [proposal], "factsheets": [sheet], "statements": [statement]}
    event = make_event(workspace, by, links=links)
    make_speaker(event, by, organisation=organisation, may_be_named=True)
    make_task(event, by, person=by)
    figure(post(make_message(workspace, by), make_member(organisation)), by, likes=3)
    decide(proposal, recommendation, by)
    make_strategy(workspace, by, links={"proposals": [proposal]})
    say(statement, by)
    make_push(workspace, by, recommendation, person=by)


def share_elsewhere(review):
    organisation = make_organisation()
    owner = make_member(organisation, role="owner")
    share(make_strategy(make_workspace(organisation, review), owner), organisation, owner)
