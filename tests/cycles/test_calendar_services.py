from datetime import UTC, date, datetime, time

import pytest

from common.models import AuditEvent
from cycles.date_changes import date_changes_since, log_of
from cycles.key_dates import timeline
from cycles.models import CouncilSession, KeyDate, Review, ReviewDateChange, State, WorkingGroupSession
from cycles.services.calendar import move_review, set_key_date, set_session_dates
from cycles.services.calendar_following import CalendarRefused
from cycles.services.reference import load_reference_data
from tests.factories import make_review, make_state
from tests.made_once import made_once

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SOURCE = "Letter of OHCHR, 20 November 2026"


made_for_all, db, loaded = made_once(lambda: load_reference_data(at=AT))


def find(iso3, cycle=4):
    return Review.objects.with_parts().get(state_under_review=iso3, cycle=cycle)


def moves(review):
    rows = ReviewDateChange.objects.filter(review=review, changed_at__gte=LATER).order_by("pk")
    return [(row.what, row.before, row.after) for row in rows]


def words(review):
    return {row.milestone: row.words for row in timeline(find(review.state_under_review_id, review.cycle_id))}


def sureness(review):
    rows = {row.milestone: (row.confidence, row.source) for row in timeline(review)}
    return {milestone: rows[milestone] for milestone in ("review", "adoption")}


def move(review, by, **fields):
    asked = {"status": "rescheduled", "session": None, "confidence": "confirmed", "source": SOURCE}
    return move_review(review=review, by=by, at=LATER, **(asked | fields))


def test_loading_logs_the_moves_that_our_sources_know(loaded):
    rows = ReviewDateChange.objects.order_by("what", "review__cycle", "review__state_under_review")

    found = [(str(row.review), row.what, row.before, row.after) for row in rows.select_related("review")]

    late = ["ARM", "GIN", "GNB", "GRD", "GUY", "KEN", "KGZ", "KIR", "LAO", "LSO", "SWE", "TUR"]
    assert found == [
        ("LBY-1", "adoption_session", "16", "19"),
        *((f"{iso3}-3", "adoption_session", "44", "45") for iso3 in late),
        ("HTI-1", "session", "8", "12"),
        ("ISR-2", "session", "15", "17"),
        ("MMR-4", "session", "51", "54"),
        ("UKR-4", "session", "42", ""),
        ("USA-4", "session", "50", "53"),
    ]
    assert rows.get(review__state_under_review="HTI").source == "sessions.csv of rochelleterman/uprs"


def test_loading_again_logs_nothing_twice(loaded):
    before = ReviewDateChange.objects.count()

    load_reference_data(at=LATER)

    assert ReviewDateChange.objects.count() == before


def test_loading_logs_what_our_files_say_anew(loaded):
    kenya = find("KEN")
    WorkingGroupSession.objects.filter(pk=49).update(start_date=date(2025, 4, 21))

    load_reference_data(at=LATER)

    assert moves(kenya) == [("session_dates", "2025-04-21/2025-05-09", "2025-04-28/2025-05-09")]


def test_entered_date_takes_the_place_of_the_counted_one(loaded, edda):
    review = find("TGO")

    set_key_date(
        review=review,
        milestone="presession",
        day=date(2026, 11, 24),
        confidence="confirmed",
        source=SOURCE,
        by=edda,
        at=LATER,
    )

    assert words(review)["presession"] == "24 November 2026"
    assert words(review)["presession_statement_to_upr_info"] == "about 10 November 2026"
    assert moves(review) == [("presession", "", "2026-11-24")]
    event = AuditEvent.objects.get(actor_id=edda.pk)
    assert (event.verb, event.target_type, event.fields) == ("correct", "cycles.Review", ["presession"])


def test_corrected_date_keeps_the_old_one_in_the_log(loaded, edda):
    review = find("MMR")
    values = {"review": review, "milestone": "stakeholder_submission", "source": SOURCE, "by": edda}
    set_key_date(**values, day=date(2026, 7, 17), hour=time(18, 0), confidence="tentative", at=LATER)

    set_key_date(**values, day=date(2026, 12, 1), confidence="confirmed", at=LATER)
    set_key_date(**values, day=None, confidence="confirmed", at=LATER)

    assert moves(review) == [
        ("stakeholder_submission", "", "2026-07-17T18:00"),
        ("stakeholder_submission", "2026-07-17T18:00", "2026-12-01"),
        ("stakeholder_submission", "2026-12-01", ""),
    ]
    assert KeyDate.objects.count() == 0
    assert [(line.what, line.before, line.after) for line in log_of(review)][:2] == [
        ("Stakeholder submissions", "1 December 2026", ""),
        ("Stakeholder submissions", "17 July 2026, 18:00 in Geneva", "1 December 2026"),
    ]


