"""The pages and files of the action strategy plan."""

import io
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from implementation.models import Action, ActionStrategyPlan
from implementation.plan_columns import COLUMNS
from implementation.plan_files import PlanDocument, render_html, render_pdf, render_word
from implementation.plan_lines import plan_page
from reminders.models import Deadline
from tests.factories import make_recommendation, make_workspace
from tests.implementation.planned import make_action

READ = ("action_list", "plan_pdf", "plan_word", "plan_xlsx", "action_detail")
WRITE = ("plan_edit", "action_create", "action_edit", "action_move", "action_delete")
OF_ACTION = ("action_detail", "action_edit", "action_move", "action_delete")


def address(name, workspace, action=None):
    return reverse(f"implementation:{name}", args=[action.pk if name in OF_ACTION else workspace.pk])


def words(**more):
    return {"title": "Meet the ministry", "status": "planned", "holder": "", "key": uuid4()} | more


@pytest.fixture
def action(workspace, amina, review):
    return make_action(workspace, amina, [make_recommendation(review, item=7)], title="Train the police")


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_strangers_do_not_learn_of_the_plan(client, workspace, action, chidi, name):
    client.force_login(chidi)

    assert client.get(address(name, workspace, action)).status_code == (405 if name == "action_move" else 404)
    assert client.post(address(name, workspace, action)).status_code == (405 if name in READ else 404)


@pytest.mark.parametrize("name", READ)
def test_members_read(client, workspace, action, bruno, name):
    client.force_login(bruno)

    assert client.get(address(name, workspace, action)).status_code == 200


@pytest.mark.parametrize("name", WRITE)
def test_readers_do_not_write(client, workspace, action, bruno, name):
    client.force_login(bruno)

    assert client.post(address(name, workspace, action), words(to="done")).status_code == 403
    assert list(Action.objects.values_list("title", "status")) == [("Train the police", "planned")]


def test_an_action_is_put_into_the_plan_with_everything(client, workspace, review, amina, organisation):
    make_recommendation(review, item=7)
    make_recommendation(review, item=12)
    client.force_login(amina)
    said = words(
        numbers="140.7, 140.12",
        cluster="Police",
        holder=f"organisation:{organisation.pk}",
        start_date="2027-01-01",
        end_date="2027-06-30",
        partner_kinds=["ministry", "donor"],
        partners="UNDP",
        budget="12500.50",
        committed="2500",
        funding_source="Embassy of X",
        state_measures="A circular",
    )

    answer = client.post(address("action_create", workspace), said)

    made = Action.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert [row.number for row in made.recommendations.in_order()] == ["140.7", "140.12"]
    assert (made.organisation, made.budget, made.committed) == (organisation, Decimal("12500.50"), Decimal("2500"))
    assert made.partner_kinds == ["ministry", "donor"]


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"title": ""}, "title", "Write what is to be done."),
        ({"numbers": "140.7 999.1"}, "numbers", "No recommendation of this review has this number: 999.1"),
        ({"numbers": "police"}, "numbers", "No recommendation of this review has this number: police"),
        ({"budget": "much"}, "budget", "This is no amount. Write it as 12500 or 12500.50, without a sign."),
        ({"budget": "-3"}, "budget", "An amount cannot be less than zero."),
        (
            {"start_date": "2027-02-01", "end_date": "2027-01-01"},
            "end_date",
            "This is before the first day. Check both days.",
        ),
        ({"end_date": "soon"}, "end_date", "This is no day of the calendar. Write it as 2027-04-02."),
    ],
)
def test_bad_input_is_answered_at_its_field_and_nothing_is_lost(client, workspace, review, amina, wrong, field, said):
    make_recommendation(review, item=7)
    client.force_login(amina)

    answer = client.post(address("action_create", workspace), words(cluster="Police") | wrong)

    assert answer.context["form"].errors == {field: [said]}
    assert 'value="Police"' in answer.content.decode()
    assert Action.objects.count() == 0


