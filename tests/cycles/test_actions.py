"""What recommendations ask for: the lexicon, the suggestions, and what an editor decides."""

import io

import pytest
from django.core.management import call_command

from common.models import AuditEvent
from cycles.action_learning import LEAST_MET, Sorted, cross_validate, judge, learn, lexicon_of, read_sorted
from cycles.actions import FILE, WEAK_BELOW, Suggestion, learnt_lexicon, openings, suggest_action
from cycles.importers import UnreadableFile
from cycles.models import ActionSuggestion, Recommendation, RecommendationChange, State
from cycles.services.actions import decide_action, fill_suggestions, suggest_actions
from tests.factories import AT, make_recommendation


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Ratify the Convention against Torture", 5),
        ("Continue its work for the rights of women", 2),
        ("Continue and strengthen its work for the rights of women", 4),
        ("Consider ratifying the Convention against Torture", 3),
        ("Take all necessary measures to end violence", 4),
        ("Seek technical assistance from OHCHR", 1),
        ("Establish a national human rights institution", 5),
        ("In order to protect women, ratify the Istanbul Convention", 5),
        ("Criminalise marital rape", 5),
        ("To promptly ratify the Rome Statute", 5),
    ],
)
def test_category_follows_the_verbs(text, category):
    assert suggest_action(text).category == category


@pytest.mark.parametrize("text", ["", "   ", "Xyzzy plugh", "123 456", "Осуществить меры", ", ; ,"])
def test_text_without_a_known_verb_gets_no_suggestion(text):
    assert suggest_action(text) is None


def test_suggestion_with_little_agreement_is_weak():
    assert suggest_action("Adopt").is_weak
    assert not suggest_action("Ratify").is_weak
    assert Suggestion(4, "adopt", WEAK_BELOW).is_weak is False


def test_adverbs_and_spelling_make_no_difference():
    assert next(openings("Promptly criminalise torture")) == next(openings("Criminalize torture"))


def test_second_verb_and_means_are_seen():
    patterns = next(openings("Improve and protect the rights of women by amending the code"))

    assert patterns[:2] == ["improve", "improve and protect"]
    assert "improve … by doing" in patterns


def test_lexicon_agrees_with_its_counts():
    lines = FILE.read_text(encoding="utf-8").splitlines()[1:]

    assert len(lines) == len(learnt_lexicon())
    for line in lines:
        _, category, agreement, met, *counts = line.split(",")
        assert sum(map(int, counts)) == int(met) >= LEAST_MET
        assert int(counts[int(category) - 1]) == max(map(int, counts))
        assert float(agreement) == round(max(map(int, counts)) / (int(met) + 0.5), 3)


def sorted_texts(session):
    return [
        *(Sorted(session, f"Ratify treaty {n}", 5) for n in range(4)),
        *(Sorted(session, f"Continue work {n}", 2) for n in range(4)),
        *(Sorted(session, f"Continue and strengthen work {n}", 4) for n in range(3)),
    ]


def test_learning_keeps_what_says_more_than_the_verb():
    patterns = {one.words: one for one in learn(sorted_texts(1))}

    assert patterns["ratify"].counts == (0, 0, 0, 0, 4)
    assert patterns["continue"].category == 2
    assert patterns["continue and strengthen"].category == 4


def test_judgement_counts_what_is_right_and_what_is_missing():
    lexicon = lexicon_of(learn(sorted_texts(1)))

    found = judge([Sorted(2, "Ratify treaty", 5), Sorted(2, "Ratify it", 4), Sorted(2, "Dance", 4)], lexicon)

    assert (found.total, found.suggested, found.right) == (3, 2, 1)
    assert (found.precision(5), found.recall(5), found.recall(4)) == (0.5, 1.0, 0.0)


def test_each_session_is_judged_by_the_others():
    found = cross_validate([*sorted_texts(1), *sorted_texts(2)])

    assert (found.total, found.right) == (22, 22)


def test_export_is_read_once_a_state():
    rows = (
        b"To,Text,Action,Session\rAlbania,Ratify CAT ,5,6\rAlbania,Ratify CAT,5,6\rChile,Ratify CAT,5,7\rChile,Odd,,7\r"
    )

    assert read_sorted(io.BytesIO(rows)) == [Sorted(6, "Ratify CAT", 5), Sorted(7, "Ratify CAT", 5)]


def test_file_that_is_no_table_is_refused():
    with pytest.raises(UnreadableFile):
        read_sorted(io.BytesIO(b"%PDF-1.7"))


