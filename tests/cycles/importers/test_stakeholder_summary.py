import time
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.importers.records import ReadCitation, ReadStakeholder, ReadSummary, UnreadableFile
from cycles.importers.stakeholder_summary import read_stakeholder_summary
from tests.examples import examples
from tests.stakeholder_summaries import BODY, LISTED, MASTHEAD, NOTES, make_summary, make_summary_pdf, with_note
from tests.thematic_lists import state_names

OTHERS = "Information provided by other stakeholders"


def read(text):
    return read_stakeholder_summary(text, state_names())


def citations(*notes):
    """What the last of these notes, behind the list, cites: code, role, references."""
    last = len(notes) + 1
    body = "1. It is a summary." + "".join(f" Words.{number}" for number in range(1, last + 1))
    summary = read(make_summary(body=body, notes=(LISTED, *notes)))
    return [(found.code, found.role, found.refs) for found in summary.citations if found.note == last]


def listed(listing, *, cited="AI, p. 1."):
    return read(make_summary(notes=(listing, cited))).stakeholders


def warned(summary):
    return [(warning.code, warning.number, warning.detail) for warning in summary.warnings]


@pytest.fixture(scope="module")
def summary():
    return read(make_summary())


def test_document_is_named_by_its_front(summary):
    named = (summary.format, summary.state, summary.cycle, summary.session, summary.header, summary.symbol)

    assert named == (
        "stakeholder_summary",
        "XAR",
        3,
        34,
        "Summary of Stakeholders’ submissions on Arcadia",
        "A/HRC/WG.6/34/XAR/3",
    )
    assert summary.published_date == date(2019, 9, 2)


def test_paragraphs_stand_under_their_headings_without_note_numbers(summary):
    read_paragraphs = [(paragraph.number, paragraph.heading, paragraph.text) for paragraph in summary.paragraphs]

    assert read_paragraphs == [
        (
            1,
            "Background",
            "The present report was prepared pursuant to Human Rights Council resolutions 5/1 and 16/21. It is a "
            "summary of 7 stakeholders’ submissions for the review.",
        ),
        (
            2,
            "Information provided by the national human rights institution accredited in full compliance with the "
            "Paris Principles",
            "The Defender noted that Arcadia had no strategy.",
        ),
        (
            3,
            f"{OTHERS} / Scope of international obligations",
            "JS1 said that 17,000 people, or 2.5 percent, had caught COVID-19 by May 2021. AI recommended that "
            "Article 6 be applied and that rule 7 be kept.",
        ),
        (
            4,
            f"{OTHERS} / Rights of specific persons or groups / Women",
            "Open Door urged Arcadia to act (see above). CoE-GRETA, CoE-CoM and JS2 agreed; Plain Chalk did not.",
        ),
        (
            5,
            f"{OTHERS} / Rights of specific persons or groups / Children",
            "Defender spoke of children. AI spoke of them too.",
        ),
    ]


def test_stakeholders_have_codes_places_members_and_attachments(summary):
    assert summary.stakeholders == (
        ReadStakeholder(
            1,
            ("AI",),
            "individual",
            "Amnesty International",
            "London (United Kingdom of Great Britain and Northern Ireland)",
        ),
        ReadStakeholder(2, ("Open Door",), "individual", "The Open Door", "Geneva (Switzerland)"),
        ReadStakeholder(3, ("Plain Chalk",), "individual", "Plain Chalk Foundation", "Lagos (Nigeria)"),
        ReadStakeholder(
            4,
            ("JS1",),
            "joint",
            "Joint submission 1 submitted by: Lake Watch; and Shore Watch",
            "Lima (Peru)",
            ("Lake Watch", "Shore Watch"),
        ),
        ReadStakeholder(
            5,
            ("HLP/JS2", "HLP", "JS2"),
            "joint",
            "Joint submission 2 submitted by: House and Land People (HLP) and the Tenants of Arcadia",
            "Lima (Peru) and Geneva (Switzerland)",
            ("House and Land People (HLP)", "Tenants of Arcadia"),
        ),
        ReadStakeholder(
            6,
            ("Defender/ODA", "Defender", "ODA"),
            "nhri",
            "Office of the Defender of Arcadia",
            "Nova (Arcadia)",
            has_a_status=True,
        ),
        ReadStakeholder(7, ("CoE",), "regional", "The Council of Europe", "Strasbourg (France)"),
        ReadStakeholder(
            8,
            ("CoE-GRETA",),
            "regional",
            "Report of the Group of Experts, adopted on 3 June 2023",
            "",
            attachment_of="CoE",
        ),
        ReadStakeholder(
            9, ("CoE-CoM",), "regional", "Resolution CM(2022)9 of the Committee of Ministers", "", attachment_of="CoE"
        ),
    )


