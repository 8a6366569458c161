from datetime import date, timedelta
from uuid import UUID

import pytest

from common.models import AuditEvent
from cycles.models import ImportRun, Recommendation, RemovedRecommendation
from cycles.services.imports import apply_import
from cycles.services.positions import record_position
from cycles.services.published import publish_ratings
from cycles.services.undoing import UndoRefused, refusal, undo_import
from tests.cycles.dumps import dump
from tests.cycles.imported import bring, corrected_list, data_version, make_arcadia, take_in
from tests.factories import AT, make_rating, make_workspace
from tests.thematic_lists import DEFAULT_ROWS, make_thematic_list

LATER = AT + timedelta(days=30)
LAST = AT + timedelta(days=60)


@pytest.fixture
def arcadia(db):
    return make_arcadia()


@pytest.fixture
def stored(arcadia, edda):
    take_in(make_thematic_list(), edda)
    return ImportRun.objects.get()


def one(number):
    paragraph, item = number.split(".")
    return Recommendation.objects.get(paragraph=paragraph, item=item)


def undo(run, by, at=LAST):
    return undo_import(run=run, by=by, at=at)


def test_first_import_is_taken_back_whole(arcadia, edda):
    before = dump(arcadia)
    take_in(make_thematic_list(), edda)
    run = ImportRun.objects.get()

    count = undo(run, edda)

    run.refresh_from_db()
    assert (count, dump(arcadia)) == (12, before)
    assert (run.status, run.undone_at, run.undone_by) == ("undone", LAST, edda)
    assert sorted(row.key for row in RemovedRecommendation.objects.all())[:2] == ["XAR-4-120.1", "XAR-4-120.10"]
    assert RemovedRecommendation.objects.count() == 12
    assert data_version() == 2
    assert AuditEvent.objects.filter(verb="undo", actor_id=edda.pk, target_id=str(run.pk)).count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "Open all village schools to all children"},
        {"states": ("Norway", "Peru")},
        {"position": "Noted"},
        {"themes": ("equality", "education"), "groups": ("Children",), "sdgs": (5, 16), "comments": "Read out"},
    ],
)
def test_correction_is_taken_back_exactly(stored, arcadia, edda, changes):
    before = dump(arcadia)
    take_in(corrected_list("120.6", **changes), edda, at=LATER)
    correction = ImportRun.objects.exclude(pk=stored.pk).get()

    undo(correction, edda)

    assert dump(arcadia) == before
    assert one("120.6").version > one("120.5").version


def test_earlier_import_waits_for_the_later_one(stored, edda):
    take_in(corrected_list("120.6", text="Open all village schools to all children"), edda, at=LATER)
    correction = ImportRun.objects.exclude(pk=stored.pk).get()

    with pytest.raises(UndoRefused) as caught:
        undo(stored, edda)

    assert (caught.value.code, caught.value.later) == ("touched_later", (correction,))
    undo(correction, edda)
    undo(stored, edda)
    assert Recommendation.objects.count() == 0


def test_ratings_keep_what_they_rest_on(stored, arcadia, edda):
    make_rating(make_workspace(review=arcadia), one("120.6"), edda)

    assert (refusal(stored).code, refusal(stored).count) == ("in_use", 1)
    with pytest.raises(UndoRefused):
        undo(stored, edda)
    assert Recommendation.objects.count() == 12


def test_published_ratings_keep_what_they_rest_on(stored):
    ratings = [(one("120.6").pk, "fully", date(2026, 3, 1))]
    publish_ratings(publisher_id=UUID(int=1), publisher_name="Coalition", ratings=ratings, at=LATER)

    assert (refusal(stored).code, refusal(stored).count) == ("in_use", 1)


def test_work_of_an_editor_is_not_thrown_away(stored, edda):
    record_position(
        recommendation=one("120.6"),
        stage="later",
        kind="noted",
        stated_date=None,
        source="Webcast",
        note="",
        by=edda,
        at=LATER,
    )

    assert (refusal(stored).code, refusal(stored).count) == ("changed_by_hand", 1)


def test_what_is_not_in_the_record_is_not_taken_back(arcadia, edda):
    run = bring(make_thematic_list(), edda)

    with pytest.raises(UndoRefused, match="not_applied"):
        undo(run, edda)


def test_undone_file_can_be_brought_again(stored, arcadia, edda):
    before = {line for line in dump(arcadia) if "importrun" not in line}
    undo(stored, edda)

    take_in(make_thematic_list(), edda, at=LAST)

    assert len(dump(arcadia)) == len(before)


@pytest.mark.parametrize(("who", "status"), [("edda", 200), ("amina", 403), ("chidi", 404)])
def test_undoing_is_asked_of_the_rules(client, request, arcadia, amina, edda, who, status):
    run = bring(make_thematic_list(), amina)
    apply_import(run=run, by=edda, at=AT)
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"{run.get_absolute_url()}undo/").status_code == status


def test_editor_confirms_on_a_page_of_its_own(client, stored, edda):
    client.force_login(edda)

    asked = client.get(f"{stored.get_absolute_url()}undo/")
    done = client.post(f"{stored.get_absolute_url()}undo/", follow=True)

    assert (asked.context["created"], asked.context["changed"], asked.context["refusal"]) == (12, 0, "")
    assert "This import was taken back" in done.content.decode()
    assert Recommendation.objects.count() == 0


def test_page_says_how_many_ratings_are_in_the_way_never_whose(client, stored, arcadia, edda):
    make_rating(make_workspace(review=arcadia, name="Secret coalition"), one("120.6"), edda)
    client.force_login(edda)

    page = client.get(f"{stored.get_absolute_url()}undo/").content.decode()

    assert "1 rating or other work" in page
    assert "Secret coalition" not in page


@pytest.mark.parametrize("count", [1, 9])
def test_number_of_queries_does_not_grow_with_the_import(arcadia, edda, count, django_assert_num_queries):
    take_in(make_thematic_list(rows=DEFAULT_ROWS[:count]), edda)
    run = ImportRun.objects.get()

    with django_assert_num_queries(134):
        undo(run, edda)
