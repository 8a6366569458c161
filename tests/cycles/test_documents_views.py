"""The pages and the API of questions, the stakeholder summary, documents and pledges."""

import re
from html import unescape

import pytest
from django.urls import reverse

from cycles.models import (
    AdvanceQuestion,
    ImportRun,
    Stakeholder,
    SummaryCitation,
    SummaryParagraph,
    UnDocument,
    VoluntaryPledge,
)
from cycles.services.imports import apply_import, import_file, keep_reading
from cycles.services.undoing import undo_import
from tests.cycles.imported import make_arcadia
from tests.cycles.test_documents import QUESTIONS
from tests.factories import AT, make_recommendation, make_review, make_state
from tests.stakeholder_summaries import make_summary

REVIEW = "/reviews/XAR/3/"
PAGES = ("questions", "summary", "documents")
ECHO = "JS1 said that 17,000 people, or 2.5 percent, had caught COVID-19 by May 2021"


@pytest.fixture
def arcadia(db):
    return make_arcadia(cycle=3, session=34)


@pytest.fixture
def brought(arcadia):
    for text in (QUESTIONS, make_summary()):
        import_file(data=text.encode(), file_name="x.txt", chosen=arcadia, by=None, at=AT)
    return arcadia


def words(client, address):
    page = unescape(client.get(address).content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())


def tabs(client, address):
    page = client.get(address).content.decode()
    nav = re.search(r'<nav class="tabs".*?</nav>', page, re.DOTALL)[0]
    return re.findall(r'<a href="([^"]+)"( aria-current="page")?', nav)


@pytest.mark.parametrize("page", PAGES)
def test_page_without_content_says_so_and_has_no_tab(client, arcadia, page):
    assert client.get(f"{REVIEW}{page}/").status_code == 200
    assert [
        address for address, _ in tabs(client, REVIEW) if address.endswith(tuple(f"{name}/" for name in PAGES))
    ] == []
    assert "Bring in a document" in words(client, f"{REVIEW}{page}/")


@pytest.mark.parametrize("page", ["dates", *PAGES])
def test_each_page_has_all_tabs_and_marks_its_own(client, brought, page):
    found = tabs(client, f"{REVIEW}{page}/")

    assert {address for address, _ in found} >= {REVIEW, *(f"{REVIEW}{name}/" for name in ("dates", *PAGES))}
    assert [address for address, mark in found if mark] == [f"{REVIEW}{page}/"]


@pytest.mark.parametrize("page", [*PAGES, "summary/notes/10"])
def test_review_that_is_none_is_not_found(client, brought, edda, page):
    client.force_login(edda)

    assert client.get(f"/reviews/XAR/5/{page}/").status_code == 404


def test_questions_stand_under_their_state(client, brought):
    make_recommendation(review=brought, states=("CHL", "PRT"))
    make_recommendation(review=brought, states=("CHL",))

    page = words(client, f"{REVIEW}questions/")

    assert "Questions: 3. States that ask: 2." in page
    assert re.search(r"Chile 2 recommendations in this review What is the state of the media bill\?", page)
    assert "on behalf of the Group of Friends on NMIRFs · 1 recommendation in this review Has the State" in page
    assert f'href="{REVIEW}?recommending_state=CHL"' in client.get(f"{REVIEW}questions/").content.decode()


def test_question_of_an_unknown_state_keeps_its_heading(client, arcadia):
    text = QUESTIONS.replace("CHILE", "RURITANIA")
    import_file(data=text.encode(), file_name="x", chosen=arcadia, by=None, at=AT)

    assert "RURITANIA No recommendation in this record What is" in words(client, f"{REVIEW}questions/")


def test_summary_shows_who_is_cited_where(client, brought):
    page = words(client, f"{REVIEW}summary/")

    assert "Information provided by other stakeholders / Rights of specific persons or groups / Women" in page
    assert "JS1 , paragraphs 2.3, 3.1-3.11; see also AI , paragraph 4" in page
    assert "AI Individual submission 3 citations Amnesty International, London" in page
    assert "Paragraphs cited: 4 , 9 , 30 Paragraphs never cited between 4 and 30: 5–8 , 10–29" in page
    assert "attached by CoE" in page


