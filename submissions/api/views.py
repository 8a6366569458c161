"""Paragraphs of submissions over the API: read by the members of a workspace, written as on the page."""

from itertools import groupby
from typing import Any, cast
from uuid import UUID as Key

from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
    inline_serializer,
)
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.api.workspaces import UUID, InWorkspaceMixin
from accounts.models import User
from common.api_private import PreconditionRequired, conflict
from common.api_versions import versions_in
from reminders.deadline_lines import colleagues_of
from submissions.api.rows import (
    ParagraphFilter,
    ParagraphPagination,
    ParagraphTextSerializer,
    SubmissionParagraphSerializer,
)
from submissions.drafting_page import numbers_of
from submissions.drafting_querysets import ParagraphQuerySet
from submissions.models import Paragraph
from submissions.rules import can_edit_paragraph
from submissions.services.drafting import TextClosed
from submissions.services.paragraphs import EmptyText, Outcome, Saved, UnknownVersion, save_paragraph

_IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of the paragraph that you have read, or its `version` in quotes.",
)
_SAVED = inline_serializer(
    "SavedParagraph",
    {
        "outcome": serializers.ChoiceField(choices=["saved", "merged", "unchanged"]),
        "paragraph": SubmissionParagraphSerializer(),
    },
)


@extend_schema(parameters=[OpenApiParameter("workspace", OpenApiTypes.UUID, OpenApiParameter.PATH)])
@extend_schema_view(list=extend_schema(responses={200: SubmissionParagraphSerializer(many=True)}))
class ParagraphViewSet(InWorkspaceMixin, ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """The paragraphs of a workspace’s submissions, in the order in which their texts last changed.

    To write, send the whole `text`, and in If-Match which version you have read. What others changed meanwhile is
    joined with it by words (`outcome` is `merged`; read the answer). Where both changed the same words, nothing is
    overwritten: the answer is a 409 with both texts, and yours is kept beside the paragraph for a person to decide.
    Needs a sign-in or a key with write_paragraphs.
    """

    serializer_class = SubmissionParagraphSerializer
    filterset_class = ParagraphFilter
    pagination_class = ParagraphPagination
    lookup_value_regex = UUID
    write_scope = "write_paragraphs"
    rules = {"partial_update": can_edit_paragraph}  # noqa: RUF012

    def get_queryset(self) -> ParagraphQuerySet:
        rows = Paragraph.objects.visible_to(self.request.user).select_related("submission", "changed_by", "workspace")
        return rows.filter(workspace=self.kwargs.get("workspace"))

    def get_serializer_context(self) -> dict[str, Any]:
        user = cast("User", self.request.user)
        more = {
            "colleagues": SimpleLazyObject(lambda: colleagues_of(user)),
            "numbers": SimpleLazyObject(self._numbers),
        }
        return {**super().get_serializer_context(), **more}

    def _numbers(self) -> dict[Key, str]:
        rows = self.get_queryset().standing().defer("text")
        rows = rows.order_by("submission", "section__place", "section_id", "place", "pk")
        numbers: dict[Key, str] = {}
        for submission, paragraphs in groupby(rows, key=lambda row: row.submission):
            numbers |= numbers_of(paragraphs, are_fixed=submission.numbers_fixed_at is not None)
        return numbers

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = super().retrieve(request, *args, **kwargs)
        answer.headers["ETag"] = f'"{answer.data["version"]}"'
        return answer

    @extend_schema(
        parameters=[_IF_MATCH],
        request=ParagraphTextSerializer,
        responses={
            200: OpenApiResponse(_SAVED, "Saved, joined with what others wrote, or as it reads already."),
            409: OpenApiResponse(
                description="The same words were changed meanwhile: `current` stands there, `yours` is kept under "
                "`kept`. Or the text is closed, or never had this version."
            ),
            428: OpenApiResponse(description="If-Match is missing, or names no version."),
        },
    )
    def partial_update(self, request: Request, workspace: str, pk: str) -> Response:
        paragraph = self.get_object()
        words = ParagraphTextSerializer(data=request.data)
        words.is_valid(raise_exception=True)
        text = words.validated_data["text"]
        user = cast("User", request.user)
        try:
            saved = save_paragraph(paragraph=paragraph, text=text, seen=self._seen(), by=user, at=timezone.now())
        except EmptyText:
            raise ValidationError({"text": [_("A paragraph has words. What is to go is put into the bin.")]}) from None
        except TextClosed:
            return conflict(_("The text of this submission is closed."), current=self._current())
        except UnknownVersion:
            return conflict(_("The paragraph never had the version that If-Match names."), current=self._current())
        return self._answer(saved, text)

    def _answer(self, saved: Saved, text: str) -> Response:
        current = self._current()
        if saved.outcome == Outcome.CLASH and saved.kept:
            detail = _("Somebody changed the same words after you had read them. Both texts are kept.")
            return conflict(detail, current=current, yours=text, kept=str(saved.kept.pk))
        return Response(
            {"outcome": saved.outcome.value, "paragraph": current}, headers={"ETag": f'"{current["version"]}"'}
        )

    def _current(self) -> Any:
        return self.get_serializer(self.get_object()).data

    def _seen(self) -> int:
        """The newest of the versions that are named; one is what people send."""
        named = versions_in(parse_etags(self.request.headers.get("If-Match", "")))
        numbers = [int(one) for one in named if one.isdecimal() and len(one) < 9]  # noqa: PLR2004
        if not numbers:
            raise PreconditionRequired(_("Say in If-Match which version you have read: its ETag."))
        return max(numbers)
