"""Factsheets: what they say, that they fit, what becomes public of them, and who may do what."""

import io
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import WorkspaceMember
from advocacy import factsheet_pdf
from advocacy.factsheet import factsheet_paper, frozen, gaps_of, thawed
from advocacy.models import Factsheet, FactsheetEdition
from advocacy.naming import NamesUnconfirmed
from advocacy.services.factsheets import PublishedMeanwhile, StillPublished, delete_factsheet
from cycles.models import SearchFacets, State
from submissions.past import past_of
from tests.advocacy.contacted import make_contact
from tests.advocacy.sheets import FOUR, make_sheet, publish, said
from tests.factories import make_rating, make_recommendation, make_review, make_theme, make_workspace
from tests.pace import paced

SENTENCE = "Lawyers counted cases in four districts and no officer was charged in any of them. "


@pytest.fixture
def workspace(organisation):
    review = make_review()
    for item, states in enumerate((["FRA"], ["CHL"], ["FRA", "CHL"]), 1):
        make_recommendation(review, states=states, paragraph=120, item=item, text=f"End torture, {item}")
    make_theme("Torture and other CID treatment", version="2014", scheme="upr_info", code="50")
    return make_workspace(organisation=organisation, review=review)


@pytest.fixture
def sheet(workspace, amina):
    return make_sheet(workspace, amina)


def paper_of(sheet, user, **more):
    return factsheet_paper(sheet, user=user, on=timezone.localdate(), **more)


def pages_of(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 200), ("chidi", 404)])
def test_members_read(client, request, sheet, name, status):
    client.force_login(request.getfixturevalue(name))
    places = [("factsheet_list", sheet.workspace_id), ("factsheet_detail", sheet.pk)]

    assert [client.get(reverse(f"advocacy:{place}", args=[key])).status_code for place, key in places] == [status] * 2


@pytest.mark.parametrize(("name", "status"), [("amina", 302), ("bruno", 403), ("chidi", 404)])
@pytest.mark.parametrize("place", ["factsheet_edit", "factsheet_delete", "factsheet_variant"])
def test_editors_write(client, request, sheet, place, name, status):
    client.force_login(request.getfixturevalue(name))
    words = said(sheet, title="Another", language="fr")

    assert client.post(reverse(f"advocacy:{place}", args=[sheet.pk]), words).status_code == status


@pytest.mark.parametrize(("name", "status"), [("odile", 302), ("amina", 403), ("bruno", 403), ("chidi", 404)])
def test_those_who_speak_for_the_workspace_publish(client, request, sheet, name, status):
    client.force_login(request.getfixturevalue(name))
    words = {"seen": sheet.version, "number": 1, "is_read": "on"}

    assert client.post(reverse("advocacy:factsheet_publish", args=[sheet.pk]), words).status_code == status
    assert FactsheetEdition.objects.count() == (status == 302)


def test_nobody_publishes_names_that_nobody_has_read(client, workspace, odile, amina):
    make_contact(workspace, amina, name="Amaro Quilben")
    sheet = make_sheet(workspace, amina, challenges="Call +41 22 555 01 99.", contact="Ask Quilben, desk@example.org")
    where = reverse("advocacy:factsheet_publish", args=[sheet.pk])
    client.force_login(odile)
    words = {"seen": sheet.version, "number": 1, "is_read": "on"}

    shown = client.get(where).context["form"]
    refused = client.post(where, words | {"may_be_named": "on", "names": "another list"})
    with pytest.raises(NamesUnconfirmed):
        publish(sheet, odile, confirmed="")
    kept = FactsheetEdition.objects.count()
    client.post(where, words | {"may_be_named": "on", "names": shown.initial["names"]})

    listed = [hint.words for hint in shown.named.hints]
    assert [any(words in one for one in listed) for words in ("Quilben", "555 01 99", "desk@")] == [True, True, False]
    assert refused.context["form"].errors["may_be_named"] == [
        "Read the list, then tick this, or go back and change the text."
    ]
    assert "It is kept among the contacts of the workspace, which nobody else sees." in refused.content.decode()
    assert "Read it online" not in refused.content.decode()
    assert (kept, FactsheetEdition.objects.count()) == (0, 1)


