"""Two organisations of a workspace at work on one State hear of each other; signatories hear of the lodging."""

from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Organisation
from advocacy.meeting_page import same_day
from advocacy.pipeline_page import board as board_of
from advocacy.services.meetings import change_meeting, delete_meeting
from advocacy.services.pipeline import change_target, delete_target
from reminders.models import Happening, Notice
from reminders.running import Run
from reminders.services import notices
from reminders.services.letters import gather_letters
from reminders.services.post import post_letters
from submissions.services.lodging import open_correction, withdraw_lodged
from tests.advocacy.targeted import MEETING, make_meeting, make_target
from tests.factories import AT, make_state
from tests.submissions.drafted import make_lodged, make_paragraph, make_ready, make_signature, make_submission

SECRET = "Breakfast with the attaché"


@pytest.fixture
def theirs(partner):
    return Organisation.objects.get(memberships__user=partner)


def text_of(page):
    return unescape(page.content.decode())


def tell():
    return notices.tell_happenings(run=Run(timezone.now()))


def told():
    return sorted(Notice.objects.unread().values_list("person__name", "happening__kind"))


def test_both_hear_as_soon_as_a_second_organisation_takes_the_state(workspace, amina, organisation, partner, theirs):
    target = make_target(workspace, amina, organisation=organisation)
    assert (tell(), told()) == (0, [])

    make_meeting(workspace, partner, organisation=theirs, title=SECRET)
    tell()

    assert ("Amina", "state_shared") in told()
    # Pavel did it, and the page told him; nobody else writes for his organisation.
    assert [name for name, _kind in told() if name == "Pavel"] == []
    assert {one.path for one in Happening.objects.all()} == {target.get_absolute_url()}


def test_they_hear_once_whatever_is_changed_afterwards(workspace, amina, organisation, partner, theirs):
    make_target(workspace, amina, organisation=organisation)
    first = make_meeting(workspace, partner, organisation=theirs)
    tell()
    before = told()

    make_meeting(workspace, partner, organisation=theirs, title="Again")
    change_meeting(
        meeting=first, words={"place": "Palais"}, links={}, by=partner, at=timezone.now(), seen=first.version
    )

    assert (tell(), told()) == (0, before)


def test_two_people_of_one_organisation_are_no_news(workspace, amina, organisation):
    make_target(workspace, amina, person=amina)

    make_meeting(workspace, amina, organisation=organisation)

    assert tell() == 0


def test_whose_house_a_person_is_of_is_the_same_for_whoever_acts(workspace, amina, organisation, partner):
    make_target(workspace, amina, person=amina)
    meeting = make_meeting(workspace, amina, organisation=organisation)

    change_meeting(
        meeting=meeting, words={"place": "Palais"}, links={}, by=partner, at=timezone.now(), seen=meeting.version
    )

    assert (tell(), told()) == (0, [])


def test_page_and_notice_know_the_same_of_who_is_at_work(workspace, amina, odile, organisation, partner, theirs):
    def both(state):
        board = board_of(workspace=workspace, user=amina, on=AT.date())
        (line,) = [one for one in board.lines if one.target.state_id == state]
        notices = Happening.objects.filter(path=line.target.get_absolute_url(), over_at=None)
        return [party.who for party in line.parties], line.is_shared, notices.exists()

    ours, others = str(organisation), str(theirs)
    # Odile and Amina are of one house, with it or without it; Pavel is not.
    make_target(workspace, amina, "FRA", person=amina)
    make_meeting(workspace, odile, "FRA")
    make_meeting(workspace, odile, "FRA", organisation=organisation)
    make_target(workspace, amina, "KEN", organisation=organisation)
    make_meeting(workspace, odile, "KEN")
    make_target(workspace, amina, "ESP", organisation=organisation)
    make_meeting(workspace, partner, "ESP")
    make_meeting(workspace, partner, "ESP", organisation=theirs)
    make_target(workspace, amina, "TGO")
    make_meeting(workspace, amina, "TGO", organisation=organisation)
    make_meeting(workspace, partner, "TGO", organisation=theirs)

    assert both("FRA") == (["Amina"], False, False)
    assert both("KEN") == ([ours], False, False)
    assert both("ESP") == ([ours, "Pavel"], True, True)
    assert both("TGO") == ([ours, others], True, True)


def test_a_meeting_moved_to_another_state_is_no_news_of_the_first(workspace, amina, organisation, partner, theirs):
    make_target(workspace, amina, organisation=organisation)
    meeting = make_meeting(workspace, partner, organisation=theirs)
    tell()

    state = make_state("ESP")
    change_meeting(
        meeting=meeting, words={"state": state}, links={}, by=partner, at=timezone.now(), seen=meeting.version
    )

    assert told() == []


@pytest.mark.parametrize("way", ["meeting", "target", "holder"])
def test_where_it_is_over_nobody_finds_it_unread(workspace, amina, organisation, partner, theirs, way):
    target = make_target(workspace, amina, organisation=organisation)
    meeting = make_meeting(workspace, partner, organisation=theirs)
    tell()

    now = timezone.now()
    if way == "meeting":
        delete_meeting(meeting=meeting, by=partner, at=now)
    elif way == "target":
        delete_target(target=target, by=amina, at=now)
    else:
        words = {"organisation": theirs}
        change_target(target=target, words=words, proposals=[], by=amina, at=now, seen=target.version)

    assert told() == []


