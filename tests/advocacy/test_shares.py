"""Drafts shown to somebody by a link: a factsheet, a statement and a submission as they stand, and nothing else."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.services.shares import revoke_share
from tests.advocacy.sheets import make_sheet
from tests.advocacy.spoken import make_statement, say
from tests.factories import make_share, make_workspace
from tests.submissions.drafted import make_paragraph, make_submission

KINDS = ("factsheet", "statement", "submission")


@pytest.fixture
def drafts(workspace, amina):
    """One of each kind, with a word of its own in it."""
    sheet = make_sheet(workspace, amina, challenges="Canary of the sheet")
    statement = make_statement(workspace, amina, title="What we say", speaker="Kestrel")
    say(statement, amina, "Canary of the statement", language="fr")
    submission = make_submission(workspace, amina)
    make_paragraph(submission, amina, "Canary of the submission")
    return dict(zip(KINDS, (sheet, statement, submission), strict=True))


def page(secret):
    return reverse("accounts:shared", args=[secret])


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_is_read_without_an_account_until_the_link_ends(client, odile, workspace, drafts, kind):
    link, secret = make_share(workspace, odile, kind=kind, object_id=drafts[kind].pk)

    answer = client.get(page(secret))
    revoke_share(link=link, by=odile, at=timezone.now())

    content = answer.content.decode()
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert re.findall(r"Canary of the (\w+)", content) == [{"factsheet": "sheet"}.get(kind, kind)]
    assert "Kestrel" not in content
    assert [lead for lead in re.findall(r'href="([^"#]*)', content) if str(drafts[kind].pk) in lead] == []
    assert str(workspace.pk) not in content
    assert client.get(page(secret)).status_code == 404


@pytest.mark.parametrize(("kind", "status"), [("factsheet", 200), ("statement", 404), ("submission", 200)])
def test_what_has_a_file_gives_it(client, odile, workspace, drafts, kind, status):
    _link, secret = make_share(workspace, odile, kind=kind, object_id=drafts[kind].pk)

    answer = client.get(page(secret) + "file/")

    assert answer.status_code == status
    if status == 200:
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_is_there_is_shown_by_who_decides_what_leaves(
    client, odile, amina, organisation, workspace, drafts, kind
):
    def ask(person, key, of=workspace):
        client.force_login(person)
        return client.get(reverse("accounts:share_create", args=[of.pk]), {"kind": kind, "object": key}).status_code

    other = make_workspace(organisation=organisation, review=workspace.review)

    assert ask(odile, drafts[kind].pk) == 200
    assert ask(amina, drafts[kind].pk) == 403
    assert [ask(odile, key, of) for key, of in ((uuid4(), workspace), ("", workspace), (drafts[kind].pk, other))] == [
        404
    ] * 3


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_a_draft_leads_to_its_link(client, odile, amina, workspace, drafts, kind):
    leads = f"?kind={kind}&amp;object={drafts[kind].pk}"

    for person, is_led in ((odile, True), (amina, False)):
        client.force_login(person)
        assert (leads in client.get(drafts[kind].get_absolute_url()).content.decode()) is is_led