def test_a_sheet_asks_what_its_proposals_ask(sheet, amina):
    paper = paper_of(sheet, amina)

    assert tuple(ask.text for ask in paper.asks) == FOUR
    assert gaps_of(paper) == ["Its theme names none of the 54 issues, so no earlier recommendation is found."] * (
        not paper.theme
    )


def test_a_proposal_without_a_text_in_the_language_is_told(workspace, amina):
    paper = paper_of(make_sheet(workspace, amina, language="fr"), amina)

    assert [ask.language for ask in paper.asks] == ["en"] * 4
    assert len([line for line in gaps_of(paper) if "4" in line]) == 1


def test_earlier_recommendations_of_the_reader_come_first(sheet, workspace, amina):
    for row in workspace.review.recommendations.all():
        facets = {"cycle": 4, "state_under_review": "XAR", "position": "pending", "issues": [50]}
        SearchFacets.objects.update_or_create(recommendation=row, defaults=facets)
    rated = workspace.review.recommendations.get(item=2)
    make_rating(workspace, rated, amina, level="partially")

    for_all, for_france = paper_of(sheet, amina), paper_of(sheet, amina, to=State.objects.get(pk="FRA"))

    assert [row.number for row in for_all.past] == ["120.2", "120.1", "120.3"]
    assert [row.number for row in for_france.past] == ["120.1", "120.3", "120.2"]
    assert for_france.addressee_words == "2 of them were made by Fra."
    assert "3 recommendations were made on this before." in for_all.past_words
    assert [row.level for row in for_all.past] == ["partially", "", ""]


def test_what_another_coalition_rated_is_not_handed_out(sheet, workspace, amina, organisation):
    """She takes part in both, and reads both; the paper is of one of them."""
    recommendation = workspace.review.recommendations.get(item=1)
    facets = {"cycle": 4, "state_under_review": "XAR", "position": "pending", "issues": [50]}
    SearchFacets.objects.update_or_create(recommendation=recommendation, defaults=facets)
    theirs = make_workspace(review=workspace.review)
    WorkspaceMember.objects.create(workspace=theirs, organisation=organisation)
    make_rating(theirs, recommendation, amina, level="regressed")

    assert [row.level for row in paper_of(sheet, amina).past] == [""]
    assert [line.level for line in past_of(workspace, issue="50", user=amina).lines] == ["regressed"]


def test_the_file_is_tagged_and_says_its_version(sheet, amina):
    paper = paper_of(sheet, amina)

    pdf = factsheet_pdf.render_pdf(paper)

    assert len(pages_of(pdf)) == 1
    assert paper.stamp in pages_of(pdf)[0]
    assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_sheet_of_three_pages_is_never_made_and_the_advice_is_enough(sheet, amina):
    sheet.challenges, sheet.context = SENTENCE * 70, SENTENCE * 70
    paper = paper_of(sheet, amina)

    fit = factsheet_pdf.fit_of(paper)

    assert (fit.pages, fit.is_too_long) == (0, True)
    with pytest.raises(factsheet_pdf.SheetTooLong):
        factsheet_pdf.render_pdf(paper)
    words = paper.challenges.split()
    advised = next(int(line.split(" by about ")[1].split()[0]) for line in fit.advice if "What is wrong" in line)
    shorter = replace(paper, challenges=" ".join(words[: len(words) - advised]))
    assert factsheet_pdf.fit_of(shorter).pages == 2


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("es", "Lo que le pedimos que recomiende"),
        ("ru", "Что мы просим рекомендовать"),
        ("zh-hans", "我们请贵方提出的建议"),
    ],
)
def test_a_sheet_speaks_each_language_of_the_united_nations(workspace, amina, language, heading):
    sheet = make_sheet(workspace, amina, language=language)
    proposal = sheet.proposals.first()
    setattr(proposal, f"text_{language[:2]}", "Otra 建议 Другая")
    proposal.save()

    pages = pages_of(factsheet_pdf.render_pdf(paper_of(sheet, amina)))

    assert len(pages) == 1
    assert heading in pages[0].replace("\n", " ")


def test_a_sheet_takes_less_than_half_a_second(sheet, amina):
    paper = replace(paper_of(sheet, amina), challenges=SENTENCE * 8, context=SENTENCE * 5)
    factsheet_pdf.render_pdf(paper)

    with paced() as pace:
        factsheet_pdf.render_pdf(paper)

    assert pace.usual_seconds < 0.5, pace


