import csv
import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from cycles.importers.calendar_table import CalendarTable, read_calendar
from cycles.importers.messages import describe
from cycles.importers.records import UnreadableFile
from cycles.models import ImportRun, KeyDate, Review, ReviewDateChange, WorkingGroupSession
from cycles.services.calendar import move_review, set_session_dates
from cycles.services.calendar_imports import (
    apply_calendar,
    compare_calendar,
    import_calendar,
    keep_calendar,
    undo_calendar,
)
from cycles.services.imports import AlreadyDecided, ImportRefused
from cycles.services.reference import load_reference_data
from cycles.services.reference_files import FOLDER
from tests.examples import examples
from tests.made_once import made_once

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SESSIONS = b"session,start_date,end_date,stakeholder_deadline,stakeholder_deadline_status,source\n"
MOVED = SESSIONS + b"54,2027-02-01,2027-02-12,2026-06-30,confirmed,OHCHR\n53,,,,,\n"
REVIEWS = b"cycle,iso3,current_session,status,source\n"


made_for_all, db, loaded = made_once(lambda: load_reference_data(at=AT))


def session(number=54):
    return WorkingGroupSession.objects.get(pk=number)


def found_problems(data):
    return [(one.row, one.code, one.detail) for one in compare_calendar(data, on=LATER.date()).problems]


def test_files_of_the_reference_data_change_nothing(loaded):
    for name, rows in (("upr_sessions.csv", 54), ("upr_reviews.csv", 772)):
        found = compare_calendar((FOLDER / name).read_bytes(), on=LATER.date())

        fields = {change.field for change in found.changes}
        assert (len(found.table.lines), found.problems, found.created) == (rows, (), ())
        # The reference data join two columns to one source, and say of memory that it is unverified.
        assert fields <= {"source", "confidence"}


def test_table_is_compared_line_by_line(loaded):
    found = compare_calendar(MOVED, on=LATER.date())

    assert [(one.line, one.label, one.field, one.before, one.after) for one in found.changes] == [
        (2, "54", "start_date", date(2027, 1, 19), date(2027, 2, 1)),
        (2, "54", "end_date", date(2027, 1, 29), date(2027, 2, 12)),
        (2, "54", "submission_deadline", date(2026, 6, 25), date(2026, 6, 30)),
        (2, "54", "submission_deadline_confidence", "tentative", "confirmed"),
        (2, "54", "source", session().source, "OHCHR"),
    ]
    assert (found.touched, found.unchanged) == (1, 1)
    assert session().start_date == date(2027, 1, 19)


def test_import_is_applied_logged_and_taken_back(loaded, edda):
    run = keep_calendar(data=MOVED, file_name="moved.csv", by=edda, at=LATER)
    source = session().source

    apply_calendar(run=run, by=edda, at=LATER)

    syria = Review.objects.get(state_under_review="SYR", cycle=4)
    moved = ReviewDateChange.objects.filter(review=syria).order_by("pk")
    assert session().start_date == date(2027, 2, 1)
    assert [(one.what, one.after, one.changed_by) for one in moved] == [
        ("session_dates", "2027-02-01/2027-02-12", edda),
        ("stakeholder_submission", "2026-06-30", edda),
    ]

    kept = undo_calendar(run=run, by=edda, at=LATER)

    run.refresh_from_db()
    assert (kept, run.status) == ([], "undone")
    assert (session().start_date, session().end_date) == (date(2027, 1, 19), date(2027, 1, 29))
    assert (session().submission_deadline_confidence, session().source) == ("tentative", source)
    assert moved.all().count() == 4


def test_import_is_written_once(loaded, edda):
    run = keep_calendar(data=MOVED, file_name="moved.csv", by=edda, at=LATER)
    apply_calendar(run=run, by=edda, at=LATER)

    with pytest.raises(AlreadyDecided):
        apply_calendar(run=run, by=edda, at=LATER)
    undo_calendar(run=run, by=edda, at=LATER)
    with pytest.raises(AlreadyDecided):
        undo_calendar(run=run, by=edda, at=LATER)


def test_undo_leaves_alone_what_changed_since(loaded, edda):
    run = keep_calendar(data=MOVED, file_name="moved.csv", by=edda, at=LATER)
    apply_calendar(run=run, by=edda, at=LATER)
    set_session_dates(session=session(), values={"end_date": date(2027, 2, 13)}, by=edda, at=LATER)

    kept = undo_calendar(run=run, by=edda, at=LATER)

    assert kept == ["54"]
    assert (session().start_date, session().end_date) == (date(2027, 2, 1), date(2027, 2, 13))


