"""Forms of people."""

from allauth.account.forms import SignupForm
from django import forms
from django.utils.translation import gettext_lazy


class SignUpForm(SignupForm):
    """Name, address, password."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("A pseudonym is fine. Members of your organisation see it."),
    )
    field_order = ["name", "email", "password1"]
