"""Lodging: who may, what has to be done before, what is kept, that nothing of it changes, and what comes later."""

import hashlib
import io
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from docx import Document

from accounts.models import Organisation
from submissions.models import LodgedVersion, Submission
from submissions.services import drafting, lodging, paragraphs, signing
from submissions.services.drafting import TextClosed
from tests.implementation.files import PDF
from tests.submissions.drafted import make_lodged, make_paragraph, make_ready, make_signature, make_submission

DAY = {"day": "2026-03-01", "hour": "23:10"}


@pytest.fixture
def submission(workspace, amina):
    return make_submission(workspace, amina)


@pytest.fixture
def paragraph(submission, amina):
    return make_paragraph(submission, amina, "Maria Silva was held.")


@pytest.fixture
def ready(submission, paragraph, amina, organisation, odile):
    return make_ready(submission, amina, organisation, odile)


@pytest.fixture
def address(submission):
    return reverse("submissions:submission_lodge", args=[submission.pk])


def sent(**more):
    return DAY | {"key": str(uuid4())} | more


def test_who_may_lodge(client, ready, address, amina, bruno, partner, observer, chidi):
    answers = {}
    for person in (bruno, partner, observer, chidi, amina):
        client.force_login(person)
        answers[person.name] = (client.get(address).status_code, client.post(address, sent()).status_code)

    assert answers == {
        "Bruno": (200, 403),
        "Pavel": (200, 403),
        "Nadia": (200, 403),
        "Chidi": (404, 404),
        "Amina": (200, 302),
    }


def test_nothing_is_lodged_before_everything_is_done(
    client, submission, paragraph, address, amina, organisation, odile
):
    client.force_login(amina)
    words = []
    steps = (
        lambda: None,
        lambda: drafting.set_text_open(submission=submission, is_open=False, by=amina, at=timezone.now()),
        lambda: make_ready(submission, amina, organisation, odile),
    )
    for step in steps:
        step()
        answer = client.post(address, sent())
        words.append((answer.status_code, answer.context["form"].non_field_errors() if answer.context else []))

    assert words == [
        (409, ["Close the text first, so that nothing in it moves any more."]),
        (409, ["Names in the text are not decided yet. Nothing was lodged."]),
        (302, []),
    ]


def test_a_submission_without_a_name_is_not_lodged(submission, amina):
    drafting.set_text_open(submission=submission, is_open=False, by=amina, at=timezone.now())

    with pytest.raises(lodging.NobodySigned):
        make_lodged(submission, amina)


def test_words_names_and_file_are_kept_as_they_were(client, ready, address, amina):
    client.force_login(amina)

    client.post(address, sent(day="2026-03-02", hour="00:10", registration="UPR-53-114", receipt="We thank you."))

    version = LodgedVersion.objects.get()
    content = version.file.open().read()
    assert (version.number, version.registration, version.receipt) == (1, "UPR-53-114", "We thank you.")
    assert version.lodged_at == datetime(2026, 3, 1, 23, 10, tzinfo=UTC)
    assert version.digest == hashlib.sha256(content).hexdigest()
    assert version.content["signatories"] == [{"name": "Amina's organisation", "reservation": ""}]
    assert [one["text"] for one in version.content["parts"][0]["paragraphs"]] == ["Maria Silva was held."]
    assert "1.\tMaria Silva was held." in [one.text for one in Document(io.BytesIO(content)).paragraphs]
    page = client.get(version.get_absolute_url()).content.decode()
    assert "Version 1, lodged with OHCHR on 2 March 2026 at 00:10, Geneva time." in page
    assert version.digest in page


def test_the_file_that_was_handed_in_and_the_receipt_are_kept_to_the_byte(client, ready, address, amina, chidi):
    client.force_login(amina)
    files = {"file": SimpleUploadedFile("ours.pdf", PDF), "receipt_file": SimpleUploadedFile("paper.pdf", PDF + b"\n")}

    client.post(address, sent(**files))

    version = LodgedVersion.objects.get()
    for name, file_name, content in (("lodged_file", "ours.pdf", PDF), ("lodged_receipt", "paper.pdf", PDF + b"\n")):
        answer = client.get(reverse(f"submissions:{name}", args=[version.pk]))
        assert b"".join(answer.streaming_content) == content
        assert file_name in answer.headers["Content-Disposition"]
    assert version.digest == hashlib.sha256(PDF).hexdigest()
    client.force_login(chidi)
    for name in ("lodged_detail", "lodged_file", "lodged_receipt", "lodged_withdraw"):
        assert client.get(reverse(f"submissions:{name}", args=[version.pk])).status_code == 404


def test_bad_words_get_an_answer_and_lose_nothing(client, ready, address, amina):
    client.force_login(amina)
    tomorrow = (timezone.now() + timedelta(days=1)).date().isoformat()
    macros = SimpleUploadedFile("a.exe", b"MZ\x00\x01")

    answer = client.post(address, sent(day=tomorrow, receipt="Thank you.", file=macros))

    assert (answer.status_code, sorted(answer.context["form"].errors)) == (200, ["file", "hour"])
    assert "Thank you.</textarea>" in answer.content.decode()
    assert LodgedVersion.objects.count() == 0