def test_review_that_moves_goes_to_the_council_session_of_its_new_session(loaded, edda):
    Review.objects.filter(state_under_review="TGO", cycle=4).update(review_date=date(2027, 1, 20))

    import_calendar(data=REVIEWS + b"4,tgo,55,rescheduled,OHCHR\n", file_name="x.csv", by=edda, at=LATER)

    togo = Review.objects.get(state_under_review="TGO", cycle=4)
    assert (togo.current_session_id, togo.adoption_session_id, togo.review_date) == (55, 66, None)
    assert [row.what for row in togo.date_changes.order_by("pk")] == ["session", "status", "review", "adoption_session"]


def with_own_days(iso3, **fields):
    """A coming review with days of its own."""
    review = Review.objects.get(state_under_review=iso3, cycle=4)
    Review.objects.filter(pk=review.pk).update(**fields)
    for milestone, day in (("presession", date(2026, 12, 2)), ("advance_questions", date(2027, 1, 6))):
        KeyDate.objects.create(review=review, milestone=milestone, date=day, confidence="confirmed", source="OHCHR")
    return review


def state_of(review):
    review.refresh_from_db()
    return (
        (review.current_session_id, review.status, review.adoption_session_id),
        (review.review_date, review.adoption_date),
        [(one.milestone, one.date, one.confidence, one.source) for one in review.key_dates.order_by("date")],
    )


TOGO_MOVED = b"iso3,cycle,current_session,confidence,source\nTGO,4,55,tentative,OHCHR\n"


def test_table_moves_a_review_as_the_form_does(loaded, edda):
    days = {"review_date": date(2027, 1, 20), "adoption_date": date(2027, 6, 28), "adoption_confidence": "confirmed"}
    togo, syria = with_own_days("TGO", **days), with_own_days("SYR", **days)
    asked = {"status": "rescheduled", "session": session(55), "confidence": "tentative", "source": "OHCHR"}

    import_calendar(data=TOGO_MOVED, file_name="x.csv", by=edda, at=LATER)
    move_review(review=syria, **asked, by=edda, at=LATER)

    assert state_of(togo) == state_of(syria) == ((55, "rescheduled", 66), (None, None), [])
    logs = [review.date_changes.values_list("what", "before", "after", "source") for review in (togo, syria)]
    assert set(logs[0]) == set(logs[1])
    assert ("advance_questions", "2027-01-06", "", "OHCHR") in logs[0]


def test_table_says_before_what_falls_and_gives_it_back(loaded, edda):
    togo = with_own_days("TGO", review_date=date(2027, 1, 20), adoption_date=date(2027, 6, 28))
    before = state_of(togo)
    run = keep_calendar(data=TOGO_MOVED, file_name="moved.csv", by=edda, at=LATER)

    found = apply_calendar(run=run, by=edda, at=LATER)
    kept = undo_calendar(run=run, by=edda, at=LATER)

    fallen = [(one.line, one.label, one.field, one.before, one.after) for one in found.changes if one.after is None]
    assert fallen == [
        (2, "TGO-4", "review_order", 1, None),
        (2, "TGO-4", "review_date", date(2027, 1, 20), None),
        (2, "TGO-4", "adoption_date", date(2027, 6, 28), None),
        (2, "TGO-4", "presession", date(2026, 12, 2), None),
        (2, "TGO-4", "advance_questions", date(2027, 1, 6), None),
    ]
    assert (found.touched, found.unchanged, kept) == (1, 0, [])
    assert state_of(togo) == before
    log = togo.date_changes.filter(what="presession").order_by("pk")
    assert [(one.before, one.after) for one in log] == [("2026-12-02", ""), ("", "2026-12-02")]


def test_undo_leaves_a_newer_date_where_an_old_one_fell(loaded, edda):
    togo = with_own_days("TGO")
    run = keep_calendar(data=TOGO_MOVED, file_name="moved.csv", by=edda, at=LATER)
    apply_calendar(run=run, by=edda, at=LATER)
    KeyDate.objects.create(review=togo, milestone="presession", date=date(2027, 9, 1), source="Letter")

    kept = undo_calendar(run=run, by=edda, at=LATER)

    assert kept == ["TGO-4"]
    assert [one[:2] for one in state_of(togo)[2]] == [
        ("advance_questions", date(2027, 1, 6)),
        ("presession", date(2027, 9, 1)),
    ]


