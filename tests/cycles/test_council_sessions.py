from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from common.models import AuditEvent
from cycles.calendar_feed import state_feed
from cycles.date_changes import log_of
from cycles.importers.calendar_table import read_calendar
from cycles.key_dates import timeline
from cycles.models import CouncilSession, KeyDate, Review, ReviewDateChange, State
from cycles.services.calendar import set_council_dates
from cycles.services.calendar_imports import apply_calendar, compare_calendar, keep_calendar, undo_calendar
from cycles.services.reference import load_reference_data
from tests.made_once import made_once

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
DAYS = {"start_date": date(2027, 6, 14), "end_date": date(2027, 7, 9), "confidence": "confirmed", "source": "OHCHR"}
TABLE = b"session,adoption_hrc_session,adoption_hrc_start,adoption_hrc_end,source\n54,65,2027-06-14,2027-07-09,OHCHR\n"


made_for_all, db, loaded = made_once(lambda: load_reference_data(at=AT))


def council(number=65):
    return CouncilSession.objects.get(pk=number)


def togo():
    return Review.objects.with_parts().get(state_under_review="TGO", cycle=4)


def words():
    return {row.milestone: row.words for row in timeline(togo())}


def event(milestone):
    feed = state_feed(state=State.objects.get(pk="TGO"), user=None, on=AT.date(), site="https://upr.example", actor="")
    found = {str(one["uid"]): one for one in Calendar.from_ical(feed.content).walk("VEVENT")}
    return found.get(f"TGO-4-{milestone}@upr-platform")


def test_days_of_the_council_reach_every_review_it_adopts(loaded, edda):
    before = event("review")

    set_council_dates(council=council(), values=DAYS, by=edda, at=LATER)

    found = words()
    assert {name: found[name] for name in ("adoption", "hrc_written_statement", "hrc_oral_statement_upload")} == {
        "adoption": "14 June – 9 July 2027",
        "hrc_written_statement": "31 May 2027",
        "hrc_oral_statement_upload": "about 13 June – 8 July 2027",
    }
    assert ReviewDateChange.objects.filter(what="council_dates", after="2027-06-14/2027-07-09").count() == 13
    line = log_of(togo())[0]
    assert (line.what, line.before, line.after, line.change.source, line.change.after_confidence) == (
        "Dates of the session of the Council",
        "",
        "14 June – 9 July 2027",
        "OHCHR",
        "confirmed",
    )
    after = event("adoption")
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert before["last-modified"].dt < after["last-modified"].dt
    noted = AuditEvent.objects.get(actor_id=edda.pk)
    assert (noted.verb, noted.target_type, noted.fields) == ("correct", "cycles.CouncilSession", sorted(DAYS))


def test_council_session_that_moves_takes_down_what_lay_in_it(loaded, edda):
    set_council_dates(council=council(), values=DAYS, by=edda, at=LATER)
    Review.objects.filter(pk=togo().pk).update(adoption_date=date(2027, 6, 24))
    for milestone in ("hrc_written_statement", "presession"):
        KeyDate.objects.create(review=togo(), milestone=milestone, date=date(2027, 5, 28), source="Letter")
    moved = {"start_date": date(2027, 6, 28), "end_date": date(2027, 7, 16), "source": "OHCHR, later"}

    set_council_dates(council=council(), values=moved, by=edda, at=LATER)

    assert (togo().adoption_date, [one.milestone for one in togo().key_dates.all()]) == (None, ["presession"])
    fallen = ReviewDateChange.objects.filter(what="hrc_written_statement").get()
    assert (fallen.before, fallen.after, fallen.source) == ("2027-05-28", "", "OHCHR, later")


