"""How paragraphs of submissions read over the API, and how they are asked for."""

import django_filters
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from common.api_private import ChangePagination
from reminders.words import person_words
from submissions.models import Paragraph
from submissions.models.paragraphs import MOST_SIGNS


class ParagraphFilter(django_filters.FilterSet):
    """Paragraphs by submission, by section, and by when their text last changed."""

    changed_since = django_filters.IsoDateTimeFilter(
        field_name="changed_at", lookup_expr="gte", label=gettext_lazy("Changed at this moment or later")
    )
    submission = django_filters.UUIDFilter(field_name="submission_id", label=gettext_lazy("Submission"))
    section = django_filters.UUIDFilter(field_name="section_id", label=gettext_lazy("Section"))


class ParagraphPagination(ChangePagination):
    """In the order in which their texts last changed."""

    ordering = ("changed_at", "pk")


class SubmissionParagraphSerializer(serializers.ModelSerializer):
    """A paragraph as it reads now. `version` in quotes is what to give in If-Match.

    `number` is as the page shows it: counted until the numbers are fixed, and empty in the bin until then.
    `changed_at` and `changed_by` say who wrote the text last; whoever gave no name is an empty string.
    """

    submission = serializers.UUIDField(source="submission_id")
    section = serializers.UUIDField(source="section_id")
    number = serializers.SerializerMethodField()
    version = serializers.IntegerField(source="revision")
    is_deleted = serializers.SerializerMethodField()
    changed_by = serializers.SerializerMethodField()

    class Meta:
        model = Paragraph
        fields = [
            "id",
            "submission",
            "section",
            "number",
            "text",
            "version",
            "is_deleted",
            "changed_at",
            "changed_by",
        ]
        read_only_fields = fields

    def get_number(self, paragraph: Paragraph) -> str:
        return self.context["numbers"].get(paragraph.pk, paragraph.fixed_number)

    def get_is_deleted(self, paragraph: Paragraph) -> bool:
        return paragraph.binned_at is not None

    def get_changed_by(self, paragraph: Paragraph) -> str:
        return person_words(paragraph.changed_by, self.context["colleagues"])


class ParagraphTextSerializer(serializers.Serializer):
    """The text as it should read."""

    text = serializers.CharField(max_length=MOST_SIGNS, trim_whitespace=False)
