"""Cycles, sessions and reviews."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from cycles.models.base import Confidence, SourcedRow, days_of_the_record
from cycles.models.states import State
from cycles.querysets import CouncilSessionQuerySet, ReviewQuerySet
from cycles.span import validate_day


class Cycle(SourcedRow):
    """A round of the UPR in which every State is reviewed once."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    first_session = models.PositiveSmallIntegerField()
    last_session = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return str(self.number)


class CouncilSession(SourcedRow):
    """A session of the Human Rights Council: it adopts the outcome of reviews."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    start_date = models.DateField(null=True, blank=True, validators=[validate_day])
    end_date = models.DateField(null=True, blank=True, validators=[validate_day])

    objects = CouncilSessionQuerySet.as_manager()

    class Meta:
        constraints = [days_of_the_record("cycles_councilsession_days", "start_date", "end_date")]

    def __str__(self) -> str:
        return str(self.number)


class WorkingGroupSession(SourcedRow):
    """A session of the Working Group on the UPR: two weeks, about fourteen reviews."""

    class Precision(models.TextChoices):
        DAY = "day", gettext_lazy("to the day")
        MONTH = "month", gettext_lazy("month only")

    number = models.PositiveSmallIntegerField(primary_key=True)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="sessions")
    start_date = models.DateField(null=True, blank=True, validators=[validate_day])
    end_date = models.DateField(null=True, blank=True, validators=[validate_day])
    date_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    council_session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, null=True, blank=True, related_name="working_group_sessions"
    )
    # Stakeholder submissions: until 23:59 in Geneva on that day, unless OHCHR says otherwise.
    submission_deadline = models.DateField(null=True, blank=True, validators=[validate_day])
    submission_deadline_confidence = models.CharField(
        max_length=10, choices=Confidence.choices, default=Confidence.UNVERIFIED
    )
    submission_deadline_source = models.CharField(max_length=300, blank=True)
    submission_window_opens = models.DateField(null=True, blank=True, validators=[validate_day])
    national_report_deadline = models.DateField(null=True, blank=True, validators=[validate_day])
    presession_start_date = models.DateField(null=True, blank=True, validators=[validate_day])
    presession_end_date = models.DateField(null=True, blank=True, validators=[validate_day])

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cycles_session_starts_before_it_ends",
                condition=Q(end_date__isnull=True) | Q(start_date__lte=F("end_date")),
            ),
            days_of_the_record(
                "cycles_session_days",
                "start_date",
                "end_date",
                "submission_deadline",
                "submission_window_opens",
                "national_report_deadline",
                "presession_start_date",
                "presession_end_date",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    def get_absolute_url(self) -> str:
        return reverse("cycles:session_detail", args=[self.number])


class Review(SourcedRow):
    """The review of one State in one cycle. A review may move: the session it was planned for is kept."""

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", pgettext_lazy("review", "scheduled")
        RESCHEDULED = "rescheduled", pgettext_lazy("review", "moved to another session")
        POSTPONED = "postponed_tbd", pgettext_lazy("review", "postponed, no date yet")
        SUSPENDED = "suspended", pgettext_lazy("review", "suspended")
        REVIEWED = "reviewed", pgettext_lazy("review", "reviewed, not yet adopted")
        ADOPTED = "outcome_adopted", pgettext_lazy("review", "outcome adopted")

    state_under_review = models.ForeignKey(State, on_delete=models.PROTECT, related_name="reviews")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="reviews")
    original_session = models.ForeignKey(
        WorkingGroupSession, on_delete=models.PROTECT, null=True, blank=True, related_name="planned_reviews"
    )
    current_session = models.ForeignKey(
        WorkingGroupSession, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    review_order = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.SCHEDULED)
    review_date = models.DateField(null=True, blank=True, validators=[validate_day])
    # ``confidence`` and ``source`` are of the review and its day; the adoption is said by others, later.
    adoption_date = models.DateField(null=True, blank=True, validators=[validate_day])
    adoption_confidence = models.CharField(max_length=10, choices=Confidence.choices, default=Confidence.UNVERIFIED)
    adoption_source = models.CharField(max_length=300, blank=True)
    adoption_session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, null=True, blank=True, related_name="adopted_reviews"
    )
    note = models.TextField(blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state_under_review", "cycle"], name="cycles_review_once_a_cycle"),
            days_of_the_record("cycles_review_days", "review_date", "adoption_date"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("cycles:review_detail", args=[self.state_under_review_id, self.cycle_id])

    def get_dates_url(self) -> str:
        return reverse("cycles:review_dates", args=[self.state_under_review_id, self.cycle_id])

    @property
    def name(self) -> str:
        """State and cycle in the language of the page: Slovenia, cycle 4."""
        return gettext("%(state)s, cycle %(number)s") % {
            "state": self.state_under_review.name,
            "number": self.cycle_id,
        }

    @property
    def code(self) -> str:
        """``SVN-4``: the State and the cycle."""
        return f"{self.state_under_review_id}-{self.cycle_id}"


class UnDocument(models.Model):
    """A document of the United Nations about one review, by its symbol."""

    class Kind(models.TextChoices):
        NATIONAL_REPORT = "national_report", gettext_lazy("National report")
        COMPILATION = "un_compilation", gettext_lazy("Compilation of UN information")
        STAKEHOLDER_SUMMARY = "stakeholder_summary", gettext_lazy("Summary of stakeholders' submissions")
        WORKING_GROUP_REPORT = "working_group_report", gettext_lazy("Report of the Working Group")
        ADDENDUM = "addendum", gettext_lazy("Addendum")
        PLEDGES = "voluntary_pledges", gettext_lazy("Voluntary pledges")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    # Empty where a list does not name the report its numbers come from.
    symbol = models.CharField(max_length=60, blank=True)
    published_date = models.DateField(null=True, blank=True, validators=[validate_day])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "kind", "symbol"], name="cycles_document_once_a_review"),
            days_of_the_record("cycles_document_day", "published_date"),
        ]

    def __str__(self) -> str:
        return self.symbol or self.get_kind_display()
