"""Background work about people."""

from celery import shared_task
from django.core.mail import send_mail
from django.template.loader import render_to_string


@shared_task(name="accounts.announce_admission")
def announce_admission(*, user_id: str, sign_in_url: str) -> None:
    """Tell a newcomer that the account is open."""
    from accounts.models import User  # noqa: PLC0415 tasks import what they run inside

    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    context = {"sign_in_url": sign_in_url}
    subject = render_to_string("account/email/admission_subject.txt", context).strip()
    send_mail(subject, render_to_string("account/email/admission_message.txt", context).strip(), None, [user.email])
