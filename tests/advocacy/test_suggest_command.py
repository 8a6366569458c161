import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_recommendation, make_review


@pytest.fixture
def review(db):
    review = make_review()
    make_recommendation(review, paragraph=120, item=1, text="Abolish the death penalty")
    make_recommendation(review, paragraph=120, item=2, text="Reduce overcrowding in prisons")
    make_recommendation(review, paragraph=120, item=3, text="Promote gender equality")
    return review


def run(tmp_path, rows, *options):
    given, answer = tmp_path / "in.json", tmp_path / "out.json"
    given.write_text(rows if isinstance(rows, str) else json.dumps(rows), encoding="utf-8")
    call_command("suggest_uptake", "--input", str(given), "--output", str(answer), *options)
    return json.loads(answer.read_text(encoding="utf-8"))


def test_candidates_stand_in_the_file_best_first(review, tmp_path, capsys):
    rows = [
        {"id": "a", "text": "Supprimer la peine capitale", "language": "fr"},
        {"id": "b", "text": "Plant more palm trees", "language": "en"},
        {"id": 7, "text": "Vaciar las cárceles abarrotadas"},
    ]

    found = run(tmp_path, rows, "--review", review.code)

    assert list(found) == ["a", "b", "7"]
    assert found["a"][0][0] == "120.1"
    assert found["a"][0][1] > 0.5
    assert found["b"] == []
    assert found["7"][0][0] == "120.2"
    assert capsys.readouterr().out == "3 proposals; for 2 a candidate that the platform shows.\n"


def test_confidence_of_a_half_says_what_the_platform_shows(review, tmp_path):
    make_recommendation(review, paragraph=120, item=4, text="Improve conditions in prisons and end torture")
    rows = [{"id": "a", "text": "Vaciar las cárceles abarrotadas"}, {"id": "b", "text": "Equal pay for women"}]

    shown = run(tmp_path, rows, "--review", review.code, "--shown-only")
    every = run(tmp_path, rows, "--review", review.code)

    assert {key: [one for one in ones if one[1] >= 0.5] for key, ones in every.items()} == shown
    assert sum(map(len, every.values())) > sum(map(len, shown.values()))


def test_language_that_the_machine_cannot_read_is_said(review, tmp_path, capsys):
    rows = [
        {"id": "a", "text": "Abolish capital punishment", "language": "en"},
        {"id": "b", "text": "Отменить смертную казнь", "language": "ru"},
        {"id": "c", "text": "إلغاء عقوبة الإعدام"},
    ]

    found = run(tmp_path, rows, "--review", review.code)

    assert [key for key, ones in found.items() if ones] == ["a"]
    assert capsys.readouterr().out == (
        "3 proposals; for 1 a candidate that the platform shows.\n"
        "2 of them in a language that the machine cannot read: it reads en, fr and es.\n"
    )


@pytest.mark.parametrize("language", ["EN", "en-GB", "EN_us", " en ", "eng", "xx", "", 5, None, ["en"]])
def test_language_is_read_as_people_write_it_and_told_where_it_is_none(review, tmp_path, capsys, language):
    text = "Abolish capital punishment"
    usual = run(tmp_path, [{"id": "a", "text": text, "language": "en"}], "--review", review.code)

    found = run(tmp_path, [{"id": "a", "text": text, "language": language}], "--review", review.code)

    assert found == usual
    assert found["a"][0][0] == "120.1"
    assert "cannot read" not in capsys.readouterr().out


def test_language_that_is_known_and_not_read_is_not_guessed_at(review, tmp_path):
    rows = [{"id": "a", "text": "Abolish capital punishment", "language": "de-AT"}]

    assert run(tmp_path, rows, "--review", review.code) == {"a": []}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("{", "is no JSON"),
        ("{}", "has to hold a list"),
        ("[" * 100_000, "has to hold a list of objects; lists stand in lists too deeply here"),
        ([{"id": "a"}], "object 1 needs an id and a text"),
        ([{"id": True, "text": "x"}], "object 1 needs an id and a text"),
    ],
)
def test_wrong_file_is_said_to_be_wrong(review, tmp_path, rows, said):
    with pytest.raises(CommandError, match=said):
        run(tmp_path, rows, "--review", review.code)


@pytest.mark.parametrize("command", ["suggest_uptake", "match_notes"])
@pytest.mark.parametrize(
    ("keys", "said"),
    [((1, "2", "1"), '"1" of 1, 3'), (("a", "b", "a", "b", "a"), '"a" of 1, 3, 5; "b" of 2, 4')],
)
def test_same_id_twice_is_refused_and_nothing_is_written(review, tmp_path, command, keys, said):
    given, answer = tmp_path / "in.json", tmp_path / "out.json"
    given.write_text(json.dumps([{"id": key, "text": "France: death penalty"} for key in keys]), encoding="utf-8")

    with pytest.raises(CommandError) as refused:
        call_command(command, "--review", review.code, "--input", str(given), "--output", str(answer))

    assert str(refused.value) == f"{given}: several objects have the same id: {said}. Give each an id of its own."
    assert not answer.exists()


def test_of_many_same_ids_the_first_are_named(review, tmp_path):
    with pytest.raises(CommandError, match='same id: "a" of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …. Give each'):
        run(tmp_path, [{"id": "a", "text": "x"}] * 12, "--review", review.code)


@pytest.mark.parametrize("place", ["in.json/out.json", "none/out.json", "."])
def test_answer_that_cannot_be_written_is_said(review, tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.json").write_text("[]", encoding="utf-8")

    with pytest.raises(CommandError, match=r"(Not a directory|No such file or directory|is no name for a file)\.$"):
        call_command("suggest_uptake", "--review", review.code, "--input", "in.json", "--output", place)


def test_folder_without_the_real_files_is_said_to_lack_them(tmp_path, monkeypatch):
    monkeypatch.setenv("UPR_REALDATA", str(tmp_path))

    with pytest.raises(CommandError, match=f"^Set UPR_REALDATA to the folder of .*: {tmp_path} holds no [a-z_]+/.*"):
        call_command("evaluate_uptake")
    monkeypatch.delenv("UPR_REALDATA")
    with pytest.raises(CommandError, match=r"^Set UPR_REALDATA to the folder of the real files \([a-zA-Z_/.]+\)\.$"):
        call_command("evaluate_uptake")


def test_unknown_and_empty_reviews_are_said(review, tmp_path):
    with pytest.raises(CommandError, match="has no review XAR-9"):
        run(tmp_path, [], "--review", "XAR-9")
    make_review(state=review.state_under_review, cycle=3, session=34)
    with pytest.raises(CommandError, match="no recommendation of XAR-3"):
        run(tmp_path, [], "--review", "XAR-3")
