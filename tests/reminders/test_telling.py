"""Who hears of a round, when, and that nobody hears twice or of what no longer holds."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from accounts.models import Membership, Organisation, User
from reminders.models import PersonalHours, Reminder, ReminderChoice, ReminderRound
from reminders.moments import LATE
from reminders.running import Run
from reminders.services.deadlines import assign_deadline, close_deadline, set_deadline
from reminders.services.rounds import plan_rounds
from reminders.services.telling import begin_rounds
from tests.factories import AT, make_member, make_organisation
from tests.reminders.telling import due, fresh, go, in_days, told, who

pytestmark = pytest.mark.django_db
FORTNIGHT = 14 * 24


def choose(channel, leads=(FORTNIGHT,), **whose):
    return ReminderChoice.objects.create(channel=channel, leads=list(leads), **whose)


def test_everybody_at_work_hears_once_at_their_hour(workspace, amina, bruno, partner, supporter, observer):
    PersonalHours.objects.create(person=bruno, zone="Asia/Dhaka", hour=time(7, 30))
    due(workspace, amina)

    go(days=6)
    go(days=6, minutes=1)

    assert who() == ["Amina", "Bruno", "Pavel"]
    assert told() == ["lead:336:0"] * 3
    # AT is 1 March 2026: fourteen days before the 21st is the 7th.
    moments = dict(Reminder.objects.values_list("person__name", "due_at"))
    assert moments["Amina"] == datetime(2026, 3, 7, 7, tzinfo=UTC)
    assert moments["Bruno"] == datetime(2026, 3, 7, 1, 30, tzinfo=UTC)
    assert all(one.mail_due_at == one.due_at for one in Reminder.objects.all())


def test_supporter_hears_by_choice(workspace, amina, supporter, observer):
    choose("app", person=supporter)
    choose("none", person=observer)
    due(workspace, amina)

    go(days=6)

    assert who() == ["Amina", "Sofia"]
    assert Reminder.objects.get(person=supporter).mail_due_at is None


@pytest.mark.parametrize(
    ("chosen", "hears"),
    [
        ([], True),
        ([{"workspace": True, "leads": [24]}], False),
        ([{"workspace": True, "leads": [24]}, {"workspace": True, "kind": "draft"}], True),
        ([{"workspace": True, "kind": "draft", "leads": [24]}, {"person": True}], True),
        ([{"person": True, "kind": "meeting", "leads": [24]}], True),
        ([{"person": True}, {"person": True, "kind": "draft", "leads": [24]}], False),
        ([{"person": True, "kind": "draft", "leads": [24]}, {"person": True, "workspace": True}], True),
        ([{"person": True, "workspace": True, "channel": "none"}, {"person": True}], False),
    ],
)
def test_nearest_choice_holds(workspace, amina, chosen, hears):
    for one in chosen:
        named = {"workspace": workspace, "person": amina}
        choose(**{"channel": "mail"} | one | {name: named[name] for name in named if one.get(name)})
    due(workspace, amina)

    go(days=6)

    assert told(amina) == (["lead:336:0"] if hears else [])


def test_day_of_the_state_is_said_here_only_and_seldom(workspace, amina):
    due(workspace, amina, key="review:adoption", kind="un_date", milestone="adoption", days=40)

    go(days=39)

    assert told() == ["lead:720:0", "lead:168:0", "lead:24:0"]
    assert set(Reminder.objects.values_list("mail_due_at", flat=True)) == {None}


def test_who_has_it_hears_alone(workspace, amina, bruno, partner, supporter):
    first = due(workspace, amina, person=bruno)
    second = due(workspace, amina, key="own:second", organisation=Organisation.objects.get(pk=org_of(supporter)))
    assert first.person == bruno

    go(days=6)

    assert told(bruno, deadline=first) == ["lead:336:0"]
    assert list(Reminder.objects.filter(deadline=second).values_list("person__name", flat=True)) == ["Sofia"]
    assert Reminder.objects.count() == 2


def org_of(person):
    return Membership.objects.get(user=person).organisation_id


def test_where_who_had_it_is_gone_everybody_hears(workspace, amina, bruno):
    due(workspace, amina, person=bruno)
    Membership.objects.filter(user=bruno).delete()

    go(days=6)

    assert who() == ["Amina"]


def test_closed_doors_hear_nothing(workspace, amina, bruno, odile, partner):
    due(workspace, amina)
    User.objects.filter(pk=bruno.pk).update(is_active=False)
    User.objects.filter(pk=odile.pk).update(deleted_at=AT)
    Organisation.objects.filter(pk=org_of(partner)).update(closed_at=AT, closed_by=amina)

    go(days=6)

    assert who() == ["Amina"]


def test_late_is_told_to_who_coordinates_too(workspace, amina, bruno, odile, partner):
    colleague = make_member(Organisation.objects.get(pk=org_of(partner)), name="Petra")
    choose("mail", leads=[24], person=odile)
    deadline = due(workspace, amina, person=colleague)

    go(days=22)

    late = Reminder.objects.filter(kind="late").order_by("person__name")
    assert list(late.values_list("person__name", "key", "due_at")) == [
        (name, f"late:{LATE}:0", datetime(2026, 3, 22, 7, tzinfo=UTC)) for name in ("Amina", "Odile", "Petra")
    ]
    assert bruno.name == "Bruno"
    assert deadline.person == colleague


def test_who_keeps_the_day_quiet_hears_before(workspace, amina, bruno):
    # Fourteen days before the 21st is a Saturday; the round begins on Friday at ten in UTC.
    PersonalHours.objects.create(person=bruno, quiet_weekdays=[4, 5, 6])
    due(workspace, amina)

    go(days=3)
    assert list(Reminder.objects.values_list("person__name", "due_at")) == [
        ("Bruno", datetime(2026, 3, 5, 7, tzinfo=UTC))
    ]
    go(days=6)

    assert who() == ["Amina", "Bruno"]
    assert Reminder.objects.count() == 2


def test_that_it_is_late_is_said_after_the_quiet_days(workspace, amina):
    PersonalHours.objects.create(person=amina, quiet_weekdays=[6, 0])
    due(workspace, amina)

    go(days=22)

    assert Reminder.objects.get(kind="late").due_at == datetime(2026, 3, 24, 7, tzinfo=UTC)


def test_weekly_mail_and_no_mail_before_a_day(workspace, amina, bruno, odile):
    choose("digest", person=amina)
    choose("digest", person=odile)
    PersonalHours.objects.create(person=amina, digest_weekday=2, hour=time(6))
    PersonalHours.objects.create(person=odile, digest_weekday=5)
    PersonalHours.objects.create(person=bruno, quiet_until=date(2026, 4, 1))
    due(workspace, amina)

    go(days=6)

    mailed = dict(Reminder.objects.values_list("person__name", "mail_due_at"))
    assert mailed == {
        "Amina": datetime(2026, 3, 11, 5, tzinfo=UTC),
        "Odile": datetime(2026, 3, 7, 7, tzinfo=UTC),
        "Bruno": datetime(2026, 4, 1, 6, tzinfo=UTC),
    }


def test_whoever_joins_hears_what_comes_next(workspace, organisation, amina):
    due(workspace, amina)
    go(days=6)
    newcomer = make_member(organisation, name="Nora")

    go(days=14)

    assert told(newcomer) == ["lead:168:0"]


def test_what_no_longer_holds_is_not_said(workspace, amina):
    done, moved = due(workspace, amina), due(workspace, amina, key="own:moved")
    close_deadline(deadline=done, status="done", by=amina, at=AT)
    set_deadline(workspace=workspace, key="own:moved", kind="draft", title="x", day=in_days(60), by=amina, at=AT)

    # The message to plan anew was lost, the rounds of before are still there.
    begin_rounds(run=Run(AT + timedelta(days=6)))

    assert told() == []
    assert not ReminderRound.objects.filter(deadline__in=[done, moved], lead=FORTNIGHT, revision=0).exists()


def test_poison_does_not_stop_the_others(workspace, amina):
    bad, good = due(workspace, amina), due(workspace, amina, key="own:good")
    # No clock has this name.
    stranger = make_member(make_organisation(), name="Stranger")
    Membership.objects.create(user=stranger, organisation=workspace.organisations.get())
    assign_deadline(deadline=bad, organisation=None, person=stranger, by=amina, at=AT)
    PersonalHours.objects.create(person=stranger, zone="Nowhere/Land")
    assign_deadline(deadline=good, organisation=None, person=amina, by=amina, at=AT)

    go(days=6)

    assert told() == ["lead:336:0"]
    waiting = ReminderRound.objects.get(deadline=bad, lead=FORTNIGHT)
    assert (waiting.begun_at, waiting.attempts, waiting.failed_at) == (None, 1, None)
    for day in range(7, 11):
        at = go(days=day)
    waiting.refresh_from_db()
    assert (waiting.attempts, waiting.failed_at.date()) == (5, at.date())
    PersonalHours.objects.filter(person=stranger).update(zone="Africa/Nairobi")
    ReminderRound.objects.filter(pk=waiting.pk).update(failed_at=None)
    go(days=12)
    assert told(stranger) == ["lead:336:0"]


def test_who_gets_it_later_hears_it_too(workspace, amina, bruno):
    deadline = due(workspace, amina)
    assign_deadline(deadline=deadline, organisation=None, person=bruno, by=amina, at=AT)
    plan_rounds(at=AT)

    go(days=6)

    assert told(bruno) == ["lead:336:0"]
    assert told(amina) == []
    assert fresh(deadline).planned_revision == 0
