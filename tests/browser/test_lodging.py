"""Three organisations, three browsers, one joint submission: from its first paragraph to what OHCHR is handed."""

from functools import partial

import pytest
from django.test import Client

from accounts.models import Membership, WorkspaceMember
from submissions.models import LodgedVersion, NameDecision, Paragraph, Signature, Submission
from tests.browser.conftest import look, press, sign_in
from tests.factories import make_member, make_organisation, make_review, make_workspace

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SETTINGS = [("en", 1280, True), ("fr", 360, False), ("ar", 360, True)]
# Of three hands; each text names one person, whom a machine finds in two of the languages.
TEXTS = {
    "en": ("Judge Maria Silva saw nobody.", "The ministry did not answer.", "People ask for a law."),
    "fr": ("Mme Maria Silva n’a vu personne.", "Le ministère n’a pas répondu.", "Les gens demandent une loi."),
    "ar": ("القاضية مارية لم تر أحدا.", "لم ترد الوزارة.", "الناس يطالبون بقانون."),
}
TITLES = {"en": "Report on prisons", "fr": "Rapport sur les prisons", "ar": "تقرير عن السجون"}


@pytest.fixture
def people(db):
    owners = [
        make_member(make_organisation(name=name), role=Membership.Role.OWNER, name=name)
        for name in ("Rights Watch", "Delta Women", "Press Desk")
    ]
    first, *others = [Membership.objects.get(user=owner).organisation for owner in owners]
    workspace = make_workspace(organisation=first, review=make_review())
    for other in others:
        WorkspaceMember.objects.create(workspace=workspace, organisation=other)
    return workspace, owners


def begin(page, workspace, language):
    page.goto(f"/workspaces/{workspace.pk}/submissions/new/")
    page.fill("[name=title]", TITLES[language])
    page.select_option("[name=language]", language)
    press(page)
    return Submission.objects.get().get_absolute_url()


def write(page, here, text):
    page.goto(here)
    press(page, "main a[href$='/paragraphs/new/']")
    page.fill("[name=text]", text)
    press(page)


def sign(page, here, alias=""):
    page.goto(f"{here}sign-off/")
    page.check("[value=signed]")
    page.fill("[name=alias]", alias)
    press(page)


def decide(page, look_at, here):
    """Each name one by one: nothing is chosen beforehand."""
    page.goto(f"{here}names/")
    look_at(page)
    assert page.locator("input[type=radio]:checked").count() == 0
    for choice in page.locator("input[type=radio][value=nobody]").all():
        choice.check()
    press(page)
    look_at(page)


def lodge(page, look_at, here):
    page.goto(f"{here}lodge/")
    look_at(page)
    page.fill("[name=registration]", "R-53-7")
    press(page)
    look_at(page)


@pytest.mark.parametrize(("language", "width", "script"), SETTINGS)
def test_three_write_sign_and_lodge(visit, people, language, width, script):
    workspace, owners = people
    look_at = partial(look, script=script, width=width)
    pages = [visit(language, width, script) for _owner in owners]
    for page, owner in zip(pages, owners, strict=True):
        sign_in(page, owner, Client())
    ours, second, third = pages

    here = begin(ours, workspace, language)
    for page, text in zip(pages, TEXTS[language], strict=True):
        write(page, here, text)
    for page, alias in zip(pages, ("", "R-7", ""), strict=True):
        sign(page, here, alias)
    assert (Paragraph.objects.count(), Signature.objects.signed().count()) == (3, 3)

    # Before the names are decided, nothing is handed out or lodged.
    ours.goto(f"{here}lodge/")
    assert ours.locator("[name=registration]").count() == 0
    assert ours.goto(f"{here}for-lodging.docx").status == 409
    decide(second, look_at, here)
    assert NameDecision.objects.standing().count() > 0
    ours.goto(here)
    press(ours, "form[action$='/close/'] button")
    lodge(ours, look_at, here)

    version = LodgedVersion.objects.get()
    assert version.registration == "R-53-7"
    assert [one["name"] for one in version.content["signatories"]] == ["Rights Watch", "R-7", "Press Desk"]
    texts = [one["text"] for part in version.content["parts"] for one in part["paragraphs"]]
    assert texts == list(TEXTS[language])
    # Whoever signed sees it, and nobody writes any more.
    third.goto(f"{here}sign-off/")
    look_at(third)
    assert third.locator(f"a[href='{version.get_absolute_url()}']").count() == 1
    assert third.locator("main form").count() == 0
    third.goto(here)
    assert third.locator("main a[href$='/paragraphs/new/']").count() == 0
