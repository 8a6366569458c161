import re
from datetime import date

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from cycles.models import KeyDate, Review, ReviewDateChange, State, WorkingGroupSession
from cycles.services.reference import load_reference_data
from tests.factories import make_review, make_state
from tests.made_once import made_once

OPEN = [
    "/sessions/54/",
    "/reviews/TGO/4/dates/",
    "/reviews/UKR/4/dates/",
    "/calendar/",
    "/calendar/?month=2026-12&who=cso",
]
CLOSED = [
    "/sessions/54/edit/",
    "/reviews/TGO/4/move/",
    "/reviews/TGO/4/dates/presession/",
    "/calendar/import/",
]


made_for_all, db, loaded = made_once(lambda: load_reference_data(at=timezone.now()))


def text(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("address", OPEN)
def test_page_is_open_to_everybody(client, loaded, address):
    page = text(client, address)

    assert page.count("<h1") == 1
    assert "style=" not in page
    assert '<html lang="ar" dir="rtl">' in text(client, address, accept_language="ar")


@pytest.mark.parametrize("address", CLOSED)
def test_forms_are_for_editors_of_the_record(client, loaded, chidi, edda, address):
    nobody = client.get(address)
    client.force_login(chidi)
    stranger = client.get(address)
    client.force_login(edda)
    editor = client.get(address)

    assert (nobody.status_code, stranger.status_code, editor.status_code) == (302, 403, 200)


@pytest.mark.parametrize(
    "address",
    [
        "/sessions/999/",
        "/sessions/999/edit/",
        "/reviews/ZZZ/4/dates/",
        "/reviews/TGO/9/move/",
        "/reviews/TGO/4/dates/nonsense/",
        "/reviews/TGO/4/dates/next_review/",
        "/states/ZZZ/calendar.ics",
        "/calendar/import/template-nonsense.csv",
    ],
)
def test_address_of_nothing_is_not_found(client, loaded, edda, address):
    client.force_login(edda)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "month", ["", "2026-13", "99999-01", "1999-01", "2026-1", "x", "2026-W05", "\0", "2039-12", "2008-01"]
)
def test_nonsense_for_a_month_is_no_error(client, loaded, month):
    assert client.get("/calendar/", {"month": month, "who": month}).status_code == 200


def test_session_shows_dates_states_in_order_and_moves(client, loaded):
    page = text(client, "/sessions/50/")

    assert "3–14 November 2025" in page
    assert "7 April 2025, 23:59 in Geneva" in page
    assert 'datetime="2025-04-07T23:59:00+02:00"' in page
    assert "23 February – 31 March 2026" in page
    assert page.index(">Libya<") < page.index("went to session 53")
    assert "United States of America" in page


def test_session_says_who_came_from_another(client, loaded):
    page = text(client, "/sessions/17/")

    assert "came here from session 15" in page


def test_session_list_links_to_each_session_and_is_light(client, loaded):
    response = client.get("/sessions/")
    page = response.content.decode()

    assert len(re.findall(r'href="/sessions/\d+/"', page)) == 68
    assert len(response.content) < 60_000
    assert page.count("<details") == 5
    assert page.count(" open>") == 2


def test_review_dates_say_how_each_is_known(client, loaded):
    page = text(client, "/reviews/SVN/4/dates/")

    assert "28 January 2025" in page
    assert "91 days before the first day of session 48 (20 January 2025)" in page
    assert "10 working days before the day of the review (28 January 2025)" in page
    assert "published for each session" in page
    assert "Nothing has moved since this record began." in page
    assert "Enter the date" not in page


def test_review_dates_show_the_log(client, loaded):
    page = text(client, "/reviews/USA/4/dates/")

    assert "<bdi>session 50</bdi>" in page
    assert "<bdi>session 53</bdi>" in page