def test_editor_corrects_the_days_of_the_council(client, loaded, edda):
    client.force_login(edda)
    asked = {"start_date": "2027-06-14", "end_date": "2027-07-09", "confidence": "tentative", "source": "OHCHR"}

    link = "/council-sessions/65/edit/" in client.get("/sessions/54/").content.decode()
    wrong = client.post("/council-sessions/65/edit/", asked | {"end_date": "2027-06-01"})
    written = client.post("/council-sessions/65/edit/", asked)

    assert link
    assert wrong.context["form"].errors == {"end_date": ["The last day is before the first."]}
    assert written["Location"] == "/sessions/54/"
    assert (council().start_date, council().confidence, council().source) == (date(2027, 6, 14), "tentative", "OHCHR")
    assert "14 June – 9 July 2027" in client.get("/sessions/54/").content.decode()


@pytest.mark.parametrize(("name", "status"), [("amina", 403), ("chidi", 403), (None, 403)])
def test_days_of_the_council_are_not_for_others(client, request, loaded, name, status):
    if name:
        client.force_login(request.getfixturevalue(name))

    answer = client.post("/council-sessions/65/edit/", {"start_date": "2027-06-14"})

    assert (answer.status_code, council().start_date) == (status, None)
    assert "/council-sessions/" not in client.get("/sessions/54/").content.decode()


def test_table_brings_the_days_of_the_council_and_takes_them_back(client, loaded, edda):
    run = keep_calendar(data=TABLE, file_name="hrc.csv", by=edda, at=LATER)
    before = CouncilSession.objects.values("start_date", "end_date", "confidence", "source").get(pk=65)
    client.force_login(edda)
    page = client.get(run.get_absolute_url())

    apply_calendar(run=run, by=edda, at=LATER)
    written = (council().start_date, council().end_date, council().confidence, council().source)
    kept = undo_calendar(run=run, by=edda, at=LATER)

    lines = [(one["row"], one["column"], one["after"]) for one in page.context["lines"]]
    assert lines[:2] == [
        ("Session 65 of the Human Rights Council", "adoption_hrc_start", "14 June 2027"),
        ("Session 65 of the Human Rights Council", "adoption_hrc_end", "9 July 2027"),
    ]
    assert written == (date(2027, 6, 14), date(2027, 7, 9), "unverified", "OHCHR")
    assert (kept, CouncilSession.objects.values(*before).get(pk=65)) == ([], before)
    log = ReviewDateChange.objects.filter(review=togo(), what="council_dates").order_by("pk")
    assert [one.after for one in log] == ["2027-06-14/2027-07-09", ""]


def test_table_says_how_sure_the_days_of_the_council_are(loaded):
    head = b"session,adoption_hrc_start,adoption_hrc_end,adoption_hrc_status,adoption_hrc_source\n"

    found = compare_calendar(head + b"54,2027-06-14,2027-07-09,confirmed,A/HRC/64/1\n", on=LATER.date())

    assert [(one.label, one.field, one.after) for one in found.changes] == [
        ("HRC-65", "start_date", date(2027, 6, 14)),
        ("HRC-65", "end_date", date(2027, 7, 9)),
        ("HRC-65", "confidence", "confirmed"),
        ("HRC-65", "source", "A/HRC/64/1"),
    ]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (b"54,65,2027-07-09,2027-06-14\n", (2, "calendar_order", "2027-07-09 / 2027-06-14")),
        (b"54,-,2027-06-14,\n", (2, "calendar_key", "adoption_hrc_session")),
        (b"54,65,2027-06-14,\n53,65,2027-06-15,\n", (3, "calendar_twice", "2")),
        (b"54,99,2027-06-14,\n", (2, "calendar_unknown", "council_session 99")),
    ],
)
def test_days_of_the_council_that_cannot_be_are_named(loaded, lines, problem):
    head = b"session,adoption_hrc_session,adoption_hrc_start,adoption_hrc_end\n"

    found = compare_calendar(head + lines, on=LATER.date())

    assert [(one.row, one.code, one.detail) for one in found.problems] == [problem]


def test_columns_that_nobody_reads_are_named():
    head = b"iso3,cycle,review_date,review_date_source,adoption_hrc_start,addendum_deadlines\n"

    table = read_calendar(head + b"TGO,4,2027-01-20,OHCHR,2027-06-14,2027-05-01\n")

    assert table.unknown_columns == ("review_date_source", "adoption_hrc_start", "addendum_deadlines")
