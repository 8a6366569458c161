"""What staff send to have letters tried again."""

from django import forms


class AgainForm(forms.Form):
    """One letter, or none: all of them."""

    letter = forms.UUIDField(required=False)
