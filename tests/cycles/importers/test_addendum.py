import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cycles.importers.addendum import read_addendum
from cycles.importers.addendum_words import heading_position, is_implemented, phrases, stated_position
from cycles.importers.records import ReadAnswer, ReadWarning, UnreadableFile
from tests import wrong_files
from tests.examples import examples
from tests.thematic_lists import paragraph, state_names, word_file

FOLDER = os.environ.get("UPR_REALDATA")
COVER = """Human Rights Council
Fifty-eighth session
Agenda item 6
Universal periodic review
Report of the Working Group on the Universal Periodic
Review*
Arcadia
Addendum
Views on conclusions and/or recommendations
United Nations A/HRC/99/7/Add.1
Distr.: General
8 April 2025
Original: English
"""
HEADED = f"""{COVER}\fA/HRC/99/7/Add.1
2
1. This is the response of Arcadia to its fourth Universal Periodic Review at the forty-eighth session of the Working
Group in 2025. Of 12 recommendations, 9 are supported and 3 noted.
I. Accepted recommendations
2. The Government accepts the following recommendations: 120.1, 120.2. 120.3-
4, 120.6.
120.7.
II. Accepted recommendations that Arcadia considers already
implemented or in the process of implementation
3. The Government accepts recommendations 120.8–10.
120.8
The 2024-2026 plan covers 99.9% of all cases, see recommendation 120.2. Article 118.5 is of 2024.
120.9, 10
The Ombudsman has
A/HRC/99/7/Add.1
3
been independent since 2020.
III. Noted recommendations
4. For the time being, the Government takes note of recommendations 120.5, 120.11, 120.12 and
wishes to explain:
120.4-5
Mosques are built.
Notes
1 The numbers follow the list in paragraph 118 of the report.
"""


@pytest.fixture(scope="module")
def names():
    return state_names()


def answered(read):
    """``{"supported": "1 2 3"}``: the items of each position; ``+`` marks those implemented already."""
    found = {}
    for answer in read.answers:
        mark = "+" if answer.is_already_implemented else ""
        found.setdefault(answer.position, []).append(f"{answer.item}{mark}")
    return {position: " ".join(items) for position, items in found.items()}


def warned(read):
    return [(warning.code, warning.number) for warning in read.warnings if warning.code != "no_source_state"]


def test_headed_lists_decide_and_explanations_are_kept(names):
    read = read_addendum(HEADED, names)

    assert answered(read) == {"supported": "1 2 3 4 6 7 8+ 9+ 10+", "noted": "5 11 12"}
    assert [(entry.heading, entry.place, entry.text) for entry in read.explanations] == [
        (
            "120.8",
            "3",
            "The 2024-2026 plan covers 99.9% of all cases, see recommendation 120.2. Article 118.5 is of 2024.",
        ),
        ("120.9, 10", "3", "The Ombudsman has been independent since 2020."),
        ("120.4-5", "4", "Mosques are built."),
    ]
    assert read.explanations[1].numbers == ((120, 9), (120, 10))
    assert read.warnings == (ReadWarning("explained_elsewhere", 4, "120.4", "120.4-5"),)
    assert read.answers[2] == ReadAnswer(120, 3, "supported", False, "2", "120.3- 4")


def test_addendum_says_what_it_is(names):
    read = read_addendum(HEADED, names)

    assert (read.format, read.state, read.cycle, read.session, read.language) == ("addendum", "XAR", 4, 48, "en")
    assert (read.symbol, read.report, read.paragraph) == ("A/HRC/99/7/Add.1", "A/HRC/99/7", 120)
    assert read.published_date == date(2025, 4, 8)
    assert read.header.startswith("Human Rights Council Fifty-eighth session")


def test_word_file_is_read_like_the_text(names):
    data = word_file("".join(paragraph(line) for line in HEADED.replace("\f", "").splitlines()))

    assert answered(read_addendum(data, names))["noted"] == "5 11 12"


