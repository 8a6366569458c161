"""A mid-term report in the making: taken away for good, and the logos that its preview shows."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from common.models import AuditEvent
from implementation.models import MidTermDraft, MidTermReport, MidTermSignature, MidTermText
from implementation.services.midterm_drafts import publish_edition, sign_draft
from tests.factories import AT, make_rating, make_recommendation
from tests.implementation.drafted import make_draft, write
from tests.implementation.test_midterm_drafts import picture


def at(name, *keys):
    return reverse(f"implementation:{name}", args=keys)


@pytest.fixture
def draft(workspace, review, amina):
    make_rating(workspace, make_recommendation(review, item=7), amina, level="fully")
    return make_draft(workspace, amina)


def sign(draft, organisation, odile, logo=None):
    how = {"organisation": organisation, "decision": "signed", "seen": {}, "by": odile, "at": AT}
    return sign_draft(draft=draft, logo=logo, **how)


def test_a_draft_goes_for_good_with_all_that_is_its_own(
    client, draft, workspace, organisation, amina, odile, django_capture_on_commit_callbacks
):
    write(draft, amina, "summary", "We found much.")
    sign(draft, organisation, odile)
    made = {"workspace": workspace, "language": "en", "created_at": AT, "created_by": amina}
    file = MidTermReport(draft=draft, status="done", finished_at=AT, **made)
    file.file.save("x.pdf", ContentFile(b"%PDF"), save=False)
    file.save()
    other = MidTermReport.objects.create(**made)
    client.force_login(amina)
    assert at("midterm_draft_delete", draft.pk) in client.get(draft.get_absolute_url()).text

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(at("midterm_draft_delete", draft.pk))

    assert (answer.status_code, answer.url) == (302, at("midterm_report_list", workspace.pk))
    assert [model.objects.count() for model in (MidTermDraft, MidTermText, MidTermSignature)] == [0, 0, 0]
    assert list(MidTermReport.objects.all()) == [other]
    assert not default_storage.exists(file.file.name)
    assert AuditEvent.objects.filter(verb="delete_midterm_draft", target_id=str(draft.pk)).count() == 1


def test_what_was_published_stays(client, draft, odile):
    publish_edition(draft=draft, content={"en": {"rows": [1]}}, by=odile, at=AT)
    client.force_login(odile)

    assert at("midterm_draft_delete", draft.pk) not in client.get(draft.get_absolute_url()).text
    assert "btn danger" not in client.get(at("midterm_draft_delete", draft.pk)).text
    assert client.post(at("midterm_draft_delete", draft.pk)).url == draft.get_absolute_url()
    assert MidTermDraft.objects.get() == draft


@pytest.mark.parametrize(("person", "status"), [("amina", 200), ("bruno", 403), ("chidi", 404)])
def test_writers_take_it_away(client, request, draft, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(at("midterm_draft_delete", draft.pk)).status_code == status
    assert client.post(at("midterm_draft_delete", draft.pk)).status_code == (302 if status == 200 else status)
    assert MidTermDraft.objects.exists() is (status != 200)


def test_the_preview_shows_the_logos_of_those_who_signed(client, draft, organisation, odile, bruno, chidi):
    row = sign(draft, organisation, odile, logo=picture())
    client.force_login(bruno)
    preview = client.get(at("midterm_draft_preview", draft.pk))
    shown = preview.context["report"].signatories[0].picture
    assert f'<img src="{shown}" alt=""' in preview.text

    answer = client.get(at("midterm_draft_preview", draft.pk) + shown)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert answer.content == bytes(row.logo)
    assert client.get(at("midterm_logo", draft.pk, "0" * 16)).status_code == 404
    client.force_login(chidi)
    assert client.get(at("midterm_draft_preview", draft.pk) + shown).status_code == 404


def test_tables_that_scroll_on_a_phone_are_reached_with_the_keyboard(client, draft, bruno):
    client.force_login(bruno)

    page = client.get(at("midterm_draft_preview", draft.pk)).text

    assert page.count('<table class="figures top-gap" tabindex="0">') == 2
    assert page.count('<table class="matrix" tabindex="0">') == 1
