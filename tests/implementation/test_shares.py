"""Links to one thing of a workspace: who makes them, what they show to whom, and that they end at once."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Organisation, ShareLink, User, WorkspaceMember
from accounts.services.shares import LinkGone, find_share, revoke_share
from common.actor import acting_for
from common.keys import digest
from common.models import AuditEvent
from implementation.models import MidTermReport
from tests.factories import AT, make_organisation, make_rating, make_recommendation, make_share, make_workspace


@pytest.fixture
def rated(workspace, review, amina):
    return make_rating(workspace, make_recommendation(review, item=7), amina, note="canary-note")


@pytest.fixture
def report(workspace, amina):
    row = MidTermReport(workspace=workspace, language="fr", created_at=AT, created_by=amina, finished_at=AT)
    row.file.save("x.pdf", ContentFile(b"%PDF-canary"), save=False)
    row.status = MidTermReport.Status.DONE
    row.save()
    return row


def page(secret):
    return reverse("accounts:shared", args=[secret])


def form(**changes):
    return {"key": str(uuid4()), "note": "The donor", "days": "7"} | changes


def create_address(workspace, query="kind=overview"):
    return reverse("accounts:share_create", args=[workspace.pk]) + f"?{query}"


def test_create_share_keeps_no_secret(odile, workspace):
    link, secret = make_share(workspace, odile, at=AT, days=30)

    link.refresh_from_db()
    assert (link.key_hash, link.expires_at) == (digest(secret), AT + timedelta(days=30))
    assert secret not in str(vars(link))
    event = AuditEvent.objects.get(verb="create_share")
    assert (event.target_id, event.workspace_id, event.actor_id) == (str(link.pk), workspace.pk, odile.pk)


@pytest.mark.parametrize("days", [0, 91])
def test_create_share_ends_in_90_days(odile, workspace, days):
    with pytest.raises(ValueError, match=str(days)):
        make_share(workspace, odile, days=days)


def test_sharelink_ends_after_it_begins(odile, workspace):
    link, _secret = make_share(workspace, odile)

    with pytest.raises(IntegrityError), transaction.atomic():
        ShareLink.objects.filter(pk=link.pk).update(expires_at=link.created_at)


def test_find_share_narrows_its_maker(odile, workspace):
    link, secret = make_share(workspace, odile, at=AT)

    found = find_share(secret=secret, at=AT)

    assert (found, found.created_by.narrowed_to) == (link, (workspace.pk,))
    for wrong, at in [(secret + "x", AT), ("", AT), (secret, AT + timedelta(days=7))]:
        with pytest.raises(LinkGone):
            find_share(secret=wrong, at=at)


def test_the_wall_shows_a_link_to_its_workspace_and_to_its_bearer(odile, bruno, chidi, workspace):
    _link, secret = make_share(workspace, odile)

    seen = []
    for user, key in [(odile, ""), (bruno, ""), (chidi, ""), (None, ""), (None, digest(secret))]:
        with acting_for(user, key=key):
            seen.append(ShareLink.objects.count())

    assert seen == [1, 1, 0, 0, 1]


def test_shared_overview_is_read_without_an_account(client, odile, workspace, rated):
    link, secret = make_share(workspace, odile)

    answer = client.get(page(secret))

    content = answer.content.decode()
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive, nosnippet"
    assert "<title>Shared page – UPR Platform</title>" in content
    assert answer.context["overview"].tally.rated == 1
    assert "sessionid" not in answer.cookies
    link.refresh_from_db()
    assert (link.opened_count, link.last_opened_date) == (1, timezone.now().date())


def test_shared_pages_lead_nowhere_else_in_the_workspace(client, odile, workspace, rated, report):
    for thing in ({}, {"kind": "midterm", "object_id": report.pk}):
        _link, secret = make_share(workspace, odile, **thing)

        content = client.get(page(secret)).content.decode()

        leads = set(re.findall(r'(?:href|action|src)="([^"#?]*)', content))
        assert {lead for lead in leads if re.search(r"workspaces|reports|evidence|ratings|account/", lead)} == set()
        assert str(workspace.pk) not in content


def test_shared_report_with_its_file(client, odile, workspace, rated, report):
    link, secret = make_share(workspace, odile, kind="midterm", object_id=report.pk)

    read, file = client.get(page(secret)), client.get(page(secret) + "file/")

    assert "canary-note" in read.content.decode()
    assert 'lang="fr"' in read.content.decode()
    assert b"".join(file.streaming_content) == b"%PDF-canary"
    assert (file.headers["Cache-Control"], file.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert file.headers["X-Robots-Tag"].startswith("noindex")
    link.refresh_from_db()
    assert link.opened_count == 1


def test_an_overview_has_no_file(client, odile, workspace, rated):
    _link, secret = make_share(workspace, odile)

    assert client.get(page(secret) + "file/").status_code == 404


def test_looking_whether_it_is_there_counts_nothing(client, odile, workspace, rated):
    link, secret = make_share(workspace, odile)

    assert client.head(page(secret)).status_code == 200
    assert client.post(page(secret)).status_code == 405

    link.refresh_from_db()
    assert link.opened_count == 0


def revoke(link, odile):
    revoke_share(link=link, by=odile, at=timezone.now())


def expire(link, odile):
    now = timezone.now()
    ShareLink.objects.update(created_at=now - timedelta(days=8), expires_at=now - timedelta(seconds=1))


def maker_leaves(link, odile):
    Membership.objects.filter(user=odile).delete()


def maker_only_edits(link, odile):
    Membership.objects.filter(user=odile).update(role="editor")


def maker_is_closed(link, odile):
    User.objects.filter(pk=odile.pk).update(is_active=False)


def organisation_leaves(link, odile):
    WorkspaceMember.objects.filter(workspace=link.workspace).delete()


def organisation_only_contributes(link, odile):
    WorkspaceMember.objects.filter(workspace=link.workspace).update(role="contributor")


def organisation_closes(link, odile):
    Organisation.objects.update(closed_at=AT, closed_by=odile)


def report_goes(link, odile):
    MidTermReport.objects.all().delete()


def kind_goes(link, odile):
    ShareLink.objects.update(kind="something")


CHANGES = [
    revoke,
    expire,
    maker_leaves,
    maker_only_edits,
    maker_is_closed,
    organisation_leaves,
    organisation_only_contributes,
    organisation_closes,
    report_goes,
    kind_goes,
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_link_ends_at_once_and_looks_as_if_it_never_was(
    client, odile, bruno, organisation, workspace, report, change
):
    # Somebody else still owns, so that the maker may go.
    Membership.objects.filter(user=bruno).update(role="owner")
    link, secret = make_share(workspace, odile, kind="midterm", object_id=report.pk)
    assert client.get(page(secret)).status_code == 200

    change(link, odile)

    nothing = client.get(page("nothing"))
    for path in (page(secret), page(secret) + "file/"):
        answer = client.get(path)
        assert (answer.status_code, without_address(answer, secret)) == (404, without_address(nothing, "nothing"))


def without_address(answer, secret):
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return text.replace(f"{page(secret)}file/", "-").replace(page(secret), "-")


def test_a_visitor_who_is_signed_in_stays_who_they_are(client, odile, chidi, workspace, rated):
    _link, secret = make_share(workspace, odile)
    client.force_login(chidi)

    assert client.get(page(secret)).context["request"].user == chidi
    assert client.get(workspace.get_absolute_url()).status_code == 404


def test_a_link_shows_nothing_of_another_workspace(client, odile, organisation, workspace, review, report):
    other = make_workspace(organisation=organisation, review=review)
    _link, secret = make_share(other, odile, kind="midterm", object_id=report.pk)

    assert client.get(page(secret)).status_code == 404


@pytest.mark.parametrize(
    ("person", "status"), [("odile", 200), ("amina", 403), ("bruno", 403), ("chidi", 404)], ids=str
)
def test_share_create_is_for_those_who_publish(client, request, workspace, rated, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(create_address(workspace)).status_code == status
    assert client.post(create_address(workspace), form()).status_code == status
    assert ShareLink.objects.count() == (status == 200)


def test_share_create_shows_the_address_once(client, odile, workspace, rated):
    client.force_login(odile)
    posted = form()

    answer = client.post(create_address(workspace), posted)

    address = answer.context["address"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content.decode().count(address) == 1
    assert client.get(address).status_code == 200
    assert client.post(create_address(workspace), posted).status_code == 302
    assert ShareLink.objects.count() == 1
    shown = client.get(reverse("accounts:share_list", args=[workspace.pk])).content.decode()
    assert "The donor" in shown
    assert address.rsplit("/", 2)[1] not in shown


@pytest.mark.parametrize(
    "query", ["", "kind=evidence", "kind=midterm", "kind=midterm&object=1", "kind=overview&object=1"]
)
def test_share_create_of_what_is_not_there(client, odile, workspace, query):
    client.force_login(odile)

    assert client.get(create_address(workspace, query)).status_code == 404


def test_share_create_of_a_foreign_report(client, odile, organisation, workspace, review, report):
    other = make_workspace(organisation=make_organisation(), review=review)
    MidTermReport.objects.update(workspace=other)
    client.force_login(odile)

    assert client.get(create_address(workspace, f"kind=midterm&object={report.pk}")).status_code == 404


@pytest.mark.parametrize(("changes", "field"), [({"days": "365"}, "days"), ({"note": "n" * 121}, "note")])
def test_share_create_says_what_is_wrong(client, odile, workspace, changes, field):
    client.force_login(odile)

    answer = client.post(create_address(workspace), form(**changes))

    assert (list(answer.context["form"].errors), ShareLink.objects.count()) == ([field], 0)


@pytest.mark.parametrize(
    ("person", "sees", "ends"), [("odile", 200, 302), ("amina", 200, 403), ("bruno", 200, 403), ("chidi", 404, 404)]
)
def test_who_sees_links_and_ends_them(client, request, odile, workspace, person, sees, ends):
    link, _secret = make_share(workspace, odile)
    client.force_login(request.getfixturevalue(person))

    assert client.get(reverse("accounts:share_list", args=[workspace.pk])).status_code == sees
    assert client.post(reverse("accounts:share_revoke", args=[link.pk])).status_code == ends

    link.refresh_from_db()
    assert (link.revoked_at is not None) is (ends == 302)


@pytest.mark.parametrize("number", [1, 3])
def test_share_list_asks_no_more_for_more_links(client, odile, workspace, number, django_assert_num_queries):
    for _ in range(number):
        make_share(workspace, odile)
    client.force_login(odile)

    # The days of the review are kept from now on.
    client.get(reverse("accounts:share_list", args=[workspace.pk]))
    with django_assert_num_queries(12):
        client.get(reverse("accounts:share_list", args=[workspace.pk]))


def test_pages_offer_the_link_to_those_who_publish(client, odile, amina, workspace, rated, report):
    places = [reverse("implementation:overview", args=[workspace.pk]), report.get_absolute_url()]
    offers = {}
    for user in (odile, amina):
        client.force_login(user)
        offers[user] = ["shares/create/" in client.get(place).content.decode() for place in places]

    assert offers == {odile: [True, True], amina: [False, False]}
