import csv
import io
import uuid
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from cycles.models import (
    ImportRun,
    Position,
    PublishedRating,
    RecommendationChange,
    UnDocument,
    WorkingGroupSession,
)
from tests.factories import AT, make_recommendation, make_review, make_state

PAGES = ["/", "/states/", "/states/XAR/", "/sessions/48/", "/reviews/XAR/4/", "/reviews/XAR/4/140.7/", "/sources/"]
INVENTED = "invented State, for demonstration"


@pytest.fixture
def recommendation(review):
    return make_recommendation(review, item=7, states=["FRA", "TGO"], position="noted")


def text(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().split())


def publish(recommendation, name, level):
    return PublishedRating.objects.create(
        recommendation=recommendation,
        publisher_id=uuid.uuid4(),
        publisher_name=name,
        level=level,
        since=date(2026, 2, 2),
    )


@pytest.mark.parametrize("address", PAGES)
def test_page_is_open_to_everybody(client, recommendation, address):
    page = text(client, address)

    assert page.count("<h1") == 1
    assert "style=" not in page


@pytest.mark.parametrize("address", PAGES)
def test_page_is_open_to_people_with_an_account(client, recommendation, chidi, address):
    client.force_login(chidi)

    assert "My workspace" in text(client, address)


@pytest.mark.parametrize("address", PAGES)
def test_page_runs_from_right_to_left_in_arabic(client, recommendation, address):
    assert '<html lang="ar" dir="rtl">' in text(client, address, accept_language="ar")


@pytest.mark.parametrize("address", ["/", "/states/", "/states/?q=a", "/sessions/", "/sources/"])
def test_page_opens_before_anything_is_loaded(client, db, address):
    assert "<h1" in text(client, address)


@pytest.mark.parametrize("address", PAGES[1:-1])
def test_invented_state_is_marked(client, recommendation, address):
    assert INVENTED in text(client, address)


@pytest.mark.parametrize(
    "address",
    [
        "/states/ZZZ/",
        "/states/%00%00%00/",
        "/reviews/XAR/9/",
        "/reviews/XAR/99999999999999999999/",
        "/reviews/ZZZ/4/",
        "/reviews/XAR/4/140.8/",
        "/reviews/XAR/4/9999.9999/",
        "/reviews/XAR/4/140.99999999999999999999/",
        "/reviews/XAR/9/recommendations.csv",
    ],
)
def test_address_of_nothing_is_not_found(client, recommendation, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["q", "page", "search", "position", "theme", "recommending_state", "rating"])
@pytest.mark.parametrize(
    "value",
    [
        "",
        "\0",
        "a\0b",
        "9" * 5000,
        "-1",
        "0",
        "1e9",
        "²",
        "%",
        "_",
        "'",
        '"><script>',
        "\u202e",
        "😀",
        "a " * 500,
        "|,|,",
    ],
)
@pytest.mark.parametrize("address", ["/states/", "/reviews/XAR/4/", "/reviews/XAR/4/recommendations.csv"])
def test_nonsense_in_the_address_is_no_error(client, recommendation, address, name, value):
    response = client.get(f"{address}?{name}={quote(value)}&{name}={quote(value)}")

    body = b"".join(response.streaming_content) if response.streaming else response.content
    # A file is refused, in words, where the words of the search cannot be looked for.
    is_file_of_words = address.endswith(".csv") and name == "search"
    assert response.status_code == 200 or (is_file_of_words and "search" in response.json()["errors"])
    assert b"<script>" not in body


def test_undecodable_bytes_in_the_address_are_no_error(client, recommendation):
    assert client.get("/reviews/XAR/4/?search=%ff%fe&theme=%c3%28&position=%80").status_code == 200


def test_home_shows_the_next_deadline_and_the_coming_sessions(client, review):
    on = timezone.now().date()
    WorkingGroupSession.objects.create(
        number=99,
        cycle=review.cycle,
        start_date=on + timedelta(days=200),
        end_date=on + timedelta(days=211),
        submission_deadline=on + timedelta(days=20),
        submission_deadline_confidence="tentative",
    )
    make_review(make_state("SVN", name="Slovenia"), cycle=3, session=99, status="scheduled")

    page = text(client, "/")

    assert "to send a submission on the 1 State of session 99" in page
    assert '<a href="/states/SVN/">Slovenia</a>' in page


