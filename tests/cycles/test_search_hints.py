"""What the page says of a search that may have been meant otherwise, and the two spellings of English."""

import pytest
from django.http import QueryDict
from django.utils.translation import override

from cycles.models import Recommendation
from cycles.search_filter import SearchFilter
from cycles.search_hints import hints_for
from cycles.search_spellings import spellings
from cycles.services.record_version import begin_change
from cycles.services.rendering import render_rows
from tests.factories import AT, make_recommendation, make_review, make_state
from tests.made_once import made_once

TEXTS = {
    1: "Invite the organizations of civil society to the program",
    2: "Fulfil the labour programme of the Organisation",
    3: "Decriminalize defamation, and criminalise torture",
}


def make_record():
    review = make_review(make_state("CHL", name="Chile"), cycle=2, session=18)
    for item, text in TEXTS.items():
        make_recommendation(review, item=item, text=text)
    begin_change(AT)
    render_rows(Recommendation.objects.all())
    return Recommendation.objects.all()


made_for_all, db, record = made_once(make_record)


def asked(words, **more):
    address = QueryDict(mutable=True)
    address.update({"search": words} | more)
    return SearchFilter.from_address(address)


@pytest.mark.parametrize(
    ("words", "total", "common"),
    [
        ("the", 0, ["the"]),
        ("THE All", 0, ["THE", "All"]),
        ("ещё", 0, ["ещё"]),
        ("ещё", 1, []),
        ("the program", 1, []),
        ("the OR program", 1, ["the"]),
        ("program -all", 1, ["all"]),
        ("les", 0, ["les"]),
        ("les", 1, []),
        ('"the"', 1, []),
        ('the "all"', 1, []),
        ("a*", 1, []),
        ("program", 0, []),
        ("140.7", 0, []),
        ("酷", 0, []),
    ],
)
def test_words_too_common_are_named_where_they_decide(db, words, total, common):
    assert hints_for(asked(words), total).common == common


def test_words_common_in_the_language_of_the_reader_are_named(db):
    with override("fr"):
        assert hints_for(asked("dans"), 1).common == ["dans"]


def test_words_are_common_in_the_languages_that_are_asked(db):
    assert hints_for(asked("the", language="fr"), 0).common == []


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("torture or detention", "torture OR detention"),
        ("torture not detention", "torture NOT detention"),
        ("(child Or girl) marriage or not early", "(child OR girl) marriage OR NOT early"),
        ("not prison", "NOT prison"),
        ("torture OR detention", ""),
        ('"one or two"', ""),
        ("or torture", ""),
        ("torture or", ""),
        ("torture not", ""),
        ("-or torture", ""),
        ("a b c d e f g h i j k or l", ""),
    ],
)
def test_small_or_and_not_are_asked_about(db, words, meant):
    hints = hints_for(asked(words), 1)

    assert hints.meant == meant
    assert hints.meant_address == (SearchFilter(words=meant).address() if meant else "")


def test_page_says_both(client, record):
    page = " ".join(client.get("/search/?search=the or all").content.decode().split())

    assert "Too common to be looked for alone: “<bdi>the</bdi>”; “<bdi>or</bdi>”; “<bdi>all</bdi>”." in page
    assert 'Did you mean: <a href="?search=the+OR+all"><bdi>the OR all</bdi></a>' in page


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organisation", "organization"),
        ("criminalised", "criminalized"),
        ("analysing", "analyzing"),
        ("labour", "labor"),
        ("behavioural", "behavioral"),
        ("programme", "program"),
        ("programmes", "programs"),
        ("centres", "centers"),
        ("defence", "defense"),
        ("practise", "practice"),
        ("counselling", "counseling"),
        ("fulfil", "fulfill"),
        ("enrolment", "enrollment"),
        ("judgement", "judgment"),
        ("ageing", "aging"),
        ("paediatric", "pediatric"),
        ("dialogue", "dialog"),
    ],
)
def test_spellings_lead_to_each_other(british, american):
    assert spellings(british) == [british, american]
    assert spellings(american) == [american, british]


@pytest.mark.parametrize(
    "word", ["women", "size", "wise", "advise", "citizen", "crisis", "centred", "programming", "酷刑"]
)
def test_other_words_have_one_spelling(word):
    assert spellings(word) == [word]


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("organisation", [1, 2]),
        ("organizations", [1, 2]),
        ("programme", [1, 2]),
        ("program", [1, 2]),
        ('"labor program"', [2]),
        ("decriminalise", [3]),
        ("criminaliz*", [3]),
        ("fulfill", [2]),
        ("torture -criminalize", []),
    ],
)
def test_both_spellings_are_found(record, words, items):
    found = asked(words).narrow(record)

    assert list(found.order_by("item").values_list("item", flat=True)) == items


def test_hints_take_one_query(record, django_assert_num_queries):
    search = asked("the or all or any")

    with django_assert_num_queries(1):
        hints = hints_for(search, 0)
    assert hints.common == ["the", "or", "all", "any"]
