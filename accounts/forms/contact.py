"""What somebody tells the people who run the server."""

from uuid import uuid4

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy

from accounts.models import Concern
from common.forms import Picks

SALT = "accounts.contact"
# Programs fill a form in at once. A page that was open for a day is asked to send again.
FASTEST_SECONDS = 2
OLDEST_SECONDS = 24 * 60 * 60


class ContactForm(forms.ModelForm):
    """Kind, words, and an address for an answer if one is wanted."""

    # So that a form sent twice is one concern.
    key = forms.UUIDField(widget=forms.HiddenInput)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    # People do not see it; programs that fill in everything do.
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    class Meta:
        model = Concern
        fields = ["kind", "text", "answer_to"]
        widgets = {
            "kind": Picks,
            "text": forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
            "answer_to": forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        }
        help_texts = {
            "text": gettext_lazy("No names that could harm somebody, if you can do without them."),
            "answer_to": gettext_lazy("Without one nobody can answer you, and nobody knows who you are."),
        }
        error_messages = {
            "kind": {"required": gettext_lazy("Choose one.")},
            "text": {"required": gettext_lazy("Write what it is about.")},
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kind"].choices = Concern.Kind.choices  # type: ignore[attr-defined]
        self.fields["key"].initial = uuid4

    @property
    def opened_mark(self) -> str:
        """When this page was opened: the first opening holds while it is young enough, so that nobody waits twice."""
        sent = str(self.data.get("opened", ""))
        return sent if self.is_bound and not self.errors.get("opened") else signing.dumps("", salt=SALT)

    @property
    def is_trapped(self) -> bool:
        """Whether the field was filled in that people do not see."""
        return bool(self.cleaned_data.get("website"))

    def clean_opened(self) -> str:
        """When the page was opened; a fresh mark stands in the page that is given back."""
        mark = self.cleaned_data["opened"]
        try:
            signing.loads(mark, salt=SALT, max_age=OLDEST_SECONDS)
            is_old_enough = not _is_younger(mark, FASTEST_SECONDS)
        except signing.BadSignature:
            is_old_enough = False
        if not is_old_enough:
            raise forms.ValidationError(gettext_lazy("Please send it once more."))
        return mark


def _is_younger(mark: str, seconds: int) -> bool:
    try:
        signing.loads(mark, salt=SALT, max_age=seconds)
    except signing.SignatureExpired:
        return False
    return True