def test_notes_without_a_paragraph_are_shown_to_all_and_linked_by_editors(client, brought, edda, chidi):
    link = f"{REVIEW}summary/notes/10/"
    address = f"{REVIEW}summary/"

    assert "Note 10: AI, para. 30" in words(client, address)
    assert link not in client.get(address).content.decode()
    client.force_login(chidi)
    assert link not in client.get(address).content.decode()
    client.force_login(edda)
    assert link in client.get(address).content.decode()


def test_editor_links_a_note_and_links_it_again(client, brought, edda):
    client.force_login(edda)
    first, second = SummaryParagraph.objects.filter(number__in=(4, 5)).order_by("number")

    for paragraph in (first, second):
        response = client.post(f"{REVIEW}summary/notes/10/", {"paragraph": paragraph.pk})
        assert (response.status_code, response["Location"]) == (302, f"{REVIEW}summary/")
        assert SummaryCitation.objects.get(note=10).paragraph == paragraph
    client.post(f"{REVIEW}summary/notes/10/", {"paragraph": ""})

    assert SummaryCitation.objects.get(note=10).paragraph is None


def test_note_cannot_go_to_another_documents_paragraph(client, brought, edda):
    client.force_login(edda)
    other = UnDocument.objects.create(review=make_review(cycle=4), kind="stakeholder_summary", symbol="X")
    run = ImportRun.objects.first()
    foreign = SummaryParagraph.objects.create(document=other, number=1, text="x", import_run=run)

    response = client.post(f"{REVIEW}summary/notes/10/", {"paragraph": foreign.pk})

    assert response.status_code == 200
    assert SummaryCitation.objects.get(note=10).paragraph is None


@pytest.mark.parametrize(("who", "status"), [("edda", 200), ("amina", 403), (None, 302)])
def test_only_editors_link_notes(client, brought, edda, amina, who, status):
    if who:
        client.force_login({"edda": edda, "amina": amina}[who])

    assert client.get(f"{REVIEW}summary/notes/10/").status_code == status


@pytest.mark.parametrize("note", [1, 99])
def test_note_that_cites_nobody_is_not_found(client, brought, edda, note):
    client.force_login(edda)

    assert client.get(f"{REVIEW}summary/notes/{note}/").status_code == 404


def test_recommendation_with_words_in_common_is_marked_as_found_by_machine(client, arcadia):
    row = make_recommendation(review=arcadia, item=7, text=f"Note that {ECHO} (Chile)")
    import_file(data=make_summary().encode(), file_name="x", chosen=arcadia, by=None, at=AT)

    page = words(client, f"{REVIEW}summary/")

    assert f"found by machine words in common with {row.number} (11 words): {ECHO} " in page
    assert "A machine found this; it does not say that the one led to the other." in page


def test_documents_list_what_was_read_and_never_who_brought_it(client, brought, edda):
    run = keep_reading(
        data=b"CHILE\nWhy?\n", file_name="secret.txt", chosen=brought, by=edda, at=AT, kind="advance_questions"
    )
    apply_import(run=run, by=edda, at=AT)
    keep_reading(
        data=b"PERU\nHow?\n", file_name="waiting.txt", chosen=brought, by=edda, at=AT, kind="advance_questions"
    )

    page = words(client, f"{REVIEW}documents/")

    assert page.count("Advance questions read into the record on 1 March 2026") == 2
    assert (
        "2 September 2019 A/HRC/WG.6/34/XAR/3 Summary of stakeholders’ submissions, "
        "read into the record on 1 March 2026"
    ) in page
    assert "secret" not in page
    assert "Edda" not in page.partition("Documents of the review")[2]


def test_documents_no_longer_list_what_was_taken_back(client, brought, edda):
    undo_import(run=ImportRun.objects.get(format="stakeholder_summary"), by=edda, at=AT)

    assert "A/HRC" not in words(client, f"{REVIEW}documents/")


def test_missing_basis_documents_have_their_usual_symbols(client, db):
    make_review(state=make_state("FRA", name="France"), cycle=4, session=48)

    page = words(client, "/reviews/FRA/4/documents/")

    assert "National report, A/HRC/WG.6/48/FRA/1" in page
    assert "Compilation of UN information, A/HRC/WG.6/48/FRA/2" in page


def make_pledge(review, order, **fields):
    document, _ = UnDocument.objects.get_or_create(review=review, kind="working_group_report", symbol="A/HRC/59/99")
    run, _ = ImportRun.objects.get_or_create(
        review=review, format="working_group_report", file_name="r.pdf", digest="", created_at=AT
    )
    return VoluntaryPledge.objects.create(
        review=review, document=document, order=order, text=f"Arcadia pledges {order}", import_run=run, **fields
    )


