"""How deadlines read over the API, and how they are asked for."""

import django_filters
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from common.api_private import ChangePagination
from cycles.api.source_field import SourceWordsField
from reminders.models import Deadline
from reminders.words import person_words, what_is_due


class DeadlineFilter(django_filters.FilterSet):
    """Deadlines by status and when they last changed."""

    changed_since = django_filters.IsoDateTimeFilter(
        field_name="changed_at", lookup_expr="gte", label=gettext_lazy("Changed at this moment or later")
    )
    status = django_filters.MultipleChoiceFilter(choices=Deadline.Status.choices, label=gettext_lazy("Status"))


class DeadlinePagination(ChangePagination):
    """In the order in which the deadlines last changed."""

    ordering = ("changed_at", "pk")


class DeadlineSerializer(serializers.ModelSerializer):
    """What is due when, on its own clock and in UTC. `version` in quotes is what to give in If-Match.

    `organisation` or `person` has it, or nobody yet: both are null. A `person` of another organisation who gave no
    name is an empty string.
    """

    what = serializers.SerializerMethodField()
    organisation = serializers.UUIDField(source="organisation_id", allow_null=True)
    person = serializers.SerializerMethodField()
    version = serializers.CharField()
    source = SourceWordsField()  # type: ignore[assignment]

    class Meta:
        model = Deadline
        fields = [
            "id",
            "kind",
            "what",
            "date",
            "last_date",
            "time",
            "zone",
            "ends_at",
            "confidence",
            "is_about",
            "source",
            "organisation",
            "person",
            "status",
            "changed_at",
            "version",
        ]
        read_only_fields = fields

    def get_what(self, deadline: Deadline) -> str:
        return what_is_due(deadline)

    def get_person(self, deadline: Deadline) -> str | None:
        return person_words(deadline.person, self.context["colleagues"]) if deadline.person else None


class DeadlineStatusSerializer(serializers.Serializer):
    """Done, called off, or open again."""

    status = serializers.ChoiceField(choices=Deadline.Status.choices)
