"""How the States answered, counted by issue or by theme."""

import json
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from common.api import SameForAllMixin
from cycles.api.answers import record_answer, version_of
from cycles.api.asked import refuse_unknown
from cycles.api.filters import StatisticsFilter
from cycles.models import PositionKind, SearchFacets, Theme

# The columns of SearchFacets and, for what they hold, the themes they name.
_BY = {"issue": ("issues", "code"), "theme": ("themes", "pk")}
_COUNTS = """
SELECT value, position, count(*) FROM ({rows}) found, unnest({column}) value GROUP BY value, position
"""


class CountsSerializer(serializers.Serializer):
    """How many recommendations have each position."""

    total = serializers.IntegerField()
    supported = serializers.IntegerField()
    partially_supported = serializers.IntegerField()
    noted = serializers.IntegerField()
    pending = serializers.IntegerField()


class SubjectCountsSerializer(CountsSerializer):
    """The same for one issue or theme; a recommendation with two is counted with both."""

    scheme = serializers.ChoiceField(choices=Theme.Scheme.choices)
    version = serializers.CharField()
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class StatisticsSerializer(serializers.Serializer):
    """Counts in one version of the record."""

    version = serializers.IntegerField()
    as_of = serializers.DateTimeField(allow_null=True)
    all = CountsSerializer()
    results = SubjectCountsSerializer(many=True)


class StatisticsViewSet(SameForAllMixin, GenericViewSet):
    """Counts of recommendations by issue or theme and by position, always those of the record as it is now."""

    serializer_class = StatisticsSerializer
    filterset_class = StatisticsFilter
    pagination_class = None

    def get_queryset(self) -> QuerySet[SearchFacets]:
        return SearchFacets.objects.all()

    @extend_schema(
        responses=StatisticsSerializer,
        parameters=[OpenApiParameter("by", str, enum=list(_BY), description="issue unless told: or theme.")],
    )
    def list(self, request: Request) -> HttpResponse:
        # Of the whole record, also where one State is counted: the list names every issue that any State brought.
        version = version_of()
        return record_answer(request, version, lambda: json.dumps({**version.head, **self._counts(request)}))

    def _counts(self, request: Request | HttpRequest) -> dict[str, Any]:
        refuse_unknown(request.GET, self.filterset_class, "by")
        by = request.GET.get("by") or "issue"
        if by not in _BY:
            raise ValidationError({"by": [_("issue or theme")]})
        rows = self.filter_queryset(self.get_queryset())
        return {"all": _total(rows), "results": _by_subject(rows, *_BY[by])}


def _total(rows: QuerySet[SearchFacets]) -> dict[str, int]:
    counted = dict(rows.order_by().values_list("position").annotate(Count("pk")))
    return {"total": sum(counted.values())} | {kind: counted.get(kind, 0) for kind in PositionKind.values}


def _by_subject(rows: QuerySet[SearchFacets], column: str, names: str) -> list[dict[str, Any]]:
    """One entry for each issue or theme that any recommendation in the record could have, in the order of its code."""
    counted: dict[int, dict[str, int]] = {}
    sql, params = rows.order_by().values("position", column).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS.format(rows=sql, column=column), params)
        for value, position, count in cursor.fetchall():
            counted.setdefault(value, {})[position] = count
    themes = Theme.objects.all() if names == "pk" else Theme.objects.filter(scheme=Theme.Scheme.UPR_INFO)
    entries = []
    for pk, scheme, version, code, label in themes.values_list("pk", "scheme", "version", "code", "label"):
        value = pk if names == "pk" else int(code) if code.isdecimal() else None
        counts = counted.get(value) if value is not None else None
        if counts or names == "code":
            of_kinds = {kind: (counts or {}).get(kind, 0) for kind in PositionKind.values}
            subject: dict[str, Any] = {"scheme": scheme, "version": version, "code": code, "label": label}
            entries.append(subject | {"total": sum(of_kinds.values())} | of_kinds)
    return sorted(entries, key=lambda one: (one["scheme"], one["version"], one["code"].zfill(12), one["label"]))
