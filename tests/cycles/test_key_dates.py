from datetime import UTC, date, datetime, time

import pytest

from cycles.key_date_rows import Basis, KnownDate
from cycles.key_dates import ahead, key_dates, session_timeline, timeline, timelines
from cycles.models import Confidence, DeadlineRule, KeyDate, Review, UnDocument, WorkingGroupSession
from cycles.services.reference import load_reference_data
from tests.factories import make_review, make_state
from tests.made_once import made_once

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


made_for_all, db, loaded = made_once(lambda: load_reference_data(at=AT))


def find(iso3, cycle=4):
    return Review.objects.with_parts().get(state_under_review=iso3, cycle=cycle)


def by_milestone(review):
    return {row.milestone: row for row in timeline(review)}


def make_rule(milestone="national_report", anchor="review_start", days=-91, **fields):
    defaults = {"order": 1, "actors": "state", "precision": "observed", "source": "UPR Info"}
    return DeadlineRule.objects.create(milestone=milestone, anchor=anchor, offset_days=days, **(defaults | fields))


def test_slovenia_has_every_moment_with_its_basis(loaded):
    rows = [(row.milestone, row.day_words, str(row.basis), row.confidence) for row in timeline(find("SVN"))]

    assert rows == [
        ("national_consultations", "about 21 January 2024", "rule", "estimated"),
        ("submission_window_opens", "about 5 June 2024", "rule", "estimated"),
        ("stakeholder_submission", "16 July 2024", "published", "unverified"),
        ("presession_application", "about 1 September 2024", "rule", "estimated"),
        ("embassy_advocacy", "about 7 October 2024", "rule", "estimated"),
        ("national_report", "about 21 October 2024", "rule", "estimated"),
        ("presession_statement_to_upr_info", "about 26 October 2024", "rule", "estimated"),
        ("ohchr_documents_published", "about 6 November 2024", "rule", "estimated"),
        ("embassy_presession_in_country", "about 6 November 2024", "rule", "estimated"),
        ("presession", "about 9 November 2024", "rule", "estimated"),
        ("side_event_before_review", "about 6 December 2024", "rule", "estimated"),
        ("geneva_mission_advocacy", "about 21 December 2024", "rule", "estimated"),
        ("troika_selected", "about 8 January 2025", "rule", "estimated"),
        ("advance_questions", "14 January 2025", "rule", "estimated"),
        ("review", "28 January 2025", "published", "confirmed"),
        ("draft_recommendations_published", "30 January 2025", "rule", "estimated"),
        ("wg_report_adopted", "about 31 January 2025", "rule", "estimated"),
        ("final_wg_report", "about 24 March 2025", "rule", "estimated"),
        ("addendum", "about 2 June 2025", "rule", "estimated"),
        ("hrc_written_statement", "2 June 2025", "rule", "estimated"),
        ("hrc_oral_statement_registration", "about 13 June 2025", "rule", "estimated"),
        ("hrc_oral_statement_upload", "1 July 2025", "rule", "estimated"),
        ("adoption", "2 July 2025", "published", "confirmed"),
        ("hc_letter", "about 30 September 2025", "rule", "estimated"),
        ("action_plan", "about 29 December 2025", "rule", "estimated"),
        ("midterm_report", "about 30 July 2027", "rule", "estimated"),
        ("next_review", "about January 2030", "rule", "estimated"),
    ]


def test_real_days_of_slovenia_lie_near_the_rules(loaded):
    """What the United Nations did in 2024 and 2025, against what the rules count."""
    real = {
        "national_report": (date(2024, 10, 30), 9),
        "ohchr_documents_published": (date(2024, 11, 6), 0),
        "wg_report_adopted": (date(2025, 1, 31), 0),
        "final_wg_report": (date(2025, 3, 24), 0),
        "troika_selected": (date(2025, 1, 8), 0),
        "hc_letter": (date(2025, 10, 1), 1),
    }
    rows = by_milestone(find("SVN"))

    assert {name: abs((rows[name].day - day).days) for name, (day, _) in real.items()} == {
        name: days for name, (_, days) in real.items()
    }


