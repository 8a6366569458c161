"""The 54 issues over the API."""

from django.db.models import IntegerField, QuerySet
from django.db.models.functions import Cast
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from cycles.api.asked import RefusingMixin
from cycles.models import Theme


class IssueSerializer(serializers.ModelSerializer):
    """One of UPR Info's 54 issues: the number that filters and statistics use, and its English label."""

    class Meta:
        model = Theme
        fields = ["code", "version", "label"]
        read_only_fields = fields


@method_decorator(conditional_page, name="dispatch")
class IssueViewSet(RefusingMixin, ReadOnlyModelViewSet):
    """The list of issues to which the themes of all sources lead. One goes by its number."""

    serializer_class = IssueSerializer
    lookup_field = "code"
    lookup_value_regex = r"\d{1,3}"

    def get_queryset(self) -> QuerySet[Theme]:
        issues = Theme.objects.filter(scheme=Theme.Scheme.UPR_INFO, code__regex=r"^[0-9]{1,3}$")
        return issues.order_by(Cast("code", IntegerField()), "version")