def test_a_conflict_shows_both_and_the_second_press_saves(client, workspace, action, amina):
    client.force_login(amina)
    mine = words(title="Mine", seen=action.version)
    Action.objects.update(title="Theirs", changed_at=timezone.now())

    answer = client.post(address("action_edit", workspace, action), mine)
    page = answer.content.decode()
    assert (answer.status_code, "Theirs" in page, 'value="Mine"' in page) == (409, True, True)

    again = client.post(
        address("action_edit", workspace, action), mine | {"seen": answer.context["form"]["seen"].value()}
    )
    assert (again.status_code, Action.objects.get().title) == (302, "Mine")


def test_buttons_of_the_board_move_an_action(client, workspace, action, amina):
    client.force_login(amina)

    answer = client.post(address("action_move", workspace, action), {"to": "done", "board": "on"})

    assert answer.headers["Location"] == f"{address('action_list', workspace)}?view=board"
    assert Action.objects.get().status == "done"
    assert client.post(address("action_move", workspace, action), {"to": "elsewhere"}).status_code == 404


@pytest.mark.parametrize("view", ["table", "board", "time", "nonsense"])
def test_every_view_shows_what_is_late(client, workspace, amina, view):
    make_action(workspace, amina, title="Too late", end_date=timezone.localdate() - timedelta(days=1))
    client.force_login(amina)

    answer = client.get(address("action_list", workspace), {"view": view})

    page = answer.content.decode()
    assert ("1 action is late." in page, "Too late" in page, "s-warn" in page) == (True, True, True)
    assert answer.context["view"] == ("table" if view == "nonsense" else view)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(
    client, workspace, review, amina, number, django_assert_num_queries
):
    for item in range(number):
        make_action(workspace, amina, [make_recommendation(review, item=item + 1)], person=amina)
    client.force_login(amina)
    client.get(address("action_list", workspace))

    with django_assert_num_queries(QUERIES):
        client.get(address("action_list", workspace))


QUERIES = 16


def test_the_plan_has_words_and_a_currency_of_its_own(client, workspace, amina):
    client.force_login(amina)
    page = address("plan_edit", workspace)

    wrong = client.post(page, {"title": "Plan", "currency": "Euro"})
    client.post(page, {"title": "Our plan", "introduction": "Why", "currency": "eur"})

    assert wrong.status_code == 200
    plan = ActionStrategyPlan.objects.get()
    assert (plan.title, plan.introduction, plan.currency) == ("Our plan", "Why", "EUR")


def test_from_a_recommendation_into_the_one_workspace(client, workspace, review, amina, organisation, chidi):
    row = make_recommendation(review, item=7)
    start = f"{reverse('implementation:action_start')}?recommendation={row.key}"
    client.force_login(amina)

    straight = client.get(start)
    assert straight.headers["Location"] == f"{address('action_create', workspace)}?recommendation=140.7"
    assert 'value="140.7"' in client.get(straight.headers["Location"]).content.decode()
    assert start.replace("&", "&amp;") in client.get(row.get_absolute_url()).content.decode()

    other = make_workspace(organisation=organisation, review=review)
    assert client.get(start).context["workspaces"] == sorted([workspace, other], key=lambda one: one.name)
    client.force_login(chidi)
    assert client.get(start).context["workspaces"] == []
    assert client.get(f"{reverse('implementation:action_start')}?recommendation=x").status_code == 404


def test_the_public_page_offers_no_action_to_visitors(client, review):
    row = make_recommendation(review, item=7)

    assert "actions/start" not in client.get(row.get_absolute_url()).content.decode()


def full_plan(workspace, amina, review):
    rows = [make_recommendation(review, item=7)]
    make_action(
        workspace,
        amina,
        rows,
        title="=1+1",
        cluster="Police",
        end_date=date(2026, 1, 31),
        budget=Decimal("1000"),
        committed=Decimal("250.5"),
        partner_kinds=["nhri"],
        partners="Commission",
        indicator="تدريب الشرطة",
    )
    return plan_page(workspace=workspace, user=amina, on=date(2026, 3, 1))


