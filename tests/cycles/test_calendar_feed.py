from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from icalendar import Calendar

from cycles.calendar_feed import state_feed
from cycles.models import DeadlineRule, Review, State, WorkingGroupSession
from cycles.services.calendar import set_session_dates
from cycles.services.reference import load_reference_data

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ON = date(2026, 11, 22)


@pytest.fixture
def loaded(db):
    load_reference_data(at=AT)


def events(iso3, on=ON, actor=""):
    feed = state_feed(state=State.objects.get(pk=iso3), user=None, on=on, site="https://upr.example", actor=actor)
    calendar = Calendar.from_ical(feed.content)
    return calendar, {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_feed_is_named_and_has_every_date_once(loaded):
    calendar, found = events("TGO")

    assert str(calendar["x-wr-calname"]) == "UPR of Togo"
    assert "TGO-4-review@upr-platform" in found
    assert "TGO-5-stakeholder_submission@upr-platform" in found
    assert not [uid for uid in found if "next_review" in uid]
    assert calendar.to_ical().count(b"BEGIN:VEVENT") == len(found)


def test_review_is_a_span_of_days_and_tentative(loaded):
    event = events("TGO")[1]["TGO-4-review@upr-platform"]

    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2027, 1, 19), date(2027, 1, 30))
    assert str(event["status"]) == "TENTATIVE"
    assert str(event["url"]) == "https://upr.example/reviews/TGO/4/dates/"


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2027, 7, 16), datetime(2027, 7, 16, 21, 59, tzinfo=UTC)),
        (date(2026, 12, 16), datetime(2026, 12, 16, 22, 59, tzinfo=UTC)),
    ],
)
def test_deadline_ends_at_one_minute_to_midnight_in_geneva(loaded, edda, day, utc):
    session = WorkingGroupSession.objects.get(pk=55)
    values = {"submission_deadline": day, "submission_deadline_confidence": "confirmed"}
    set_session_dates(session=session, values=values, by=edda, at=LATER)

    iso3 = session.reviews.order_by("pk").first().state_under_review_id
    calendar, found = events(iso3)
    event = found[f"{iso3}-5-stakeholder_submission@upr-platform"]

    assert event["dtstart"].dt == utc
    assert event["dtstart"].params["TZID"] == "Europe/Zurich"
    assert "dtend" not in event
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Zurich"]


def test_estimate_says_so_and_how_it_was_counted(loaded):
    event = events("KEN")[1]["KEN-5-national_report@upr-platform"]

    assert str(event["summary"]) == "National report: Kenya (about January 2030)"
    assert str(event["description"]).split("\n")[:3] == [
        "about January 2030",
        "How sure: estimate",
        "How we know: 91 days before the first day of session 63 (May 2030)",
    ]


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        ("en", "Review: Kenya (May 2030)"),
        ("fr", "Examen\u00a0: Kenya (mai 2030)"),
        ("es", "Examen: Kenya (mayo de 2030)"),
        ("ar", "الاستعراض: كينيا (أيار/مايو 2030)"),
        ("ru", "Обзор: Кения (май 2030 года)"),
        ("zh-hans", "审议：肯尼亚（2030年5月）"),
    ],
)
def test_month_is_no_day_in_the_title(loaded, language, summary):
    Review.objects.filter(state_under_review="KEN", cycle=5).update(confidence="tentative")
    WorkingGroupSession.objects.filter(pk=63).update(confidence="tentative")

    with translation.override(language):
        event = events("KEN")[1]["KEN-5-review@upr-platform"]

    assert str(event["summary"]) == summary


def test_date_that_moves_keeps_its_uid_and_raises_its_sequence(loaded, edda):
    before = events("TGO")[1]["TGO-4-review@upr-platform"]
    session = WorkingGroupSession.objects.get(pk=54)

    values = {"start_date": date(2027, 2, 1), "end_date": date(2027, 2, 12)}
    set_session_dates(session=session, values=values, by=edda, at=LATER)

    after = events("TGO")[1]["TGO-4-review@upr-platform"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after["dtstart"].dt == date(2027, 2, 1)
    assert before["last-modified"].dt < after["last-modified"].dt


def test_corrected_rule_raises_the_sequence_and_later_moves_raise_it_on(loaded, edda):
    uid = "TGO-5-national_report@upr-platform"
    first = events("TGO")[1][uid]
    rules = DeadlineRule.objects.filter(milestone="national_report")
    rules.update(offset_days=-90, corrected_at=LATER)
    second = events("TGO")[1][uid]
    session = WorkingGroupSession.objects.get(reviews__state_under_review="TGO", cycle=5)
    set_session_dates(session=session, values={"start_date": date(2030, 2, 4)}, by=edda, at=LATER + timedelta(days=1))
    third = events("TGO")[1][uid]
    rules.update(offset_days=-84, corrected_at=LATER + timedelta(days=2))
    fourth = events("TGO")[1][uid]

    sequences = [event["sequence"] for event in (first, second, third, fourth)]
    assert sequences == [0, 24 * 24 * 60 + 9 * 60, 24 * 24 * 60 + 9 * 60 + 1, 26 * 24 * 60 + 9 * 60 + 1]
    assert second["last-modified"].dt == LATER
    assert fourth["last-modified"].dt == LATER + timedelta(days=2)


def test_feed_of_one_actor_has_only_what_it_does(loaded):
    found = events("TGO", actor="recommending_state")[1]

    assert sorted(found) == ["TGO-4-advance_questions@upr-platform", "TGO-5-advance_questions@upr-platform"]


def test_feed_leaves_out_what_lies_far_back(loaded):
    found = events("SVN")[1]

    assert sorted({uid[:5] for uid in found}) == ["SVN-4", "SVN-5"]
    assert [uid for uid in found if uid.startswith("SVN-4")] == [
        "SVN-4-action_plan@upr-platform",
        "SVN-4-midterm_report@upr-platform",
    ]


def test_feed_is_answered_once_for_each_change(client, loaded, edda):
    first = client.get("/states/TGO/calendar.ics")
    again = client.get("/states/TGO/calendar.ics", headers={"if-none-match": first["ETag"]})
    session = WorkingGroupSession.objects.get(pk=54)
    set_session_dates(session=session, values={"end_date": date(2027, 1, 30)}, by=edda, at=LATER)
    changed = client.get("/states/TGO/calendar.ics", headers={"if-none-match": first["ETag"]})

    assert (first.status_code, again.status_code, changed.status_code) == (200, 304, 200)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert (first["Last-Modified"], changed["Last-Modified"]) == (
        "Sun, 01 Nov 2026 00:00:00 GMT",
        "Wed, 25 Nov 2026 09:00:00 GMT",
    )


def test_feed_speaks_the_language_of_its_address(client, loaded):
    assert "سلوفينيا" in client.get("/states/SVN/calendar.ics?lang=ar").content.decode()
    assert client.get("/states/SVN/calendar.ics?lang=xx&who=%00").status_code == 200
