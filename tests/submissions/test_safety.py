"""The gate before lodging: a person decides on each name, which holds while its sentence stays; nothing passes by."""

import io
import re
import zipfile

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from docx import Document

from accounts.models import Organisation
from common.models import AuditEvent
from implementation.services.evidence import add_evidence
from submissions.models import NameDecision, Submission
from submissions.safety import rows_of, safety_of
from submissions.services import drafting, paragraphs
from tests.factories import make_recommendation
from tests.submissions.drafted import decide_all, make_paragraph, make_signature, make_submission

TEXT = "Maria Silva was held in Port Selene. Nobody answered."


@pytest.fixture
def submission(workspace, amina):
    return make_submission(workspace, amina)


@pytest.fixture
def paragraph(submission, amina):
    return make_paragraph(submission, amina, TEXT)


@pytest.fixture
def address(submission):
    return reverse("submissions:submission_safety", args=[submission.pk])


def safety(submission, user):
    return safety_of(Submission.objects.with_parts().get(pk=submission.pk), rows_of(submission, user))


def open_words(submission, user):
    return [one.words for one in safety(submission, user).open_ones]


def said(finding, to, note=""):
    name = finding.key[:12]
    return {f"{name}-to": to, f"{name}-note": note, f"{name}-seen": finding.seen}


def answer(client, address, **more):
    """The page as it is sent back with every finding decided alike."""
    page = client.get(address)
    data = {}
    for form in page.context["forms"]:
        data |= said(form.finding, **more)
    return client.post(address, data)


def rewrite(paragraph, by, text, seen=1):
    paragraphs.save_paragraph(paragraph=paragraph, text=text, seen=seen, by=by, at=timezone.now())


def test_who_gets_in(client, paragraph, address, amina, bruno, observer, chidi):
    for person, read, write in ((bruno, 200, 403), (observer, 200, 403), (chidi, 404, 404), (amina, 200, 200)):
        client.force_login(person)
        assert (client.get(address).status_code, client.post(address, {}).status_code) == (read, write)
    assert NameDecision.objects.count() == 0


def test_each_name_is_shown_with_its_place_and_its_reason(client, paragraph, address, amina):
    client.force_login(amina)

    page = client.get(address).content.decode()

    assert "0 of 2 names are settled." in page
    assert "Two words or more with capitals stand together." in page
    assert f'<a href="{paragraph.get_absolute_url()}">Paragraph 1</a>' in page
    assert "<mark>Maria Silva</mark>" in page
    assert not re.search(r'type="radio"[^>]*checked', page)


def test_a_decision_is_dated_and_noted_and_holds_no_name(client, submission, paragraph, address, amina):
    client.force_login(amina)
    finding = safety(submission, amina).findings[0]

    client.post(address, said(finding, "consent", "Asked by phone in May."))

    made = NameDecision.objects.get()
    assert (made.by, made.consent, made.note, made.sentences) == (
        amina,
        "consent",
        "Asked by phone in May.",
        finding.digests,
    )
    assert "Maria" not in str(list(NameDecision.objects.values()))
    assert AuditEvent.objects.filter(verb="decide_name", target_id=str(made.pk), actor_id=amina.pk).count() == 1
    assert open_words(submission, amina) == ["Port Selene"]


def test_consent_needs_words_and_loses_nothing_typed(client, submission, paragraph, address, amina):
    client.force_login(amina)
    first, second = safety(submission, amina).findings

    page = client.post(address, said(first, "consent") | said(second, "nobody", "typed"))

    assert (page.status_code, NameDecision.objects.count()) == (409, 0)
    assert page.context["forms"][0].errors == {"note": ["Write who asked them, when, and how they said yes."]}
    assert 'value="typed"' in page.content.decode()


def test_what_was_decided_stays_while_the_sentence_stays(submission, paragraph, amina):
    decide_all(submission, amina)

    rewrite(paragraph, amina, TEXT.replace("Nobody answered.", "The police did not answer."))
    assert open_words(submission, amina) == []
    rewrite(paragraph, amina, TEXT.replace("was held", "was beaten"), seen=2)
    assert open_words(submission, amina) == ["Maria Silva", "Port Selene"]
    make_paragraph(submission, amina, "Silva came back.")
    assert [len(one.spots) for one in safety(submission, amina).findings] == [2, 1]


def test_a_text_that_moved_on_is_read_again_first(client, submission, paragraph, address, amina):
    client.force_login(amina)
    old = said(safety(submission, amina).findings[0], "nobody")
    rewrite(paragraph, amina, TEXT.replace("was held", "was beaten"))

    first = client.post(address, old)
    sent = dict(first.context["forms"][0].data.items())
    second = client.post(address, sent)

    assert (first.status_code, "Read it again, then decide." in first.content.decode()) == (409, True)
    assert (second.status_code, NameDecision.objects.count()) == (302, 1)


def test_what_is_to_go_keeps_the_gate_shut_until_it_is_gone(client, submission, paragraph, address, amina):
    client.force_login(amina)
    answer(client, address, to="remove")
    assert (open_words(submission, amina), safety(submission, amina).is_settled) == ([], False)

    rewrite(paragraph, amina, "A woman was held.")

    assert safety(submission, amina).is_settled


