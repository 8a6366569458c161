"""What somebody typed outlives a colleague who deletes the row in the moment in which it is saved."""

import re
from functools import partial
from html import escape
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from advocacy.models import (
    Ask,
    CampaignMessage,
    Contact,
    Delegate,
    Event,
    EventSpeaker,
    EventTask,
    Factsheet,
    Meeting,
    NotebookLine,
    Push,
    Statement,
    Strategy,
    Target,
)
from advocacy.services import contacts, events
from submissions.models import ProposedRecommendation
from submissions.services.preparing import delete_prepared
from tests.advocacy import campaigned, noted_down, pushed
from tests.advocacy.contacted import CONTACTED, make_contact
from tests.advocacy.decided import make_proposal
from tests.advocacy.held import EVENTS, make_event, make_speaker
from tests.advocacy.sheets import SHEETS
from tests.advocacy.spoken import SPOKEN, make_statement
from tests.advocacy.strategic import STRATEGIES, make_strategy
from tests.advocacy.targeted import MEETING, TARGETED
from tests.factories import make_recommendation, make_token
from tests.same_moment import in_the_same_moment

TYPED = "Police “beat” street traders & nobody is tried"


@pytest.fixture
def world(workspace, amina, bruno, odile, organisation):
    recommendation = make_recommendation(workspace.review, item=7)
    people = {"amina": amina, "bruno": bruno, "odile": odile}
    return SimpleNamespace(workspace=workspace, organisation=organisation, recommendation=recommendation, **people)


# What is open, how it is sent, of which kind it is, and in which field somebody types.
OPEN = {
    "target_edit": (TARGETED, Target, "next_step"),
    "meeting_edit": (TARGETED, Meeting, "place"),
    "meeting_debrief": (TARGETED, Meeting, "said"),
    "strategy_edit": (STRATEGIES, Strategy, "done"),
    "factsheet_edit": (SHEETS, Factsheet, "challenges"),
    "event_edit": (EVENTS, Event, "place"),
    "event_results": (EVENTS, Event, "results"),
    "event_speaker_edit": (EVENTS, EventSpeaker, "theme"),
    "event_task_edit": (EVENTS, EventTask, "title"),
    "delegate_edit": (EVENTS, Delegate, "notes"),
    "campaign_edit": (campaigned.CASES, CampaignMessage, "text"),
    "notebook_line_edit": (noted_down.CASES, NotebookLine, "text"),
    "statement_edit": (SPOKEN, Statement, "title"),
    "push_edit": (pushed.CASES, Push, "arguments"),
    "contact_edit": (CONTACTED, Contact, "notes"),
}


def gone(model, key, by):
    return lambda: delete_prepared(row=model.objects.get(pk=key), by=by, at=timezone.now())


def answer_of(world, name):
    """What the page says to whoever saves a row that is deleted in the same moment."""
    cases, model, field = OPEN[name]
    _who, [key], sent, *_ = cases[f"advocacy:{name}"](world)
    client = Client()
    client.force_login(world.amina)
    path = reverse(f"advocacy:{name}", args=[key])

    answer = in_the_same_moment(gone(model, key, world.odile), lambda: client.post(path, sent | {field: TYPED}))

    page = answer.content.decode()
    said = "A colleague deleted this" in page, f"readonly>{escape(TYPED)}</textarea>" in page
    return answer.status_code, *said, model.objects.filter(pk=key).exists()


# Each test of whole transactions takes seconds to clear up: one for all pages.
@pytest.mark.django_db(transaction=True)
def test_what_was_typed_comes_back(world):
    assert {name: answer_of(world, name) for name in OPEN} == dict.fromkeys(OPEN, (409, True, True, False))


