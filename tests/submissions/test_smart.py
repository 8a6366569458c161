"""The SMART check: its five questions, its splits, its honest silence, and how often it agrees with a person.

How the sentences came about and what was measured when: docs/smart.md.
"""

import csv
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from submissions.smart import CRITERIA, Answer, check

FILE = Path(__file__).with_name("smart_sentences.tsv")
OTHER_HAND = Path(__file__).with_name("smart_other_hand.tsv")
YEAR = 2026


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def sentences(half):
    return rows_of(FILE)[half::2]


def agreement(rows, name):
    found = [check(row["text"], row["language"], year=YEAR).as_json()[name] for row in rows]
    words = {True: "yes", False: "no"}
    return sum(
        (words[one] if isinstance(one, bool) else str(one)) == row[name] for one, row in zip(found, rows, strict=True)
    ) / len(rows)


def test_set_holds_three_languages_and_every_answer():
    rows = sentences(0) + sentences(1)

    assert len(rows) == 132
    assert {row["language"] for row in rows} == {"en", "fr", "es"}
    assert all({row[name] for row in rows} >= {"yes", "no"} for name in (*CRITERIA, "multi_ask"))


@pytest.mark.parametrize("half", [0, 1], ids=["in sight", "kept apart"])
@pytest.mark.parametrize(
    ("name", "floor"), [*((name, 0.97) for name in CRITERIA), ("multi_ask", 0.97)], ids=lambda value: str(value)
)
def test_check_agrees_with_a_person(name, floor, half):
    assert agreement(sentences(half), name) >= floor


@pytest.mark.parametrize("name", [*CRITERIA, "multi_ask"])
def test_what_it_affirms_of_other_peoples_sentences_is_right(name):
    rows = rows_of(OTHER_HAND)
    found = [check(row["text"], row["language"], year=YEAR).as_json()[name] for row in rows]
    affirmed = [row for one, row in zip(found, rows, strict=True) if one in ("yes", True)]

    assert sum(row[name] == "yes" for row in affirmed) >= 0.92 * len(affirmed)
    assert len(affirmed) >= 1


def answer(text, criterion, language="en"):
    return check(text, language, year=YEAR).of(criterion)


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Ratify the Rome Statute by the end of 2027", "en", ("by the end of 2027",)),
        ("Ratify the Rome Statute within eighteen months", "en", ("within eighteen months",)),
        ("Ratify the Rome Statute before the next UPR", "en", ("before the next upr",)),
        ("Ratify the Rome Statute in 2027", "en", ("in 2027",)),
        ("Ratifier le Statut de Rome d’ici à décembre 2027", "fr", ("d'ici à décembre 2027",)),
        ("Ratificar el Estatuto de Roma en un plazo de 18 meses", "es", ("en un plazo de 18 meses",)),
    ],
)
def test_deadline_is_named(text, language, words):
    found = answer(text, "time_bound", language)

    assert (found.answer, found.reason, found.words) == (Answer.YES, "date", words)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Implement the Convention of 1951", "en"),
        ("Act in the spirit of the 2030 Agenda", "en"),
        ("Fund the National Action Plan 2024–2028", "en"),
        ("Bring every detainee before a judge within 48 hours", "en"),
        ("Investigate the killings of June 2019", "en"),
        ("Appliquer la loi de 2016", "fr"),
        ("Aplicar la Agenda 2030", "es"),
    ],
)
def test_a_year_in_a_name_is_no_deadline(text, language):
    assert answer(text, "time_bound", language).answer is Answer.NO


def test_a_day_that_is_past_is_said_to_be_past():
    assert answer("Ratify the Rome Statute by 2020", "time_bound").reason == "past"


def test_haste_is_no_deadline_and_gets_a_suggestion():
    found = answer("Ratify the Rome Statute as soon as possible", "time_bound")

    assert (found.answer, found.reason, found.words) == (Answer.NO, "hurry", ("as soon as possible",))
    assert "before the next review" in str(found.suggestion)


