"""What people say of a paragraph, and how they would write it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Workspace
from submissions.drafting_querysets import CommentQuerySet
from submissions.models.drafting import Submission
from submissions.models.paragraphs import Paragraph


class Comment(models.Model):
    """A remark on a paragraph, an answer to one, or a change of its text that somebody suggests."""

    class Outcome(models.TextChoices):
        OPEN = "open", pgettext_lazy("comment", "Open")
        RESOLVED = "resolved", pgettext_lazy("comment", "Resolved")
        TAKEN = "taken", pgettext_lazy("comment", "Taken into the text")
        DECLINED = "declined", pgettext_lazy("comment", "Declined")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="comments")
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="comments")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    text = models.TextField(gettext_lazy("comment"), max_length=4000, blank=True)
    # The whole paragraph as it would read, and the version it was written from.
    suggestion = models.TextField(gettext_lazy("suggested text"), blank=True)
    base = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="submissions_comment_suggestion_has_base",
                condition=Q(suggestion="") | Q(base__isnull=False, parent__isnull=True),
            ),
            models.CheckConstraint(
                name="submissions_comment_decided_with_by",
                condition=Q(outcome="open", decided_at__isnull=True, decided_by__isnull=True)
                | Q(outcome__in=["resolved", "taken", "declined"], decided_at__isnull=False, decided_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["submission", "outcome"], name="submissions_comment_open")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.outcome == self.Outcome.OPEN

    @property
    def is_suggestion(self) -> bool:
        """Whether it says how the whole paragraph should read."""
        return self.base is not None
