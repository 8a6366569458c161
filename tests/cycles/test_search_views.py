import csv
import io
import json

import pytest
from openpyxl import load_workbook

from cycles.models import Recommendation, SavedSearch
from cycles.services.record_version import begin_change
from cycles.services.rendering import render_rows
from tests.factories import AT, make_recommendation, make_review, make_state
from tests.made_once import made_once

FILES = ["/search.csv", "/search.xlsx", "/search.json", "/search.ndjson"]


def make_record():
    make_state("FRA", name="France")
    review = make_review(make_state("CHL", name="Chile"), cycle=2, session=18)
    make_recommendation(review, item=1, states=["FRA"], text="End torture <b>now</b>", position="noted")
    make_recommendation(review, item=2, states=["FRA"], text='=HYPERLINK("x") of torture', position="supported")
    for item in range(3, 30):
        make_recommendation(review, item=item, states=["FRA"], text="Build schools")
    begin_change(AT)
    render_rows(Recommendation.objects.all())
    return review


made_for_all, db, record = made_once(make_record)


def text(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().split())


def body(response):
    return b"".join(response.streaming_content)


def test_page_shows_what_was_found_and_where_the_words_stand(client, record):
    page = text(client, "/search/?search=torture&position=noted")

    assert "1 recommendation found" in page
    assert "End <mark>torture</mark> &lt;b&gt;now&lt;/b&gt;" in page
    assert "Session covered: 18." in page
    assert 'href="/reviews/CHL/2/140.1/"' in page
    assert "HYPERLINK" not in page


def test_pages_are_turned(client, record):
    first, second = (text(client, f"/search/?page={number}") for number in (1, 2))

    assert 'href="?page=2"' in first
    assert "1–25 of 29" in first
    assert "26–29 of 29" in second
    assert "26–29 of 29" in text(client, "/search/?page=9999")


def test_nothing_found_says_what_may_help(client, record):
    assert "No recommendation in this record fits" in text(client, "/search/?search=nowhere")


def test_page_opens_on_an_empty_record(client, db):
    assert "The record holds no recommendations yet." in text(client, "/search/")


TOO_LONG = " OR ".join(f"word{number}" for number in range(60)) + " NOT torture"
TOO_MANY = (
    "Nothing was looked for: a search may have 60 words, and this one has 61. Shorten it, or ask in several searches."
)


def test_search_that_is_too_long_is_refused_with_its_words_kept(client, record):
    page = text(client, f"/search/?search={TOO_LONG}")

    assert '<p class="notice mid" role="alert">' in page
    assert TOO_MANY in page
    assert f'name="search" type="search" value="{TOO_LONG}"' in page
    assert "recommendations found" not in page
    assert "Take these" not in page


COMMON = (
    "Too common to be looked for alone: “the”; “All”. In quotation marks, with the words beside it, every word is "
    "looked for."
)
NO_WORD = "There is no word in this that could be looked for."


@pytest.mark.parametrize("address", FILES)
@pytest.mark.parametrize(
    ("typed", "refusal"), [(TOO_LONG, TOO_MANY), ("!?", NO_WORD), ("\0", NO_WORD), ("the All", COMMON)]
)
def test_no_file_of_anything_else_than_the_search(client, record, address, typed, refusal):
    answer = client.get(address, {"search": typed, "position": "noted"})

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json() == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "errors": {"search": [refusal]},
    }


@pytest.mark.parametrize("route", ["", "bulk.csv", "bulk.ndjson"])
def test_api_refuses_words_that_the_index_has_not_in_the_words_of_the_page(client, record, route):
    answer = client.get(f"/api/v1/recommendations/{route}", {"search": "the All"})

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["errors"] == {"search": [COMMON]}


@pytest.mark.parametrize("words", ["nowhere", "the nowhere", "the*", "the OR nowhere"])
def test_search_of_the_api_that_finds_nothing_is_answered(client, record, words):
    answer = client.get("/api/v1/recommendations/", {"search": words, "position": "pending"})

    assert (answer.status_code, answer.json()["results"]) == (200, [])