def test_the_same_form_twice_lodges_once(client, ready, address, amina):
    client.force_login(amina)
    words = sent()

    first, second = client.post(address, words), client.post(address, words)

    assert (first.status_code, second.url, LodgedVersion.objects.count()) == (302, first.url, 1)


def test_nobody_writes_signs_or_withdraws_a_signature_any_more(ready, paragraph, amina, organisation, odile):
    signature = ready.signatures.get()
    make_lodged(ready, amina)

    with pytest.raises(TextClosed):
        paragraphs.save_paragraph(paragraph=paragraph, text="Other.", seen=1, by=amina, at=timezone.now())
    with pytest.raises(TextClosed):
        drafting.set_text_open(submission=ready, is_open=True, by=amina, at=timezone.now())
    with pytest.raises(signing.SigningClosed):
        signing.withdraw_signature(signature=signature, by=odile, at=timezone.now())
    with pytest.raises(signing.SigningClosed):
        make_signature(ready, organisation, odile, "declined")
    with pytest.raises(lodging.AlreadyLodged):
        make_lodged(ready, amina)


def test_the_database_itself_keeps_what_was_lodged(ready, amina, bruno):
    version = make_lodged(ready, amina, receipt=lodging.Receipt(registration="R-1"))
    rows = LodgedVersion.objects.filter(pk=version.pk)
    changes = (
        {"content": {}},
        {"digest": "0" * 64},
        {"file": "other.docx"},
        {"lodged_at": timezone.now() + timedelta(days=1)},
        {"recorded_by": bruno},
        {"registration": "R-2"},
        {"number": 2, "what_changed": "All."},
    )
    for change in changes:
        with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
        rows.delete()
    assert rows.update(receipt="Thank you.") == 1


def test_a_corrected_version_says_what_changed_and_signatories_see_it(
    client, ready, paragraph, address, amina, organisation, odile
):
    make_lodged(ready, amina)
    client.force_login(amina)
    client.post(reverse("submissions:submission_correct", args=[ready.pk]))
    paragraphs.save_paragraph(paragraph=paragraph, text="A woman was held.", seen=1, by=amina, at=timezone.now())
    drafting.set_text_open(submission=ready, is_open=False, by=amina, at=timezone.now())
    client.force_login(odile)
    seen = client.get(reverse("submissions:submission_sign", args=[ready.pk])).content.decode()
    client.force_login(amina)

    bare = client.post(address, sent())
    client.post(address, sent(what_changed="A name is taken out."))

    assert "1 paragraph changed since your signature" in seen
    assert "A corrected version is being written." in seen
    assert bare.context["form"].errors == {"what_changed": ["This field is required."]}
    versions = LodgedVersion.objects.order_by("number")
    texts = [one.content["parts"][0]["paragraphs"][0]["text"] for one in versions]
    assert (texts, versions[1].what_changed) == (["Maria Silva was held.", "A woman was held."], "A name is taken out.")


def test_receipt_and_code_come_later_and_lead_to_the_citations(client, ready, amina, bruno):
    version = make_lodged(ready, amina)
    page = version.get_absolute_url()
    client.force_login(bruno)
    assert client.post(page, {"registration": "R-1"}).status_code == 403
    client.force_login(amina)

    client.post(page, {"registration": "R-1", "code": "JS3"})

    version.refresh_from_db()
    assert (version.registration, Submission.objects.get().summary_code) == ("R-1", "JS3")
    assert sorted(client.get(page).context["form"].fields) == ["code", "receipt", "receipt_file"]
    said = lodging.Receipt(registration="R-2")
    with pytest.raises(lodging.SaidBefore):
        lodging.complete_lodging(version=version, receipt=said, code="JS3", by=amina, at=timezone.now())


def test_a_withdrawal_is_noted_once_with_its_reason(client, ready, amina, bruno):
    version = make_lodged(ready, amina)
    address = reverse("submissions:lodged_withdraw", args=[version.pk])
    client.force_login(bruno)
    assert client.post(address, {"reason": "No."}).status_code == 403
    client.force_login(amina)
    assert client.post(address, {"reason": ""}).context["form"].errors == {"reason": ["This field is required."]}

    client.post(address, {"reason": "A witness is at risk."})
    client.post(address, {"reason": "Other."})

    version.refresh_from_db()
    assert (version.withdrawn_by, version.withdrawal_reason) == (amina, "A witness is at risk.")
    assert "It was withdrawn." in client.get(ready.get_absolute_url()).content.decode()


def test_the_database_asks_for_reasons(ready, amina):
    version = make_lodged(ready, amina)
    row = {"workspace": ready.workspace, "submission": ready, "recorded_by": amina, "recorded_at": timezone.now()}
    wrong = ({"number": 1}, {"number": 2}, {"number": 2, "what_changed": "x", "withdrawn_at": timezone.now()})
    for words in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            LodgedVersion.objects.create(**row, lodged_at=timezone.now(), **words)
    assert LodgedVersion.objects.get() == version


def test_who_signed_under_an_alias_stays_behind_it(submission, paragraph, amina, organisation, odile, partner):
    theirs = Organisation.objects.get(memberships__user=partner)
    make_signature(submission, theirs, partner, alias="R-7")
    make_ready(submission, amina, organisation, odile)

    version = make_lodged(submission, amina)

    assert [one["name"] for one in version.content["signatories"]] == ["R-7", "Amina's organisation"]
    assert theirs.name not in str(version.content)
