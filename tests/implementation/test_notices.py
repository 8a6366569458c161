"""Who hears of a rating: whoever may approve it when it is sent, its author when it came back or is approved."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from implementation.models import PledgeRating, RatingRules
from implementation.services.ratings import rate_pledge, rate_recommendation
from implementation.services.reviewing import approve_ratings, decide_pledge_rating, return_rating
from reminders.models import Happening, Notice, PersonalHours, ReminderChoice
from reminders.running import Run
from reminders.services import notices
from reminders.services.letters import gather_letters
from reminders.services.post import post_letters
from tests.factories import make_member, make_recommendation
from tests.implementation.pledged import make_pledge

pytestmark = pytest.mark.django_db
SECRET = "the prisoner A.B. was tortured"


@pytest.fixture
def approver(organisation):
    return make_member(organisation, role=Membership.Role.OWNER, name="Olga")


@pytest.fixture
def recommendation(workspace, approver):
    RatingRules.objects.create(workspace=workspace, needs_approval=True)
    return make_recommendation(workspace.review)


def rate(workspace, recommendation, by, **more):
    words = {"level": "partially", "note": SECRET, "rated_date": date(2026, 3, 1), "replaces": None} | more
    return rate_recommendation(
        workspace=workspace, recommendation=recommendation, by=by, **{"at": timezone.now()} | words
    )


def tell(after=timedelta(0)):
    return notices.tell_happenings(run=Run(timezone.now() + after))


def post(after):
    run = Run(timezone.now() + after)
    gather_letters(run=run)
    return post_letters(run=run)


def told():
    return sorted(Notice.objects.unread().values_list("person__name", "happening__kind"))


def test_whoever_may_approve_hears_that_a_rating_is_sent(workspace, recommendation, amina, bruno, chidi):
    rate(workspace, recommendation, amina)

    assert tell() == 1
    assert told() == [("Olga", "rating_sent")]


def test_a_draft_and_a_workspace_without_approval_tell_nobody(workspace, recommendation, amina):
    rate(workspace, recommendation, amina, is_draft=True)
    RatingRules.objects.update(needs_approval=False)
    rate(workspace, make_recommendation(workspace.review), amina)

    assert tell() == 0


def test_its_author_hears_that_it_came_back_and_nobody_waits_any_more(workspace, recommendation, amina, approver):
    rating = rate(workspace, recommendation, amina)
    tell()

    return_rating(rating=rating, note=SECRET, by=approver, at=timezone.now())
    tell()

    assert told() == [("Amina", "rating_returned")]


def test_its_author_hears_once_that_it_is_approved(workspace, recommendation, amina, approver):
    rating = rate(workspace, recommendation, amina)

    for _ in range(2):
        approve_ratings(workspace=workspace, ratings=[rating], by=approver, at=timezone.now())
        tell()

    assert told() == [("Amina", "rating_approved")]


def test_sent_again_after_it_came_back_is_told_again(workspace, recommendation, amina, approver):
    rating = rate(workspace, recommendation, amina)
    return_rating(rating=rating, note="more", by=approver, at=timezone.now())
    for _ in range(2):
        rate(workspace, recommendation, amina, replaces=rating.pk)
    tell()

    assert told() == [("Amina", "rating_returned"), ("Olga", "rating_sent")]


def test_pledges_are_told_in_the_same_way(workspace, recommendation, amina, approver):
    words = {"level": "fully", "note": SECRET, "rated_date": date(2026, 3, 1), "replaces": None}
    rate_pledge(workspace=workspace, pledge=make_pledge(workspace.review), by=amina, at=timezone.now(), **words)
    tell()
    assert told() == [("Olga", "rating_sent")]

    decide_pledge_rating(rating=PledgeRating.objects.get(), note="more", by=approver, at=timezone.now())
    tell()
    assert told() == [("Amina", "rating_returned")]


def test_what_is_not_kept_is_not_told(workspace, recommendation, amina):
    with transaction.atomic():
        rate(workspace, recommendation, amina)
        transaction.set_rollback(True)

    assert tell() == 0


def test_a_killed_run_is_done_once_by_the_next_one(workspace, recommendation, amina, monkeypatch):
    rate(workspace, recommendation, amina)
    whole = notices._tell_some

    def killed(at):
        with transaction.atomic():
            whole(at)
            raise KeyboardInterrupt

    monkeypatch.setattr(notices, "_tell_some", killed)
    with pytest.raises(KeyboardInterrupt):
        tell()
    assert (Notice.objects.count(), Happening.objects.waiting().count()) == (0, 1)
    monkeypatch.undo()

    assert (tell(), tell()) == (1, 0)
    assert told() == [("Olga", "rating_sent")]


def test_mail_names_the_kind_and_gives_nothing_away(workspace, recommendation, amina):
    for row in (recommendation, make_recommendation(workspace.review)):
        rate(workspace, row, amina)
    tell()

    assert post(timedelta(minutes=5)) == 0
    assert post(timedelta(minutes=20)) == 1
    assert post(timedelta(minutes=30)) == 0

    [message] = mail.outbox
    text = message.body + message.alternatives[0].content + message.subject
    assert message.body.startswith(
        f"A rating waits for approval (2)\nhttp://127.0.0.1:8000/workspaces/{workspace.pk}/ratings/review/\n"
    )
    for secret in ("A.B.", "tortured", workspace.name, "Amina", "Arcadia", recommendation.number):
        assert secret not in text


def test_what_is_read_or_decided_is_not_mailed(client, workspace, recommendation, amina, approver):
    rating = rate(workspace, recommendation, amina)
    tell()
    approve_ratings(workspace=workspace, ratings=[rating], by=approver, at=timezone.now())
    tell()
    client.force_login(amina)
    client.post("/reminders/put-aside/")

    assert post(timedelta(hours=1)) == 0
    assert mail.outbox == []


def test_quiet_days_are_kept(workspace, recommendation, amina, approver):
    today = timezone.now().weekday()
    quiet = [today, (today + 1) % 7]
    PersonalHours.objects.create(person=approver, quiet_weekdays=quiet, zone="UTC")
    rate(workspace, recommendation, amina)
    tell()

    mailed = Notice.objects.get().mail_due_at
    assert mailed.weekday() not in quiet
    assert mailed.time().hour == 8


@pytest.mark.parametrize(("channel", "count", "mailed"), [("none", 0, 0), ("app", 1, 0), ("mail", 1, 1)])
def test_people_hear_as_they_chose(workspace, recommendation, amina, approver, channel, count, mailed):
    ReminderChoice.objects.create(person=approver, channel=channel)
    rate(workspace, recommendation, amina)
    tell()

    assert Notice.objects.count() == count
    assert post(timedelta(hours=1)) == mailed


def test_the_inbox_shows_it_until_it_is_put_aside(client, workspace, recommendation, amina, approver):
    for row in (recommendation, make_recommendation(workspace.review)):
        rate(workspace, row, amina)
    tell()
    client.force_login(approver)

    page = client.get("/reminders/")
    assert [(one.what, one.number) for one in page.context["notices"]] == [("A rating waits for approval", 2)]
    assert f'href="/workspaces/{workspace.pk}/ratings/review/"' in page.content.decode()
    assert SECRET not in page.content.decode()

    for wrong in ("x", f"{workspace.pk}:", f"{workspace.pk}:rating_returned"):
        client.post("/reminders/put-aside/", {"notice": wrong})
    assert Notice.objects.unread().count() == 2
    client.post("/reminders/put-aside/", {"notice": f"{workspace.pk}:rating_sent"})

    assert client.get("/reminders/").context["notices"] == []


def test_nobody_else_sees_a_notice(client, workspace, recommendation, amina, chidi):
    rate(workspace, recommendation, amina)
    tell()

    for person in (amina, chidi):
        client.force_login(person)
        assert client.get("/reminders/").context["notices"] == []
