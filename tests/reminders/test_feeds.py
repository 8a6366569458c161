"""Calendars for phones: who reads what by which address, and what a real parser makes of it."""

import re
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar

from accounts.models import Membership, Organisation, WorkspaceMember
from common.actor import acting_for
from common.keys import digest
from common.models import AuditEvent
from cycles.milestones import MILESTONES
from reminders.feed import deadline_feed
from reminders.models import CalendarFeed, Deadline, PersonalHours
from reminders.services.choices import choose
from reminders.services.deadlines import Day, assign_deadline, close_deadline, set_deadline
from reminders.services.feeds import MOST_OPEN, FeedGone, TooManyFeeds, create_feed, find_feed, revoke_feed
from reminders.views.feeds import FeedThrottle
from tests.factories import AT, make_workspace

ZURICH = ZoneInfo("Europe/Zurich")
SITE = "https://upr.example"


def make_feed(by, workspace=None, **fields):
    return create_feed(**{"workspace": workspace, "language": "en", "by": by, "at": AT} | fields)


def due(workspace, by, key="own:meeting", days=30, hour=None, **fields):
    defaults = {"kind": "meeting", "title": "canary Embassy of France", "at": AT}
    day = fields.pop("day", None) or Day(day=AT.date() + timedelta(days=days), hour=hour)
    return set_deadline(**defaults | {"workspace": workspace, "key": key, "day": day, "by": by} | fields)


def un_date(workspace, milestone="adoption", **fields):
    words = {"key": f"review:{milestone}", "kind": "un_date", "milestone": milestone, "title": ""}
    return due(workspace, None, **words | fields)


