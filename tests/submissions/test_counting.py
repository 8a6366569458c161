"""Words counted as Word counts them, notes apart."""

import pytest

from submissions.counting import Count, count
from submissions.models import SubmissionRule
from submissions.rule_facts import from_file, limit_of, rules_of
from tests.factories import make_review
from tests.submissions.drafted import load_rules


@pytest.mark.parametrize(
    ("text", "words", "notes"),
    [
        ("The State has not answered.", 5, 0),
        ("**The** *State*", 2, 0),
        ("- one\n- two\n\n1. three", 3, 0),
        ("Held for 90 days[^1] in all.\n\n[^1]: Report 2026, p. 4", 6, 4),
        ("l’État n’a pas répondu", 4, 0),
        ("الدولة لم ترد على الرسائل", 5, 0),
        ("国家没有回答", 6, 0),
        ("Государство не ответило", 3, 0),
        ("El Estado no respondió – otra vez", 7, 0),
        ("", 0, 0),
    ],
)
def test_words_are_what_stands_between_spaces(text, words, notes):
    assert count(text) == Count(words, notes)


def test_writing_without_spaces_is_said_to_be_rough():
    assert count("สิทธิมนุษยชน").is_rough
    assert not count("rights").is_rough


def test_the_rules_are_rows_and_a_cycle_may_have_its_own(db):
    review = make_review()
    load_rules()
    joint = SubmissionRule.objects.get(key="word_limit_joint", cycle=None)
    assert (joint.value, joint.binding, joint.source) == (
        "5630",
        "yes",
        "UPR Info FR news 1 Nov 2011 (replaced 10 pages)",
    )
    assert SubmissionRule.objects.count() == len(from_file()) == 30
    SubmissionRule.objects.create(key="word_limit_joint", cycle=review.cycle, value="6000", binding="yes")

    rules = rules_of(SubmissionRule.objects.of_cycle(review.cycle_id))

    assert (limit_of(rules, "joint").number, limit_of(rules, "individual").number) == (6000, 2815)
    assert rules["word_limit_joint"].is_cycles_own
    assert limit_of(rules_of([]), "joint").number == 5630
