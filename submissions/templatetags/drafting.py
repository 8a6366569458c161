"""Words of the pages of submissions."""

from uuid import UUID, uuid4

from django import template
from django.utils.translation import gettext

from accounts.models import User

register = template.Library()


@register.filter
def called(person: User) -> str:
    """The name of a person; never an address, which their partners need not know."""
    if person.name or person.deleted_at:
        return str(person)
    return gettext("somebody without a name")


@register.filter
def tail(words: str, most: int = 120) -> str:
    """The end of what stands before a name."""
    return words if len(words) <= most else f"…{words[-most:]}"


@register.simple_tag
def new_key() -> UUID:
    """What a second press of the same button is known by."""
    return uuid4()