def test_word_that_one_language_passes_over_is_found_in_another(client, record):
    row = make_recommendation(record, item=30, text="Agir sur la torture, son but", language="fr")
    begin_change(AT)
    render_rows(Recommendation.objects.filter(pk=row.pk))

    answers = [client.get("/api/v1/recommendations/", {"search": word}) for word in ("but", "sur")]

    assert [answer.status_code for answer in answers] == [200, 400]
    assert [row["number"] for row in answers[0].json()["results"]] == ["140.30"]


def test_search_that_is_too_long_is_not_kept(client, record, amina):
    client.force_login(amina)

    page = client.post("/searches/create/", {"name": "Long", "query": f"search={TOO_LONG}"}, follow=True)

    assert TOO_MANY in page.content.decode()
    assert not SavedSearch.objects.exists()


def test_longest_search_is_kept_in_any_script(client, record, amina):
    client.force_login(amina)
    words = " ".join(["酷" * 12] * 5 + ["تعذيبا" * 15] * 5)

    client.post("/searches/create/", {"name": "Long", "query": f"search={words}"})

    assert client.get(SavedSearch.objects.get().get_absolute_url()).context["asked"].words == words


@pytest.mark.parametrize(
    "value", ["", "\0", "9" * 5000, "-1", "²", "%", "'", '"><script>', "😀", "a " * 500, "|,|,", "()&!*:"]
)
@pytest.mark.parametrize(
    "name", ["search", "state", "cycle", "issue", "persons", "action", "language", "order", "page"]
)
def test_nonsense_in_the_address_is_no_error(client, record, name, value):
    assert client.get("/search/", {name: value}).status_code == 200


def test_search_asks_the_same_queries_for_one_row_and_for_a_page(client, record, django_assert_max_num_queries):
    client.get("/search/")
    with django_assert_max_num_queries(20):
        client.get("/search/?search=torture&position=noted")
    with django_assert_max_num_queries(20):
        client.get("/search/?search=schools")


@pytest.mark.parametrize("address", ["/", "/states/", "/sessions/", "/reviews/CHL/2/"])
def test_every_public_page_has_the_search_box(client, record, address):
    assert 'action="/search/"' in text(client, address)


def test_page_runs_from_right_to_left_in_arabic(client, record):
    assert 'dir="rtl"' in text(client, "/search/?search=torture", accept_language="ar")


def test_csv_holds_exactly_what_was_found(client, record):
    answer = body(client.get("/search.csv?search=torture&order=newest")).decode("utf-8-sig")

    about, head, *rows = csv.reader(io.StringIO(answer))
    assert about[0].startswith("# search: http://testserver/search/?search=torture&order=newest, date: ")
    assert about[0].endswith("count: 2")
    assert head[:2] == ["Key", "Permanent link"]
    assert [row[:2] for row in rows] == [
        [f"CHL-2-140.{item}", f"http://testserver/reviews/CHL/2/140.{item}/"] for item in (1, 2)
    ]
    assert rows[1][7] == '\'=HYPERLINK("x") of torture'


