"""What a rating rests on."""

from datetime import date
from uuid import uuid4

import pytest

from common.file_kinds import RefusedUpload
from common.models import AuditEvent
from implementation.models import Evidence
from implementation.services.evidence import add_evidence, remove_evidence
from implementation.services.ratings import NotInReview
from tests.factories import AT, make_recommendation, make_review, make_state, make_workspace
from tests.implementation.files import PDF, upload


@pytest.fixture
def recommendation(review):
    return make_recommendation(review)


def add(workspace, recommendation, by, **fields):
    words = {"kind": "link", "title": "Law 14/2025", "url": "https://example.org/law", "at": AT}
    return add_evidence(workspace=workspace, recommendation=recommendation, by=by, **(words | fields))


def add_file(workspace, recommendation, by, **fields):
    file = upload("Décret 88.pdf", PDF)
    return add(workspace, recommendation, by, **({"kind": "file", "url": "", "file": file} | fields))


def test_add_evidence_keeps_a_link_with_its_source(workspace, recommendation, amina):
    evidence = add(workspace, recommendation, amina, source="Official Gazette", source_date=date(2025, 3, 1))

    saved = Evidence.objects.get()
    assert (saved, saved.url, saved.file.name) == (evidence, "https://example.org/law", "")
    assert (saved.source, saved.source_date) == ("Official Gazette", date(2025, 3, 1))
    assert list(saved.recommendations.all()) == [recommendation]


def test_add_evidence_keeps_a_file_under_a_name_of_ours(workspace, recommendation, amina):
    evidence = add_file(workspace, recommendation, amina)

    assert evidence.file_name == "Décret 88.pdf"
    assert evidence.file.name.startswith("evidence/")
    assert "cret" not in evidence.file.name
    assert evidence.file.read() == PDF


def test_add_evidence_twice_with_one_key_keeps_one(workspace, recommendation, amina):
    key = uuid4()

    first = add_file(workspace, recommendation, amina, key=key)
    again = add_file(workspace, recommendation, amina, key=key)

    assert (first.pk, again.pk) == (key, key)
    assert Evidence.objects.count() == 1


def test_add_evidence_with_the_same_link_is_shared(workspace, recommendation, amina):
    other = make_recommendation(workspace.review)

    first = add(workspace, recommendation, amina)
    again = add(workspace, other, amina)

    assert first == again
    assert sorted(row.pk for row in first.recommendations.all()) == sorted([recommendation.pk, other.pk])


def test_add_evidence_never_touches_the_row_of_another_workspace(workspace, recommendation, amina, chidi):
    elsewhere = make_workspace(review=workspace.review)
    theirs = add(elsewhere, recommendation, chidi, title="Theirs")

    ours = add(workspace, recommendation, amina, key=theirs.pk)

    assert ours.pk != theirs.pk
    theirs.refresh_from_db()
    assert (theirs.title, theirs.workspace) == ("Theirs", elsewhere)


def test_add_evidence_refuses_a_program(workspace, recommendation, amina):
    with pytest.raises(RefusedUpload):
        add_file(workspace, recommendation, amina, file=upload("law.pdf", b"MZ\x90"))

    assert Evidence.objects.count() == 0


def test_add_evidence_refuses_a_recommendation_of_another_review(workspace, amina):
    foreign = make_recommendation(make_review(make_state("KEN", name="Kenya")))

    with pytest.raises(NotInReview):
        add(workspace, foreign, amina)


def test_add_evidence_notes_no_contents(workspace, recommendation, amina):
    evidence = add(workspace, recommendation, amina)

    event = AuditEvent.objects.get(verb="add_evidence")
    assert (event.target_id, event.workspace_id, event.fields) == (str(evidence.pk), workspace.pk, [])


def test_remove_evidence_from_one_keeps_it_for_the_others(workspace, recommendation, amina):
    other = make_recommendation(workspace.review)
    evidence = add(workspace, recommendation, amina)
    add(workspace, other, amina)

    remove_evidence(evidence=evidence, recommendation=recommendation, by=amina, at=AT)

    assert list(evidence.recommendations.all()) == [other]
