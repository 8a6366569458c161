"""Addenda and pasted lists of answers."""

import pytest
from django.core.management import CommandError, call_command

from cycles.models import ImportRun, Position, Recommendation
from cycles.services.imports import compare, read_document, report
from cycles.services.undoing import undo_import
from tests.answers import make_addendum
from tests.cycles.dumps import dump
from tests.cycles.imported import bring, corrected, make_arcadia, outcome, take_in
from tests.factories import AT
from tests.thematic_lists import DEFAULT_ROWS, make_thematic_list

PAGE = "/reviews/XAR/4/answers/"
ANSWERS = {"paragraph": "120", "supported": "1-9", "noted": "10; 11. 12", "partially_supported": ""}


def open_list():
    """The list as it would be before the addendum: no answer yet."""
    rows = [
        row.__class__(**{**row.__dict__, "position": "Pending", "source": "A/HRC/99/7 - Para. 120"})
        for row in DEFAULT_ROWS
    ]
    return make_thematic_list(rows=rows)


@pytest.fixture
def arcadia(db, edda):
    review = make_arcadia()
    take_in(open_list(), edda)
    return review


def one(number):
    paragraph, item = number.split(".")
    return Recommendation.objects.get(paragraph=paragraph, item=item)


def positions():
    rows = list(Recommendation.objects.values_list("position", flat=True))
    return {kind: rows.count(kind) for kind in set(rows)}


def test_addendum_answers_what_was_pending(arcadia, edda):
    found = take_in(make_addendum(), edda)

    assert outcome(found) == (0, 12, 0)
    assert positions() == {"supported": 9, "noted": 3}
    assert [(step.stage, step.kind) for step in one("120.10").positions.order_by("pk")] == [
        ("working_group_report", "pending"),
        ("addendum", "noted"),
    ]
    assert {source.kind for source in one("120.10").sources.all()} == {"thematic_list", "addendum"}
    assert take_in(make_addendum(), edda).already_stored


def test_addendum_is_taken_back_exactly(arcadia, edda):
    before = dump(arcadia)
    take_in(make_addendum(), edda)

    undo_import(run=ImportRun.objects.get(format="addendum"), by=edda, at=AT)

    assert dump(arcadia) == before


def test_addendum_that_does_not_add_up_says_how(arcadia, edda):
    figures = report(compare(read_document(make_addendum("120.1-120.8", "120.10, 120.11, 120.13")), None))

    assert figures["totals"] == {"supported": 8, "noted": 2, "partially_supported": 0, "pending": 0}
    assert (figures["answers"], figures["expected"]) == (10, 12)
    assert (figures["missing"], figures["unclear"], figures["unknown"]) == (
        ["120.9", "120.12"],
        ["120.9", "120.12"],
        ["120.13"],
    )


def test_number_answered_in_two_ways_is_left_to_a_person(arcadia, edda):
    found = take_in(make_addendum(noted="120.9, 120.10, 120.11, 120.12"), edda)

    assert found.repeated == ("120.9",)
    assert one("120.9").position == "pending"


def test_answer_that_is_not_clear_leaves_a_clear_one_as_it_is(arcadia, edda):
    take_in(make_addendum("120.1-120.8"), edda)
    vague = make_addendum("120.1, 120.9", noted="120.2").replace(b"accepts", b"will further consider")

    found = take_in(vague, edda)

    assert [step.kind for step in one("120.1").positions.order_by("pk")] == ["pending", "supported"]
    assert (one("120.1").position, one("120.2").position, one("120.9").position) == ("supported", "noted", "pending")
    assert found.unclear == ("120.9",)


def test_unclear_answers_are_found_from_the_review(client, arcadia, edda):
    take_in(make_addendum("120.1-120.8"), edda)

    page = client.get(arcadia.get_absolute_url())

    assert page.context["unclear"] == 1
    assert "1 recommendation that Arcadia did not clearly answer" in page.content.decode()


def test_addendum_without_list_is_refused(db):
    review = make_arcadia()

    found = compare(read_document(make_addendum()), review)

    assert [obstacle.code for obstacle in found.obstacles] == ["answers_without_list"]


def test_addendum_to_another_report_is_refused(arcadia):
    found = compare(read_document(make_addendum().replace(b"A/HRC/99/7", b"A/HRC/98/3")), arcadia)

    assert [(obstacle.code, obstacle.detail) for obstacle in found.obstacles] == [
        ("other_document", "A/HRC/98/3; A/HRC/99/7")
    ]


def test_addendum_that_names_no_cycle_is_known_by_its_report(arcadia):
    document = read_document(make_addendum())

    assert (document.cycle, document.report) == (None, "A/HRC/99/7")
    assert compare(document, None).review == arcadia


