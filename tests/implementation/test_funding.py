"""Funding: services, sums, pages and files."""

import io
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from common.models import AuditEvent
from implementation.funding_sums import UNSHARED, book_of
from implementation.models import Action, FundingCall, FundingNeed, Grant, GrantShare, Spending
from implementation.plan_lines import plan_page
from implementation.services import funding
from implementation.services.kept_rows import ChangedMeanwhile
from reminders.models import Deadline
from tests.factories import make_organisation, make_workspace
from tests.implementation.planned import make_action, make_funding

DAY = date(2027, 4, 2)
KINDS = {
    "need": FundingNeed,
    "funding_call": FundingCall,
    "grant": Grant,
    "grant_share": GrantShare,
    "spending": Spending,
}
CREATE = tuple(f"{kind}_create" for kind in KINDS)
CHANGE = tuple(f"{kind}_{verb}" for kind in KINDS for verb in ("edit", "delete"))
ENDS_BEFORE = {"start_date": "2027-02-01", "end_date": "2027-01-01"}
TOO_MUCH = {"activity": "travel", "amount": "5000"}
READ = ("funding_list", "funding_csv", "funding_xlsx", "funding_call_detail", "grant_detail")


def address(name, workspace, rows=None):
    of_row = {
        **{one: KINDS[one.rpartition("_")[0]] for one in CHANGE},
        "grant_detail": Grant,
        "funding_call_detail": FundingCall,
    }
    row = rows[of_row[name]] if name in of_row else workspace
    return reverse(f"implementation:{name}", args=[row.pk])


def words(**more):
    usual = {"title": "Travel", "amount": "250.50", "currency": "eur", "key": uuid4()}
    return usual | {"funder": "Fund", "status": "seen", "holder": "", "spent_date": "2026-03-01"} | more


@pytest.fixture
def rows(workspace, amina):
    made = {}
    for model in KINDS.values():
        more = {"grant": made[Grant]} if model in {GrantShare, Spending} else {}
        made[model] = make_funding(model, workspace, amina, **more)
    return made


def money(table):
    return {
        (line.thing.title if isinstance(line.thing, Action) else line.thing, line.currency): (
            line.sums.need,
            line.sums.secured,
            line.sums.spent,
            line.sums.gap,
        )
        for line in table.lines
    }


def test_the_last_day_of_a_call_is_a_deadline_until_it_is_sent(workspace, amina, organisation):
    call = make_funding(FundingCall, workspace, amina, due_date=DAY, organisation=organisation)
    found = Deadline.objects.get()
    assert (found.key, found.date, found.organisation) == (f"funding_call:{call.pk}", DAY, organisation)

    for status, becomes in (("writing", "open"), ("sent", "done"), ("seen", "open"), ("dropped", "cancelled")):
        call = funding.change_funding(
            row=call, words={"status": status}, by=amina, at=timezone.now(), seen=call.version
        )
        assert Deadline.objects.get().status == becomes
    funding.delete_funding(row=call, by=amina, at=timezone.now())
    assert (Deadline.objects.get().status, FundingCall.objects.count()) == ("cancelled", 0)


def test_no_grant_is_shared_out_beyond_its_amount(workspace, amina):
    grant = make_funding(Grant, workspace, amina, amount=Decimal(1000))
    first = make_funding(GrantShare, workspace, amina, grant=grant, amount=Decimal(700))

    with pytest.raises(funding.MoreThanGrant) as refused:
        make_funding(GrantShare, workspace, amina, grant=grant, amount=Decimal("300.01"))
    assert refused.value.left == Decimal(300)
    funding.change_funding(row=first, words={"amount": Decimal(1000)}, by=amina, at=timezone.now(), seen=first.version)
    with pytest.raises(funding.MoreThanGrant):
        funding.change_funding(
            row=grant, words={"amount": Decimal(999)}, by=amina, at=timezone.now(), seen=grant.version
        )
    assert [Grant.objects.get().amount, GrantShare.objects.get().amount] == [1000, 1000]


def test_what_is_paid_out_of_a_grant_has_its_currency(workspace, amina):
    grant = make_funding(Grant, workspace, amina)

    with pytest.raises(funding.AnotherCurrency) as refused:
        make_funding(Spending, workspace, amina, grant=grant, currency="EUR")
    assert refused.value.currency == "USD"
    make_funding(Spending, workspace, amina, grant=grant)
    with pytest.raises(funding.AnotherCurrency):
        funding.change_funding(row=grant, words={"currency": "EUR"}, by=amina, at=timezone.now(), seen=grant.version)