def test_two_meetings_are_told_of_each_other_before_the_state_is_in_the_pipeline(
    client, workspace, amina, odile, organisation, partner, theirs
):
    first = make_meeting(workspace, amina, "ITA", organisation=organisation)
    assert (tell(), told()) == (0, [])
    client.force_login(partner)
    sent = MEETING | {"title": SECRET, "state": "ITA", "organisation": str(theirs.pk), "key": str(uuid4())}

    page = client.post(reverse("advocacy:meeting_create", args=[workspace.pk]), sent, follow=True)
    tell()

    who = f"At work on this State: {organisation} (meeting on 1 December 2026), {theirs} (meeting on 1 December 2026)."
    assert who in text_of(page)
    assert "On the same day there is another meeting of yours with this State: Mission. Go together." in text_of(page)
    assert told() == [("Amina", "state_shared"), ("Odile", "state_shared")]
    # Each is led to their own meeting, which says who else is at work.
    assert set(Notice.objects.values_list("happening__path", flat=True)) == {first.get_absolute_url()}
    client.force_login(amina)
    page = text_of(client.get(first.get_absolute_url()))
    assert "Two of you are at work on this State: talk to each other first." in page
    assert "Another meeting of yours with this State is on the same day: go together." in page


def test_a_meeting_of_ones_own_or_on_another_day_or_called_off_is_no_clash(workspace, amina, partner, theirs):
    ours = make_meeting(workspace, amina, "ITA")
    make_meeting(workspace, amina, "ITA", title="With the expert")
    make_meeting(workspace, partner, "ITA", organisation=theirs, date=date(2026, 12, 2))
    make_meeting(workspace, partner, "ITA", organisation=theirs, status="cancelled")
    make_meeting(workspace, partner, "ESP", organisation=theirs)
    assert same_day(ours, amina) == []

    clash = make_meeting(workspace, partner, "ITA")

    assert same_day(ours, amina) == [clash]
    assert same_day(clash, partner)[0] == ours


def test_nobody_is_told_again_as_the_state_enters_the_pipeline_and_leaves_it(
    workspace, amina, organisation, partner, theirs
):
    meeting = make_meeting(workspace, amina, organisation=organisation)
    make_meeting(workspace, partner, organisation=theirs)
    tell()
    before = told()
    paths = lambda: set(Notice.objects.unread().values_list("happening__path", flat=True))  # noqa: E731

    target = make_target(workspace, amina)
    assert (tell(), told(), paths()) == (0, before, {target.get_absolute_url()})
    delete_target(target=target, by=amina, at=timezone.now())

    assert (tell(), told(), paths()) == (0, before, {meeting.get_absolute_url()})


def test_two_meetings_of_one_organisation_outside_the_pipeline_are_no_news(workspace, amina, odile, organisation):
    make_meeting(workspace, amina, organisation=organisation)
    make_meeting(workspace, odile)

    assert (tell(), told()) == (0, [])


def test_the_mail_says_the_kind_and_nothing_of_the_work(workspace, amina, organisation, partner, theirs):
    make_target(workspace, amina, organisation=organisation, next_step=SECRET)
    make_meeting(workspace, partner, organisation=theirs, title=SECRET)
    tell()

    run = Run(timezone.now() + timedelta(days=8))
    gather_letters(run=run)
    post_letters(run=run)

    body = next(one.body for one in mail.outbox if one.to == [amina.email])
    assert "Two of you are at work on the same State" in body
    assert [word for word in (SECRET, "Fra", str(theirs)) if word in body] == []


def test_signatories_hear_that_it_is_lodged_and_that_it_is_withdrawn(
    workspace, amina, odile, organisation, partner, theirs
):
    submission = make_submission(workspace, amina)
    make_paragraph(submission, amina)
    make_signature(submission, theirs, partner)
    make_ready(submission, amina, organisation, odile)

    version = make_lodged(submission, amina)
    tell()
    lodged = told()
    withdraw_lodged(version=version, reason=SECRET, by=odile, at=timezone.now())
    tell()

    assert lodged == [("Odile", "submission_lodged"), ("Pavel", "submission_lodged")]
    assert [one for one in told() if one not in lodged] == [("Amina", "submission_gone"), ("Pavel", "submission_gone")]
    assert {one.path for one in Happening.objects.all()} == {submission.get_absolute_url()}


def test_who_declined_does_not_hear_of_it(workspace, amina, odile, organisation, partner, theirs):
    submission = make_submission(workspace, amina)
    make_paragraph(submission, amina)
    make_signature(submission, theirs, partner, decision="declined")
    make_ready(submission, amina, organisation, odile)

    make_lodged(submission, amina)
    tell()

    assert told() == [("Odile", "submission_lodged")]


def test_one_act_is_told_once_to_whoever_writes_for_two(workspace, amina, odile, organisation, partner, theirs):
    Membership.objects.create(user=odile, organisation=theirs, role=Membership.Role.EDITOR)
    submission = make_submission(workspace, amina)
    make_paragraph(submission, amina)
    make_signature(submission, theirs, partner)
    make_ready(submission, amina, organisation, odile)

    make_lodged(submission, amina)
    tell()

    assert told() == [("Odile", "submission_lodged"), ("Pavel", "submission_lodged")]


def test_a_withdrawal_is_told_to_those_who_signed_that_version(workspace, amina, odile, organisation, partner, theirs):
    submission = make_submission(workspace, amina)
    make_paragraph(submission, amina)
    make_ready(submission, amina, organisation, odile)
    version = make_lodged(submission, amina)
    open_correction(submission=submission, by=amina, at=timezone.now())
    make_signature(submission, theirs, partner)

    withdraw_lodged(version=version, reason=SECRET, by=odile, at=timezone.now())
    tell()

    assert {name for name, kind in told() if kind == "submission_gone"} == {"Amina"}