def test_bare_numbers_belong_to_the_paragraph_that_the_notes_name(names):
    text = (
        "3. Arcadia accepts the recommendations 1–5, 14–\n16, and 7. It ratified much.\nRec. 4 See recommendation 2.\n"
    )

    read = read_addendum(f"{text}Notes\n1 The numbers follow the list in paragraph 118 of the Report.\n", names)

    assert (read.paragraph, {answer.paragraph for answer in read.answers}) == (118, {None})
    assert answered(read) == {"supported": "1 2 3 4 5 14 15 16 7"}
    assert [(entry.heading, entry.text) for entry in read.explanations] == [("Rec. 4", "See recommendation 2.")]


HANGING = """5., 6., 7.,
8.   The Arcadian Government accepts these recommendations.
10. The Government of Arcadia cannot accept this recommendation. The law is new.
11., 12. Arcadia does not accept the recommendations.
13. Arcadia accepts the recommendation regarding the Ombudsman. It cannot accept the recommendation on mosques.
14. Arcadia cannot make a definitive statement at this time.
15. Arcadia is a State party.
"""
LEAD_INS = """2. The following recommendations enjoy the support of Arcadia:
118.1 Ratify the Convention against Torture (France);
118.2 Accept the individual complaints procedure (Chile, Peru);
3. The following recommendations do not enjoy the support of Arcadia and would thus be noted:
118.3 Support the abolition of death
penalty (Togo);
"""
TABLE = """Recommendation
118.1 Ratify X (France)
Supported
118.2 Ratify Y (Chile)
Noted
The Constitution forbids it.
118.3
Partially supported
118.4 Sign (Kenya) Accepted
118.5 (Kenya, Peru): Not accepted. The law is as it is.
118.6 What else (Togo)
"""
COLUMN = """Supported recommendations:
118.1
118.2

Noted:
118.3
118.4
Recommendations partially accepted
118.5, 118.6
"""
BEHIND = """1. Recommendations 118.1, 118.2 and 118.3 enjoy the support of Arcadia.
2. Recommendations 118.4 and 5 do not enjoy its support; recommendation 118.6 enjoys partial support.
3. Arcadia accepts recommendations 118.7, 118.8 and notes recommendations 118.9, 118.10.
4. Accepted: 118.11; Noted: 118.12; Partially accepted: 118.13
5. Arcadia is not able to support recommendations 118.14–118.16 at this stage.
"""
ALONE = """118.1 - Accepted
118.2 – Noted. The law.
118.3: Supported in part: the first part.
118.4. Not supported
118.5 Under consideration
Recommendation 118.6: Arcadia does not accept the recommendation, since the law is new.
"""
ROWS = """No. Recommendation Position of Arcadia
118.1. Ratify the Optional Protocol (Chile, Peru); Supported
118.2. Abolish the death penalty (France); Noted
118.3. Accept visits (Kenya); Partially supported: visits by invitation only.
"""
GAPS = """3. Arcadia supports the following recommendations:
118.1 Ratify X (France);
6. Arcadia notes the following recommendations:
118.2 Abolish (Togo).
118.3 To be examined. The plan has parts:
7. first;
8. second.
7. Arcadia accepts 118.4.
"""
SWALLOWED = """1. Arcadia accepts recommendations 118.1, 118.2.
118.1 The plan is new, and what it does not accept is
118.3 and 118.4.
"""
FRENCH = """1. Le Gouvernement accepte les recommandations 101.1 à 101.3 et 101.7.
2. Les recommandations 101.4, 101.5 ne bénéficient pas de l'appui de l'État.
3. Le Gouvernement prend note de la recommandation 101.6.
4. Il accepte partiellement la recommandation 101.8.
"""
SPANISH = """1. El Gobierno acepta las recomendaciones 50.1 a 50.3 y 50.7.
2. Las recomendaciones 50.4 y 50.5 no cuentan con el apoyo del Estado.
3. El Estado toma nota de la recomendación 50.6.
4. Se acepta parcialmente la recomendación 50.8.
"""
RUSSIAN = """1. Правительство принимает рекомендации 118.1, 118.2-118.4.
2. Правительство не принимает рекомендации 118.5 и 118.6.
3. Рекомендации 118.7, 118.8 приняты к сведению.
"""