@pytest.mark.django_db(transaction=True)
def test_it_stands_under_the_words_of_the_form(world):
    _who, [key], sent, *_ = STRATEGIES["advocacy:strategy_edit"](world)
    statement = make_statement(world.workspace, world.amina)
    client = Client()
    client.force_login(world.amina)
    words = {"title": "Three embassies", "done": TYPED, "risk": "No"}
    path = reverse("advocacy:strategy_edit", args=[key])

    answer = in_the_same_moment(gone(Strategy, key, world.odile), lambda: client.post(path, sent | words))

    labels = re.findall(r'<label for="typed-\d">([^<]+)</label>', answer.content.decode())
    assert labels == ["Title", "What was done"]
    # So does a text that has versions of its own.
    path, sent = f"{statement.get_absolute_url()}?language=en", {"text": TYPED, "seen": 0}
    answer = in_the_same_moment(gone(Statement, statement.pk, world.odile), lambda: client.post(path, sent))
    assert (answer.status_code, escape(TYPED) in answer.content.decode()) == (409, True)


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_comes_back_where_something_chosen_was_deleted(workspace, amina):
    proposal = make_proposal(workspace, amina)
    client = Client()
    client.force_login(amina)
    sent = MEETING | {"place": TYPED, "proposals": [proposal.pk], "key": uuid4()}
    path = reverse("advocacy:meeting_create", args=[workspace.pk])

    answer = in_the_same_moment(
        lambda: delete_prepared(row=proposal, by=amina, at=timezone.now()), lambda: client.post(path, sent)
    )

    assert (answer.status_code, escape(TYPED) in answer.content.decode()) == (409, True)
    assert Meeting.objects.count() == 0
    # Sent once more, without what is gone, it is kept.
    assert client.post(path, sent | {"proposals": []}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_press_of_a_button_says_so_too(workspace, amina):
    speaker = make_speaker(make_event(workspace, amina), amina)
    client = Client()
    client.force_login(amina)

    answer = in_the_same_moment(
        lambda: events.delete_speaker(speaker=EventSpeaker.objects.get(), by=amina, at=timezone.now()),
        lambda: client.post(reverse("advocacy:event_speaker_move", args=[speaker.pk]), {"up": "1"}),
    )

    page = answer.content.decode()
    assert (answer.status_code, "A colleague deleted this" in page, "Your words" in page) == (409, True, False)


@pytest.mark.django_db(transaction=True)
def test_a_program_is_told_what_it_would_be_told_a_moment_later(world):
    _token, secret = make_token(world.amina, world.workspace, scopes=["read_advocacy", "write_advocacy"])
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    as_json = {"content_type": "application/json"}
    for kind, model in (("target", Target), ("ask", Ask), ("meeting", Meeting)):
        _who, keys, words, *_rest, sent = TARGETED[f"workspace-{kind}-detail"](world)
        path = reverse(f"workspace-{kind}-detail", args=keys)
        patch = partial(program.patch, path, words, headers=sent["headers"], **as_json)

        answer = in_the_same_moment(lambda model=model: model.objects.all().delete(), patch)

        assert (kind, answer.status_code, answer.json()["title"]) == (kind, 404, "Not Found")
        Target.objects.all().delete()
    # What it names was there when it was checked.
    proposal = make_proposal(world.workspace, world.amina)
    words = {"title": "OHCHR", "date": "2030-06-03", "proposals": [str(proposal.pk)]}
    post = partial(program.post, reverse("workspace-meeting-list", args=[world.workspace.pk]), words, **as_json)

    answer = in_the_same_moment(gone(ProposedRecommendation, proposal.pk, world.amina), post)

    assert (answer.status_code, Meeting.objects.count()) == (409, 0)
    assert answer.json()["detail"] == "Somebody took away what this names in the same moment."


def test_of_two_contacts_one_is_gone(workspace, amina):
    kept, other = make_contact(workspace, amina), make_contact(workspace, amina)
    Contact.objects.filter(pk=other.pk).delete()

    with pytest.raises(Contact.DoesNotExist):
        contacts.merge_contacts(
            kept=kept, gone=other, words={}, seen=(kept.version, other.version), by=amina, at=timezone.now()
        )


def test_words_sent_to_what_is_gone_come_back(workspace, amina):
    row = make_strategy(workspace, amina)
    client = Client(headers={"sec-fetch-site": "same-origin"})
    client.force_login(amina)
    path = reverse("advocacy:strategy_edit", args=[row.pk])
    delete_prepared(row=row, by=amina, at=timezone.now())

    answer = client.post(path, {"title": "Market", "stage": "2", "done": TYPED, "key": uuid4()})

    page = answer.content.decode()
    assert (answer.status_code, escape(TYPED) in page, "Market" in page) == (404, True, False)
    strangers = Client(headers={"sec-fetch-site": "cross-site"}).post(path, {"done": TYPED})
    assert escape(TYPED) not in strangers.content.decode()
    assert "Your words" not in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("language", "label"), [("en", "What was done"), ("fr", "Ce qui a été fait"), ("ar", "ما جرى عمله")]
)
def test_words_sent_to_what_is_gone_stand_under_the_label_of_their_form(workspace, amina, language, label):
    row = make_strategy(workspace, amina)
    client = Client(headers={"sec-fetch-site": "same-origin", "accept-language": language})
    client.force_login(amina)
    path = reverse("advocacy:strategy_edit", args=[row.pk])
    delete_prepared(row=row, by=amina, at=timezone.now())

    page = client.post(path, {"done": TYPED, "of_no_form": "Two words"}).content.decode()

    labels = re.findall(r'<label for="typed-\d">([^<]+)</label>', page)
    with override(language):
        assert labels == [label, gettext("What you wrote")]
    assert "of_no_form" not in page
