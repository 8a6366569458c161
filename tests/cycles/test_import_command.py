import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from cycles.management.commands import import_record
from cycles.models import ImportRun, Position, Recommendation
from tests import wrong_files
from tests.cycles.imported import corrected_list, data_version, make_arcadia
from tests.factories import make_review
from tests.thematic_lists import HEADERS, make_thematic_list

FIGURES = {
    "format": "thematic_list",
    "review": "XAR-4",
    "recommendations": 12,
    "positions": {"supported": 9, "noted": 3, "partially_supported": 0, "pending": 0},
    "state_mentions": 16,
    "distinct_states": 14,
    "distinct_assigned_themes": 4,
    "theme_assignments": 15,
    "rows": 12,
}


@pytest.fixture
def arcadia(db):
    return make_arcadia()


@pytest.fixture
def run(tmp_path, capsys):
    """Runs the command on those bytes; what it printed, as it is or read as JSON."""

    def run_command(data, *options, name="a file.bin"):
        path = tmp_path / name
        path.write_bytes(data)
        try:
            with override("en"):
                call_command("import_record", str(path), *options)
        finally:
            printed = capsys.readouterr()
        assert printed.err == ""
        return json.loads(printed.out) if "--json" in options else printed.out

    return run_command


def test_file_is_stored_and_its_figures_printed(arcadia, run):
    answer = run(make_thematic_list(), "--json")

    assert answer == FIGURES | {"created": 12, "updated": 0, "unchanged": 0, "warnings": []}
    assert list(answer)[:2] + list(answer)[-4:] == ["format", "review", "created", "updated", "unchanged", "warnings"]
    assert Recommendation.objects.count() == 12
    kept = ImportRun.objects.get()
    assert (kept.status, kept.created_by, kept.applied_by, kept.file_name) == ("applied", None, None, "a file.bin")


def test_file_stored_already_is_said_to_be(arcadia, run):
    run(make_thematic_list(), "--json")

    answer = run(make_thematic_list(), "--json")

    assert answer == FIGURES | {"created": 0, "updated": 0, "unchanged": 12, "warnings": []}
    assert (data_version(), ImportRun.objects.count()) == (1, 1)


def test_corrected_file_updates(arcadia, run):
    run(make_thematic_list(), "--json")

    answer = run(corrected_list("120.7", position="Noted"), "--json")

    assert (answer["created"], answer["updated"], answer["unchanged"]) == (0, 1, 11)
    assert Position.objects.count() == 13


def test_dry_run_writes_nothing(arcadia, run):
    answer = run(make_thematic_list(), "--dry-run", "--json")

    assert answer == FIGURES | {"created": 12, "updated": 0, "unchanged": 0, "warnings": []}
    assert (Recommendation.objects.count(), ImportRun.objects.count(), data_version()) == (0, 0, 0)


def test_warnings_have_code_row_number_and_words(arcadia, run):
    answer = run(corrected_list("120.7", position="Considered"), "--json")

    assert answer["warnings"] == [
        {
            "code": "unknown_position",
            "row": answer["warnings"][0]["row"],
            "number": "120.7",
            "message": ("The position “Considered” is not one that we know. Look it up in the addendum to the report."),
        }
    ]
    assert answer["positions"] == {"supported": 8, "noted": 3, "partially_supported": 0, "pending": 1}


def test_report_for_people_names_what_matters(arcadia, run):
    printed = run(corrected_list("120.7", position="Considered"))

    assert printed.splitlines()[:6] == [
        "XAR-4, thematic list A/HRC/99/7",
        "12 recommendations: 8 supported, 3 noted, 1 pending",
        "16 State mentions of 14 States",
        "15 assignments of 4 themes",
        "12 new, 0 changed, 0 unchanged",
        "1 to look at",
    ]
    assert printed.splitlines()[-1] == "Stored."


def test_silent_file_needs_the_review(arcadia, run):
    silent = make_thematic_list(header="Thematic list of recommendations")

    with pytest.raises(CommandError, match="(?s)does not say which State and cycle.*--review SVN-4"):
        run(silent, "--json")

    assert run(silent, "--review", "xar-4", "--json")["created"] == 12


