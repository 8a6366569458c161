"""Roles of people in organisations and parts of organisations in workspaces, in words."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.models import Membership, WorkspaceMember

register = template.Library()

_Part = WorkspaceMember.Role
SENTENCES: dict[str, Promise] = {
    _Part.COORDINATOR: gettext_lazy(
        "Leads the workspace: writes, says who takes part and in which groups, and decides what is published."
    ),
    _Part.CONTRIBUTOR: gettext_lazy("Writes with the others: rates, brings evidence, makes reports."),
    _Part.SUPPORTER: gettext_lazy("Reads, guides and comments; decides nothing. Fits an international NGO."),
    _Part.OBSERVER: gettext_lazy("Reads along and writes nothing. Fits a national human rights institution."),
}
# No word is both a role and a part.
NAMES = {**dict(Membership.Role.choices), **dict(WorkspaceMember.Role.choices)}


@register.simple_tag
def part_sentence(role: str) -> Promise:
    """What an organisation with this part may do, in one sentence."""
    return SENTENCES[role]


@register.filter
def role_name(role: str) -> str:
    """The name of a role in an organisation, or of a part in a workspace."""
    return str(NAMES[role])
