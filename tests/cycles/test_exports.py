"""Exports of UPR Info and UHRI: many reviews at once, by the same way as every other document."""

import io
import json
from unicodedata import normalize

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from cycles.importers import UnreadableFile
from cycles.models import ImportRun, Position, Recommendation, RecommendationSource
from cycles.services import export_staging
from cycles.services.import_kinds import exports
from cycles.services.import_kinds.base import ImportRefused
from cycles.services.imports import answer_doubts, apply_import, compare_again, keep_reading
from cycles.services.undoing import undo_import
from tests.cycles.exports import bring, dump, uhri, uhri_object, upr_info
from tests.cycles.imported import make_arcadia
from tests.examples import examples
from tests.exports import HEADINGS_UWAZI, ROW_UWAZI, csv_of_uwazi
from tests.factories import AT, make_recommendation, make_user

MOST_QUERIES = 85
RATIFY = "Ratify the Optional Protocol to the Convention against Torture"
ARCADIA = "Arcadia"
ROWS = (
    (ARCADIA, RATIFY, "France", "Accepted", "5", "International instruments,Detention", "48"),
    (ARCADIA, RATIFY, "Chile", "Accepted", "5", "International instruments", "48"),
    (ARCADIA, "Continue to protect the rights of children", "Kenya", "Noted", "2", "Rights of the Child", "48"),
)


@pytest.fixture
def review(db):
    return make_arcadia()


def states(row):
    return list(row.state_rows.order_by("order").values_list("state", flat=True))


def test_rows_of_upr_info_with_one_text_are_one_recommendation(review):
    found = bring(upr_info(*ROWS))

    first, second = review.recommendations.in_order()
    assert (found.rows, found.created, found.mentions) == (3, 2, 3)
    assert (first.number, first.text, states(first)) == ("u1", RATIFY, ["FRA", "CHL"])
    assert (first.position, first.action_category, first.action_basis) == ("supported", 5, "given")
    assert (second.number, second.position, second.action_category) == ("u2", "noted", 2)
    assert set(first.themes.values_list("scheme", "version")) == {("upr_info", "2014")}
    assert first.sources.get().place == "rows 2, 3"
    assert json.loads(first.row_json)["recommending_states"] == ["FRA", "CHL"]
    assert first.positions.get().stage == Position.Stage.ADOPTION


def test_same_text_with_another_response_stands_for_itself(review):
    bring(upr_info(ROWS[0], (ARCADIA, RATIFY, "Chile", "Noted", "5", "Detention", "48")))

    rows = review.recommendations.in_order()
    assert [(states(row), row.position) for row in rows] == [(["FRA"], "supported"), (["CHL"], "noted")]


def test_row_that_stands_twice_is_taken_once_and_told(review):
    found = bring(upr_info(ROWS[0], ROWS[0]))

    assert [warning.code for warning in found.warnings] == ["duplicate_row"]
    assert states(review.recommendations.get()) == ["FRA"]


@pytest.mark.parametrize("most_kept", [export_staging.MOST_KEPT, 0])
def test_text_of_todays_database_is_stored_without_its_marks_and_kept_with_them(review, monkeypatch, most_kept):
    monkeypatch.setattr(export_staging, "MOST_KEPT", most_kept)
    said = {"Recommendation": f"**Ratify**{RATIFY[6:]}", "State under Review": ARCADIA, "Session": "48 - January 2025"}
    row = [said.get(heading, old) for heading, old in zip(HEADINGS_UWAZI, ROW_UWAZI, strict=True)]

    bring(csv_of_uwazi([row]))

    stored = review.recommendations.get()
    assert (stored.text, stored.raw_text) == (RATIFY, said["Recommendation"])


def test_rows_without_a_review_are_left_out_and_counted(review):
    found = bring(
        upr_info(
            *ROWS,
            ("Kenya", RATIFY, "France", "Accepted", "5", "", "48"),
            ("Utopia", RATIFY, "Chile", "Accepted", "5", "", "48"),
        )
    )

    assert found.skipped == {"no_review": 1, "unknown_state_under_review": 1}
    assert "no_review" in {warning.code for warning in found.warnings}
    assert found.created == 2


def test_same_export_again_writes_nothing(review):
    bring(upr_info(*ROWS))
    before = dump()

    again = bring(upr_info(*ROWS))

    assert (again.unchanged, again.touched) == (2, 0)
    assert dump() == before