@pytest.mark.parametrize(
    ("data", "options", "words"),
    [
        (wrong_files.renamed_pdf(), [], "This file is damaged"),
        (wrong_files.empty_list(), [], "no recommendations"),
        (wrong_files.macro_document(), [], "macros"),
        (wrong_files.zip_bomb(), [], "unpacks to far more"),
        (wrong_files.list_in_language("fr"), [], "This list is in French"),
        (wrong_files.list_with_gap(), [], "Numbers are missing: 120.4"),
        (wrong_files.list_with_duplicate(), [], "120.5, row [0-9]+: This number stands in row"),
        (wrong_files.list_with_foreign_paragraph(), [], "999.1, row [0-9]+: This row does not fit"),
        (make_thematic_list(header=HEADERS["B"]), [], "the record has no such review"),
        (make_thematic_list(), ["--review", "XAR-3"], "about XAR-4, but XAR-3 was chosen"),
        (make_thematic_list(), ["--review", "XAR-9"], "no review XAR-9"),
        (make_thematic_list(), ["--review", "nonsense"], "no review nonsense"),
    ],
)
@pytest.mark.parametrize("more", [["--json"], ["--json", "--dry-run"], []])
def test_refusal_is_an_error_that_changes_nothing(arcadia, run, data, options, words, more, capsys):
    make_review(cycle=3, session=34)

    with pytest.raises(CommandError, match=words):
        run(data, *options, *more)

    assert capsys.readouterr().out == ""
    assert (Recommendation.objects.count(), ImportRun.objects.count(), data_version()) == (0, 0, 0)


def test_contradicting_text_is_refused(arcadia, run):
    run(make_thematic_list(), "--json")

    with pytest.raises(CommandError, match="120.6, row [0-9]+: This recommendation is stored with quite another text"):
        run(corrected_list("120.6", text="Abolish the death penalty in law"), "--json")

    assert (ImportRun.objects.count(), data_version()) == (1, 1)


def test_gap_is_taken_in_where_the_document_has_it(arcadia, run):
    with pytest.raises(CommandError, match="bring it with --accept-gaps"):
        run(wrong_files.list_with_gap(), "--json")
    assert run(wrong_files.list_with_gap(), "--accept-gaps", "--dry-run", "--json")["created"] == 11

    answer = run(wrong_files.list_with_gap(), "--accept-gaps", "--json")

    assert (answer["created"], [one["code"] for one in answer["warnings"]]) == (11, ["gap_said"])


def test_standard_input_that_is_too_long_is_refused_whole(db, monkeypatch):
    monkeypatch.setattr(import_record, "MEGABYTE", 1)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x" * 101)))

    with pytest.raises(CommandError, match="Standard input has more than 100 MB"):
        call_command("import_record", "-")


def test_file_far_too_large_is_not_read(db, tmp_path):
    path = tmp_path / "large.docx"
    with path.open("wb") as file:
        file.truncate(101 * 1024 * 1024)

    with pytest.raises(CommandError, match="more than 100 MB"):
        call_command("import_record", str(path))


def test_missing_file_is_said_plainly(db, tmp_path):
    with pytest.raises(CommandError, match="cannot be opened: No such file"):
        call_command("import_record", str(tmp_path / "none.docx"))


def test_several_files_are_brought_one_after_the_other(arcadia, tmp_path, capsys):
    paths = [tmp_path / name for name in ("first.docx", "second.docx")]
    paths[0].write_bytes(make_thematic_list())
    paths[1].write_bytes(corrected_list("120.7", position="Noted"))

    call_command("import_record", *map(str, paths), "--json")

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(answer["created"], answer["updated"]) for answer in answers] == [(12, 0), (0, 1)]
    assert list(ImportRun.objects.order_by("applied_at").values_list("file_name", flat=True)) == [
        "first.docx",
        "second.docx",
    ]


def test_first_file_that_cannot_be_stored_is_named_and_ends_it(arcadia, tmp_path):
    paths = [tmp_path / name for name in ("good.docx", "bad.docx", "never.docx")]
    paths[0].write_bytes(make_thematic_list())
    paths[1].write_bytes(wrong_files.renamed_pdf())
    paths[2].write_bytes(corrected_list("120.7", position="Noted"))

    with pytest.raises(CommandError, match="bad.docx: This file is damaged"):
        call_command("import_record", *map(str, paths))

    assert ImportRun.objects.get().file_name == "good.docx"


@pytest.mark.parametrize(
    ("data", "options", "words"),
    [
        (b"Dear all, lunch is at noon.", (), "If it is one all the same, name the kind with --kind: thematic_list, "),
        (make_thematic_list(header="Thematic list of recommendations"), (), "cycle it is about.\nName the review"),
        (make_thematic_list(), ("--kind", "addendum"), "\nName it with --kind thematic_list, or leave out --kind."),
        (b"a,b\n1,2\n", ("--kind", "upr_info"), "\nName them with --columns, for instance"),
    ],
)
def test_refusal_names_the_options_of_the_command(arcadia, run, data, options, words):
    with pytest.raises(CommandError) as caught:
        run(data, *options)

    assert words in str(caught.value)
    assert "What it is" not in str(caught.value)
    assert "Choose both" not in str(caught.value)