@pytest.mark.parametrize(
    ("milestone", "how"),
    [
        ("national_report", "91 days before the first day of session 48 (20 January 2025)"),
        ("advance_questions", "10 working days before the day of the review (28 January 2025)"),
        ("submission_window_opens", "41 days before the deadline for submissions (16 July 2024)"),
        ("presession_statement_to_upr_info", "14 days before the first day of the pre-session (9 November 2024)"),
        ("hrc_written_statement", "14 days before the first day of the session of the Council (16 June 2025)"),
        ("hrc_oral_statement_upload", "1 day before the day of the adoption (2 July 2025)"),
        ("midterm_report", "913 days after the day of the review (28 January 2025)"),
        ("stakeholder_submission", "as published"),
    ],
)
def test_how_a_date_was_found_is_said_in_words(loaded, milestone, how):
    assert by_milestone(find("SVN"))[milestone].how == how


@pytest.mark.parametrize(
    ("reviewed", "due"),
    [
        (date(2025, 1, 28), date(2025, 1, 14)),
        (date(2026, 11, 2), date(2026, 10, 19)),
        (date(2026, 5, 9), date(2026, 4, 27)),
    ],
)
def test_working_days_leave_out_saturdays_and_sundays(review, reviewed, due):
    make_rule("advance_questions", "review_date", -10, in_working_days=True, precision="rule")
    review.review_date = reviewed

    rows = key_dates(review, DeadlineRule.objects.all(), {})

    assert [row.day for row in rows if row.milestone == "advance_questions"] == [due]


def test_correcting_one_date_moves_what_hangs_on_it(loaded):
    WorkingGroupSession.objects.filter(pk=48).update(
        presession_start_date=date(2024, 11, 26), presession_end_date=date(2024, 11, 29)
    )

    rows = by_milestone(find("SVN"))

    assert rows["presession"].day_words == "26–29 November 2024"
    assert rows["presession_statement_to_upr_info"].day == date(2024, 11, 12)
    assert rows["presession_application"].day == date(2024, 9, 18)


def test_date_of_one_review_goes_before_the_date_of_its_session(loaded):
    """Myanmar's own deadline, where session 54 has another."""
    review = find("MMR")
    KeyDate.objects.create(
        review=review,
        milestone="stakeholder_submission",
        date=date(2026, 7, 17),
        time=time(18, 0),
        confidence="tentative",
        source="humanrightsmyanmar.org",
    )

    rows = by_milestone(review)

    assert rows["stakeholder_submission"].words == "17 July 2026, 18:00 in Geneva"
    assert rows["stakeholder_submission"].source == "humanrightsmyanmar.org"
    assert rows["submission_window_opens"].day == date(2026, 6, 6)


def test_documents_give_the_day_on_which_they_came(loaded):
    review = find("SVN")
    UnDocument.objects.create(
        review=review, kind="working_group_report", symbol="A/HRC/59/15", published_date=date(2025, 3, 24)
    )
    UnDocument.objects.create(
        review=review, kind="addendum", symbol="A/HRC/59/15/Add.1", published_date=date(2025, 4, 8)
    )

    rows = by_milestone(review)

    assert [(rows[name].day, rows[name].source) for name in ("final_wg_report", "addendum")] == [
        (date(2025, 3, 24), "A/HRC/59/15"),
        (date(2025, 4, 8), "A/HRC/59/15/Add.1"),
    ]