def test_lower_source_adds_itself_and_overwrites_nothing(review):
    stored = make_recommendation(review, states=("FRA", "CHL"), text=RATIFY, item=1, position="partially_supported")
    Position.objects.create(
        recommendation=stored, stage=Position.Stage.ADDENDUM, kind="partially_supported", recorded_at=AT
    )

    found = bring(upr_info((ARCADIA, RATIFY.upper() + ".", "France", "Noted", "5", "Detention", "48")))

    stored.refresh_from_db()
    source = stored.sources.get()
    assert (found.joined, found.created, found.warnings) == (1, 0, ())
    assert (stored.text, stored.position, stored.number, states(stored)) == (
        RATIFY,
        "partially_supported",
        "140.1",
        ["FRA", "CHL"],
    )
    assert (source.kind, source.text) == ("upr_info", RATIFY.upper() + ".")
    assert set(stored.themes.values_list("scheme", flat=True)) == {"ohchr", "upr_info"}
    assert stored.positions.count() == 1


def test_other_position_than_a_better_source_is_told(review):
    stored = make_recommendation(review, states=("FRA",), text=RATIFY, position="noted")
    Position.objects.create(recommendation=stored, stage=Position.Stage.ADDENDUM, kind="noted", recorded_at=AT)

    found = bring(upr_info(ROWS[0]))

    stored.refresh_from_db()
    assert [warning.code for warning in found.warnings] == ["other_position"]
    assert stored.position == "noted"


def test_doubtful_row_is_asked_and_the_answer_is_taken(review):
    make_recommendation(review, states=("FRA",), text=f"{RATIFY} soon")
    make_recommendation(review, states=("FRA",), text=f"{RATIFY} now")
    by = make_user(is_record_editor=True)
    data = upr_info((ARCADIA, RATIFY, "France", "Accepted", "5", "", "48"))

    with pytest.raises(ImportRefused) as refused:
        bring(data)
    run = keep_reading(data=data, file_name="export.csv", chosen=None, by=by, at=AT)
    (doubt,) = compare_again(run).doubts
    answer_doubts(run=run, answers={doubt.place: doubt.candidates[1].number}, by=by, at=AT)
    found = apply_import(run=run, by=by, at=AT)

    assert refused.value.code == "doubts"
    assert len(doubt.candidates) == 2
    assert (found.updated, found.created) == (1, 0)
    assert RecommendationSource.objects.get().recommendation.number == doubt.candidates[1].number


def test_doubtful_rows_can_be_left_out(review):
    make_recommendation(review, states=("FRA",), text=f"{RATIFY} soon")
    make_recommendation(review, states=("FRA",), text=f"{RATIFY} now")

    found = bring(upr_info(ROWS[0], ROWS[2]), leave_doubts=True)

    assert (found.created, found.left_out) == (1, ("2",))


def test_uhri_is_met_by_number_and_keeps_its_key(review):
    stored = make_recommendation(review, states=("FRA",), text=RATIFY, paragraph=140, item=7)

    found = bring(uhri(uhri_object(f"140.7 {RATIFY}", ["France"])))

    stored.refresh_from_db()
    assert (found.updated, found.created) == (1, 0)
    assert stored.sources.get().external_key == "key-140.7 Ra"
    assert list(stored.groups.values_list("label", flat=True)) == ["Children"]
    assert list(stored.goals.values_list("pk", flat=True)) == [3]


def test_uhri_gives_a_numberless_recommendation_its_number(review):
    bring(upr_info(*ROWS[:2]))

    bring(uhri(uhri_object(f"140.7 {RATIFY}", ["France", "Chile"])))

    row = review.recommendations.get()
    assert (row.number, row.serial, row.document.symbol) == ("140.7", 1, "A/HRC/59/99")
    assert not review.documents.filter(symbol="").exists()


def test_number_with_quite_another_text_is_left_out(review):
    make_recommendation(review, states=("FRA",), text=RATIFY, paragraph=140, item=7)

    with pytest.raises(ImportRefused) as refused:
        bring(uhri(uhri_object("140.7 Build schools for girls in every village", ["France"])))

    found = refused.value.found
    assert [obstacle.code for obstacle in found.obstacles] == ["nothing_read"]
    assert found.skipped == {"contradiction": 1}
    assert [warning.code for warning in found.warnings] == ["contradiction"]
    assert not RecommendationSource.objects.exists()


def test_spanish_uhri_adds_its_text(review):
    stored = make_recommendation(review, states=("FRA",), text=RATIFY, paragraph=140, item=7)
    spanish = uhri_object(
        "140.7 Ratificar el Protocolo Facultativo",
        ["France"],
        AnnotationType="- Recomendaciones",
        Body="- EPU",
        UprPositions=["Apoyado"],
    )

    bring(uhri(spanish))

    stored.refresh_from_db()
    assert stored.text == RATIFY
    assert stored.texts.get().text == "Ratificar el Protocolo Facultativo"
    assert stored.texts.get().language == "es"


