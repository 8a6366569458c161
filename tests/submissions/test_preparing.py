"""Priority issues, proposed recommendations and consultations: services, pages, files, the API and who gets in."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from common.models import AuditEvent
from cycles.models import SearchFacets, State
from implementation.models import Evidence
from submissions.models import Consultation, PriorityIssue, ProposedRecommendation
from submissions.services import preparing as services
from tests.factories import AT, make_rating, make_recommendation, make_review, make_state, make_token
from tests.submissions.prepared import SENT, make_group, make_issue, make_prepared

LATER = AT + timedelta(hours=1)
MODELS = {"priority_issue": PriorityIssue, "consultation": Consultation, "proposal": ProposedRecommendation}
READ_ALL = [*(f"{name}_list" for name in MODELS), "proposal_csv", "participation", "participation_csv"]
READ_ONE = [f"{name}_detail" for name in MODELS]
WRITE = [*(f"{name}_{verb}" for name in MODELS for verb in ("create", "edit", "delete")), "proposal_split"]
TWO = "Ratify the Statute; amend the Penal Code"


def address(name, workspace, rows):
    noun = name.rpartition("_")[0]
    is_of_row = name in READ_ONE or name.endswith(("_edit", "_delete", "_split"))
    return reverse(f"submissions:{name}", args=[rows[noun].pk if is_of_row else workspace.pk])


@pytest.fixture
def rows(workspace, amina):
    return {name: make_prepared(model, workspace, amina, at=AT) for name, model in MODELS.items()}


@pytest.mark.parametrize("name", [*READ_ALL, *READ_ONE, *WRITE])
def test_strangers_do_not_learn_of_it(client, workspace, rows, chidi, name):
    client.force_login(chidi)

    ask = client.post if name in WRITE else client.get
    assert ask(address(name, workspace, rows)).status_code == 404


@pytest.mark.parametrize("name", [*READ_ALL, *READ_ONE])
def test_members_read(client, workspace, rows, bruno, name):
    client.force_login(bruno)

    assert client.get(address(name, workspace, rows)).status_code == 200


@pytest.mark.parametrize("name", WRITE)
def test_readers_do_not_write(client, workspace, rows, bruno, name):
    client.force_login(bruno)

    assert client.post(address(name, workspace, rows), {"title": "Other", "seen": "x"}).status_code == 403
    assert [model.objects.count() for model in MODELS.values()] == [1, 1, 1]


@pytest.mark.parametrize("name", MODELS)
def test_it_is_kept_changed_and_taken_away(client, workspace, amina, name):
    client.force_login(amina)
    model, sent = MODELS[name], SENT[MODELS[name]]

    client.post(address(f"{name}_create", workspace, {}), sent | {"key": uuid4()})
    row = model.objects.get()
    word = "text_en" if name == "proposal" else "title"
    changed = sent | {word: "Other words", "seen": row.version, "key": uuid4()}
    assert client.post(address(f"{name}_edit", workspace, {name: row}), changed).status_code == 302
    assert getattr(model.objects.get(), word) == "Other words"
    client.post(address(f"{name}_delete", workspace, {name: row}))
    assert model.objects.count() == 0


@pytest.mark.parametrize("name", MODELS)
def test_nobody_writes_over_what_they_have_not_read(client, workspace, amina, rows, name):
    client.force_login(amina)
    word = "text_en" if name == "proposal" else "title"
    seen = rows[name].version
    services.change_prepared(row=rows[name], words={word: "Newer"}, links={}, by=amina, at=LATER, seen=seen)

    sent = SENT[MODELS[name]] | {word: "Mine", "seen": seen, "key": uuid4()}
    answer = client.post(address(f"{name}_edit", workspace, rows), sent)

    assert (answer.status_code, getattr(MODELS[name].objects.get(), word)) == (409, "Newer")
    assert b"Mine" in answer.content


def test_the_same_form_twice_is_one_and_the_same_words_write_nothing(workspace, amina):
    sent = {"model": PriorityIssue, "workspace": workspace, "words": {"title": "A"}, "links": {}, "key": uuid4()}
    first = services.create_prepared(**sent, by=amina, at=AT)
    before = AuditEvent.objects.count()

    assert services.create_prepared(**sent, by=amina, at=LATER) == first
    services.change_prepared(row=first, words={"title": "A"}, links={}, by=amina, at=LATER, seen=first.version)
    assert (PriorityIssue.objects.count(), AuditEvent.objects.count()) == (1, before)


@pytest.mark.parametrize(
    ("model", "wrong"),
    [
        (Consultation, {"kind": "secret"}),
        (Consultation, {"people": "A name without consent"}),
        (Consultation, {"consent_date": date(2026, 3, 1)}),
        (Consultation, {"promised": "By nobody"}),
        (Consultation, {"promiser": "state"}),
        (ProposedRecommendation, {"text_en": ""}),
        (ProposedRecommendation, {"status": "won"}),
    ],
)
def test_the_database_refuses_what_makes_no_sense(workspace, amina, model, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_prepared(model, workspace, amina, **wrong)


@pytest.mark.parametrize(
    ("name", "wrong", "field"),
    [
        ("priority_issue", {"title": ""}, "title"),
        ("consultation", {"people": "Ana"}, "consent_date"),
        ("consultation", {"promised": "A law"}, "promiser"),
        ("consultation", {"promiser": "state"}, "promised"),
        ("consultation", {"held_date": "tomorrow"}, "held_date"),
        ("consultation", {"attendance": "-1"}, "attendance"),
        ("proposal", {"text_en": "  "}, "text_en"),
        ("proposal", {"states": "Atlantis"}, "states"),
    ],
)
def test_bad_input_is_answered_at_its_field_and_nothing_is_lost(client, workspace, amina, name, wrong, field):
    client.force_login(amina)
    kept = {"addressee": "Parliament"} if name == "proposal" else {"regions": "Coast"}

    answer = client.post(address(f"{name}_create", workspace, {}), SENT[MODELS[name]] | kept | wrong | {"key": uuid4()})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert next(iter(kept.values())).encode() in answer.content
    assert MODELS[name].objects.count() == 0


def test_states_are_known_by_name_and_code(client, workspace, amina):
    make_state("CHL", name="Chile"), make_state("FRA", name="France")
    client.force_login(amina)

    sent = SENT[ProposedRecommendation] | {"states": "chile, FRA; Chile", "key": uuid4()}
    client.post(address("proposal_create", workspace, {}), sent)

    assert sorted(state.pk for state in ProposedRecommendation.objects.get().states.all()) == ["CHL", "FRA"]


def test_a_check_writes_nothing_and_shows_what_was_found(client, workspace, amina):
    client.force_login(amina)
    sent = {"text_en": "Ratify the Rome Statute by 2031", "text_fr": "Lutter contre l’impunité", "check": "1"}

    page = client.post(address("proposal_create", workspace, {}), sent)
    piece = client.post(address("proposal_create", workspace, {}), sent, headers={"X-Piece": "check"})

    assert ProposedRecommendation.objects.count() == 0
    assert [one.report.met for one in page.context["checked"]] == [5, 1]
    assert "by 2031" in piece.text
    assert "<html" not in piece.text


def test_a_split_makes_a_recommendation_of_each_request(client, workspace, amina):
    issue = make_prepared(PriorityIssue, workspace, amina)
    chile = make_state("CHL")
    row = make_prepared(
        ProposedRecommendation, workspace, amina, {"states": [chile]}, text_en=TWO, text_fr="Deux", priority_issue=issue
    )
    client.force_login(amina)

    client.post(address("proposal_split", workspace, {"proposal": row}), {"language": "en", "seen": row.version})

    first, second = ProposedRecommendation.objects.order_by("created_at", "pk")
    assert (first.text_en, first.text_fr) == ("Ratify the Statute.", "Deux")
    assert (second.text_en, second.text_fr, second.split_from) == ("Amend the Penal Code.", "", first)
    assert (second.priority_issue, list(second.states.all())) == (issue, [chile])


def test_what_changed_or_asks_for_one_thing_is_not_split(client, workspace, amina, rows):
    client.force_login(amina)
    place = address("proposal_split", workspace, rows)

    client.post(place, {"language": "en", "seen": rows["proposal"].version})
    client.post(place, {"language": "en", "seen": "0"})

    assert ProposedRecommendation.objects.count() == 1
    assert client.post(place, {"language": "tlh"}).status_code == 404


def test_an_issue_shows_what_was_recommended_and_what_came_of_it(client, workspace, amina, bruno):
    state = workspace.review.state_under_review
    before = make_recommendation(make_review(state, cycle=3, session=34), item=1, document_symbol="A/HRC/43/15")
    now = make_recommendation(workspace.review, item=7, position="supported")
    other = make_recommendation(make_review(make_state("NPL"), session=49), item=9, document_symbol="A/HRC/60/1")
    facets = {"cycle": 4, "state_under_review": "XAR", "position": "pending", "issues": [50]}
    for one in (before, now, other):
        SearchFacets.objects.update_or_create(recommendation=one, defaults=facets)
    make_rating(workspace, now, amina, level="regressed")
    row = make_prepared(PriorityIssue, workspace, amina, issue=make_issue())
    client.force_login(bruno)

    past = client.get(row.get_absolute_url()).context["past"]

    assert [(line.recommendation, line.level) for line in past.lines] == [(now, "regressed"), (before, "")]
    assert (past.positions, past.levels, past.unrated) == (
        [("supported", 1), ("pending", 1)],
        [("regressed", 1)],
        1,
    )


def test_evidence_of_the_workspace_alone_is_offered_and_that_in_the_bin_is_not_shown(client, workspace, amina):
    made = {"workspace": workspace, "kind": "link", "created_at": AT, "created_by": amina}
    law = Evidence.objects.create(title="The law", url="https://example.org/law", **made)
    gone = Evidence.objects.create(title="Thrown away", url="https://example.org/x", **made)
    row = make_prepared(PriorityIssue, workspace, amina, {"evidence": [law, gone]})
    Evidence.objects.filter(pk=gone.pk).update(binned_at=AT, binned_by=amina)
    client.force_login(amina)

    page = client.get(row.get_absolute_url()).content.decode()
    offered = client.get(address("priority_issue_create", workspace, {})).context["form"].fields["evidence"].queryset

    assert ("The law" in page, "Thrown away" in page) == (True, False)
    assert list(offered) == [law]


def test_the_file_holds_what_the_list_shows(client, workspace, amina, bruno):
    make_prepared(ProposedRecommendation, workspace, amina, text_en="=1+1", status="agreed")
    make_prepared(ProposedRecommendation, workspace, amina, text_en="Consider ratifying the Statute")
    client.force_login(bruno)

    answer = client.get(address("proposal_csv", workspace, {}) + "?status=agreed")
    lines = b"".join(answer.streaming_content).decode().splitlines()

    assert len(lines) == 2
    assert lines[1].startswith(",'=1+1,")


def test_programs_read_proposals_and_what_the_check_says(client, workspace, amina):
    words = {"text_en": "", "text_es": "Ratificar el Estatuto de Roma"}
    row = make_prepared(ProposedRecommendation, workspace, amina, at=AT, **words)
    _token, secret = make_token(amina, workspace, scopes=["read_workspace"])
    ask = {"headers": {"Authorization": f"Bearer {secret}"}}
    place = f"/api/v1/workspaces/{workspace.pk}/proposals/"

    (found,) = client.get(place, **ask).json()["results"]

    assert (found["id"], found["texts"]) == (str(row.pk), {"es": "Ratificar el Estatuto de Roma"})
    smart = {"specific": "yes", "measurable": "yes", "achievable": "yes", "relevant": "yes", "time_bound": "no"}
    assert found["smart"] == {"language": "es"} | smart | {"multi_ask": False, "action_category": 5}
    assert client.get(place + "?status=handed", **ask).json()["results"] == []
    assert client.get(place).status_code in {401, 403}


@pytest.mark.parametrize("name", ["priority_issue", "consultation", "proposal"])
def test_lists_ask_the_same_number_of_questions_for_one_row_and_for_three(client, workspace, amina, name):
    client.force_login(amina)
    counts = []
    for number in (1, 2):
        for _ in range(number):
            make_prepared(MODELS[name], workspace, amina)
        client.get(address(f"{name}_list", workspace, {}))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address(f"{name}_list", workspace, {}))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_groups_and_regions_heard_stand_against_those_concerned(client, workspace, amina, bruno):
    women, children, police = make_group("Women & girls"), make_group("Children"), make_group("Police")
    recommendation = make_recommendation(workspace.review, item=7)
    recommendation.groups.set([make_group("WOMEN & girls", version="3"), children])
    issue = make_prepared(PriorityIssue, workspace, amina, {"groups": [women]}, regions=["Coast", "North"])
    met = make_prepared(
        Consultation, workspace, amina, {"groups": [women, police]}, regions=["coast", "South"], attendance=40
    )
    client.force_login(bruno)

    page = client.get(address("participation", workspace, {})).context["page"]

    assert [(one.name, one.recommended, one.issues, one.heard, one.is_gap) for one in page.groups] == [
        ("Children", 1, [], [], True),
        ("WOMEN & girls", 1, [issue], [met], False),
        ("Police", 0, [], [met], False),
    ]
    assert [(one.name, one.is_gap) for one in page.regions] == [("North", True), ("Coast", False), ("South", False)]
    assert (page.concerned, page.heard, page.attendance) == (2, 1, 40)
    lines = b"".join(client.get(address("participation_csv", workspace, {})).streaming_content).decode().splitlines()
    assert lines[1] == "Group,Children,1,,,not heard"
    assert len(lines) == 7


def test_support_of_a_category_is_counted_in_the_record(client, workspace, amina):
    # Of invented States nothing is said of sessions.
    State.objects.update(is_invented=False)
    for item, position in ((1, "supported"), (2, "supported"), (3, "noted"), (4, "pending")):
        row = make_recommendation(workspace.review, item=item, position=position)
        facets = {"cycle": 4, "session": 48, "state_under_review": "FRA", "position": position, "action_category": 5}
        SearchFacets.objects.update_or_create(recommendation=row, defaults=facets)
    row = make_prepared(ProposedRecommendation, workspace, amina, at=timezone.now())
    client.force_login(amina)

    (checked,) = client.get(row.get_absolute_url()).context["checked"]

    support = checked.support
    assert (support.category, support.answered, support.share, support.sessions) == (5, 3, 67, "48")
