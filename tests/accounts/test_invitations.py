"""Invitations: one link, one use, one end."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from accounts.models import Invitation, Membership, Organisation, WorkspaceMember
from accounts.services import invitations
from accounts.services.invitations import (
    AlreadyInside,
    InvitationGone,
    TooManyOpen,
    find_invitation,
    invite,
    join_organisation,
    join_workspace,
    withdraw_invitation,
)
from accounts.services.organisations import close_organisation
from common.actor import acting_for
from common.keys import digest
from common.models import AuditEvent
from tests.factories import AT, make_member, make_organisation, make_user

ADDRESS = "https://upr.example/invitations/open/SECRET/"


def door(into, by, role="reader", at=AT, **fields):
    """An open invitation and the digest of its secret."""
    with acting_for(by):
        invitation, secret = invite(into=into, role=role, by=by, at=at, accept_url=ADDRESS, **fields)
    return invitation, digest(secret)


def come_in(user, key, at=AT):
    with acting_for(user):
        return join_organisation(key=key, by=user, at=at)


def test_invite_keeps_the_digest_only(odile, organisation):
    with acting_for(odile):
        invitation, secret = invite(into=organisation, role="editor", by=odile, at=AT, accept_url=ADDRESS, days=30)

    assert invitation.key_hash == digest(secret)
    assert invitation.expires_at == AT + timedelta(days=30)
    assert secret not in str(Invitation.objects.values().get())
    assert AuditEvent.objects.values_list("verb", "organisation_id").get() == ("invite", organisation.pk)


def test_invite_by_address_writes_a_mail_that_names_nobody(odile, organisation, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        _invitation, secret = invite(
            into=organisation, role="editor", by=odile, at=AT, accept_url=ADDRESS, email="New@Example.org"
        )

    [letter] = mail.outbox
    assert letter.to == ["new@example.org"]
    assert letter.subject == "An invitation"
    assert ADDRESS.replace("SECRET", secret) in letter.body
    assert organisation.name not in letter.body
    assert "Odile" not in letter.body


def test_invite_has_an_end(odile, organisation, monkeypatch):
    monkeypatch.setattr(invitations, "MOST_OPEN", 2)
    door(organisation, odile)
    door(organisation, odile)

    with pytest.raises(TooManyOpen):
        door(organisation, odile)

    assert Invitation.objects.count() == 2


def test_join_organisation_makes_a_member_once(odile, organisation):
    invitation, key = door(organisation, odile, role="editor")
    new, late = make_user(), make_user()

    assert come_in(new, key) == organisation

    invitation.refresh_from_db()
    assert Membership.objects.get(user=new).role == Membership.Role.EDITOR
    assert (invitation.used_at, invitation.used_by) == (AT, new)
    assert AuditEvent.objects.filter(verb="join", organisation_id=organisation.pk, actor_id=new.pk).count() == 1
    with pytest.raises(InvitationGone):
        come_in(late, key)


@pytest.mark.parametrize("end", ["withdrawn", "expired", "unknown", "other address", "closed", "maker gone"])
def test_doors_that_are_shut_all_look_the_same(odile, organisation, end):
    invitation, key = door(organisation, odile, email="somebody@example.org" if end == "other address" else "")
    at = AT
    if end == "withdrawn":
        withdraw_invitation(invitation=invitation, by=odile, at=AT)
    elif end == "expired":
        at = AT + timedelta(days=7)
    elif end == "unknown":
        key = digest("nothing")
    elif end == "closed":
        close_organisation(organisation=organisation, by=odile, at=AT)
    elif end == "maker gone":
        odile.is_active = False
        odile.save()
    user = make_user()

    with acting_for(user):
        with pytest.raises(InvitationGone):
            find_invitation(key=key, by=user, at=at)
        with pytest.raises(InvitationGone):
            join_organisation(key=key, by=user, at=at)

    assert not Membership.objects.filter(user=user).exists()


def test_join_organisation_by_the_address_it_was_written_to(odile, organisation):
    user = make_user(email="Somebody@example.org")
    _invitation, key = door(organisation, odile, email="somebody@EXAMPLE.org")

    assert come_in(user, key) == organisation


def test_join_organisation_only_raises_a_role(odile, bruno, organisation):
    invitation, key = door(organisation, odile, role="reader")
    with pytest.raises(AlreadyInside):
        come_in(odile, key)
    invitation.refresh_from_db()
    assert invitation.used_at is None

    _invitation, key = door(organisation, odile, role="owner")
    come_in(bruno, key)

    assert Membership.objects.get(user=bruno).role == Membership.Role.OWNER


def test_an_invitation_into_one_opens_no_other(odile, organisation, workspace):
    _invitation, into_organisation = door(organisation, odile)
    _invitation, into_workspace = door(workspace, odile, role="observer")
    own = make_organisation()
    user = make_member(own, role=Membership.Role.OWNER)

    with pytest.raises(InvitationGone):
        come_in(user, into_workspace)
    with acting_for(user), pytest.raises(InvitationGone):
        join_workspace(key=into_organisation, organisation=own, by=user, at=AT)


def test_join_workspace_takes_the_part_of_the_invitation(odile, chidi, workspace):
    invitation, key = door(workspace, odile, role="supporter")
    theirs = chidi.organisations.get()

    with acting_for(chidi):
        found = find_invitation(key=key, by=chidi, at=AT)
        assert found.workspace.review.state_under_review.name == "Arcadia"
        join_workspace(key=key, organisation=theirs, by=chidi, at=AT)
        with pytest.raises(InvitationGone):
            find_invitation(key=key, by=chidi, at=AT)

    assert WorkspaceMember.objects.get(organisation=theirs).role == WorkspaceMember.Role.SUPPORTER
    event = AuditEvent.objects.get(verb="join")
    assert (event.workspace_id, event.organisation_id) == (workspace.pk, theirs.pk)
    invitation.refresh_from_db()
    assert invitation.used_by == chidi


def test_join_workspace_of_one_that_is_in_leaves_the_door_open(odile, organisation, workspace):
    invitation, key = door(workspace, odile, role="observer")

    with acting_for(odile), pytest.raises(AlreadyInside):
        join_workspace(key=key, organisation=organisation, by=odile, at=AT)

    invitation.refresh_from_db()
    assert invitation.used_at is None
    assert WorkspaceMember.objects.get().role == WorkspaceMember.Role.COORDINATOR


# The pages.


@pytest.mark.parametrize(("person", "status"), [("odile", 200), ("amina", 403), ("bruno", 403), ("chidi", 404)])
def test_organisation_invite_is_for_owners(client, request, organisation, person, status):
    client.force_login(request.getfixturevalue(person))
    address = reverse("accounts:organisation_invite", args=[organisation.pk])

    assert client.get(address).status_code == status
    assert client.post(address, {"role": "owner", "days": 7}).status_code == status
    assert Invitation.objects.count() == (status == 200)


def test_organisation_invite_shows_the_link_once(client, odile, organisation):
    client.force_login(odile)

    answer = client.post(
        reverse("accounts:organisation_invite", args=[organisation.pk]), {"role": "reader", "email": "", "days": 3}
    )

    invitation = Invitation.objects.get()
    secret = answer.context["link"].removesuffix("/").rpartition("/")[2]
    assert digest(secret) == invitation.key_hash
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'value="http://testserver/invitations/open/{secret}/" readonly' in answer.content.decode()
    assert secret not in client.get(organisation.get_absolute_url()).content.decode()


@pytest.mark.parametrize("days", ["0", "31", "x", ""])
def test_organisation_invite_asks_for_days_that_fit_and_keeps_what_was_typed(client, odile, organisation, days):
    client.force_login(odile)

    answer = client.post(
        reverse("accounts:organisation_invite", args=[organisation.pk]),
        {"role": "editor", "email": "new@example.org", "days": days},
    )

    assert answer.context["form"].errors == {"days": ["Write a number of days, 1 to 30."]}
    assert 'value="new@example.org"' in answer.content.decode()
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize(("person", "status"), [("odile", 302), ("amina", 403), ("bruno", 403), ("chidi", 404)])
def test_invitation_withdraw_is_for_owners(client, request, odile, organisation, person, status):
    invitation, _key = door(organisation, odile)
    client.force_login(request.getfixturevalue(person))

    answer = client.post(reverse("accounts:invitation_withdraw", args=[invitation.pk]))

    invitation.refresh_from_db()
    assert answer.status_code == status
    assert (invitation.withdrawn_at is not None) is (status == 302)


def opened(client, into, by, **fields):
    """The browser after it followed a link."""
    with acting_for(by):
        _invitation, secret = invite(
            into=into, **{"role": "reader"} | fields, by=by, at=timezone.now(), accept_url=ADDRESS
        )
    return secret, client.get(reverse("accounts:invitation_open", args=[secret]))


def test_invitation_open_keeps_the_secret_out_of_everything(client, odile, organisation):
    secret, answer = opened(client, organisation, odile)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/invitations/")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    assert dict(client.session) == {"invitation": digest(secret)}


def test_a_stranger_learns_nothing_before_signing_in(client, odile, organisation):
    opened(client, organisation, odile)

    page = client.get("/invitations/").content.decode()

    assert escape(organisation.name) not in page
    assert "<title>Welcome – UPR Platform</title>" in page
    assert "/accounts/login/?next=/invitations/" in page
    assert "/accounts/signup/?next=/invitations/" in page


def test_the_invitation_survives_signing_up(client, odile, organisation):
    opened(client, organisation, odile, role="editor")

    answer = client.post(
        "/accounts/signup/",
        {"email": "new@example.org", "name": "New", "password1": "three-brown-kettles", "next": "/invitations/"},
    )
    page = client.get(answer.headers["Location"])
    joined = client.post("/invitations/")

    assert answer.headers["Location"] == "/invitations/"
    assert escape(organisation.name) in page.content.decode()
    assert joined.headers["Location"] == organisation.get_absolute_url()
    assert Membership.objects.get(user__email="new@example.org").role == Membership.Role.EDITOR
    assert "invitation" not in client.session


def test_the_first_door_after_signing_in_leads_to_the_invitation(client, odile, chidi, organisation):
    opened(client, organisation, odile)
    client.force_login(chidi)

    assert client.get("/start/").headers["Location"] == "/invitations/"

    client.post("/invitations/forget/")
    assert client.get("/start/").status_code == 200


@pytest.mark.parametrize("person", ["nobody", "wrong address", "used"])
def test_invitation_gone_looks_the_same_for_all(client, odile, chidi, organisation, person):
    fields = {"email": "somebody@example.org"} if person == "wrong address" else {}
    if person != "nobody":
        secret, _answer = opened(client, organisation, odile, **fields)
    if person == "used":
        join_organisation(key=digest(secret), by=make_user(), at=timezone.now())
    client.force_login(chidi)
    if person == "wrong address":
        client.get(reverse("accounts:invitation_open", args=[secret]))

    for answer in (client.get("/invitations/"), client.post("/invitations/")):
        assert answer.status_code == 404
        assert "This invitation opens nothing" in answer.content.decode()
        assert escape(organisation.name) not in answer.content.decode()
    assert not Membership.objects.filter(user=chidi, organisation=organisation).exists()


def test_invitation_of_a_member_says_so(client, odile, organisation):
    opened(client, organisation, odile)
    client.force_login(odile)
    client.get("/start/")

    answer = client.post("/invitations/")

    assert answer.headers["Location"] == reverse("accounts:account")


def test_invitation_into_a_workspace_asks_which_organisation(client, odile, chidi, workspace):
    second = make_organisation(name="Second")
    Membership.objects.create(user=chidi, organisation=second, role=Membership.Role.OWNER)
    not_owned = make_organisation(name="Not owned")
    Membership.objects.create(user=chidi, organisation=not_owned, role=Membership.Role.EDITOR)
    opened(client, workspace, odile, role="observer")
    client.force_login(chidi)

    page = client.get("/invitations/")
    refused = client.post("/invitations/", {"organisation": not_owned.pk})
    answer = client.post("/invitations/", {"organisation": second.pk})

    assert [one.name for one in page.context["form"].owned] == ["Elsewhere", "Second"]
    assert set(refused.context["form"].errors) == {"organisation"}
    assert answer.headers["Location"] == workspace.get_absolute_url()
    assert WorkspaceMember.objects.get(organisation=second).role == WorkspaceMember.Role.OBSERVER


def test_invitation_into_a_workspace_founds_an_organisation(client, odile, workspace):
    opened(client, workspace, odile, role="contributor")
    client.force_login(make_user())

    wrong = client.post("/invitations/", {"organisation-name": "", "organisation-kind": "nhri"})
    client.post("/invitations/", {"organisation-name": "Brand new", "organisation-kind": "nhri"})

    assert set(wrong.context["form"].new_organisation.errors) == {"name"}
    founded = Organisation.objects.get(name="Brand new")
    assert WorkspaceMember.objects.get(organisation=founded).role == WorkspaceMember.Role.CONTRIBUTOR


def test_invitation_into_a_workspace_is_for_owners(client, odile, workspace):
    opened(client, workspace, odile, role="observer")
    client.force_login(make_member(make_organisation(name="Not mine to give"), role=Membership.Role.EDITOR))

    form = client.get("/invitations/").context["form"]

    assert form.owned == []
    assert form.new_organisation is not None
