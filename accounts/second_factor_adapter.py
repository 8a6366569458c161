"""How allauth's second factors look and are kept here."""

from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from common.sealing import seal, unseal

PURPOSE = "second factor"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets sealed, errors in our words, and a picture that the policy of the page allows."""

    error_messages: ClassVar[dict] = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": gettext_lazy("Recovery codes come with an app or a passkey. Add one first."),
        "cannot_delete_authenticator": gettext_lazy(
            "An organisation of yours asks for a second factor. Add another one first, then remove this one."
        ),
        "incorrect_code": gettext_lazy("This code does not match. Wait for the next one, and type it as it is shown."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, purpose=PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, purpose=PURPOSE)

    def get_totp_issuer(self) -> str:
        return settings.PLATFORM_NAME

    def build_totp_svg(self, url: str) -> str:
        """Drawn into the page itself: the policy of our pages allows no picture from a data: address."""
        import qrcode  # noqa: PLC0415 of this one page
        from qrcode.image.svg import SvgPathImage  # noqa: PLC0415

        return qrcode.make(url, image_factory=SvgPathImage).to_string(encoding="unicode")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor of somebody whose organisation asks for one stays."""
        main = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(
            type=Authenticator.Type.RECOVERY_CODES
        )
        if main.exclude(pk=authenticator.pk).exists():
            return True
        return not authenticator.user.organisations.filter(requires_second_factor=True, closed_at=None).exists()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.PLATFORM_NAME}
