"""Deadlines of a workspace as people set, read, give and close them."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from reminders.models import Deadline, PersonalHours
from reminders.services.deadlines import Day, close_deadline
from reminders.services.rounds import plan_rounds
from tests.factories import make_organisation, make_state
from tests.reminders.made import in_days, make_deadline, make_key_date

pytestmark = pytest.mark.django_db
WORDS = {
    "title": "Draft ready",
    "kind": "draft",
    "date": "2027-04-02",
    "time": "17:30",
    "zone": "Africa/Nairobi",
    "holder": "",
    "key": "6f2f37a2-4a46-4a1e-9d36-9a0a0dd9a001",
}


def url(name, *keys):
    return reverse(f"reminders:{name}", args=keys)


def create(client, workspace, **changes):
    return client.post(url("deadline_create", workspace.pk), WORDS | changes)


def errors(answer):
    return {name: [str(one) for one in found] for name, found in answer.context["form"].errors.items()}


EVERYBODY = ["amina", "bruno", "odile", "partner", "supporter", "observer"]


@pytest.mark.parametrize("person", EVERYBODY)
def test_everybody_in_the_workspace_reads(client, request, workspace, amina, person):
    deadline = make_deadline(workspace, amina)
    client.force_login(request.getfixturevalue(person))

    assert "Draft ready" in client.get(url("deadline_list", workspace.pk)).content.decode()
    assert client.get(url("deadline_detail", deadline.pk)).status_code == 200


def test_a_stranger_learns_nothing(client, workspace, amina, chidi):
    deadline = make_deadline(workspace, amina)
    client.force_login(chidi)
    answers = [
        client.get(url("deadline_list", workspace.pk)),
        client.get(url("deadline_create", workspace.pk)),
        client.get(url("deadline_detail", deadline.pk)),
        client.get(url("deadline_edit", deadline.pk)),
        client.post(url("deadline_assign", deadline.pk), {"holder": ""}),
        client.post(url("deadline_close", deadline.pk), {"to": "done"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 6


@pytest.mark.parametrize(("person", "status"), [("amina", 302), ("partner", 302), ("bruno", 403), ("observer", 403)])
def test_writers_set_and_close(client, request, workspace, amina, person, status):
    deadline = make_deadline(workspace, amina)
    client.force_login(request.getfixturevalue(person))

    assert create(client, workspace).status_code == status
    assert client.post(url("deadline_edit", deadline.pk), WORDS | {"seen": deadline.version}).status_code == status
    assert client.post(url("deadline_assign", deadline.pk), {"holder": ""}).status_code == status
    assert client.post(url("deadline_close", deadline.pk), {"to": "done"}).status_code == status


def test_create_keeps_the_wall_clock_that_was_meant(client, workspace, amina, bruno):
    client.force_login(amina)

    answer = create(client, workspace, zone="nairobi", holder=f"person:{bruno.pk}")

    deadline = Deadline.objects.get()
    assert answer.headers["Location"] == deadline.get_absolute_url()
    assert (deadline.date, deadline.time, deadline.zone) == (date(2027, 4, 2), time(17, 30), "Africa/Nairobi")
    assert f"{deadline.ends_at:%Y-%m-%d %H:%M}" == "2027-04-02 14:30"
    assert (deadline.person, deadline.organisation) == (bruno, None)


def test_the_button_pressed_twice_sets_one(client, workspace, amina):
    client.force_login(amina)

    create(client, workspace)
    create(client, workspace)

    assert Deadline.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": ""}, "title", "Write what is due."),
        ({"date": ""}, "date", "Choose a day."),
        ({"date": "2027-02-30"}, "date", "This is no day of the calendar. Write it as 2027-04-02."),
        ({"date": "2020-04-02"}, "date", "This day is over. Choose today or a day to come."),
        ({"date": "2207-04-02"}, "date", "This is more than fifteen years ahead. Check the year."),
        ({"time": "25:10"}, "time", "This is no hour. Write it as 17:30."),
        (
            {"date": "2027-03-28", "time": "02:30", "zone": "Europe/Zurich"},
            "time",
            "On 28 March 2027 the clocks of Europe/Zurich go forward: there is no 02:30, they show 03:30 then. "
            "Choose another hour.",
        ),
        ({"zone": "Africa/Nairoby"}, "zone", "No time zone is called “Africa/Nairoby”. Did you mean Africa/Nairobi?"),
        (
            {"zone": "qqq\x00"},
            "zone",
            "Null characters are not allowed.",
        ),
        (
            {"zone": "Qqqq"},
            "zone",
            "No time zone is called “Qqqq”. Write a continent and a city, such as Africa/Nairobi.",
        ),
        ({"kind": "submission"}, "kind", "Select a valid choice. submission is not one of the available choices."),
        ({"holder": "person:x"}, "holder", "They are not in this workspace any more. Choose again."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(client, workspace, amina, changes, field, words):
    client.force_login(amina)

    answer = create(client, workspace, **changes)

    assert errors(answer) == {field: [words]}
    typed = WORDS | changes
    assert [answer.context["form"][name].value() for name in ("title", "date", "zone")] == [
        typed["title"],
        typed["date"],
        typed["zone"],
    ]
    assert Deadline.objects.count() == 0


def test_an_hour_of_today_that_is_over(client, workspace, amina):
    client.force_login(amina)
    earlier = timezone.now().astimezone(ZoneInfo("Pacific/Auckland")) - timedelta(minutes=2)
    there = {"date": str(earlier.date()), "time": f"{earlier:%H:%M}", "zone": "Pacific/Auckland"}

    assert list(errors(create(client, workspace, **there)).values()) in (
        [["This hour is over. Choose a later one."]],
        [["This day is over. Choose today or a day to come."]],
    )


def test_people_of_another_organisation_cannot_be_chosen(client, workspace, amina, partner):
    client.force_login(amina)

    assert list(errors(create(client, workspace, holder=f"person:{partner.pk}"))) == ["holder"]
    theirs = partner.organisations.get()
    assert create(client, workspace, holder=f"organisation:{theirs.pk}").status_code == 302
    outside = make_organisation()
    assert list(errors(create(client, workspace, holder=f"organisation:{outside.pk}"))) == ["holder"]


def test_a_move_is_in_the_log_with_before_and_after(client, workspace, amina):
    deadline = make_deadline(workspace, amina, Day(day=date(2027, 3, 1)))
    client.force_login(amina)

    client.post(url("deadline_edit", deadline.pk), WORDS | {"title": "The draft", "seen": deadline.version})

    log = client.get(url("deadline_detail", deadline.pk)).context["log"]
    assert [(row.what, row.before, row.after, row.who) for row in log] == [
        ("Moved", "1 March 2027", "2 April 2027, 17:30 (Africa/Nairobi)", "Amina"),
        ("Renamed", "", "", "Amina"),
        ("Set", "", "1 March 2027", "Amina"),
    ]


def test_words_of_a_late_deadline_can_be_changed_without_moving_it(client, workspace, amina):
    deadline = make_deadline(workspace, amina, in_days(-3, hour=None))
    client.force_login(amina)
    same = WORDS | {"date": str(deadline.date), "time": "", "zone": deadline.zone, "seen": deadline.version}

    assert client.post(url("deadline_edit", deadline.pk), same | {"title": "Late draft"}).status_code == 302
    assert Deadline.objects.get().title == "Late draft"


def test_two_people_change_it_and_nobodys_words_are_lost(client, workspace, amina, odile):
    deadline = make_deadline(workspace, amina)
    read = deadline.version
    client.force_login(odile)
    client.post(url("deadline_edit", deadline.pk), WORDS | {"title": "Odile's", "seen": read})
    client.force_login(amina)

    answer = client.post(url("deadline_edit", deadline.pk), WORDS | {"title": "Amina's", "seen": read})

    assert answer.status_code == 409
    assert answer.context["newer"].what == "Odile's"
    form = answer.context["form"]
    assert form["title"].value() == "Amina's"
    again = {**WORDS, "title": "Amina's", "seen": form["seen"].value()}
    assert client.post(url("deadline_edit", deadline.pk), again).status_code == 302
    assert Deadline.objects.get().title == "Amina's"


def test_a_date_of_the_review_is_given_and_ticked_but_not_moved(client, workspace, amina, bruno, edda):
    deadline = make_key_date(workspace)
    client.force_login(amina)

    page = client.get(url("deadline_detail", deadline.pk)).content.decode()
    assert client.get(url("deadline_edit", deadline.pk)).status_code == 403
    assert "Move or change it" not in page
    assert "It is a date of the review and follows the public calendar" in page
    assert "/reviews/XAR/4/dates/#presession" in page

    client.post(url("deadline_assign", deadline.pk), {"holder": f"person:{bruno.pk}"})
    client.post(url("deadline_close", deadline.pk), {"to": "done"})
    deadline.refresh_from_db()
    assert (deadline.person, deadline.status) == (bruno, "done")


@pytest.mark.parametrize(("to", "status"), [("done", "done"), ("cancel", "cancelled")])
def test_closed_and_opened_again(client, workspace, amina, to, status):
    deadline = make_deadline(workspace, amina)
    client.force_login(amina)

    client.post(url("deadline_close", deadline.pk), {"to": to})
    deadline.refresh_from_db()
    assert deadline.status == status

    client.post(url("deadline_close", deadline.pk), {"to": "open"})
    deadline.refresh_from_db()
    assert deadline.status == "open"
    assert client.post(url("deadline_close", deadline.pk), {"to": "nonsense"}).status_code == 404


def test_the_list_is_in_order_late_first_over_folded(client, workspace, amina):
    far = make_deadline(workspace, amina, Day(day=date(2028, 5, 20)), title="Far")
    near = make_deadline(workspace, amina, Day(day=date(2028, 4, 2)), title="Near")
    late = make_deadline(workspace, amina, in_days(-2, hour=None), title="Missed")
    passed = make_key_date(workspace, day=in_days(-5, hour=None))
    done = make_deadline(workspace, amina, title="Done")
    close_deadline(deadline=done, status="done", by=amina, at=timezone.now())
    client.force_login(amina)

    lists = client.get(url("deadline_list", workspace.pk)).context["lists"]

    assert [line.deadline for line in lists.late] == [late]
    assert [line.left for line in lists.late] == ["2 days ago"]
    assert [(month, [line.deadline for line in lines]) for month, lines in lists.ahead] == [
        ("April 2028", [near]),
        ("May 2028", [far]),
    ]
    assert [line.deadline for line in lists.over] == [done, passed]


def test_of_what_is_over_the_latest_fifty_are_shown(client, workspace, amina):
    for number in range(53):
        make_key_date(workspace, f"m{number}", day=in_days(-5 - number, hour=None))
    client.force_login(amina)

    lists = client.get(url("deadline_list", workspace.pk)).context["lists"]

    assert (len(lists.over), lists.more, lists.over[0].what) == (50, 3, "m0")
    assert len(client.get(url("deadline_list", workspace.pk) + "?all").context["lists"].over) == 53


def test_the_readers_clock_stands_beside_genevas(client, workspace, amina, organisation):
    deadline = make_key_date(workspace, day=Day(day=date(2027, 4, 2), hour=time(23, 59)))
    client.force_login(amina)

    def when():
        return client.get(url("deadline_detail", deadline.pk)).context["line"].when

    assert (when().words, when().here) == ("2 April 2027, 23:59 in Geneva", "")
    organisation.state = make_state("KEN", iso2="KE")
    organisation.save()
    assert when().here == "3 April 2027, 00:59 (Africa/Nairobi)"
    PersonalHours.objects.create(person=amina, zone="America/Port-au-Prince")
    assert when().here == "2 April 2027, 17:59 (America/Port-au-Prince)"


def test_reminders_to_come_are_shown_by_day(client, workspace, amina):
    deadline = make_deadline(workspace, amina, in_days(10))
    plan_rounds(at=timezone.now())
    client.force_login(amina)

    rounds = client.get(url("deadline_detail", deadline.pk)).context["rounds"]

    assert [one.lead for one in rounds] == [
        "7 days before",
        "3 days before",
        "1 day before",
        "6 hours before",
        "2 hours before",
        "the morning after, if it is still open",
    ]


def test_nobodys_address_is_shown_across_organisations(client, workspace, amina, partner):
    amina.name = ""
    amina.save()
    deadline = make_deadline(workspace, amina, person=amina)
    client.force_login(partner)

    for page in (url("deadline_list", workspace.pk), url("deadline_detail", deadline.pk)):
        assert amina.email not in client.get(page).content.decode()
    assert amina.email not in client.get(url("deadline_edit", deadline.pk)).content.decode()


@pytest.mark.parametrize("number", [1, 4])
def test_query_counts(client, workspace, amina, bruno, django_assert_num_queries, number):
    for _one in range(number):
        deadline = make_deadline(workspace, amina, person=bruno)
        make_deadline(workspace, amina, in_days(-1, hour=None), organisation=workspace.organisations.get())
    client.force_login(amina)

    # The days of the review are kept from now on.
    client.get(url("deadline_list", workspace.pk))
    with django_assert_num_queries(13):
        client.get(url("deadline_list", workspace.pk))
    with django_assert_num_queries(18):
        client.get(url("deadline_detail", deadline.pk))
