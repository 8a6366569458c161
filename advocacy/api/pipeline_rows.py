"""How States to be won, what they are asked, and meetings read over the API. What is sealed is not among it."""

from typing import Any

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from accounts.api.removals import FollowedPagination
from advocacy.forms.fields import day_not_ahead
from advocacy.models import Ask, Meeting, Target
from reminders.words import person_words

_STATE = gettext_lazy("Code of a State")


class SinceFilter(django_filters.FilterSet):
    """Rows by when they last changed."""

    changed_since = django_filters.IsoDateTimeFilter(
        field_name="changed_at", lookup_expr="gte", label=gettext_lazy("Changed at this moment or later")
    )


class ByLastChange(django_filters.FilterSet):
    """Rows by when they, what belongs to them or what they name last changed."""

    changed_since = django_filters.IsoDateTimeFilter(
        field_name="last_change_at", lookup_expr="gte", label=gettext_lazy("Changed at this moment or later")
    )


class TargetFilter(ByLastChange):
    """States by how far one is with them, and by their code."""

    status = django_filters.MultipleChoiceFilter(choices=Target.Status.choices, label=gettext_lazy("How far"))
    state = django_filters.CharFilter(field_name="state_id", max_length=3, label=_STATE)


class AskFilter(SinceFilter):
    """What is asked, by State, proposal and what became of it."""

    status = django_filters.MultipleChoiceFilter(choices=Ask.Status.choices, label=gettext_lazy("What became of it"))
    state = django_filters.CharFilter(field_name="target__state_id", max_length=3, label=_STATE)
    proposal = django_filters.UUIDFilter(field_name="proposal_id", label=gettext_lazy("Key of a proposal"))


class MeetingFilter(ByLastChange):
    """Meetings by State, status and day."""

    status = django_filters.MultipleChoiceFilter(choices=Meeting.Status.choices, label=gettext_lazy("Status"))
    state = django_filters.CharFilter(field_name="state_id", max_length=3, label=_STATE)
    date = django_filters.DateFilter(field_name="date", label=gettext_lazy("Day"))


class LastChangePagination(FollowedPagination):
    """In the order in which the rows last changed."""

    ordering = ("changed_at", "pk")


class ByLastChangePagination(FollowedPagination):
    """In the order in which they, what belongs to them or what they name last changed."""

    ordering = ("last_change_at", "pk")


class AskSerializer(serializers.ModelSerializer):
    """A proposed recommendation that one State is asked to make, and what it says to that."""

    target = serializers.UUIDField(source="target_id")
    state = serializers.CharField(source="target.state_id")
    proposal = serializers.UUIDField(source="proposal_id")
    status = serializers.CharField(help_text=", ".join(Ask.Status.values))
    version = serializers.CharField()

    class Meta:
        model = Ask
        fields = ["id", "target", "state", "proposal", "status", "presented_date", "changed_at", "version"]
        read_only_fields = fields


class AskAnswerSerializer(serializers.Serializer):
    """What became of it, and the day on which it was put before them; today, where none is said."""

    status = serializers.ChoiceField(choices=Ask.Status.values)
    presented_date = serializers.DateField(required=False, allow_null=True)

    def validate_presented_date(self, day: Any) -> Any:
        day_not_ahead(day, today=timezone.localdate())
        return day