def test_day_of_the_review_moves_what_hangs_on_it(loaded, edda):
    review = find("TGO")

    set_key_date(
        review=review,
        milestone="review",
        day=date(2027, 1, 20),
        confidence="confirmed",
        source=SOURCE,
        by=edda,
        at=LATER,
    )

    review = find("TGO")
    assert (review.review_date, review.confidence, review.source) == (date(2027, 1, 20), "confirmed", SOURCE)
    assert words(review)["advance_questions"] == "6 January 2027"
    assert moves(review) == [("session", "54", "54"), ("review", "", "2027-01-20")]


def test_review_and_adoption_each_keep_how_sure_they_are_and_their_source(loaded, edda):
    letter, page = "Letter of the President of the Council", "dfat.gov.au"
    both = {"review": find("FSM"), "by": edda, "at": LATER}
    day, later = date(2027, 6, 24), date(2027, 6, 25)

    set_key_date(**both, milestone="review", day=date(2027, 1, 20), confidence="confirmed", source=page)
    set_key_date(**both, milestone="adoption", day=day, confidence="tentative", source=letter)
    first = sureness(find("FSM"))
    set_key_date(**both, milestone="review", day=date(2027, 1, 21), confidence="estimated", source="Note verbale")
    set_key_date(**both, milestone="adoption", day=later, confidence="confirmed", source="A/HRC/DEC/66/101")

    assert first == {"review": ("confirmed", page), "adoption": ("tentative", letter)}
    assert sureness(find("FSM")) == {
        "review": ("estimated", "Note verbale"),
        "adoption": ("confirmed", "A/HRC/DEC/66/101"),
    }
    log = ReviewDateChange.objects.filter(what="adoption", changed_at__gte=LATER).order_by("pk")
    assert [(one.before_confidence, one.after, one.after_confidence, one.source) for one in log] == [
        ("", "2027-06-24", "tentative", letter),
        ("tentative", "2027-06-25", "confirmed", "A/HRC/DEC/66/101"),
    ]


def test_adoption_in_another_council_session_takes_its_deadlines_along(loaded, edda):
    dates = {"start_date": date(2027, 2, 22), "end_date": date(2027, 3, 26), "confidence": "confirmed"}
    CouncilSession.objects.filter(pk=64).update(**dates)
    review = find("NAM")

    set_key_date(
        review=review,
        milestone="adoption",
        day=date(2027, 3, 18),
        confidence="tentative",
        source=SOURCE,
        by=edda,
        at=LATER,
    )

    found = words(review)
    assert found["hrc_written_statement"] == "8 February 2027"
    assert (found["addendum"], found["hrc_oral_statement_registration"]) == (
        "about 8 February 2027",
        "about 19 February 2027",
    )
    assert moves(review) == [("adoption", "", "2027-03-18"), ("adoption_session", "63", "64")]


def test_coming_adoption_falls_with_the_session_that_the_review_leaves(loaded, edda):
    review = find("TGO")
    Review.objects.filter(pk=review.pk).update(adoption_date=date(2027, 6, 24))

    move(review, edda, session=WorkingGroupSession.objects.get(pk=55))

    assert (find("TGO").adoption_date, find("TGO").adoption_session_id) == (None, 66)


def test_adoption_that_becomes_surer_is_written_into_the_log(loaded, edda):
    entered = {"review": find("FSM"), "milestone": "adoption", "day": date(2027, 6, 24), "source": SOURCE, "by": edda}
    set_key_date(**entered, confidence="tentative", at=LATER)

    set_key_date(**entered, confidence="confirmed", at=LATER)
    set_key_date(**entered, confidence="confirmed", at=LATER)

    assert ReviewDateChange.objects.filter(what="adoption", changed_at__gte=LATER).count() == 2


def test_corrected_date_raises_the_version_of_its_state_only(loaded, edda):
    before = dict(State.objects.filter(pk__in=["TGO", "SYR"]).values_list("pk", "data_version"))

    set_key_date(
        review=find("TGO"),
        milestone="presession",
        day=date(2026, 11, 24),
        confidence="confirmed",
        source=SOURCE,
        by=edda,
        at=LATER,
    )

    after = dict(State.objects.filter(pk__in=["TGO", "SYR"]).values_list("pk", "data_version"))
    assert after == {"TGO": before["TGO"] + 1, "SYR": before["SYR"]}


