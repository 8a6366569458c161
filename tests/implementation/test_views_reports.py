"""Asking for a mid-term report, watching it, reading it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from implementation.models import MidTermReport
from tests.factories import AT, make_rating, make_recommendation

Status = MidTermReport.Status


def make_report(workspace, by, **fields):
    return MidTermReport.objects.create(
        **{"workspace": workspace, "language": "fr", "created_at": AT, "created_by": by} | fields
    )


def make_done(workspace, by, **fields):
    report = make_report(workspace, by, **fields)
    report.file.save("x.pdf", ContentFile(b"%PDF-1.7"), save=False)
    report.status, report.finished_at = Status.DONE, AT + timedelta(seconds=8)
    report.save()
    return report


def get(client, name, pk, query=""):
    return client.get(reverse(f"implementation:{name}", args=[pk]) + query)


def test_midterm_report_create_asks_for_one(client, workspace, amina):
    client.force_login(amina)

    address = reverse("implementation:midterm_report_create", args=[workspace.pk])
    answer = client.post(address, {"language": "ar", "file_format": "docx"})

    report = MidTermReport.objects.get()
    assert answer.headers["Location"] == report.get_absolute_url()
    assert (report.language, report.file_format, report.status) == ("ar", "docx", "waiting")


@pytest.mark.parametrize(
    "fields", [{}, {"language": "xx", "file_format": "pdf"}, {"language": "en", "file_format": "exe"}]
)
def test_midterm_report_create_refuses_what_cannot_be_made(client, workspace, amina, fields):
    client.force_login(amina)

    answer = client.post(reverse("implementation:midterm_report_create", args=[workspace.pk]), fields)

    assert answer.status_code == 422
    assert MidTermReport.objects.count() == 0


def test_midterm_report_list_offers_the_language_of_the_page(client, workspace, amina):
    client.force_login(amina)

    assert get(client, "midterm_report_list", workspace.pk).context["form"].initial["language"] == "en"


def test_midterm_report_list_shows_readers_no_form(client, workspace, bruno, amina):
    make_done(workspace, amina)
    client.force_login(bruno)

    html = get(client, "midterm_report_list", workspace.pk).content.decode()

    assert reverse("implementation:midterm_report_create", args=[workspace.pk]) not in html
    assert "1 March 2026, French, PDF" in html


def test_midterm_report_detail_shows_the_page_and_looks_again(client, workspace, bruno, amina):
    report = make_report(workspace, amina, status=Status.RUNNING, progress=42, page=31, leased_until=AT)
    client.force_login(bruno)

    html = get(client, "midterm_report_detail", report.pk).content.decode()

    assert "Page 31 is being laid out" in html
    assert "42 %" in html
    assert '<meta http-equiv="refresh" content="2"' in html


def test_midterm_report_detail_of_a_finished_one_stands_still(client, workspace, amina):
    report = make_done(workspace, amina)
    client.force_login(amina)

    html = get(client, "midterm_report_detail", report.pk).content.decode()

    assert "http-equiv" not in html
    assert reverse("implementation:midterm_report_file", args=[report.pk]) in html


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        ("no_pdf_library", "apt-get install"),
        ("stopped", "stopped three times"),
        ("error", "in the log"),
        ("foreign_file", "not ours"),
    ],
)
def test_midterm_report_detail_of_a_failed_one_says_why(client, workspace, amina, failure, words):
    report = make_report(workspace, amina, status=Status.FAILED, failure=failure, finished_at=AT)
    client.force_login(amina)

    html = get(client, "midterm_report_detail", report.pk).content.decode()

    assert words in html
    assert "Try once more" in html


def test_midterm_report_file_has_a_name_that_tells_what_it_is(client, workspace, bruno, amina):
    report = make_done(workspace, amina)
    client.force_login(bruno)

    answer = get(client, "midterm_report_file", report.pk)

    assert b"".join(answer.streaming_content) == b"%PDF-1.7"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="midterm-XAR-4-fr.pdf"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_midterm_report_whose_file_is_gone_still_has_a_page(client, workspace, amina):
    report = make_done(workspace, amina)
    report.file.storage.delete(report.file.name)
    client.force_login(amina)

    said = [get(client, name, report.pk).status_code for name in ("midterm_report_detail", "midterm_report_file")]

    assert said == [200, 404]
    assert get(client, "midterm_report_list", workspace.pk).status_code == 200


def test_midterm_report_file_that_is_not_made_yet_is_not_found(client, workspace, amina):
    client.force_login(amina)

    assert get(client, "midterm_report_file", make_report(workspace, amina).pk).status_code == 404


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("xx", "ltr")])
def test_midterm_report_preview_is_the_report_in_its_language(client, workspace, review, amina, language, direction):
    make_rating(workspace, make_recommendation(review, text="Ratify it at last"), amina, note="Nothing came of it.")
    client.force_login(amina)

    html = get(client, "midterm_report_preview", workspace.pk, f"?language={language}").content.decode()

    shown = language if language != "xx" else "en"
    assert f'<div class="report" lang="{shown}" dir="{direction}">' in html
    assert "Ratify it at last" in html
    assert "Nothing came of it." in html


@pytest.mark.parametrize("rows", [1, 3])
def test_midterm_report_list_asks_as_often_for_three_as_for_one(
    client, workspace, amina, rows, django_assert_num_queries
):
    for _row in range(rows):
        make_done(workspace, amina)
    client.force_login(amina)

    # The days of the review are kept from now on.
    get(client, "midterm_report_list", workspace.pk)
    with django_assert_num_queries(13):
        get(client, "midterm_report_list", workspace.pk)
