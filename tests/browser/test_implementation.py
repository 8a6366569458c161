"""A coalition of three from ratings to the mid-term report: rate apart, settle, plan, write, report."""

import io
from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from accounts.models import Membership, WorkspaceMember
from implementation.models import Action, FollowUp, Grant, GrantShare, Occasion, Rating
from reminders.models import Deadline
from tests.browser.conftest import look, press, sign_in
from tests.factories import make_member, make_organisation, make_recommendation, make_review, make_workspace

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SETTINGS = [("en", 1280, True), ("ar", 360, True), ("en", 360, False)]
NAMES = {"Ines": "Rights Watch", "Dalia": "Women’s Network", "Joram": "Press Desk"}
LEVELS = {"Ines": "partially", "Dalia": "not_implemented", "Joram": "fully"}
SETTLED = "The law was passed; no court has used it."


@pytest.fixture
def coalition(db):
    """Three organisations in one workspace, the first coordinates; two recommendations."""
    review = make_review()
    ours, *others = (make_organisation(name=name) for name in NAMES.values())
    workspace = make_workspace(organisation=ours, review=review)
    for other in others:
        WorkspaceMember.objects.create(workspace=workspace, organisation=other, role="contributor")
    people = {
        name: make_member(organisation, role=Membership.Role.OWNER, name=name)
        for name, organisation in zip(NAMES, (ours, *others), strict=True)
    }
    for item in (7, 12):
        make_recommendation(review, item=item, text=f"Adopt law number {item}")
    return SimpleNamespace(workspace=workspace, people=people, home=f"/workspaces/{workspace.pk}/")


def rate_apart(pages, look_at, home):
    """The coordinator decides that each rates for itself; each does, differently."""
    ines = pages["Ines"]
    ines.goto(f"{home}ratings/rules/")
    look_at(ines)
    ines.check("[name=rates_apart]")
    press(ines)
    look_at(ines)
    for name, page in pages.items():
        page.goto(f"{home}ratings/?at=140.7")
        look_at(page)
        page.check(f"[name=level][value={LEVELS[name]}]")
        page.fill("[name=note]", f"{name} says so.")
        page.click("form[data-rate] button.main")
        page.wait_for_selector("form[data-rate]:not(:has([name=level]:checked))")
    assert Rating.objects.current().count() == 3


def ask_mechanism(page, look_at, home):
    """A meeting of the State's follow-up mechanism, written down afterwards."""
    page.goto(f"{home}mechanism/")
    look_at(page)
    press(page, "main a.btn.main")
    look_at(page)
    page.fill("[name=title]", "First round")
    page.fill("[name=date]", "2026-03-01")
    page.fill("[name=said]", "A bill was announced.")
    press(page)
    look_at(page)
    page.goto(f"{home}mechanism/")
    look_at(page)
    assert Occasion.objects.get().said == "A bill was announced."


def settle(page, look_at, home):
    page.goto(f"{home}ratings/differences/")
    look_at(page)
    press(page, "main .recs a.btn")
    look_at(page)
    page.check("[name=level][value=partially]")
    page.fill("[name=note]", SETTLED)
    press(page)
    look_at(page)
    assert Rating.objects.counted().get().note == SETTLED


def plan(page, look_at, home, day):
    """An action with a day and a price, and a grant that pays a part of it."""
    page.goto(f"{home}plan/")
    look_at(page)
    press(page, "main a.btn.main")
    look_at(page)
    page.fill("[name=title]", "Train judges")
    page.fill("[name=numbers]", "140.7, 140.12")
    page.fill("[name=end_date]", day.isoformat())
    page.click("main form details:last-of-type summary")
    page.fill("[name=budget]", "5000")
    press(page)
    look_at(page)
    action = Action.objects.get()
    assert Deadline.objects.get(key=action.deadline_key).date == day

    page.goto(f"{home}plan/")
    look_at(page)

    page.goto(f"{home}funding/?view=grants")
    press(page, "main a.btn.main")
    look_at(page)
    page.fill("[name=title]", "Justice grant")
    page.fill("[name=funder]", "Foundation")
    page.fill("[name=amount]", "3000")
    press(page)
    look_at(page)
    press(page, "main a.btn.main")
    look_at(page)
    page.select_option("[name=action]", str(action.pk))
    page.fill("[name=amount]", "2000")
    press(page)
    look_at(page)
    assert (GrantShare.objects.get().action, Grant.objects.get().amount) == (action, 3000)
    page.goto(f"{home}funding/")
    look_at(page)
    cells = page.locator("tbody tr").first.locator("td").all_inner_texts()
    assert [int("".join(sign for sign in cell if sign.isdigit())) for cell in cells[1:]] == [5000, 2000, 0, 3000]


def write_to_ministry(page, look_at, home, language):
    """The letter that another organisation drafts; answers the file."""
    page.goto(f"{home}follow-up/create/")
    look_at(page)
    page.select_option("[name=kind]", "letter")
    page.fill("[name=title]", "The law on courts")
    page.fill("[name=body]", "Ministry of Justice")
    page.fill("[name=numbers]", "140.7")
    press(page)
    look_at(page)
    assert page.url.endswith(FollowUp.objects.get().get_absolute_url())
    page.check(f"[name=language][value={language}]")
    with page.expect_download() as download:
        page.click("form.panel button.main")
    return download.value.path().read_bytes()


def report(page, look_at, home, language, file_format):
    """Made from the list of reports; answers the file."""
    page.goto(f"{home}reports/")
    look_at(page)
    page.check(f"[name=language][value={language}]")
    page.check(f"[name=file_format][value={file_format}]")
    press(page)
    look_at(page)
    with page.expect_download() as download:
        page.click("main a[href$='/file/']")
    return download.value.path().read_bytes()


@pytest.mark.parametrize(("language", "width", "script"), SETTINGS)
def test_a_coalition_from_ratings_to_the_report(visit, coalition, language, width, script):
    look_at = partial(look, script=script, width=width)
    pages = {name: visit(language, width, script) for name in NAMES}
    for name, page in pages.items():
        sign_in(page, coalition.people[name], Client())
    home = coalition.home

    rate_apart(pages, look_at, home)
    settle(pages["Ines"], look_at, home)
    plan(pages["Ines"], look_at, home, timezone.localdate() + timedelta(days=60))
    ask_mechanism(pages["Joram"], look_at, home)
    letter = write_to_ministry(pages["Dalia"], look_at, home, language)
    made = {kind: report(pages["Joram"], look_at, home, language, kind) for kind in ("pdf", "docx")}

    cells = [cell.text for table in Document(io.BytesIO(letter)).tables for row in table.rows for cell in row.cells]
    assert "Adopt law number 7" in cells
    pdf = PdfReader(io.BytesIO(made["pdf"]))
    assert pdf.trailer["/Root"]["/Lang"] == language
    assert SETTLED in " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    word = Document(io.BytesIO(made["docx"]))
    said = [one.text for one in word.paragraphs]
    said += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert SETTLED in "\n".join(said)