def test_review_that_moves_takes_the_dates_of_its_new_session(loaded, edda):
    review = find("TGO")
    Review.objects.filter(pk=review.pk).update(review_date=date(2027, 1, 20))
    for milestone, day in (("presession", date(2026, 11, 24)), ("stakeholder_submission", date(2026, 6, 30))):
        KeyDate.objects.create(review=review, milestone=milestone, date=day, source=SOURCE)

    move(review, edda, session=WorkingGroupSession.objects.get(pk=55))

    review = find("TGO")
    assert (review.status, review.original_session_id, review.current_session_id) == ("rescheduled", 54, 55)
    assert (review.review_date, review.adoption_session_id) == (None, 66)
    assert words(review)["review"] == "about November 2027"
    assert list(KeyDate.objects.values_list("milestone", "date")) == [("stakeholder_submission", date(2026, 6, 30))]
    assert moves(review) == [
        ("presession", "2026-11-24", ""),
        ("session", "54", "55"),
        ("status", "scheduled", "rescheduled"),
        ("review", "2027-01-20", ""),
        ("adoption_session", "65", "66"),
    ]


def test_adoption_that_falls_is_logged_under_what_took_it_down(loaded, edda):
    Review.objects.filter(pk=find("TGO").pk).update(adoption_date=date(2027, 6, 24), adoption_source="A/HRC/64/1")

    move(find("TGO"), edda, session=WorkingGroupSession.objects.get(pk=55))

    assert ReviewDateChange.objects.get(what="adoption").source == SOURCE


def test_review_is_postponed_and_brought_back(loaded, edda):
    review = find("SYR")

    move(review, edda, status="postponed_tbd")
    postponed = words(review)
    move(find("SYR"), edda, status="scheduled")

    assert (postponed["review"], postponed["national_report"]) == ("", "")
    assert find("SYR").current_session_id == 54
    assert moves(review) == [
        ("session", "54", ""),
        ("status", "scheduled", "postponed_tbd"),
        ("adoption_session", "65", ""),
        ("session", "", "54"),
        ("status", "postponed_tbd", "scheduled"),
        ("adoption_session", "", "65"),
    ]


def test_suspended_review_keeps_its_session(loaded, edda):
    move(find("VEN"), edda, status="suspended")

    assert (find("VEN").status, find("VEN").current_session_id) == ("suspended", 54)


@pytest.mark.parametrize(("session", "code"), [(None, "needs_session"), (54, "same_session")])
def test_move_to_nowhere_is_refused(loaded, edda, session, code):
    asked = WorkingGroupSession.objects.get(pk=session) if session else None

    with pytest.raises(CalendarRefused) as refused:
        move(find("VEN"), edda, session=asked)

    assert refused.value.code == code
    assert find("VEN").status == "scheduled"


def test_corrected_session_moves_all_its_reviews(loaded, edda):
    session = WorkingGroupSession.objects.get(pk=54)
    Review.objects.filter(state_under_review="TGO", cycle=4).update(review_date=date(2027, 1, 20))
    values = {
        "start_date": date(2027, 2, 1),
        "end_date": date(2027, 2, 12),
        "confidence": "confirmed",
        "submission_deadline": date(2026, 6, 30),
        "submission_deadline_confidence": "confirmed",
        "source": SOURCE,
    }

    set_session_dates(session=session, values=values, by=edda, at=LATER)

    togo, syria = find("TGO"), find("SYR")
    assert words(syria)["review"] == "1–12 February 2027"
    assert words(syria)["national_report"] == "about 2 November 2026"
    assert moves(syria) == [
        ("session_dates", "2027-01-19/2027-01-29", "2027-02-01/2027-02-12"),
        ("stakeholder_submission", "2026-06-25", "2026-06-30"),
    ]
    assert togo.review_date is None
    assert moves(togo)[-1] == ("review", "2027-01-20", "")
    assert ReviewDateChange.objects.filter(changed_at__gte=LATER).values("review").distinct().count() == 13
    assert WorkingGroupSession.objects.get(pk=54).corrected_at == LATER


def own_day(review, milestone, day):
    return KeyDate.objects.create(review=review, milestone=milestone, date=day, confidence="confirmed", source="OHCHR")


