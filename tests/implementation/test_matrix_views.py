"""OHCHR's matrix on the page of reports: asked for, kept, fetched, refused."""

import pytest
from django.urls import reverse

from common.models import AuditEvent
from cycles.models import ImportRun, Recommendation
from cycles.services.imports import apply_import
from implementation.models import Evidence, MidTermReport
from tests.cycles.imported import bring, make_arcadia
from tests.factories import AT, make_rating, make_workspace
from tests.implementation.files import PDF, docx, upload
from tests.implementation.matrices import row_of
from tests.thematic_lists import DEFAULT_ROWS, HEADERS, Row, make_thematic_list

LIST = make_thematic_list("D")


@pytest.fixture
def arcadia(db):
    return make_arcadia()


@pytest.fixture
def workspace(organisation, arcadia):
    return make_workspace(organisation=organisation, review=arcadia, name="The coalition")


@pytest.fixture
def record(arcadia, edda):
    """The list in the record, brought and taken in by an editor."""
    run = bring(LIST, edda)
    apply_import(run=run, by=edda, at=AT)
    return {row.number: row for row in Recommendation.objects.filter(review=arcadia)}


@pytest.fixture
def rated(record, workspace, amina):
    evidence = Evidence.objects.create(
        workspace=workspace, kind="link", title="canary-title", url="https://x.example", created_at=AT, created_by=amina
    )
    evidence.recommendations.add(record["120.1"])
    make_rating(workspace, record["120.1"], amina, note="canary-note")
    make_rating(workspace, record["120.10"], amina, level="regressed", is_current=False)
    return make_rating(workspace, record["120.10"], amina, level="not_implemented")


def ask(client, workspace, data=None, language="en"):
    fields = {"matrix-language": language}
    if data is not None:
        fields["matrix-file"] = upload("liste.docx", data)
    return client.post(reverse("implementation:matrix_create", args=[workspace.pk]), fields)


def wrongs(answer):
    assert answer.status_code == 422
    return answer.context["matrix_form"].errors


def test_matrix_create_fills_in_the_list_that_comes(client, rated, workspace, amina):
    client.force_login(amina)

    answer = ask(client, workspace, LIST, "fr")

    report = MidTermReport.objects.get()
    assert answer.headers["Location"] == report.get_absolute_url()
    assert (report.file_format, report.status, report.language) == ("matrix", "done", "fr")
    assert report.outcome["filled"] == ["120.1", "120.10"]
    assert len(report.outcome["unrated"]) == 10
    with report.file.open() as file:
        data = file.read()
    assert row_of(data, "120.1")[-1][1] == "canary-note"
    assert row_of(data, "120.10")[-1][0] != ""
    assert b"canary-title" not in data


def test_matrix_create_takes_the_list_that_the_same_person_brought_to_the_record(client, rated, workspace, amina):
    ImportRun.objects.update(created_by=amina)
    client.force_login(amina)

    page = client.get(reverse("implementation:midterm_report_list", args=[workspace.pk]))
    ask(client, workspace)

    assert "Left empty: <bdi>list.docx</bdi>" in page.content.decode()
    assert MidTermReport.objects.get().outcome["filled"] == ["120.1", "120.10"]


@pytest.mark.parametrize("status", ["read", "proposed", "undone"])
def test_matrix_create_takes_no_list_that_is_not_in_the_record(client, rated, workspace, amina, status):
    applied = {"applied_at": AT} if status == "undone" else {"applied_at": None}
    ImportRun.objects.update(created_by=amina, status=status, undone_at=AT if status == "undone" else None, **applied)
    client.force_login(amina)

    assert list(wrongs(ask(client, workspace))) == ["file"]


def test_matrix_create_does_not_take_a_file_that_somebody_else_brought(client, rated, workspace, amina):
    client.force_login(amina)

    page = client.get(reverse("implementation:midterm_report_list", args=[workspace.pk])).content.decode()

    assert "list.docx" not in page
    assert "Choose the list" in wrongs(ask(client, workspace))["file"][0]


