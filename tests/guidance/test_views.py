"""The guide: a page for every step, open to everybody, without a query."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from cycles.cycle_steps import NAMES, steps
from guidance.glossary import TERMS, glossary
from guidance.guides import GUIDES
from guidance.when import when_in_words


def test_every_step_of_the_cycle_has_a_guide_in_its_order():
    assert list(GUIDES) == [step.key for step in steps()] == list(NAMES)


@pytest.mark.parametrize("key", list(NAMES))
def test_a_guide_is_complete_and_short(key):
    guide = GUIDES[key]
    words = " ".join(map(str, (guide.what, guide.why, *guide.actions, *guide.mistakes))).split()

    assert 4 <= len(guide.actions) <= 7
    assert 2 <= len(guide.mistakes) <= 4
    assert guide.sources
    assert 150 <= len(words) <= 330


@pytest.mark.parametrize("key", list(NAMES))
def test_guide_detail_says_everything(client, key):
    page = client.get(reverse("guidance:guide_detail", args=[key])).content.decode()
    guide = GUIDES[key]

    shown = re.sub(r"\s+", " ", page)
    said = (guide.what, guide.why, *guide.actions, *guide.mistakes, *(source.name for source in guide.sources))
    assert [str(words) for words in said if str(words) not in shown] == []


def test_guide_detail_of_an_unknown_step_is_not_found(client):
    assert client.get("/guide/dance/").status_code == 404


def test_guide_list_shows_the_path_by_stages(client):
    page = client.get(reverse("guidance:guide_list")).content.decode()

    addresses = re.findall(r'<a class="strong" href="/guide/([a-z_]+)/"', page)
    assert addresses == [step.key for step in steps()]
    assert re.findall(r'<h2 id="stage-(\d)"', page) == ["1", "2", "3"]


def test_the_steps_lead_to_each_other(client):
    first = client.get("/guide/coalition/").context
    last = client.get("/guide/handover/").context

    assert (first["before"], first["after"].step.key) == (None, "baseline")
    assert (last["before"].step.key, last["after"]) == ("midterm", None)


def test_guide_print_holds_every_action(client):
    page = client.get(reverse("guidance:guide_print")).content.decode()

    assert page.count("<article") == 16
    assert page.count("<li>") >= sum(len(guide.actions) for guide in GUIDES.values())


def test_glossary_terms_have_their_own_anchors(client):
    page = client.get(reverse("guidance:glossary")).content.decode()

    assert len({term.key for term in TERMS}) == len(TERMS)
    assert [term.key for term in TERMS if f'<div id="{term.key}">' not in page] == []


def test_glossary_is_ordered_by_the_words_of_the_page():
    with translation.override("en"):
        names = [str(term.name).casefold() for term in glossary()]

    assert names == sorted(names)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("coalition", "From 9 months before the deadline for submissions to 6 months before it"),
        ("lodge", "From 10 days before the deadline for submissions to that day"),
        ("review", "From 1 day before the review to 7 days after it"),
        ("positions", "From 3 days after the review to 2 weeks before the adoption"),
        ("plan", "From the day of the adoption to 6 months after it"),
        ("follow_up", "From 2 months after the adoption to 12 months before the next review"),
    ],
)
def test_when_in_words(key, words):
    step = next(step for step in steps() if step.key == key)

    assert when_in_words(step) == words


@pytest.mark.parametrize("address", ["guidance:guide_list", "guidance:guide_print", "guidance:glossary"])
def test_pages_ask_the_database_nothing_and_stay_light(client, db, django_assert_num_queries, address):
    with django_assert_num_queries(0):
        answer = client.get(reverse(address))

    assert answer.status_code == 200
    assert len(answer.content) < 100_000