def test_numbers_of_articles_measure_nothing():
    assert answer("Respect article 14 and resolution 1325", "measurable").answer is Answer.NO
    assert answer("Train 40 judges on article 14", "measurable").words == ("40",)


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        (
            "Ratify the Rome Statute; amend the Penal Code.",
            "en",
            ("Ratify the Rome Statute.", "Amend the Penal Code."),
        ),
        ("Ratify CEDAW and adopt legislation on violence", "en", ("Ratify CEDAW.", "Adopt legislation on violence.")),
        ("Ratify ICPPED and OP-CAT", "en", ("Ratify ICPPED.", "Ratify OP-CAT.")),
        (
            "Abolir la peine de mort et modifier le Code pénal",
            "fr",
            ("Abolir la peine de mort.", "Modifier le Code pénal."),
        ),
        ("Derogar la ley mordaza y liberar a los presos", "es", ("Derogar la ley mordaza.", "Liberar a los presos.")),
    ],
)
def test_several_requests_are_split(text, language, parts):
    assert check(text, language, year=YEAR).parts == parts


@pytest.mark.parametrize(
    "text",
    [
        "Protect women and girls",
        "Promote and protect the rights of workers",
        "Sign and ratify the Convention against Torture",
        "Take measures to prevent and combat violence against women and protect victims",
        "Investigate the killings and bring those responsible to justice",
        "Ratify the Convention on the Protection of Migrant Workers and Members of Their Families",
        "Ensure health care and support for victims",
    ],
)
def test_one_request_is_left_whole(text):
    assert not check(text, "en", year=YEAR).is_several


@pytest.mark.parametrize("written", ["EN", "en-GB", "EN_us"])
def test_language_may_be_written_with_its_region(written):
    text = "Ratify the Rome Statute by 2027"

    assert check(text, written, year=YEAR) == check(text, "en", year=YEAR)


@pytest.mark.parametrize("language", ["ar", "ru", "zh", "", "xx"])
def test_nothing_is_said_of_a_language_without_rules(language):
    found = check("Ratify the Rome Statute by 2027 and amend the code", language, year=YEAR)

    assert {one.answer for one in found.findings} == {Answer.UNCLEAR}
    assert (found.is_read, found.is_several, found.action_category) == (False, False, None)


@pytest.mark.parametrize(
    "text", ["", "  ", "…", "И", "a" * 5000, "and and and ; ; .", "İİİ ratify the covenant; amend it"]
)
def test_odd_text_is_survived(text):
    assert len(check(text, "en", year=YEAR).findings) == 5


def test_command_writes_what_was_found(tmp_path):
    rows = [
        {"id": "a", "text": "Ratify the Rome Statute by 2028.", "language": "en"},
        {"id": 7, "text": "批准公约", "language": "zh"},
    ]
    (tmp_path / "in.json").write_text(json.dumps(rows), encoding="utf-8")

    call_command("check_smart", input=tmp_path / "in.json", output=tmp_path / "out.json", verbosity=0)

    yes, unclear = dict.fromkeys(CRITERIA, "yes"), dict.fromkeys(CRITERIA, "unclear")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8")) == {
        "a": yes | {"multi_ask": False, "action_category": 5},
        "7": unclear | {"multi_ask": False, "action_category": None},
    }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "is no JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"{}", "expected a list"),
        (b"[3]", "entry 1: is no object"),
        (b'[{"id": "a", "text": "x"}]', 'entry 1: has no "language"'),
        (b'[{"id": null, "text": "x", "language": "en"}]', '"id" must be'),
        (b'[{"id": "a", "text": 1, "language": "en"}]', '"text" and "language" must be texts'),
        (b'[{"id": "1", "text": "", "language": "en"}, {"id": 1, "text": "", "language": "en"}]', "stands twice"),
    ],
)
def test_command_says_what_is_wrong_with_a_file(tmp_path, content, message):
    (tmp_path / "in.json").write_bytes(content)

    with pytest.raises(CommandError, match=message):
        call_command("check_smart", input=tmp_path / "in.json", output=tmp_path / "out.json")
    assert not (tmp_path / "out.json").exists()


def test_command_says_that_a_file_is_missing(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("check_smart", input=tmp_path / "none.json", output=tmp_path / "out.json")
