"""Who may do what with people's things."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts import rules
from accounts.models import Membership, WorkspaceMember
from tests.factories import make_member, make_organisation, make_workspace


@pytest.mark.parametrize(
    ("person", "edit", "publish"),
    [
        ("odile", True, True),
        ("amina", True, False),
        ("bruno", False, False),
        ("chidi", False, False),
    ],
)
def test_rules_of_a_workspace(request, workspace, person, edit, publish):
    user = request.getfixturevalue(person)

    assert rules.can_edit_workspace(user, workspace) is edit
    assert rules.can_publish_workspace(user, workspace) is publish


def test_rules_refuse_everything_to_nobody(workspace):
    nobody = AnonymousUser()

    assert rules.can_edit_workspace(nobody, workspace) is False
    assert rules.can_edit_record(nobody) is False


@pytest.mark.parametrize(
    ("part", "edit", "publish"),
    [
        (WorkspaceMember.Role.COORDINATOR, True, True),
        (WorkspaceMember.Role.CONTRIBUTOR, True, False),
        (WorkspaceMember.Role.OBSERVER, False, False),
    ],
)
def test_rules_of_an_owner_depend_on_the_part_of_the_organisation(review, part, edit, publish):
    organisation = make_organisation()
    owner = make_member(organisation, role=Membership.Role.OWNER)
    workspace = make_workspace(organisation=organisation, review=review, role=part)

    assert rules.can_edit_workspace(owner, workspace) is edit
    assert rules.can_publish_workspace(owner, workspace) is publish
