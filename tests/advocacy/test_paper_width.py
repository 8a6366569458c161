"""Words longer than a line: no paper cuts them off at its edge, whatever is drawn, in any writing."""

from dataclasses import replace
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation

from advocacy import factsheet_pdf, statement_paper
from advocacy.factsheet import Ask, FactsheetPaper, PastRow
from common import pdf
from implementation import embassy_pdf, midterm_pdf
from implementation.follow_up_letter import letter_of
from implementation.plan_files import PlanDocument, render_html
from implementation.plan_lines import plan_page
from tests.advocacy.spoken import make_statement, say
from tests.factories import make_recommendation
from tests.implementation.planned import make_action, make_follow_up
from tests.implementation.sample_report import make_report
from tests.implementation.test_embassies import sheet_of

URL = f"https://www.example.org/{'a' * 300}/report.pdf"
LONG = {
    "en": "Rindfleischetikettierungsueberwachungsgesetz" * 10,
    "ar": "المؤسساتالدستوريةالمستقلةلحقوقالانسان" * 12,
    "zh-hans": "我们在日内瓦建议各国批准任择议定书并修订刑法" * 20,
}


def beyond(html):
    """The first words that stand beyond the edge; one page more or less does not matter."""
    return pdf.load_engine().write(html, 99)[3]


def sheet(language, word):
    with translation.override(language):
        return FactsheetPaper(
            language=language,
            title=word[:118],
            theme="Torture",
            state_name="Arcadia",
            cycle_label="4th cycle",
            session_label="",
            review_day="",
            as_of="2026-11-30",
            as_of_text="30 November 2026",
            workspace_name=word[:150],
            organisations=(word[:150],),
            challenges=f"{word}\n\n{URL}",
            questions=(word[:900], f"Why? {URL}"),
            asks=(Ask(word, language), Ask("Ratify the Optional Protocol", "en")),
            past=(PastRow("140.1", "Cycle 3", word[:240], word[:90], "supported", "partially"),),
            contact=f"{word[:400]}\n{URL}",
            link="https://upr.example.org/f/xar-4-aaaa1111",
        )


@pytest.mark.parametrize("language", LONG)
def test_a_factsheet_breaks_words_that_are_longer_than_its_line(language):
    paper = sheet(language, LONG[language])

    fit = factsheet_pdf.fit_of(paper)

    assert (fit.pages, fit.too_wide) == (2, "")


def test_a_sheet_with_words_that_do_not_break_is_told_to_be_too_wide():
    wide = '<p style="white-space: nowrap">{}</p>'.format("Wide words " * 40)
    html = f'<html lang="en"><head><title>x</title></head><body><main class="factsheet">{wide}</main></body></html>'

    with pytest.raises(pdf.TooWide) as error:
        pdf.render(html, most_pages=2)

    assert error.value.words.startswith("Wide words Wide words")
    assert error.value.pages == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_mid_term_report_breaks_them(language):
    word = LONG[language]
    report = make_report(3, language, workspace_name=word[:150], organisations=(word[:160],), introduction=(URL, word))
    rows = tuple(
        replace(
            row,
            text=word,
            themes=(word[:90],),
            rating=row.rating and replace(row.rating, note=word),
            evidence=tuple(replace(one, title=word[:150], source=word[:90], url=URL) for one in row.evidence),
        )
        for row in report.rows
    )

    assert beyond(midterm_pdf.render_html(replace(report, rows=rows))) == ""


def test_the_paper_of_an_embassy_breaks_them():
    assert beyond(embassy_pdf.render_html(sheet_of([], workspace_name=LONG["en"][:150]))) == ""


def test_statements_letters_and_plans_break_them(workspace, review, amina):
    word = LONG["en"]
    row = make_recommendation(review, item=1, text=word)
    make_action(workspace, amina, [row], title=word[:150])
    letter = letter_of(
        make_follow_up(workspace, amina, [row], title=word[:150], body=word[:150]), language="en", on=date(2026, 3, 1)
    )
    statement = make_statement(workspace, amina, title=word[:150], other_cosigners=[word[:150]], speaker=word[:90])
    paper = statement_paper.paper_of(say(statement, amina, text=f"{word} {URL}"), on=date(2026, 3, 1))
    plan = plan_page(workspace=workspace, user=amina, on=timezone.localdate())

    assert beyond(render_to_string("implementation/follow_up_document.html", {"letter": letter})) == ""
    assert beyond(render_to_string("advocacy/statement_document.html", {"paper": paper})) == ""
    assert beyond(render_html(PlanDocument(workspace, plan))) == ""


def test_a_new_line_in_a_text_leaves_each_item_its_direction():
    """A line break of Django's is no end of an element: the quick parser read no such document."""
    from common.pdf_engine import FontsOnly, OwnMarkup  # noqa: PLC0415

    html = factsheet_pdf.render_html([replace(sheet("ar", "كلمة"), contact="Desk\nStreet")])

    items = OwnMarkup(html, FontsOnly()).etree_element.iter("li")

    assert [item.get("dir") for item in items] == ["rtl", "ltr", "rtl", "ltr"]
