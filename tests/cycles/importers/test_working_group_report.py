import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.importers import figures
from cycles.importers.messages import REFUSALS, WARNINGS, describe
from cycles.importers.records import ReadLeadIn, ReadWarning, UnreadableFile
from cycles.importers.working_group_report import read_working_group_report
from tests.examples import examples
from tests.thematic_lists import make_thematic_list, state_names
from tests.working_group_reports import (
    PAGES,
    RECOMMENDATIONS,
    TITLE_PAGE,
    make_list,
    make_pdf,
    make_report,
    six_language_names,
)

FIGURES = {
    "recommendations": 8,
    "positions": {"supported": 5, "noted": 1, "partially_supported": 0, "pending": 2},
    "state_mentions": 12,
    "distinct_states": 12,
    "distinct_assigned_themes": 0,
    "theme_assignments": 0,
    "rows": 8,
}


@pytest.fixture(scope="module")
def names():
    return state_names()


def read(data, names=None):
    return read_working_group_report(data, names or state_names())


def numbers(document):
    return [recommendation.number for recommendation in document.recommendations]


def texts(document):
    return [recommendation.text for recommendation in document.recommendations]


def states(document):
    return [[state.iso3 for state in r.recommending_states] for r in document.recommendations]


def warned(document):
    return [(warning.code, warning.number, warning.detail) for warning in document.warnings]


def refusal(data):
    with pytest.raises(UnreadableFile) as refused:
        read(data)
    assert "%(" not in describe(refused.value)
    return refused.value.code, refused.value.detail


@pytest.mark.parametrize(
    ("make", "layout"),
    [(lambda: make_pdf(*PAGES), "pdf"), (make_report, "text"), (lambda: make_report().encode(), "text")],
)
def test_report_is_read_whole(names, make, layout):
    document = read(make(), names)

    assert figures(document) == FIGURES
    assert (document.format, document.layout, document.language) == ("working_group_report", layout, "en")
    assert (document.state, document.cycle, document.session) == ("XAR", 4, 48)
    assert (document.symbol, document.published_date) == ("A/HRC/99/7", date(2025, 3, 24))
    assert document.review_date == date(2025, 1, 28)
    assert [state.iso3 for state in document.troika] == ["DOM", "ZAF", "THA"]
    assert document.header == "Report of the Working Group on the Universal Periodic Review Arcadia"
    assert document.warnings == ()
    assert document.pledges == ()


def test_lead_ins_give_the_first_position(names):
    document = read(make_report(), names)

    assert [(entry.paragraph, entry.position, entry.is_already_implemented) for entry in document.lead_ins] == [
        (120, "supported", False),
        (121, "supported", True),
        (122, "pending", False),
        (123, "noted", False),
    ]
    assert document.lead_ins[3] == ReadLeadIn(
        123, "The recommendations below did not enjoy the support of Arcadia:", "noted"
    )


def test_recommendations_are_read_whole(names):
    document = read(make_pdf(*PAGES), names)

    first = document.recommendations[0]
    assert (first.row, first.number, first.position) == (4, "120.1", "supported")
    assert first.raw_text == "120.1 Ratify the treaties on well-being that it signed (Chile) (Estonia);"
    assert first.text == "Ratify the treaties on well-being that it signed"
    assert (first.document, first.position_source) == ("A/HRC/99/7", "A/HRC/99/7, para. 120")
    assert texts(document)[1:4] == [
        "Name an office that answers for equality, as target 16.3 of the Goals asks",
        "Train judges (Côte d’Ivoire); Train the police (Kenya, Fiji)",
        "Open schools",
    ]
    assert states(document) == [
        ["CHL", "EST"],
        ["MEX"],
        ["CIV", "KEN", "FJI"],
        ["IRN"],
        ["NOR"],
        ["TGO", "PER"],
        ["VAT"],
        ["FRA"],
    ]
    assert [state.clause for state in document.recommendations[2].recommending_states] == [1, 2, 2]


