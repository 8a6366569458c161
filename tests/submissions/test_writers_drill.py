"""Eight writers, a thousand edits each, on one submission: nothing is lost.

``make drill-writers`` runs them all; a test run has four writers with fifteen edits each.
"""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client

from accounts.models import WorkspaceMember
from common.actor import acting_as_server
from submissions.models import KeptText, Paragraph, ParagraphVersion
from tests.conftest import CLOSING_LINE
from tests.factories import make_member, make_organisation, make_token
from tests.submissions.drafted import make_paragraph, make_submission
from tests.submissions.writers import Writer, lost_words

WRITERS = int(os.environ.get("WRITERS", "4"))
EDITS = int(os.environ.get("EDITS", "15"))
# Few enough that people meet in the same paragraph all the time.
PARAGRAPHS = max(3, WRITERS * EDITS // 400)
TEXT = "the police held people for days without a lawyer and nobody has answered the letters of their families since"


@pytest.fixture
def paragraphs(workspace, amina):
    submission = make_submission(workspace, amina)
    return [make_paragraph(submission, amina, TEXT) for _number in range(PARAGRAPHS)]


@pytest.fixture
def writers(workspace, organisation, paragraphs):
    """People of three organisations."""
    others = [make_organisation(), make_organisation()]
    for one in others:
        WorkspaceMember.objects.create(workspace=workspace, organisation=one)
    made = []
    for number in range(WRITERS):
        person = make_member([organisation, *others][number % 3], name=f"Writer {number}")
        client = Client()
        client.force_login(person)
        secret = make_token(person, workspace, scopes=["read_public", "read_workspace", "write_paragraphs"])[1]
        made.append(Writer(number, client, secret, paragraphs))
    return made


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_when_many_write_at_once(writers, request):
    start = threading.Barrier(WRITERS)

    def write(writer):
        start.wait()
        writer.work(EDITS)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, writers))

    with acting_as_server():
        lost = lost_words(writers)
        conflicts = KeptText.objects.count()
        merged = ParagraphVersion.objects.filter(what=ParagraphVersion.What.MERGED).count()
        for paragraph in Paragraph.objects.all():
            versions = paragraph.versions.order_by("number")
            assert list(versions.values_list("number", flat=True)) == list(range(1, paragraph.revision + 1))
            assert versions.last().text == paragraph.text
    edits = sum(len(writer.sent) for writer in writers)
    line = f"{edits} edits: lost {len(lost)}, conflicts {conflicts}, merged {merged}"
    request.config.stash[CLOSING_LINE] = line
    assert edits == WRITERS * EDITS
    assert conflicts > 0
    assert merged > 0
    assert lost == []


@pytest.mark.django_db(transaction=True)
def test_the_drill_notices_a_word_that_is_lost(writers):
    writer = writers[0]
    writer.work(3)
    assert lost_words([writer]) == []

    Paragraph.objects.update(text="overwritten by somebody who had read nothing")

    assert lost_words([writer]) == writer.sent
