import csv
import string
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.importers.misspellings import distance
from cycles.importers.state_names import StateNames, normalise
from cycles.importers.state_pieces import split_names
from tests.examples import examples
from tests.thematic_lists import REFDATA, reference_names, state_names

COLUMNS = [f"name_{language}" for language in ("un_en", "short_en", "fr", "es", "ar", "ru", "zh")]
ALIASES = sorted(name for name in reference_names()[0] if len(name) > 3)


@cache
def six_languages():
    """Every name that the project ships, as the importers get them from the database."""
    with (REFDATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        states = {row[column]: row["iso3"] for row in csv.DictReader(file) for column in COLUMNS if row[column]}
    return StateNames(states | reference_names()[0])


@pytest.fixture(scope="module")
def names():
    return state_names()


@pytest.mark.parametrize(
    ("name", "normalised"),
    [
        ("The Côte d’Ivoire ", "cote d ivoire"),
        ("Guinea\u2011Bissau", "guinea bissau"),
        ("Trinidad &\u00a0Tobago", "trinidad and tobago"),
        ("Democratic People‟s Republic of Korea", "democratic people s republic of korea"),
        ("Iran(Islamic Republic of )", "iran islamic republic of"),
        ("Tür\u00adkiye*", "turkiye"),
    ],
)
def test_name_is_compared_without_signs(name, normalised):
    assert normalise(name) == normalised
    assert StateNames.normalise(name) == normalised


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("Swaziland", "SWZ"),
        ("Cape Verde", "CPV"),
        ("the former Yugoslav Republic of Macedonia", "MKD"),
        ("Macedonia FYR", "MKD"),
        ("Libyan Arab Jamahiriya", "LBY"),
        ("United Kingdom of Great Britain & Northern Ireland", "GBR"),
        ("United Kingdom of the Great Britain and Northern Ireland", "GBR"),
        ("Netherlands (Kingdom of the)", "NLD"),
        ("(netherlands)", "NLD"),
        ("Democratic Republic of Congo", "COD"),
        ("Republic of Congo", "COG"),
        ("Congo (Democratic Republic of)", "COD"),
        ("Bolivia (Plurinational Republic of)", "BOL"),
        ("Bolivarian Republic of Venezuela", "VEN"),
        ("Islamic Republic of Iran", "IRN"),
        ("Macedonia, the former Yugoslav Republic of", "MKD"),
        ("the Republic of Slovenia", "SVN"),
        ("Federal Democratic Republic of Ethiopia", "ETH"),
        ("Timor- Leste", "TLS"),
        ("State of Palestine", "PSE"),
        ("Holy See", "VAT"),
        ("US", "USA"),
        ("U.S.A.", "USA"),
    ],
)
def test_name_of_a_state_is_resolved(names, name, iso3):
    assert names.resolve(name) == iso3
    assert names.closest(name) == iso3


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("República Islámica del Irán", "IRN"),
        ("Irán (República Islámica del)", "IRN"),
        ("Irán", "IRN"),
        ("République islamique d’Iran", "IRN"),
        ("Исламская Республика Иран", "IRN"),
        ("جمهورية إيران الإسلامية", "IRN"),
        ("Estado Plurinacional de Bolivia", "BOL"),
        ("État plurinational de Bolivie", "BOL"),
        ("Bolivie", "BOL"),
        ("Многонациональное Государство Боливия", "BOL"),
        ("دولة بوليفيا المتعددة القوميات", "BOL"),
        ("República Bolivariana de Venezuela", "VEN"),
        ("la República Bolivariana de Venezuela", "VEN"),
        ("République bolivarienne du Venezuela", "VEN"),
        ("Reino Unido de Gran Bretaña e Irlanda del Norte", "GBR"),
        ("Royaume-Uni", "GBR"),
        ("英国", "GBR"),
        ("États fédérés de Micronésie", "FSM"),
        ("Reino de los Países Bajos", "NLD"),
        ("Royaume d'Espagne", "ESP"),
        ("República Oriental del Uruguay", "URY"),
        ("República Federal de Alemania", "DEU"),
        ("République du Congo", "COG"),
        ("République démocratique du Congo", "COD"),
        ("República de Corea", "KOR"),
        ("República Popular Democrática de Corea", "PRK"),
        ("República Dominicana", "DOM"),
        ("República Popular China", "CHN"),
    ],
)
def test_name_is_resolved_in_six_languages(name, iso3):
    assert six_languages().resolve(name) == iso3


@pytest.mark.parametrize(
    "name",
    [
        "República de China",
        "République de Chine",
        "República de Dominica",
        "Corea",
        "República",
        "République du",
        "República Islámica de",
        "de Chile",
        "de la",
        "Estado",
        "los Estados",
        "Irlanda del Norte",
    ],
)
def test_form_or_tie_alone_names_no_state(name):
    assert six_languages().resolve(name) is None


