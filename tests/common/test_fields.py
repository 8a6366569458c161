"""How fields of forms are shown."""

import pytest
from django import forms


@pytest.mark.parametrize("widget", [forms.TextInput, forms.Textarea])
def test_no_field_cuts_what_is_pasted_into_it(widget):
    """A browser drops what is longer than ``maxlength`` without a word; the server says it, and the words stay."""

    class Note(forms.Form):
        text = forms.CharField(max_length=5, widget=widget(attrs={"dir": "auto", "required": True}))

    html = str(Note({"text": "six is too long"}))

    assert "maxlength" not in html
    assert ('dir="auto"' in html, " required" in html) == (True, True)
    assert "six is too long" in html
    assert "at most 5 characters (it has 15)" in html