def test_home_says_which_sessions_its_figures_are_of(client, db):
    for iso3, session in (("CHL", 18), ("SVN", 20), ("TGO", 19), ("PER", 26), ("NPL", 22), ("KEN", 26)):
        review = make_review(make_state(iso3), cycle=2, session=session)
        if iso3 not in {"NPL", "KEN"}:
            make_recommendation(review, states=["FRA"])

    page = " ".join(client.get("/").content.decode().split())

    assert "<td>18–20, 26 (1 of 2 reviews)</td>" in page


def test_home_counts_no_invented_state(client, recommendation):
    slovenia = make_review(make_state("SVN", name="Slovenia"))
    make_recommendation(slovenia, position="supported", states=[])
    make_recommendation(slovenia, position="noted", states=[])

    page = text(client, "/")

    assert '<td class="r">1 of 3</td><td class="r">2</td><td class="r">1 <span class="soft">(50&nbsp;%)</span>' in page


@pytest.mark.parametrize("words", ["Slovénie", "словения", "سلوفينيا", "slov", "SVN"])
def test_state_is_found_in_any_language(client, db, words):
    make_state("SVN", name="Slovenia", name_fr="Slovénie", name_ru="Словения", name_ar="سلوفينيا")

    page = text(client, f"/states/?q={quote(words)}")

    assert "1 State found" in page
    assert '<a class="strong" href="/states/SVN/">Slovenia</a>' in page


def test_state_without_recommendations_says_which_document_is_needed(client, review):
    page = text(client, "/states/XAR/")

    assert "The recommendations of cycle 4 are not here yet" in page
    assert "https://www.ohchr.org/en/hr-bodies/upr/documentation" in page
    assert 'href="/imports/create/?review=XAR-4"' in page


def test_state_with_recommendations_leads_to_them(client, recommendation):
    page = text(client, "/states/XAR/")

    assert "1 recommendation of cycle 4 is here" in page
    assert '<a class="btn main" href="/reviews/XAR/4/">' in page


def test_state_shows_what_lies_ahead(client, review):
    on = timezone.now().date()
    WorkingGroupSession.objects.create(
        number=99,
        cycle=review.cycle,
        start_date=on + timedelta(days=300),
        submission_deadline=on + timedelta(days=40),
        submission_deadline_confidence="tentative",
    )
    make_review(review.state_under_review, cycle=5, session=99, status="scheduled")

    page = text(client, "/states/XAR/")

    assert "Dates ahead" in page
    assert ", 23:59 in Geneva" in page
    assert 'href="/workspaces/create/?review=XAR-5"' in page


def test_symbol_of_an_invented_document_is_no_link(client, recommendation):
    make_recommendation(make_review(make_state("SVN")), item=1)

    assert "undocs.org" not in text(client, "/reviews/XAR/4/140.7/")
    assert 'href="https://undocs.org/A/HRC/59/99"' in text(client, "/reviews/SVN/4/140.1/")


def test_code_of_a_state_may_be_written_small(client, recommendation):
    assert "Arcadia" in text(client, "/states/xar/")


def test_review_before_it_took_place_asks_for_no_document(client, db):
    make_review(cycle=5, status="scheduled", current_session=None)

    page = text(client, "/reviews/XAR/5/")

    assert "It has not taken place yet" in page
    assert "thematic list" not in page


def test_review_says_how_many_of_how_many(client, review, recommendation):
    make_recommendation(review, states=["FRA"], position="supported")

    assert "1 of 2 recommendations" in text(client, "/reviews/XAR/4/?position=noted")
    assert "from 2 State mentions" in text(client, "/reviews/XAR/4/?position=noted")
    assert "2 of 2 recommendations" in text(client, "/reviews/XAR/4/")
    assert "; in this record since 1 March 2026." in text(client, "/reviews/XAR/4/")


def test_review_says_what_it_left_out(client, recommendation):
    page = text(client, "/reviews/XAR/4/?position=rejected")

    assert "We left out what no recommendation can have: “<bdi>rejected</bdi>”" in page
    assert "1 of 1 recommendation " in page


def test_review_names_each_publisher_of_a_rating(client, recommendation):
    publish(recommendation, "Harbour Legal Clinic", "fully")
    publish(recommendation, "Bar Network", "regressed")

    for address in ("/reviews/XAR/4/", "/reviews/XAR/4/140.7/"):
        page = text(client, address)

        assert page.index("Bar Network") < page.index("Harbour Legal Clinic")
        assert "#r-full" in page
        assert "#r-back" in page


