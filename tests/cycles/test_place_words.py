"""The place of a recommendation in its source, as its page says it."""

import pytest
from django.utils.translation import override

from cycles.place_words import place_markup
from cycles.services.export_sayings import place_of


@pytest.mark.parametrize(
    ("place", "language", "words"),
    [
        ("row 178", "en", "<bdi>row 178</bdi>"),
        ("row 178", "fr", "<bdi>ligne 178</bdi>"),
        ("row 178", "ru", "<bdi>строка 178</bdi>"),
        ("rows 3, 4", "en", "<bdi>rows 3, 4</bdi>"),
        (place_of(range(7072, 7090)), "fr", "<bdi>lignes 7072, 7073, 7074, 7075, 7076, 7077, 7078, 7079, …</bdi>"),
        ("rows 3, 4", "ar", "<bdi>الصفان 3، 4</bdi>"),
        ("A/HRC/59/15, p. 13", "en", '<bdi dir="ltr">A/HRC/59/15</bdi>, page 13'),
        ("A/HRC/59/15, p. 13", "zh-hans", '<bdi dir="ltr">A/HRC/59/15</bdi>、第13页'),
        ("line 40", "fr", "<bdi>ligne 40</bdi>"),
        ("A/HRC/59/15/Add.1, para. 5", "fr", '<bdi dir="ltr">A/HRC/59/15/Add.1</bdi>, paragraphe 5'),
        ("A/HRC/59/15/Add.1", "fr", '<bdi dir="ltr">A/HRC/59/15/Add.1</bdi>'),
        ("<b>", "fr", '<bdi dir="ltr">&lt;b&gt;</bdi>'),
    ],
)
def test_place_is_told_in_the_language_of_its_reader(place, language, words):
    with override(language):
        assert place_markup(place) == words
