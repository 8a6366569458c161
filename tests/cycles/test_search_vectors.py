"""Vectors that are put together word by word are those that PostgreSQL makes of the whole text."""

import pytest
from django.db import connection

from cycles.search_words import CONFIGURATIONS, text_words
from cycles.services import search_vectors
from cycles.services.search_vectors import Vectors

pytestmark = pytest.mark.django_db
# The whole text at once: its stems, and its words that are their own stem nowhere in it.
WHOLE_TEXT = """
SELECT (stems::text || ' ' || ts_delete(whole, ARRAY(
    SELECT 'w0' || stem FROM unnest(tsvector_to_array(stems)) stem))::text || ' n0u7')::tsvector
FROM (SELECT to_tsvector(%s::regconfig, %s) AS stems, to_tsvector('simple', %s) AS whole) made
"""
TEXTS = {
    "en": "Guarantee that the nations' human-rights bodies, this nation's own and thi, are guaranteed the 2nd OP",
    "fr": "Veiller à ce que l’éducation des élèves soit assurée, et l'œuvre achevée par 1e5 écoles",
    "es": "Garantizar a las niñas la educación, las niñas y los niños",
    "ar": "ضمان حقوق الأشخاص وحماية النساء والأطفال من العنف",
    "ru": "Обеспечить права человека и защиту детей, ещё раз",
    "zh": "保障酷刑受害者的权利 2030 SDG",
}
ODD = f"null n0 w0 n05 e5 1e5 007 12.5 ½ x² {'long' * 700} naïve _ under_score İstanbul ß क्षेत्र ไทย 😀 end"


def whole_text(configuration, words):
    marked = " ".join(f"w0{word}" for word in words) if configuration != "simple" else ""
    with connection.cursor() as cursor:
        cursor.execute(WHOLE_TEXT, [configuration, " ".join(words), marked])
        return cursor.fetchone()[0]


def word_by_word(configuration, words, vectors=None):
    vectors = vectors or Vectors()
    with connection.cursor() as cursor:
        vectors.learn(cursor, [(configuration, words)])
        cursor.execute("SELECT %s::tsvector", [vectors.of(configuration, words, "n0u7")])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("language", TEXTS)
def test_vector_is_that_of_the_whole_text(language):
    configuration, words = CONFIGURATIONS[language], text_words(TEXTS[language]).split()

    assert word_by_word(configuration, words) == whole_text(configuration, words)


@pytest.mark.parametrize("configuration", sorted(set(CONFIGURATIONS.values())))
def test_odd_words_are_taken_apart_and_left_out_as_in_the_whole_text(configuration):
    words = text_words(ODD).split()

    assert word_by_word(configuration, words) == whole_text(configuration, words)


def test_empty_text_has_the_words_of_its_number_alone():
    assert word_by_word("english", []) == "'n0u7'"


def test_each_word_is_asked_once_and_all_languages_together(django_assert_num_queries):
    vectors = Vectors()
    texts = [(CONFIGURATIONS[language], text_words(text).split()) for language, text in TEXTS.items()]

    with django_assert_num_queries(1), connection.cursor() as cursor:
        vectors.learn(cursor, texts)
    with django_assert_num_queries(0), connection.cursor() as cursor:
        vectors.learn(cursor, texts)


def test_what_is_known_of_words_is_forgotten_before_it_is_too_much(monkeypatch):
    monkeypatch.setattr(search_vectors, "_MOST_KNOWN", 2)
    vectors, words = Vectors(), ["rights", "of", "women"]

    first = word_by_word("english", words, vectors)

    assert word_by_word("english", [*words, "girls"], vectors) == whole_text("english", [*words, "girls"])
    assert first == whole_text("english", words)