def test_a_set_is_one_file(client, bruno, sheet, workspace, amina):
    other = make_sheet(workspace, amina, title="التعذيب", language="ar")
    client.force_login(bruno)
    address = reverse("advocacy:factsheet_set", args=[workspace.pk])

    answer = client.get(address, {"sheet": [str(sheet.pk), str(other.pk)]})

    assert len(pages_of(b"".join(answer.streaming_content))) == 2
    assert client.get(address).status_code == 422


def test_form_refuses_more_than_five_and_keeps_what_was_typed(client, amina, sheet):
    client.force_login(amina)
    words = said(sheet, questions="When?\nWhy?", challenges="A word that must stay")

    answer = client.post(reverse("advocacy:factsheet_edit", args=[sheet.pk]), words)

    assert answer.status_code == 200
    assert "these are 6" in answer.context["form"].errors["proposals"][0]
    assert "A word that must stay" in answer.content.decode()


def test_each_paragraph_runs_the_way_of_its_own_words(client, workspace, amina):
    sheet = make_sheet(workspace, amina, language="ar", challenges="They do <not> speak.\r\n\r\nلا أحد\nيتكلم")
    client.force_login(amina)

    page = client.get(sheet.get_absolute_url()).content.decode()

    assert '<p dir="auto">They do &lt;not&gt; speak.</p>\n<p dir="auto">لا أحد<br>يتكلم</p>' in page


def test_looking_keeps_nothing(client, amina, sheet):
    client.force_login(amina)

    answer = client.post(reverse("advocacy:factsheet_edit", args=[sheet.pk]), said(sheet, title="Tried", look="1"))

    assert answer.context["paper"].title == "Tried"
    assert answer.context["fit"].pages == 1
    assert Factsheet.objects.get().title == sheet.title


def test_who_comes_second_sees_that_somebody_was_quicker(client, amina, sheet):
    client.force_login(amina)
    place = reverse("advocacy:factsheet_edit", args=[sheet.pk])
    client.post(place, said(sheet, title="First"))

    answer = client.post(place, said(sheet, title="Second"))

    assert answer.status_code == 409
    assert Factsheet.objects.get().title == "First"


def test_a_variant_has_the_words_and_is_made_once(client, amina, sheet):
    client.force_login(amina)
    sent = {"language": "ar", "key": uuid4()}

    for _turn in range(2):
        client.post(reverse("advocacy:factsheet_variant", args=[sheet.pk]), sent)

    made = Factsheet.objects.exclude(pk=sheet.pk).get()
    assert (made.language, made.title, made.variant_of) == ("ar", sheet.title, sheet)
    assert set(made.proposals.all()) == set(sheet.proposals.all())


def test_an_edition_stays_as_it_was_and_is_gone_when_withdrawn(client, odile, amina, sheet):
    paper = paper_of(sheet, amina)
    edition = publish(sheet, odile, content=frozen(paper))
    Factsheet.objects.update(title="Changed since")

    answer = client.get(edition.get_absolute_url())

    assert "Torture in police stations" in answer.content.decode()
    assert "Changed since" not in answer.content.decode()
    assert thawed(frozen(paper)) == paper
    client.force_login(odile)
    client.post(reverse("advocacy:factsheet_withdraw", args=[edition.pk]))
    client.logout()
    gone = client.get(edition.get_absolute_url())
    assert gone.status_code == 410
    assert "Torture" not in gone.content.decode()
    assert client.get(reverse("advocacy:factsheet_edition_file", args=[edition.address])).status_code == 404


def test_what_was_read_is_what_is_published(odile, amina, sheet):
    read = Factsheet.objects.get()
    Factsheet.objects.update(changed_at=timezone.now())

    with pytest.raises(PublishedMeanwhile):
        publish(read, odile)


def test_a_sheet_that_was_published_stays(odile, amina, sheet):
    publish(sheet, odile)

    with pytest.raises(StillPublished):
        delete_factsheet(factsheet=sheet, by=amina, at=timezone.now())


def test_list_asks_as_much_for_one_as_for_five(client, amina, sheet, workspace, django_assert_num_queries):
    client.force_login(amina)
    place = reverse("advocacy:factsheet_list", args=[workspace.pk])
    client.get(place)
    with CaptureQueriesContext(connection) as one:
        client.get(place)
    for _turn in range(4):
        make_sheet(workspace, amina)

    with django_assert_num_queries(len(one)):
        client.get(place)
