import pytest
from django.utils import translation

from cycles.models import StateAlias
from cycles.state_index import by_letter, find_states, sort_key
from tests.factories import make_state


def states(*rows):
    """States with a name in every language that the row gives, English elsewhere."""
    return [
        make_state(iso3, **({"name": names["en"]} | {f"name_{code}": name for code, name in names.items()}))
        for iso3, names in rows
    ]


GERMANY = ("DEU", {"en": "Germany", "fr": "Allemagne", "ar": "ألمانيا", "ru": "Германия", "zh": "德国"})
IVORY_COAST = ("CIV", {"en": "Côte d'Ivoire", "fr": "Côte d'Ivoire", "ar": "كوت ديفوار"})
JORDAN = ("JOR", {"en": "Jordan", "fr": "Jordanie", "ar": "الأردن"})
ETHIOPIA = ("ETH", {"en": "Ethiopia", "fr": "Éthiopie", "ar": "إثيوبيا"})


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("germany", ["DEU"]),
        ("ALLEMAGNE", ["DEU"]),
        ("المانيا", ["DEU"]),
        ("Германия", ["DEU"]),
        ("德国", ["DEU"]),
        ("deu", ["DEU"]),
        ("cote d’ivoire", ["CIV"]),
        ("Ivory Coast", ["CIV"]),
        ("jor", ["JOR"]),
        ("atlantis", []),
        ("  ", []),
        ("\0", []),
    ],
)
def test_state_is_found_by_any_name(db, words, found):
    rows = states(GERMANY, IVORY_COAST, JORDAN)
    StateAlias.objects.create(alias="Ivory Coast", state=rows[1])

    assert [state.iso3 for state in find_states(rows, words)] == found


def test_best_match_comes_first(db):
    rows = states(("NGA", {"en": "Nigeria"}), ("NER", {"en": "Niger"}), ("XXA", {"en": "Outer Niger"}))

    assert [state.iso3 for state in find_states(rows, "niger")] == ["NER", "NGA", "XXA"]


@pytest.mark.parametrize(
    ("language", "letters"),
    [
        ("en", [("C", ["CIV"]), ("E", ["ETH"]), ("G", ["DEU"]), ("J", ["JOR"])]),
        ("fr", [("A", ["DEU"]), ("C", ["CIV"]), ("E", ["ETH"]), ("J", ["JOR"])]),
        ("ar", [("ا", ["ETH", "JOR", "DEU"]), ("ك", ["CIV"])]),
    ],
)
def test_states_stand_under_the_letter_of_the_language(db, language, letters):
    rows = states(GERMANY, IVORY_COAST, JORDAN, ETHIOPIA)

    with translation.override(language):
        found = [(group.letter, [state.iso3 for state in group.states]) for group in by_letter(rows)]

    assert found == letters


def test_arabic_article_does_not_count_but_the_same_letters_of_a_name_do():
    assert sort_key("الأردن") == "اردن"
    assert sort_key("ألمانيا") == "المانيا"