def test_editor_enters_a_date(client, loaded, edda):
    client.force_login(edda)

    answer = client.post(
        "/reviews/TGO/4/dates/presession/",
        {"day": "2026-11-24", "hour": "", "confidence": "confirmed", "source": "UPR Info"},
        follow=True,
    )

    assert answer.redirect_chain == [("/reviews/TGO/4/dates/", 302)]
    assert KeyDate.objects.get().date == date(2026, 11, 24)
    assert "24 November 2026" in answer.content.decode()
    assert ReviewDateChange.objects.get(what="presession").changed_by == edda


@pytest.mark.parametrize(
    "words",
    [
        {"day": "2026-11-24", "confidence": "confirmed", "source": ""},
        {"day": "24.11.2026", "confidence": "confirmed", "source": "UPR Info"},
        {"day": "9999-12-31", "confidence": "confirmed", "source": "UPR Info"},
        {"day": "2005-12-31", "confidence": "confirmed", "source": "UPR Info"},
        {"day": "2026-11-24", "confidence": "sure", "source": "UPR Info"},
        {"day": "2026-11-24", "hour": "25:00", "confidence": "confirmed", "source": "UPR Info"},
    ],
)
def test_date_that_cannot_be_is_asked_for_again(client, loaded, edda, words):
    client.force_login(edda)

    answer = client.post("/reviews/TGO/4/dates/presession/", words)

    assert answer.status_code == 200
    assert KeyDate.objects.count() == 0
    assert 'class="wrong"' in answer.content.decode()


def test_editor_moves_a_review(client, loaded, edda):
    client.force_login(edda)
    asked = {"status": "rescheduled", "session": "", "confidence": "confirmed", "source": "OHCHR"}

    refused = client.post("/reviews/TGO/4/move/", asked)
    moved = client.post("/reviews/TGO/4/move/", asked | {"session": "55"}, follow=True)

    assert "Choose the session of the Working Group." in refused.content.decode()
    assert "<bdi>session 55</bdi>" in moved.content.decode()
    assert Review.objects.get(state_under_review="TGO", cycle=4).current_session_id == 55


def test_editor_corrects_a_session(client, loaded, edda):
    client.force_login(edda)
    session = WorkingGroupSession.objects.get(pk=54)
    asked = {
        "start_date": "2027-02-01",
        "end_date": "2027-02-12",
        "date_precision": "day",
        "confidence": "confirmed",
        "source": "OHCHR",
        "submission_deadline": str(session.submission_deadline),
        "submission_deadline_confidence": "tentative",
        "submission_deadline_source": session.submission_deadline_source,
    }

    wrong = client.post("/sessions/54/edit/", asked | {"end_date": "2027-01-30"})
    right = client.post("/sessions/54/edit/", asked, follow=True)

    assert "The last day is before the first." in wrong.content.decode()
    assert "1–12 February 2027" in right.content.decode()
    assert "about 2 November 2026" in text(client, "/reviews/SYR/4/dates/")


@pytest.mark.parametrize(
    ("field", "day"),
    [("start_date", "0001-01-01"), ("end_date", "9999-12-31"), ("submission_deadline", "2101-01-01")],
)
def test_session_takes_no_day_outside_of_the_record(client, loaded, edda, field, day):
    client.force_login(edda)
    before = WorkingGroupSession.objects.values().get(pk=54)
    asked = {
        "start_date": "2027-01-19",
        "end_date": "2027-01-29",
        "date_precision": "day",
        "confidence": "confirmed",
        "source": "OHCHR",
        "submission_deadline_confidence": "tentative",
    }

    answer = client.post("/sessions/54/edit/", asked | {field: day})

    assert answer.context["form"].errors == {
        field: ["Give a day between 2006, the first year of the Human Rights Council, and 2100."]
    }
    assert WorkingGroupSession.objects.values().get(pk=54) == before


