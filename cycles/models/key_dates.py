"""The dates of a review: what is known, by which rule the others are computed, and what has moved."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from cycles.models.base import Confidence, SourcedRow, days_of_the_record
from cycles.models.calendar import Review
from cycles.span import validate_day


class DeadlineRule(SourcedRow):
    """How many days before or after an anchor a moment of the cycle lies, with its source.

    The moments and their rules are those of ``refdata/deadline_rules.csv``.
    """

    class Anchor(models.TextChoices):
        REVIEW_START = "review_start", gettext_lazy("first day of the Working Group session")
        REVIEW_DATE = "review_date", gettext_lazy("day of the review")
        STAKEHOLDER_DEADLINE = "stakeholder_deadline", gettext_lazy("deadline for stakeholder submissions")
        PRESESSION_START = "presession_start", gettext_lazy("first day of the pre-session")
        ADOPTION_COUNCIL_START = "adoption_hrc_start", gettext_lazy("first day of the Human Rights Council session")
        ADOPTION_DATE = "adoption_date", gettext_lazy("day of the adoption")

    class Precision(models.TextChoices):
        RULE = "rule", pgettext_lazy("kind of rule", "a rule of the United Nations")
        PER_SESSION = "per_session", pgettext_lazy("kind of rule", "published for each session")
        OBSERVED = "observed", pgettext_lazy("kind of rule", "observed in practice")
        ESTIMATE = "estimate", pgettext_lazy("kind of rule", "an estimate")
        SOFT = "soft", pgettext_lazy("kind of rule", "good practice")

    milestone = models.CharField(max_length=40, primary_key=True)
    order = models.PositiveSmallIntegerField()
    # Who acts, divided by blanks: cso, state, ohchr, hrc, ecosoc_ngo, recommending_state, upr_info, working_group.
    actors = models.CharField(max_length=80)
    anchor = models.CharField(max_length=24, choices=Anchor.choices)
    offset_days = models.SmallIntegerField()
    # The United Nations count some of their rules in working days, Monday to Friday.
    in_working_days = models.BooleanField(default=False)
    precision = models.CharField(max_length=12, choices=Precision.choices)
    observed = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.milestone


class KeyDate(SourcedRow):
    """A date of a review that somebody published or corrected. What is not here is computed from the rules."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="key_dates")
    milestone = models.CharField(max_length=40)
    date = models.DateField(validators=[validate_day])
    # Wall time in Geneva, where the source gives one.
    time = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "milestone"], name="cycles_keydate_once_a_review"),
            days_of_the_record("cycles_keydate_day", "date"),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.milestone} {self.date}"


class ReviewDateChange(models.Model):
    """A date, session or status of a review that changed: the old, the new, who says so, and who wrote it down."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="date_changes")
    # ``session``, ``status``, ``session_dates``, ``council_dates``, ``adoption_session`` or a milestone. Dates are
    # written ISO 8601.
    what = models.CharField(max_length=40)
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)
    before_confidence = models.CharField(max_length=10, choices=Confidence.choices, blank=True)
    after_confidence = models.CharField(max_length=10, choices=Confidence.choices, blank=True)
    source = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["changed_at", "id"], name="cycles_datechange_at")]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.what}"