def test_the_workbook_has_every_column_and_runs_no_formula(client, workspace, review, amina):
    full_plan(workspace, amina, review)
    client.force_login(amina)

    answer = client.get(address("plan_xlsx", workspace))

    sheet = load_workbook(io.BytesIO(b"".join(answer)))["Action strategy plan"]
    head, row = ([cell.value for cell in cells] for cells in sheet.iter_rows())
    found = dict(zip(head, row, strict=True))
    assert len(head) == len(COLUMNS) == 23
    assert (found["Action"], found["Budget"], found["Funding gap"]) == ("'=1+1", 1000, 749.5)
    assert (found["Recommendations"], found["Until"]) == ("140.7", "31 January 2026")
    assert found["Partners"] == "National human rights institution; Commission"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_files_hold_exactly_what_the_filters_show(client, workspace, amina):
    make_action(workspace, amina, title="One", cluster="A")
    make_action(workspace, amina, title="Two", cluster="B")
    client.force_login(amina)

    answer = client.get(address("plan_xlsx", workspace), {"cluster": "B"})

    sheet = load_workbook(io.BytesIO(b"".join(answer)))["Action strategy plan"]
    assert [cell.value for cell in sheet["E"]] == ["Action", "Two"]


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_the_pdf_is_tagged_and_says_everything(workspace, review, amina, language, direction):
    with translation.override(language):
        document = PlanDocument(workspace, full_plan(workspace, amina, review))
        html, content = render_html(document), render_pdf(document)

    assert f'<html lang="{language}" dir="{direction}">' in html
    assert '<td dir="rtl">تدريب الشرطة</td>' in html
    pdf = PdfReader(io.BytesIO(content))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "=1+1" in "".join(page.extract_text() for page in pdf.pages)


def test_the_word_file_says_everything(workspace, review, amina):
    file = Document(io.BytesIO(render_word(PlanDocument(workspace, full_plan(workspace, amina, review)))))

    said = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert "749.50 USD" in said
    assert "National human rights institution; Commission" in said
    assert [one.text for one in file.paragraphs if one.style.name.startswith("Heading")] == ["Police", "=1+1"]


def test_programs_read_the_actions_of_their_workspace(client, workspace, review, amina, chidi):
    row = make_recommendation(review, item=7)
    made = make_action(workspace, amina, [row], budget=Decimal(10), committed=Decimal(4))
    make_action(workspace, amina, title="Other", status="done")
    address = f"/api/v1/workspaces/{workspace.pk}/actions/"
    client.force_login(amina)

    found = client.get(address, {"recommendation": row.key}).json()["results"]
    assert [(one["id"], one["gap"], one["recommendations"]) for one in found] == [(str(made.pk), "6.00", [row.key])]
    assert [one["title"] for one in client.get(address, {"status": "done"}).json()["results"]] == ["Other"]
    client.force_login(chidi)
    assert client.get(address).status_code == 404


def test_the_deadline_of_an_action_says_that_the_action_is_closed_elsewhere(client, workspace, amina):
    action = make_action(workspace, amina, end_date=timezone.localdate() + timedelta(days=30))
    client.force_login(amina)

    page = client.get(Deadline.objects.get().get_absolute_url()).content.decode()

    assert "This ends the reminders only." in page
    assert f'<a href="{action.get_absolute_url()}"><bdi>Train the police</bdi></a>' in page


def test_the_pdf_and_the_word_file_say_where_nobody_carries_an_action(workspace, amina):
    make_action(workspace, amina)
    document = PlanDocument(workspace, plan_page(workspace=workspace, user=amina, on=timezone.localdate()))

    assert "<td><bdi>nobody yet</bdi></td>" in render_html(document)
    cells = [cell.text for cell in Document(io.BytesIO(render_word(document))).tables[0].rows[1].cells]
    assert cells[1] == "nobody yet"


def test_on_phones_the_columns_of_the_table_keep_their_names(client, workspace, amina):
    make_action(workspace, amina)
    client.force_login(amina)

    page = client.get(address("action_list", workspace)).content.decode()

    heads = ("Recommendations", "Who carries it", "Until", "Status", "Funding gap")
    assert [f'data-label="{head}"' in page for head in heads] == [True] * 5
