import json

import pytest
from django.core.management import call_command

from advocacy.matching.notes import NoteMatcher
from advocacy.matching.records import Candidate, spellings_of_files
from advocacy.matching.spotting import Spotted
from tests.factories import make_recommendation, make_review, make_state

RECORD = [
    Candidate("1.1", "Abolish the death penalty for all crimes", ("FRA", "PHL")),
    Candidate("1.2", "Combat hate speech against Roma", ("CZE",)),
    Candidate("1.3", "Ratify the Optional Protocol to the Convention against Torture", ("FRA",)),
    Candidate("1.4", "Continue efforts to promote gender equality", ("NER",)),
    Candidate("1.5", "Reduce overcrowding in prisons", ("NGA",)),
    Candidate("1.6", "Raise the minimum age of marriage to 18", ("GBR",)),
    Candidate("1.7", "Decriminalize defamation", ("TLS",)),
    Candidate("1.8", "Provide free primary education", ("KOR",)),
]


@pytest.fixture(scope="module")
def matcher():
    return NoteMatcher(RECORD, spellings_of_files())


@pytest.mark.parametrize(
    ("note", "state", "number"),
    [
        ("FR: ratify OPCAT", "FRA", "1.3"),
        ("Phillipines abolish deth penalty", "PHL", "1.1"),
        ("czech rep - hate speach vs roma", "CZE", "1.2"),
        ("France DP", "FRA", "1.1"),
        ("abolition peine de mort (FRA)", "FRA", "1.1"),
        ("Reino Unido: edad mínima matrimonio", "GBR", "1.6"),
        ("U.K. marrage age 18", "GBR", "1.6"),
        ("Timor Leste defamaton", "TLS", "1.7"),
        ("s korea: free primary educ", "KOR", "1.8"),
        ("Nigeria - prison overcrwding", "NGA", "1.5"),
        ("Niger gender equality", "NER", "1.4"),
    ],
)
def test_note_finds_state_and_recommendation(matcher, note, state, number):
    found = matcher.match(note)

    assert (found.state, found.number) == (state, number)
    assert 0.5 <= found.confidence <= 1


@pytest.mark.parametrize(
    "note",
    [
        "Niger: reduce overcrowding in prisons",
        "Germany: abolish the death penalty",
        "France: fishing quotas",
        "thanks to the chair",
        "",
        "FR:",
        "?? -- :: ()",
    ],
)
def test_note_that_nothing_fits_finds_nothing(matcher, note):
    assert matcher.match(note) is None


@pytest.mark.parametrize(
    ("note", "numbers"),
    [
        ("FR: OPCAT; death penalty", ["1.3", "1.1"]),
        ("France DP + OPCAT", ["1.1", "1.3"]),
        ("OPCAT+death penalty (FRA)", ["1.3", "1.1"]),
        ("FR: OPCAT; ratify OPCAT", ["1.3"]),
        ("FR: OPCAT; fishing quotas", ["1.3"]),
        ("FR: fishing; quotas", []),
        ("FR: OPCAT, death penalty", ["1.1"]),
        ("Narnia: OPCAT; death penalty", []),
        ("Nigeria; overcrowded prisons", ["1.5"]),
    ],
)
def test_each_part_of_a_note_is_one_recommendation(matcher, note, numbers):
    assert [one.number for one in matcher.of_parts(note)] == numbers


def test_word_of_the_field_is_no_misspelt_state():
    matcher = NoteMatcher([Candidate("1.1", "Protect every child", ("CHL",))], spellings_of_files())

    assert (matcher.read("child protection").state, matcher.read("child: protection").state) == ("", "")
    assert matcher.read("Chili: child protection") == Spotted(("CHL",), "child protection")


ALIKE = [
    Candidate("1.1", "Reduce overcrowding in prisons", ("LBY",)),
    Candidate("1.2", "Reduce overcrowding in prisons further", ("MEX", "GHA")),
    Candidate("1.3", "Take steps against overcrowding in prisons", ("FRA",)),
    Candidate("1.4", "Decriminalize defamation", ("IRL",)),
    Candidate("1.5", "Combat xenophobia against migrants", ("ZAF",)),
    Candidate("1.6", "Guarantee women access to justice", ("SAU",)),
    Candidate("1.7", "Combat trafficking in persons", ("DOM", "IRL")),
]


@pytest.fixture(scope="module")
def alike():
    return NoteMatcher(ALIKE, spellings_of_files())


def test_line_that_names_nobody_is_never_so_sure_that_the_page_ticks_it(alike):
    found = alike.match("decriminalise defamation")

    assert (found.state, found.number) == ("IRL", "1.4")
    assert found.confidence == pytest.approx(0.675, abs=0.001)
    assert alike.match("IE: decriminalise defamation").confidence > 0.98


