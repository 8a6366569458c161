import pytest

from cycles.services.matching import Matcher, Said, likeness, match_all

SCHOOLS = "Open village schools to all children of nomads, girls and boys alike"
CLAUSES = f"{SCHOOLS}; pay teachers in the mountains in time and in full"


def said(key, text, *states):
    return Said(key, text, frozenset(states))


def match(text, states, *known):
    return Matcher(known).match(said(0, text, *states))


@pytest.mark.parametrize(
    ("text", "states", "key"),
    [
        (SCHOOLS, ("FRA",), "1.1"),
        (f"{SCHOOLS.upper()}.", ("FRA",), "1.1"),
        (SCHOOLS, (), "1.1"),
        ("Open the village schools to all children of nomads, girls and boys alike", ("FRA",), "1.1"),
        (SCHOOLS, ("CHL",), None),
        ("Abolish the death penalty in law", ("FRA",), None),
    ],
)
def test_row_is_known_by_text_and_state(text, states, key):
    found = match(text, states, said("1.1", SCHOOLS, "FRA"))

    assert (found.key, found.is_doubtful) == (key, False)


def test_row_of_one_state_is_the_recommendation_of_several():
    assert match(SCHOOLS, ("FRA",), said("1.1", SCHOOLS, "CHL", "FRA")).key == "1.1"


def test_clause_is_the_recommendation_that_holds_it():
    assert match(SCHOOLS, ("FRA",), said("1.1", CLAUSES, "FRA", "CHL")).key == "1.1"


def test_same_text_by_other_states_in_part_is_asked():
    found = match(SCHOOLS, ("FRA", "KEN"), said("1.1", SCHOOLS, "FRA", "CHL"))

    assert (found.key, found.candidates) == (None, (("1.1", 1.0),))


def test_same_text_twice_is_the_one_with_the_same_states():
    known = said("1.1", SCHOOLS, "FRA"), said("1.2", SCHOOLS, "FRA", "CHL")

    assert match(SCHOOLS, ("CHL", "FRA"), *known).key == "1.2"


def test_two_likely_ones_are_asked():
    known = said("1.1", f"{SCHOOLS} now", "FRA"), said("1.2", f"{SCHOOLS} soon", "FRA")

    found = match(f"{SCHOOLS} today", ("FRA",), *known)

    assert found.is_doubtful
    assert [key for key, _ in found.candidates] == ["1.1", "1.2"]


def test_text_that_is_much_but_not_nearly_the_same_is_asked():
    found = match(
        "Open village schools to all children of nomads, girls in winter", ("FRA",), said("1.1", SCHOOLS, "FRA")
    )

    assert found.is_doubtful


LONG = (
    "and to bring all laws, policies and practices into line with it in the course of this cycle, as others have asked"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ratify the First Optional Protocol to the ICCPR", "Ratify the Second Optional Protocol to the ICCPR"),
        ("Ratify Optional Protocol I to the ICCPR", "Ratify Optional Protocol II to the ICCPR"),
        ("Ratify ILO Convention No. 169", "Ratify ILO Convention No. 189"),
        ("Accede to the Optional Protocol to the CRC", "Accede to the Optional Protocol to the CRPD"),
        ("Protect the rights of women", "Protect the rights of men"),
        ("Protect girls at school", "Protect boys at school"),
        ("Protect migrants' rights", "Protect refugees' rights"),
        ("Protect women from violence", "Protect women and girls from violence"),
        ("Extradite persons to such States", "Do not extradite persons to such States"),
        ("Restrict the freedom of assembly", "Don't restrict the freedom of assembly"),
        ("Ratifier le premier Protocole facultatif", "Ratifier le deuxième Protocole facultatif"),
        ("Protéger les droits de l'homme", "Protéger les droits de l'enfant"),
        ("Ratificar el primer Protocolo Facultativo", "Ratificar el segundo Protocolo Facultativo"),
        ("Proteger a las niñas", "Proteger a los niños"),
        ("Ратифицировать первый Факультативный протокол", "Ратифицировать второй Факультативный протокол"),
        ("Защищать права женщин", "Защищать права мужчин"),
        ("التصديق على البروتوكول الاختياري الأول", "التصديق على البروتوكول الاختياري الثاني"),
        ("حماية حقوق المرأة", "حماية حقوق الطفل"),
    ],
)
def test_texts_that_one_word_tells_apart_are_asked_however_long_they_are(one, other):
    found = match(f"{one} {LONG}", ("FRA",), said("1.1", f"{other} {LONG}", "FRA"))

    assert (found.key, [key for key, _ in found.candidates]) == (None, ["1.1"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ratify the Second Optional Protocol to the ICCPR", "Ratify the 2nd Optional Protocol to the ICCPR"),
        ("Ratify Optional Protocol II to the ICCPR", "Ratify Optional Protocol 2 to the ICCPR"),
        ("Ratify ILO Convention No. 169", "Ratify ILO Convention 169"),
        ("Protect the rights of women", "Protect women's rights"),
        ("Protect women and men", "Protect men and women"),
        ("Ratify the Convention promptly", "Ratify the Convention swiftly"),
        ("Ratify the Convention on Migrant Workers", "Ratify the Convention on Migrant Workers (ICRMW)"),
        ("Amend its law to article 8", "Amend its law toarticle8"),
        ("Ensure non-discrimination", "Ensure nondiscrimination"),
        ("Define violence against children", "Define violence against childre"),
    ],
)
def test_same_number_and_the_same_people_in_other_words_are_sure(one, other):
    assert match(f"{one} {LONG}", ("FRA",), said("1.1", f"{other} {LONG}", "FRA")).key == "1.1"


def test_clause_may_be_short_of_numbers_and_people():
    known = said("1.1", f"{SCHOOLS}; train two hundred women as teachers, and not men alone", "FRA")

    assert match(SCHOOLS, ("FRA",), known).key == "1.1"


def test_two_rows_that_would_be_one_are_asked():
    matches = match_all([said(1, SCHOOLS, "FRA"), said(2, SCHOOLS, "FRA")], [said("1.1", SCHOOLS, "FRA")])

    assert [one.is_doubtful for one in matches] == [True, True]


@pytest.mark.parametrize(("text", "share"), [("", 0.0), ("—", 0.0), ("Ratify", 0.0), (SCHOOLS, 1.0)])
def test_likeness_of_little(text, share):
    assert likeness(text, SCHOOLS) == share
