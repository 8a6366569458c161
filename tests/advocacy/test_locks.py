"""Whoever takes a row away goes the way of whoever writes one: what names it first, then the row, then its deadlines.

Each other way round two people would wait for each other until the database sends one of them away.
"""

from datetime import date

import pytest
from django.utils import timezone

from advocacy.models import CampaignMessage, Event, Factsheet, Meeting, Statement, Strategy, Target
from advocacy.services.campaign import delete_message
from advocacy.services.events import change_event
from advocacy.services.factsheets import StillPublished, delete_factsheet
from advocacy.services.following import NAMED_BY
from advocacy.services.meetings import change_meeting, delete_meeting
from advocacy.services.pipeline import change_target, delete_target
from advocacy.services.pushes import change_push, delete_push
from submissions.models import ProposedRecommendation
from submissions.services.preparing import change_prepared, delete_prepared
from tests.advocacy.campaigned import make_message
from tests.advocacy.held import make_event
from tests.advocacy.pushed import make_push
from tests.advocacy.sheets import make_sheet, publish
from tests.advocacy.targeted import make_meeting, make_target
from tests.factories import make_recommendation
from tests.same_moment import in_the_same_moment


def by(person):
    return {"by": person, "at": timezone.now()}


def hold(row):
    return type(row).objects.select_for_update().get(pk=row.pk)


def change_place(event, person):
    return change_event(event=event, words={"place": "Room XX"}, links={}, seen=event.version, **by(person))


@pytest.mark.django_db(transaction=True)
def test_a_sheet_and_what_it_asks_for_go_at_once(workspace, amina, odile):
    sheet = make_sheet(workspace, amina)
    proposal = sheet.proposals.first()
    event = make_event(workspace, amina, links={"factsheets": [sheet], "proposals": [proposal]})

    # Of both the event is told; the sheet is told of the proposal.
    in_the_same_moment(
        lambda: change_place(event, amina),
        lambda: delete_factsheet(factsheet=sheet, **by(odile)),
        lambda: delete_prepared(row=proposal, **by(amina)),
    )

    left = Factsheet.objects.count(), ProposedRecommendation.objects.filter(pk=proposal.pk).count()
    assert (left, Event.objects.get().place) == ((0, 0), "Room XX")


@pytest.mark.django_db(transaction=True)
def test_whoever_changes_a_sheet_waits_for_nobody_who_takes_it_away(workspace, amina, odile):
    sheet = make_sheet(workspace, amina)
    event = make_event(workspace, amina, links={"factsheets": [sheet]})
    words = {"words": {"title": "Torture in prisons"}, "links": {}, "seen": sheet.version}

    in_the_same_moment(
        lambda: change_place(event, amina),
        lambda: delete_factsheet(factsheet=sheet, **by(odile)),
        lambda: change_prepared(row=sheet, **words, **by(amina)),
    )

    assert Factsheet.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_published_in_the_same_moment_stays(workspace, amina, odile):
    sheet = make_sheet(workspace, amina)

    with pytest.raises(StillPublished):
        in_the_same_moment(lambda: publish(sheet, odile), lambda: delete_factsheet(factsheet=sheet, **by(amina)))

    assert Factsheet.objects.get().editions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_one_message_in_two_languages_both_go_at_once(workspace, amina, odile):
    # The key of the second comes before that of the first.
    first = make_message(workspace, amina)
    while (variant := make_message(workspace, amina, variant_of=first)).pk > first.pk:
        delete_message(message=variant, **by(amina))

    in_the_same_moment(
        lambda: hold(variant),
        lambda: delete_message(message=first, **by(odile)),
        lambda: hold(first),
    )

    assert CampaignMessage.objects.get() == variant


DATED = {
    "target": (
        lambda workspace, person: make_target(workspace, person, next_step="Call them", next_date=date(2030, 5, 2)),
        lambda row, **by: change_target(target=row, words={"next_date": None}, proposals=[], seen=row.version, **by),
        delete_target,
    ),
    "meeting": (
        make_meeting,
        lambda row, **by: change_meeting(meeting=row, words={"title": "Embassy"}, links={}, seen=row.version, **by),
        delete_meeting,
    ),
    "push": (
        lambda workspace, person: make_push(
            workspace,
            person,
            make_recommendation(workspace.review, item=7),
            next_step="Call",
            next_date=date(2030, 5, 2),
        ),
        lambda row, **by: change_push(
            push=row, words={"next_step": "Write"}, recommendations=[], seen=row.version, **by
        ),
        delete_push,
    ),
}


@pytest.mark.django_db(transaction=True)
def test_a_row_comes_before_its_deadline(workspace, amina, odile):
    left = {}
    for name, (make, change, delete) in DATED.items():
        row = make(workspace, amina)

        in_the_same_moment(
            lambda row=row: hold(row),
            lambda name=name, row=row, delete=delete: delete(**{name: row}, **by(odile)),
            lambda row=row, change=change: change(row, **by(amina)),
        )

        left[name] = type(row).objects.count()
    assert left == {"target": 0, "meeting": 0, "push": 0}


def test_kinds_are_locked_in_one_order():
    order = [Event, CampaignMessage, Meeting, Strategy, Target, Factsheet, Statement, ProposedRecommendation]

    for named, naming in NAMED_BY.items():
        places = [order.index(model) for model in naming]
        assert places == sorted(places)
        assert named not in order or places[-1] <= order.index(named)
