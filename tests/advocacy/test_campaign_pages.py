"""What the list, the calendar and the page of a day show of a campaign."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from advocacy.campaign_page import cover, month_of, runs, week_of
from reminders.models import PersonalHours
from reminders.moments import GENEVA
from tests.advocacy.campaigned import approve, make_message, post
from tests.factories import make_member

QUERIES = {"campaign_list": 13, "campaign_calendar": 13, "campaign_day": 13, "campaign_results": 11}


@pytest.fixture
def nadia(organisation):
    return make_member(organisation, role=Membership.Role.EDITOR, name="Nadia")


@pytest.fixture
def read(client, workspace, amina):
    client.force_login(amina)

    def get(name, **asked):
        return client.get(reverse(f"advocacy:{name}", args=[workspace.pk]), asked)

    return get


def test_the_list_is_narrowed_by_channel_language_and_status(read, workspace, amina, nadia):
    english = make_message(workspace, amina)
    french = make_message(workspace, amina, language="fr", date=date(2030, 3, 1))
    approved = approve(make_message(workspace, amina, channel="x"), nadia)

    assert [*read("campaign_list").context["rows"]] == [french, english, approved]
    assert [*read("campaign_list", language="fr").context["rows"]] == [french]
    assert [*read("campaign_list", channel="x", status="approved").context["rows"]] == [approved]
    assert [*read("campaign_list", channel="x", status="idea").context["rows"]] == []
    assert len(read("campaign_list", channel="pigeon").context["rows"]) == 3


def test_the_calendar_shows_what_is_planned_and_what_is_left_open(workspace, amina):
    first = make_message(workspace, amina, date=date(2030, 3, 4), time=time(9))
    second = make_message(workspace, amina, date=date(2030, 3, 4), channel="x")
    third = make_message(workspace, amina, date=date(2030, 3, 9))

    found = runs([first, second, third], *month_of(date(2030, 3, 15)), today=date(2030, 3, 6))

    assert [(run.first.day, run.last.day, list(run.messages), run.is_today) for run in found] == [
        (1, 3, [], False),
        (4, 4, [first, second], False),
        (5, 5, [], False),
        (6, 6, [], True),
        (7, 8, [], False),
        (9, 9, [third], False),
        (10, 31, [], False),
    ]


def test_a_week_begins_on_monday():
    assert week_of(date(2030, 3, 6)) == (date(2030, 3, 4), date(2030, 3, 10))


def test_gaps_between_channels_and_languages_are_counted(workspace, amina):
    rows = [
        make_message(workspace, amina),
        make_message(workspace, amina, language="ar"),
        make_message(workspace, amina, channel="x"),
        make_message(workspace, amina, channel="x"),
    ]

    languages, lines = cover(rows)

    assert languages == ["English", "العربية"]
    assert [(line.channel, line.counts) for line in lines] == [("X", [2, 0]), ("Bluesky", [1, 1])]


def test_the_calendar_leaves_out_what_was_called_off_and_counts_what_has_no_day(read, workspace, amina):
    make_message(workspace, amina, date=date(2030, 3, 4))
    make_message(workspace, amina, date=date(2030, 3, 4), status="cancelled")
    make_message(workspace, amina, date=date(2030, 4, 1))
    make_message(workspace, amina)

    month = read("campaign_calendar", day="2030-03-15").context
    week = read("campaign_calendar", day="2030-03-04", span="week", channel="x").context

    assert (month["number"], month["undated"], month["month"]) == (1, 1, "March 2030")
    assert (month["before"], month["after"]) == (date(2030, 2, 28), date(2030, 4, 1))
    assert (week["number"], week["first"], week["last"]) == (0, date(2030, 3, 4), date(2030, 3, 10))


@pytest.mark.parametrize("day", ["", "soon", "0001-01-01", "9999-12-31", "2030-02-30"])
def test_a_day_that_is_none_is_today(read, day):
    assert read("campaign_day", day=day).context["is_today"] is True
    assert read("campaign_calendar", day=day).status_code == 200


def test_on_its_day_only_what_is_approved_stands_ready_to_copy(read, workspace, amina, nadia):
    today = timezone.localdate(timezone=ZoneInfo(GENEVA))
    ready = approve(make_message(workspace, amina, date=today, hashtags=["UPR48"]), nadia)
    late = approve(make_message(workspace, amina, date=today - timedelta(days=2)), nadia)
    draft = make_message(workspace, amina, date=today, text="Not read by anybody")
    done = post(make_message(workspace, amina, date=today, channel="x"), nadia)
    approve(make_message(workspace, amina, date=today + timedelta(days=1)), nadia)
    make_message(workspace, amina, date=today, status="cancelled")
    post(make_message(workspace, amina, date=today - timedelta(days=2)), nadia)

    answer = read("campaign_day")
    html = answer.content.decode()

    assert answer.context["ready"] == [late, ready]
    assert (answer.context["unseen"], answer.context["posted"]) == ([draft], [done])
    assert html.count("data-copy-box") == 2
    assert "Traders are beaten in the markets of the capital.\n#UPR48</textarea>" in html
    assert "Not approved: do not post these" in html


def test_today_is_the_day_on_the_clock_of_whoever_reads(read, workspace, amina):
    # Where the day is another one than here, at any hour.
    zone = "Etc/GMT+12" if timezone.now().hour < 12 else "Pacific/Kiritimati"
    PersonalHours.objects.create(person=amina, zone=zone)
    today = timezone.localdate(timezone=ZoneInfo(zone))
    message = make_message(workspace, amina, date=today)

    page = read("campaign_day").context

    assert today != timezone.localdate()
    assert (page["day"], page["is_today"], page["unseen"]) == (today, True, [message])
    assert read("campaign_import").context["form"].today == today


def test_empty_pages_say_what_will_stand_there(read):
    said = {
        "campaign_list": "No message is written yet",
        "campaign_day": "Nothing is to be posted",
        "campaign_results": "Nothing is posted yet",
        "campaign_calendar": "nothing planned",
    }

    assert [name for name, words in said.items() if words not in read(name).content.decode()] == []


@pytest.mark.parametrize("name", QUERIES)
def test_pages_ask_the_same_number_of_questions_for_one_and_three(
    read, workspace, amina, nadia, organisation, name, django_assert_num_queries
):
    today = timezone.localdate()

    def add():
        words = {"date": today, "organisation": organisation, "link": "https://a.org/f/xar-1"}
        approve(make_message(workspace, amina, **words), nadia)
        post(make_message(workspace, amina, **words), nadia)

    add()
    read(name)
    with django_assert_num_queries(QUERIES[name]):
        read(name)
    add()
    add()

    with django_assert_num_queries(QUERIES[name]):
        read(name)
