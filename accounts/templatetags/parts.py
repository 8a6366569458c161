"""Roles of people in organisations and parts of organisations in workspaces, in words."""

from django import template
from django.utils.functional import Promise

from accounts.part_words import NAMES, SENTENCES

register = template.Library()


@register.simple_tag
def part_sentence(role: str) -> Promise:
    """What an organisation with this part may do, in one sentence."""
    return SENTENCES[role]


@register.filter
def role_name(role: str) -> str:
    """The name of a role in an organisation, or of a part in a workspace."""
    return str(NAMES[role])
