"""Forms of people who come in by way of their organisation's own sign-in."""

from typing import Any, ClassVar

from allauth.account.adapter import get_adapter
from allauth.socialaccount import forms as social
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from accounts.forms.entrance import ADDRESS, PASSWORD, OwnWords


class ProviderSignUpForm(OwnWords, social.SignupForm):
    """Name of somebody new; the address is the one that the provider has checked."""

    name = forms.CharField(max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "nickname"}))
    field_order = ("name", "email")
    labels: ClassVar = {"name": gettext_lazy("Your name"), "email": ADDRESS}
    hints: ClassVar = {
        "name": gettext_lazy(
            "A pseudonym is fine. Members of your organisation see it; without one they see your e-mail address."
        )
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].disabled = True


class LinkForm(forms.Form):
    """The password of the account here, before a provider may open it."""

    password = forms.CharField(
        label=PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"dir": "ltr", "autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.email = request, email
        self.user: Any = None

    def clean_password(self) -> str:
        # Counted like a sign-in.
        password = self.cleaned_data["password"]
        self.user = get_adapter(self.request).authenticate(self.request, email=self.email, password=password)
        if self.user is None:
            raise forms.ValidationError(gettext("This is not your password. Type it again."))
        return password
