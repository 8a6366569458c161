"""Writes about people, organisations and workspaces."""

import pytest
from django.core import mail

from accounts.models import Membership, Organisation, User, Workspace, WorkspaceMember
from accounts.services.people import let_in, name_record_editor, welcome_user
from accounts.services.workspaces import AlreadyOpen, open_workspace
from common.models import AuditEvent
from tests.factories import AT, make_member, make_organisation, make_user


def test_welcome_user_first_account_needs_no_approval(db):
    user = welcome_user(user=User(email="first@example.org"), needs_approval=True)

    assert (user.is_active, user.is_record_editor, user.is_staff, user.is_superuser) == (True, True, True, True)


def test_welcome_user_demonstration_does_not_count(db):
    make_user(is_demonstration=True)

    user = welcome_user(user=User(email="first@example.org"), needs_approval=False)

    assert user.is_record_editor is True


def test_let_in_opens_and_writes(db, django_capture_on_commit_callbacks):
    staff, waiting, open_already = make_user(), make_user(is_active=False), make_user()

    with django_capture_on_commit_callbacks(execute=True):
        number = let_in(users=[waiting, open_already], by=staff, at=AT, sign_in_url="https://upr.example/in/")

    waiting.refresh_from_db()
    assert (number, waiting.is_active) == (1, True)
    assert [(message.to, message.subject) for message in mail.outbox] == [([waiting.email], "Your account is open")]
    assert "https://upr.example/in/" in mail.outbox[0].body
    assert AuditEvent.objects.get(verb="let_in").target_id == str(waiting.pk)


def test_let_in_leaves_closed_accounts_closed(db):
    closed = make_user(is_active=False, last_login=AT)

    number = let_in(users=[closed], by=make_user(), at=AT, sign_in_url="https://upr.example/in/")

    closed.refresh_from_db()
    assert (number, closed.is_active) == (0, False)


def test_open_workspace_founds_the_organisation(review):
    user = make_user()

    workspace = open_workspace(
        review=review, organisation=Organisation(name="Harbour Legal Clinic", kind="national"), by=user, at=AT
    )

    organisation = Organisation.objects.get()
    assert workspace.name == "Harbour Legal Clinic"
    assert Membership.objects.get(user=user).role == Membership.Role.OWNER
    assert workspace.member_rows.get().organisation == organisation
    assert workspace.member_rows.get().role == WorkspaceMember.Role.COORDINATOR
    assert [event.verb for event in AuditEvent.objects.order_by("verb", "pk")] == ["create", "create"]


def test_open_workspace_sent_twice_founds_one_organisation(review):
    user = make_user()
    open_workspace(review=review, organisation=Organisation(name="Harbour"), by=user, at=AT)

    with pytest.raises(AlreadyOpen) as error:
        open_workspace(review=review, organisation=Organisation(name="Harbour"), by=user, at=AT)

    assert error.value.workspace == Workspace.objects.get()
    assert Organisation.objects.count() == 1


def test_open_workspace_of_a_namesake_is_another_organisation(review):
    make_member(make_organisation(name="Harbour"), role=Membership.Role.OWNER)

    open_workspace(review=review, organisation=Organisation(name="Harbour"), by=make_user(), at=AT)

    assert Organisation.objects.filter(name="Harbour").count() == 2


def test_name_record_editor_leaves_a_trace(db):
    editor, user = make_user(is_record_editor=True), make_user()

    name_record_editor(user=user, by=editor, at=AT)

    user.refresh_from_db()
    assert user.is_record_editor is True
    assert AuditEvent.objects.get().actor_id == editor.pk