def test_session_that_moves_takes_down_what_its_reviews_had_on_its_days(loaded, edda):
    togo, syria = find("TGO"), find("SYR")
    Review.objects.filter(pk=togo.pk).update(review_date=date(2027, 1, 28), adoption_date=date(2027, 6, 24))
    for review in (togo, syria):
        own_day(review, "advance_questions", date(2027, 1, 6))
        own_day(review, "national_report", date(2026, 10, 12))
    values = {"start_date": date(2027, 1, 26), "end_date": date(2027, 2, 5), "source": SOURCE}

    set_session_dates(session=WorkingGroupSession.objects.get(pk=54), values=values, by=edda, at=LATER)

    # Togo keeps its day, which lies in both spans, and all that is counted from it.
    own = KeyDate.objects.order_by("review__state_under_review", "date")
    assert [(str(one.review), one.milestone) for one in own.select_related("review")] == [
        ("SYR-4", "national_report"),
        ("TGO-4", "national_report"),
        ("TGO-4", "advance_questions"),
    ]
    assert (find("TGO").review_date, find("TGO").adoption_date) == (date(2027, 1, 28), date(2027, 6, 24))
    assert moves(syria) == [
        ("session_dates", "2027-01-19/2027-01-29", "2027-01-26/2027-02-05"),
        ("advance_questions", "2027-01-06", ""),
    ]
    assert ReviewDateChange.objects.get(what="advance_questions").source == SOURCE
    assert words(syria)["advance_questions"] == "about 12 January 2027"


def test_session_that_moves_past_an_adoption_takes_it_down(loaded, edda):
    togo = find("TGO")
    Review.objects.filter(pk=togo.pk).update(review_date=date(2027, 1, 20), adoption_date=date(2027, 6, 24))
    values = {"start_date": date(2027, 9, 6), "end_date": date(2027, 9, 17), "source": SOURCE}

    set_session_dates(session=WorkingGroupSession.objects.get(pk=54), values=values, by=edda, at=LATER)

    assert (find("TGO").review_date, find("TGO").adoption_date) == (None, None)


@pytest.mark.parametrize(
    "values",
    [
        {"end_date": date(2027, 1, 30)},
        {"confidence": "confirmed"},
        {"submission_deadline": date(2026, 7, 1)},
    ],
)
def test_correction_that_leaves_the_first_day_leaves_the_dates_of_the_reviews(loaded, edda, values):
    own_day(find("SYR"), "advance_questions", date(2027, 1, 6))

    set_session_dates(session=WorkingGroupSession.objects.get(pk=54), values=values, by=edda, at=LATER)

    assert KeyDate.objects.count() == 1


def test_month_of_a_session_that_gets_its_days_is_no_move(loaded, edda):
    session = WorkingGroupSession.objects.get(pk=55)
    own_day(Review.objects.filter(current_session=55).first(), "advance_questions", date(2027, 10, 20))
    days = {"start_date": date(2027, 11, 8), "end_date": date(2027, 11, 19), "date_precision": "day"}

    set_session_dates(session=session, values=days, by=edda, at=LATER)

    assert (session.date_precision, KeyDate.objects.count()) == ("month", 1)


def test_correction_that_only_says_how_sure_is_logged(loaded, edda):
    session = WorkingGroupSession.objects.get(pk=54)

    set_session_dates(session=session, values={"submission_deadline_confidence": "confirmed"}, by=edda, at=LATER)

    row = ReviewDateChange.objects.get(review=find("SYR"), changed_at__gte=LATER)
    assert (row.what, row.before_confidence, row.after_confidence) == (
        "stakeholder_submission",
        "tentative",
        "confirmed",
    )


def test_followers_miss_no_change(loaded, edda):
    last = ReviewDateChange.objects.order_by("-changed_at").first().changed_at
    for day in (1, 2, 3):
        # The same moment by the clock: each change still comes after the one before.
        set_key_date(
            review=find("TGO"),
            milestone="addendum",
            day=date(2027, 5, day),
            confidence="tentative",
            source=SOURCE,
            by=edda,
            at=AT,
        )

    seen = []
    while new := date_changes_since(last).first():
        seen.append(new.after)
        last = new.changed_at

    assert seen == ["2027-05-01", "2027-05-02", "2027-05-03"]


def test_log_speaks_plainly(db):
    review = make_review(make_state("SVN"))
    for what, before, after in [
        ("session_dates", "2027-01", "2027-01-19/2027-01-29"),
        ("status", "scheduled", "postponed_tbd"),
        ("session", "50", ""),
        ("adoption_session", "16", "19"),
    ]:
        ReviewDateChange.objects.create(review=review, what=what, before=before, after=after, changed_at=AT)

    lines = [(line.what, line.before, line.after) for line in log_of(review)]

    assert lines == [
        ("Session of the Council that adopts", "session 16", "session 19"),
        ("Session", "session 50", ""),
        ("Status", "scheduled", "postponed, no date yet"),
        ("Dates of the session", "January 2027", "19–29 January 2027"),
    ]