def test_rows_are_pages_of_a_pdf_and_lines_of_a_text(names):
    of_pdf, of_text = read(make_pdf(*PAGES), names), read(RECOMMENDATIONS, names)

    assert [r.row for r in of_pdf.recommendations] == [4] * 8
    assert [r.row for r in of_text.recommendations] == [6, 8, 10, 14, 17, 20, 21, 23]


def one_line(text):
    return " ".join(text.replace("-\n", "-").split())


def paragraphs(text):
    """One paragraph on each line, as a word processor copies it, page headers gone."""
    kept = [
        line.removesuffix(" A/HRC/99/7") for line in text.splitlines() if not line.startswith((" **", "A/HRC", "GE"))
    ]
    return one_line("\n".join(kept).replace("\n12", "\f12")).replace(" 12", "\n12")


@pytest.mark.parametrize(
    "text",
    [
        RECOMMENDATIONS,
        RECOMMENDATIONS.partition("\n120.")[1] + RECOMMENDATIONS.partition("\n120.")[2],
        RECOMMENDATIONS.replace("\n", "\r\n"),
        RECOMMENDATIONS.replace("\n", "\n\n"),
        RECOMMENDATIONS.replace(" ", "\u00a0 "),
        one_line(RECOMMENDATIONS),
        paragraphs(RECOMMENDATIONS),
        RECOMMENDATIONS.replace("A/HRC/99/7\n", "").replace("GE.25-02819 5\n", "A/HRC/99/7 5 GE.25-02819\n"),
    ],
)
def test_pasted_part_is_read_however_it_is_broken(names, text):
    document = read(text, names)

    assert figures(document) == FIGURES
    assert texts(document) == texts(read(make_report(), names))
    assert (document.state, document.session, document.warnings) == ("XAR", None, ())


def test_paragraph_before_the_numbers_need_not_be_numbered(names):
    document = read("The following recommendations will be examined by Arcadia:\n9.1 Ratify it (Chile).", names)

    assert [(lead_in.paragraph, lead_in.position) for lead_in in document.lead_ins] == [(9, "pending")]
    assert document.warnings == ()


def test_numbers_without_lead_in_have_no_position(names):
    document = read("140.5 Ratify it (Spain);\n140.6 Sign it (Chile);", names)

    assert [(r.number, r.position) for r in document.recommendations] == [("140.5", ""), ("140.6", "")]
    assert warned(document) == [
        ("gap", "140", "140.1–140.4"),
        ("no_lead_in", "140", ""),
        ("cut_short", "140.6", "140.6 Sign it (Chile);"),
        ("no_state_under_review", "", ""),
    ]


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("119.3 Close it (Peru);", "119.3"),
        ("12.3 Close it (Peru);", "12.3"),
        ("120-3 Close it (Peru);", "120-3"),
        ("120–3. Close it (Peru);", "120–3"),
        ("120. 3 Close it (Peru);", "120. 3"),
        ("120 3 Close it (Peru);", "120 3"),
        ("120.2 Close it (Peru);", "120.2"),
        ("120.33 Close it (Peru);", "120.33"),
    ],
)
def test_misprinted_number_is_repaired_and_told(names, line, printed):
    document = read(
        make_list("120.1 Open it (Chile);", "120.2 Shut it (Mali);", line, "120.4 Keep it (Spain).", "Words."), names
    )

    assert numbers(document) == ["120.1", "120.2", "120.3", "120.4"]
    assert texts(document)[2] == "Close it"
    assert document.warnings == (ReadWarning("repaired_number", 5, "120.3", printed),)


def test_cut_tail_of_a_number_is_repaired(names):
    lines = [f"120.{item} Open school {item} (Chile);" for item in range(1, 111)]
    lines[108] = "120.09 Open school 109 (Chile);"

    document = read(make_list(*lines, "Words."), names)

    assert numbers(document)[107:] == ["120.108", "120.109", "120.110"]
    assert warned(document) == [("repaired_number", "120.109", "120.09")]


def test_report_that_prints_a_dash_throughout_is_not_warned_about(names):
    document = read(make_list(*(f"120-{item}. Open school {item} (Chile);" for item in range(1, 9))), names)

    assert len(document.recommendations) == 8
    assert document.warnings == ()


