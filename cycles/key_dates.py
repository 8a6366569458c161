"""Every moment of a review: its day where somebody published it, else counted by the rules, and how it was counted.

Nothing counted is stored: whoever corrects one date moves everything that hangs on it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from django.db.models import QuerySet

from cycles.dates import less_sure
from cycles.key_date_rows import Basis, KeyDateRow, KnownDate
from cycles.milestones import MILESTONES
from cycles.models import Confidence, CouncilSession, DeadlineRule, KeyDate, Review, UnDocument, WorkingGroupSession

# OHCHR's site takes submissions until then (uprdoc.ohchr.org).
CLOSES = time(23, 59)
# What a page shows that has no room for all.
MAIN = ("stakeholder_submission", "national_report", "presession", "review", "adoption")
# A review that is put off keeps its session in some sources; no day of it is sure.
_PUT_OFF = frozenset({Review.Status.SUSPENDED, Review.Status.POSTPONED})
# The day of these documents is the day of the moment; a national report bears another day than its deadline.
_DOCUMENTS = {
    UnDocument.Kind.STAKEHOLDER_SUMMARY: "ohchr_documents_published",
    UnDocument.Kind.WORKING_GROUP_REPORT: "final_wg_report",
    UnDocument.Kind.ADDENDUM: "addendum",
}
_SATURDAY = 5
_MONTH = WorkingGroupSession.Precision.MONTH
_Anchor = DeadlineRule.Anchor


def key_dates(review: Review, rules: Iterable[DeadlineRule], known: dict[str, KnownDate]) -> list[KeyDateRow]:
    """Every moment of the review, the earliest first, those without a day last.

    ``known`` holds the days that were written down for this review alone, by milestone; they go before everything
    else. ``review`` comes with its sessions and the sessions of the Council.
    """
    timeline = _Timeline(review, {rule.milestone: rule for rule in rules}, known)
    rows = [timeline.row(milestone) for milestone in MILESTONES]
    return sorted((row for row in rows if row.rule or row.day), key=lambda row: row.day or date.max)


def timelines(reviews: Iterable[Review]) -> dict[int, list[KeyDateRow]]:
    """The key dates of many reviews (``with_parts``) by their ids, in four queries."""
    reviews = list(reviews)
    rules = list(DeadlineRule.objects.order_by("order"))
    known = _known_dates(reviews)
    return {review.pk: key_dates(review, rules, known[review.pk]) for review in reviews}


def timeline(review: Review) -> list[KeyDateRow]:
    """The key dates of one review (``with_parts``)."""
    return timelines([review])[review.pk]


def session_timeline(session: WorkingGroupSession) -> list[KeyDateRow]:
    """The dates that all reviews of a session share. ``session`` comes with its session of the Council."""
    shared = {_Anchor.REVIEW_START, _Anchor.STAKEHOLDER_DEADLINE, _Anchor.PRESESSION_START}
    review = Review(cycle_id=session.cycle_id, current_session=session, adoption_session=session.council_session)
    rules = DeadlineRule.objects.order_by("order")
    rows = key_dates(review, rules, {})
    return [row for row in rows if row.milestone in MAIN or (row.rule and row.rule.anchor in shared)]


def ahead(rows: Sequence[KeyDateRow], on: date, milestones: Sequence[str] = MAIN) -> list[KeyDateRow]:
    """What is still to come on that day, of the milestones that are asked for; the nearest first."""
    return [row for row in rows if row.milestone in milestones and row.last_day and row.last_day >= on]


def known_dates(review: Review) -> dict[str, KnownDate]:
    """What was written down for this review alone, by milestone."""
    return _known_dates([review])[review.pk]


def _known_dates(reviews: Sequence[Review]) -> dict[int, dict[str, KnownDate]]:
    """By review and milestone: the State's next review, then dated documents, then what a person wrote down."""
    found: dict[int, dict[str, KnownDate]] = defaultdict(dict)
    keys = [review.pk for review in reviews]
    for review, later in _next_reviews(reviews):
        row = _Timeline(later, {}, {}).row("review")
        if row.day:
            found[review.pk]["next_review"] = KnownDate(
                row.day, row.confidence, row.source, end=row.end, is_month=row.is_month
            )
    documents = UnDocument.objects.filter(review__in=keys, kind__in=_DOCUMENTS)
    for one in documents.order_by("-published_date", "-pk"):
        if one.published_date:
            known = KnownDate(one.published_date, Confidence.CONFIRMED, one.symbol)
            found[one.review_id][_DOCUMENTS[UnDocument.Kind(one.kind)]] = known
    for given in KeyDate.objects.filter(review__in=keys):
        known = KnownDate(given.date, given.confidence, given.source, hour=given.time)
        found[given.review_id][given.milestone] = known
    return found


