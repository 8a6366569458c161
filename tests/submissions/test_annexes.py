"""Annexes: named beside a text, in its Word file, in the format check; and what the text proposes."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from submissions.constructive import constructive, proposal_findings
from submissions.drafting_page import draft_page
from submissions.models import Annex, PriorityIssue, ProposedRecommendation, Section
from submissions.services.annexes import add_annex, change_annex
from submissions.services.drafting import TextClosed, set_text_open
from submissions.submission_word import render_word
from submissions.word_import.reading import read_submission
from tests.submissions.drafted import make_paragraph, make_submission
from tests.submissions.prepared import make_issue, make_prepared

WORDS = {"title": "Law 12 of 2024", "origin": "public", "language": "fr", "source": "Parliament", "held_by": "Us"}


@pytest.fixture
def submission(workspace, amina):
    return make_submission(workspace, amina)


def named(submission, by, **words):
    return add_annex(submission=submission, words=WORDS | words, by=by, at=timezone.now(), key=uuid4())


def test_who_gets_in(client, submission, amina, bruno, chidi):
    annex = named(submission, amina)
    pages = [("annex_list", submission.pk), ("annex_create", submission.pk), ("annex_edit", annex.pk)]
    pages += [("annex_delete", annex.pk), ("submission_proposals", submission.pk)]
    answers = {}
    for name, user in {"amina": amina, "bruno": bruno, "chidi": chidi}.items():
        client.force_login(user)
        answers[name] = [client.get(reverse(f"submissions:{page}", args=[key])).status_code for page, key in pages]

    assert answers == {
        "amina": [200, 200, 200, 200, 200],
        "bruno": [200, 403, 403, 403, 200],
        "chidi": [404, 404, 404, 404, 404],
    }


def test_annexes_are_named_and_changed_while_the_text_is_open(client, submission, amina):
    client.force_login(amina)
    client.post(reverse("submissions:annex_create", args=[submission.pk]), WORDS | {"key": uuid4()})
    named(submission, amina, title="Second", language="")

    assert list(Annex.objects.in_order().values_list("place", "title", "language")) == [
        (1, "Law 12 of 2024", "fr"),
        (2, "Second", ""),
    ]
    set_text_open(submission=submission, is_open=False, by=amina, at=timezone.now())
    annex = Annex.objects.first()
    with pytest.raises(TextClosed):
        change_annex(annex=annex, words=WORDS, by=amina, at=timezone.now(), seen=annex.version)
    answer = client.post(reverse("submissions:annex_create", args=[submission.pk]), WORDS | {"key": uuid4()})
    assert (answer.status_code, Annex.objects.count()) == (409, 2)


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_they_stand_at_the_end_of_the_word_file_and_come_back(submission, amina, language):
    submission.language = language
    text = {"ar": "ضربت الشرطة الناس.", "fr": "La police frappe les gens.", "en": "The police beat the people."}[
        language
    ]
    make_paragraph(submission, amina, text)
    own = {"title": "Our survey. Part 2", "origin": "own", "language": "", "source": ""}
    annexes = [named(submission, amina), named(submission, amina, **own)]

    content = render_word(
        submission, list(submission.sections.in_order()), list(submission.paragraphs.in_order()), [], annexes
    )

    read = read_submission(content)
    assert [len(one.paragraphs) for one in read.sections] == [1]
    assert read.annexes == [WORDS, WORDS | own]


def test_the_format_check_names_what_is_not_to_be_annexed(client, submission, amina):
    client.force_login(amina)
    address = reverse("submissions:submission_check", args=[submission.pk])
    named(submission, amina)
    good = [one.title for one in client.get(address).context["findings"]]
    foreign = named(submission, amina, origin="foreign")

    found = client.get(address).context["findings"]

    assert "No annex is a report of others" in good
    one = next(one for one in found if one.title == "1 annex is a report of others")
    assert (one.level, one.rule.key, [spot.href for spot in one.spots]) == (
        "mid",
        "no_foreign_annexes",
        [foreign.get_absolute_url()],
    )


def test_each_theme_and_issue_without_a_proposal_is_named(client, submission, workspace, amina):
    theme = Section.objects.get(submission=submission, kind="theme")
    theme.issue = make_issue()
    theme.save()
    issue = make_prepared(PriorityIssue, workspace, amina, title="Police violence", issue=theme.issue)
    paragraph = make_paragraph(submission, amina, "The police beat people.", section=theme)
    silent = constructive(draft_page(submission, amina), amina)

    assert [(line.asks, line.ready) for line in silent.sections] == [((), ())]
    assert [one.title for one in proposal_findings(silent)] == [
        "1 theme without a constructive proposal",
        "1 priority issue without a proposed recommendation",
    ]
    text = "Charge every officer who beats a man."
    proposal = make_prepared(ProposedRecommendation, workspace, amina, priority_issue=issue, text_en=text)
    ready = constructive(draft_page(submission, amina), amina)
    assert [[one.pk for one in line.ready] for line in ready.sections] == [[proposal.pk]]
    paragraph.text = "The police beat people.\n\n- charge every officer who **beats** a man."
    paragraph.save()
    said = constructive(draft_page(submission, amina), amina)
    assert [([ask.line.paragraph.pk for ask in line.asks], line.ready) for line in said.sections] == [
        ([paragraph.pk], ())
    ]
    assert [(one.level, one.title) for one in proposal_findings(said)] == [("good", "Every theme proposes something")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We recommend that the Government act.", "recommend"),
        ("We urge Parliament to act.", "urge"),
        ("Nous recommandons à l’État d’agir.", "recommandons"),
        ("Recomendamos al Estado actuar.", "Recomendamos"),
        ("نوصي الحكومة بأن تتصرف.", "نوصي"),
        ("Мы рекомендуем принять закон.", "рекомендуем"),
        ("我们建议政府采取行动。", "建议"),
        ("**Recommendations**\n\n- a law", "Recommendations"),
        ("France made two recommendations in the last cycle, and recommended a law.", None),
        ("The police should have acted.", None),
    ],
)
def test_the_words_that_ask_are_shown(submission, amina, text, words):
    theme = Section.objects.get(submission=submission, kind="theme")
    make_paragraph(submission, amina, text, section=theme)

    line = constructive(draft_page(submission, amina), amina).sections[0]

    assert [ask.words for ask in line.asks] == ([words] if words else [])
