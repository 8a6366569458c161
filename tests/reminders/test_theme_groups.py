"""The day of a theme group is a deadline of its workspace, whatever becomes of the group."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import ThemeGroup
from accounts.services.coalitions import delete_theme_group, save_theme_group
from common.models import AuditEvent
from reminders.models import Deadline, ReminderRound
from reminders.moments import end_of
from reminders.services.deadlines import assign_deadline, close_deadline, reopen_deadline
from reminders.services.theme_groups import follow_theme_groups
from reminders.tasks import follow_calendar
from tests.factories import make_organisation, make_user, make_workspace

pytestmark = pytest.mark.django_db
AT = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(days=1)
DAY, NEXT = date(2027, 4, 2), date(2027, 4, 9)


@pytest.fixture
def save(workspace, amina, organisation):
    def saved(group=None, **changes):
        group = group or ThemeGroup(workspace=workspace)
        words = {"name": "Health", "issues": [], "organisations": [], "lead": organisation, "due_date": DAY}
        return save_theme_group(group=group, **words | changes, by=amina, at=AT)

    return saved


def deadline_of(group):
    return Deadline.objects.get(key=f"group:{group.pk}")


def log_of(group):
    return list(deadline_of(group).changes.order_by("pk").values_list("what", "before", "after", "by"))


def followed(at=LATER):
    """How many differed; the second time none does."""
    number = follow_theme_groups(at=at)
    assert follow_theme_groups(at=at) == 0
    return number


def test_day_of_a_group_is_a_deadline(workspace, organisation, save):
    group = save()
    save(name="Without a day", due_date=None)

    assert followed() == 1

    deadline = Deadline.objects.get()
    assert (deadline.key, deadline.kind, deadline.title) == (f"group:{group.pk}", "group", "Health")
    assert (deadline.workspace, deadline.organisation, deadline.person) == (workspace, organisation, None)
    assert (deadline.date, deadline.time, deadline.ends_at) == (DAY, None, end_of(DAY, None, "Europe/Zurich"))
    assert deadline.path == f"/workspaces/{workspace.pk}/who-does-what/"
    assert (deadline.status, deadline.set_by) == ("open", None)
    assert not AuditEvent.objects.filter(target_type="reminders.Deadline").exists()


def test_the_task_follows_groups_and_plans_their_reminders(save, django_capture_on_commit_callbacks):
    group = save(due_date=date(2999, 4, 2))

    with django_capture_on_commit_callbacks(execute=True):
        follow_calendar()

    assert deadline_of(group).date == date(2999, 4, 2)
    assert ReminderRound.objects.filter(deadline=deadline_of(group)).exists()


def test_moved_and_renamed_groups_are_followed(save):
    group = save()
    followed()

    save(group, name="Right to health", due_date=NEXT)
    assert followed() == 1

    deadline = deadline_of(group)
    assert (deadline.title, deadline.date, deadline.revision) == ("Right to health", NEXT, 1)
    assert log_of(group) == [
        ("set", "", "2027-04-02", None),
        ("renamed", "", "", None),
        ("moved", "2027-04-02", "2027-04-09", None),
    ]


@pytest.mark.parametrize("way", ["taken apart", "without a day"])
@pytest.mark.parametrize("days", [1, 60])
def test_group_that_is_gone_calls_its_deadline_off(amina, save, way, days):
    group = save()
    followed()
    key = f"group:{group.pk}"

    if way == "taken apart":
        delete_theme_group(group=group, by=amina, at=AT)
    else:
        save(group, due_date=None)

    assert followed(AT + timedelta(days=days)) == 1
    assert Deadline.objects.values_list("key", "status", "closed_by").get() == (key, "cancelled", None)


@pytest.mark.parametrize("again", [DAY, NEXT])
def test_day_that_comes_again_is_on_again(save, again):
    group = save()
    followed()
    save(group, due_date=None)
    followed()

    save(group, due_date=again)

    assert followed() == 1
    assert (deadline_of(group).status, deadline_of(group).date) == ("open", again)


@pytest.mark.parametrize("status", ["done", "cancelled"])
def test_what_people_closed_stays_closed(amina, save, status):
    group = save()
    followed()
    close_deadline(deadline=deadline_of(group), status=status, by=amina, at=AT)

    assert followed() == 0
    save(group, name="Right to health")
    assert followed() == 1
    assert (deadline_of(group).status, deadline_of(group).title) == (status, "Right to health")

    reopen_deadline(deadline=deadline_of(group), by=amina, at=AT)
    assert followed() == 0


def test_done_group_that_gets_another_day_is_open_again(amina, save):
    group = save()
    followed()
    close_deadline(deadline=deadline_of(group), status="done", by=amina, at=AT)

    save(group, due_date=NEXT)

    assert followed() == 1
    assert deadline_of(group).status == "open"


def test_day_that_was_over_before_makes_no_deadline_and_one_that_moves_back_does(save):
    over, moved = save(due_date=LATER.date() - timedelta(days=1)), save(name="Care")
    today = save(name="Today", due_date=LATER.date())

    assert followed() == 2
    assert not Deadline.objects.filter(key=f"group:{over.pk}").exists()
    assert deadline_of(today).date == LATER.date()

    save(moved, name="Care", due_date=date(2027, 2, 1))
    assert followed() == 1
    assert deadline_of(moved).date == date(2027, 2, 1)


def test_new_lead_has_it(save, partner):
    group = save()
    followed()

    theirs = partner.organisations.get()
    save(group, lead=theirs)

    assert followed() == 1
    assert (deadline_of(group).organisation, deadline_of(group).person) == (theirs, None)
    assert [what for what, *_ in log_of(group)] == ["set", "assigned"]


def test_person_of_the_lead_keeps_it_until_another_leads(amina, bruno, save, partner):
    group = save()
    followed()
    assign_deadline(deadline=deadline_of(group), organisation=None, person=bruno, by=amina, at=AT)

    assert followed() == 0
    save(group, due_date=NEXT)
    assert followed() == 1
    assert (deadline_of(group).organisation, deadline_of(group).person) == (None, bruno)

    theirs = partner.organisations.get()
    save(group, lead=theirs, due_date=NEXT)
    assert followed() == 1
    assert (deadline_of(group).organisation, deadline_of(group).person) == (theirs, None)


def test_somebody_else_does_not_have_what_the_lead_has(amina, organisation, save, partner):
    group = save()
    followed()
    assign_deadline(deadline=deadline_of(group), organisation=None, person=partner, by=amina, at=AT)

    assert followed() == 1
    assert (deadline_of(group).organisation, deadline_of(group).person) == (organisation, None)


def test_who_led_does_not_keep_it_when_the_group_has_no_lead(amina, organisation, save):
    group = save()
    followed()

    save(group, lead=None)
    assert followed() == 1
    assert (deadline_of(group).organisation, deadline_of(group).person) == (None, None)

    assign_deadline(deadline=deadline_of(group), organisation=organisation, person=None, by=amina, at=LATER)
    assert followed() == 0
    assert deadline_of(group).organisation == organisation


def test_without_a_lead_whoever_was_chosen_has_it(amina, save, partner):
    group = save(lead=None)
    followed()
    assign_deadline(deadline=deadline_of(group), organisation=None, person=partner, by=amina, at=AT)

    assert followed() == 0
    save(group, lead=None, due_date=NEXT)
    assert followed() == 1
    assert deadline_of(group).person == partner


def test_nothing_differs_is_one_query(save, django_assert_num_queries):
    for number in range(3):
        save(name=f"Group {number}")
    followed()

    with django_assert_num_queries(1):
        assert follow_theme_groups(at=LATER) == 0


@pytest.mark.parametrize("number", [1, 20])
def test_new_groups_cost_few_queries(save, django_assert_num_queries, number):
    for one in range(number):
        save(name=f"Group {one}")

    with django_assert_num_queries(10):
        assert follow_theme_groups(at=LATER) == number


def test_each_workspace_has_its_own(save, review):
    mine = save()
    stranger = make_user()
    other = make_workspace(organisation=make_organisation(name="Other"), review=review)
    theirs = ThemeGroup.objects.create(
        workspace=other, name="Health", due_date=NEXT, created_at=AT, created_by=stranger
    )

    assert followed() == 2
    found = Deadline.objects.order_by("date").values_list("workspace", "key", "organisation")
    assert list(found) == [
        (mine.workspace_id, f"group:{mine.pk}", mine.lead_id),
        (other.pk, f"group:{theirs.pk}", None),
    ]