@pytest.mark.parametrize(
    ("day", "offset", "utc"),
    [
        (date(2024, 7, 16), "2024-07-16T23:59:00+02:00", datetime(2024, 7, 16, 21, 59, tzinfo=UTC)),
        (date(2024, 12, 16), "2024-12-16T23:59:00+01:00", datetime(2024, 12, 16, 22, 59, tzinfo=UTC)),
        (date(2026, 3, 28), "2026-03-28T23:59:00+01:00", datetime(2026, 3, 28, 22, 59, tzinfo=UTC)),
        (date(2026, 3, 29), "2026-03-29T23:59:00+02:00", datetime(2026, 3, 29, 21, 59, tzinfo=UTC)),
        (date(2026, 10, 25), "2026-10-25T23:59:00+01:00", datetime(2026, 10, 25, 22, 59, tzinfo=UTC)),
    ],
)
def test_deadline_ends_in_the_time_of_geneva_summer_and_winter(review, day, offset, utc):
    review.current_session.submission_deadline = day

    row = {row.milestone: row for row in key_dates(review, [], {})}["stakeholder_submission"]

    assert (row.moment.isoformat(), row.moment) == (offset, utc)


def test_session_known_to_the_month_gives_months(loaded):
    rows = by_milestone(find("KEN", 5))

    assert rows["review"].words == "about May 2030"
    assert rows["national_report"].words == "about January 2030"
    assert rows["national_report"].how == "91 days before the first day of session 63 (May 2030)"
    assert (rows["national_report"].day, rows["national_report"].last_day) == (date(2030, 1, 30), date(2030, 1, 31))
    assert rows["stakeholder_submission"].words == "about 11 October 2029"
    assert rows["stakeholder_submission"].moment is None
    assert {row.confidence for row in rows.values()} == {Confidence.ESTIMATED}


def test_what_cannot_be_counted_says_why(loaded):
    ukraine, togo = by_milestone(find("UKR")), by_milestone(find("TGO"))

    assert ukraine["review"].day is None
    assert ukraine["review"].how == "cannot be counted: this review has no session yet"
    assert ukraine["national_report"].basis == Basis.UNKNOWN
    assert togo["hrc_written_statement"].how == (
        "cannot be counted: session 65 of the Human Rights Council has no date yet"
    )
    assert togo["adoption"].how == "150 days after the first day of the review’s session (19 January 2027)"


def test_review_without_day_has_the_dates_of_its_session(loaded):
    row = by_milestone(find("TGO"))["review"]

    assert row.words == "19–29 January 2027"
    assert row.confidence == Confidence.ESTIMATED
    assert row.how == "the dates of session 54; the day of this review is not known yet"


def test_adoption_without_day_lies_in_the_session_of_the_council(loaded):
    rows = by_milestone(find("NAM"))

    assert rows["adoption"].words == "7 September – 9 October 2026"
    assert rows["adoption"].how == "during session 63 of the Human Rights Council"
    assert rows["hrc_written_statement"].words == "24 August 2026"


def test_session_of_the_council_gives_no_day_of_the_adoption(loaded):
    rows = by_milestone(find("NAM"))

    found = {name: rows[name].words for name in ("hrc_oral_statement_upload", "hc_letter", "action_plan")}
    assert found == {
        "hrc_oral_statement_upload": "about 6 September – 8 October 2026",
        "hc_letter": "about 6 December 2026 – 7 January 2027",
        "action_plan": "about 6 March – 7 April 2027",
    }
    assert rows["hrc_oral_statement_upload"].how == (
        "1 day before the adoption in session 63 of the Council (7 September – 9 October 2026)"
    )
    Review.objects.filter(state_under_review="NAM", cycle=4).update(adoption_date=date(2026, 9, 25))
    upload = by_milestone(find("NAM"))["hrc_oral_statement_upload"]
    assert (upload.words, upload.how) == (
        "24 September 2026",
        "1 day before the day of the adoption (25 September 2026)",
    )


