"""Words of a row of several hands are shown before somebody writes over them, and stay findable afterwards."""

from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from advocacy.models import Meeting
from submissions.models import FormerText, PriorityIssue
from submissions.services.preparing import change_prepared, create_prepared, delete_prepared
from tests.advocacy.contacted import make_contact
from tests.advocacy.strategic import make_strategy, share
from tests.advocacy.targeted import make_meeting, make_target
from tests.factories import AT

QUERIES = 11
INES = "They support it if the text names no minister"
DALIA = "They asked for the text in French"


def text_of(page):
    return unescape(page.content.decode())


def address(row):
    return reverse("submissions:former_texts", args=[row.audit_name, row.pk])


def debrief(client, row, seen, **words):
    said = {"stands": "met", "papers": "", "promise": "", "seen": seen} | words
    return client.post(reverse("advocacy:meeting_debrief", args=[row.pk]), said)


def change(row, by, **words):
    return change_prepared(row=row, words=words, links={}, by=by, at=timezone.now(), seen=row.version)


@pytest.fixture
def meeting(workspace, amina):
    return make_meeting(workspace, amina)


def test_whoever_was_slower_reads_both_texts_side_by_side(client, meeting, amina, odile):
    first = meeting.version
    client.force_login(amina)
    debrief(client, meeting, first, said=INES, promise="To read it", papers="Factsheet")
    client.force_login(odile)

    page = debrief(client, meeting, first, said=DALIA, promise="To read it")

    assert page.status_code == 409
    found = [(one.label, one.theirs, one.ours) for one in page.context["form"].clashes]
    assert found == [("What was said", INES, DALIA), ("Other papers that you left with them", "Factsheet", "")]
    for words in (INES, DALIA):
        assert f'rows="4" readonly>{words}</textarea>' in text_of(page)
    assert "The texts that they take the place of are kept among the earlier texts." in text_of(page)


def test_what_is_written_over_stays_and_leads_there_from_its_page(client, meeting, amina, odile, chidi):
    first = meeting.version
    client.force_login(amina)
    debrief(client, meeting, first, said=INES)
    client.force_login(odile)
    page = debrief(client, meeting, first, said=DALIA)
    debrief(client, meeting, page.context["form"]["seen"].value(), said=DALIA)
    meeting.refresh_from_db()

    assert meeting.said == DALIA
    former = FormerText.objects.get()
    assert (former.field, former.text, former.replaced_by) == ("said", INES, odile)
    assert f'href="{address(meeting)}"' in text_of(client.get(meeting.get_absolute_url()))
    page = text_of(client.get(address(meeting)))
    assert [words in page for words in ("What was said", INES, "when Odile wrote it anew")] == [True] * 3
    client.force_login(chidi)
    assert client.get(address(meeting)).status_code == 404


def test_former_words_are_sealed_in_the_database(meeting, amina):
    change(change(meeting, amina, said=INES), amina, said=DALIA)

    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM submissions_formertext")
        ((stored,),) = cursor.fetchall()
    assert INES not in stored


def test_what_only_adds_to_a_text_or_changes_none_keeps_nothing(meeting, amina):
    row = change(meeting, amina, said=INES, place="Palais")
    row = change(row, amina, said=f"{INES}. {DALIA}", place="Room XX")

    assert FormerText.objects.count() == 0
    change(row, amina, said="")
    assert FormerText.objects.get().text == f"{INES}. {DALIA}"


def test_they_go_with_their_row_and_not_with_another(workspace, meeting, amina):
    target = make_target(workspace, amina, notes="Ask in May")
    change(change(meeting, amina, said=INES), amina, said=DALIA)
    change(target, amina, notes="")

    delete_prepared(row=Meeting.objects.get(pk=meeting.pk), by=amina, at=timezone.now())

    assert list(FormerText.objects.values_list("kind", "row")) == [("target", target.pk)]


def test_people_who_are_erased_on_a_day_leave_nothing(workspace, amina):
    contact = make_contact(workspace, amina, name="A. Diplomat", notes="Likes tea")

    change(contact, amina, name="B. Diplomat", notes="")

    assert FormerText.objects.count() == 0


def test_a_shared_strategy_does_not_share_what_it_said_before(client, workspace, organisation, amina, chidi):
    row = make_strategy(workspace, amina, done="The minister was bribed")
    row = share(change(row, amina, done="We wrote letters"), organisation, amina)
    client.force_login(chidi)
    assert client.get(address(row)).status_code == 404

    client.force_login(amina)

    assert "The minister was bribed" in text_of(client.get(address(row)))


def test_an_unknown_kind_or_one_of_which_nothing_is_kept_is_not_found(client, workspace, amina):
    contact = make_contact(workspace, amina)
    client.force_login(amina)

    for kind in ("contact", "nothing"):
        assert client.get(reverse("submissions:former_texts", args=[kind, contact.pk])).status_code == 404


def test_the_page_asks_as_often_for_three_texts_as_for_one(client, workspace, amina, django_assert_num_queries):
    words = {"title": "Shelters", "situation": "One"}
    made = {"links": {}, "by": amina, "at": AT, "key": uuid4()}
    issue = create_prepared(model=PriorityIssue, workspace=workspace, words=words, **made)
    row = change(issue, amina, situation="Two")
    client.force_login(amina)
    client.get(address(row))
    with django_assert_num_queries(QUERIES):
        client.get(address(row))

    change(change(row, amina, situation="Three"), amina, situation="Four")

    with django_assert_num_queries(QUERIES):
        assert len(client.get(address(row)).context["texts"]) == 3