def test_session_moved_by_a_table_takes_its_reviews_along(client, loaded, edda):
    togo = with_own_days("TGO", review_date=date(2027, 2, 3))
    own = state_of(togo)
    client.force_login(edda)
    data = SESSIONS + b"54,2027-01-26,2027-02-02,,,OHCHR\n"

    run = keep_calendar(data=data, file_name="moved.csv", by=edda, at=LATER)
    found = apply_calendar(run=run, by=edda, at=LATER)
    written = client.get(f"/calendar/import/{run.pk}/")
    moved = state_of(togo)
    log = togo.date_changes.order_by("pk").values_list("what", "before", "after", "source")

    lines = [(one["row"], str(one["column"]), one["before"], one["after"]) for one in written.context["lines"]]
    assert lines == [
        ("Session 54", "start_date", "19 January 2027", "26 January 2027"),
        ("Session 54", "end_date", "29 January 2027", "2 February 2027"),
        ("Session 54", "source", lines[2][2], "OHCHR"),
        ("TGO-4", "review_date", "3 February 2027", ""),
        ("TGO-4", "Pre-session in Geneva", "2 December 2026", ""),
        ("TGO-4", "Advance questions of States", "6 January 2027", ""),
    ]
    assert [one.field for one in found.changes if one.after is None] == [
        "review_date",
        "presession",
        "advance_questions",
    ]
    assert moved == ((54, "scheduled", 65), (None, None), [])
    assert list(log) == [
        ("session_dates", "2027-01-19/2027-01-29", "2027-01-26/2027-02-02", "OHCHR"),
        ("review", "2027-02-03", "", "OHCHR"),
        ("presession", "2026-12-02", "", "OHCHR"),
        ("advance_questions", "2027-01-06", "", "OHCHR"),
    ]
    undo_calendar(run=run, by=edda, at=LATER)
    assert state_of(togo) == own


@pytest.mark.parametrize(
    ("stored", "source", "confidence"),
    [
        ("unverified", b"", "unverified"),
        ("unverified", b'"From memory, not checked"', "unverified"),
        ("tentative", b'"From memory, not checked"', "unverified"),
        ("unverified", b"OHCHR", "confirmed"),
        ("tentative", b"", "confirmed"),
    ],
)
def test_past_session_from_memory_is_not_confirmed(loaded, edda, stored, source, confidence):
    WorkingGroupSession.objects.filter(pk=40).update(confidence=stored, source="UPR Info")

    data = b"session,status,source,stakeholder_deadline\n40,past," + source + b",2021-07-15\n"
    import_calendar(data=data, file_name="x.csv", by=edda, at=LATER)

    assert session(40).confidence == confidence


def test_deadline_with_a_source_of_its_own_is_logged_under_it(loaded, edda):
    head = b"session,stakeholder_deadline,stakeholder_deadline_source,presession_start,source\n"

    import_calendar(data=head + b"54,2026-06-30,OHCHR,2026-12-01,UPR Info\n", file_name="x", by=edda, at=LATER)

    togo = Review.objects.get(state_under_review="TGO", cycle=4)
    assert dict(togo.date_changes.values_list("what", "source")) == {
        "stakeholder_submission": "OHCHR",
        "presession": "UPR Info",
    }


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        (b"-,", (None, "postponed_tbd", None)),
        (b",postponed_tbd", (None, "postponed_tbd", None)),
        (b"55,", (55, "rescheduled", 66)),
        (b",suspended", (54, "suspended", 65)),
    ],
)
def test_status_and_session_of_a_table_go_together(loaded, edda, cells, state):
    togo = Review.objects.get(state_under_review="TGO", cycle=4)

    data = b"iso3,cycle,current_session,status\nTGO,4," + cells + b"\n"
    import_calendar(data=data, file_name="x.csv", by=edda, at=LATER)

    assert state_of(togo)[0] == state


def test_session_that_goes_to_another_council_session_takes_its_reviews_along(loaded, edda):
    togo = Review.objects.get(state_under_review="TGO", cycle=4)

    import_calendar(data=b"session,adoption_hrc_session\n54,66\n", file_name="x.csv", by=edda, at=LATER)

    assert state_of(togo)[0] == (54, "scheduled", 66)
    assert togo.date_changes.get(what="adoption_session").after == "66"


