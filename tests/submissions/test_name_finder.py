"""Names, places, numbers: what is found in three languages, what is left out, and where only a person can read."""

import pytest

from submissions.name_finder import Kind, find, sentences, vocabulary
from tests.pace import paced
from tests.submissions.drafted import long_text

STATES = frozenset({"arcadia", "france", "jordan"})
ENGLISH = (
    "On 3 May 2024 Judge Maria Silva sentenced John O'Neil, 34, to five years in Port Selene. The Ministry of Justice "
    "of Arcadia did not answer. Moussa was beaten. Arcadian police arrested 1,722 people. Case No. 114/2023 is open; "
    "write to anna@example.org or +41 22 917 90 00. A 15-year-old girl lives near Valmora. Mr. A. Diallo left."
)
FRENCH = (
    "Selon Me Jean-Pierre Ndiaye, le ministère de la Justice n'a pas répondu. Mme DIALLO Aïssatou, âgée de 34 ans, vit "
    "à Bamako. L'affaire n° 12/2024 est close. La police a frappé Moussa de la Tour."
)
SPANISH = (
    "El periodista Juan Pérez de la Torre fue detenido en Ciudad Vieja. La Corte Suprema de Justicia no respondió. "
    "La niña de 12 años vive en Sololá. María fue golpeada. Expediente 123-2024."
)
EXPECTED = {
    "en": [
        (Kind.PERSON, "Maria Silva"),
        (Kind.AGE, "34"),
        (Kind.PERSON, "John O'Neil"),
        (Kind.PLACE, "Port Selene"),
        (Kind.NAME, "Moussa"),
        (Kind.CASE, "Case No. 114/2023"),
        (Kind.EMAIL, "anna@example.org"),
        (Kind.PHONE, "+41 22 917 90 00"),
        (Kind.AGE, "15-year-old"),
        (Kind.PLACE, "Valmora"),
        (Kind.PERSON, "A. Diallo"),
    ],
    "fr": [
        (Kind.PERSON, "Jean-Pierre Ndiaye"),
        (Kind.AGE, "âgée de 34 ans"),
        (Kind.PERSON, "DIALLO Aïssatou"),
        (Kind.PLACE, "Bamako"),
        (Kind.CASE, "affaire n° 12/2024"),
        (Kind.PERSON, "Moussa de la Tour"),
    ],
    "es": [
        (Kind.PERSON, "Juan Pérez de la Torre"),
        (Kind.PLACE, "Ciudad Vieja"),
        (Kind.AGE, "niña de 12 años"),
        (Kind.PLACE, "Sololá"),
        (Kind.NAME, "María"),
        (Kind.CASE, "Expediente 123-2024"),
    ],
}


def told(text, language):
    return [(one.kind, one.words) for one in find(text, language=language, public=STATES)]


@pytest.mark.parametrize(("language", "text"), [("en", ENGLISH), ("fr", FRENCH), ("es", SPANISH)])
def test_what_is_found(language, text):
    assert sorted(told(text, language)) == sorted(EXPECTED[language])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Human Rights Council and CEDAW asked Arcadia's Government to act. In May, Muslim women marched."),
        ("en", "Recommendation 120.4 (A/HRC/59/15) was supported in 2019-2020 by 1,722,000 people."),
        (
            "fr",
            "Les Nations Unies ont rappelé la Constitution. Les femmes de France le savent depuis 12 345 678 jours.",
        ),
        ("es", "El Comité contra la Tortura pidió cambios a la Policía Nacional. Las mujeres siguen sin justicia."),
    ],
)
def test_what_is_left_out(language, text):
    assert told(text, language) == []


def test_a_word_at_the_start_counts_unless_the_text_writes_it_small():
    text = "Kettles were taken. They took the kettles."

    assert told(text, "en") == [(Kind.NAME, "Kettles")]
    assert find(text, language="en", known=vocabulary([text])) == []


def test_marks_and_short_forms_end_no_sentence():
    assert sentences("He met **Mr. Smith**.[^1] J. Doe left! Why?\n\n[^1]: Letter of *May*.") == [
        "He met Mr. Smith .",
        "J. Doe left!",
        "Why?",
        "Letter of May .",
    ]


@pytest.mark.parametrize(
    ("language", "text"), [("ar", "ضربت الشرطة محمد."), ("en", "The name is محمد علي."), ("zh", "他叫王伟。")]
)
def test_other_writings_are_for_a_person_to_read(language, text):
    assert told(text, language) == [(Kind.UNREAD, text)]


def test_numbers_and_addresses_are_found_in_every_writing():
    assert told("اكتب إلى a@b.org", "ar") == [(Kind.UNREAD, "اكتب إلى a@b.org"), (Kind.EMAIL, "a@b.org")]


def test_a_full_text_is_read_in_no_time():
    text = long_text(5630, "Maria Silva was held in Port Selene by the police, and nobody answered. ")

    with paced() as pace:
        found = find(text, language="en")

    assert {one.words for one in found} == {"Maria Silva", "Port Selene"}
    assert pace.usual_seconds < 1, pace


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Ines Solvane of Arcadia Rights Coalition met them.", [(Kind.PERSON, "Ines Solvane")]),
        ("es", "Ayer habló Lucía Prado de la Federación Nacional.", [(Kind.PERSON, "Lucía Prado")]),
        ("fr", "Selon Marc Oduya du Réseau Lumière, rien.", [(Kind.PERSON, "Marc Oduya")]),
        ("en", "We wrote to the Ministry of Justice of Arcadia.", []),
    ],
)
def test_the_body_that_somebody_belongs_to_does_not_hide_the_name(language, text, found):
    assert told(text, language) == found
