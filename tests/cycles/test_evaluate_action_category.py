"""The command that judges suggested action categories on sessions that the verbs were not learnt from."""

import io

import pytest
from django.core.management import CommandError, call_command

HEADINGS = "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session"


def export(path, rows):
    lines = [
        HEADINGS,
        *(f"Chile,GRULAC,OAS,{text},Peru,GRULAC,OAS,Accepted,{action},Torture,{at}" for text, action, at in rows),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def evaluate(*files):
    out = io.StringIO()
    call_command("evaluate_action_category", *map(str, files), stdout=out)
    return out.getvalue().splitlines()


def test_figures_follow_the_files_given(tmp_path):
    taught = [(f"Ratify treaty {n}", 5, 6) for n in range(4)] + [(f"Continue work {n}", 2, 17) for n in range(4)]
    asked = [("Ratify another", 5, 18), ("Continue on", 2, 19), ("Continue so", 4, 20), ("Xyzzy", 5, 20)]

    assert evaluate(export(tmp_path / "a.csv", taught), export(tmp_path / "b.csv", asked)) == [
        "learnt from 8 texts of sessions 6, 17",
        "judged on 4 texts of sessions 18, 19, 20",
        "coverage: 75.0%",
        "right of suggestions: 66.7%",
        "right of all: 50.0%",
    ]


def test_sessions_judged_teach_nothing(tmp_path):
    with pytest.raises(CommandError, match="no text to learn from"):
        evaluate(export(tmp_path / "a.csv", [("Ratify this", 5, 18), ("Ratify that", 5, 10)]))


def test_files_without_later_sessions_cannot_be_judged(tmp_path):
    with pytest.raises(CommandError, match="no text to judge on"):
        evaluate(export(tmp_path / "a.csv", [("Ratify this", 5, 6)]))


def test_a_file_of_another_kind_is_named(tmp_path):
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")

    with pytest.raises(CommandError, match="a.csv: has no column"):
        evaluate(tmp_path / "a.csv")
    with pytest.raises(CommandError, match="cannot be read"):
        evaluate(tmp_path / "none.csv")
