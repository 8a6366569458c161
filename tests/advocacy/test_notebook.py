from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from advocacy.matching.hearing import Ear
from advocacy.matching.records import spellings_of_files
from advocacy.models import NotebookLine, SpeakingOrder
from advocacy.notebook_page import shown, speakers
from advocacy.services.notebook import hear_line
from common.models import AuditEvent
from tests.advocacy.noted_down import make_issue, make_line, make_order
from tests.factories import AT, make_member, make_review, make_state, make_workspace

ISSUES = {"29": "International instruments", "50": "Torture and other CID treatment", "6": "Death penalty"}


@pytest.fixture
def workspace(organisation):
    return make_workspace(organisation=organisation, review=make_review())


def address(workspace, name="notebook"):
    return reverse(f"advocacy:{name}", args=[workspace.pk])


@pytest.mark.parametrize(
    ("line", "state", "issues"),
    [
        ("FR: ratify OPCAT", "FRA", ("29", "50")),
        ("Czech rep - abolish the death penalty", "CZE", ("6",)),
        ("Lybia: peine de mort", "LBY", ("6",)),
        ("thanks chair", "", ()),
        ("late one: Chile, ratify OPCAT", "CHL", ("29", "50")),
        ("missed before - Costa Rica: abolish the death penalty", "CRI", ("6",)),
        ("late one: cl, ratify OPCAT", "", ("29", "50")),
    ],
)
def test_state_and_issues_are_recognised(line, state, issues):
    spellings = spellings_of_files()

    heard = Ear(ISSUES, spellings, sorted(set(spellings.values()))).hear(line)

    assert (heard.state, heard.issues) == (state, issues)


def test_misspelt_name_is_taken_for_a_state_of_the_order():
    ear = Ear(ISSUES, spellings_of_files(), ["NER"])

    assert ear.hear("Nigr: peine de mort").state == "NER"


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 200), ("chidi", 404)])
def test_pages_are_the_workspaces(client, request, workspace, name, status):
    client.force_login(request.getfixturevalue(name))

    for page in ("notebook", "notebook_lines", "notebook_csv", "notebook_official"):
        assert client.get(address(workspace, page)).status_code == status


@pytest.mark.parametrize(("name", "status"), [("amina", 302), ("bruno", 403), ("chidi", 404)])
def test_editors_type(client, request, workspace, name, status):
    client.force_login(request.getfixturevalue(name))

    answer = client.post(address(workspace), {"text": "FR: ratify OPCAT", "key": uuid4()})

    assert answer.status_code == status
    assert NotebookLine.objects.count() == (status == 302)


def test_line_sent_twice_stands_once_and_is_noted_once(client, amina, workspace):
    client.force_login(amina)
    sent = {"text": "FR: ratify OPCAT", "key": uuid4()}

    for _ in range(2):
        client.post(address(workspace), sent)

    line = NotebookLine.objects.get()
    assert (line.pk, line.text, line.created_by) == (sent["key"], "FR: ratify OPCAT", amina)
    assert AuditEvent.objects.filter(verb="create_notebook_line").count() == 1


def test_line_that_waited_has_the_time_at_which_it_was_typed(client, amina, workspace):
    client.force_login(amina)
    before = timezone.now()

    client.post(address(workspace), {"text": "FR: OPCAT", "key": uuid4(), "ago": 90_000})
    client.post(address(workspace), {"text": "DE: OPCAT", "key": uuid4(), "ago": 10**15})

    first, second = NotebookLine.objects.order_by("created_at")
    assert timedelta(seconds=89) < before - first.heard_at + timedelta(seconds=1) < timedelta(seconds=92)
    assert second.created_at - second.heard_at == timedelta(days=7)


@pytest.mark.parametrize(
    ("by", "paused", "waited", "heard"),
    [
        ("amina", 1, 2, 0),  # The first was longer under way than she paused before the second.
        ("amina", 1, 21.5, -20.5),  # So long no line is under way: it waited on another device of hers.
        ("amina", 3, 2, 1),
        ("other", 1, 2, -1),
    ],
)
def test_lines_of_one_person_are_not_turned_round_on_their_way(
    organisation, amina, workspace, by, paused, waited, heard
):
    about = {"workspace": workspace, "text": "FR: ratify OPCAT"}
    people = {"amina": amina, "other": make_member(organisation)}
    first = hear_line(waited=timedelta(), key=uuid4(), by=amina, at=AT, **about)

    sent_later = {"waited": timedelta(seconds=waited), "at": AT + timedelta(seconds=paused)}
    second = hear_line(key=uuid4(), by=people[by], **sent_later, **about)

    assert second.heard_at - AT == timedelta(seconds=heard)
    assert list(NotebookLine.objects.as_heard()) == ([first, second] if heard >= 0 else [second, first])


