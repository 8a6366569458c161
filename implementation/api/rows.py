"""What the routes of ratings and evidence share, and how their rows read."""

from typing import Any

import django_filters
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.api_private import ChangePagination
from cycles.models import Recommendation
from implementation.forms.ratings import LONGEST_NOTE, wrong_day
from implementation.models import Action, Evidence, FollowUp, Rating


class ByRecommendation(django_filters.FilterSet):
    """Rows that concern one recommendation."""

    recommendation = django_filters.CharFilter(
        method="about", max_length=30, label=gettext_lazy("Key of a recommendation, such as SVN-4-140.7")
    )

    def about(self, rows: Any, name: str, value: str) -> Any:
        found = Recommendation.objects.visible_to(self.request.user).by_key(value).values("pk")
        return rows.filter(**{self.field_of_recommendation: found})

    field_of_recommendation = "recommendation__in"


class RatingFilter(ByRecommendation):
    """Ratings by level, recommendation and when they were made."""

    since = django_filters.IsoDateTimeFilter(
        field_name="rated_at", lookup_expr="gte", label=gettext_lazy("Made at this moment or later")
    )
    level = django_filters.MultipleChoiceFilter(choices=Rating.Level.choices, label=gettext_lazy("Level of the rating"))
    voice = django_filters.MultipleChoiceFilter(choices=Rating.Voice.choices, label=gettext_lazy("Whose rating"))
    counts = django_filters.BooleanFilter(field_name="is_counted", label=gettext_lazy("Counts for the workspace"))


class EvidenceFilter(ByRecommendation):
    """Evidence by recommendation and when it was added."""

    since = django_filters.IsoDateTimeFilter(
        field_name="created_at", lookup_expr="gte", label=gettext_lazy("Added at this moment or later")
    )
    field_of_recommendation = "recommendations__in"


class ActionFilter(ByRecommendation):
    """Actions by status, recommendation and when they last changed."""

    since = django_filters.IsoDateTimeFilter(
        field_name="changed_at", lookup_expr="gte", label=gettext_lazy("Changed at this moment or later")
    )
    status = django_filters.MultipleChoiceFilter(choices=Action.Status.choices, label=gettext_lazy("Status"))
    field_of_recommendation = "recommendations__in"


class ActionPagination(ChangePagination):
    """In the order in which the actions last changed."""

    ordering = ("changed_at", "pk")


class FollowUpFilter(ByRecommendation):
    """Letters, requests, meetings and promises by kind, answer, recommendation and when they last changed."""

    since = django_filters.IsoDateTimeFilter(
        field_name="changed_at", lookup_expr="gte", label=gettext_lazy("Changed at this moment or later")
    )
    kind = django_filters.MultipleChoiceFilter(choices=FollowUp.Kind.choices, label=gettext_lazy("Kind"))
    answer = django_filters.MultipleChoiceFilter(choices=FollowUp.Answer.choices, label=gettext_lazy("Answer"))
    field_of_recommendation = "recommendations__in"


class RatingPagination(ChangePagination):
    """In the order in which the ratings were made."""

    ordering = ("rated_at", "pk")


class EvidencePagination(ChangePagination):
    """In the order in which the evidence was added."""

    ordering = ("created_at", "pk")


class RatingSerializer(serializers.ModelSerializer):
    """What the workspace says became of a recommendation now. `id` is what to give as `replaces`."""

    recommendation = serializers.CharField(source="recommendation.key")
    level = serializers.ChoiceField(choices=Rating.Level.choices)
    rated_by = serializers.CharField(source="rated_by.name")
    organisation = serializers.CharField(source="organisation.name", default="")
    counts = serializers.BooleanField(source="is_counted")

    class Meta:
        model = Rating
        fields = [
            "id",
            "recommendation",
            "voice",
            "is_ours",
            "organisation",
            "level",
            "note",
            "structure",
            "process",
            "outcome",
            "method",
            "confidence",
            "source",
            "rated_date",
            "rated_at",
            "rated_by",
            "state",
            "counts",
        ]
        read_only_fields = fields