class TargetSerializer(serializers.ModelSerializer):
    """A State that the workspace wants to win. `version` in quotes is what to give in If-Match.

    `organisation` or `person` has it, or nobody yet: both are null. A `person` of another organisation who gave no
    name is an empty string. Its notes are sealed, and not here.
    """

    state = serializers.CharField(source="state_id")
    status = serializers.CharField(help_text=", ".join(Target.Status.values))
    organisation = serializers.UUIDField(source="organisation_id", allow_null=True)
    person = serializers.SerializerMethodField()
    proposals = serializers.SerializerMethodField(help_text="What it is asked; the route of asks says what came of it.")
    changed_at = serializers.DateTimeField(source="last_change_at")
    version = serializers.CharField()

    class Meta:
        model = Target
        fields = [
            "id",
            "state",
            "status",
            "organisation",
            "person",
            "next_step",
            "next_date",
            "proposals",
            "created_at",
            "changed_at",
            "version",
        ]
        read_only_fields = fields

    def get_person(self, target: Target) -> str | None:
        return person_words(target.person, self.context["colleagues"]) if target.person else None

    def get_proposals(self, target: Target) -> list[str]:
        return [str(ask.proposal_id) for ask in target.asks.all()]


class TargetChangeSerializer(serializers.Serializer):
    """What is to be said of a State; what is not sent stays. `organisation` null: nobody has it any more."""

    status = serializers.CharField(required=False, help_text=", ".join(Target.Status.values))
    organisation = serializers.UUIDField(required=False, allow_null=True)
    next_step = serializers.CharField(required=False, allow_blank=True, max_length=150)
    next_date = serializers.DateField(required=False, allow_null=True)
    proposals = serializers.ListField(child=serializers.UUIDField(), required=False)


class NewTargetSerializer(TargetChangeSerializer):
    """The same, with the State; without a status it is identified."""

    state = serializers.CharField(max_length=3)


class MeetingSerializer(serializers.ModelSerializer):
    """A meeting on the wall clock of its place. `version` in quotes is what to give in If-Match.

    Whom one meets, what was said and promised, and the mail are sealed, and not here.
    """

    state = serializers.CharField(source="state_id", allow_null=True)
    status = serializers.CharField(help_text=", ".join(Meeting.Status.values))
    language = serializers.CharField()
    organisation = serializers.UUIDField(source="organisation_id", allow_null=True)
    proposals = serializers.SerializerMethodField()
    factsheets = serializers.SerializerMethodField()
    changed_at = serializers.DateTimeField(source="last_change_at")
    version = serializers.CharField()

    class Meta:
        model = Meeting
        fields = [
            "id",
            "title",
            "state",
            "status",
            "date",
            "time",
            "zone",
            "place",
            "language",
            "organisation",
            "proposals",
            "factsheets",
            "papers",
            "follow_up",
            "follow_up_date",
            "created_at",
            "changed_at",
            "version",
        ]
        read_only_fields = fields

    def get_proposals(self, meeting: Meeting) -> list[str]:
        return [str(one.pk) for one in meeting.proposals.all()]

    def get_factsheets(self, meeting: Meeting) -> list[str]:
        return [str(one.pk) for one in meeting.factsheets.all()]


class MeetingChangeSerializer(serializers.Serializer):
    """What is to be said of a meeting; what is not sent stays.

    `status` calls it off (cancelled), or plans it again (planned); what was said, a person writes down.
    """

    title = serializers.CharField(required=False, max_length=150)
    state = serializers.CharField(required=False, allow_null=True, max_length=3)
    date = serializers.DateField(required=False)
    time = serializers.TimeField(required=False, allow_null=True)
    zone = serializers.CharField(required=False, max_length=40)
    place = serializers.CharField(required=False, allow_blank=True, max_length=300)
    language = serializers.CharField(required=False, max_length=7)
    organisation = serializers.UUIDField(required=False, allow_null=True)
    proposals = serializers.ListField(child=serializers.UUIDField(), required=False)
    factsheets = serializers.ListField(child=serializers.UUIDField(), required=False)
    status = serializers.ChoiceField(choices=["planned", "cancelled"], required=False)


class NewMeetingSerializer(MeetingChangeSerializer):
    """A meeting to be planned. Sent a second time with the same `key`, it answers with what is there."""

    key = serializers.UUIDField(required=False)
    title = serializers.CharField(max_length=150)
    date = serializers.DateField()
    status = None  # type: ignore[assignment]
