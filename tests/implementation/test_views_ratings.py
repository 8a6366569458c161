"""The page on which recommendations are rated, with and without a script."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from implementation.models import Evidence, Rating
from tests.factories import AT, make_rating, make_recommendation, make_review, make_state
from tests.implementation.files import PDF, upload


@pytest.fixture
def three(review):
    return [make_recommendation(review, item=item, text=f"Adopt law number {item}") for item in (1, 2, 3)]


def page(client, workspace, query=""):
    return client.get(reverse("implementation:rating_list", args=[workspace.pk]) + query)


def send(client, workspace, number, name="rating_create", query="", **fields):
    words = {"level": "partially", "note": "Half of it.", "rated_date": "2026-03-01"}
    address = reverse(f"implementation:{name}", args=[workspace.pk])
    return client.post(f"{address}?at={number}{query}", words | fields)


def test_rating_list_opens_the_first_without_a_rating(client, workspace, three, amina):
    make_rating(workspace, three[0], amina)
    client.force_login(amina)

    answer = page(client, workspace)

    assert answer.context["recommendation"] == three[1]
    assert answer.context["form"].initial["rated_date"] == timezone.localdate()
    assert "1 of 3 rated" in answer.content.decode()


def test_rating_list_opens_a_rated_one_with_what_was_said(client, workspace, three, amina):
    rating = make_rating(workspace, three[0], amina, level="regressed", note="The office was closed.")
    client.force_login(amina)

    form = page(client, workspace, "?at=140.1").context["form"]

    assert form.initial == {
        "level": "regressed",
        "note": "The office was closed.",
        "rated_date": rating.rated_date,
        "structure": "",
        "process": "",
        "outcome": "",
        "method": "",
        "confidence": "",
        "replaces": rating.pk,
    }


def test_rating_list_of_an_unknown_number_is_not_found(client, workspace, three, amina):
    client.force_login(amina)

    assert page(client, workspace, "?at=999.1").status_code == 404


def test_rating_list_without_recommendations_says_what_is_missing(client, workspace, amina):
    client.force_login(amina)

    html = page(client, workspace).content.decode()

    assert reverse("cycles:import_create") in html
    assert "thematic list" in html


def test_rating_list_with_everything_rated_leads_on(client, workspace, three, amina):
    for recommendation in three:
        make_rating(workspace, recommendation, amina)
    client.force_login(amina)

    html = page(client, workspace).content.decode()

    assert "All 3 are rated" in html
    assert reverse("implementation:midterm_report_list", args=[workspace.pk]) in html


def test_rating_list_shows_readers_no_controls(client, workspace, three, bruno, amina):
    make_rating(workspace, three[0], amina, note="The law is in force.")
    client.force_login(bruno)

    html = page(client, workspace, "?at=140.1").content.decode()

    assert "The law is in force." in html
    assert "data-rate" not in html.replace("data-rating", "")
    assert "rate.js" not in html


def test_rating_list_keeps_below_the_weight_of_a_slow_line(client, workspace, review, amina):
    for item in range(1, 255):
        make_recommendation(review, item=item, themes=(f"Theme {item % 43}",), text="Adopt the law " * 20)
    client.force_login(amina)

    assert len(page(client, workspace).content) < 60_000


def test_rating_create_saves_and_opens_the_next(client, workspace, three, amina):
    client.force_login(amina)

    answer = send(client, workspace, "140.1")

    assert answer.headers["Location"].endswith("/ratings/?at=140.2&saved=140.1")
    assert Rating.objects.values_list("level", "note", "rated_by").get() == ("partially", "Half of it.", amina.pk)


def test_rating_create_says_when_it_saved(client, workspace, three, amina):
    client.force_login(amina)

    html = client.get(send(client, workspace, "140.1").headers["Location"]).content.decode()

    saved = Rating.objects.get()
    assert f"{saved.rated_at:%H:%M} UTC" in html


def test_rating_create_keeps_the_choice(client, workspace, three, amina):
    client.force_login(amina)

    answer = send(client, workspace, "140.1", query="&position=pending&rated=no")

    assert answer.headers["Location"].endswith("?position=pending&rated=no&at=140.2&saved=140.1")


def test_rating_create_after_the_last_says_that_all_are_rated(client, workspace, three, amina):
    for recommendation in three[:2]:
        make_rating(workspace, recommendation, amina)
    client.force_login(amina)

    answer = client.get(send(client, workspace, "140.3").headers["Location"])

    assert "All 3 are rated" in answer.content.decode()
    assert "That was the last one." in answer.content.decode()


def test_rating_create_without_a_level_gives_the_words_back(client, workspace, three, amina):
    client.force_login(amina)

    answer = send(client, workspace, "140.1", level="", note="My words")

    assert answer.status_code == 422
    assert "Say what has happened" in answer.content.decode()
    assert "My words" in answer.content.decode()
    assert Rating.objects.count() == 0


@pytest.mark.parametrize("day", ["", "2007-01-01", "soon", "3026-01-01"])
def test_rating_create_refuses_a_day_that_cannot_be(client, workspace, three, amina, day):
    client.force_login(amina)

    answer = send(client, workspace, "140.1", rated_date=day)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["rated_date"]


def test_rating_create_takes_the_day_that_has_begun_further_east(client, workspace, three, amina):
    client.force_login(amina)

    answer = send(client, workspace, "140.1", rated_date=timezone.localdate() + timedelta(days=1))

    assert answer.status_code == 302


def test_rating_create_over_a_rating_not_seen_shows_both(client, workspace, three, amina, odile):
    theirs = make_rating(workspace, three[0], odile, level="regressed", note="The office was closed.", rated_at=AT)
    client.force_login(amina)

    answer = send(client, workspace, "140.1", note="The office was opened.")

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "The office was <ins>closed.</ins>" in html
    assert "The office was <ins>opened.</ins>" in html
    assert answer.context["form"].initial["note"] == "The office was opened."
    assert answer.context["form"].initial["replaces"] == theirs.pk


def test_rating_create_in_a_conflict_keeps_the_evidence_typed_beside_it(client, workspace, three, amina, odile):
    make_rating(workspace, three[0], odile, level="regressed")
    client.force_login(amina)

    answer = send(client, workspace, "140.1", **{"evidence-url": "https://example.org/law"})

    assert answer.context["evidence_form"]["url"].value() == "https://example.org/law"
    assert Evidence.objects.count() == 0


def test_rating_create_after_the_conflict_saves_mine_over_theirs(client, workspace, three, amina, odile):
    theirs = make_rating(workspace, three[0], odile, level="regressed")
    client.force_login(amina)

    send(client, workspace, "140.1", replaces=theirs.pk)

    assert Rating.objects.current().get().rated_by == amina
    assert Rating.objects.count() == 2


def test_rating_create_escapes_what_people_wrote(client, workspace, three, amina, odile):
    make_rating(workspace, three[0], odile, note="<script>theirs</script>")
    client.force_login(amina)

    html = send(client, workspace, "140.1", note="<script>mine</script>").content.decode()

    assert "<script>theirs" not in html
    assert "<script>mine" not in html


def test_rating_create_of_another_review_is_not_found(client, workspace, three, amina):
    make_recommendation(make_review(make_state("KEN", name="Kenya")), paragraph=50, item=1)
    client.force_login(amina)

    assert send(client, workspace, "50.1").status_code == 404


def test_rating_create_saves_the_evidence_typed_beside_it(client, workspace, three, amina):
    client.force_login(amina)

    send(client, workspace, "140.1", **{"evidence-url": "https://example.org/law", "evidence-title": "Law 14/2025"})

    assert Evidence.objects.values_list("title", "url").get() == ("Law 14/2025", "https://example.org/law")
    assert Rating.objects.count() == 1


def test_rating_create_with_wrong_evidence_saves_nothing(client, workspace, three, amina):
    client.force_login(amina)

    answer = send(client, workspace, "140.1", **{"evidence-url": "javascript:alert(1)"})

    assert answer.status_code == 422
    assert (Rating.objects.count(), Evidence.objects.count()) == (0, 0)


def test_evidence_create_keeps_the_words_typed_beside_it(client, workspace, three, amina):
    client.force_login(amina)

    answer = send(
        client, workspace, "140.1", name="evidence_create", note="My words", **{"evidence-url": "https://example.org/a"}
    )

    assert answer.status_code == 200
    assert (answer.context["form"].initial["note"], answer.context["is_unsaved"]) == ("My words", True)
    assert [row.title for row in answer.context["evidence"]] == ["example.org/a"]
    assert Rating.objects.count() == 0


def test_evidence_create_of_a_file_names_it_by_its_name(client, workspace, three, amina):
    client.force_login(amina)

    send(client, workspace, "140.1", name="evidence_create", **{"evidence-file": upload("Décret 88.pdf", PDF)})

    assert Evidence.objects.values_list("title", "kind").get() == ("Décret 88.pdf", "file")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, "url"),
        ({"evidence-title": "No source at all"}, "url"),
        ({"evidence-url": "ftp://example.org/a"}, "url"),
        ({"evidence-url": "data:text/html,x"}, "url"),
        ({"evidence-url": "https://example.org/a", "evidence-file": upload("a.pdf", PDF)}, "url"),
        ({"evidence-file": upload("a.pdf", b"MZ\x90")}, "file"),
    ],
)
def test_evidence_create_says_what_is_wrong(client, workspace, three, amina, fields, wrong):
    client.force_login(amina)

    answer = send(client, workspace, "140.1", name="evidence_create", note="My words", **fields)

    assert answer.status_code == 422
    assert list(answer.context["evidence_form"].errors) == [wrong]
    assert answer.context["form"].initial["note"] == "My words"


def test_evidence_create_sent_twice_adds_one(client, workspace, three, amina):
    client.force_login(amina)
    key = page(client, workspace, "?at=140.1").context["evidence_form"].initial["key"]

    for _time in range(2):
        file = upload("law.pdf", PDF)
        send(client, workspace, "140.1", name="evidence_create", **{"evidence-file": file, "evidence-key": key})

    assert Evidence.objects.get().pk == key


def test_evidence_delete_takes_it_away_and_keeps_the_words(client, workspace, three, amina):
    client.force_login(amina)
    send(client, workspace, "140.1", name="evidence_create", **{"evidence-url": "https://example.org/a"})
    address = reverse("implementation:evidence_delete", args=[Evidence.objects.get().pk])

    answer = client.post(f"{address}?at=140.1", {"note": "My words"})

    assert answer.context["form"].initial["note"] == "My words"
    assert Evidence.objects.visible_to(amina).count() == 0
    assert Evidence.objects.in_bin_of(amina).count() == 1


def test_evidence_file_is_a_download_that_no_browser_opens(client, workspace, three, amina):
    client.force_login(amina)
    send(client, workspace, "140.1", name="evidence_create", **{"evidence-file": upload("Décret 88.pdf", PDF)})

    answer = client.get(Evidence.objects.get().get_absolute_url())

    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''D%C3%A9cret%2088.pdf"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_evidence_file_of_a_link_is_not_found(client, workspace, three, amina):
    client.force_login(amina)
    send(client, workspace, "140.1", name="evidence_create", **{"evidence-url": "https://example.org/a"})

    assert client.get(Evidence.objects.get().get_absolute_url()).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_rating_list_asks_as_often_for_three_as_for_one(
    client, workspace, three, amina, rows, django_assert_num_queries
):
    client.force_login(amina)
    for recommendation in three[:rows]:
        make_rating(workspace, recommendation, amina)
        url = f"https://example.org/{recommendation.item}"
        send(client, workspace, "140.2", name="evidence_create", **{"evidence-url": url})

    with django_assert_num_queries(25):
        page(client, workspace, "?at=140.2")
