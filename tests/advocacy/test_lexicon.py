import pytest

from advocacy.matching import lexicon
from advocacy.matching.lexicon import KINDS, concepts, read_text, tell_language


def test_every_concept_has_a_known_kind_wider_ones_that_exist_and_terms_in_three_languages():
    lines = lexicon._lines()
    first = [line for line in lines if line[1]]

    assert [line for line in lines if len(line) != 6] == []
    assert [line for line in first if not all(line[3:])] == []
    assert len({line[0] for line in first}) == len(first)
    assert [line[0] for line in lines if line[0] not in concepts()] == []
    assert {one.kind for one in concepts().values()} == set(KINDS)
    assert [(one.key, key) for one in concepts().values() for key in one.wider if key not in concepts()] == []


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("Abolish capital punishment", "en", "death_penalty"),
        ("Abolir la peine de mort", "fr", "death_penalty"),
        ("Abolir la pena capital", "es", "death_penalty"),
        ("Ratifier le protocole facultatif à la Convention contre la torture", "fr", "opcat"),
        ("Accede to OPCAT", "en", "opcat"),
        ("Firmar el OPCAT", "es", "opcat"),
        ("Inmates need medical care", "en", "prison_health"),
    ],
)
def test_concept_is_met_in_each_language(text, language, concept):
    assert concept in read_text(text, language).concepts


def test_words_of_a_term_may_stand_two_words_apart_and_no_further():
    assert "iccpr" in read_text("covenant on all civil and most political rights", "en").concepts
    assert "iccpr" not in read_text("a covenant with red blue green civil and political rights", "en").concepts


@pytest.mark.parametrize(
    ("text", "language"),
    [("Abolish the death penalty", "en"), ("Abolir la peine de mort", "fr"), ("Abolir la pena de muerte", "es")],
)
def test_language_is_told_from_small_words(text, language):
    assert tell_language(text) == language
