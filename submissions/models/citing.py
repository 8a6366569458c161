"""Where OHCHR's summary cites a submission, as far as a person had to say it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Workspace
from submissions.drafting_querysets import CitationLinkQuerySet
from submissions.models.drafting import Submission
from submissions.models.paragraphs import Paragraph


class CitationLink(models.Model):
    """What a person decided about a citation that the numbers do not settle: our paragraph, or none of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="citation_links")
    # The citation by its place in the summary, not by its row: an import may be taken back and made again.
    document = models.CharField(max_length=60)
    note = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField()
    # Nothing: a person looked, and it is none of ours.
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CitationLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "document", "note", "order"],
                name="submissions_citationlink_one_stands",
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="submissions_citationlink_ended_at_with_by",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