@pytest.mark.parametrize("between", [";", "; ", ";1 ", ". ", " "])
def test_numbers_within_a_line_are_parted(names, between):
    document = read(make_list(f"120.1 Open it (Chile){between}120.2. Shut it (Mali);", "120.3 Keep it (Peru)."), names)

    assert numbers(document) == ["120.1", "120.2", "120.3"]
    assert texts(document) == ["Open it", "Shut it", "Keep it"]
    assert document.warnings == ()


def test_gap_is_flagged(names):
    document = read(make_list("120.1 Open it (Chile);", "120.4 Shut it (Mali);", "120.5 Keep it (Peru)."), names)

    assert numbers(document) == ["120.1", "120.4", "120.5"]
    assert warned(document) == [("gap", "120", "120.2–120.3")]


@pytest.mark.parametrize(
    "line",
    [
        "16.3 of the Goals and so on (Chile);",
        "12.5 per cent of it (Chile);",
        "2012-2016 plan (Chile);",
        "10-15 Member States (Chile);",
        "120.1 as well as others (Chile);",
        "7. of the plan (Chile);",
        "(b) and (c) (Chile);",
    ],
)
def test_number_inside_a_text_begins_nothing(names, line):
    document = read(make_list("120.1 Follow the recommendations of", line, "120.2 Keep it (Peru)."), names)

    assert numbers(document) == ["120.1", "120.2"]
    assert texts(document)[0].startswith("Follow the recommendations of")
    assert document.warnings == ()


def test_number_that_may_be_another_recommendation_is_told(names):
    document = read(make_list("120.1 Open it (Chile);", "120.99 Shut it (Mali);", "120.2 Keep it (Peru)."), names)

    assert numbers(document) == ["120.1", "120.2"]
    assert warned(document) == [("number_in_text", "120.1", "120.99")]


def test_misprinted_number_of_a_lead_in_follows_its_items(names):
    lead_in = "112. The following recommendations did not enjoy the support of Arcadia:"

    document = read(
        make_list("120.1 Open it (Chile).", lead_in.replace("112", "122"), "121.1 A (Mali);", "121.2 B (Fiji)."), names
    )

    assert [(r.number, r.position) for r in document.recommendations] == [
        ("120.1", "supported"),
        ("121.1", "noted"),
        ("121.2", "noted"),
    ]
    assert warned(document) == [("repaired_number", "121", "122")]


def test_paragraph_whose_lead_in_is_lost_is_read_without_position(names):
    document = read(make_list("120.1 Open it (Chile).", "122.1 Shut it (Mali);", "122.2 Keep it (Fiji)."), names)

    assert [(r.number, r.position) for r in document.recommendations] == [
        ("120.1", "supported"),
        ("122.1", ""),
        ("122.2", ""),
    ]
    assert warned(document) == [("no_lead_in", "122", "")]


FIRST_CYCLE = """\
II. CONCLUSIONS AND/OR RECOMMENDATIONS
60. In the course of the discussion, recommendations were made. The following enjoy the support of Arcadia:
1. To ratify the treaty (Algeria)/sign and
ratify the protocol (Egypt)/
2. To name 3. offices (Spain); 3. To do more (Peru).
61. The following recommendations will be examined by Arcadia, which will provide responses in due course:
1. Open the camp (Mali);
2. Shut the camp (Niger).
62. The recommendations in paragraphs 22 (a) and 33 above did not enjoy the support of Arcadia.
63. All conclusions and/or recommendations contained in the present report reflect the position of the States.
III. VOLUNTARY PLEDGES AND COMMITMENTS
64. Arcadia will ratify the treaty by 2012."""