def test_better_source_on_a_stage_stays(arcadia, edda):
    take_in(make_addendum(), edda)

    found = take_in(make_thematic_list(rows=corrected("120.7", position="Noted")), edda)

    assert [(warning.code, warning.number) for warning in found.warnings] == [("other_position", "120.7")]
    assert one("120.7").position == "supported"


def test_page_of_an_addendum_shows_the_sum(client, arcadia, edda):
    run = bring(make_addendum(), edda)
    client.force_login(edda)

    page = client.get(run.get_absolute_url())

    assert page.context["page"].piece == "cycles/_import_answers.html"
    assert page.context["page"].findings[0].is_good


def test_addendum_that_leaves_some_open_is_not_called_clear(client, arcadia, edda):
    text = "A/HRC/99/7/Add.1 Arcadia accepts recommendations 120.1-10. It notes 120.11."
    run = bring(text.encode(), edda, chosen=arcadia)
    client.force_login(edda)

    response = client.get(run.get_absolute_url())

    page = response.context["page"]
    assert page.figures["missing"] == ["120.12"]
    assert [remark for remark in page.warnings if "header" in remark.words] == []
    assert (page.findings[0].is_good, page.is_clear) == (False, False)
    assert "Everything in this file was understood" not in response.content.decode()


def test_lists_are_checked_before_anything_is_kept(client, arcadia, edda):
    client.force_login(edda)

    answer = client.post(PAGE, ANSWERS | {"noted": "10, 11, 9, 13", "check": "1"})

    check = answer.context["check"]
    assert (check["sum"], check["total"], check["expected"], check["is_complete"]) == ("9 + 4", 13, 12, False)
    assert (check["missing"], check["repeated"], check["unknown"]) == (["120.12"], ["120.9"], ["120.13"])
    assert ImportRun.objects.count() == 1


def test_check_names_runs_of_numbers_and_what_keeps_it_from_being_made(client, arcadia, edda):
    client.force_login(edda)
    piece = {"X-Piece": "check"}

    runs = client.post(PAGE, {"paragraph": "120", "supported": "1, 2, 5-6, 700"}, headers=piece)
    alone = client.post(PAGE, {"supported": "1, 2"}, headers=piece)
    nothing = client.post(PAGE, {"paragraph": "120"}, headers=piece).content.decode()
    wrong = client.post(PAGE, {"paragraph": "0", "supported": "1"}, headers=piece).content.decode()

    assert runs.context["check"]["missing"] == ["120.3–4", "120.7–12"]
    assert runs.context["check"]["unknown"] == ["120.700"]
    assert alone.status_code == 200
    assert "The check appears here." in nothing
    assert "Ensure this value is greater than or equal to 1." in wrong


def test_script_gets_the_check_alone(client, arcadia, edda):
    client.force_login(edda)

    answer = client.post(PAGE, ANSWERS, headers={"X-Piece": "check"}).content.decode()

    assert "9 + 3 = 12" in answer
    assert "<html" not in answer
    assert ImportRun.objects.count() == 1


def test_lists_go_the_way_of_every_import(client, arcadia, edda):
    client.force_login(edda)

    kept = client.post(PAGE, ANSWERS)
    run = ImportRun.objects.get(format="number_lists")
    client.post(f"{run.get_absolute_url()}apply/")

    assert kept["Location"] == run.get_absolute_url()
    assert b"[noted]\n10; 11. 12" in run.file.read()
    assert positions() == {"supported": 9, "noted": 3}
    assert Position.objects.filter(import_run=run, stage="addendum").count() == 12


def test_lists_need_a_log_in(client, arcadia):
    assert client.get(PAGE).status_code == 302


def test_empty_lists_are_said_to_be(client, arcadia, edda):
    client.force_login(edda)

    assert "Paste at least one list." in client.post(PAGE, {}).content.decode()


def test_command_takes_text_of_a_named_kind(arcadia, tmp_path):
    path = tmp_path / "answers.txt"
    path.write_bytes(make_addendum())

    with pytest.raises(CommandError):
        call_command("import_record", str(path), "--kind", "stakeholder_summary")
    call_command("import_record", str(path), "--kind", "addendum", "--json")

    assert positions() == {"supported": 9, "noted": 3}


def test_command_takes_an_import_back(arcadia, capsys):
    run = ImportRun.objects.get()

    call_command("import_record", "--undo", str(run.pk))

    assert "12 recommendations are as before" in capsys.readouterr().out
    assert Recommendation.objects.count() == 0
    with pytest.raises(CommandError, match="nothing to take back"):
        call_command("import_record", "--undo", str(run.pk))