@pytest.mark.parametrize(
    ("text", "answers", "warnings"),
    [
        (
            HANGING,
            {"supported": "5 6 7 8", "noted": "10 11 12", "partially_supported": "13", "pending": "14"},
            [("no_paragraph", ""), ("mixed_answer", "13"), ("unread_answer", "15")],
        ),
        (LEAD_INS, {"supported": "1 2", "noted": "3"}, []),
        (TABLE, {"supported": "1 4", "noted": "2 5", "partially_supported": "3"}, [("unread_answer", "118.6")]),
        (COLUMN, {"supported": "1 2", "noted": "3 4", "partially_supported": "5 6"}, []),
        (
            BEHIND,
            {"supported": "1 2 3 7 8 11", "noted": "4 5 9 10 12 14 15 16", "partially_supported": "6 13"},
            [],
        ),
        (ALONE, {"supported": "1", "noted": "2 4 6", "partially_supported": "3", "pending": "5"}, []),
        (ROWS, {"supported": "1", "noted": "2", "partially_supported": "3"}, []),
        (GAPS, {"supported": "4 1", "noted": "2", "pending": "3"}, [("explained_elsewhere", "118.3")]),
        (SWALLOWED, {"supported": "1 2"}, [("unread_list", "118.3"), ("unread_list", "118.4")]),
        (FRENCH, {"supported": "1 2 3 7", "noted": "4 5 6", "partially_supported": "8"}, []),
        (SPANISH, {"supported": "1 2 3 7", "noted": "4 5 6", "partially_supported": "8"}, []),
        (RUSSIAN, {"supported": "1 2 3 4", "noted": "5 6 7 8"}, []),
    ],
)
def test_other_forms_are_read(names, text, answers, warnings):
    read = read_addendum(text, names)

    assert answered(read) == answers
    assert warned(read) == warnings


@pytest.mark.parametrize(
    ("sentence", "warnings"),
    [
        ("Arcadia accepts in principle recommendations 118.3 and 118.4.", [("unread_list", "118.3, 118.4")]),
        ("Recommendations 118.3-4 are already implemented.", [("unread_list", "118.3, 118.4")]),
        ("As regards recommendation 118.3, Arcadia supports efforts to end hunger.", [("unread_list", "118.3")]),
        ("Arcadia accepts recommendations 118.3 and 118.4 in part.", [("unread_list", "118.3, 118.4")]),
        ("Arcadia accepts recommendation 118.3 (first part).", [("unread_list", "118.3")]),
        ("Arcadia notes recommendation 118.4 bis.", [("unread_list", "118.4")]),
        ("Arcadia accepts recommendations 118.3-2.", [("range_backwards", "")]),
        ("Arcadia accepts and notes recommendations 118.3, 118.4.", [("unread_list", "118.3, 118.4")]),
        ("تقبل الحكومة التوصية 118.3.", [("unread_list", "118.3")]),
        ("In general recommendation 19, the Committee supports them; 99.9% of 118 cases.", []),
        ("As stated under recommendation 118.1, it supports them.", []),
    ],
)
def test_what_cannot_be_read_is_said(names, sentence, warnings):
    read = read_addendum(f"1. Arcadia accepts recommendations 118.1, 118.2.\n2. {sentence}\n", names)

    assert answered(read) == {"supported": "1 2"}
    assert warned(read) == warnings


def test_number_answered_twice_keeps_both_answers(names):
    read = read_addendum("1. Arcadia accepts recommendations 118.1, 118.2.\n2. It notes 118.2 and 118.3.\n", names)

    assert answered(read) == {"supported": "1 2", "noted": "2 3"}
    assert warned(read) == [("answered_twice", "118.2")]


def test_number_named_twice_alike_is_reported(names):
    read = read_addendum("1. Arcadia accepts recommendations 118.1, 118.2.\n2. It accepts 118.2, 118.3.\n", names)

    assert warned(read) == [("answer_repeated", "118.2")]


def test_number_explained_but_not_listed_is_reported(names):
    text = "1. Arcadia notes recommendations 118.1, 118.2.\n118.1\nThe law.\n118.3\nThe court.\n"

    read = read_addendum(text, names)

    assert answered(read) == {"noted": "1 2"}
    assert warned(read) == [("explained_not_listed", "118.3")]


def test_document_without_answers_is_no_error(names):
    assert [warning.code for warning in read_addendum("Dear colleagues", names).warnings] == [
        "no_source_state",
        "no_answers",
    ]


