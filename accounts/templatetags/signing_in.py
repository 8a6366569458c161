"""What allauth's own pages need and do not bring."""

from typing import Any

from django import template

from accounts.sign_in_facts import OpenSession, kinds_of, open_sessions

register = template.Library()


@register.filter
def in_fours(key: str) -> str:
    """A long key in groups that a person can follow with a finger; apps take it with or without the spaces."""
    return " ".join(key[place : place + 4] for place in range(0, len(key), 4))


@register.simple_tag
def factor_kinds(user: Any) -> set[str]:
    """The kinds of factors that somebody has who has just typed the password."""
    return kinds_of(user)


@register.simple_tag(takes_context=True)
def sessions_of_person(context: dict[str, Any]) -> list[OpenSession]:
    """The browsers in which the person who looks at the page is signed in."""
    request = context["request"]
    return open_sessions(request.user, session_key=request.session.session_key)
