"""What an import brought stays where a workspace works with it, also where the editor cannot see that it does."""

import io

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from advocacy.models import LineMatch, QuestionMatch
from cycles.models import AdvanceQuestion, ImportRun, Recommendation, RecommendationSource, Theme
from cycles.services import clauses
from cycles.services.hanging import relations, work_on
from cycles.services.undoing import PARTS, refusal
from tests.advocacy.decided import decide as decide_uptake
from tests.advocacy.decided import make_proposal
from tests.advocacy.noted_down import decide as decide_line
from tests.advocacy.noted_down import make_line
from tests.advocacy.pushed import decide, make_priority
from tests.cycles.imported import make_arcadia, take_in
from tests.cycles.test_documents import QUESTIONS, bring_and_apply
from tests.factories import AT, make_workspace
from tests.thematic_lists import make_thematic_list


@pytest.fixture
def arcadia(db):
    return make_arcadia()


@pytest.fixture
def workspace(organisation, arcadia):
    return make_workspace(organisation=organisation, review=arcadia, name="Secret coalition")


@pytest.fixture
def asked(arcadia, edda):
    """An import of three advance questions."""
    return bring_and_apply(QUESTIONS, arcadia, edda, AT)


@pytest.fixture
def listed(arcadia, edda):
    """An import of twelve recommendations."""
    take_in(make_thematic_list(), edda)
    return ImportRun.objects.get()


def touch(workspace, by, count=1):
    proposal = make_proposal(workspace, by)
    for question in AdvanceQuestion.objects.order_by("order")[:count]:
        decide(question, proposal, by)


def undo_page(run):
    return f"{run.get_absolute_url()}undo/"


@pytest.mark.parametrize("count", [1, 2])
def test_questions_that_somebody_works_with_stay(workspace, asked, amina, count):
    touch(workspace, amina, count)

    refused = refusal(asked)

    assert (refused.code, refused.count) == ("in_use", count)


def test_page_says_how_much_rests_on_the_questions_never_whose(client, workspace, asked, amina, edda):
    touch(workspace, amina)
    client.force_login(edda)

    page = client.get(undo_page(asked))
    client.post(undo_page(asked))

    words = "1 rating or other work of an organisation rests on what this import brought. The import stays as it is."
    assert page.context["refusal"] == words
    assert "Secret coalition" not in page.content.decode()
    asked.refresh_from_db()
    assert (asked.status, AdvanceQuestion.objects.count(), QuestionMatch.objects.count()) == ("applied", 3, 1)


def test_command_says_it_too(workspace, asked, amina):
    touch(workspace, amina)

    with pytest.raises(CommandError, match="1 rating or other work of an organisation rests on what this import"):
        call_command("import_record", undo=str(asked.pk), stdout=io.StringIO())

    assert QuestionMatch.objects.count() == 1


def test_questions_that_nobody_works_with_go(client, workspace, asked, edda):
    client.force_login(edda)

    client.post(undo_page(asked))

    assert AdvanceQuestion.objects.count() == 0


def test_decisions_about_recommendations_are_in_the_way(client, workspace, listed, amina, edda):
    first, second = Recommendation.objects.order_by("pk")[:2]
    decide_uptake(make_proposal(workspace, amina), first, amina)
    decide_line(make_line(workspace, amina), second, amina)
    client.force_login(edda)

    client.post(undo_page(listed))

    assert (refusal(listed).code, refusal(listed).count) == ("in_use", 2)
    assert Recommendation.objects.count() == 12
    assert clauses.in_use([first, second]) == {first.pk, second.pk}
    assert LineMatch.objects.get().recommendation == second


def test_theme_that_a_workspace_made_its_own_stays_when_its_import_goes(client, workspace, listed, amina, edda):
    theme = Theme.objects.filter(scheme="ohchr").order_by("pk").first()
    priority = make_priority(workspace, amina, issue=theme)
    client.force_login(edda)

    client.post(undo_page(listed))

    listed.refresh_from_db()
    assert (listed.status, Recommendation.objects.count()) == ("undone", 0)
    assert (list(Theme.objects.all()), listed.undo_data) == ([theme], {"made": {"cycles.theme": [theme.pk]}})
    priority.refresh_from_db()
    assert priority.issue == theme


def test_every_model_with_an_import_is_taken_back():
    own = {
        model for model in apps.get_app_config("cycles").get_models() if "import_run" in {f.name for f in fields(model)}
    }

    assert own == {*PARTS, RecommendationSource}


def test_whatever_hangs_on_rows_of_an_import_is_counted():
    """Walks the fields from their own side, whatever they are called on the other."""
    importable = {*PARTS, Recommendation}
    hanging = {
        (field.related_model, model, field.name)
        for model in apps.get_models()
        if model._meta.app_label != "cycles"
        for field in fields(model)
        if field.related_model in importable
    }

    counted = {(public, one.related_model, one.field.name) for public in importable for one in work_on(public)}

    assert (AdvanceQuestion, QuestionMatch, "question") in hanging
    assert {row for row in counted if row[1]._meta.app_label != "cycles"} == hanging


def test_whatever_hangs_on_a_row_of_the_record_holds_it():
    public = set(apps.get_app_config("cycles").get_models())
    hanging = {
        (field.related_model, model, field.name)
        for model in apps.get_models()
        for field in fields(model)
        if field.related_model in public
    }

    assert {(row, one.related_model, one.field.name) for row in public for one in relations(row)} == hanging


def fields(model):
    return [field for field in model._meta.get_fields() if field.concrete]
