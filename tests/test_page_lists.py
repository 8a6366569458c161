"""Every list that is a page asks the database equally often for one row and for many; the URLconf says which exist."""

from datetime import timedelta
from uuid import uuid4

from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.services.coalitions import show_coalition
from accounts.services.machines import create_machine
from accounts.services.second_factors import ask_way_back
from cycles.models import ImportRun, SavedSearch
from implementation.models import Evidence, FundingNeed, MidTermReport, RatingRules
from implementation.services.clusters import create_cluster
from reminders.services.feeds import create_feed
from submissions.models import Consultation
from submissions.services.annexes import add_annex
from tests.accounts.factors import give_app
from tests.advocacy.contacted import make_contact, make_post
from tests.advocacy.held import make_delegate
from tests.advocacy.pushed import make_priority, make_question
from tests.factories import (
    AT,
    make_member,
    make_organisation,
    make_rating,
    make_recommendation,
    make_review,
    make_share,
    make_state,
    make_token,
    make_user,
    make_workspace,
)
from tests.implementation.indicators_noted import make_indicator
from tests.implementation.lessons_noted import make_lesson
from tests.implementation.planned import make_funding
from tests.implementation.pledged import make_pledge
from tests.implementation.state_claims_noted import make_claim
from tests.listed import fill
from tests.reminders.made import make_key_date
from tests.submissions.prepared import make_prepared
from tests.submissions.test_annexes import WORDS as ANNEX
from tests.test_access import OUR_APPS

# Lists of what stands in files and in texts, not in the database.
NO_ROWS = {"accounts:mail_list", "guidance:guide_list"}
# All 54 issues, whatever is in the record.
OF_ONE_LENGTH = {"cycles:issue_list"}
# How often each list asks the database, and each page, file or feed that grows like one. A new list goes in here, and
# its rows into ``fill_pages``.
QUERIES = {
    "cycles:calendar_import": 4,
    "cycles:calendar_month": 8,
    "cycles:import_list": 5,
    "cycles:issue_list": 6,
    "cycles:saved_search_list": 4,
    "cycles:session_detail": 8,
    "cycles:session_list": 5,
    "cycles:state_list": 5,
    "accounts:coalition_list": 10,
    "accounts:factor_request_list": 4,
    "accounts:machine_list": 11,
    "accounts:organisation_list": 7,
    "accounts:record_editor_list": 4,
    "accounts:share_list": 12,
    "accounts:token_list": 6,
    "accounts:workspace_members": 16,
    "accounts:workspace_trail": 14,
    "reminders:deadline_list": 13,
    "reminders:feed_ics": 19,
    "reminders:feed_list": 5,
    "reminders:workspace_feed_list": 10,
    "implementation:action_list": 16,
    "implementation:bin_list": 10,
    "implementation:cluster_list": 17,
    "implementation:embassy_list": 10,
    "implementation:evidence_list": 12,
    "implementation:follow_up_list": 12,
    "implementation:funding_list": 14,
    "implementation:indicator_list": 12,
    "implementation:lesson_list": 11,
    "implementation:midterm_report_list": 13,
    "implementation:overview": 25,
    "implementation:pledge_list": 13,
    "implementation:rating_bulk": 15,
    "implementation:rating_list": 26,
    "implementation:rating_review_list": 12,
    "implementation:state_claim_list": 11,
    "submissions:annex_list": 11,
    "submissions:consultation_list": 11,
    "submissions:priority_issue_list": 10,
    "submissions:proposal_list": 11,
    "submissions:submission_list": 10,
    "advocacy:campaign_list": 13,
    "advocacy:campaign_results": 11,
    "advocacy:contact_duplicates": 10,
    "advocacy:contact_list": 10,
    "advocacy:delegate_list": 13,
    "advocacy:event_list": 16,
    "advocacy:factsheet_list": 12,
    "advocacy:lobbying": 19,
    "advocacy:meeting_list": 10,
    "advocacy:mission_list": 5,
    "advocacy:plenary_desk": 19,
    "advocacy:push_list": 21,
    "advocacy:question_list": 13,
    "advocacy:statement_list": 11,
    "advocacy:strategy_list": 10,
    "advocacy:target_list": 14,
    "advocacy:uptake_list": 17,
    "impact:workspace_detail": 19,
}


def list_pages():
    """The pages of the URLconf that are called lists."""
    pending, found = [get_resolver()], set()
    while pending:
        resolver = pending.pop()
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                pending.append(entry)
            elif entry.name and entry.name.endswith("_list"):
                found.add(f"{entry.callback.__module__.split('.')[0]}:{entry.name}")
    return {name for name in found if name.split(":")[0] in OUR_APPS} - NO_ROWS