def read(secret, at=AT):
    """The calendar as a phone has it after asking, with its events by their deadline."""
    reader = find_feed(secret=secret)
    with acting_for(reader.person):
        content = deadline_feed(reader=reader, at=at, site=SITE).content
    calendar = Calendar.from_ical(content)
    assert Calendar.from_ical(calendar.to_ical()) == calendar
    return calendar, {str(event["uid"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}


def events(secret, at=AT):
    return read(secret, at)[1]


def page(secret):
    return reverse("reminders:feed_ics", args=[secret])


def test_secret_is_not_kept(amina, workspace):
    feed, secret = make_feed(amina, workspace)

    feed.refresh_from_db()
    assert (feed.key_hash, feed.person, feed.workspace) == (digest(secret), amina, workspace)
    assert secret not in str(vars(feed))
    event = AuditEvent.objects.get(verb="create_feed")
    assert (event.target_id, event.workspace_id, event.actor_id) == (str(feed.pk), workspace.pk, amina.pk)


def test_the_wall_shows_an_address_to_its_maker_and_its_bearer(amina, odile, workspace):
    _feed, secret = make_feed(amina, workspace)

    seen = []
    for user, key in [(amina, ""), (odile, ""), (None, ""), (None, digest(secret))]:
        with acting_for(user, key=key):
            seen.append(CalendarFeed.objects.count())

    assert seen == [1, 0, 0, 1]


def test_number_of_addresses_has_an_end(amina):
    made = [make_feed(amina)[0] for _ in range(MOST_OPEN)]
    with pytest.raises(TooManyFeeds):
        make_feed(amina)

    revoke_feed(feed=made[0], by=amina, at=AT)
    make_feed(amina)


def test_personal_feed_has_all_workspaces_and_nothing_of_others(amina, organisation, workspace):
    other = make_workspace(organisation=organisation, review=workspace.review)
    elsewhere = make_workspace(review=workspace.review)
    rows = [due(workspace, amina), due(other, amina), due(elsewhere, amina)]

    everything, one = make_feed(amina)[1], make_feed(amina, other)[1]

    assert set(events(everything)) == {str(row.pk) for row in rows[:2]}
    assert set(events(one)) == {str(rows[1].pk)}


def test_only_mine_is_what_i_or_my_organisation_have(amina, bruno, organisation, workspace):
    rows = [due(workspace, amina, key=f"own:{n}") for n in range(4)]
    holders = [(None, amina), (organisation, None), (None, bruno), (None, None)]
    for row, (group, person) in zip(rows, holders, strict=True):
        assign_deadline(deadline=row, organisation=group, person=person, by=amina, at=AT)

    _feed, secret = make_feed(amina, only_mine=True)

    assert set(events(secret)) == {str(rows[0].pk), str(rows[1].pk)}


def test_date_of_a_review_stands_once(amina, organisation, workspace):
    other = make_workspace(organisation=organisation, review=workspace.review, created_at=AT + timedelta(days=1))
    first, second = un_date(workspace), un_date(other)

    _feed, secret = make_feed(amina)
    assert set(events(secret)) == {str(first.pk)}

    close_deadline(deadline=first, status="done", by=amina, at=AT)
    assert set(events(secret)) == {str(second.pk)}


def test_own_words_stand_there_only_where_asked_for(amina, workspace):
    own, shared = due(workspace, amina), un_date(workspace)

    plain, spoken = make_feed(amina, workspace)[1], make_feed(amina, workspace, shows_titles=True)[1]

    calendar, found = read(plain)
    assert str(found[str(own.pk)]["summary"]) == "Meeting: Arcadia"
    assert str(found[str(shared.pk)]["summary"]) == "Outcome adopted: Arcadia"
    assert str(calendar["x-wr-calname"]) == "UPR: deadlines, Arcadia"
    assert b"canary" not in calendar.to_ical()
    assert workspace.name.encode() not in calendar.to_ical()
    calendar, found = read(spoken)
    assert str(found[str(own.pk)]["summary"]) == "canary Embassy of France: Arcadia"
    assert workspace.name in str(found[str(own.pk)]["description"])


def test_language_is_the_makers(client, amina, workspace):
    un_date(workspace, at=timezone.now(), day=Day(day=timezone.now().date()))
    _feed, secret = make_feed(amina, language="ar")
    with translation.override("ar"):
        words = str(MILESTONES["adoption"].name)

    answer = client.get(page(secret), headers={"Accept-Language": "fr"})

    assert words != "Outcome adopted"
    assert str(Calendar.from_ical(answer.content).walk("VEVENT")[0]["summary"]).startswith(words)
    assert answer.headers["Content-Language"] == "ar"


def test_moments_days_and_clocks(amina, workspace):
    summer = due(workspace, amina, key="1", day=Day(day=date(2026, 7, 16), hour=time(23, 59)))
    winter = due(workspace, amina, key="2", day=Day(day=date(2026, 12, 16), hour=time(23, 59)))
    far = due(workspace, amina, key="3", day=Day(day=date(2026, 7, 16), hour=time(9), zone="Asia/Kathmandu"))
    whole = due(workspace, amina, key="4", day=Day(day=date(2026, 7, 16)))
    about = due(workspace, amina, key="5", day=Day(day=date(2026, 7, 16), is_about=True, confidence="estimated"))
    _feed, secret = make_feed(amina)

    calendar, found = read(secret)
    starts = [found[str(one.pk)]["dtstart"] for one in (summer, winter, far, whole, about)]

    assert [one.dt for one in starts] == [
        datetime(2026, 7, 16, 21, 59, tzinfo=UTC),
        datetime(2026, 12, 16, 22, 59, tzinfo=UTC),
        datetime(2026, 7, 16, 3, 15, tzinfo=UTC),
        date(2026, 7, 16),
        date(2026, 7, 16),
    ]
    assert [one.params.get("TZID") for one in starts] == ["Europe/Zurich", "Europe/Zurich", None, None, None]
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Zurich"]
    assert found[str(whole.pk)]["dtend"].dt == date(2026, 7, 17)
    assert "dtend" not in found[str(summer.pk)]
    assert [str(found[str(one.pk)]["status"]) for one in (whole, about)] == ["CONFIRMED", "TENTATIVE"]
    assert str(found[str(about.pk)]["summary"]) == "Meeting: Arcadia (about 16 July 2026)"


def test_move_raises_the_sequence_and_what_is_off_is_cancelled(amina, workspace):
    own = due(workspace, amina)
    _feed, secret = make_feed(amina)
    said = []

    def ask(at):
        event = events(secret, at)[str(own.pk)]
        said.append((event["sequence"], str(event["status"]), event["last-modified"].dt, len(event.walk("VALARM"))))

    ask(AT)
    later = [AT + timedelta(days=n) for n in range(1, 5)]
    due(workspace, amina, days=40, at=later[0])
    ask(later[0])
    close_deadline(deadline=own, status="cancelled", by=amina, at=later[1])
    ask(later[1])

    assert said == [
        (0, "CONFIRMED", AT, 2),
        (1, "CONFIRMED", later[0], 2),
        (2, "CANCELLED", later[1], 0),
    ]
    assert events(secret, later[1] + timedelta(days=91)) == {}


def test_done_says_so_and_rings_no_more(amina, workspace):
    own = due(workspace, amina)
    close_deadline(deadline=own, status="done", by=amina, at=AT)
    _feed, secret = make_feed(amina)

    event = events(secret)[str(own.pk)]

    assert str(event["summary"]) == "Meeting: Arcadia (done)"
    assert event.walk("VALARM") == []


def test_alarms_ring_at_the_persons_hour(amina, workspace):
    """Not a whole number of days before 23:59, which is in the night; across the day on which the clock is changed."""
    PersonalHours.objects.create(person=amina, zone="Africa/Nairobi", hour=time(7, 30))
    sent = due(workspace, amina, key="1", day=Day(day=date(2026, 3, 30), hour=time(23, 59)))
    whole = due(workspace, amina, key="2", day=Day(day=date(2026, 3, 30)))
    _feed, secret = make_feed(amina)

    found = events(secret)

    start = found[str(sent.pk)]["dtstart"].dt.astimezone(UTC)
    assert [start + alarm["trigger"].dt for alarm in found[str(sent.pk)].walk("VALARM")] == [
        datetime(2026, 3, 27, 4, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 4, 30, tzinfo=UTC),
    ]
    assert [alarm["trigger"].dt for alarm in found[str(whole.pk)].walk("VALARM")] == [
        timedelta(days=-3, hours=7, minutes=30),
        timedelta(days=-1, hours=7, minutes=30),
    ]


@pytest.mark.parametrize(
    ("channel", "leads", "days"),
    [("mail", [90 * 24, 14 * 24, 6], [14, 90]), ("digest", [24], [1]), ("mail", [6, 2], []), ("none", [], [])],
)
def test_alarms_are_those_of_the_persons_own_choice(amina, workspace, channel, leads, days):
    own = due(workspace, amina, days=200)
    choose(workspace=workspace, person=amina, kind="meeting", channel=channel, leads=leads, by=amina, at=AT)
    _feed, secret = make_feed(amina)

    alarms = events(secret)[str(own.pk)].walk("VALARM")

    assert [-(alarm["trigger"].dt // timedelta(days=1)) for alarm in alarms] == days[::-1]


def test_queries_do_not_grow(amina, workspace, django_assert_num_queries):
    _feed, secret = make_feed(amina)
    for number in (1, 3):
        for n in range(number):
            due(workspace, amina, key=f"own:{n}")
        reader = find_feed(secret=secret)
        with acting_for(reader.person), django_assert_num_queries(7):
            deadline_feed(reader=reader, at=AT, site=SITE)


def test_phone_gets_the_calendar_without_an_account(client, amina, workspace):
    own = due(workspace, amina, at=timezone.now(), day=Day(day=timezone.now().date() + timedelta(days=9)))
    feed, secret = make_feed(amina, workspace)

    answer = client.get(page(secret))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive, nosnippet"
    assert answer.cookies == {}
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert str(event["url"]) == f"http://testserver/deadlines/{own.pk}/"
    feed.refresh_from_db()
    assert feed.last_used_date == timezone.now().date()


def test_unchanged_calendar_is_not_sent_again(client, amina, workspace):
    moment = timezone.now()
    soon = Day(day=moment.date() + timedelta(days=9))
    own = due(workspace, amina, at=moment, day=soon)
    _feed, secret = make_feed(amina)
    etag = client.get(page(secret)).headers["ETag"]

    again = client.get(page(secret), headers={"If-None-Match": etag})
    close_deadline(deadline=own, status="done", by=amina, at=moment + timedelta(seconds=1))
    changed = client.get(page(secret), headers={"If-None-Match": etag})

    assert (again.status_code, again.content, again.headers["Cache-Control"]) == (304, b"", "no-store")
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag


def leave(amina, organisation, workspace, feed):
    Membership.objects.filter(user=amina).delete()


def organisation_leaves(amina, organisation, workspace, feed):
    WorkspaceMember.objects.filter(organisation=organisation).delete()


def close_account(amina, organisation, workspace, feed):
    amina.is_active = False
    amina.save()


def ask_for_second_factor(amina, organisation, workspace, feed):
    Organisation.objects.filter(pk=organisation.pk).update(requires_second_factor=True)


def end(amina, organisation, workspace, feed):
    revoke_feed(feed=feed, by=amina, at=AT)


@pytest.mark.parametrize("way", [leave, organisation_leaves, close_account, ask_for_second_factor, end])
def test_address_ends_with_its_makers_say(client, amina, organisation, workspace, way):
    feed, secret = make_feed(amina, workspace)
    assert client.get(page(secret)).status_code == 200

    way(amina, organisation, workspace, feed)

    with pytest.raises(FeedGone):
        find_feed(secret=secret)
    gone, unknown = client.get(page(secret)), client.get(page("x" * 43))
    assert gone.status_code == unknown.status_code == 404
    assert without_nonce(gone) == without_nonce(unknown)
    assert gone.headers["Cache-Control"] == "no-store"


def without_nonce(answer):
    text = re.sub(r"/feeds/[^\"&.]+|csrfmiddlewaretoken\" value=\"[^\"]+", "", answer.content.decode())
    return text, {name: value for name, value in answer.headers.items() if name != "Content-Security-Policy"}


def test_personal_address_forgets_a_workspace_that_was_left(amina, organisation, workspace):
    due(workspace, amina)
    _feed, secret = make_feed(amina)
    assert len(events(secret)) == 1

    WorkspaceMember.objects.filter(organisation=organisation).delete()

    assert events(secret) == {}


def test_address_that_is_asked_all_the_time_is_told_to_wait(client, amina, workspace):
    _feed, secret = make_feed(amina)
    rate = int(FeedThrottle().get_rate().partition("/")[0])

    answers = [client.get(page(secret)).status_code for _ in range(rate + 1)]

    assert answers == [200] * rate + [429]


@pytest.mark.parametrize("place", ["feed_list", "workspace_feed_list"])
def test_page_makes_lists_and_ends(client, amina, bruno, chidi, workspace, place):
    arguments = [workspace.pk] if place == "workspace_feed_list" else []
    address = reverse(f"reminders:{place}", args=arguments)
    form = {"key": uuid4(), "what": "mine", "shows_titles": "on", "note": "old phone"}
    client.force_login(bruno)

    made = client.post(address, form)

    secret = re.search(r"/feeds/([\w-]{43})\.ics", made.content.decode())[1]
    feed = CalendarFeed.objects.get()
    assert (feed.person, feed.workspace) == (bruno, workspace if arguments else None)
    assert (feed.only_mine, feed.shows_titles, feed.note, feed.language) == (True, True, "old phone", "en")
    assert feed.key_hash == digest(secret)
    assert made.headers["Cache-Control"] == "no-store"
    later = client.get(address).content.decode()
    assert "old phone" in later
    assert secret not in later
    assert client.post(address, form).status_code == 302
    assert CalendarFeed.objects.count() == 1
    client.force_login(amina)
    assert client.post(reverse("reminders:feed_revoke", args=[feed.pk])).status_code == 404
    client.force_login(bruno)
    ended = client.post(reverse("reminders:feed_revoke", args=[feed.pk]))
    assert ended.headers["Location"] == address
    feed.refresh_from_db()
    assert feed.revoked_at is not None
    client.force_login(chidi)
    assert client.get(address).status_code == (404 if arguments else 200)


def test_wrong_form_says_so_at_its_field(client, amina):
    client.force_login(amina)

    answer = client.post(reverse("reminders:feed_list"), {"key": uuid4(), "note": "kept"})

    assert answer.context["form"].errors == {"what": ["This field is required."]}
    assert 'value="kept"' in answer.content.decode()
    assert CalendarFeed.objects.count() == 0


def test_deadlines_of_the_past_year_are_kept(amina, workspace):
    kept = due(workspace, amina, key="1", days=-399)
    due(workspace, amina, key="2", days=-401)
    _feed, secret = make_feed(amina)

    assert set(events(secret)) == {str(kept.pk)}
    assert Deadline.objects.count() == 2
