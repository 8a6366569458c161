"""The pages on which a mid-term report is put together, and the one that everybody reads."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from common.actor import NOBODY, acting
from implementation.models import MidTermDraft, MidTermEdition, MidTermReport, MidTermSignature, MidTermText
from implementation.pdfs import report_of
from implementation.services.evidence import add_evidence
from tests.factories import AT, make_rating, make_recommendation
from tests.implementation.drafted import EVERYTHING, make_draft, write
from tests.implementation.files import PDF, upload

OF_DRAFT = ("midterm_draft_detail", "midterm_draft_edit", "midterm_draft_preview", "midterm_text", "midterm_publish")
QUERIES = 47
POST_ONLY = ("midterm_draft_file", "midterm_sign")


def at(name, key):
    return reverse(f"implementation:{name}", args=[key]) + (
        "?part=summary&language=en" if name == "midterm_text" else ""
    )


@pytest.fixture
def draft(workspace, review, amina):
    recommendation = make_recommendation(review, item=7, themes=("Torture",))
    make_rating(workspace, recommendation, amina, level="fully", note="canary-reason")
    return make_draft(workspace, amina)


@pytest.fixture
def edition(client, draft, odile):
    client.force_login(odile)
    client.post(at("midterm_publish", draft.pk), {"languages": ["en", "fr"], "is_read": "on"})
    client.logout()
    return MidTermEdition.objects.get()


def everybody(client, address):
    client.logout()
    with acting(NOBODY):
        return client.get(address)


@pytest.mark.parametrize("name", [*OF_DRAFT, *POST_ONLY])
def test_strangers_do_not_learn_of_it(client, draft, chidi, name):
    client.force_login(chidi)

    assert client.post(at(name, draft.pk)).status_code == (405 if name in {OF_DRAFT[0], OF_DRAFT[2]} else 404)
    assert client.get(at(name, draft.pk)).status_code == (405 if name in POST_ONLY else 404)


@pytest.mark.parametrize("name", ["midterm_draft_detail", "midterm_draft_preview", "midterm_text"])
def test_readers_read_and_do_not_write(client, draft, bruno, name):
    client.force_login(bruno)

    assert client.get(at(name, draft.pk)).status_code == 200
    assert client.post(at("midterm_text", draft.pk), {"text": "x"}).status_code == 403
    assert client.post(at("midterm_draft_edit", draft.pk)).status_code == 403
    assert client.post(at("midterm_draft_file", draft.pk), {"language": "en", "file_format": "pdf"}).status_code == 403
    assert client.post(at("midterm_sign", draft.pk)).status_code == 403
    assert MidTermText.objects.count() == 0


def test_a_report_is_begun_once_however_often_the_form_is_sent(client, workspace, amina):
    client.force_login(amina)
    words = {"name": "Prisons", "order": "level", "shows": ["reasons"], "key": str(uuid4())}

    answers = [client.post(at("midterm_draft_create", workspace.pk), words) for _ in range(2)]

    draft = MidTermDraft.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [draft.get_absolute_url()] * 2
    assert (draft.name, draft.order, draft.shows) == ("Prisons", "level", ["reasons"])


def test_a_period_that_ends_before_it_begins_is_said_at_its_field(client, workspace, amina):
    client.force_login(amina)
    days = {"rated_from": "2026-05-01", "rated_until": "2026-04-01"}

    answer = client.post(
        at("midterm_draft_create", workspace.pk), {"name": "x", "order": "theme", "key": str(uuid4())} | days
    )

    assert answer.context["form"].errors == {"rated_until": ["This is before the first day. Check both days."]}
    assert MidTermDraft.objects.count() == 0


def test_two_who_write_at_once_see_both_texts(client, draft, amina, odile):
    client.force_login(amina)
    first = client.post(at("midterm_text", draft.pk), {"text": "Hers", "seen": ""})
    answer = client.post(at("midterm_text", draft.pk), {"text": "His", "seen": ""})

    html = answer.content.decode()
    assert (first.status_code, answer.status_code) == (302, 409)
    assert "Hers" in html
    assert "His" in html
    again = client.post(at("midterm_text", draft.pk), {"text": "Both", "seen": answer.context["form"]["seen"].value()})
    assert again.status_code == 302
    assert list(MidTermText.objects.order_by("written_at").values_list("text", "is_current")) == [
        ("Hers", False),
        ("Both", True),
    ]


@pytest.mark.parametrize(
    "query",
    ["", "?part=summary", "?part=xx&language=en", "?part=theme&language=en", "?part=theme&language=en&theme=99"],
)
def test_a_part_that_no_report_has_is_not_found(client, draft, amina, query):
    client.force_login(amina)

    assert client.get(reverse("implementation:midterm_text", args=[draft.pk]) + query).status_code == 404


def test_a_file_is_made_of_the_draft(client, draft, amina):
    client.force_login(amina)

    answer = client.post(at("midterm_draft_file", draft.pk), {"language": "fr", "file_format": "docx"})

    report = MidTermReport.objects.get()
    assert answer.headers["Location"] == report.get_absolute_url()
    assert (report.draft, report.edition, report.language, report.status) == (draft, None, "fr", "waiting")


def test_an_owner_signs_for_the_organisation_and_an_editor_does_not(client, draft, amina, odile, organisation):
    words = {"organisation": str(organisation.pk), "decision": "signed"}
    client.force_login(amina)
    assert client.post(at("midterm_sign", draft.pk), words).status_code == 403
    client.force_login(odile)

    refused = client.post(at("midterm_sign", draft.pk), words | {"logo": upload("logo.png", PDF)})
    answer = client.post(at("midterm_sign", draft.pk), words)

    assert (refused.status_code, answer.status_code) == (422, 302)
    assert "no PNG or JPEG" in refused.content.decode()
    signature = MidTermSignature.objects.get()
    assert (signature.organisation, signature.decision, signature.by) == (organisation, "signed", odile)
    assert "scope" in signature.seen


def test_nobody_signs_for_an_organisation_of_others(client, draft, odile, partner):
    client.force_login(odile)
    theirs = partner.memberships.first().organisation

    answer = client.post(at("midterm_sign", draft.pk), {"organisation": str(theirs.pk), "decision": "signed"})

    assert answer.status_code == 422
    assert MidTermSignature.objects.count() == 0


def test_only_an_owner_of_the_coordinator_publishes(client, draft, amina, bruno):
    for person in (amina, bruno):
        client.force_login(person)
        assert client.post(at("midterm_publish", draft.pk), {"languages": ["en"], "is_read": "on"}).status_code == 403

    assert MidTermEdition.objects.count() == 0


def test_publishing_asks_whether_the_preview_was_read(client, draft, odile):
    client.force_login(odile)

    answer = client.post(at("midterm_publish", draft.pk), {"languages": ["en"]})

    assert answer.context["form"].errors == {"is_read": ["Read the preview first, then say so here."]}
    assert MidTermEdition.objects.count() == 0


def test_everybody_reads_what_is_published_as_it_was(client, edition, draft, amina, workspace):
    workspace.ratings.update(level="regressed", note="canary-later")
    write(draft, amina, "introduction", "canary-draft")

    answer = everybody(client, edition.get_absolute_url())

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "canary-reason" in html
    assert "Fully implemented" in html
    assert "canary-later" not in html
    assert "canary-draft" not in html
    assert answer.headers["Cache-Control"] == "no-cache"
    assert everybody(client, f"{edition.get_absolute_url()}?language=fr").context["report"].language == "fr"
    assert everybody(client, f"{edition.get_absolute_url()}?language=ru").context["report"].language == "en"


def test_a_draft_is_nobody_elses_whatever_is_published(client, edition, draft):
    for name in OF_DRAFT:
        answer = everybody(client, at(name, draft.pk))
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/accounts/login/")
    assert everybody(client, f"/mid-term-reports/{draft.pk}/").status_code == 404
    assert everybody(client, f"/mid-term-reports/{edition.pk}/").status_code == 404


def test_a_withdrawn_report_says_so_and_nothing_else(client, edition, odile, amina):
    made = MidTermReport.objects.filter(edition=edition, language="en", file_format="pdf").get()
    made.file.save("x.pdf", ContentFile(b"%PDF-1.7"), save=False)
    made.status, made.finished_at = "done", AT + timedelta(seconds=5)
    made.save()
    file = reverse("implementation:midterm_edition_file", args=[edition.address, "en", "pdf"])
    assert b"".join(everybody(client, file).streaming_content) == b"%PDF-1.7"
    client.force_login(amina)
    assert client.post(at("midterm_withdraw", edition.pk)).status_code == 403
    client.force_login(odile)
    client.post(at("midterm_withdraw", edition.pk))

    answer = everybody(client, edition.get_absolute_url())

    assert answer.status_code == 410
    assert "canary" not in answer.content.decode()
    assert everybody(client, file).status_code == 404


def test_a_file_of_the_edition_is_made_from_what_was_frozen(edition, workspace):
    workspace.ratings.update(level="regressed")
    record = edition.files.filter(language="fr", file_format="docx").get()

    assert report_of(record).rows[0].level == "fully"


def test_the_page_of_a_report_asks_the_same_however_much_there_is(
    client, draft, amina, review, workspace, django_assert_num_queries
):
    client.force_login(amina)
    client.get(draft.get_absolute_url())
    with django_assert_num_queries(QUERIES):
        client.get(draft.get_absolute_url())
    for item in range(20, 50):
        row = make_recommendation(review, item=item, themes=(f"Theme {item}",))
        make_rating(workspace, row, amina)
        how = {"by": amina, "at": timezone.now(), "kind": "link", "title": "x", "url": "https://example.org/a"}
        add_evidence(workspace=workspace, recommendation=row, **how)

    with django_assert_num_queries(QUERIES):
        answer = client.get(draft.get_absolute_url())

    assert answer.status_code == 200
    assert len(answer.content) < 100_000


def test_a_draft_shows_everything_in_each_order(client, workspace, amina, draft):
    client.force_login(amina)
    for order in ("theme", "number", "level", "state"):
        one = make_draft(workspace, amina, order=order, shows=EVERYTHING)
        assert client.get(at("midterm_draft_preview", one.pk)).status_code == 200