def test_workbook_holds_the_same_and_runs_nothing(client, record):
    answer = client.get("/search.xlsx?search=torture&order=newest")

    book = load_workbook(io.BytesIO(body(answer)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["Key", "CHL-2-140.1", "CHL-2-140.2"]
    assert rows[2][7] == '\'=HYPERLINK("x") of torture'
    assert ("count", 2) in list(book.worksheets[1].iter_rows(values_only=True))


def test_json_and_its_lines_hold_the_same(client, record):
    whole = json.loads(body(client.get("/search.json?search=torture&order=newest")))
    about, *lines = (
        json.loads(line) for line in body(client.get("/search.ndjson?search=torture&order=newest")).splitlines()
    )

    assert whole["count"] == about["about"]["count"] == 2
    assert [row["id"] for row in whole["results"]] == [row["id"] for row in lines] == ["CHL-2-140.1", "CHL-2-140.2"]
    assert whole["results"][0]["permalink"] == "http://testserver/reviews/CHL/2/140.1/"


@pytest.mark.parametrize("address", FILES)
@pytest.mark.parametrize("words", ["nowhere", "the nowhere"])
def test_file_of_nothing_is_a_file(client, record, address, words):
    assert body(client.get(address, {"search": words}))


def test_search_is_kept_renamed_and_deleted(client, record, amina):
    client.force_login(amina)

    client.post("/searches/create/", {"name": "Torture, noted", "query": "position=noted&search=torture&junk=1"})
    kept = SavedSearch.objects.get()
    client.post(f"/searches/{kept.pk}/rename/", {"name": "Noted"})

    assert kept.query == "search=torture&position=noted"
    page = text(client, "/searches/")
    assert "Noted</a>" in page
    assert 'href="/search/?search=torture&amp;position=noted"' in page
    client.post(f"/searches/{kept.pk}/delete/")
    assert not SavedSearch.objects.exists()


def test_name_is_kept_once(client, record, amina):
    client.force_login(amina)
    for name, query in (("A", "cycle=1"), ("A", "cycle=2"), ("B", "cycle=3")):
        client.post("/searches/create/", {"name": name, "query": query})
    other = SavedSearch.objects.get(name="B")

    page = client.post(f"/searches/{other.pk}/rename/", {"name": "A"}, follow=True).content.decode()

    assert sorted(SavedSearch.objects.values_list("name", "query")) == [("A", "cycle=2"), ("B", "cycle=3")]
    assert "another search under this name" in page


@pytest.mark.parametrize("verb", ["rename", "delete"])
def test_search_of_somebody_else_does_not_exist(client, record, amina, bruno, verb):
    kept = SavedSearch.objects.create(user=amina, name="Mine", query="", created_at=AT)
    client.force_login(bruno)

    assert client.post(f"/searches/{kept.pk}/{verb}/", {"name": "x"}).status_code == 404
    assert "Mine" not in text(client, "/searches/")
    assert SavedSearch.objects.get().name == "Mine"


def test_nobody_keeps_searches_without_signing_in(client, record):
    assert client.get("/searches/").status_code == 302
    # The page itself has its words kept (401); a form of a stranger's page gets nothing (403).
    ours = client.post("/searches/create/", {"name": "x"}, headers={"sec-fetch-site": "same-origin"})
    assert ours.status_code == 401
    assert client.post("/searches/create/", {"name": "x"}).status_code == 403
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Session covered: 18 (1 of 3 reviews)."),
        ("fr", "Session couverte : 18 (1 examen sur 3)."),
        ("ar", "الدورة المشمولة: 18 (1 من أصل 3 استعراضات)."),
        ("zh-hans", "涵盖的届会：18（3 次审议中的 1 次）。"),
    ],
)
def test_session_that_is_covered_in_part_says_so(client, record, language, words):
    for iso3 in ("KEN", "NPL"):
        make_review(make_state(iso3), cycle=2, session=18)
    begin_change(AT)

    assert words in text(client, "/search/", **{"Accept-Language": language})


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "Session covered: 18.", "Sessions covered: 18, 31."),
        ("fr", "Session couverte : 18.", "Sessions couvertes : 18, 31."),
        ("es", "Período de sesiones abarcado: 18.", "Períodos de sesiones abarcados: 18, 31."),
        ("ar", "الدورة المشمولة: 18.", "الدورتان المشمولتان: 18، 31."),
        ("ru", "Охват по сессиям: 18.", "Охват по сессиям: 18, 31."),
        ("zh-hans", "涵盖的届会：18。", "涵盖的届会：18、31。"),
    ],
)
def test_sessions_are_counted_apart_from_recommendations(client, record, language, one, two):
    asked = {"Accept-Language": language}
    assert one in text(client, "/search/", **asked)

    make_recommendation(make_review(make_state("KEN"), cycle=3, session=31))
    begin_change(AT)
    render_rows(Recommendation.objects.all())

    assert two in text(client, "/search/", **asked)