def test_first_cycle_counts_afresh_under_each_lead_in(names):
    document = read(FIRST_CYCLE, names)

    assert [(r.number, r.position) for r in document.recommendations] == [
        ("60.1", "supported"),
        ("60.2", "supported"),
        ("60.3", "supported"),
        ("61.1", "pending"),
        ("61.2", "pending"),
    ]
    assert states(document) == [["DZA", "EGY"], ["ESP"], ["PER"], ["MLI"], ["NER"]]
    assert [pledge.place for pledge in document.pledges] == ["64"]
    assert [(warning.code, warning.row, warning.number) for warning in document.warnings] == [
        ("paragraph_without_items", 9, "62")
    ]


def test_count_that_goes_on_under_the_next_lead_in_has_no_gap(names):
    document = read(FIRST_CYCLE.replace("\n1. Open", "\n4. Open").replace("\n2. Shut", "\n5. Shut"), names)

    assert numbers(document) == ["60.1", "60.2", "60.3", "61.4", "61.5"]
    assert [warning.code for warning in document.warnings] == ["paragraph_without_items"]


def test_count_that_reaches_the_number_of_the_next_paragraph_stops_there(names):
    items = "\n".join(f"{item}. Open school {item} (Chile);" for item in range(1, 4))
    text = f"3. The following recommendations enjoy the support of Arcadia:\n{items}\n4. {items[3:]}"
    lead_in = "4. The recommendations below did not enjoy the support of Arcadia:\n1. Shut it (Mali)."

    assert numbers(read(text, names)) == ["3.1", "3.2", "3.3", "3.4"]
    assert numbers(
        read(f"3. The following recommendations enjoy the support of Arcadia:\n{items}\n{lead_in}", names)
    ) == [
        "3.1",
        "3.2",
        "3.3",
        "4.1",
    ]


MADE = """\
83. In the course of the discussion, the following recommendations were made to Arcadia:
1. To go on (Belgium);
2. That more be done (Mexico, Republic of Korea).
84. {after}
85. All conclusions and/or recommendations contained in the present report reflect the position of the States."""


def test_list_without_position_is_pending_where_answers_are_promised(names):
    after = "The response of Arcadia to these recommendations will be included in the outcome report."

    document = read(MADE.format(after=after), names)

    assert [(r.number, r.position) for r in document.recommendations] == [("83.1", "pending"), ("83.2", "pending")]
    assert document.lead_ins[0].position == "pending"


def test_list_without_position_is_told(names):
    document = read(MADE.format(after="Arcadia thanked all."), names)

    assert [(r.number, r.position) for r in document.recommendations] == [("83.1", ""), ("83.2", "")]
    assert [warning.code for warning in document.warnings] == ["unclear_lead_in", "no_state_under_review"]


def test_date_beside_the_symbol_is_the_date_of_distribution(names):
    title = "Distr. GENERAL A/HRC/99/7 22 May 2008 Original: ENGLISH\nReport of the Working Group\nA/HRC/99/7"

    document = read(make_report(title_page=title), names)

    assert (document.published_date, document.symbol) == (date(2008, 5, 22), "A/HRC/99/7")


def test_list_ends_at_the_annex_where_the_closing_paragraph_is_lost(names):
    text = make_list("120.1 Open it (Chile).").rpartition("\n")[0]

    document = read(f"{text}\nAnnex\nComposition of the delegation", names)

    assert document.recommendations[0].raw_text == "120.1 Open it (Chile)."


@pytest.mark.parametrize(
    "piece", ["GE.25-02819 ", "A/HRC/", "1. Open it\n", "120.9 Open it\n", "** Note\n", "The review of "]
)
def test_hostile_text_is_soon_refused(piece):
    text = f"5. Words\n{piece * (300_000 // len(piece))}"
    before = time.process_time()

    assert refusal(text) == ("not_a_working_group_report", "")
    assert time.process_time() - before < 5


def test_recommendation_without_state_and_with_a_stranger_is_told(names):
    document = read(make_list("120.1 Open it;", "120.2 Shut it (Atlantis)."), names)

    assert warned(document) == [("no_state", "120.1", ""), ("unknown_state", "120.2", "Atlantis")]


