"""A list meets recommendations that the record knows from a source without numbers."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from cycles.models import ImportRun, Recommendation, RemovedRecommendation
from cycles.services.imports import ImportRefused, answer_doubts, apply_import
from cycles.services.undoing import undo_import
from tests.cycles.dumps import dump
from tests.cycles.exports import bring as bring_export
from tests.cycles.exports import upr_info
from tests.cycles.imported import bring, make_arcadia, outcome, take_in
from tests.factories import AT, make_recommendation
from tests.thematic_lists import DEFAULT_ROWS, make_thematic_list


@pytest.fixture
def arcadia(db):
    return make_arcadia()


def make_numberless(review, serial, text, *states):
    fields = {"paragraph": None, "item": None, "serial": serial, "document_symbol": ""}
    return make_recommendation(review, states=states, themes=(), text=text, **fields)


@pytest.fixture
def same(arcadia):
    return make_numberless(arcadia, 1, "Open village schools to all children", "BGD")


@pytest.fixture
def alike(arcadia):
    return make_numberless(arcadia, 2, "Pay all teachers in the mountains on time", "NOR")


def test_recommendation_gets_its_number_and_keeps_its_serial(arcadia, edda, same):
    found = take_in(make_thematic_list(), edda)

    same.refresh_from_db()
    assert outcome(found) == (11, 1, 0)
    assert (same.number, same.serial, same.document.symbol) == ("120.6", 1, "A/HRC/99/7")
    assert json.loads(same.row_json)["id"] == "XAR-4-120.6"
    assert [row.key for row in RemovedRecommendation.objects.all()] == ["XAR-4-u1"]
    assert take_in(make_thematic_list(), edda).already_stored


def test_undoing_takes_the_number_away_again(arcadia, edda, same):
    before = dump(arcadia)
    take_in(make_thematic_list(), edda)

    undo_import(run=ImportRun.objects.get(), by=edda, at=AT)

    # Search rows are written with the first change of a recommendation.
    assert {line for line in dump(arcadia) ^ before if "cycles.search" not in line} == set()


def test_doubtful_row_is_asked_and_not_guessed(arcadia, edda, alike):
    run = bring(make_thematic_list(), edda)

    with pytest.raises(ImportRefused) as caught:
        apply_import(run=run, by=edda, at=AT)

    (doubt,) = caught.value.found.doubts
    assert (caught.value.code, doubt.place, [one.number for one in doubt.candidates]) == ("doubts", "120.7", ["u2"])
    assert Recommendation.objects.count() == 1


@pytest.mark.parametrize(("answer", "counts"), [("u2", (11, 1, 0)), ("new", (12, 0, 0))])
def test_answer_decides(arcadia, edda, alike, answer, counts):
    run = bring(make_thematic_list(), edda)

    answer_doubts(run=run, answers={"120.7": answer, "120.8": "u2"}, by=edda, at=AT)

    assert outcome(apply_import(run=run, by=edda, at=AT)) == counts
    run.refresh_from_db()
    assert run.answers == {"120.7": answer}


def test_answer_that_was_not_asked_for_is_dropped(arcadia, edda, alike):
    run = bring(make_thematic_list(), edda)

    answer_doubts(run=run, answers={"120.7": "u99"}, by=edda, at=AT)

    run.refresh_from_db()
    assert run.answers == {}


def test_questions_stand_on_the_page_and_take_the_button_away(client, arcadia, edda, alike):
    run = bring(make_thematic_list(), edda)
    client.force_login(edda)

    page = client.get(run.get_absolute_url())
    answered = client.post(f"{run.get_absolute_url()}answer/", {"row-120.7": "u2"}, follow=True)

    assert [question.place for question in page.context["page"].questions] == ["row-120.7"]
    assert "Import these" not in page.content.decode()
    assert answered.context["page"].questions == []
    assert "Import these" in answered.content.decode()


def test_command_lists_doubts_or_leaves_them_out(arcadia, alike, tmp_path, capsys):
    path = tmp_path / "list.docx"
    path.write_bytes(make_thematic_list())

    with pytest.raises(CommandError, match=r"120\.7: .*may be u2"):
        call_command("import_record", str(path), "--json")
    call_command("import_record", str(path), "--json", "--leave-doubts")

    answer = json.loads(capsys.readouterr().out)
    assert (answer["created"], answer["left_out"]) == (len(DEFAULT_ROWS) - 1, ["120.7"])


def test_recommendation_without_a_number_names_no_report(client, arcadia, edda):
    take_in(make_thematic_list(), edda)
    bring_export(upr_info(("Arcadia", "Give every village a library", "Kenya", "Accepted", "5", "", "48")))
    address = "/api/v1/recommendations"

    table = csv_of(client, f"{address}/bulk.csv")
    page = client.get("/reviews/XAR/4/u1/").content.decode()

    assert {row["document"] for row in table if not row["number"].startswith("u")} == {"A/HRC/99/7"}
    assert [row["document"] for row in table if row["number"].startswith("u")] == [""]
    assert client.get(f"{address}/XAR-4-u1/").json()["document"] == ""
    assert [row["Document"] for row in csv_of(client, "/reviews/XAR/4/recommendations.csv")][-1] == ""
    assert "A/HRC/99/7" not in page
    assert "No report gives it a number yet" in page


def csv_of(client, address):
    body = client.get(address).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body, newline="")))