def test_citations_tell_paragraph_code_role_and_references(summary):
    assert summary.note_count == 12
    assert summary.citations == (
        ReadCitation(3, 2, "Defender", "main", (("page", "2"),), "Defender, p. 2"),
        ReadCitation(5, 3, "JS1", "main", (("para", "2.3"), ("para", "3.1-3.11")), "JS1, paras. 2.3 and 3.1–3.11"),
        ReadCitation(5, 3, "AI", "see_also", (("para", "4"),), "AI, para, 4"),
        ReadCitation(5, 3, "Open Door", "see_also", (("page", "5"),), "Open Door, p.5"),
        ReadCitation(6, 3, "AI", "main", (("para", "9"),), "AI para. 9"),
        ReadCitation(6, 3, "HLP/JS2", "see_also", (("para", "3"),), "HLP/J2, para. 3"),
        ReadCitation(7, 4, "Open Door", "main", (("page", "4-5"), ("para", "7")), "Open Door, pp. 4-5, para. 7"),
        ReadCitation(
            8, 4, "CoE-GRETA", "main", (("para", "1"), ("para", "2"), ("para", "4")), "CoE-GRETA, paras. 1, 2 and 4"
        ),
        ReadCitation(8, 4, "CoE-CoM", "main", (("para", "5"),), "CoE-CM; para. 5"),
        ReadCitation(8, 4, "JS2", "main", (("para", "6"),), "JS 2, para. 6"),
        ReadCitation(10, None, "AI", "main", (("para", "30"),), "AI, para. 30"),
        ReadCitation(11, 5, "ODA", "main", (("page", "6"),), "ODA, p. 6"),
        ReadCitation(12, 5, "ODA", "main", (("para", "31"),), "Ibid., para. 31"),
    )


def test_what_a_person_must_look_at_is_warned_of(summary):
    assert warned(summary) == [
        ("summary_code_corrected", "6", "HLP/J2 → HLP/JS2"),
        ("summary_code_corrected", "8", "CoE-CM → CoE-CoM"),
        ("summary_unknown_code", "9", "JS7"),
        ("summary_note_on_heading", "10", "Children"),
    ]


def test_pdf_is_read_like_its_text(summary):
    assert read(make_summary_pdf()) == summary


def test_raised_numbers_are_found_where_plain_ones_mislead():
    body = BODY.replace("no strategy.^3", "3 polls: in all.4 and of rank,^3 none.12 Of them.")

    from_pdf = read(make_summary_pdf(body=body))

    assert (
        from_pdf.paragraphs[1].text
        == "The Defender noted that Arcadia had 3 polls: in all.4 and of rank, none.12 Of them."
    )
    assert {found.note: found.summary_paragraph for found in from_pdf.citations} == {
        3: 2,
        5: 3,
        6: 3,
        7: 4,
        8: 4,
        10: None,
        11: 5,
        12: 5,
    }


