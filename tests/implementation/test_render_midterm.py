"""The mid-term report from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from implementation.management.commands.render_midterm import report_on, write
from tests.factories import make_rating, make_recommendation, make_workspace


def render(out, **options):
    said = StringIO()
    call_command("render_midterm", out=out, stdout=said, **({"review": "XAR-4"} | options))
    return said.getvalue()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"review": "XXX-4"}, "XXX-4: no such review. Write the State's code and the cycle, as SVN-4."),
        ({"review": "nonsense"}, "nonsense: no such review. Write the State's code and the cycle, as SVN-4."),
        ({"language": "xx"}, "xx: not one of en, fr, es, ar, ru, zh-hans."),
        ({"out": "report.odt"}, "report.odt: the name has to end in .pdf or .docx."),
        ({"workspace": "Nobody"}, "Nobody: no workspace on XAR-4 has this name or key."),
    ],
)
def test_render_midterm_says_what_is_wrong(workspace, options, words, tmp_path):
    out = tmp_path / options.pop("out", "report.pdf")

    with pytest.raises(CommandError) as error:
        render(out, **options)

    assert str(error.value) == words
    assert list(tmp_path.iterdir()) == []


def test_render_midterm_with_several_workspaces_asks_which(workspace, review, tmp_path):
    other = make_workspace(review=review, name="Zebra Coalition")

    with pytest.raises(CommandError) as error:
        render(tmp_path / "report.pdf")

    assert str(error.value).splitlines() == [
        "Several workspaces work on XAR-4. Say which with --workspace:",
        f"  {workspace.pk}  {workspace.name}",
        f"  {other.pk}  Zebra Coalition",
    ]


def test_report_on_takes_the_workspace_that_is_named(workspace, review, amina):
    other = make_workspace(review=review, name="Zebra Coalition")
    make_rating(other, make_recommendation(review), amina)

    by_name = report_on("XAR-4", "zebra coalition", "en")
    by_key = report_on("xar-4", str(workspace.pk), "en")

    assert (by_name.workspace_name, by_name.counts.rated) == ("Zebra Coalition", 1)
    assert (by_key.workspace_name, by_key.counts.rated) == (workspace.name, 0)


def test_report_on_takes_the_only_workspace(workspace, review):
    assert report_on("XAR-4", None, "en").workspace_name == workspace.name


def test_report_on_a_review_without_a_workspace_has_nothing_rated(review):
    make_recommendation(review)

    report = report_on("XAR-4", None, "fr")

    assert (report.counts.total, report.counts.rated, report.language) == (1, 0, "fr")


def test_render_midterm_writes_a_word_file(workspace, review, tmp_path):
    make_recommendation(review)

    said = render(tmp_path / "report.DOCX", language="ar")

    assert (tmp_path / "report.DOCX").read_bytes()[:2] == b"PK"
    assert said.startswith(f"{tmp_path / 'report.DOCX'}: recommendations 1, rated 0 by {workspace.name}")


def test_write_leaves_the_old_file_whole_until_the_new_one_is(tmp_path):
    (tmp_path / "report.pdf").write_bytes(b"old")

    write(tmp_path / "report.pdf", b"new")

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("report.pdf", b"new")]


def test_write_into_a_folder_that_is_not_there_says_so(workspace, tmp_path):
    with pytest.raises(OSError, match="No such file"):
        write(tmp_path / "nowhere" / "report.pdf", b"new")