def test_nothing_names_a_row_of_another_workspace(workspace, amina, review):
    other = make_workspace(organisation=make_organisation(), review=review)
    foreign = make_action(other, amina)

    with pytest.raises(funding.NotInWorkspace):
        make_funding(FundingNeed, workspace, amina, action=foreign)


def test_nobody_writes_over_what_they_have_not_read_and_the_same_words_write_nothing(workspace, amina, rows):
    need, before = rows[FundingNeed], AuditEvent.objects.count()
    change = {"row": need, "by": amina, "at": timezone.now()}

    funding.change_funding(words={"title": "Trainers"}, seen=need.version, **change)
    assert AuditEvent.objects.count() == before
    with pytest.raises(ChangedMeanwhile):
        funding.change_funding(words={"title": "X"}, seen="1", **change)


@pytest.mark.parametrize("model", list(KINDS.values()))
@pytest.mark.parametrize("amount", [Decimal(0), Decimal(-1)])
def test_the_database_refuses_amounts_that_are_none(workspace, amina, rows, model, amount):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=rows[model].pk).update(amount=amount)


def test_sums_by_action_and_by_activity_never_add_two_currencies(workspace, amina):
    train = make_action(workspace, amina, title="Train", budget=Decimal(999), committed=Decimal(1))
    make_action(workspace, amina, title="Meet", budget=Decimal(500), committed=Decimal(200))
    make_action(workspace, amina, title="Given up", budget=Decimal(9999), status="dropped")
    make_funding(FundingNeed, workspace, amina, action=train, activity="travel", amount=Decimal(300))
    make_funding(FundingNeed, workspace, amina, action=train, activity="rooms", amount=Decimal(40), currency="EUR")
    make_funding(FundingNeed, workspace, amina, activity="travel", amount=Decimal(60))
    grant = make_funding(Grant, workspace, amina, amount=Decimal(1000))
    make_funding(GrantShare, workspace, amina, grant=grant, action=train, activity="travel", amount=Decimal(350))
    make_funding(Spending, workspace, amina, action=train, grant=grant, activity="travel", amount=Decimal(20))

    book = book_of(workspace=workspace, user=amina)

    assert money(book.by_action()) == {
        ("Train", "USD"): (300, 350, 20, 0),
        ("Train", "EUR"): (40, 0, 0, 40),
        ("Meet", "USD"): (500, 200, 0, 300),
        (None, "USD"): (60, 0, 0, 60),
        (UNSHARED, "USD"): (0, 650, 0, 0),
    }
    assert money(book.by_activity()) == {
        ("travel", "USD"): (360, 350, 20, 10),
        ("rooms", "EUR"): (40, 0, 0, 40),
        (None, "USD"): (500, 200, 0, 300),
        (UNSHARED, "USD"): (0, 650, 0, 0),
    }
    assert [(line.currency, line.sums.need, line.sums.secured) for line in book.by_action().totals] == [
        ("EUR", 40, 0),
        ("USD", 860, 1200),
    ]


def test_the_gap_of_the_plan_reads_needs_and_shares(workspace, amina):
    listed = make_action(workspace, amina, title="A", budget=Decimal(999), committed=Decimal(5))
    make_action(workspace, amina, title="B", budget=Decimal(100), committed=Decimal(30))
    make_action(workspace, amina, title="C")
    elsewhere = make_action(workspace, amina, title="D", budget=Decimal(50))
    make_funding(FundingNeed, workspace, amina, action=listed, amount=Decimal(300))
    make_funding(FundingNeed, workspace, amina, action=elsewhere, amount=Decimal(300), currency="EUR")
    grant = make_funding(Grant, workspace, amina)
    make_funding(GrantShare, workspace, amina, grant=grant, action=listed, amount=Decimal(120))

    page = plan_page(workspace=workspace, user=amina, on=DAY)

    assert [(line.action.title, line.funds.gap) for line in page.shown] == [
        ("A", 180),
        ("B", 70),
        ("C", None),
        ("D", None),
    ]
    assert (page.money.budget, page.money.committed, page.money.gap) == (400, 150, 250)


def test_an_action_that_goes_leaves_its_money(workspace, amina, client):
    action = make_action(workspace, amina)
    spent = make_funding(Spending, workspace, amina, action=action)
    client.force_login(amina)

    client.post(reverse("implementation:action_delete", args=[action.pk]))

    assert (Spending.objects.get(), Spending.objects.get().action) == (spent, None)