def test_pages_may_be_apart_or_run_together(summary):
    head = "\nA/HRC/WG.6/34/XAR/3\n 2 \n"
    text = make_summary(body=BODY.replace("4. Open", f"{head}4. Open").replace("AI\nrec", f"AI\n{head}rec"))

    run_together, apart = read(text), read(text.replace(head, f"\f{head}"))

    assert run_together == apart == summary


def test_masthead_inside_a_paragraph_is_taken_out(summary):
    text = make_summary(body=BODY.replace("AI\nrec", f"AI\n{MASTHEAD}rec"), masthead="")

    assert read(text) == summary


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("VARUH, p.3.", []),
        ("AI, p.3.", [("AI", "main", (("page", "3"),))]),
        ("AI, paras 3 and 4.", [("AI", "main", (("para", "3"), ("para", "4")))]),
        ("AI, para. 3 (a) and 5(b).", [("AI", "main", (("para", "3 (a)"), ("para", "5(b)")))]),
        ("AI, paras. 8–\n17.", [("AI", "main", (("para", "8-17"),))]),
        ("AI.", [("AI", "main", ())]),
        ("AI, para. 1; AI, p. 2.", [("AI", "main", (("para", "1"), ("page", "2")))]),
        ("AI and JS1, para. 1.", [("AI", "main", ()), ("JS1", "main", (("para", "1"),))]),
        ("Joint Submission 1, para. 4.", [("JS1", "main", (("para", "4"),))]),
        ("CoE-CoM Resolution, p. 5, para, 14.", [("CoE-CoM", "main", (("page", "5"), ("para", "14")))]),
        (
            "See also AI, para. 1 and JS1, p. 2.",
            [("AI", "see_also", (("para", "1"),)), ("JS1", "see_also", (("page", "2"),))],
        ),
        ("AI, para. 1. JS1, para. 2.", [("AI", "main", (("para", "1"),)), ("JS1", "main", (("para", "2"),))]),
        ("See A/HRC/28/15, paras. 115.1 (Peru) and 115.3; AI, para. 6.", [("AI", "main", (("para", "6"),))]),
        ("CRC/C/XAR/CO/3-4, para. 7.", []),
        ("Ministry of CoE affairs, 2019.", []),
        ("JS11, para. 1.", []),
        ("HLP/JS 2, p. 1.", [("HLP/JS2", "main", (("page", "1"),))]),
        ("plain chalk, p. 1.", [("Plain Chalk", "main", (("page", "1"),))]),
    ],
)
def test_note_cites(note, found):
    assert citations(note) == found


def test_note_that_is_not_in_the_text_is_left_to_a_person():
    summary = read(make_summary(body=BODY.replace("too.^12", "too.")))

    assert summary.citations[-1] == ReadCitation(12, None, "ODA", "main", (("para", "31"),), "Ibid., para. 31")
    assert warned(summary)[-1] == ("summary_note_not_placed", "12", "Ibid., para. 31.")


def test_notes_behind_one_that_is_lost_are_still_placed():
    summary = read(make_summary(body=BODY.replace("^7", "").replace("^8", "")))

    assert [(found.note, found.summary_paragraph) for found in summary.citations[-3:]] == [(10, None), (11, 5), (12, 5)]


def test_missing_notes_and_paragraphs_are_named():
    text = make_summary(body=BODY.replace("4. Open", "Open")).replace("\n7 Open Door, pp. 4-5, para. 7.", "")

    assert warned(read(text))[:2] == [("summary_paragraphs_missing", "", "4"), ("summary_notes_missing", "", "7")]


def test_numbered_heading_is_no_paragraph():
    body = BODY.replace("B. Rights of", "4. Rights of")

    assert [paragraph.number for paragraph in read(make_summary(body=body)).paragraphs] == [1, 2, 3, 4, 5]


