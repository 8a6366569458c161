"""Templates of submissions, the questions beside a section, and what was proposed on its issue before."""

from uuid import uuid4

import pytest
from django.urls import reverse

from cycles.models import Cycle
from submissions.models import PriorityIssue, ProposedRecommendation, Section, Submission
from submissions.past import proposed_before
from submissions.templates_of_texts import questions_for, templates
from tests.factories import make_review, make_workspace
from tests.submissions.drafted import make_submission
from tests.submissions.prepared import make_issue, make_prepared


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh"])
def test_every_template_is_written_in_our_languages(language):
    assert len(templates(language)) == 8
    for template, english in zip(templates(language).values(), templates("en").values(), strict=True):
        assert language == "en" or template.name != english.name
        assert {one.kind for one in template.sections} <= set(Section.Kind.values)
        assert len({one.title for one in template.sections}) == len(template.sections)
        for one in template.sections:
            assert len(one.title) <= 200
            asked = questions_for(Section(kind=one.kind, title=one.title), language)
            assert asked
            assert all(question.rstrip().endswith(("?", "؟", "？", ".")) for question in asked)


def test_a_submission_begins_with_the_sections_of_its_template_in_its_language(client, workspace, amina):
    client.force_login(amina)
    words = {"title": "Sur l’Arcadie", "kind": "nhri", "language": "fr", "template": "nhri", "key": uuid4()}

    client.post(reverse("submissions:submission_create", args=[workspace.pk]), words)

    made = Submission.objects.get()
    assert [(one.kind, one.title) for one in made.sections.in_order()] == [
        ("introduction", "L’institution et son mandat"),
        ("follow_up", "Suivi de l’examen précédent"),
        ("theme", "Coopération de l’État avec l’institution"),
        ("theme", "Thème"),
        ("conclusion", "Conclusion"),
    ]
    first = made.sections.in_order().first()
    page = client.get(reverse("submissions:paragraph_create", args=[first.pk]))
    assert page.context["questions"][0] == "Par quelle loi existez-vous, avec quel statut d’accréditation ?"
    assert "Par quelle loi existez-vous" in page.content.decode()


def test_without_a_template_it_begins_with_the_usual_five_and_a_renamed_section_keeps_questions(
    client, workspace, amina
):
    client.force_login(amina)
    words = {"title": "On Arcadia", "kind": "joint", "language": "en", "template": "", "key": uuid4()}

    client.post(reverse("submissions:submission_create", args=[workspace.pk]), words)

    sections = list(Submission.objects.get().sections.in_order())
    assert [one.kind for one in sections] == ["introduction", "method", "follow_up", "theme", "conclusion"]
    renamed = Section(kind="theme", title="Port Selene")
    assert questions_for(renamed, "en")[1] == "Which law or treaty says otherwise?"


def test_what_was_proposed_on_the_issue_at_an_earlier_review_stands_beside_the_section(
    client, workspace, organisation, amina, chidi
):
    Cycle.objects.get_or_create(number=3, defaults={"first_session": 27, "last_session": 40})
    state = workspace.review.state_under_review
    before = make_workspace(organisation=organisation, review=make_review(state, cycle=3))
    issue = make_issue()
    words = {"issue": issue, "title": "Torture"}
    old = make_prepared(PriorityIssue, before, amina, **words)
    now = make_prepared(PriorityIssue, workspace, amina, **words)
    kept = make_prepared(ProposedRecommendation, before, amina, priority_issue=old, text_en="Ratify the protocol")
    make_prepared(ProposedRecommendation, workspace, amina, priority_issue=now, text_en="Of today")
    section = Section.objects.get(submission=make_submission(workspace, amina), kind="theme")
    section.issue = issue
    section.save()
    client.force_login(amina)

    page = client.get(reverse("submissions:section_edit", args=[section.pk]))

    assert page.context["proposed"] == [kept]
    assert "Ratify the protocol" in page.content.decode()
    assert proposed_before(workspace, issue_id=issue.pk, user=chidi) == []
    assert proposed_before(workspace, issue_id=None, user=amina) == []
