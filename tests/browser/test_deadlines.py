"""A deadline as people live with it: set, given to somebody, heard of, asked for again, put aside, done."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership
from reminders.models import Deadline, Reminder
from reminders.running import Run
from reminders.services.rounds import plan_rounds
from reminders.services.telling import begin_rounds
from tests.browser.conftest import look, press, sign_in
from tests.factories import make_member, make_organisation, make_review, make_workspace

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SETTINGS = [("en", 1280, True), ("ar", 360, True), ("en", 360, False)]
WHAT = "Draft on the right to health"
DAYS_AHEAD = 5
INBOX = "/reminders/"
UNREAD = "[aria-labelledby=unread] > ul > li"
COUNT = "a[href='/reminders/'] .count"


@pytest.fixture
def workspace(db):
    organisation = make_organisation(name="Rights Watch")
    make_member(organisation, role=Membership.Role.EDITOR, name="Ines")
    make_member(organisation, role=Membership.Role.READER, name="Amal")
    return make_workspace(organisation=organisation, review=make_review())


def person(workspace, name):
    return Membership.objects.get(organisation__in=workspace.organisations.all(), user__name=name).user


def set_one(page, look_at, workspace):
    """Through the form that the list of deadlines leads to; answers the deadline."""
    page.goto(f"/workspaces/{workspace.pk}/deadlines/")
    look_at(page)
    press(page, "main a[href$='/deadlines/create/']")
    look_at(page)
    day = timezone.now().date() + timedelta(days=DAYS_AHEAD)
    page.fill("[name=title]", WHAT)
    page.fill("[name=date]", day.isoformat())
    page.fill("[name=time]", "17:30")
    page.fill("[name=zone]", "Nairobi")
    press(page)
    look_at(page)
    deadline = Deadline.objects.get()
    assert page.url.endswith(deadline.get_absolute_url())
    assert (deadline.title, deadline.date, deadline.zone) == (WHAT, day, "Africa/Nairobi")
    return deadline


def give(page, look_at, deadline, holder):
    page.select_option("[name=holder]", f"person:{holder.pk}")
    press(page, f"form[action='{deadline.get_absolute_url()}assign/'] button")
    look_at(page)
    assert Deadline.objects.get().person == holder
    assert holder.name in page.inner_text("dl.facts")


def pass_days(deadline):
    """As if it had been set weeks ago: the worker plans it then, and wakes yesterday, after the day of seven days."""
    now = timezone.now()
    Deadline.objects.update(set_at=now - timedelta(days=20), planned_revision=-1)
    assert plan_rounds(at=now - timedelta(days=20), deadline_id=deadline.pk) == 1
    begin_rounds(run=Run(now - timedelta(days=1, hours=1)))
    told = Reminder.objects.filter(person=deadline.person, due_at__lt=now - timedelta(days=1)).order_by("-lead")
    assert list(told.values_list("lead", flat=True)) == [14 * 24, 7 * 24]


def unread(page, look_at):
    page.goto(INBOX)
    look_at(page)
    return page.locator(UNREAD).count()


def snooze(page, look_at, amal):
    """Until tomorrow, by the button under the deadline."""
    page.click(f"{UNREAD} summary")
    look_at(page)
    press(page, f"{UNREAD} [name=days][value='1']")
    look_at(page)
    assert (page.locator(UNREAD).count(), page.locator(COUNT).count()) == (0, 0)
    again = Reminder.objects.filter(person=amal, read_at=None, due_at__gt=timezone.now())
    # Tomorrow comes.
    assert again.update(due_at=timezone.now()) == 1


@pytest.mark.parametrize(("language", "width", "script"), SETTINGS)
def test_from_a_deadline_to_done(visit, client, workspace, language, width, script):
    look_at = partial(look, script=script, width=width)
    ines, amal = (visit(language, width, script) for _ in range(2))
    reader = person(workspace, "Amal")
    sign_in(ines, person(workspace, "Ines"), client)
    sign_in(amal, reader, Client())

    deadline = set_one(ines, look_at, workspace)
    give(ines, look_at, deadline, reader)
    assert unread(amal, look_at) == 0
    pass_days(Deadline.objects.get())

    assert unread(amal, look_at) == 1
    line = amal.locator(UNREAD).inner_text()
    assert WHAT in line
    assert "Amal" in line
    assert amal.locator(COUNT).first.is_visible()
    snooze(amal, look_at, reader)

    assert unread(amal, look_at) == 1
    press(amal, f"{UNREAD} [name=deadline][value='{deadline.pk}']")
    look_at(amal)
    assert (amal.locator(UNREAD).count(), amal.locator(COUNT).count()) == (0, 0)
    assert WHAT in amal.locator("details[open] .rows").inner_text()
    assert not Reminder.objects.filter(person=reader, read_at=None).exists()

    # A reader cannot close it; who writes can, and then nobody is reminded of it.
    amal.goto(deadline.get_absolute_url())
    look_at(amal)
    assert amal.locator("[name=to]").count() == 0
    ines.goto(deadline.get_absolute_url())
    press(ines, "[name=to][value=done]")
    look_at(ines)
    row = Deadline.objects.get()
    assert (row.status, row.closed_by) == ("done", person(workspace, "Ines"))
    assert ines.is_visible("main .mark.full")
    assert ines.is_visible("[name=to][value=open]")
