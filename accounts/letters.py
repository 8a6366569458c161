"""Mails that carry a secret: sent at once, never through the broker, which holds ids only."""

from datetime import datetime

from django.core.mail import send_mail
from django.template.loader import render_to_string


def send_invitation(*, email: str, link: str) -> None:
    """Write to somebody that a door is open; the mail names nobody and nothing."""
    context = {"link": link}
    subject = render_to_string("account/email/invitation_subject.txt", context).strip()
    send_mail(subject, render_to_string("account/email/invitation_message.txt", context).strip(), None, [email])


def send_way_back_asked(*, email: str, link: str, opens_at: datetime) -> None:
    """Write to somebody whose second factor is said to be lost, with the link that stops it."""
    context = {"link": link, "opens_at": opens_at}
    subject = render_to_string("account/email/way_back_asked_subject.txt", context).strip()
    send_mail(subject, render_to_string("account/email/way_back_asked_message.txt", context).strip(), None, [email])


def send_new_browser(*, email: str) -> None:
    """Write to somebody that the account was opened in a browser that it did not know. Not which, not where."""
    subject = render_to_string("account/email/new_browser_subject.txt").strip()
    send_mail(subject, render_to_string("account/email/new_browser_message.txt").strip(), None, [email])