@pytest.mark.parametrize(
    ("adopted", "due", "how"),
    [
        # HRC 63: 7 September to 9 October 2026, the session that the review goes to.
        (date(2026, 9, 25), "24 August 2026", "14 days before the first day of the session of the Council"),
        # No session of the record: the one of February 2027 has no dates yet.
        (date(2027, 3, 18), "about 4 March 2027", "14 days before the day of the adoption (18 March 2027)"),
    ],
)
def test_adoption_outside_of_its_council_session_is_what_others_are_counted_from(loaded, adopted, due, how):
    Review.objects.filter(state_under_review="NAM", cycle=4).update(adoption_date=adopted)

    rows = by_milestone(find("NAM"))

    assert rows["hrc_written_statement"].words == due
    assert rows["hrc_written_statement"].how.startswith(how)
    assert rows["hrc_oral_statement_registration"].is_about


def test_suspended_review_has_no_sure_date_of_its_session(loaded):
    rows = by_milestone(find("MMR"))

    assert rows["stakeholder_submission"].words == "25 June 2026, 23:59 in Geneva"
    assert rows["stakeholder_submission"].confidence == Confidence.ESTIMATED


def test_review_with_a_day_but_no_session_is_counted_from_the_day(db):
    make_rule()
    review = make_review(
        cycle=5, current_session=None, review_date=date(2029, 4, 23), status="scheduled", confidence="estimated"
    )

    rows = by_milestone(review)

    assert rows["review"].words == "about 23 April 2029"
    assert rows["national_report"].day == date(2029, 1, 22)
    assert rows["national_report"].how == "91 days before the day of the review (23 April 2029)"


def test_known_dates_go_before_everything(review):
    known = {"review": KnownDate(date(2025, 1, 22), Confidence.TENTATIVE, "UN Web TV", hour=time(9, 0))}

    rows = key_dates(review, [], known)

    assert [(row.milestone, row.words, row.confidence) for row in rows] == [
        ("review", "22 January 2025, 09:00 in Geneva", "tentative")
    ]


def test_ahead_are_the_main_dates_to_come_in_order(review):
    make_rule()
    make_rule("presession", days=-72)
    make_rule("troika_selected", days=-12)
    review.current_session.submission_deadline = date(2024, 7, 16)
    rows = key_dates(review, DeadlineRule.objects.all(), {})

    steps = [(row.what, row.when.words, row.when.confidence) for row in ahead(rows, date(2024, 3, 1))]
    later = [row.what for row in ahead(rows, date(2024, 11, 1))]

    assert steps == [
        ("Stakeholder submissions", "16 July 2024", "unverified"),
        ("National report", "about 21 October 2024", "estimated"),
        ("Pre-session in Geneva", "about 9 November 2024", "estimated"),
        ("Review", "20–31 January 2025", "confirmed"),
    ]
    assert later == ["Pre-session in Geneva", "Review"]


def test_nothing_is_ahead_of_a_review_without_session(db):
    make_rule()
    review = make_review(make_state("UKR"), current_session=None)

    assert ahead(timeline(review), date(2024, 3, 1)) == []


def test_timelines_of_many_reviews_cost_four_queries(loaded, django_assert_num_queries):
    reviews = list(Review.objects.with_parts().filter(cycle=4))

    with django_assert_num_queries(4):
        found = timelines(reviews)

    assert len(found) == 193
    assert {len(rows) for rows in found.values()} == {27}


def test_dates_of_a_session_are_those_that_its_reviews_share(loaded):
    session = WorkingGroupSession.objects.select_related("council_session").get(pk=50)

    rows = {row.milestone: row.words for row in session_timeline(session)}

    assert rows["stakeholder_submission"] == "7 April 2025, 23:59 in Geneva"
    assert rows["national_report"] == "4 August 2025"
    assert rows["presession"] == "25–29 August 2025"
    assert rows["review"] == "3–14 November 2025"
    assert rows["adoption"] == "23 February – 31 March 2026"
    assert "advance_questions" not in rows


def test_every_actor_and_milestone_has_its_words(loaded):
    for row in timeline(find("SVN")):
        assert row.what
        assert row.why.endswith(".")
        assert row.who
        assert row.who[0].isupper()
