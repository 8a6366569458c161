"""What rows that programs follow have in common."""

from django.db import models

from submissions.models.preparing import PreparedRow


class FollowedRow(PreparedRow):
    """A row that programs follow: they hear of it, too, when what belongs to it changes or a row that it names goes."""

    # When that was last. Programs follow it, forms do not: nobody's form is past because a named row went.
    parts_changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True
