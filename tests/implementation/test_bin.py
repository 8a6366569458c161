from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from common.models import AuditEvent
from implementation.models import Evidence
from implementation.services.evidence import (
    NotInBin,
    add_evidence,
    empty_bins,
    erase_evidence,
    remove_evidence,
    restore_evidence,
)
from tests.factories import AT, make_recommendation
from tests.implementation.files import PDF, upload


@pytest.fixture
def recommendation(review):
    return make_recommendation(review)


@pytest.fixture
def binned(workspace, recommendation, amina):
    """A file that was taken away from the one recommendation that it stood for."""
    evidence = add_evidence(
        workspace=workspace,
        recommendation=recommendation,
        kind="file",
        title="Décret 88",
        file=upload("law.pdf", PDF),
        by=amina,
        at=AT,
    )
    remove_evidence(evidence=evidence, recommendation=recommendation, by=amina, at=AT)
    evidence.refresh_from_db()
    return evidence


def test_what_is_taken_away_lies_in_the_bin_with_its_file(binned, amina, recommendation):
    assert (binned.binned_at, binned.binned_by, binned.binned_from) == (AT, amina, [recommendation.pk])
    assert default_storage.exists(binned.file.name)
    assert not Evidence.objects.visible_to(amina).exists()
    assert list(Evidence.objects.in_bin_of(amina)) == [binned]
    assert binned.gone_at == AT + timedelta(days=30)


def test_what_is_brought_back_stands_where_it_stood(binned, amina, recommendation):
    restore_evidence(evidence=binned, by=amina, at=AT)

    assert Evidence.objects.visible_to(amina).get() == binned
    assert list(binned.recommendations.all()) == [recommendation]
    assert list(AuditEvent.objects.order_by("at").values_list("verb", flat=True)).count("restore_evidence") == 1


def test_after_30_days_it_is_gone_with_its_file(binned, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert empty_bins(at=AT + timedelta(days=30)) == 0
        assert empty_bins(at=AT + timedelta(days=30, seconds=1)) == 1

    assert not Evidence.objects.exists()
    assert not default_storage.exists(binned.file.name)


def test_only_what_lies_in_the_bin_is_deleted_for_good(binned, amina):
    restore_evidence(evidence=binned, by=amina, at=AT)

    with pytest.raises(NotInBin):
        erase_evidence(evidence=binned, by=amina, at=AT)


@pytest.mark.parametrize(("who", "seen", "written"), [("amina", 200, 302), ("bruno", 200, 403), ("chidi", 404, 404)])
def test_who_sees_and_empties_the_bin(client, request, binned, who, seen, written):
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"/workspaces/{binned.workspace_id}/bin/").status_code == seen
    assert client.get(f"/bin/{binned.pk}/erase/").status_code == (403 if who == "bruno" else seen)
    assert client.post(f"/bin/{binned.pk}/restore/").status_code == written


def test_deleting_for_good_asks_first_and_says_that_it_is_final(client, amina, binned):
    client.force_login(amina)

    page = client.get(f"/bin/{binned.pk}/erase/").content.decode()
    response = client.post(f"/bin/{binned.pk}/erase/")

    assert "This cannot be undone" in page
    assert response["Location"] == f"/workspaces/{binned.workspace_id}/bin/"
    assert not Evidence.objects.exists()


def test_the_bin_costs_as_many_queries_for_three_as_for_one(client, amina, binned, django_assert_num_queries):
    client.force_login(amina)
    address = f"/workspaces/{binned.workspace_id}/bin/"
    client.get(address)
    with django_assert_num_queries(10) as one:
        client.get(address)
    for _ in range(2):
        Evidence.objects.create(
            workspace=binned.workspace, kind="link", url="https://x.org", title="x", created_at=AT, created_by=amina,
            binned_at=AT, binned_by=amina,
        )  # fmt: skip

    with django_assert_num_queries(len(one.captured_queries)):
        client.get(address)


def test_the_page_lists_what_lies_there(client, amina, binned):
    client.force_login(amina)

    page = client.get(f"/workspaces/{binned.workspace_id}/bin/").content.decode()

    assert "Décret 88" in page
    assert "Bring it back" in page