@pytest.mark.parametrize("name", [*READ, *CREATE, *CHANGE])
def test_strangers_do_not_learn_of_it(client, workspace, rows, chidi, name):
    client.force_login(chidi)

    assert client.get(address(name, workspace, rows)).status_code == 404
    assert client.post(address(name, workspace, rows)).status_code == (405 if name in READ else 404)


@pytest.mark.parametrize("name", READ)
def test_members_read_as_they_read_the_plan(client, workspace, rows, bruno, name):
    client.force_login(bruno)

    assert client.get(address(name, workspace, rows)).status_code == 200


@pytest.mark.parametrize("view", ["needs", "calls", "grants", "spending"])
def test_every_link_of_a_table_opens_for_its_reader(client, workspace, amina, bruno, rows, view):
    action = make_action(workspace, amina)
    make_funding(FundingNeed, workspace, amina, action=action)
    for person, own in ((amina, True), (bruno, view in {"calls", "grants"})):
        client.force_login(person)
        tables = client.get(address("funding_list", workspace), {"view": view}).context["tables"]
        places = [cell.url for table in tables for row in table.rows for cell in row]
        assert bool(tables[0].rows[0][0].url) is own
        assert {client.get(place).status_code for place in places if place} <= {200}


@pytest.mark.parametrize("name", [*CREATE, *CHANGE])
def test_readers_do_not_write(client, workspace, rows, bruno, name):
    client.force_login(bruno)
    before = [model.objects.count() for model in KINDS.values()]

    assert client.post(address(name, workspace, rows), words(grant=rows[Grant].pk)).status_code == 403
    assert [model.objects.count() for model in KINDS.values()] == before


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_is_kept_changed_and_taken_away(client, workspace, amina, kind):
    client.force_login(amina)
    grant = make_funding(Grant, workspace, amina, currency="EUR")
    model, said = KINDS[kind], words(grant=grant.pk, activity="travel")

    client.post(address(f"{kind}_create", workspace), said)
    client.post(address(f"{kind}_create", workspace), said)
    made = model.objects.exclude(pk=grant.pk).get()
    assert made.amount == Decimal("250.50")
    edit = words(grant=grant.pk, activity="trips", amount="300", seen=made.version, key=uuid4())
    client.post(address(f"{kind}_edit", workspace, {model: made}), edit)
    assert model.objects.exclude(pk=grant.pk).get().amount == 300
    client.post(address(f"{kind}_delete", workspace, {model: made}))
    assert model.objects.exclude(pk=grant.pk).count() == 0


@pytest.mark.parametrize(
    ("kind", "wrong", "field", "said"),
    [
        ("need", {"title": ""}, "title", "Write what the money is for."),
        ("need", {"amount": "much"}, "amount", "This is no amount. Write it as 12500 or 12500.50, without a sign."),
        ("need", {"amount": "0"}, "amount", "An amount is more than zero."),
        ("need", {"currency": "€"}, "currency", "A currency has three letters, such as USD."),
        ("need", {"action": uuid4()}, "action", "This is not in the workspace any more. Choose again."),
        ("funding_call", {"due_date": "soon"}, "due_date", "This is no day of the calendar. Write it as 2027-04-02."),
        ("funding_call", {"url": "javascript:x"}, "url", "This is no address of the web. It begins with https://."),
        ("grant", ENDS_BEFORE, "end_date", "This is before the first day. Check both days."),
        ("grant_share", {}, "action", "Choose an action, or write an activity below."),
        ("grant_share", TOO_MUCH, "amount", "More than the grant has. Not shared out yet: 1,000."),
        ("spending", {"currency": "EUR"}, "currency", "What is paid out of a grant is counted in its currency: USD."),
    ],
)  # fmt: skip
def test_bad_input_is_answered_at_its_field_and_nothing_is_lost(client, workspace, amina, kind, wrong, field, said):
    grant = make_funding(Grant, workspace, amina)
    client.force_login(amina)

    answer = client.post(address(f"{kind}_create", workspace), words(grant=grant.pk, currency="USD") | wrong)

    assert answer.context["form"].errors == {field: [said]}
    if kind not in {"grant_share"} and field != "title":
        assert 'value="Travel"' in answer.content.decode()
    assert KINDS[kind].objects.exclude(pk=grant.pk).count() == 0


def test_a_grant_cannot_become_less_than_what_is_shared_out(client, workspace, amina, rows):
    client.force_login(amina)
    said = words(amount="50", currency="USD", seen=rows[Grant].version)

    answer = client.post(address("grant_edit", workspace, rows), said)

    refused = "More of it is shared out already. Make its shares smaller first."
    assert (answer.context["form"].errors, Grant.objects.get().amount) == ({"amount": [refused]}, 1000)


