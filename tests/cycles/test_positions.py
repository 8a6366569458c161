from datetime import date, timedelta

import pytest

from common.models import AuditEvent
from cycles.models import ImportRun, Position
from cycles.services.positions import SamePosition, record_position, stage_of_source, standing
from tests.factories import AT, make_recommendation


def step(stage, kind, format="thematic_list", day=None, later=0):
    run = ImportRun(format=format)
    return Position(stage=stage, kind=kind, import_run=run, stated_date=day, recorded_at=AT + timedelta(days=later))


@pytest.mark.parametrize(
    ("rows", "now"),
    [
        ([], "pending"),
        ([step("addendum", "noted"), step("working_group_report", "supported", later=1)], "noted"),
        ([step("addendum", "noted", later=1), step("addendum", "supported", later=2)], "supported"),
        (
            [step("later", "noted", day=date(2026, 2, 1)), step("later", "supported", day=date(2026, 1, 1), later=1)],
            "noted",
        ),
        (
            [step("addendum", "partially_supported"), step("adoption", "noted", "upr_info", later=1)],
            "partially_supported",
        ),
        ([step("working_group_report", "pending", later=1), step("adoption", "noted", "upr_info")], "noted"),
        ([step("working_group_report", "supported"), step("addendum", "pending", later=1)], "pending"),
    ],
)
def test_latest_stage_counts(rows, now):
    assert standing(rows)[1] == now


@pytest.mark.parametrize(
    ("source", "stage"),
    [
        ("A/HRC/28/15/Add.1 - Para. 4", "addendum"),
        ("A/HRC/28/15/Add.1, para. 3 - Para. 3", "addendum"),
        ("A/HRC/28/15 - Para 121", "working_group_report"),
        ("Para. 3", "adoption"),
        ("", "adoption"),
    ],
)
def test_source_names_the_stage(source, stage):
    assert stage_of_source(source, "A/HRC/28/15") == stage


SAID = {"stage": "adoption", "kind": "noted", "stated_date": "2026-02-01", "source": "A/HRC/60/2", "note": ""}


@pytest.fixture
def row(review):
    return make_recommendation(review, item=7)


def test_editor_notes_a_position(client, row, edda):
    client.force_login(edda)

    response = client.post(f"{row.get_absolute_url()}position/", SAID)

    row.refresh_from_db()
    noted = row.positions.get()
    assert response["Location"] == row.get_absolute_url()
    assert (row.position, noted.stage, noted.stated_date, noted.recorded_by) == (
        "noted",
        "adoption",
        date(2026, 2, 1),
        edda,
    )
    assert AuditEvent.objects.get().verb == "record_position"
    assert '"stage":"adoption"' in row.row_json


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2099-02-01", "This day is still to come."),
        ("2008-04-07", "This must come after the review, which begins on 20 January 2025."),
    ],
)
def test_day_on_which_a_state_cannot_have_answered_is_refused(client, row, edda, day, words):
    client.force_login(edda)

    answer = client.post(f"{row.get_absolute_url()}position/", SAID | {"stated_date": day})

    assert answer.context["form"].errors == {"stated_date": [words]}
    assert row.positions.count() == 0


@pytest.mark.parametrize(("who", "status"), [("edda", 200), ("amina", 403)])
def test_noting_a_position_is_asked_of_the_rules(client, request, row, who, status):
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"{row.get_absolute_url()}position/").status_code == status


def test_same_position_is_not_noted_twice(row, edda):
    fields = SAID | {"recommendation": row, "stated_date": None, "by": edda, "at": AT}
    record_position(**fields)

    with pytest.raises(SamePosition):
        record_position(**fields)

    assert row.positions.count() == 1


def test_page_shows_the_history_by_stage(client, row, edda):
    for stage, kind in (("later", "supported"), ("adoption", "noted")):
        fields = {"stated_date": None, "source": "A/HRC/60/2", "note": "", "by": edda, "at": AT}
        record_position(recommendation=row, stage=stage, kind=kind, **fields)

    page = client.get(row.get_absolute_url())

    assert [step.stage for step in page.context["history"]] == ["adoption", "later"]
    assert page.context["recommendation"].position == "supported"
