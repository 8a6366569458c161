import csv

import pytest

from advocacy.matching import lexicon
from advocacy.matching.records import FOLDER, spellings_of_files
from advocacy.matching.short_forms import key_of, short_words
from advocacy.matching.spotting import Spotter

FIELD = {"roma", "prison", "prisons", "housing", "child", "women"}


@pytest.fixture(scope="module")
def spotter():
    spellings = spellings_of_files()
    return Spotter(spellings, set(spellings.values()))


def states(spotter, note):
    return spotter.spot(note, FIELD.__contains__).states


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def short_forms():
    return rows(lexicon.FOLDER / "state_short_forms.csv")


def test_codes_and_names_of_every_state_are_found_before_a_colon(spotter):
    columns = ("iso2", "iso3", "name_un_en", "name_short_en", "name_fr", "name_es", "name_ru", "name_zh")
    missed = [
        (row[column], found)
        for row in rows(FOLDER / "countries.csv")
        for column in columns
        if (found := states(spotter, f"{row[column]}: prisons")) != (row["iso3"],)
    ]

    assert missed == [
        ("CR", ("CRI", "CZE")),
        ("RU", ("GBR", "RUS")),
        ("SA", ("SAU", "ZAF")),
        ("SL", ("LKA", "SLE")),
        ("SK", ("KOR", "SVK")),
    ]


def test_names_and_codes_in_capitals_need_no_sign(spotter):
    columns = ("iso2", "iso3", "name_un_en", "name_short_en", "name_fr", "name_es")
    missed = [
        row[column]
        for row in rows(FOLDER / "countries.csv")
        for column in columns
        if row["iso3"] not in states(spotter, f"{row[column]} prisons")
    ]

    assert missed == ["HR", "ID", "MW", "SR", "SI", "TV"]


def test_short_forms_are_found_and_those_of_several_states_stay_open(spotter):
    found = {row["form"]: states(spotter, f"{row['form']}: prisons") for row in short_forms()}
    meant = {}
    for row in short_forms():
        meant.setdefault(row["form"], set()).add(row["iso3"])

    assert [form for form in found if not meant[form] <= set(found[form])] == []
    assert {form: codes for form, codes in found.items() if len(codes) > 1} == {
        "BAH": ("BHR", "BHS"),
        "NIG": ("NER", "NGA"),
        "SLO": ("SVK", "SVN"),
        "Bah": ("BHR", "BHS"),
        "CR": ("CRI", "CZE"),
        "DR": ("COD", "DOM"),
        "Korea": ("KOR", "PRK"),
        "Lib": ("LBN", "LBR", "LBY"),
        "Mal": ("MDV", "MLI", "MLT", "MWI", "MYS"),
        "Maur": ("MRT", "MUS"),
        "Nig": ("NER", "NGA"),
        "SA": ("SAU", "ZAF"),
        "SK": ("KOR", "SVK"),
        "SL": ("LKA", "SLE"),
        "Slov": ("SVK", "SVN"),
        "Corée": ("KOR", "PRK"),
        "RD": ("COD", "DOM"),
        "RU": ("GBR", "RUS"),
        "Corea": ("KOR", "PRK"),
    }


def test_short_forms_are_of_known_states_and_say_nothing_twice():
    known = {row["iso3"] for row in rows(FOLDER / "countries.csv")}
    pairs = [(key_of(row["form"]), row["iso3"], row["form"]) for row in short_forms()]

    assert [form for _, iso3, form in pairs if iso3 not in known] == []
    assert len(set(pairs)) == len(pairs)
    assert {row["kind"] for row in short_forms()} == {"ioc", "english", "demonym", "french", "spanish", "own"}


def test_ambiguous_form_is_the_one_that_recommended():
    spotter = Spotter(spellings_of_files(), ["ZAF", "FRA"])

    assert spotter.spot("SA: xenophobia").states == ("ZAF",)
    assert spotter.spot("DR: statelessness").states == ("COD", "DOM")


@pytest.mark.parametrize(
    ("note", "iso3"),
    [
        ("RoK trafficking, child victims", "KOR"),
        ("rok trafficking", "KOR"),
        ("Uk defamation", "GBR"),
        ("Fr programme Roms", "FRA"),
        ("Rep of Korea: prisons", "KOR"),
        ("Rep. of Korea prisons", "KOR"),
        ("Rep Cyprus trafficking", "CYP"),
        ("Ire: defamation", "IRL"),
        ("Rep of Moldova: prisons", "MDA"),
        ("Dem Rep of the Congo prisons", "COD"),
        ("Cap Vert pay gap", "CPV"),
        ("Cap-Vert: pay gap", "CPV"),
        ("Centrafrique: prisons", "CAF"),
        ("Biélorussie prisons", "BLR"),
        ("RF: prisons", "RUS"),
        ("Emirates: prisons", "ARE"),
        ("Deutschland prisons", "DEU"),
        ("Eire: prisons", "IRL"),
        ("NMK 1961 convention", "MKD"),
        ("B&H: roma", "BIH"),
        ("CdI: prisons", "CIV"),
        ("SoP prisons", "PSE"),
        ("Congo - Kinshasa: mining", "COD"),
        ("Norwgian: prisons", "NOR"),
        ("prisons - Emiratos", "ARE"),
        ("Democratic Republic of the Congo", "COD"),
        ("France", "FRA"),
        ("FR", "FRA"),
        ("ghana", "GHA"),
        ("pay gap (Cap Vert)", "CPV"),
    ],
)
def test_what_note_takers_write_is_found(spotter, note, iso3):
    assert states(spotter, note) == (iso3,)


@pytest.mark.parametrize(
    "note",
    [
        "Roma: access to drinking water",
        "Roma - housing",
        "minorities: Roma",
        "child: marriage",
        "us prisons overcrowded",
        "Can prisons be closed",
        "No prison for journalists",
        "In prisons: health",
        "BAN prisons for children",
        "HR education of police",
        "SI to all special procedures",
        "Italian minority: schools in its language",
        "Island communities and the sea",
        "NO DEATH PENALTY IN ALL CASES",
        "no",
        "prisons for women, in",
        "prisons, and women and begin",
        "prisons as they are: see central",
    ],
)
def test_words_are_no_state(spotter, note):
    assert states(spotter, note) == ()


@pytest.mark.parametrize(
    ("note", "is_unknown"),
    [
        ("Narnia: prisons", True),
        ("narnia - prisons", True),
        ("prisons - Narnia", True),
        ("prisons (Narnia)", True),
        ("Narnia prisons", True),
        ("XQ prisons", True),
        ("RoX: prisons", True),
        ("Roma: housing", False),
        ("prisons: Roma", False),
        ("prisons, housing", False),
        ("women (child marriage)", False),
        ("140.2: prisons", False),
        ("no prisons", False),
        ("", False),
        (":", False),
    ],
)
def test_name_that_nobody_knows_is_seen_where_a_state_stands(spotter, note, is_unknown):
    found = spotter.spot(note, FIELD.__contains__)

    assert (found.states, found.is_unknown) == ((), is_unknown)


def test_short_words_hide_no_name_of_a_state():
    names = {row[key].casefold() for row in rows(FOLDER / "countries.csv") for key in ("name_un_en", "name_fr")}

    assert short_words() & names == set()
    assert short_words("capitals") == {"ban", "hr", "id", "mw", "si", "sr", "tv"}