def test_brackets_are_parted_at_the_conjunctions_of_three_languages():
    names = six_languages()
    pieces = [
        *split_names("Irán (República Islámica del), Bolivia (Estado Plurinacional de) y Perú", names),
        *split_names("Reino Unido de Gran Bretaña e Irlanda del Norte, Chili et Pérou", names),
        *split_names("Perú e Israel, Antigua y Barbuda", names),
    ]

    assert [piece.iso3 for piece in pieces] == ["IRN", "BOL", "PER", "GBR", "CHL", "PER", "PER", "ISR", "ATG"]


def test_name_in_front_of_brackets_is_not_read_as_a_name_that_another_state_has():
    names = StateNames(
        {"Utopia (Kingdom of)": "XUT", "Utopia": "XXX", "Atlantis (East)": "XEA", "Atlantis (West)": "XWE"}
    )

    assert names.resolve("Utopia") == "XXX"
    assert names.resolve("Kingdom of Utopia") == "XUT"
    assert names.resolve("Atlantis") is None


@pytest.mark.parametrize(
    "name", ["us", "car", "Republic of China", "Islamic Republic of", "Korea", "the State", "ICRMW", "", "x" * 5000]
)
def test_word_that_names_no_state_is_not_resolved(names, name):
    assert names.resolve(name) is None


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("United Sates of America", "USA"),
        ("United States of Americas", "USA"),
        ("Libya Arab Jamahiriya", "LBY"),
        ("Lichtenstein", "LIE"),
        ("Holly See", "VAT"),
        ("Phillipines", "PHL"),
        ("Guinea Bisau", "GNB"),
        ("Kyrgyztan", "KGZ"),
        ("Untied Kingdom", "GBR"),
    ],
)
def test_misspelt_name_is_read_as_the_state_it_must_mean(names, name, iso3):
    assert names.resolve(name) is None
    assert names.closest(name) == iso3


@pytest.mark.parametrize(
    "name",
    [
        "Nigera",
        "Irak",
        "Irann",
        "Malia",
        "Malti",
        "Malavi",
        "Austrlia",
        "Austrial",
        "Guiana",
        "Guineaa Guyana",
        "Dominican",
        "Dominica Republic",
        "Democratic Republic of Korea",
        "Iceand",
        "Ukraine 1",
        "Social Security",
    ],
)
def test_name_between_two_states_is_not_guessed(names, name):
    assert names.closest(name) is None


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Iran", "IRN"),
        ("Iraq", "IRQ"),
        ("Mali", "MLI"),
        ("Malta", "MLT"),
        ("Malawi", "MWI"),
        ("Austria", "AUT"),
        ("Australia", "AUS"),
        ("Guinea", "GIN"),
        ("Guyana", "GUY"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
        ("Slovenia", "SVN"),
        ("Slovakia", "SVK"),
    ],
)
def test_similar_names_stay_apart(names, name, iso3):
    assert names.closest(name) == iso3


@examples(200)
@given(st.sampled_from(ALIASES), st.integers(0, 200), st.sampled_from(string.ascii_lowercase), st.integers(0, 3))
def test_one_slip_never_turns_a_state_into_another(name, place, letter, kind):
    names = state_names()
    at = place % len(name)
    slips = [
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at:],
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :],
    ]

    read_as = names.closest(slips[kind])

    assert read_as in {None, names.resolve(name)}


def test_name_shared_by_two_states_tells_nothing():
    names = StateNames({"Congo": "COG", "congo": "COD", "Gabon": "GAB"})

    assert names.resolve("Congo") is None
    assert names.resolve("Gabon") == "GAB"


def test_spoken_name_falls_back_on_the_code():
    names = StateNames({"Chile": "CHL"}, {"CHL": "Chile"})

    assert names.spoken_name("CHL") == "Chile"
    assert names.spoken_name("PER") == "PER"


@pytest.mark.parametrize(
    ("one", "other", "limit", "far"),
    [
        ("chile", "chile", 2, 0),
        ("chlie", "chile", 2, 1),
        ("chle", "chile", 2, 1),
        ("chilles", "chile", 2, 2),
        ("peru", "chile", 2, 3),
        ("a", "abcdefgh", 2, 3),
    ],
)
def test_distance_counts_slips_up_to_the_limit(one, other, limit, far):
    assert distance(one, other, limit) == far


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        *(("Spane", "ESP"), ("Germny", "DEU"), ("Marroco", "MAR"), ("Columbia", "COL"), ("Urkaine", "UKR")),
        # Two States are as near, or none is.
        *(("Slovania", None), ("Koreaa", None), ("Iron", None), ("Nowhere", None), ("Swi", None), ("", None)),
    ],
)
def test_a_badly_misspelt_name_is_guessed_for_somebody_to_confirm(name, iso3):
    assert six_languages().likely(name) == iso3