def test_list_in_the_first_note_with_places_of_the_first_cycle():
    listing = (
        "The stakeholders listed below have contributed information for this summary (two asterisks denote a national "
        "human rights institution with A status).\nCivil society:\nAI Amnesty International*, London, United Kingdom;\n"
        "JS1 Joint Submission No. 1 by: Lake Watch, Shore Watch, and River Watch, Lima, Peru;\n"
        "National human rights institutions:\nODA Defender**, Nova, Arcadia;\nSecond Second Board*, Nova, Arcadia."
    )

    found = listed(listing)

    assert [(entry.codes[0], entry.category, entry.place, entry.has_a_status) for entry in found] == [
        ("AI", "individual", "London, United Kingdom", False),
        ("JS1", "joint", "Lima, Peru", False),
        ("ODA", "nhri", "Nova, Arcadia", True),
        ("Second", "nhri", "Nova, Arcadia", False),
    ]
    assert found[1].members == ("Lake Watch", "Shore Watch", "River Watch")


def test_members_of_joint_submissions_stand_without_their_places():
    listing = (
        "The stakeholders listed below:\nJoint submissions:\nJS1 Joint submission 1 submitted by: Lake: Watch All, "
        "Lima (Peru), and Shore Forum, Nova (Arcadia)\nJS2 – Joint Submission 2 – River Watch, Lima (Peru); "
        "Sea Watch, Nova (Arcadia);"
    )

    found = listed(listing)

    assert [(entry.codes, entry.members, entry.place) for entry in found] == [
        (("JS1",), ("Lake: Watch All", "Shore Forum"), "Nova (Arcadia)"),
        (("JS2",), ("River Watch", "Sea Watch"), "Nova (Arcadia)"),
    ]


def test_joint_submission_without_a_code_goes_by_its_number():
    listing = "The stakeholders listed below:\nJoint submissions:\nJoint Submission 3 submitted by: A Club; B Club."

    assert [entry.codes for entry in listed(listing)] == [("JS3",)]


def test_pasted_text_may_lack_the_symbol_and_name_others():
    found = read(make_summary(masthead="", notes=("A/HRC/43/15", *NOTES[1:])))

    assert (found.symbol, found.state, found.session, len(found.citations)) == ("", "XAR", None, 13)


def test_code_of_several_words_is_told_from_the_name():
    listing = (
        "The stakeholders listed below:\nIndividual submissions:\nOpen Door Network of Doors, Lima (Peru);\n"
        "Far Field The Far Field Trust, Lima (Peru);\nGold  Silver and Gold, Lima (Peru);\nTin\tTin Works, Lima (Peru);"
    )

    found = listed(listing, cited="Open Door, p. 1.")

    assert [entry.codes[0] for entry in found] == ["Open Door", "Far Field", "Gold", "Tin"]


def test_number_of_submissions_that_differs_is_told():
    summary = read(make_summary(body=BODY.replace("summary of 7", "summary of 9")))

    assert warned(summary)[0] == ("summary_count_differs", "", "9 / 7")


def test_text_without_notes_still_yields_its_paragraphs():
    summary = read(make_summary().partition("Notes\n")[0])

    assert (len(summary.paragraphs), summary.note_count, summary.citations) == (5, 0, ())
    assert warned(summary)[0] == ("summary_without_notes", "", "")


def test_notes_without_a_list_cite_nobody():
    summary = read(make_summary(notes=with_note(2, "Listed elsewhere.")))

    assert summary.citations == ()
    assert ("summary_without_list", "", "") in warned(summary)


@pytest.mark.parametrize(
    ("text", "code", "detail"),
    [
        ("", "not_a_stakeholder_summary", ""),
        ("1. Words.", "not_a_stakeholder_summary", ""),
        ("A/HRC/WG.6/34/XAR/2\nArcadia\n1. Words.", "not_a_stakeholder_summary", "A/HRC/WG.6/34/XAR/2"),
        ("A/HRC/44/3\n1. Words.\nA/HRC/WG.6/34/XAR/3\nA/HRC/44/3", "not_a_stakeholder_summary", "A/HRC/44/3"),
        (
            make_summary(front="Résumé des communications des parties prenantes\n", body="1. Le rapport.\n"),
            "summary_in_other_language",
            "fr",
        ),
        (make_summary(body="Words and no numbers.\n"), "summary_without_paragraphs", ""),
        (b"PK\x03\x04", "damaged", ""),
        (b"\0", "not_a_text", ""),
    ],
)
def test_other_documents_are_refused(text, code, detail):
    with pytest.raises(UnreadableFile) as refusal:
        read(text)

    assert (refusal.value.code, refusal.value.detail) == (code, detail)