def test_forms_begin_with_what_the_page_before_was_about(client, workspace, amina, review):
    action = make_action(workspace, amina)
    call = make_funding(FundingCall, workspace, amina, amount=Decimal(700), currency="KES")
    grant = make_funding(Grant, workspace, amina, currency="EUR")
    foreign = make_funding(Grant, make_workspace(organisation=make_organisation(), review=review), amina)
    client.force_login(amina)

    def begun(kind, names, **asked):
        form = client.get(address(f"{kind}_create", workspace), asked).context["form"]
        return [form[name].value() for name in names]

    names = ("grant", "action", "currency")
    assert begun("spending", names, grant=grant.pk, action=action.pk) == [grant.pk, action.pk, "EUR"]
    assert begun("spending", names, grant=foreign.pk, action="x") == [None, None, "USD"]
    names = ("call", "title", "funder", "amount", "currency")
    assert begun("grant", names, call=call.pk) == [call.pk, call.title, call.funder, Decimal(700), "KES"]


def test_a_conflict_shows_both_and_the_second_press_saves(client, workspace, amina, rows):
    need = rows[FundingNeed]
    client.force_login(amina)
    mine = words(title="Mine", seen=need.version)
    FundingNeed.objects.update(title="Theirs", changed_at=timezone.now())
    place = address("need_edit", workspace, rows)

    answer = client.post(place, mine)
    page = answer.content.decode()
    assert (answer.status_code, "Theirs" in page, 'value="Mine"' in page) == (409, True, True)

    client.post(place, mine | {"seen": answer.context["form"]["seen"].value()})
    assert FundingNeed.objects.get().title == "Mine"


@pytest.mark.parametrize("view", ["sums", "needs", "calls", "grants", "spending", "nonsense"])
def test_files_hold_exactly_what_the_page_shows(client, workspace, amina, rows, view):
    make_funding(FundingNeed, workspace, amina, title="=1+1", activity="@cmd")
    client.force_login(amina)
    page = client.get(address("funding_list", workspace), {"view": view})
    tables = page.context["tables"]
    asked = {"view": view}

    book = load_workbook(io.BytesIO(b"".join(client.get(address("funding_xlsx", workspace), asked))))
    csv = b"".join(client.get(address("funding_csv", workspace), asked)).decode("utf-8-sig")

    for table, sheet in zip(tables, book.worksheets, strict=False):
        found = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert found[0] == list(table.heads)
        assert len(found) == 1 + len(table.rows) + len(table.totals)
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert csv.count("\r\n") == sum(len(table.values) + 1 for table in tables) + len(tables) - 1
    assert not any(cell.startswith(("=", "@")) for line in csv.splitlines() for cell in line.split(","))


def test_an_amount_is_a_number_in_excel(client, workspace, amina, rows):
    client.force_login(amina)

    book = load_workbook(io.BytesIO(b"".join(client.get(address("funding_xlsx", workspace), {"view": "needs"}))))

    assert [cell.value for cell in list(book.worksheets[0].iter_rows())[1]][3:5] == [1000, "USD"]


def test_a_call_that_is_over_is_late_and_the_page_of_a_grant_says_what_is_left(client, workspace, amina, rows):
    make_funding(FundingCall, workspace, amina, title="Too late", due_date=timezone.localdate() - timedelta(days=1))
    client.force_login(amina)

    calls = client.get(address("funding_list", workspace), {"view": "calls"}).context["tables"][0]
    grant = client.get(address("grant_detail", workspace, rows))

    assert [[row[0].words, row[3].words] for row in calls.rows] == [
        ["Too late", "Not decided yet, late"],
        ["Justice call", "Not decided yet"],
    ]
    assert (grant.context["left"], grant.context["unspent"]) == (900, 0)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("view", "queries"), [("sums", 14), ("needs", 10), ("calls", 11), ("grants", 10), ("spending", 10)]
)
def test_the_page_asks_as_much_for_one_as_for_three(
    client, workspace, amina, number, view, queries, django_assert_num_queries
):
    grant = make_funding(Grant, workspace, amina, amount=Decimal(100_000))
    for _each in range(number):
        action = make_action(workspace, amina)
        for model in KINDS.values():
            more = {"grant": grant} if model in {GrantShare, Spending} else {}
            more |= {} if model in {FundingCall, Grant} else {"action": action}
            make_funding(model, workspace, amina, **more | ({"person": amina} if model is FundingCall else {}))
    client.force_login(amina)
    client.get(address("funding_list", workspace), {"view": view})

    with django_assert_num_queries(queries):
        client.get(address("funding_list", workspace), {"view": view})