@pytest.mark.parametrize("sent", [{"text": " "}, {"text": "x" * 1001}, {"text": "FR", "key": "one"}])
def test_what_is_wrong_keeps_what_was_typed(client, amina, workspace, sent):
    client.force_login(amina)

    answer = client.post(address(workspace), {"key": uuid4()} | sent)

    assert answer.status_code == 200
    assert f'value="{sent["text"].strip()}"' in answer.content.decode() or not sent["text"].strip()
    assert NotebookLine.objects.count() == 0


def test_script_gets_the_lines_alone_and_nothing_where_none_is_new(client, amina, workspace):
    client.force_login(amina)

    answer = client.post(address(workspace), {"text": "FR: OPCAT", "key": uuid4()}, headers={"X-Piece": "lines"})

    assert answer.status_code == 200
    assert answer.content.decode().strip().startswith("<div data-seen=")
    seen = answer.context["seen"]
    lines = address(workspace, "notebook_lines")
    assert client.get(lines, {"seen": seen}).status_code == 204
    make_line(workspace, amina, "DE: abolish the death penalty")
    again = client.get(lines, {"seen": seen})
    assert (again.status_code, [row.line.text[:2] for row in again.context["lines"]]) == (200, ["DE", "FR"])


def test_guess_is_marked_until_a_person_sets_the_state(client, amina, workspace):
    client.force_login(amina)
    make_state("DEU", name="Germany")
    make_state("FRA", name="France")
    line = make_line(workspace, amina)

    page = client.get(address(workspace)).content.decode()
    sent = {"text": line.text, "state": "DEU", "issue": make_issue(6, "Death penalty").pk, "key": uuid4()}
    client.post(line.get_absolute_url(), sent | {"seen": line.version})
    later = client.get(address(workspace)).content.decode()

    assert "the machine’s guess" in page
    assert '<span class="strong">France' in page
    assert "the machine’s guess" not in later
    assert '<span class="strong">Germany' in later
    assert '<span class="tag">Death penalty</span>' in later


def test_line_without_a_state_goes_on_with_the_speaker_before(amina, organisation, workspace):
    make_state("FRA", name="France")
    other = make_member(organisation)
    lines = [
        make_line(workspace, amina, "FR: ratify OPCAT", ago=timedelta(minutes=2)),
        make_line(workspace, other, "thanks chair", ago=timedelta(seconds=90)),
        make_line(workspace, amina, "abolish the death penalty", ago=timedelta(minutes=1)),
        make_line(workspace, other, "abolish the death penalty"),
    ]

    rows = shown(lines, None)

    assert [(row.state.pk if row.state else "", row.goes_on) for row in rows] == [
        ("FRA", False),
        ("", False),
        ("FRA", True),
        ("", False),
    ]


def test_state_alone_has_the_floor(amina, workspace):
    for iso3, name in (("FRA", "France"), ("GHA", "Ghana")):
        make_state(iso3, name=name)
    lines = [
        make_line(workspace, amina, "FR: ratify OPCAT", ago=timedelta(minutes=2)),
        make_line(workspace, amina, "Ghana", ago=timedelta(minutes=1)),
        make_line(workspace, amina, "abolish the death penalty"),
    ]

    assert [(row.state.pk, row.goes_on) for row in shown(lines, None)] == [
        ("FRA", False),
        ("GHA", False),
        ("GHA", True),
    ]


@pytest.mark.parametrize("head", ["Narnia: ", "RoX ", "SA: "])
def test_line_with_a_speaker_whom_nobody_knows_goes_on_with_none(amina, workspace, head):
    make_state("FRA", name="France")
    lines = [
        make_line(workspace, amina, "FR: ratify OPCAT", ago=timedelta(minutes=2)),
        make_line(workspace, amina, f"{head}abolish the death penalty", ago=timedelta(minutes=1)),
        make_line(workspace, amina, "torture too"),
    ]

    rows = shown(lines, None)

    assert [(row.state.pk if row.state else "", row.goes_on) for row in rows] == [
        ("FRA", False),
        ("", False),
        ("", False),
    ]
    assert rows[1].issues == ["Death penalty"]


