"""Factsheets handed over at meetings: chosen before, said after, and read from both sides."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from advocacy.meeting_mail import draft_of
from advocacy.meeting_page import handed, handed_of
from advocacy.models import Meeting
from common.actor import acting_for
from tests.advocacy.sheets import make_sheet
from tests.advocacy.targeted import MEETING, make_meeting, make_target
from tests.factories import make_member, make_organisation, make_workspace


def address(name, row):
    return reverse(f"advocacy:{name}", args=[row.pk])


def debrief(client, row, **sent):
    return client.post(address("meeting_debrief", row), {"stands": "met", "said": "Yes", "seen": row.version} | sent)


def titles(meeting):
    return [sheet.title for sheet in meeting.factsheets.all()]


def test_they_are_chosen_when_a_meeting_is_planned(client, workspace, amina):
    sheet = make_sheet(workspace, amina)
    client.force_login(amina)

    client.post(address("meeting_create", workspace), MEETING | {"factsheets": [sheet.pk], "key": sheet.pk})

    assert titles(Meeting.objects.get()) == ["Torture in police stations"]


def test_what_was_left_with_them_is_written_down_beside_other_papers(client, workspace, amina):
    planned, given = make_sheet(workspace, amina), make_sheet(workspace, amina, title="Fair trials", language="fr")
    row = make_meeting(workspace, amina, factsheets=[planned])
    client.force_login(amina)

    form = client.get(address("meeting_debrief", row)).context["form"]
    debrief(client, row, factsheets=[given.pk], papers="A letter")

    assert form["factsheets"].value() == [planned.pk]
    row.refresh_from_db()
    assert (titles(row), row.papers) == (["Fair trials"], "A letter")


def test_the_same_sent_twice_is_one_change_and_another_factsheet_is_not_lost(client, workspace, amina):
    first, second = make_sheet(workspace, amina), make_sheet(workspace, amina, title="Fair trials")
    row = make_meeting(workspace, amina)
    client.force_login(amina)
    debrief(client, row, factsheets=[first.pk])

    assert debrief(client, row, factsheets=[first.pk]).status_code == 302
    answer = debrief(client, row, factsheets=[second.pk])

    assert answer.status_code == 409
    assert answer.context["form"]["factsheets"].value() == [str(second.pk)]
    assert titles(row) == ["Torture in police stations"]


@pytest.mark.parametrize("view", ["meeting_edit", "meeting_debrief"])
def test_those_of_another_workspace_are_not_offered(client, workspace, amina, view):
    elsewhere = make_workspace(organisation=make_organisation(), review=workspace.review)
    with acting_for(amina):
        row = make_meeting(workspace, amina)
    foreign = make_sheet(elsewhere, make_member(elsewhere.organisations.get()), title="Foreign")
    client.force_login(amina)

    answer = client.post(
        address(view, row), MEETING | {"stands": "met", "factsheets": [foreign.pk], "key": row.pk, "seen": row.version}
    )

    assert "factsheets" in answer.context["form"].errors
    assert titles(row) == []


def test_both_sides_say_to_whom_and_when(client, workspace, amina):
    sheet = make_sheet(workspace, amina)
    make_meeting(workspace, amina, factsheets=[sheet], date=date(2026, 3, 2), status="held")
    make_meeting(workspace, amina, factsheets=[sheet], date=date(2026, 4, 2), state=None, title="OHCHR")
    make_meeting(workspace, amina, factsheets=[sheet], date=date(2026, 5, 2), status="cancelled")

    found = [(one.meeting.with_whom, one.meeting.date.month, one.is_over) for one in handed_of(sheet, amina)]

    assert found == [("Fra", 3, True), ("OHCHR", 4, False)]
    assert handed(Meeting.objects.with_factsheets().in_order()) == handed_of(sheet, amina)


def test_pages_of_factsheet_meeting_state_and_day_name_it(client, workspace, amina):
    sheet = make_sheet(workspace, amina)
    row = make_meeting(workspace, amina, factsheets=[sheet], date=date(2026, 3, 2), status="held")
    target = make_target(workspace, amina)
    client.force_login(amina)

    pages = [
        client.get(address("factsheet_detail", sheet)),
        client.get(address("factsheet_delete", sheet)),
        client.get(address("target_detail", target)),
        client.get(address("meeting_detail", row)),
        client.get(address("meeting_day", workspace), {"day": "2026-03-02"}),
    ]
    words = [row.get_absolute_url(), row.get_absolute_url(), *[sheet.title] * 3]

    assert [word in page.content.decode() for word, page in zip(words, pages, strict=True)] == [True] * 5
    assert "handed over on 2 March 2026" in pages[0].content.decode()


def test_the_draft_of_the_mail_names_them_before_the_other_papers(workspace, amina):
    sheet = make_sheet(workspace, amina)
    row = make_meeting(workspace, amina, factsheets=[sheet], papers="a letter")

    assert "We left these papers with you: Torture in police stations, a letter" in draft_of(row).text


def test_a_state_costs_the_same_however_much_was_handed_over(client, workspace, amina, django_assert_num_queries):
    target = make_target(workspace, amina)
    make_meeting(workspace, amina, factsheets=[make_sheet(workspace, amina)])
    client.force_login(amina)
    client.get(target.get_absolute_url())
    with django_assert_num_queries(COST):
        client.get(target.get_absolute_url())
    for title in ("Fair trials", "Detention"):
        make_meeting(workspace, amina, factsheets=[make_sheet(workspace, amina, title=title)])
    with django_assert_num_queries(COST):
        client.get(target.get_absolute_url())


COST = 18


@pytest.mark.parametrize(
    "table",
    [
        "advocacy_meeting_factsheets",
        "advocacy_factsheet_proposals",
        "advocacy_push_recommendations",
        "advocacy_strategy_proposals",
    ],
)
def test_what_is_linked_stands_behind_the_wall(workspace, table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relname = %s", [table])
        assert cursor.fetchone() == (True,)