def test_footnotes_are_no_text(names):
    document = read(
        make_list(
            "120.1 Open it (Chile);1",
            "1 The recommendation as read during the interactive dialogue: “Open it at",
            "once, and for all.”",
            "120.2 Shut it (Mali)*.",
        ),
        names,
    )

    assert [r.raw_text for r in document.recommendations] == ["120.1 Open it (Chile);1", "120.2 Shut it (Mali)*."]
    assert texts(document) == ["Open it", "Shut it"]


FRENCH = """\
Nations Unies A/HRC/99/7
Assemblée générale Distr. générale
24 mars 2025
Rapport du Groupe de travail sur l’Examen périodique universel*
Slovénie
1. Le Groupe de travail sur l’Examen périodique universel a tenu sa quarante-huitième session du 20 au 31 janvier.
L’Examen concernant la Slovénie a eu lieu à la 13e séance, le 28 janvier 2025.
2. Le Conseil a constitué le groupe de rapporteurs (troïka) suivant pour faciliter l’Examen concernant la Slovénie :
Afrique du Sud, République dominicaine et Thaïlande.
3. Les documents : a) Rapport national (A/HRC/WG.6/48/SVN/1)
II. Conclusions et/ou recommandations
140. Les recommandations ci-après seront examinées par la Slovénie, qui y répondra en temps voulu :
140.1 Ratifier la Convention (Algérie) (Espagne) ;
140.2 Y adhérer (Côte d’Ivoire, Mali).
141. Les recommandations ci-après recueillent l’adhésion de la Slovénie :
141.1 Ouvrir les écoles (Chili).
142. Les recommandations ci-après ne recueillent pas l’adhésion de la Slovénie, qui en prend note :
142.1 Fermer le camp (Chili).
143. Toutes les conclusions et/ou recommandations figurant dans le présent rapport"""

SPANISH = """\
Naciones Unidas A/HRC/99/7
Asamblea General Distr. general
24 de marzo de 2025
Informe del Grupo de Trabajo sobre el Examen Periódico Universal
España
1. El Grupo de Trabajo sobre el Examen Periódico Universal celebró su 48º período de sesiones del 20 al 31 de enero.
El examen de España se llevó a cabo en la 13ª sesión, el 28 de enero de 2025.
2. El Consejo eligió al siguiente grupo de relatores (troika) para facilitar el examen de España: Sudáfrica,
República Dominicana y Tailandia.
II. Conclusiones y/o recomendaciones
140. Las recomendaciones siguientes serán examinadas por España, que les dará respuesta a su debido tiempo:
140.1 Ratificar la Convención (Argelia) (Eslovenia);
140.2 Adherirse a ella (Côte d’Ivoire, Malí).
141. Las recomendaciones que figuran a continuación gozan del apoyo de España:
141.1 Abrir las escuelas (Chile).
142. Las recomendaciones siguientes no cuentan con el apoyo de España, que toma nota de ellas:
142.1 Cerrar el campo (Chile).
143. Todas las conclusiones y/o recomendaciones que figuran en el presente informe"""


@pytest.mark.parametrize(("text", "language", "state"), [(FRENCH, "fr", "SVN"), (SPANISH, "es", "ESP")])
def test_report_in_french_and_spanish_is_read(text, language, state):
    document = read(text, six_language_names())

    assert (document.language, document.state, document.cycle, document.session) == (language, state, 4, 48)
    assert (document.published_date, document.review_date) == (date(2025, 3, 24), date(2025, 1, 28))
    assert [entry.iso3 for entry in document.troika] == ["ZAF", "DOM", "THA"]
    assert [(r.number, r.position) for r in document.recommendations] == [
        ("140.1", "pending"),
        ("140.2", "pending"),
        ("141.1", "supported"),
        ("142.1", "noted"),
    ]
    assert states(document)[1] == ["CIV", "MLI"]
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ar", "تقرير الفريق العامل المعني بالاستعراض الدوري الشامل"),
        ("ru", "Доклад Рабочей группы по универсальному периодическому обзору"),
        ("zh", "普遍定期审议工作组报告结论和建议"),
    ],
)
def test_report_in_other_languages_is_refused(language, sentence):
    assert refusal(f"{sentence}\n140.1 {sentence}") == ("report_in_other_language", language)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Report of the Working Group on the\nArcadia\nAddendum\nViews on conclusions", "addendum_not_report"),
        ("Summary of stakeholders’ submissions on Arcadia*", "summary_not_report"),
        ("Compilation of information prepared by OHCHR", "compilation_not_report"),
        ("National report submitted pursuant to resolutions 5/1", "national_report_not_report"),
        ("Decision adopted by the Human Rights Council", "decision_not_report"),
        (TITLE_PAGE, "no_recommendations"),
        ("Dear Minister,\n1. I have the honour to write.", "not_a_working_group_report"),
        ("", "not_a_working_group_report"),
    ],
)
def test_other_documents_are_refused_by_name(title, code):
    assert refusal(title) == (code, "")