def _next_reviews(reviews: Sequence[Review]) -> Iterable[tuple[Review, Review]]:
    """Each review with the one of the cycle after it."""
    states = {review.state_under_review_id for review in reviews}
    cycles = {review.cycle_id + 1 for review in reviews}
    later: QuerySet[Review] = Review.objects.filter(state_under_review__in=states, cycle__in=cycles)
    by_key = {(one.state_under_review_id, one.cycle_id): one for one in later.select_related("current_session")}
    pairs = ((review, by_key.get((review.state_under_review_id, review.cycle_id + 1))) for review in reviews)
    return ((review, one) for review, one in pairs if one)


class _Timeline:
    """The rows of one review, each found once."""

    def __init__(self, review: Review, rules: dict[str, DeadlineRule], known: dict[str, KnownDate]) -> None:
        self.review = review
        self.session = review.current_session
        self.rules = rules
        self.known = known
        self.rows: dict[str, KeyDateRow] = {}

    def row(self, milestone: str) -> KeyDateRow:
        if milestone not in self.rows:
            self.rows[milestone] = self._find(milestone)
        return self.rows[milestone]

    def _find(self, milestone: str) -> KeyDateRow:
        rule = self.rules.get(milestone)
        if milestone in self.known:
            return self._from_known(milestone, rule, self.known[milestone])
        published = self._published(milestone)
        if published:
            row = self._from_known(milestone, rule, published)
            # Shared by a whole session, it is as sure as the State's place in the session; its own adoption is not.
            is_own = milestone == "adoption" and self.review.adoption_date is not None
            sureness = row.confidence if is_own else less_sure(row.confidence, self.review.confidence)
            is_off = self.review.status in _PUT_OFF
            return replace(row, confidence=less_sure(sureness, Confidence.ESTIMATED) if is_off else sureness)
        anchor = self._anchor(rule) if rule and milestone != "review" else None
        if rule is None or anchor is None or anchor.day is None:
            return KeyDateRow(milestone, self.review, rule, None, Basis.UNKNOWN, Confidence.ESTIMATED)
        return self._counted(milestone, rule, anchor, anchor.day)

    def _counted(self, milestone: str, rule: DeadlineRule, anchor: KnownDate | KeyDateRow, first: date) -> KeyDateRow:
        is_exact = (
            rule.precision == DeadlineRule.Precision.RULE
            and not getattr(anchor, "is_about", False)
            and anchor.end is None
        )
        row = KeyDateRow(
            milestone,
            self.review,
            rule,
            _shifted(first, rule),
            Basis.RULE,
            Confidence.ESTIMATED,
            is_month=anchor.is_month,
            is_about=not is_exact or anchor.is_month,
            source=rule.source,
            anchor=first,
        )
        if rule.anchor == _Anchor.ADOPTION_DATE and anchor.end:
            # A session of the Council lasts up to six weeks: the adoption may be on any day of it.
            return replace(row, end=_shifted(anchor.end, rule), anchor_end=anchor.end, council=anchor.council)
        return row

    def _from_known(self, milestone: str, rule: DeadlineRule | None, known: KnownDate) -> KeyDateRow:
        is_counted = known.confidence == Confidence.ESTIMATED
        return KeyDateRow(
            milestone,
            self.review,
            rule,
            known.day,
            Basis.RULE if is_counted else Basis.PUBLISHED,
            known.confidence,
            end=known.end,
            hour=known.hour or (CLOSES if milestone == "stakeholder_submission" else None),
            is_month=known.is_month,
            is_about=is_counted,
            source=known.source,
            council=known.council,
        )

    def _published(self, milestone: str) -> KnownDate | None:
        """What the session, the review or the Council's session says of this moment."""
        review, session = self.review, self.session
        if milestone == "review" and review.review_date:
            return KnownDate(review.review_date, review.confidence, review.source)
        if milestone == "adoption":
            return self._adoption()
        if session is None:
            return None
        if milestone == "stakeholder_submission" and session.submission_deadline:
            return KnownDate(
                session.submission_deadline, session.submission_deadline_confidence, session.submission_deadline_source
            )
        days = {
            "submission_window_opens": (session.submission_window_opens, None),
            "national_report": (session.national_report_deadline, None),
            "presession": (session.presession_start_date, session.presession_end_date),
            "review": (session.start_date, session.end_date),
        }
        day, end = days.get(milestone, (None, None))
        if day is None:
            return None
        is_month = milestone == "review" and session.date_precision == _MONTH
        return KnownDate(day, session.confidence, session.source, end=end, is_month=is_month)

    def _adoption(self) -> KnownDate | None:
        review, council = self.review, self._council()
        if review.adoption_date:
            return KnownDate(review.adoption_date, review.adoption_confidence, review.adoption_source)
        if council is None or council.start_date is None:
            return None
        return KnownDate(
            council.start_date, council.confidence, council.source, end=council.end_date, council=council.number
        )

    def _council(self) -> CouncilSession | None:
        return self.review.adoption_session or (self.session.council_session if self.session else None)

    def _start_of_council(self) -> KeyDateRow | None:
        """The first day of the session that adopts; the day of the adoption where that lies in no session we know."""
        council, adopted = self._council(), self.review.adoption_date
        if adopted and not _is_held_on(council, adopted):
            return replace(self.row("adoption"), is_about=True)
        return self._start(council.start_date, council.confidence) if council else None

    def _anchor(self, rule: DeadlineRule) -> KnownDate | KeyDateRow | None:
        match rule.anchor:
            case _Anchor.REVIEW_DATE:
                return self.row("review")
            case _Anchor.STAKEHOLDER_DEADLINE:
                return self.row("stakeholder_submission")
            case _Anchor.PRESESSION_START:
                return self.row("presession")
            case _Anchor.ADOPTION_DATE:
                return self.row("adoption")
            case _Anchor.ADOPTION_COUNCIL_START:
                return self._start_of_council()
        if self.session is None:
            return self.row("review")
        is_month = self.session.date_precision == _MONTH
        return self._start(self.session.start_date, self.session.confidence, is_month=is_month)

    def _start(self, day: date | None, confidence: str, is_month: bool = False) -> KeyDateRow:
        is_about = confidence == Confidence.ESTIMATED
        return KeyDateRow(
            "review", self.review, None, day, Basis.PUBLISHED, confidence, is_month=is_month, is_about=is_about
        )


def _is_held_on(council: CouncilSession | None, day: date) -> bool:
    if council is None or council.start_date is None:
        return False
    return council.start_date <= day <= (council.end_date or day)


def _shifted(day: date, rule: DeadlineRule) -> date:
    if not rule.in_working_days:
        return day + timedelta(days=rule.offset_days)
    step = timedelta(days=1 if rule.offset_days > 0 else -1)
    left = abs(rule.offset_days)
    while left:
        day += step
        left -= day.weekday() < _SATURDAY
    return day
