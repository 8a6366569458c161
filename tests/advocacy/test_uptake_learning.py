"""What the matcher of uptake has learnt, and how."""

from random import Random

import pytest

from advocacy.matching import kinship
from advocacy.matching.evidence import NAMES, Asked, faint_words, wider
from advocacy.matching.learning import Example, learn
from advocacy.matching.lexicon import LANGUAGES, concepts
from advocacy.matching.records import Candidate
from advocacy.matching.uptake import index_of, model


def numbers(index, text, language="en"):
    asked = Asked(index, text, language)
    return {match.number: dict(zip(NAMES, found, strict=True)) for match, found in asked.candidates()}


def test_a_missing_notion_tells_against_a_recommendation_on_the_same_issue():
    index = index_of(
        [
            Candidate("1.1", "Ensure free and fair elections"),
            Candidate("1.2", "Strengthen efforts to combat domestic violence"),
            Candidate("1.3", "Abolish the death penalty"),
        ]
    )

    asked = numbers(index, "Organise free and fair elections")["1.1"]
    other = numbers(index, "Lower the voting age in elections to sixteen")["1.1"]

    assert asked["coverage"] > other["coverage"]
    assert asked["missing"] < other["missing"]
    assert model().likelihood(tuple(asked.values())) > model().likelihood(tuple(other.values()))


def test_words_that_only_carry_the_argument_hardly_count():
    index = index_of([Candidate("1.1", "Abolish the death penalty"), Candidate("1.2", "Promote gender equality")])

    plain = numbers(index, "Abolish the death penalty")["1.1"]
    wordy = numbers(index, "Please finally abolish the death penalty, for it should simply not exist anywhere")["1.1"]

    assert plain["coverage"] == pytest.approx(1)
    assert wordy["coverage"] > 0.8


def test_a_model_is_learnt_whose_half_lets_few_false_hopes_through():
    chance = Random(5)  # noqa: S311

    def example(place, is_taken_up):
        wrong = [((chance.gauss(0, 1), chance.gauss(0, 1)), False) for _ in range(4)]
        right = [((chance.gauss(3, 1), chance.gauss(0, 1)), True)] if is_taken_up else []
        return Example(f"XA{place % 5}", is_taken_up, place % 5 < 3, tuple(wrong + right))

    found = learn([example(place, place % 3 > 0) for place in range(300)])

    assert found.weights[0] > 5 * abs(found.weights[1])
    fresh = [example(place, place % 2 == 0) for place in range(400)]
    best = {
        kind: [max(found.likelihood(row) for row, _ in one.rows) for one in fresh if one.is_taken_up == kind]
        for kind in (True, False)
    }
    assert sum(one >= 0.5 for one in best[True]) > 0.8 * len(best[True])
    assert sum(one >= 0.5 for one in best[False]) < 0.2 * len(best[False])


def test_what_is_spoken_of_together_stands_near(monkeypatch, tmp_path):
    texts = [["prison", "torture"], ["prison", "torture", "police"], ["school", "teacher"], ["school", "teacher"]] * 12
    path = tmp_path / "kinship.txt"
    path.write_text("# made here\n" + "\n".join(kinship.learn(texts)) + "\n", encoding="utf-8")
    monkeypatch.setattr(kinship, "FILE", path)
    kinship.vectors.cache_clear()

    try:
        prison, torture, school = (kinship.direction({key: 1.0}) for key in ("prison", "torture", "school"))

        assert kinship.closeness(prison, torture) > 0.8
        assert abs(kinship.closeness(prison, school)) < 0.3
        assert kinship.direction({"unheard of": 1.0}) == []
        hinted = kinship.direction({"prison": 1.0, "school": 0.2})
        assert kinship.closeness(hinted, prison) > kinship.closeness(hinted, school)
        evenly = kinship.direction({"prison": 1.0, "school": 1.0})
        assert kinship.closeness(hinted, school) < kinship.closeness(evenly, school)
        assert kinship.closeness(prison, []) == 0
    finally:
        kinship.vectors.cache_clear()


def test_files_that_were_learnt_fit_the_code():
    known = kinship.vectors()

    assert len(model().weights) == len(NAMES)
    assert {len(one) for one in known.values()} == {kinship.SIZE}
    assert [key for key in known if key[1:2] != ":" and key not in concepts()] == []
    assert wider("opcat") >= {"torture", "preventive_mechanism", "optional_protocol"}
    assert all(faint_words(language) for language in LANGUAGES)