def test_file_that_breaks_off_leaves_nothing(review):
    whole = uhri(*(uhri_object(f"140.{item} {RATIFY} {item}", ["France"]) for item in range(1, 200)))

    with pytest.raises(UnreadableFile):
        bring(whole[:-40])

    assert not Recommendation.objects.exists()
    assert not ImportRun.objects.exists()


def test_crash_while_writing_leaves_nothing(review, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr("django.core.files.storage.InMemoryStorage._save", fail)

    with pytest.raises(ImportRefused) as refused:
        bring(upr_info(*ROWS))

    assert refused.value.code == "cannot_keep"
    assert not Recommendation.objects.exists()
    assert not ImportRun.objects.exists()


def test_undone_export_leaves_the_record_as_it_was(review):
    make_recommendation(review, states=("FRA",), text=RATIFY, paragraph=140, item=7)
    bring(uhri(uhri_object(f"140.7 {RATIFY}", ["France"])))
    before = dump()
    bring(upr_info(*ROWS))

    undo_import(run=ImportRun.objects.get(format="upr_info"), by=None, at=AT)

    assert dump() == before


def test_export_costs_as_many_queries_with_many_rows(review):
    few = upr_info(*ROWS)
    texts = (f"Build {n} schools" for n in range(60))
    many = upr_info(*((ARCADIA, text, "France", "Accepted", "5", "Detention", "48") for text in texts))

    with CaptureQueriesContext(connection) as first:
        bring(few)
    with CaptureQueriesContext(connection) as second:
        bring(many)

    assert len(first) <= MOST_QUERIES
    assert len(second) <= MOST_QUERIES


def test_unknown_headings_are_asked_and_then_read(review, client):
    editor = make_user(is_record_editor=True)
    client.force_login(editor)
    headings = ("To", "a", "b", "Words", "From", "c", "d", "Answer", "e", "f", "When")
    file = io.BytesIO(upr_info(*ROWS, headings=headings))
    file.name = "export.csv"

    kept = client.post(reverse("cycles:import_create"), {"file": file, "text": "", "kind": "upr_info"}, follow=True)
    run = ImportRun.objects.get()
    asked = kept.context["page"].columns
    chosen = {"text": "Words", "state": "To", "recommending_state": "From", "response": "Answer", "session": "When"}
    page = client.post(reverse("cycles:import_columns", args=[run.pk]), chosen, follow=True)
    client.post(reverse("cycles:import_apply", args=[run.pk]))

    assert asked.fields["state"].initial == "To"
    assert page.context["page"].figures["recommendations"] == 2
    assert ImportRun.objects.get().answers == {"columns": chosen}
    assert review.recommendations.count() == 2


def test_columns_that_lack_one_are_asked_again_and_keep_what_was_chosen(review, client):
    editor = make_user(is_record_editor=True)
    client.force_login(editor)
    headings = ("Place", "a", "b", "Words", "Giver", "c", "d", "Answer", "e", "f", "When")
    run = keep_reading(data=upr_info(*ROWS, headings=headings), file_name="e.csv", chosen=None, by=editor, at=AT)

    answer = client.post(reverse("cycles:import_columns", args=[run.pk]), {"text": "Words", "state": "Place"})

    form = answer.context["page"].columns
    assert list(form.errors) == ["recommending_state", "response"]
    assert (form["text"].value(), form["state"].value()) == ("Words", "Place")
    assert ("Giver", "Giver: France") in form.fields["state"].choices
    assert ("Words", f"Words: {RATIFY[:39]}…") in form.fields["text"].choices
    assert ImportRun.objects.get().answers == {}


def test_columns_can_be_chosen_again_until_the_import_is_decided(review, client):
    editor = make_user(is_record_editor=True)
    client.force_login(editor)
    headings = ("Place", "a", "b", "Words", "Giver", "c", "d", "Answer", "e", "f", "When")
    run = keep_reading(data=upr_info(*ROWS, headings=headings), file_name="e.csv", chosen=None, by=editor, at=AT)
    chosen = {"text": "Words", "state": "Place", "recommending_state": "Giver", "response": "Answer"}
    client.post(reverse("cycles:import_columns", args=[run.pk]), chosen | {"session": "When"})

    waiting = client.get(run.get_absolute_url())
    client.post(reverse("cycles:import_apply", args=[run.pk]))
    decided = client.get(run.get_absolute_url())

    assert waiting.context["page"].columns["state"].value() == "Place"
    assert waiting.context["page"].refusal == ""
    assert decided.context["page"].columns is None


def test_columns_of_a_strangers_import_are_not_there(review, client):
    by = make_user()
    run = keep_reading(data=upr_info(*ROWS), file_name="export.csv", chosen=None, by=by, at=AT)
    client.force_login(make_user())

    answer = client.post(reverse("cycles:import_columns", args=[run.pk]), {})

    assert answer.status_code == 404


def test_page_shows_each_review_and_what_was_left_out(review, client):
    editor = make_user(is_record_editor=True)
    client.force_login(editor)
    data = upr_info(*ROWS, ("Kenya", RATIFY, "France", "Accepted", "5", "", "48"))
    run = keep_reading(data=data, file_name="export.csv", chosen=None, by=editor, at=AT)

    page = client.get(run.get_absolute_url())

    assert [row["review"] for row in page.context["page"].figures["reviews"]] == ["XAR-4"]
    assert "about reviews that the record does not have" in page.content.decode()


def test_command_takes_columns_by_role(review, tmp_path, capsys):
    headings = ("To", "a", "b", "Words", "From", "c", "d", "Answer", "e", "f", "When")
    path = tmp_path / "export.csv"
    path.write_bytes(upr_info(*ROWS, headings=headings))

    call_command("import_record", str(path), kind="upr_info", columns="text=Words,response=Answer,session=When")
    with pytest.raises(CommandError):
        call_command("import_record", str(path), kind="upr_info", columns="shoe=Words")

    assert "3 rows, 1 reviews" in capsys.readouterr().out
    assert review.recommendations.count() == 2


NOWHERE = [
    ("Wonderland", "Ratify CAT", "France", "Supported", "5", "", "52"),
    ("Kenya", RATIFY, "France", "Accepted", "5", "", "48"),
    ("Kenya", RATIFY, "Chile", "Accepted", "5", "", "48"),
]


def test_command_says_why_no_row_could_be_read(review, tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes(upr_info(*NOWHERE))

    with pytest.raises(CommandError) as refused:
        call_command("import_record", str(path))

    assert str(refused.value).splitlines() == [
        "The file cannot enter the record as it is. Nothing was written.",
        "- No row of this file could be read into the record: every one was left out. How many were left out for which "
        "reason is said beside this.",
        "- 2 left out: about reviews that the record does not have (row 3, 4)",
        "- 1 left out: about a State under Review that nobody knows (row 2)",
    ]
    assert not ImportRun.objects.exists()


def test_page_says_why_no_row_could_be_read(review, client):
    editor = make_user(is_record_editor=True)
    client.force_login(editor)
    run = keep_reading(data=upr_info(*NOWHERE), file_name="export.csv", chosen=None, by=editor, at=AT)

    page = client.get(run.get_absolute_url())
    client.post(reverse("cycles:import_apply", args=[run.pk]))

    words = page.content.decode()
    assert [remark.words[:52] for remark in page.context["page"].obstacles] == [
        "No row of this file could be read into the record: e"
    ]
    assert page.context["page"].figures["skipped"] == [
        ("about reviews that the record does not have", 2, [3, 4]),
        ("about a State under Review that nobody knows", 1, [2]),
    ]
    assert "rows 3, 4" in words
    assert "Nothing can be imported from this file." in words
    assert "already" not in words
    run.refresh_from_db()
    assert run.status == "read"


def test_command_says_that_every_row_is_left_out_as_doubtful(review, tmp_path, capsys):
    make_recommendation(review, states=("FRA",), text=f"{RATIFY} soon")
    make_recommendation(review, states=("FRA",), text=f"{RATIFY} now")
    path = tmp_path / "export.csv"
    path.write_bytes(upr_info(ROWS[0]))

    call_command("import_record", str(path), leave_doubts=True)

    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "Every row that could be read is left out as doubtful; nothing changes."


@examples(12, HealthCheck.function_scoped_fixture)
@given(
    order=st.permutations(range(len(ROWS) * 2)),
    cut=st.integers(0, 200),
    blank=st.sampled_from(["", " ", "\u00a0", "\r\n"]),
)
def test_export_is_read_or_refused_whatever_happened_to_it(review, order, cut, blank):
    rows = [ROWS[place % len(ROWS)] for place in order]
    data = upr_info(*((sur, blank + normalize("NFD", text) + blank, *rest) for sur, text, *rest in rows))

    try:
        found = bring(data[: len(data) - cut] if cut else data)
    except (ImportRefused, UnreadableFile):
        return

    assert found.created + found.updated + found.unchanged == sum(tally.recommendations for tally in found.tallies)


def test_rows_that_are_as_they_were_gain_nothing(review):
    first, other = upr_info(ROWS[0]), uhri(uhri_object(RATIFY, ["France"]))
    bring(first)

    def hints(data):
        run = keep_reading(data=data, file_name="export.csv", chosen=None, by=None, at=AT)
        return [one.hint for one in exports.findings(run.report, ()) if "in the record already" in one.title]

    assert hints(other) == ["They gain this source and what it alone knows."]
    assert hints(first) == [""]