def fill_pages(workspace, by, organisation, places):
    """For each place, a row of everything that a page lists and no route of the API does."""
    fill(workspace, by, organisation, places)
    for place in places:
        state = make_state("ABC"[place] * 3)
        fill_accounts(workspace, by, organisation, state, place)
        fill_record(workspace, by, state, place)
        fill_reports(workspace, by, place)
        make_prepared(Consultation, workspace, by)
        add_annex(submission=submission_of(workspace), words=ANNEX, by=by, at=timezone.now(), key=uuid4())
        make_priority(workspace, by)
        make_contact(workspace, by)
        make_delegate(workspace, by)
        make_post(by, state.pk)
        make_question(workspace.review, order=place + 1)


def fill_accounts(workspace, by, organisation, state, place):
    now = timezone.now()
    make_organisation(is_public=True, state=state)
    elsewhere = make_workspace(make_organisation(), make_review(state, cycle=2, session=20 + place))
    show_coalition(workspace=elsewhere, title="Join", text="", by=by, at=now)
    make_member(make_organisation(), is_record_editor=True)
    make_token(by, workspace, scopes=["read_workspace"])
    machine = {"purpose": "Dashboard", "scopes": ["read_workspace"], "days": 30, "key": uuid4()}
    create_machine(workspace=workspace, by=by, at=now, **machine)
    make_share(workspace, by)
    for whose in (workspace, None):
        create_feed(workspace=whose, language="en", by=by, at=now)
    lost = make_member(organisation)
    give_app(lost)
    ask_way_back(user=lost, wait=timedelta(0), at=now)


def fill_record(workspace, by, state, place):
    SavedSearch.objects.create(user=by, name=f"Search {place}", query="", created_at=AT)
    other = {"created_at": AT, "created_by": make_user(), "status": "proposed", "digest": f"{place}"}
    for format, review in (("thematic_list", workspace.review), ("calendar", None)):
        ImportRun.objects.create(format=format, review=review, file_name="x", **other)
    make_review(workspace.review.state_under_review, cycle=5 + place, session=60 + place)
    make_key_date(workspace, ("presession", "advance_questions", "midterm_report")[place])
    make_pledge(workspace.review, order=place + 1)


def fill_reports(workspace, by, place):
    recommendation = make_recommendation(workspace.review, states=["ABC"[place] * 3])
    make_rating(workspace, recommendation, make_user(), state="sent", is_counted=False)
    make_indicator(workspace, by, [recommendation])
    make_lesson(workspace, by)
    make_claim(workspace, recommendation, by)
    make_funding(FundingNeed, workspace, by, currency=("USD", "EUR", "CHF")[place])
    numbered = [recommendation, make_recommendation(workspace.review)]
    create_cluster(workspace=workspace, name="Law", recommendations=numbered, by=by, at=AT, key=uuid4())
    link = {"workspace": workspace, "kind": "link", "title": "t", "url": "https://example.org/"}
    Evidence.objects.create(**link, created_at=AT, created_by=by, binned_at=AT, binned_by=by)
    MidTermReport.objects.create(workspace=workspace, created_by=by, created_at=AT, language="en", file_format="pdf")


def submission_of(workspace):
    return workspace.submissions.order_by("created_at").first()


def address_of(name, workspace, secret):
    match name:
        case "cycles:calendar_month":
            return f"{reverse(name)}?month=2025-01"
        case "cycles:session_detail":
            return reverse(name, args=[40])
        case "reminders:feed_ics":
            return reverse(name, args=[secret])
        case "submissions:annex_list":
            return reverse(name, args=[submission_of(workspace).pk])
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse(name, args=[workspace.pk])


def ask(client, address):
    """How long the list is, and how many queries it took when it was asked again: some answers are kept for a while."""
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    return len(answer.content), len(queries)


def test_every_page_called_a_list_has_its_number():
    assert list_pages() - QUERIES.keys() == set()


def test_every_list_costs_its_queries_with_one_row_and_with_three(client, odile, organisation, workspace):
    odile.is_record_editor = True
    odile.save()
    RatingRules.objects.create(workspace=workspace, needs_approval=True)
    secret = create_feed(workspace=workspace, language="en", by=odile, at=timezone.now())[1]
    client.force_login(odile)

    fill_pages(workspace, odile, organisation, range(1))
    few = {name: ask(client, address_of(name, workspace, secret)) for name in QUERIES}
    fill_pages(workspace, odile, organisation, range(1, 3))
    for cache in caches.all():
        cache.clear()
    many = {name: ask(client, address_of(name, workspace, secret)) for name in QUERIES}

    assert {name: queries for name, (_, queries) in few.items()} == QUERIES
    assert {name: queries for name, (_, queries) in many.items()} == QUERIES
    assert {name for name in QUERIES if many[name][0] <= few[name][0]} == OF_ONE_LENGTH
