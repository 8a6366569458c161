"""What goes into a mid-term report."""

from datetime import date

import pytest
from django.utils import translation

from accounts.models import WorkspaceMember
from cycles.models import Position
from implementation import midterm_content, pdfs
from implementation.midterm import EvidenceLine, RatingLine
from implementation.services.evidence import add_evidence
from tests.factories import AT, make_organisation, make_rating, make_recommendation, make_review, make_state
from tests.implementation.files import PDF, upload

ON = date(2026, 11, 14)


def report(workspace, language="en"):
    return midterm_content.midterm_report(workspace, language=language, on=ON)


def test_midterm_report_holds_every_recommendation_with_its_rating(workspace, review, amina):
    rated = make_recommendation(
        review, item=9, states=("FRA", "KEN"), themes=("Torture", "Prisons"), position="noted", text="Ratify it."
    )
    make_recommendation(review, item=10, themes=())
    make_rating(workspace, rated, amina, level="regressed", note="It was closed.", rated_date=date(2026, 3, 1))

    first, second = report(workspace).rows

    assert (first.number, first.text, first.position) == ("140.9", "Ratify it.", "noted")
    assert (first.recommending_states, first.themes) == (("Fra", "Ken"), ("Torture", "Prisons"))
    assert first.rating == RatingLine("regressed", date(2026, 3, 1), "It was closed.")
    assert (second.number, second.themes, second.rating, second.evidence) == ("140.10", (), None, ())


def test_midterm_report_says_whose_it_is(workspace, review, amina):
    helpers = make_organisation(name="Helpers")
    WorkspaceMember.objects.create(workspace=workspace, organisation=helpers, role=WorkspaceMember.Role.CONTRIBUTOR)
    recommendation = make_recommendation(review)
    Position.objects.create(
        recommendation=recommendation, kind="noted", source="A/HRC/59/99/Add.1 - Para. 4", recorded_at=AT
    )

    made = report(workspace)

    assert (made.workspace_name, made.as_of, made.language) == (workspace.name, ON, "en")
    assert made.organisations == ("Amina's organisation", "Helpers")
    assert made.sources == ("A/HRC/59/99", "A/HRC/59/99/Add.1")
    assert (made.state_name, made.state_is_invented) == ("Arcadia", True)
    assert (made.title, made.cycle_label) == ("Arcadia at mid-term", "4th cycle")


def test_midterm_report_takes_evidence_with_source_and_link(workspace, review, amina):
    recommendation = make_recommendation(review)
    row = {"workspace": workspace, "recommendation": recommendation, "by": amina, "at": AT}
    add_evidence(
        **row, kind="link", title="Law 14", source="Gazette", source_date=date(2025, 3, 1), url="https://example.org/a"
    )
    add_evidence(**row, kind="file", title="Interviews", file=upload("witness.pdf", PDF))

    (line,) = report(workspace).rows

    assert line.evidence == (
        EvidenceLine("Law 14", "Gazette", "1 March 2025", "https://example.org/a"),
        EvidenceLine("Interviews", "", "", ""),
    )


def test_midterm_report_writes_dates_in_its_own_language(workspace, review, amina):
    row = {"workspace": workspace, "recommendation": make_recommendation(review), "by": amina, "at": AT}
    add_evidence(**row, kind="link", title="Loi 14", source_date=date(2025, 2, 3), url="https://example.org/a")

    (line,) = report(workspace, "fr").rows

    assert line.evidence[0].date_text == "3\N{NO-BREAK SPACE}février 2025"


def test_midterm_report_leaves_out_what_others_say(workspace, review, amina, chidi):
    elsewhere = make_recommendation(make_review(make_state("KEN", name="Kenya")))
    make_rating(workspace, make_recommendation(review), amina, level="fully", is_current=False)

    made = report(workspace)

    assert elsewhere.number not in [row.number for row in made.rows]
    assert [row.rating for row in made.rows] == [None]


def test_midterm_report_names_states_in_its_own_language(workspace, review):
    make_state("FRA", name_ar="فرنسا")
    make_recommendation(review, states=("FRA",))

    with translation.override("en"):
        (line,) = report(workspace, "ar").rows

    assert line.recommending_states == ("فرنسا",)


def test_unrated_report_holds_every_recommendation_unrated(review):
    make_recommendation(review)

    made = midterm_content.unrated_report(review, language="en", on=ON)

    assert (made.counts.total, made.counts.rated, made.workspace_name) == (1, 0, "no organisation yet")
    assert made.method_paragraphs[0].startswith("No organisation has rated these recommendations here yet.")


@pytest.mark.parametrize("rows", [1, 3])
def test_midterm_report_asks_twelve_queries(workspace, review, amina, rows, django_assert_num_queries):
    for item in range(1, rows + 1):
        recommendation = make_recommendation(review, item=item, states=("FRA", "KEN"), themes=("Torture", "Prisons"))
        make_rating(workspace, recommendation, amina)
        url = f"https://example.org/{item}"
        add_evidence(
            workspace=workspace, recommendation=recommendation, kind="link", title="Law", url=url, by=amina, at=AT
        )

    with django_assert_num_queries(12):
        report(type(workspace).objects.with_parts().get(pk=workspace.pk))


def test_layout_turns_pages_into_per_cent_that_never_go_back():
    heard = []
    layout = pdfs.Layout(recommendations=8, tell=lambda per_cent, page: heard.append((per_cent, page)))

    for page in [1, 5, 10, 20, 1, 10, 20, 1, 20, 1, 20]:
        layout.page(page)

    assert [page for _, page in heard] == [1, 5, 10, 20, 1, 10, 20, 1, 20, 1, 20]
    assert [per_cent for per_cent, _ in heard] == sorted(per_cent for per_cent, _ in heard)
    assert heard[-1][0] < 100
