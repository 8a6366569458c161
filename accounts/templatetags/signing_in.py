"""What allauth's own pages need and do not bring."""

from typing import Any

from django import template

from accounts.sign_in_facts import OpenSession, open_sessions

register = template.Library()


@register.simple_tag(takes_context=True)
def sessions_of_person(context: dict[str, Any]) -> list[OpenSession]:
    """The browsers in which the person who looks at the page is signed in."""
    request = context["request"]
    return open_sessions(request.user, session_key=request.session.session_key)