@pytest.mark.parametrize(
    ("columns", "cells", "adoption"),
    [
        (b"", b"", ("tentative", "Letter")),
        (b",adoption_date_status", b",confirmed", ("confirmed", "Letter")),
        (b",adoption_date_status,adoption_date_source", b",confirmed,A/HRC/DEC", ("confirmed", "A/HRC/DEC")),
    ],
)
def test_adoption_of_a_table_has_its_own_source_or_that_of_its_line(loaded, edda, columns, cells, adoption):
    head = b"cycle,iso3,adoption_date,confidence,source" + columns + b"\n"
    run = keep_calendar(
        data=head + b"4,TGO,2027-06-24,tentative,Letter" + cells + b"\n", file_name="x.csv", by=edda, at=LATER
    )
    togo = Review.objects.filter(state_under_review="TGO", cycle=4)
    before = togo.values("adoption_date", "adoption_confidence", "adoption_source", "confidence", "source").get()

    apply_calendar(run=run, by=edda, at=LATER)

    written = togo.get()
    assert (written.adoption_date, written.confidence, written.source) == (date(2027, 6, 24), "tentative", "Letter")
    assert (written.adoption_confidence, written.adoption_source) == adoption
    assert ReviewDateChange.objects.get(what="adoption").source == adoption[1]

    undo_calendar(run=run, by=edda, at=LATER)

    assert togo.values(*before).get() == before


@pytest.mark.parametrize(("cells", "council"), [(b"2026-10-01,", 63), (b"2026-10-01,65", 65), (b"2027-03-18,", 62)])
def test_adoption_of_a_table_goes_to_the_council_session_of_its_day(loaded, edda, cells, council):
    Review.objects.filter(state_under_review="NAM", cycle=4).update(adoption_session=62)
    data = b"cycle,iso3,adoption_date,adoption_hrc_session\n4,NAM," + cells + b"\n"

    import_calendar(data=data, file_name="x.csv", by=edda, at=LATER)

    assert Review.objects.get(state_under_review="NAM", cycle=4).adoption_session_id == council


def test_table_about_the_review_leaves_its_adoption_alone(loaded, edda):
    data = b"cycle,iso3,adoption_date,confidence,source\n4,SVN,2025-07-02,tentative,Letter\n"
    before = Review.objects.get(state_under_review="SVN", cycle=4)

    import_calendar(data=data, file_name="x.csv", by=edda, at=LATER)

    slovenia = Review.objects.get(state_under_review="SVN", cycle=4)
    assert (slovenia.confidence, slovenia.source) == ("tentative", "Letter")
    assert (slovenia.adoption_confidence, slovenia.adoption_source) == ("confirmed", before.adoption_source)


def test_new_session_is_added_and_taken_out_again(loaded, edda):
    run = keep_calendar(
        data=b"session,cycle,start_date,date_precision\n69,5,2032-11-01,month\n", file_name="x", by=edda, at=LATER
    )

    found = apply_calendar(run=run, by=edda, at=LATER)
    added = session(69)
    undo_calendar(run=run, by=edda, at=LATER)

    assert found.created == ("69",)
    assert (added.start_date, added.date_precision) == (date(2032, 11, 1), "month")
    assert not WorkingGroupSession.objects.filter(pk=69).exists()