def test_pages_stand_the_last_day_that_the_record_takes(client, loaded):
    WorkingGroupSession.objects.filter(pk=57).update(start_date=date(2100, 12, 20), end_date=date(2100, 12, 31))
    WorkingGroupSession.objects.filter(pk=41).update(start_date=date(2006, 1, 1), end_date=date(2006, 1, 12))
    for session in (57, 41):
        review = Review.objects.filter(current_session=session).order_by("pk").first()

        for address in (f"/sessions/{session}/", f"/states/{review.state_under_review_id}/", review.get_dates_url()):
            text(client, address)
        assert client.get(f"/states/{review.state_under_review_id}/calendar.ics").status_code == 200
        assert client.get(f"/api/v1/reviews/{review.code}/dates/").status_code == 200


def test_calendar_groups_reviews_of_a_session_by_date(client, loaded):
    page = client.get("/calendar/?month=2027-04&who=cso")

    due = [
        (one.row.what, one.row.words, one.session, len(one.reviews))
        for one in page.context["months"][0]["due"]
        if one.row.milestone == "stakeholder_submission"
    ]
    assert due == [("Stakeholder submissions", "about 7 April 2027", 55, 14)]
    assert "14 States" in page.content.decode()


@pytest.mark.parametrize(
    ("iso3", "first", "then"),
    [
        (
            "UKR",
            "The review of cycle 4 is postponed; it has no date yet.",
            "Review of cycle 5: about January 2028, session 56.",
        ),
        ("MMR", "The review of cycle 4 is suspended.", "Next review: 19–29 January 2027, session 54."),
        ("TGO", "", "Next review: 19–29 January 2027, session 54."),
    ],
)
def test_state_says_first_that_its_review_is_put_off(client, loaded, iso3, first, then):
    page = " ".join(strip_tags(text(client, f"/states/{iso3}/")).split())

    assert f"{first} {then}".strip() in page
    assert ("The review of cycle" in page) == bool(first)


def running(page):
    return [
        [(one.row.milestone, one.row.day_words) for one in month["due"] if one.row.milestone in {"review", "adoption"}]
        for month in page.context["months"]
    ]


def test_calendar_has_what_runs_on_from_the_month_before(client, loaded):
    may = client.get("/calendar/?month=2024-05")
    october = client.get("/calendar/?month=2026-10")

    assert ("review", "29 April – 10 May 2024") in running(may)[0]
    assert ("review", "29 April – 10 May 2024") not in running(may)[1]
    assert set(running(october)[0]) == {("adoption", "7 September – 9 October 2026")}
    assert ("adoption", "7 September – 9 October 2026") not in running(october)[1]


def test_calendar_names_only_what_the_actor_does(client, loaded):
    page = client.get("/calendar/?month=2027-01&who=recommending_state")

    due = [one for month in page.context["months"] for one in month["due"]]
    assert {one.row.milestone for one in due} == {"advance_questions"}
    assert {one.session for one in due} == {54}


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/sessions/", 2),
        ("/sessions/48/", 5),
        ("/reviews/SVN/4/dates/", 6),
        ("/calendar/?month=2026-12", 5),
        ("/states/SVN/calendar.ics", 8),
    ],
)
def test_query_count_does_not_grow(client, loaded, django_assert_num_queries, address, queries):
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("more", [0, 2])
def test_calendar_of_a_state_costs_the_same_with_more_reviews(client, loaded, django_assert_num_queries, more):
    for number in range(more):
        make_review(State.objects.get(pk="SVN"), cycle=8 + number, session=100 + number, status="scheduled")

    with django_assert_num_queries(8):
        feed = client.get("/states/SVN/calendar.ics").content.decode()

    assert ("/reviews/SVN/9/" in feed) == bool(more)


def test_home_does_not_list_a_deadline_that_has_passed(client, db):
    on = timezone.now().date()
    review = make_review(make_state("SVN"), session=99, status="scheduled")
    WorkingGroupSession.objects.filter(pk=99).update(
        start_date=on.replace(year=on.year + 1),
        end_date=None,
        submission_deadline=date(2026, 1, 2),
        submission_deadline_confidence="tentative",
    )

    page = text(client, "/")

    assert review.current_session_id == 99
    assert "2 January 2026" not in page
    assert "closed" in page
