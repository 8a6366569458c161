"""Forms of the entrance: allauth's, with our words, no placeholder for a label, and hints that help."""

from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from accounts.models import User

ADDRESS = gettext_lazy("E-mail address")
PASSWORD = gettext_lazy("Password")
NEW_PASSWORD = gettext_lazy("New password")
AGAIN = gettext_lazy("The new password again")
PRESENT = gettext_lazy("Your present password")
LONG = gettext_lazy("At least 10 characters. Four or five words that do not belong together are easy to remember.")


class OwnWords:
    """allauth's fields, said in our words."""

    labels: ClassVar[dict[str, Any]] = {}
    hints: ClassVar[dict[str, Any]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["dir"] = "auto" if name == "name" else "ltr"


class SignUpForm(OwnWords, allauth.SignupForm):
    """Name, address, password."""

    name = forms.CharField(max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "nickname"}))
    field_order = ("name", "email", "password1")
    labels: ClassVar = {"name": gettext_lazy("Your name"), "email": ADDRESS, "password1": PASSWORD}
    hints: ClassVar = {
        "name": gettext_lazy(
            "A pseudonym is fine. Members of your organisation see it; without one they see your e-mail address."
        ),
        "email": gettext_lazy("You sign in with it. Nobody outside your organisation sees it."),
        "password1": LONG,
    }

    def validate_unique_email(self, value: str) -> str:
        if not self._everybody_waits():
            return super().validate_unique_email(value)
        self.account_already_exists = User.objects.filter(email__iexact=value).exists()
        return value

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists and self._everybody_waits():
            return None, get_adapter().respond_user_inactive(request, None)
        return super().try_save(request)

    def _everybody_waits(self) -> bool:
        """Whether every sign-up ends on the page that asks for patience: then a known address need not show."""
        if app_settings.EMAIL_VERIFICATION == app_settings.EmailVerificationMethod.MANDATORY:
            return False
        return settings.SIGNUP == "approval"


class SignInForm(OwnWords, allauth.LoginForm):
    """Address and password; what is wrong is said at the password."""

    labels: ClassVar = {"login": ADDRESS, "password": PASSWORD}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except forms.ValidationError as error:
            self.add_error("password", error)
            return self.cleaned_data


class ResetPasswordForm(OwnWords, allauth.ResetPasswordForm):
    """The address whose password is forgotten."""

    labels: ClassVar = {"email": ADDRESS}


class NewPasswordForm(OwnWords, allauth.ResetPasswordKeyForm):
    """A new password, after the link of the mail."""

    labels: ClassVar = {"password1": NEW_PASSWORD, "password2": AGAIN}
    hints: ClassVar = {"password1": LONG}


class FirstPasswordForm(OwnWords, allauth.SetPasswordForm):
    """A password for an account that has none."""

    labels: ClassVar = {"password1": NEW_PASSWORD, "password2": AGAIN}
    hints: ClassVar = {"password1": LONG}


class ChangePasswordForm(OwnWords, allauth.ChangePasswordForm):
    """The present password, and the new one."""

    labels: ClassVar = {"oldpassword": PRESENT, "password1": NEW_PASSWORD, "password2": AGAIN}
    hints: ClassVar = {"password1": LONG}


class ConfirmPasswordForm(OwnWords, allauth.ReauthenticateForm):
    """The present password once more, before something that matters."""

    labels: ClassVar = {"password": PRESENT}


class ChangeAddressForm(OwnWords, allauth.AddEmailForm):
    """The address to sign in with from now on."""

    labels: ClassVar = {"email": gettext_lazy("New e-mail address")}
    hints: ClassVar = {"email": gettext_lazy("We write to it. Until you open the link in that mail, nothing changes.")}

    def clean_email(self) -> str:
        # allauth drops an address that was never confirmed as soon as another is asked for: none would be left.
        if not EmailAddress.objects.filter(user=self.user, verified=True).exists():
            raise forms.ValidationError(gettext("Your present address is not confirmed yet. Confirm it first."))
        return super().clean_email()