def test_pledges_stand_with_the_documents(client, arcadia):
    make_pledge(arcadia, 1, place="96")

    page = words(client, f"{REVIEW}documents/")

    assert "Arcadia pledges 1 paragraph 96, A/HRC/59/99" in page


def fill(review, count):
    """So many of everything."""
    run = ImportRun.objects.create(review=review, format="stakeholder_summary", file_name="s", digest="", created_at=AT)
    document = UnDocument.objects.create(review=review, kind="stakeholder_summary", symbol="A/HRC/WG.6/34/XAR/3")
    own = {"document": document, "import_run": run}
    for number in range(1, count + 1):
        state = make_state(f"QQ{chr(64 + number)}", name=f"State {number}")
        AdvanceQuestion.objects.create(
            review=review, state=state, heading=state.name, order=number, text="?", digest=str(number), import_run=run
        )
        paragraph = SummaryParagraph.objects.create(number=number, text=ECHO, **own)
        holder = Stakeholder.objects.create(order=number, code=f"S{number}", category="joint", name="x", **own)
        SummaryCitation.objects.create(
            note=number, order=1, code=holder.code, role="main", paragraph=paragraph, stakeholder=holder, **own
        )
        make_recommendation(review=review, states=(state.pk,), text=ECHO)
        make_pledge(review, number)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        (f"{REVIEW}questions/", 3),
        (f"{REVIEW}summary/", 6),
        (f"{REVIEW}documents/", 4),
        ("/api/v1/reviews/XAR-3/questions/", 2),
        ("/api/v1/reviews/XAR-3/summary/", 6),
    ],
)
def test_query_count_does_not_grow(client, arcadia, django_assert_num_queries, address, queries, count):
    fill(arcadia, count)

    with django_assert_num_queries(queries):
        response = client.get(address)

    assert response.status_code == 200


def test_api_gives_the_questions(client, brought):
    rows = client.get("/api/v1/reviews/XAR-3/questions/").json()

    assert len(rows) == 3
    assert rows[2] == {
        "order": 3,
        "state": "PRT",
        "heading": "PORTUGAL",
        "on_behalf_of": "the Group of Friends on NMIRFs",
        "text": "Has the State a mechanism?",
    }


def test_api_gives_the_summary(client, brought):
    summary = client.get("/api/v1/reviews/XAR-3/summary/").json()

    assert (summary["symbol"], summary["published_date"]) == ("A/HRC/WG.6/34/XAR/3", "2019-09-02")
    assert [one["number"] for one in summary["paragraphs"]] == [1, 2, 3, 4, 5]
    assert summary["paragraphs"][1]["citations"] == [
        {"note": 3, "code": "Defender", "role": "main", "stakeholder": 6, "refs": [["page", "2"]]}
    ]
    assert summary["stakeholders"][4]["other_codes"] == ["HLP", "JS2"]
    assert [one["note"] for one in summary["unplaced"]] == [10]


def test_api_without_a_summary_is_not_found(client, arcadia):
    assert client.get("/api/v1/reviews/XAR-3/summary/").status_code == 404
    assert client.get("/api/v1/reviews/XAR-3/questions/").json() == []


def test_reading_of_questions_shows_each_state_and_asks_for_the_document(client, arcadia, edda):
    client.force_login(edda)
    run = keep_reading(data=QUESTIONS.encode(), file_name="q.txt", chosen=arcadia, by=edda, at=AT)

    page = words(client, run.get_absolute_url())
    response = client.post(reverse("cycles:import_apply", args=[run.pk]), follow=True)

    assert "CHILE 2 2 PORTUGAL 1 1" in page
    assert "Write it into the record" in page
    assert "What will change" not in page
    assert "The document was written into the record." in response.content.decode()


def test_reading_of_a_summary_shows_who_is_cited(client, arcadia, edda):
    client.force_login(edda)
    run = keep_reading(data=make_summary().encode(), file_name="s.txt", chosen=None, by=edda, at=AT)

    page = words(client, run.get_absolute_url())

    assert "Individual submission 3 Joint submission 2" in page
    assert "Notes without a place 10" in page
    assert "AI Amnesty International 3" in page
    assert "– 8 A note cites a code that is not in the list of stakeholders; it was read so: CoE-CM → CoE-CoM." in page