def test_what_several_states_said_and_nobody_is_named_for_is_nobodys(alike):
    guesses = alike.ranked("Prisons: overcrowding")

    assert alike.match("Prisons: overcrowding") is None
    assert {one.state for one in guesses} == {"LBY", "MEX", "FRA"}
    assert max(one.confidence for one in guesses) < 0.35


@pytest.mark.parametrize("note", ["Narnia: defamation", "RoX defamation", "defamation - Narnia", "Narnia defamation"])
def test_recommendation_of_another_state_is_no_more_than_a_hint_where_the_speaker_is_unknown(alike, note):
    assert alike.match(note) is None
    assert [(one.number, one.confidence < 0.41) for one in alike.ranked(note)][:1] == [("1.4", True)]


def test_short_form_of_two_states_is_the_one_that_said_so(alike):
    xenophobia, justice = alike.match("SA: xenophobia"), alike.match("SA women justice")

    assert (xenophobia.state, xenophobia.number) == ("ZAF", "1.5")
    assert (justice.state, justice.number) == ("SAU", "1.6")
    assert alike.match("SA: defamation") is None


def test_state_set_by_a_person_needs_no_name(alike):
    assert alike.ranked("Narnia: defamation", state="IRL")[0].confidence > 0.8


NUMBERED = [
    Candidate("1.1", "Become party to Optional Protocols 1 and 2 to ICCPR", ("AUT",)),
    Candidate("1.2", "Declare under article 41 of ICCPR that States may complain", ("AUT",)),
    Candidate("1.3", "Pass a law on freedom of information", ("BEL",)),
    Candidate("1.4", "Bring the penal code into line with international standards", ("BEL",)),
    Candidate("1.5", "Join the Second Optional Protocol to ICCPR", ("HUN",)),
    Candidate("1.6", "Free the press: repeal articles 305 and 12 of its law", ("PRT",)),
    Candidate(
        "1.7", "Appoint the mechanism that the Optional Protocol to the Convention against Torture wants", ("DNK",)
    ),
    Candidate("1.8", "Feed children who go to school hungry", ("AUT", "FIN")),
]


@pytest.fixture(scope="module")
def numbering():
    return NoteMatcher(NUMBERED, spellings_of_files())


@pytest.mark.parametrize(
    ("note", "state", "number"),
    [
        ("austria op1+2 iccpr", "AUT", "1.1"),
        ("AT: OP-1 & OP-2 ICCPR", "AUT", "1.1"),
        ("austria art 41 iccpr", "AUT", "1.2"),
        ("BEL FOI law", "BEL", "1.3"),
        ("Hungry: 2nd OP death penalty", "HUN", "1.5"),
        ("Portugal art 305 press law", "PRT", "1.6"),
        ("Portugal: artículos 12 y 305", "PRT", "1.6"),
        ("Finish - hungry children", "FIN", "1.8"),
    ],
)
def test_what_has_a_number_or_a_short_form_is_found_by_it(numbering, note, state, number):
    found = numbering.match(note)

    assert (found.state, found.number) == (state, number)
    assert found.confidence > 0.9


@pytest.mark.parametrize(
    "note", ["PT: art 410 press law", "austria op1 crc", "DK op2 iccpr", "austria cedaw optional protocol"]
)
def test_another_article_or_treaty_is_no_more_than_a_hint(numbering, note):
    assert numbering.match(note) is None
    assert max(one.confidence for one in numbering.ranked(note)) <= 0.4


def test_word_that_is_a_slip_of_a_state_stays_a_word_where_no_sign_sets_it_apart(numbering):
    assert numbering.read("hungry children") == Spotted((), "hungry children")
    assert numbering.read("Hungry: children") == Spotted(("HUN",), "children")


def test_another_number_is_no_slip(numbering):
    assert numbering.read("PT: art 306, art. 305").rest == "art306 art305"


def test_command_writes_state_number_and_confidence_or_null(db, tmp_path, capsys):
    review = make_review()
    make_state("FRA", name="France")
    make_recommendation(review, states=["FRA"], paragraph=120, item=1, text="Abolish the death penalty")
    make_recommendation(review, states=["FRA"], paragraph=120, item=2, text="Reduce overcrowding in prisons")
    given, answer = tmp_path / "in.json", tmp_path / "out.json"
    given.write_text(json.dumps([{"id": "a", "text": "FR: prison overcrowdng"}, {"id": "b", "text": "FR: whales"}]))

    call_command("match_notes", "--review", review.code, "--input", str(given), "--output", str(answer))

    found = json.loads(answer.read_text())
    assert list(found) == ["a", "b"]
    assert (found["a"]["state"], found["a"]["recommendation"], found["b"]) == ("FRA", "120.2", None)
    assert capsys.readouterr().out == "2 notes; 1 fit a recommendation.\n"
