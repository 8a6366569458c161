"""Bringing in documents as an editor does it: doubts answered, columns named, lists checked, imports taken back."""

from functools import partial

import pytest
from playwright.sync_api import expect

from cycles.models import ImportRun, Recommendation
from tests.browser.conftest import look, press, sign_in
from tests.cycles.exports import bring as import_export
from tests.cycles.exports import dump, upr_info
from tests.cycles.imported import make_arcadia
from tests.factories import make_recommendation, make_user

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SETTINGS = [("en", 1280, True), ("ar", 360, True), ("en", 360, False)]
RATIFY = "Ratify the Optional Protocol to the Convention against Torture"
PLAN = "Adopt a national action plan against trafficking in persons, in particular women and children"
ARCADIA = "Arcadia"
ASKED = ((RATIFY, "France"), (PLAN, "Chile"))


@pytest.fixture
def review(db):
    return make_arcadia()


@pytest.fixture
def editor(db):
    return make_user(name="Edda", is_record_editor=True)


def bring(page, path):
    page.goto("/imports/create/")
    page.set_input_files("[type=file]", path)
    press(page)


@pytest.mark.parametrize(("language", "width", "script"), SETTINGS)
def test_doubts_are_answered_confirmed_and_taken_back(visit, client, tmp_path, review, editor, language, width, script):
    """One row is the second of two near twins, one is new: asked one after the other, then written, then undone."""
    twins = ((f"{text} {when}", state) for text, state in ASKED for when in ("soon", "now"))
    import_export(upr_info(*((ARCADIA, text, state, "Accepted", "5", "", "48") for text, state in twins)))
    before = dump()
    export = tmp_path / "export.csv"
    export.write_bytes(upr_info(*((ARCADIA, text, state, "Accepted", "5", "", "48") for text, state in ASKED)))
    page = visit(language, width, script)
    sign_in(page, editor, client)
    look_at = partial(look, page, script, width)

    bring(page, export)
    look_at()
    questions = page.locator("form[action$='/answer/'] fieldset")
    assert questions.count() == 2
    assert page.locator("form[action$='/apply/']").count() == 0
    marked = questions.nth(0).locator("ins").all_inner_texts()

    press(page, "form[action$='/answer/'] button")
    look_at()
    assert ImportRun.objects.get(created_by=editor).answers == {}
    questions.nth(0).locator("label.pick").nth(1).click()
    press(page, "form[action$='/answer/'] button")
    look_at()
    assert questions.count() == 1
    questions.nth(0).locator("label.pick").last.click()
    press(page, "form[action$='/answer/'] button")
    look_at()

    press(page, "form[action$='/apply/'] button")
    look_at()
    counts = Recommendation.objects.count(), ImportRun.objects.get(created_by=editor).sources.count()
    page.goto(ImportRun.objects.get(created_by=editor).get_absolute_url())
    press(page, "a[href$='/undo/']")
    look_at()
    press(page)
    look_at()

    assert sorted(marked) == ["now", "soon"]
    assert counts == (5, 2)
    assert ImportRun.objects.get(created_by=editor).status == "undone"
    assert dump() == before


@pytest.mark.parametrize(("language", "width", "script"), SETTINGS)
def test_columns_are_named_and_named_again(visit, client, tmp_path, review, editor, language, width, script):
    """An export of Uwazi whose columns have French names; the first choice takes the title for the text."""
    export = tmp_path / "uwazi.csv"
    export.write_text(
        "Titre,Recommandation,Pays examiné,Pays auteur,Réponse,Thèmes,Session\n"
        f"r1,{RATIFY},{ARCADIA},France,Supported,Detention|Impunity,48 - January 2025\n"
        f'r2,"{PLAN}",{ARCADIA},Chile,Noted,Trafficking,48 - January 2025\n',
        encoding="utf-8",
    )
    page = visit(language, width, script)
    sign_in(page, editor, client)
    look_at = partial(look, page, script, width)

    bring(page, export)
    look_at()
    assert page.locator("[name=state] option[value='Pays examiné']").inner_text() == f"Pays examiné: {ARCADIA}"
    first = {"text": "Titre", "state": "Pays examiné", "recommending_state": "Pays auteur", "response": "Réponse"}
    for role, heading in first.items():
        page.select_option(f"[name={role}]", heading)
    press(page, "form[action$='/columns/'] button")
    look_at()

    page.click("main details:has(form[action$='/columns/']) > summary")
    page.select_option("[name=text]", "Recommandation")
    page.select_option("[name=issues]", "Thèmes")
    press(page, "form[action$='/columns/'] button")
    look_at()
    press(page, "form[action$='/apply/'] button")
    look_at()

    told = Recommendation.objects.order_by("serial").values_list("text", "position")
    assert list(told) == [(RATIFY, "supported"), (PLAN, "noted")]


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 360)])
def test_lists_are_checked_as_one_types(visit, client, review, editor, language, width):
    """Twelve recommendations; what is missing, twice or unknown is said before anything is sent."""
    for item in range(1, 13):
        make_recommendation(review, paragraph=120, item=item, position="pending")
    page = visit(language, width, True)
    sign_in(page, editor, client)
    look_at = partial(look, page, True, width)
    check = page.locator("[data-check]")

    page.goto("/reviews/XAR/4/answers/")
    look_at()
    press(page)
    look_at()
    page.fill("[name=supported]", "120.1-7, 9")
    page.fill("[name=noted]", "120.9, 120.10 and 120.700")
    expect(check.locator(".figure")).to_have_text("8 + 3 = 11")
    look_at()
    assert check.locator("dd").all_inner_texts() == ["120.8, 120.11–12", "120.9", "120.700"] or language == "ar"
    assert page.locator("form .notice.bad").count() == 0

    page.fill("[name=supported]", "120.1-8")
    page.fill("[name=noted]", "120.9-12")
    expect(check.locator(".mark.full")).to_be_visible()
    look_at()
    assert check.locator(".figure").inner_text() == "8 + 4 = 12"
    assert ImportRun.objects.count() == 0
    press(page)
    look_at()
    press(page, "form[action$='/apply/'] button")
    look_at()

    kinds = Recommendation.objects.order_by("item").values_list("position", flat=True)
    assert list(kinds) == ["supported"] * 8 + ["noted"] * 4
