"""What people type when they put recommendations together, and rate them once."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from cycles.models import Recommendation
from implementation.clusters import ClusterPage, MemberLine
from implementation.forms.bulk import as_key
from implementation.forms.plans import NumbersField
from implementation.forms.ratings import RatingForm
from implementation.models import RatingClusterMember
from implementation.services.clusters import FEWEST


class SuggestionForm(forms.Form):
    """Recommendations that are to be put together, or not."""

    numbers = NumbersField(
        label=_("Recommendations, by number"),
        help_text=_("Such as 140.7, 140.12"),
        error_messages={"required": _("Write the numbers of at least two recommendations.")},
    )

    def __init__(self, *args: Any, review: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["numbers"].review = review  # type: ignore[attr-defined]

    def clean_numbers(self) -> list[Recommendation]:
        found = self.cleaned_data["numbers"]
        if len(found) < FEWEST:
            raise forms.ValidationError(_("Write the numbers of at least two recommendations."))
        return found


class ClusterForm(SuggestionForm):
    """The name of a cluster and the numbers of its members."""

    name = forms.CharField(
        label=pgettext_lazy("cluster", "Name"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("What they have in common, in a few words."),
        error_messages={"required": _("Give it a name, so that you find it again.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order = ("name", "numbers")

    def say_taken(self, rows: list[RatingClusterMember]) -> None:
        """Say which of them are in another cluster."""
        said = ngettext_lazy(
            "%(numbers)s is in another cluster already: %(names)s. Take it out there first.",
            "%(numbers)s are in other clusters already: %(names)s. Take them out there first.",
            len(rows),
        )
        numbers = ", ".join(row.recommendation.number for row in rows)
        names = ", ".join(dict.fromkeys(row.cluster.name for row in rows))
        self.add_error("numbers", said % {"numbers": numbers, "names": names})


class ClusterRatingForm(RatingForm):
    """One rating for the ticked members of a cluster."""

    def __init__(self, data: QueryDict | None = None, *, page: ClusterPage, today: date, **more: Any) -> None:
        super().__init__(data, today=today, **more)
        del self.fields["replaces"]
        self.page = page
        ticked = data.getlist("row") if data else [line.tick for line in page.lines if not line.is_apart]
        self.ticked: dict[int, UUID | None] = dict(filter(None, map(_read, ticked)))

    @classmethod
    def for_page(cls, page: ClusterPage, *, today: date) -> "ClusterRatingForm":
        """The form as it opens: with what was said through the cluster last."""
        stands = page.rated_together
        words = RatingForm.for_rating(stands, today=today).initial
        return cls(page=page, today=today, initial=words)

    def clean(self) -> dict[str, Any]:
        if not self.seen():
            self.add_error(None, _("Tick the recommendations that this rating is for."))
        return self.cleaned_data

    def seen(self) -> dict[int, UUID | None]:
        """Of each ticked member: the rating that stood on the page."""
        return {line.recommendation.pk: self.ticked[line.recommendation.pk] for line, ticked in self.ticks() if ticked}

    def ticks(self) -> list[tuple[MemberLine, bool]]:
        """Each member, and whether it is ticked."""
        return [(line, line.recommendation.pk in self.ticked) for line in self.page.lines]


def _read(tick: str) -> tuple[int, UUID | None] | None:
    key, _sep, rating = tick.partition(":")
    return (int(key), as_key(rating)) if key.isdecimal() and len(key) < 19 else None
