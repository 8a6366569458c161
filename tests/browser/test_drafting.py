"""Two organisations, two browsers, one paragraph: both write, nothing is lost, both sign."""

import re
from functools import partial

import pytest
from django.test import Client

from accounts.models import Membership, WorkspaceMember
from submissions.models import KeptText, Paragraph, Signature, Submission
from tests.browser.conftest import look, press, sign_in
from tests.factories import make_member, make_organisation, make_review, make_workspace

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SETTINGS = [("en", 1280, True), ("ar", 360, True), ("en", 360, False)]
TEXT = "Of 1,722 people held for more than a year none has seen a judge. The ministry has not answered."


@pytest.fixture
def people(db):
    first, second = make_organisation(name="Rights Watch"), make_organisation(name="Delta Women")
    workspace = make_workspace(organisation=first, review=make_review())
    WorkspaceMember.objects.create(workspace=workspace, organisation=second)
    owners = [make_member(one, role=Membership.Role.OWNER, name=one.name) for one in (first, second)]
    return workspace, *owners


def begin(page, look_at, workspace):
    """From the menu to the first paragraph; answers where it is written."""
    page.goto(f"/workspaces/{workspace.pk}/submissions/")
    look_at(page)
    press(page, "main a.btn.main")
    page.fill("[name=title]", "Joint submission on Arcadia")
    look_at(page)
    press(page)
    look_at(page)
    press(page, "main a[href$='/paragraphs/new/']")
    look_at(page)
    page.fill("[name=text]", TEXT)
    press(page)
    look_at(page)
    assert page.inner_text(".para .record").strip() == TEXT
    return f"/submissions/paragraphs/{Paragraph.objects.get().pk}/"


def rewrite(page, was, becomes):
    box = page.locator("form [name=text]:not([type=hidden])")
    box.fill(box.input_value().replace(was, becomes))
    press(page)


def sign(page, look_at):
    page.goto(f"{Submission.objects.get().get_absolute_url()}sign-off/")
    look_at(page)
    page.check("[value=signed]")
    press(page)
    look_at(page)


@pytest.mark.parametrize(("language", "width", "script"), SETTINGS)
def test_two_write_one_paragraph_and_sign(visit, people, language, width, script):
    workspace, ines, dalia = people
    look_at = partial(look, script=script, width=width)
    here, there = (visit(language, width, script) for _person in range(2))
    sign_in(here, ines, Client())
    sign_in(there, dalia, Client())
    place = begin(here, look_at, workspace)

    # Both have it open: what they change apart from each other is joined.
    for page in (here, there):
        page.goto(f"{place}edit/")
        look_at(page)
    rewrite(here, "people", "men and women")
    rewrite(there, "The ministry", "The Ministry of Justice")
    look_at(there)
    joined = TEXT.replace("people", "men and women").replace("The ministry", "The Ministry of Justice")
    assert Paragraph.objects.get().text == joined

    # The same words: both texts are shown, and a third is written.
    for page in (here, there):
        page.goto(f"{place}edit/")
    rewrite(here, "none has seen a judge", "612 are in Port Selene")
    rewrite(there, "none has seen a judge", "one in three is alone")
    look_at(there)
    assert there.locator(".version ins").count() > 0
    assert "one in three is alone" in there.locator("form [name=text]:not([type=hidden])").input_value()
    rewrite(there, "one in three is alone", "612 are in Port Selene, one in three alone")
    look_at(there)
    assert re.search("612 are in Port Selene, one in three alone", Paragraph.objects.get().text)
    assert KeptText.objects.open().count() == 0

    for page in (here, there):
        sign(page, look_at)
    assert Signature.objects.signed().count() == 2
    for name in ("", "check/", "rules/", "bin/", "numbers/", "edit/"):
        here.goto(f"{Submission.objects.get().get_absolute_url()}{name}")
        look_at(here)
    for name in ("", "versions/", "move/", "split/"):
        here.goto(f"{place}{name}")
        look_at(here)