def test_hyphen_takes_a_value_out_and_an_empty_cell_does_not(loaded, edda):
    data = b"session,presession_start,presession_end,stakeholder_deadline\n50,-,-,\n"

    import_calendar(data=data, file_name="x.csv", by=edda, at=LATER)

    assert (session(50).presession_start_date, session(50).submission_deadline) == (None, date(2025, 4, 7))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (SESSIONS + b"54,19.1.2027,,,,\n", (2, "calendar_date", "start_date: 19.1.2027")),
        (SESSIONS + b"54,2027-02-30,,,,\n", (2, "calendar_date", "start_date: 2027-02-30")),
        (SESSIONS + b"54,9999-12-20,9999-12-31,,,\n", (2, "calendar_year", "start_date: 9999-12-20")),
        (SESSIONS + b"54,,,0001-01-01,,\n", (2, "calendar_year", "stakeholder_deadline: 0001-01-01")),
        (SESSIONS + b"54,2005-12-31,,,,\n", (2, "calendar_year", "start_date: 2005-12-31")),
        (SESSIONS + b"54,,2101-01-01,,,\n", (2, "calendar_year", "end_date: 2101-01-01")),
        (b"cycle,iso3,adoption_date\n4,TGO,9999-12-31\n", (2, "calendar_year", "adoption_date: 9999-12-31")),
        (SESSIONS + b"\n54,,,,perhaps,\n", (3, "calendar_word", "stakeholder_deadline_status: perhaps")),
        (SESSIONS + b",2027-02-01,,,,\n", (2, "calendar_key", "session")),
        (SESSIONS + b"fifty,2027-02-01,,,,\n", (2, "calendar_number", "session: fifty")),
        (SESSIONS + b"54,,2026-02-01,,,\n", (2, "calendar_order", "2027-01-19 / 2026-02-01")),
        (SESSIONS + b"54,,,,-,\n", (2, "calendar_needed", "stakeholder_deadline_status: -")),
        (SESSIONS + b"54,,,,,\n54,,,,,\n", (3, "calendar_twice", "2")),
        (SESSIONS + b"99,2040-01-01,,,,\n", (2, "calendar_key", "cycle")),
        (REVIEWS + b"4,TGO,54,rescheduled,\n", (2, "calendar_same_session", "TGO-4")),
        (REVIEWS + b"4,TGO,-,rescheduled,\n", (2, "calendar_needs_session", "TGO-4")),
        (REVIEWS + b"4,Togo,54,,\n", (2, "calendar_state", "iso3: Togo")),
        (REVIEWS + b"4,ZZZ,54,,\n", (2, "calendar_unknown", "state_under_review ZZZ")),
        (REVIEWS + b"4,TGO,99,,\n", (2, "calendar_unknown", "current_session 99")),
        (REVIEWS + b"9,TGO,54,,\n", (2, "calendar_unknown", "cycle 9")),
    ],
)
def test_line_that_cannot_be_is_named_and_nothing_is_written(loaded, edda, data, problem):
    assert problem in found_problems(data)
    with pytest.raises(ImportRefused):
        import_calendar(data=data, file_name="x.csv", by=edda, at=LATER)
    assert ImportRun.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_export"),
        (b"State,Date\nTogo,2027\n", "calendar_columns"),
        (SESSIONS, "empty_export"),
        (b"%PDF-1.7", "not_an_export"),
        (b"PK\x03\x04 no workbook", None),
        (SESSIONS + b"1,,,,,\n" * 5001, "calendar_too_long"),
    ],
)
def test_wrong_file_gets_a_clear_answer(data, code):
    with pytest.raises(UnreadableFile) as refused:
        read_calendar(data)

    assert refused.value.code == (code or refused.value.code)
    assert describe(refused.value).endswith(".")


def test_spreadsheet_is_read_like_a_csv():
    book = openpyxl.Workbook()
    book.active.append(["session", "start_date", "source"])
    book.active.append([54, date(2027, 2, 1), "OHCHR"])
    file = io.BytesIO()
    book.save(file)

    table = read_calendar(file.getvalue())

    assert [(line.key, line.values) for line in table.lines] == [
        ((54,), {"start_date": date(2027, 2, 1), "source": "OHCHR"})
    ]


def test_semicolons_and_unknown_columns_are_understood():
    table = read_calendar("\ufeffSession ; start_date ; Remark\n54;2027-02-01;é\n".encode())

    assert (table.lines[0].values, table.unknown_columns) == ({"start_date": date(2027, 2, 1)}, ("remark",))


@examples(60)
@given(st.data())
def test_any_damaged_table_is_read_or_refused(data):
    whole = (FOLDER / data.draw(st.sampled_from(["upr_sessions.csv", "upr_reviews.csv"]))).read_bytes()[:6000]
    lines = whole[: data.draw(st.integers(0, len(whole)))].split(b"\n")
    shuffled = [lines[0], *data.draw(st.permutations(lines[1:20]))]
    place = data.draw(st.integers(0, len(shuffled) - 1))
    shuffled[place] = shuffled[place] + data.draw(st.binary(max_size=12))

    try:
        found = read_calendar(b"\n".join(shuffled))
    except UnreadableFile as error:
        found = error

    problems = found.problems if isinstance(found, CalendarTable) else [found]
    assert all(describe(problem).endswith(".") for problem in problems)


def test_template_is_read_back_without_a_change(client, loaded):
    for kind, rows in (("sessions", 68), ("reviews", 965)):
        body = b"".join(client.get(f"/calendar/import/template-{kind}.csv").streaming_content)

        found = compare_calendar(body, on=LATER.date())

        assert len(list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))) == rows + 1
        assert (found.changes, found.created, found.problems) == ((), (), ())


