"""Paragraphs over the API: who reads, who writes, and that nobody's words are overwritten."""

import pytest
from django.utils import timezone

from submissions.models import KeptText, Paragraph
from submissions.services import drafting, paragraphs
from tests.factories import make_token
from tests.submissions.drafted import make_paragraph, make_submission

ALL = ["read_public", "read_workspace", "write_paragraphs"]


@pytest.fixture
def paragraph(workspace, amina):
    return make_paragraph(make_submission(workspace, amina), amina, "one two three four five")


@pytest.fixture
def secret(amina, workspace):
    return make_token(amina, workspace, scopes=ALL)[1]


def root(workspace):
    return f"/api/v1/workspaces/{workspace.pk}/paragraphs/"


def one(paragraph):
    return f"/api/v1/workspaces/{paragraph.workspace_id}/paragraphs/{paragraph.pk}/"


def get(client, path, secret):
    return client.get(path, headers={"Authorization": f"Bearer {secret}"})


def patch(client, paragraph, secret, text, seen="1"):
    headers = {"Authorization": f"Bearer {secret}"} | ({"If-Match": f'"{seen}"'} if seen else {})
    return client.patch(one(paragraph), {"text": text}, content_type="application/json", headers=headers)


def test_a_paragraph_reads_as_it_stands(client, workspace, amina, paragraph, secret):
    make_paragraph(paragraph.submission, amina, "second")

    rows = get(client, root(workspace), secret).json()["results"]

    assert [row["number"] for row in rows] == ["1", "2"]
    assert rows[0] == {
        "id": str(paragraph.pk),
        "submission": str(paragraph.submission_id),
        "section": str(paragraph.section_id),
        "number": "1",
        "text": "one two three four five",
        "version": 1,
        "is_deleted": False,
        "changed_at": paragraph.changed_at.isoformat().replace("+00:00", "Z"),
        "changed_by": "Amina",
    }
    answer = get(client, one(paragraph), secret)
    assert (answer.json(), answer.headers["ETag"]) == (rows[0], '"1"')


def test_lists_are_filtered_and_take_the_same_queries(
    client, workspace, amina, paragraph, secret, django_assert_num_queries
):
    other = make_paragraph(make_submission(workspace, amina), amina, "elsewhere")
    get(client, root(workspace), secret)

    with django_assert_num_queries(5):
        rows = get(client, f"{root(workspace)}?submission={other.submission_id}", secret).json()["results"]

    assert [row["text"] for row in rows] == ["elsewhere"]
    later = get(client, root(workspace), secret).json()
    assert len(later["results"]) == 2
    assert get(client, f"{root(workspace)}?changed_since=2099-01-01T00:00:00Z", secret).json()["results"] == []


def test_a_change_is_saved_from_the_version_that_was_read(client, paragraph, secret):
    answer = patch(client, paragraph, secret, "one two THREE four five")

    assert (answer.status_code, answer.json()["outcome"], answer.headers["ETag"]) == (200, "saved", '"2"')
    assert answer.json()["paragraph"]["text"] == "one two THREE four five"


def test_changes_that_do_not_clash_are_joined(client, paragraph, secret):
    patch(client, paragraph, secret, "one two three four FIVE")

    answer = patch(client, paragraph, secret, "ONE two three four five")

    assert (answer.json()["outcome"], answer.json()["paragraph"]["text"]) == ("merged", "ONE two three four FIVE")


def test_what_clashes_is_answered_with_both_texts_and_kept(client, paragraph, secret):
    patch(client, paragraph, secret, "one two III four five")

    answer = patch(client, paragraph, secret, "one two drei four five")

    said = answer.json()
    assert (answer.status_code, said["current"]["text"], said["yours"]) == (
        409,
        "one two III four five",
        "one two drei four five",
    )
    assert str(KeptText.objects.get().pk) == said["kept"]
    assert Paragraph.objects.get().revision == 2


@pytest.mark.parametrize(
    ("text", "seen", "status"),
    [("x", None, 428), ("x", "*", 428), ("x", "99", 409), ("", "1", 400), (" \n", "1", 400), ("x" * 20_001, "1", 400)],
)
def test_bad_writes_are_refused_with_a_reason(client, paragraph, secret, text, seen, status):
    assert patch(client, paragraph, secret, text, seen).status_code == status
    assert Paragraph.objects.get().revision == 1


def test_a_closed_text_is_a_conflict(client, paragraph, amina, secret):
    drafting.set_text_open(submission=paragraph.submission, is_open=False, by=amina, at=timezone.now())

    answer = patch(client, paragraph, secret, "x")

    assert (answer.status_code, answer.json()["detail"]) == (409, "The text of this submission is closed.")


def test_who_may(client, workspace, paragraph, amina, bruno, chidi):
    narrow = make_token(amina, workspace, scopes=["read_public", "read_workspace"])[1]
    reader = make_token(bruno, workspace, scopes=ALL)[1]

    assert patch(client, paragraph, narrow, "x").status_code == 403
    assert patch(client, paragraph, reader, "x").status_code == 403
    client.force_login(chidi)
    assert client.get(root(workspace)).status_code == 404
    assert client.get(one(paragraph)).status_code == 404
    client.force_login(bruno)
    assert client.get(one(paragraph)).json()["text"] == "one two three four five"
    client.logout()
    assert client.get(root(workspace)).status_code in {401, 403}


def test_deleted_paragraphs_say_so(client, paragraph, amina, secret):
    paragraphs.bin_paragraph(paragraph=paragraph, by=amina, at=timezone.now())

    row = get(client, one(paragraph), secret).json()

    assert (row["is_deleted"], row["number"]) == (True, "")