def test_one_may_decide_anew_and_the_earlier_decision_ends(client, submission, paragraph, address, amina, odile):
    decide_all(submission, amina)
    finding = safety(submission, amina).findings[0]
    client.force_login(odile)
    page = client.get(address, {"again": finding.key})

    client.post(address, said(page.context["forms"][0].finding, "public") | {"again": finding.key})

    rows = NameDecision.objects.filter(key=finding.key).order_by("at")
    assert [(row.consent, row.by, row.ended_by) for row in rows] == [("nobody", amina, odile), ("public", odile, None)]


def test_an_alias_is_betrayed_by_the_name_in_the_text(submission, amina, organisation, odile, partner):
    theirs = Organisation.objects.get(memberships__user=partner)
    make_signature(submission, theirs, partner, alias="R-7")
    make_paragraph(submission, amina, f"We thank {theirs.name} for its work.")

    found = safety(submission, amina).findings

    assert ("alias", theirs.name) in [(one.kind.value, one.words) for one in found]


def test_words_of_a_sensitive_testimony_are_told(submission, workspace, review, amina):
    words = "they came at night and took my brother away from us"
    add_evidence(
        workspace=workspace,
        recommendation=make_recommendation(review),
        kind="testimony",
        title="A talk in May",
        text=f"I say: {words}. No more.",
        by=amina,
        at=timezone.now(),
    )
    make_paragraph(submission, amina, f"A witness said that {words}.")
    make_paragraph(submission, amina, "They came at night and took nothing.")

    found = safety(submission, amina).findings

    assert [(one.kind.value, one.words, [spot.text.label for spot in one.spots]) for one in found] == [
        ("sensitive", "A talk in May", ["Paragraph 1"])
    ]


def test_an_arabic_text_is_read_paragraph_by_paragraph(client, workspace, amina):
    submission = make_submission(workspace, amina, language="ar", title="تقرير")
    make_paragraph(submission, amina, "ضربت الشرطة محمد. ولم يجب أحد.")
    client.force_login(amina)

    page = client.get(reverse("submissions:submission_safety", args=[submission.pk]))

    labels = [spot.text.label for form in page.context["forms"] for spot in form.finding.spots]
    assert labels == ["Title", "Heading", "Paragraph 1"]
    assert "Here only a person can tell names from other words." in page.content.decode()


def file_of(client, submission, name):
    answer = client.get(reverse(f"submissions:{name}", args=[submission.pk]))
    return answer.status_code, b"".join(answer.streaming_content) if answer.streaming else b""


def test_no_file_for_lodging_until_every_name_is_decided(client, submission, paragraph, amina):
    client.force_login(amina)
    assert file_of(client, submission, "submission_word_final") == (409, b"")
    decide_all(submission, amina)
    assert file_of(client, submission, "submission_word_final") == (409, b"")

    drafting.set_text_open(submission=submission, is_open=False, by=amina, at=timezone.now())
    status, content = file_of(client, submission, "submission_word_final")

    assert (status, b"DRAFT" in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")) == (200, False)


def test_a_draft_says_so_on_its_first_and_on_every_page(client, submission, paragraph, amina):
    client.force_login(amina)
    words = "DRAFT, not for lodging: the names in it were not checked"

    _status, content = file_of(client, submission, "submission_word")

    document = Document(io.BytesIO(content))
    foot = document.sections[0].footer.paragraphs[0].text
    assert (document.paragraphs[0].text, words in foot) == (words, True)
    decide_all(submission, amina)
    _status, content = file_of(client, submission, "submission_word")
    assert Document(io.BytesIO(content)).paragraphs[0].text == "DRAFT, not for lodging"


def test_the_file_tells_nothing_of_who_made_it_and_when(client, submission, paragraph, amina):
    client.force_login(amina)
    _status, content = file_of(client, submission, "submission_word")

    archive = zipfile.ZipFile(io.BytesIO(content))
    properties = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("docProps/"))
    assert re.sub(rb"<\?xml[^>]*>|<[^>]*>", b"", properties).strip() == b""
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert (b"rsid" in everything, b"python-docx" in everything) == (False, False)


def test_the_database_keeps_one_decision_and_asks_for_words_of_consent(submission, paragraph, amina):
    decide_all(submission, amina)
    row = NameDecision.objects.first()
    ids = {"workspace": row.workspace, "submission": submission, "by": amina, "at": timezone.now()}
    for words in ({"key": row.key, "consent": "nobody"}, {"key": "0" * 64, "consent": "consent"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            NameDecision.objects.create(**ids, **words)


def test_a_long_text_asks_few_queries_and_few_names_at_a_time(
    client, submission, address, amina, django_assert_num_queries
):
    for number in range(40):
        make_paragraph(submission, amina, f"We met Anna Berg{'abcdefghij'[number % 10] * (number // 10 + 2)} there.")
    client.force_login(amina)
    client.get(address)

    with django_assert_num_queries(17):
        page = client.get(address)

    assert (len(page.context["forms"]), page.context["later"]) == (20, 20)
    assert len(page.content) < 100_000