def test_matrix_create_says_when_the_kept_file_is_gone(client, rated, workspace, amina):
    ImportRun.objects.update(created_by=amina)
    run = ImportRun.objects.get()
    run.file.storage.delete(run.file.name)
    client.force_login(amina)

    assert "no longer has the file" in wrongs(ask(client, workspace))["file"][0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (PDF, "This is a PDF"),
        (b"words", "not a Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), ".docx"),
        (docx(), "not a Word file"),
        (make_thematic_list("D", extra_parts={"word/vbaProject.bin": b"x"}), "macros"),
        (make_thematic_list("D", extra_parts={"word/embeddings/oleObject1.bin": b"x"}), "macros"),
        (LIST[:900], "damaged"),
        (make_thematic_list("D", rows=[]), "no recommendations"),
        (make_thematic_list("D", header=HEADERS["C"]), "Arcadia, cycle 3; this workspace works on Arcadia, cycle 4"),
        (make_thematic_list("D", header=HEADERS["D"].replace("Arcadia", "Kenya")), "Kenya, cycle 4"),
        (make_thematic_list("D", header="", rows=[Row("7.1")]), "none of these recommendations"),
    ],
)
def test_matrix_create_says_what_is_wrong_with_a_file(client, rated, workspace, amina, data, words):
    client.force_login(amina)

    wrong = wrongs(ask(client, workspace, data))

    assert list(wrong) == ["file"]
    assert words in wrong["file"][0]
    assert MidTermReport.objects.count() == 0


def test_matrix_create_says_that_a_file_is_too_large(client, rated, workspace, amina, settings):
    settings.MAX_UPLOAD_BYTES = 1000
    client.force_login(amina)

    assert "larger than 25 MB" in wrongs(ask(client, workspace, LIST))["file"][0]


def test_matrix_create_asks_for_a_rating_first(client, record, workspace, amina):
    client.force_login(amina)

    assert wrongs(ask(client, workspace, LIST))["file"] == ["Nothing is rated yet, so there is nothing to fill in."]


def test_matrix_create_asks_for_a_language_that_it_has(client, rated, workspace, amina):
    client.force_login(amina)

    assert list(wrongs(ask(client, workspace, LIST, "xx"))) == ["language"]


def test_matrix_is_shown_with_what_stays_empty_and_why(client, rated, workspace, bruno, amina):
    rows = [*DEFAULT_ROWS[:11], Row("120.99", "Quite unknown"), Row("120.12", "Buy new fishing boats")]
    client.force_login(amina)
    ask(client, workspace, make_thematic_list("D", rows=rows))
    client.force_login(bruno)

    html = client.get(MidTermReport.objects.get().get_absolute_url()).content.decode()

    for words in (
        "OHCHR’s matrix is filled in",
        "2 recommendations are filled in",
        "The list had no column for assessments",
        "9 are not rated yet",
        "1 number of the list is not in the record of this review",
        "<bdi>120.99</bdi>",
        "1 row holds other words than the record",
        "<bdi>120.12</bdi>",
    ):
        assert words in html


def test_matrix_is_fetched_as_a_word_file_and_noted(client, rated, workspace, bruno, amina):
    client.force_login(amina)
    ask(client, workspace, LIST)
    client.force_login(bruno)

    answer = client.get(reverse("implementation:midterm_report_file", args=[MidTermReport.objects.get().pk]))

    data = b"".join(answer.streaming_content)
    assert row_of(data, "120.10")[-1][0] == "Not implemented"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="matrix-XAR-4-en.docx"'
    assert answer.headers["Content-Type"].endswith("wordprocessingml.document")
    noted = AuditEvent.objects.filter(workspace_id=workspace.pk).order_by("at").values_list("verb", "actor_id")
    assert list(noted) == [("hand_back_matrix", amina.pk), ("download", bruno.pk)]


def test_matrix_stands_among_the_reports(client, rated, workspace, amina):
    client.force_login(amina)
    ask(client, workspace, LIST)

    html = client.get(reverse("implementation:midterm_report_list", args=[workspace.pk])).content.decode()

    assert "English, OHCHR’s matrix, filled in" in html