def test_editor_brings_in_a_table_and_takes_it_back(client, loaded, edda):
    client.force_login(edda)

    looked = client.post("/calendar/import/", {"file": SimpleUploadedFile("moved.csv", MOVED)}, follow=True)
    run = ImportRun.objects.get()
    written = client.post(f"/calendar/import/{run.pk}/apply/", follow=True)
    undone = client.post(f"/calendar/import/{run.pk}/undo/", follow=True)
    listed = client.get("/calendar/import/")

    page = " ".join(looked.content.decode().split())
    assert looked.redirect_chain == [(f"/calendar/import/{run.pk}/", 302)]
    assert [(one["row"], one["column"], one["before"], one["after"]) for one in looked.context["lines"]][:1] == [
        ("Session 54", "start_date", "19 January 2027", "1 February 2027")
    ]
    assert "Check before anything is written" in page
    told = [
        [(one["row"], one["column"], one["before"], one["after"]) for one in answer.context["lines"]]
        for answer in (looked, written, undone)
    ]
    assert told[0] == told[1] == told[2]
    assert "1 row of the calendar was written." in written.content.decode()
    assert "The import was taken back." in undone.content.decode()
    assert "moved.csv" in listed.content.decode()


def test_editor_sees_which_lines_are_wrong(client, loaded, edda):
    client.force_login(edda)
    file = SimpleUploadedFile("wrong.csv", SESSIONS + b"54,19.1.2027,,,,\n")

    page = client.post("/calendar/import/", {"file": file}, follow=True).content.decode()

    assert "Line 2:" in page
    assert "This is no date: start_date: 19.1.2027." in page
    assert "Write these changes" not in page


def test_table_that_nobody_wants_is_thrown_away(client, loaded, edda):
    run = keep_calendar(data=MOVED, file_name="moved.csv", by=edda, at=LATER)
    client.force_login(edda)

    thrown = client.post(f"/calendar/import/{run.pk}/discard/")
    again = client.post(f"/calendar/import/{run.pk}/discard/")

    assert (thrown.status_code, thrown["Location"], again.status_code) == (302, "/calendar/import/", 403)
    assert "This reading was thrown away" in client.get(f"/calendar/import/{run.pk}/").content.decode()
    assert session().start_date == date(2027, 1, 19)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"\x89PNG\r\n\x1a\n\0\0", "This is no table."), (b"\n\n", "This table holds no rows.")],
)
def test_file_that_is_no_table_is_told_in_words_of_the_calendar(client, edda, data, words):
    client.force_login(edda)

    page = client.post("/calendar/import/", {"file": SimpleUploadedFile("odd.csv", data)})

    assert words in page.context["form"].errors["file"][0]


@pytest.mark.parametrize("name", ["chidi", "bruno"])
def test_table_of_an_editor_is_not_for_others(client, request, loaded, edda, name):
    run = keep_calendar(data=MOVED, file_name="moved.csv", by=edda, at=LATER)
    client.force_login(request.getfixturevalue(name))

    answers = [client.post(f"/calendar/import/{run.pk}/{verb}/").status_code for verb in ("apply", "undo", "discard")]

    assert answers == [403, 403, 403]
    assert client.get(f"/calendar/import/{run.pk}/").status_code == 403
    assert session().start_date == date(2027, 1, 19)


def test_command_compares_and_writes(loaded, tmp_path):
    path = tmp_path / "moved.csv"
    path.write_bytes(MOVED)
    looked, written = io.StringIO(), io.StringIO()

    call_command("import_calendar", str(path), "--dry-run", stdout=looked)
    before = session().start_date
    call_command("import_calendar", str(path), stdout=written)

    assert looked.getvalue().splitlines()[0] == "line 2, 54: start_date 2027-01-19 -> 2027-02-01"
    assert looked.getvalue().splitlines()[-2:] == [
        "2 sessions: 1 changed or new, 1 unchanged",
        "Nothing was written (dry run).",
    ]
    assert (before, session().start_date) == (date(2027, 1, 19), date(2027, 2, 1))
    assert written.getvalue().splitlines()[-1] == "Stored."


@pytest.mark.parametrize(
    ("data", "words"),
    [(SESSIONS + b"54,x,,,,\n", "line 2: This is no date: start_date: x."), (b"", "This file holds no rows.")],
)
def test_command_says_what_is_wrong(loaded, tmp_path, data, words):
    path = tmp_path / "wrong.csv"
    path.write_bytes(data)

    with pytest.raises(CommandError, match=words):
        call_command("import_calendar", str(path))
