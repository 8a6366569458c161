"""Mails that carry a secret: sent at once, never through the broker, which holds ids only."""

from django.core.mail import send_mail
from django.template.loader import render_to_string


def send_invitation(*, email: str, link: str) -> None:
    """Write to somebody that a door is open; the mail names nobody and nothing."""
    context = {"link": link}
    subject = render_to_string("account/email/invitation_subject.txt", context).strip()
    send_mail(subject, render_to_string("account/email/invitation_message.txt", context).strip(), None, [email])