def test_other_pdf_is_refused_by_name():
    page = f"Summary of stakeholders’ submissions on Arcadia\n{RECOMMENDATIONS}"

    assert refusal(make_pdf(page)) == ("summary_not_report", "")


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0 doc", b"\x89PNG", b"a\0b"])
def test_other_files_are_refused(data):
    assert refusal(data) == ("not_a_pdf", "")


def test_word_file_is_refused():
    assert refusal(make_thematic_list("D")) == ("not_a_pdf", "")


def test_text_in_other_encodings_is_read(names):
    assert figures(read(make_report().encode("utf-16"), names)) == FIGURES
    assert figures(read(make_report().encode("cp1252"), names)) == FIGURES
    assert figures(read(make_report().encode("utf-8-sig"), names)) == FIGURES


def test_endless_text_is_refused():
    assert refusal("140.1 Open it " * 200_000) == ("too_long", "")
    assert refusal(make_list("120.1 Open it", *["and more of it"] * 3000)) == ("too_long", "")


def test_every_code_has_words(names):
    document = read(FIRST_CYCLE, names)

    assert all(describe(warning) for warning in document.warnings)
    assert {
        "repaired_number",
        "number_in_text",
        "no_lead_in",
        "unclear_lead_in",
        "paragraph_without_items",
        "cut_short",
        "no_state_under_review",
    } <= set(WARNINGS)
    assert {"not_a_pdf", "scanned", "too_long"} <= set(REFUSALS)


def read_or_refused(data):
    with suppress(UnreadableFile):
        document = read(data)
        assert document.recommendations
        assert all(describe(warning) for warning in document.warnings)
        assert len(set(numbers(document))) == len(numbers(document))


LINES = [*make_report().splitlines(), *FIRST_CYCLE.splitlines()]


@examples(60)
@given(
    lines=st.lists(st.sampled_from(LINES), max_size=60), between=st.sampled_from(["\n", " ", "\n\n", "\u2028", "\t"])
)
def test_shuffled_lines_are_read_or_refused(lines, between):
    read_or_refused(between.join(lines))


@examples(60)
@given(start=st.integers(0, 4000), stop=st.integers(0, 4000), patch=st.text(max_size=12))
def test_cut_text_is_read_or_refused(start, stop, patch):
    text = make_report()

    read_or_refused(text[:start] + patch + text[stop:])
    read_or_refused((text[:start] + patch + text[stop:]).encode("utf-8", "replace"))


@examples(30)
@given(
    blanks=st.lists(
        st.sampled_from([" ", "  ", "\u00a0", "\u2003", " \u200b", "\t", "\u00ad "]), min_size=1, max_size=9
    )
)
def test_strange_blanks_change_no_figure(names, blanks):
    words = make_report().split(" ")
    text = "".join(word + blanks[at % len(blanks)] for at, word in enumerate(words))

    assert figures(read(text, names)) == FIGURES


@examples(30)
@given(every=st.integers(1, 9))
def test_lines_broken_anywhere_lose_no_recommendation(names, every):
    words = one_line(RECOMMENDATIONS).split(" ")
    lines = [" ".join(words[at : at + every]) for at in range(0, len(words), every)]

    assert numbers(read("\n".join(lines), names)) == numbers(read(RECOMMENDATIONS, names))
