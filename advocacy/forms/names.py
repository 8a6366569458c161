"""The list of whom texts may name, read and confirmed before others read them."""

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from advocacy.naming import Named
from common.forms import SeenForm


class NamesForm(SeenForm):
    """A form after which others read texts: who sends it says that whom they may name may be told.

    The tick is shown with the list only; ``names`` is the seal of the list that was read.
    """

    named: Named | None = None
    may_be_named = forms.BooleanField(
        label=gettext_lazy("I have read this list: all that stands in it may be told to those who read the strategy."),
        required=False,
        widget=forms.HiddenInput,
    )
    names = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def confirmed(self) -> str:
        """The seal of what may be told; empty where nobody said so."""
        return self.cleaned_data["names"] if self.cleaned_data["may_be_named"] else ""

    def show_names(self, named: Named) -> None:
        """Let the page list whom the texts may name, with the tick."""
        if named.has_to_be_read:
            self.named = named
            self.initial["names"] = named.seal
            self.fields["may_be_named"].widget = forms.CheckboxInput()

    def ask_for_names(self, named: Named) -> None:
        """Nobody has confirmed this list yet: the words stay, the tick does not."""
        self.show_names(named)
        self.add_error("may_be_named", gettext("Read the list, then tick this, or go back and change the text."))
        sent = cast("QueryDict", self.data).copy()
        sent["names"] = named.seal
        sent.pop("may_be_named", None)
        self.data = sent