def test_review_pages_by_fifty_and_keeps_the_filter(client, review):
    for item in range(1, 53):
        make_recommendation(review, item=item, states=[], themes=[], position="noted")

    first = text(client, "/reviews/XAR/4/?position=noted")
    second = text(client, "/reviews/XAR/4/?position=noted&page=2")

    assert first.count('<li class="rec">') == 50
    assert 'href="?position=noted&amp;page=2"' in first
    assert second.count('<li class="rec">') == 2
    assert "51–52 of 52" in second


def test_review_page_is_light(client, review):
    for item in range(1, 61):
        make_recommendation(review, item=item, states=["FRA", "TGO"], text="Ratify the Convention on a right " * 6)

    page = client.get("/reviews/XAR/4/").content

    assert len(page) < 60_000


def test_csv_holds_every_row_of_the_filter_and_no_other(client, review):
    for item in range(1, 60):
        make_recommendation(review, item=item, states=["FRA"], position="noted", text=f"=Text {item}")
    make_recommendation(review, item=60, states=["TGO"], position="supported")

    response = client.get("/reviews/XAR/4/recommendations.csv?position=noted&page=2")

    head, *rows = csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
    assert response["Content-Disposition"] == 'attachment; filename="recommendations-XAR-4.csv"'
    assert [row[0] for row in rows] == [f"140.{item}" for item in range(1, 60)]
    assert rows[0][:6] == ["140.1", "'=Text 1", "Fra", "FRA", "Noted", "Right to health"]
    assert len(head) == 11


def test_recommendation_shows_its_history(client, recommendation):
    Position.objects.create(recommendation=recommendation, kind="pending", source="A/HRC/59/99", recorded_at=AT)
    Position.objects.create(
        recommendation=recommendation,
        kind="noted",
        source="Add.1, paragraph 6",
        stated_date=date(2025, 4, 8),
        recorded_at=AT,
    )
    run = ImportRun.objects.create(
        review=recommendation.review,
        format="x",
        file_name="x",
        digest="x",
        created_at=AT,
        applied_at=AT,
        status="applied",
    )
    RecommendationChange.objects.create(
        recommendation=recommendation, field="text", before="Old words", after="New words", import_run=run, at=AT
    )

    page = text(client, "/reviews/XAR/4/140.7/")

    assert page.index("A/HRC/59/99</bdi></td>") < page.index("Add.1, paragraph 6")
    assert "8 April 2025" in page
    assert "<del>Old words</del>" in page
    assert "<ins>New words</ins>" in page
    assert 'href="/reviews/XAR/4/?recommending_state=FRA"' in page


def test_number_that_a_draft_uses_too_leads_to_the_later_document(client, recommendation):
    report = UnDocument.objects.create(
        review=recommendation.review, kind=UnDocument.Kind.WORKING_GROUP_REPORT, symbol="A/HRC/59/99/Corr.1"
    )
    recommendation.pk = None
    recommendation.document, recommendation.text = report, "Words of the later document"
    recommendation.save()

    assert "Words of the later document" in text(client, "/reviews/XAR/4/140.7/")


def test_sources_are_named_with_how_sure_they_are(client, db):
    make_review(make_state("SVN"), source="OHCHR release", confidence="tentative")

    page = text(client, "/sources/")

    assert '<th scope="row"><bdi lang="en" dir="auto">OHCHR release</bdi></th>' in page
    assert "#d-tentative" in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 8),
        ("/states/", 2),
        ("/states/?q=a", 2),
        ("/states/XAR/", 9),
        ("/sessions/", 2),
        ("/sources/", 5),
        ("/reviews/XAR/4/", 17),
        ("/reviews/XAR/4/recommendations.csv", 7),
        ("/reviews/XAR/4/140.1/", 13),
    ],
)
def test_query_count(client, db, django_assert_num_queries, address, queries, count):
    reviews = [make_review(cycle=cycle, session=40 + cycle) for cycle in range(4, 4 + count)]
    for number, review in enumerate(reviews, 1):
        make_review(make_state(f"SV{'ABC'[number - 1]}"), cycle=review.cycle_id, session=review.current_session_id)
        recommendation = make_recommendation(
            reviews[0], item=number, states=["FRA", "TGO", "PER"][:number], themes=["A", "B", "C"][:number]
        )
        publish(recommendation, f"Publisher {number}", "fully")
    WorkingGroupSession.objects.update(
        start_date=date(2098, 1, 18), end_date=date(2098, 1, 29), submission_deadline=date(2097, 7, 1)
    )

    with django_assert_num_queries(queries):
        response = client.get(address)
        if response.streaming:
            list(response.streaming_content)

    assert response.status_code == 200
