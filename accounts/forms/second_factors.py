"""Forms of second factors: allauth's with our words, and the request of somebody who lost one."""

from typing import Any, ClassVar

from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from accounts.forms.entrance import ADDRESS, PASSWORD, OwnWords

SIX = gettext_lazy("Six figures")


class TypedCode:
    """A code as people type it: with a space in the middle, or a dash."""

    cleaned_data: dict[str, Any]
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off"}

    def clean_code(self) -> str:
        self.cleaned_data["code"] = self.cleaned_data["code"].replace(" ", "").replace("-", "")
        return super().clean_code()  # type: ignore[misc]


class SecondStepForm(TypedCode, OwnWords, base.AuthenticateForm):
    """The code after the password."""

    labels: ClassVar = {"code": SIX}
    hints: ClassVar = {"code": gettext_lazy("Or one of your recovery codes, with eight figures.")}


class ConfirmCodeForm(TypedCode, OwnWords, base.ReauthenticateForm):
    """A code once more, before something that matters."""

    labels: ClassVar = {"code": SIX}
    hints: ClassVar = {"code": gettext_lazy("Or one of your recovery codes, with eight figures.")}


class AppForm(TypedCode, OwnWords, totp.ActivateTOTPForm):
    """The first code of a new app: it proves that the app has the key."""

    labels: ClassVar = {"code": gettext_lazy("The six figures that the app shows now")}


class PasskeyForm(OwnWords, webauthn.AddWebAuthnForm):
    """A passkey, and the name by which its owner will know it."""

    labels: ClassVar = {
        "name": gettext_lazy("Name of this passkey"),
        "passwordless": gettext_lazy("Sign in with it alone, without the password"),
    }
    hints: ClassVar = {
        "name": gettext_lazy("Where it is kept, for example: my telephone, the blue key."),
        "passwordless": gettext_lazy(
            "The device asks for your finger, your face or its PIN. Leave it out for old keys."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 60  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs |= {"dir": "auto", "maxlength": "60"}
        self.fields["passwordless"].initial = True


class PasskeyNameForm(OwnWords, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    labels: ClassVar = {"name": gettext_lazy("Name of this passkey")}


class LostFactorForm(forms.Form):
    """Address and password of somebody who lost the second factor. Says the same of a known and an unknown address."""

    login = forms.EmailField(label=ADDRESS, widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "username"}))
    password = forms.CharField(
        label=PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"dir": "ltr", "autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: Any = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not {"login", "password"} <= data.keys():
            return data
        adapter = get_adapter(self.request)
        try:
            # Counted like a sign-in, per address on the net and per account.
            self.user = adapter.authenticate(self.request, email=data["login"], password=data["password"])
        except forms.ValidationError as error:
            self.add_error("password", error)
            return data
        if self.user is None or not self.user.is_active:
            self.user = None
            self.add_error("password", gettext("The address and the password do not match. Check both."))
        return data
