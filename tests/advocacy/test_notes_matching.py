import json

import pytest
from django.core.management import call_command

from advocacy.matching.notes import NoteMatcher
from advocacy.matching.records import Candidate, spellings_of_files
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


def test_word_of_the_field_is_no_misspelt_state():
    matcher = NoteMatcher([Candidate("1.1", "Protect every child", ("CHL",))], spellings_of_files())

    assert matcher._spotter.spot("child protection", matcher._known) == ("", "child protection")
    assert matcher._spotter.spot("Chili: child protection", matcher._known) == ("CHL", "child protection")


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