def test_command_prints_the_figures(tmp_path):
    file, out = tmp_path / "export.csv", io.StringIO()
    rows = [f"Chile,Ratify treaty {n},5,6" for n in range(4)]
    file.write_text("\r".join(["To,Text,Action,Session", *rows]))

    call_command("learn_action_verbs", str(file), "--judge", str(file), stdout=out)

    assert out.getvalue().splitlines()[0] == "4 texts, 1 patterns"
    assert out.getvalue().splitlines()[1].startswith("Unseen: 4 texts; a suggestion for 4 (100.0%); right 4, 100.0%")


def test_suggestions_are_stored_only_where_a_category_is_missing(review):
    lacking = make_recommendation(review, text="Ratify CAT")
    given = make_recommendation(review, text="Ratify CAT", action_category=4, action_basis="given")
    foreign = make_recommendation(review, text="Ratifier la Convention", language="fr")
    ActionSuggestion.objects.create(recommendation=given, category=5, verb="ratify", agreement=1)

    count = suggest_actions([lacking.pk, given.pk, foreign.pk])

    assert count == 1
    assert ActionSuggestion.objects.values_list("recommendation", "category", "verb").get() == (
        lacking.pk,
        5,
        suggest_action("Ratify CAT").verb,
    )


def test_suggesting_again_replaces_the_guess_of_the_old_text(review):
    row = make_recommendation(review, text="Ratify CAT")
    suggest_actions([row.pk])
    Recommendation.objects.filter(pk=row.pk).update(text="Consider ratifying CAT")

    suggest_actions([row.pk])

    assert ActionSuggestion.objects.get().category == 3


def test_suggesting_takes_the_same_queries_for_one_and_for_many(review, django_assert_num_queries):
    one = [make_recommendation(review).pk]
    many = one + [make_recommendation(review).pk for _ in range(4)]

    for keys in (one, many):
        with django_assert_num_queries(5):
            suggest_actions(keys)


def test_filling_reaches_everything_that_lacks_a_category(review):
    row = make_recommendation(review, text="Ratify CAT")
    out = io.StringIO()

    call_command("suggest_actions", stdout=out)

    row.refresh_from_db()
    assert out.getvalue() == "1 suggestions stored.\n"
    assert '"category":5,"basis":"suggested"' in row.row_json
    assert row.version == 1
    assert fill_suggestions(at=AT) == 0


def test_decided_category_is_kept_with_its_author(review, edda):
    row = make_recommendation(review, text="Ratify CAT")
    suggest_actions([row.pk])
    before = State.objects.get(pk="XAR").data_version

    decide_action(recommendation=row, category=4, by=edda, at=AT)

    row.refresh_from_db()
    change = RecommendationChange.objects.get()
    assert (row.action_category, row.action_basis, row.version) == (4, "decided", 1)
    assert '"category":4,"basis":"decided"' in row.row_json
    assert (change.field, change.before, change.after, change.changed_by) == ("action_category", "", "4", edda)
    assert not ActionSuggestion.objects.exists()
    assert State.objects.get(pk="XAR").data_version == before + 1
    assert AuditEvent.objects.values_list("verb", "actor_id", "fields").get() == (
        "decide",
        edda.pk,
        ["action_category"],
    )


def test_deciding_the_same_again_changes_nothing(review, edda):
    row = make_recommendation(review)
    decide_action(recommendation=row, category=4, by=edda, at=AT)

    decide_action(recommendation=row, category=4, by=edda, at=AT)

    assert RecommendationChange.objects.count() == 1


def test_editor_decides_on_the_page(client, review, edda):
    row = make_recommendation(review, item=7)
    suggest_actions([row.pk])
    client.force_login(edda)

    answer = client.post("/reviews/XAR/4/140.7/action/", {"category": "3"}, follow=True)

    row.refresh_from_db()
    assert row.action_category == 3
    assert "decided by an editor" in answer.content.decode()


def test_nonsense_category_is_refused(client, review, edda):
    row = make_recommendation(review, item=7)
    client.force_login(edda)

    client.post("/reviews/XAR/4/140.7/action/", {"category": "9"})

    row.refresh_from_db()
    assert row.action_category is None


def test_others_may_not_decide(client, review, amina):
    make_recommendation(review, item=7)
    client.force_login(amina)

    assert client.post("/reviews/XAR/4/140.7/action/", {"category": "3"}).status_code == 403
    assert "Decide the action category" not in client.get("/reviews/XAR/4/140.7/").content.decode()


def test_page_marks_a_suggestion_as_one(client, review):
    row = make_recommendation(review, item=7, text="Ratify CAT")
    weak = make_recommendation(review, item=8, text="Adopt it")
    suggest_actions([row.pk, weak.pk])

    page = client.get("/reviews/XAR/4/140.7/").content.decode()

    assert "Specific action" in page
    assert "d-estimate" in page
    assert "weak suggestion" not in page
    assert "weak suggestion" in client.get("/reviews/XAR/4/140.8/").content.decode()
