import gc

import pytest

from advocacy.matching.records import Candidate
from advocacy.matching.uptake import Suggestion, index_of, raised, shown, suggest
from tests.pace import paced

RECORD = [
    Candidate("1.1", "Abolish the death penalty for all crimes"),
    Candidate("1.2", "Reduce overcrowding in prisons through non-custodial measures"),
    Candidate("1.3", "Ratify the Optional Protocol to the Convention against Torture"),
    Candidate("1.4", "Continue efforts to promote gender equality"),
    Candidate("1.5", "Adopt a national action plan on business and human rights"),
    Candidate("1.6", "Provide shelters to victims of domestic violence"),
    Candidate("1.7", "Raise the minimum age of marriage to 18 without exception"),
    Candidate("1.8", "Decriminalize defamation"),
]


@pytest.fixture(scope="module")
def index():
    return index_of(RECORD)


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("Do away with capital punishment", "en", "1.1"),
        ("Désengorger les maisons d’arrêt surpeuplées par des peines alternatives", "fr", "1.2"),
        ("Firmar el OPCAT", "es", "1.3"),
        ("Foyers pour les femmes battues", "fr", "1.6"),
        ("Nadie debe casarse antes de los 18", "es", "1.7"),
        ("Libel belongs in the civil code", "en", "1.8"),
    ],
)
def test_other_words_in_another_language_find_the_recommendation(index, text, language, number):
    found = suggest(index, text, language)

    assert found[0].number == number
    assert [one.confidence for one in found] == sorted((one.confidence for one in found), reverse=True)


def test_proposal_that_nobody_took_up_gets_no_candidate_to_be_shown(index):
    found = suggest(index, "Clean the beaches of plastic rubbish and stop fish farms", "en")

    assert [one for one in found if one.confidence >= 0.5] == []


def candidates(*confidences):
    return [Suggestion(f"1.{place}", confidence) for place, confidence in enumerate(confidences, 1)]


@pytest.mark.parametrize(
    ("confidences", "count"),
    [
        ((), 0),
        ((0.499, 0.4), 0),
        ((0.5,), 1),
        ((0.5, 0.4, 0.1, 0.099), 3),
        ((0.9, 0.4, 0.3, 0.2, 0.2, 0.2, 0.2), 5),
        ((0.9, 0.8, 0.7, 0.6, 0.5, 0.5, 0.4), 6),
    ],
)
def test_best_candidate_decides_whether_any_are_shown_and_the_next_stand_beside_it(confidences, count):
    found = candidates(*confidences)

    assert shown(found) == found[:count]


def test_confidence_says_by_itself_what_is_shown():
    assert [one.confidence for one in raised(candidates(0.9, 0.4, 0.3, 0.2, 0.1, 0.1))] == [
        0.9,
        0.5,
        0.5,
        0.5,
        0.5,
        0.1,
    ]
    assert [one.confidence for one in raised(candidates(0.6, 0.5, 0.05))] == [0.6, 0.5, 0.05]
    assert raised(candidates(0.499, 0.4)) == candidates(0.499, 0.4)
    assert raised([]) == []


def test_text_without_a_word_of_meaning_gets_nothing(index):
    assert suggest(index, "", "en") == []
    assert suggest(index, "and the of", "en") == []
    assert suggest(index_of([]), "Abolish the death penalty", "en") == []


def test_twenty_proposals_are_held_against_a_long_record_in_a_tenth_of_a_second(index):
    record = [Candidate(f"2.{place}", f"{RECORD[place % 8].text} in year {place}") for place in range(250)]
    suggest(index, "Warm the vocabulary", "en")

    gc.collect()  # the waste of other tests is not the index's
    with paced() as pace:
        long = index_of(record)
        for place in range(20):
            suggest(long, RECORD[place % 8].text, "en")

    assert pace.usual_seconds < 0.1