class RatingChangeSerializer(serializers.Serializer):
    """A rating as it is sent: `replaces` is the id of the one that you have read, null where there is none yet."""

    level = serializers.ChoiceField(choices=Rating.Level.choices)
    note = serializers.CharField(max_length=LONGEST_NOTE, allow_blank=True, required=False, default="")
    rated_date = serializers.DateField()
    replaces = serializers.UUIDField(allow_null=True, required=False)
    structure = serializers.CharField(max_length=LONGEST_NOTE, allow_blank=True, required=False)
    process = serializers.CharField(max_length=LONGEST_NOTE, allow_blank=True, required=False)
    outcome = serializers.CharField(max_length=LONGEST_NOTE, allow_blank=True, required=False)
    method = serializers.ChoiceField(choices=Rating.Method.choices, allow_blank=True, required=False)
    confidence = serializers.ChoiceField(choices=Rating.Confidence.choices, allow_blank=True, required=False)
    is_draft = serializers.BooleanField(required=False)

    def validate_rated_date(self, day: Any) -> Any:
        if wrong := wrong_day(day, today=timezone.localdate()):
            raise serializers.ValidationError(wrong)
        return day


class NewRatingSerializer(RatingChangeSerializer):
    """The same, with the recommendation that it is about."""

    recommendation = serializers.CharField(max_length=30)


class ActionSerializer(serializers.ModelSerializer):
    """One action of the workspace's action strategy plan. `gap`: what is missing of its listed needs, or its budget."""

    recommendations = serializers.SerializerMethodField()
    organisation = serializers.UUIDField(source="organisation_id", allow_null=True)
    currency = serializers.CharField(source="plan.currency")
    gap = serializers.SerializerMethodField()

    class Meta:
        model = Action
        fields = [
            "id",
            "recommendations",
            "cluster",
            "title",
            "details",
            "outcome",
            "responsible_body",
            "organisation",
            "partner_kinds",
            "partners",
            "indicator",
            "baseline",
            "target",
            "verification",
            "start_date",
            "end_date",
            "currency",
            "budget",
            "committed",
            "gap",
            "funding_source",
            "state_measures",
            "status",
            "created_at",
            "changed_at",
        ]
        read_only_fields = fields

    def get_recommendations(self, action: Action) -> list[str]:
        return [recommendation.key for recommendation in action.recommendations.all()]

    @extend_schema_field(serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True))
    def get_gap(self, action: Action) -> str | None:
        gap = self.context["view"].listed.funds(action).gap
        return None if gap is None else f"{gap:.2f}"


class FollowUpSerializer(serializers.ModelSerializer):
    """What was asked of an authority, and what came of it. `answer` is empty as long as nothing came."""

    recommendations = serializers.SerializerMethodField()
    organisation = serializers.UUIDField(source="organisation_id", allow_null=True)

    class Meta:
        model = FollowUp
        fields = [
            "id",
            "recommendations",
            "kind",
            "title",
            "body",
            "details",
            "organisation",
            "happened_date",
            "due_date",
            "answer",
            "answer_date",
            "answer_words",
            "is_of_mechanism",
            "created_at",
            "changed_at",
        ]
        read_only_fields = fields

    def get_recommendations(self, follow_up: FollowUp) -> list[str]:
        return [recommendation.key for recommendation in follow_up.recommendations.all()]


class EvidenceSerializer(serializers.ModelSerializer):
    """What ratings rest on. `file` is the address of a file, for those who are signed in; its content is not here."""

    recommendations = serializers.SerializerMethodField()
    file = serializers.SerializerMethodField()
    created_by = serializers.CharField(source="created_by.name")

    class Meta:
        model = Evidence
        fields = [
            "id",
            "recommendations",
            "kind",
            "title",
            "source",
            "source_date",
            "place",
            "language",
            "reliability",
            "text",
            "series",
            "unit",
            "url",
            "file",
            "file_name",
            "created_at",
            "created_by",
        ]
        read_only_fields = fields

    def get_recommendations(self, evidence: Evidence) -> list[str]:
        return [recommendation.key for recommendation in evidence.recommendations.all()]

    def get_file(self, evidence: Evidence) -> str | None:
        if not evidence.file:
            return None
        address = reverse("implementation:evidence_file", args=[evidence.pk])
        return self.context["request"].build_absolute_uri(address)
