"""What people were told: in order, put aside, asked for again, and counted in the header."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from cycles.dates import day_in_words
from reminders.models import PersonalHours, Reminder
from reminders.moments import wall_moment
from reminders.services import snooze as snoozing
from reminders.services.choices import choose
from reminders.services.deadlines import Day, close_deadline
from tests.factories import make_review, make_workspace
from tests.reminders.made import in_days, make_deadline, make_key_date, make_reminder

pytestmark = pytest.mark.django_db
INBOX = "/reminders/"
AT = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)


def page(client):
    return client.get(INBOX).context["inbox"]


def ago(**time):
    return timezone.now() - timedelta(**time)


def snooze(client, deadline, **words):
    return client.post(reverse("reminders:inbox_snooze", args=[deadline.pk]), words)


def wrong(answer):
    return [str(one) for one in answer.context["form"].errors["day"]]


def test_unread_by_deadline_the_latest_first(client, workspace, amina, bruno):
    first, second = make_deadline(workspace, amina, title="First"), make_key_date(workspace)
    make_reminder(first, amina, due_at=ago(days=8), lead=30 * 24)
    make_reminder(second, amina, due_at=ago(days=2), lead=7 * 24)
    make_reminder(first, amina, due_at=ago(hours=1), lead=24)
    make_reminder(first, bruno)
    make_reminder(first, amina, due_at=timezone.now() + timedelta(hours=1))
    make_reminder(second, amina, due_at=ago(days=9), read_at=ago(days=8), kind=Reminder.Kind.MOVED)
    client.force_login(amina)

    inbox = page(client)

    assert [(told.line.deadline, told.why, told.number) for told in inbox.unread] == [
        (first, "1 day before", 2),
        (second, "7 days before", 1),
    ]
    assert [(told.line.deadline, told.why) for told in inbox.read] == [(second, "The day has moved")]


def test_put_aside_one_or_all_of_ones_own(client, workspace, amina, bruno):
    one, other = make_deadline(workspace, amina), make_deadline(workspace, amina)
    for deadline in (one, one, other):
        make_reminder(deadline, amina)
    make_reminder(one, bruno)
    client.force_login(amina)

    client.post("/reminders/put-aside/", {"deadline": one.pk})
    assert [told.line.deadline for told in page(client).unread] == [other]

    client.post("/reminders/put-aside/")
    assert page(client).unread == []
    assert Reminder.objects.filter(read_at=None).get().person == bruno
    assert client.post("/reminders/put-aside/", {"deadline": "x"}).status_code == 404


def test_nothing_of_a_workspace_that_one_has_left(client, workspace, amina):
    deadline = make_deadline(workspace, amina)
    make_reminder(deadline, amina)
    Membership.objects.filter(user=amina).delete()
    client.force_login(amina)

    assert page(client).unread == []
    assert snooze(client, deadline, days="1").status_code == 404
    assert "unread" not in client.get("/").content.decode()


@pytest.mark.parametrize("days", ["1", "3", "7"])
def test_snoozed_it_comes_again_at_ones_own_hour(client, workspace, amina, days):
    PersonalHours.objects.create(person=amina, zone="Africa/Nairobi", hour=time(7, 30))
    deadline = make_deadline(workspace, amina)
    make_reminder(deadline, amina)
    client.force_login(amina)

    snooze(client, deadline, days=days)
    snooze(client, deadline, days=days)

    row = Reminder.objects.get(kind="again")
    here = (timezone.now() + timedelta(hours=3)).date() + timedelta(days=int(days))
    assert row.due_at == wall_moment(here, time(7, 30), "Africa/Nairobi")
    assert row.key == f"again:{row.due_at:%Y-%m-%dT%H:%MZ}"
    assert (row.person, row.workspace, row.mail_due_at, row.revision) == (amina, workspace, row.due_at, 0)
    assert page(client).unread == []


@pytest.mark.parametrize("channel", ["app", "none"])
def test_whoever_wants_no_mail_at_once_gets_none(client, workspace, amina, channel):
    choose(workspace=None, person=amina, kind="", channel=channel, leads=[24], by=amina, at=timezone.now())
    deadline = make_deadline(workspace, amina)
    client.force_login(amina)

    snooze(client, deadline, days="1")

    assert Reminder.objects.get().mail_due_at is None


def test_whoever_reads_once_a_week_gets_it_with_the_weekly_mail_unless_that_comes_too_late(client, workspace, amina):
    choose(workspace=None, person=amina, kind="", channel="digest", leads=[24], by=amina, at=timezone.now())
    tomorrow = timezone.now().astimezone(ZoneInfo("Europe/Zurich")).date() + timedelta(days=1)
    PersonalHours.objects.create(person=amina, digest_weekday=(tomorrow.weekday() + 3) % 7)
    far, near = make_deadline(workspace, amina), make_deadline(workspace, amina, in_days(3))
    client.force_login(amina)

    snooze(client, far, days="1")
    snooze(client, near, days="1")

    weekly = wall_moment(tomorrow + timedelta(days=3), time(8), "Europe/Zurich")
    assert Reminder.objects.get(deadline=far).mail_due_at == weekly
    assert Reminder.objects.get(deadline=near).mail_due_at is None


def test_a_day_of_ones_own_but_never_after_the_end(client, workspace, amina):
    deadline = make_deadline(workspace, amina, in_days(5, hour=time(6)))
    make_reminder(deadline, amina)
    client.force_login(amina)
    last = day_in_words(deadline.date - timedelta(days=1))

    told = page(client).unread[0]
    assert ([value for value, _words in told.again], told.last_day) == (["1", "3"], deadline.date - timedelta(days=1))
    late = snooze(client, deadline, day=str(deadline.date))
    assert wrong(late) == [f"It ends before that. The last day on which you can be told is {last}."]
    assert late.context["form"]["day"].value() == str(deadline.date)
    assert wrong(snooze(client, deadline, days="7")) == wrong(late)
    assert wrong(snooze(client, deadline, day="2020-01-01")) == ["This day is over. Choose a day to come."]
    assert wrong(snooze(client, deadline, day="")) == ["Choose a day."]
    assert wrong(snooze(client, deadline, day="soon")) == ["This is no day of the calendar. Write it as 2027-04-02."]
    assert Reminder.objects.count() == 1

    assert snooze(client, deadline, day=str(deadline.date - timedelta(days=2))).status_code == 302
    assert Reminder.objects.count() == 2


def test_what_is_done_or_late_cannot_be_snoozed(client, workspace, amina):
    done, late = make_deadline(workspace, amina), make_deadline(workspace, amina, in_days(-2))
    close_deadline(deadline=done, status="done", by=amina, at=timezone.now())
    make_reminder(done, amina)
    make_reminder(late, amina, due_at=ago(hours=1), kind="late")
    client.force_login(amina)

    assert [(told.again, told.last_day) for told in page(client).unread] == [([], None)] * 2
    assert wrong(snooze(client, done, days="1")) == ["It is done or off: there is nothing to be reminded of."]
    assert wrong(snooze(client, late, days="1")) == ["It ends before that."]


def test_the_service_refuses_what_is_over(workspace, amina):
    deadline = make_deadline(workspace, amina, Day(day=AT.date() + timedelta(days=9)), at=AT)

    with pytest.raises(snoozing.IsOver):
        snoozing.snooze(person=amina, deadline=deadline, until=AT, at=AT)
    with pytest.raises(snoozing.AfterTheEnd):
        snoozing.snooze(person=amina, deadline=deadline, until=deadline.ends_at, at=AT)


def test_the_header_counts_what_is_unread(client, workspace, amina, bruno):
    deadline = make_deadline(workspace, amina)
    client.force_login(amina)
    assert 'class="count"' not in client.get(workspace.get_absolute_url()).content.decode()
    for _number in range(3):
        make_reminder(deadline, amina)
    make_reminder(deadline, bruno)

    for address in ("/", workspace.get_absolute_url(), "/account/"):
        assert '<span class="count">3<span class="sr"> unread</span></span>' in client.get(address).content.decode()


def test_whoever_is_not_signed_in_is_asked_nothing(client, db, django_assert_num_queries):
    page = client.get("/").content.decode()

    assert INBOX not in page
    assert client.get(INBOX).status_code == 302


@pytest.mark.parametrize("number", [1, 5])
def test_query_count(client, amina, organisation, django_assert_num_queries, number):
    review = make_review()
    for _one in range(number):
        workspace = make_workspace(organisation=organisation, review=review)
        make_reminder(make_deadline(workspace, amina, person=amina), amina)
        make_reminder(make_deadline(workspace, amina), amina, read_at=timezone.now())
    client.force_login(amina)

    with django_assert_num_queries(10):
        client.get(INBOX)
