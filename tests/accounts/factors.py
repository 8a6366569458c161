"""Second factors for tests: a real key, and the code that an app would show for it."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.urls import reverse

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "correct horse battery"


def code_now(secret=SECRET, steps=0):
    """What the app shows, some half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def give_app(user):
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)


def recovery_codes(user):
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return RecoveryCodes(row).get_unused_codes()


def type_password(client, user, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": user.email, "password": password}, **more)


def sign_in(client, user, code=None, **more):
    """The whole way in: the password, and the code where one is asked for."""
    answer = type_password(client, user, **more)
    if answer.headers.get("Location", "").startswith(reverse("mfa_authenticate")):
        answer = client.post(reverse("mfa_authenticate"), {"code": code or code_now()}, **more)
    return answer