def is_read_or_refused(text):
    try:
        found = read(text)
        return isinstance(found, ReadSummary) and all(entry.codes[0] for entry in found.stakeholders)
    except UnreadableFile:
        return True


@examples(60)
@given(st.data())
def test_cut_and_shuffled_text_is_read_or_refused(data):
    lines = make_summary().splitlines()
    kept = data.draw(st.lists(st.sampled_from(range(len(lines))), max_size=80))
    blank = data.draw(st.sampled_from(["\n", "\n\n", "\r\n", "\f", " \u00a0\n\t", " "]))

    assert is_read_or_refused(blank.join(lines[index] for index in kept))
    assert is_read_or_refused(make_summary()[: data.draw(st.integers(0, 3000))])


@examples(80)
@given(st.text(alphabet="12. ,;:()⁵³²\n\tAIJS/-–*pare§", max_size=300), st.integers(0, len(make_summary())))
def test_strange_signs_anywhere_are_read_or_refused(signs, place):
    text = make_summary()

    assert is_read_or_refused(f"{text[:place]}{signs}{text[place:]}")


@pytest.mark.parametrize(
    "piece", [".1 ", "1 ", "¹² ", "A, p. 1; ", "(a) ", "1\n", "x" * 50, "AI (", "5;\n", ", and ", ". "]
)
def test_long_nonsense_takes_no_long_time(piece):
    start = time.process_time()

    for text in (
        make_summary(notes=with_note(9, piece * 20_000)),
        make_summary(notes=with_note(2, LISTED + piece * 20_000)),
        make_summary(body=BODY + piece * 20_000),
    ):
        assert is_read_or_refused(text)

    assert time.process_time() - start < 30


def test_cut_pdf_is_read_or_refused():
    data = make_summary_pdf()

    assert all(is_read_or_refused(data[: len(data) * part // 12]) for part in range(12))


def test_title_and_numbered_headings_of_the_second_cycle():
    front = (
        "Summary prepared by the Office of the United Nations High\nCommissioner for Human Rights in accordance with\n"
        "paragraph 5 of the annex to Council resolution 16/21\nArcadia*\n"
    )
    body = (
        "I. Information provided by stakeholders\nA. Background\n1. Scope of international obligations^2\n"
        "1. AI noted nothing.^3\n2. Constitutional and legislative framework\n2. JS1 noted the same.^4\n"
    )
    notes = (LISTED, "The following abbreviations are used: CAT Convention against Torture.", "AI, p. 1.", "JS1, p. 2.")

    found = read(make_summary(front=front, body=body, notes=notes))

    assert (found.state, found.warnings) == ("XAR", ())
    assert [(paragraph.number, paragraph.heading.rpartition(" / ")[2]) for paragraph in found.paragraphs] == [
        (1, "Scope of international obligations"),
        (2, "Constitutional and legislative framework"),
    ]
    assert [(citation.code, citation.summary_paragraph) for citation in found.citations] == [("AI", 1), ("JS1", 2)]


def test_report_of_the_working_group_without_its_symbol_is_refused():
    text = "1. The Working Group had before it a summary prepared by OHCHR in accordance with paragraph 15 (c)."

    with pytest.raises(UnreadableFile, match="not_a_stakeholder_summary"):
        read(text)


def test_every_note_is_counted_once(summary):
    counted = Counter(citation.note for citation in summary.citations)

    assert max(counted.values()) == 3
    assert len(NOTES) == summary.note_count