def test_order_of_speakers_is_read_and_says_who_is_next(client, amina, workspace):
    client.force_login(amina)
    for iso3 in ("FRA", "CIV", "GHA"):
        make_state(iso3)

    client.post(
        address(workspace, "speaking_order_edit"), {"states": "1. France\n2) Cote dIvoire\n3 Ghana\n", "key": uuid4()}
    )
    order = SpeakingOrder.objects.get()
    rows = shown([make_line(workspace, amina, "FR: ratify OPCAT")], order)

    assert order.states == ["FRA", "CIV", "GHA"]
    assert [(one.state.pk, one.heard, one.is_next) for one in speakers(order, rows)] == [
        ("FRA", 1, False),
        ("CIV", 0, True),
        ("GHA", 0, False),
    ]


@pytest.mark.parametrize(
    ("line", "iso3"),
    [
        ("1\tFrance\t2:00", "FRA"),
        ("12\tMr. Dupont\tFrance\t00:02:10", "FRA"),
        ("3. France 1:50", "FRA"),
        ("Türkiye (on behalf of the Core Group)", "TUR"),
        ("Türkiye, on behalf of Narnia and France", "TUR"),
        ("Türkiye (au nom de la France)", "TUR"),
        ("5) Venezuela (Bolivarian Republic of)", "VEN"),
        ("Rep. of Korea", "KOR"),
        ("Cap-Vert", "CPV"),
    ],
)
def test_line_of_the_order_may_say_more_than_the_name(client, amina, workspace, line, iso3):
    client.force_login(amina)
    make_state(iso3)

    client.post(address(workspace, "speaking_order_edit"), {"states": line, "key": uuid4()})

    assert SpeakingOrder.objects.get().states == [iso3]


def test_line_of_the_order_that_is_no_state_is_said_and_kept(client, amina, workspace):
    client.force_login(amina)
    make_state("FRA")

    answer = client.post(address(workspace, "speaking_order_edit"), {"states": "France\nNarnia", "key": uuid4()})

    page = answer.content.decode()
    assert "No State was recognised in: Narnia" in page
    assert "France\nNarnia</textarea>" in page
    assert SpeakingOrder.objects.count() == 0


def test_order_that_somebody_changed_meanwhile_is_not_written_over(client, amina, workspace):
    client.force_login(amina)
    order = make_order(workspace, amina, "FRA", "GHA")

    answer = client.post(address(workspace, "speaking_order_edit"), {"states": "Ghana", "key": uuid4(), "seen": "1"})

    order.refresh_from_db()
    assert (answer.status_code, order.states) == (409, ["FRA", "GHA"])


def test_file_says_who_says_what(client, amina, workspace):
    client.force_login(amina)
    make_state("FRA", name="France")
    make_line(workspace, amina, "FR: ratify OPCAT", heard_at=datetime(2026, 11, 5, 8, 5, 9, tzinfo=UTC))

    answer = client.get(address(workspace, "notebook_csv"))

    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    guess = "the machine’s guess"
    assert rows[1:] == [
        f"2026-11-05,09:05:09,France,{guess},International instruments; Torture and other CID treatment; "
        f"Detention conditions,{guess},FR: ratify OPCAT,{amina.get_full_name()},"
    ]


def test_notebook_asks_the_same_number_of_questions_for_one_and_three(
    client, amina, workspace, django_assert_num_queries
):
    client.force_login(amina)
    make_order(workspace, amina, "FRA", "GHA")
    make_line(workspace, amina)
    client.get(address(workspace))
    with django_assert_num_queries(QUERIES):
        client.get(address(workspace))
    for _ in range(2):
        make_line(workspace, amina)

    with django_assert_num_queries(QUERIES):
        client.get(address(workspace))


QUERIES = 16


def test_database_keeps_no_empty_line_and_one_order(workspace, amina):
    make_order(workspace, amina, "FRA")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_line(workspace, amina, "")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_order(workspace, amina, "GHA")