@pytest.mark.parametrize(
    ("words", "position"),
    [
        ("Accepted recommendations", "supported"),
        ("Recommendations that do not enjoy the support of Arcadia", "noted"),
        ("Recommendations not accepted", "noted"),
        ("Partially accepted recommendations", "partially_supported"),
        ("Recommendations under consideration", "pending"),
        ("Recommendations that Arcadia is not in a position to accept", "noted"),
        ("Recommandations notées", "noted"),
        ("Recomendaciones que cuentan con el apoyo del Estado", "supported"),
        ("Recommendations supported and noted", None),
        ("Human rights situation", None),
        ("Recommendations accepted in principle", None),
    ],
)
def test_heading_takes_a_position(words, position):
    assert heading_position(words) == position


def test_words_about_other_things_take_no_position():
    assert phrases("Arcadia supports efforts to end hunger and notes that it should be done") == []


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Accept the procedure", None),
        ("Noted. The law", "noted"),
        ("Ratify (Peru). Supported", "supported"),
        ("", None),
    ],
)
def test_position_stands_by_itself(text, position):
    assert stated_position(text) == position


def test_implementation_is_told_from_plans():
    assert is_implemented("already implemented or in the process of implementation")
    assert not is_implemented("will implement them")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (wrong_files.old_word_document(), "old_word_format"),
        (wrong_files.renamed_pdf(), "damaged"),
        (b"\x00\x81\x8d", "not_a_text"),
        (b"1. " * 200_000, "too_long"),
    ],
)
def test_other_files_are_refused(names, data, code):
    with pytest.raises(UnreadableFile) as refusal:
        read_addendum(data, names)

    assert refusal.value.code == code


@pytest.mark.skipif(not FOLDER, reason="UPR_REALDATA is not set")
@pytest.mark.parametrize(
    ("file", "key", "symbol", "paragraph", "explanations", "warnings"),
    [
        ("A_HRC_28_15_Add1_SVN_c2", "SVN_c2", "A/HRC/28/15/Add.1", 115, 86, []),
        (
            "A_HRC_59_15_Add1_SVN_c4",
            "SVN_c4",
            "A/HRC/59/15/Add.1",
            140,
            46,
            [132, 133, 134, 135, 136, 137, 210, 73, 241],
        ),
    ],
)
def test_real_addendum_gives_the_known_answers(names, file, key, symbol, paragraph, explanations, warnings):
    expected = json.loads((Path(FOLDER) / "expected" / "addenda_SVN.json").read_text(encoding="utf-8"))[key]

    read = read_addendum((Path(FOLDER) / "addenda" / f"{file}.pdf").read_bytes(), names)

    found = {}
    for answer in read.answers:
        kind = (answer.position, answer.is_already_implemented)
        found.setdefault(kind, []).append(f"{answer.paragraph or read.paragraph}.{answer.item}")
    assert found == {
        ("supported", False): expected["Accepted"],
        ("supported", True): expected["AcceptedImpl"],
        ("noted", False): expected["Noted"],
    }
    assert (read.state, read.cycle, read.symbol, read.paragraph) == ("SVN", int(key[-1]), symbol, paragraph)
    assert len(read.explanations) == explanations
    assert warned(read) == [("explained_elsewhere", f"140.{item}") for item in warnings]


LINES = st.lists(
    st.sampled_from(
        [*(HEADED + HANGING + TABLE + BEHIND + ALONE).splitlines(), "", "118.", "- ", "Notes", "1 ", "\f", "("]
    ),
    max_size=40,
)


@example(["120.8", "4, 120.6.", "11., 12. Arcadia does not accept the recommendations."], "\n")
@examples(80)
@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n", " ", "\u2028", ""]))
def test_shuffled_lines_are_read(lines, separator):
    read = read_addendum(separator.join(lines), state_names())

    answers = {(answer.paragraph, answer.item) for answer in read.answers}
    assert all(item > 0 for _, item in answers)
    assert all(warning.code for warning in read.warnings)


@examples(60)
@given(st.integers(0, len(HEADED)), st.integers(0, len(HEADED)), st.text(max_size=20))
def test_cut_text_is_read(start, stop, put):
    text = HEADED[:start] + put + HEADED[stop:]

    read = read_addendum(text, state_names())

    assert "\0" not in repr(read)
    assert read.format == "addendum"
