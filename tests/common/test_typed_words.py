from types import SimpleNamespace

import pytest
from django import forms
from django.test import RequestFactory
from django.utils.translation import gettext_lazy

from common.typed_words import sent_with


class PlaceForm(forms.Form):
    """Where something is."""

    title = forms.CharField(label=gettext_lazy("Title"))
    place = forms.CharField(label=gettext_lazy("place"))


class NoteForm(forms.Form):
    """What somebody noted."""

    title = forms.CharField(label="Heading")
    note = forms.CharField(label="Note")
    bare = forms.CharField()


FORMS = {"note": NoteForm}


def view(request):
    """Reads either of the two."""
    return PlaceForm


def labels(sent, func=view):
    request = RequestFactory().post("/", sent)
    request.resolver_match = func and SimpleNamespace(func=func)
    return {one.name: one.label for one in sent_with(request)}


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        # The form with most of the fields says what they are called; of equals, the one that the view names.
        ({"title": "a"}, {"title": "Title"}),
        ({"title": "a", "place": "b"}, {"title": "Title", "place": "place"}),
        ({"title": "a", "note": "b"}, {"title": "Heading", "note": "Note"}),
        ({"2-title": "a", "2-note": "b"}, {"2-title": "Heading", "2-note": "Note"}),
        # No name of the code: of no form, and of a field without words of its own.
        ({"x_y": "a", "bare": "b"}, {"x_y": "What you wrote", "bare": "What you wrote"}),
        ({"password": "a", "password_again": "b", "csrfmiddlewaretoken": "c", "place": "d"}, {"place": "place"}),
    ],
)
def test_what_was_sent_stands_under_the_label_of_its_form(sent, found):
    assert labels(sent) == found


def test_an_address_of_no_view_has_a_label_too():
    assert labels({"title": "a"}, None) == {"title": "What you wrote"}
