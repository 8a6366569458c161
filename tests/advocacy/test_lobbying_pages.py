"""Whom to lobby on the page and in its files, over a small record with known counts."""

from html import unescape
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from advocacy.lobbying import REASONS
from advocacy.services.pipeline import move_target
from cycles.models import Recommendation, State
from cycles.services.rendering import render_rows
from submissions.models import PriorityIssue
from tests.advocacy.contacted import make_post
from tests.advocacy.targeted import make_target
from tests.factories import make_rating, make_recommendation, make_review, make_state, make_theme, make_workspace


def issue(code, label):
    return make_theme(label, version="2014", scheme="upr_info", code=code)


@pytest.fixture
def workspace(organisation, amina):
    for iso3, group in {"KEN": "african", "TGO": "african", "FRA": "weog", "SVN": "eastern_european"}.items():
        State.objects.update_or_create(
            iso3=iso3, defaults={"name_en": iso3.title(), "name_un": iso3.title(), "regional_group": group}
        )
    torture, _women = issue("50", "Torture and other CID treatment"), issue("54", "Women's rights")
    here = make_review(make_state("KEN"), session=49)
    near = make_review(make_state("TGO"), session=48)
    far = make_review(make_state("SVN"), session=48)
    cases = [
        (here, ["FRA", "SVN"], ["Torture and other CID treatment"], "supported", 5),
        (here, ["FRA"], ["Women's rights"], "noted", 1),
        (near, ["FRA"], ["Torture and other CID treatment"], "noted", 4),
        (far, ["TGO"], ["Torture and other CID treatment", "Women's rights"], "supported", 5),
    ]
    made = [
        make_recommendation(
            review, states=states, themes=[], position=position, action_category=action, action_basis="given"
        )
        for review, states, _, position, action in cases
    ]
    for row, (_, _, labels, _, _) in zip(made, cases, strict=True):
        for label in labels:
            row.theme_rows.create(theme=make_theme(label, version="2014", scheme="upr_info"), order=0)
    render_rows(Recommendation.objects.all())
    workspace = make_workspace(organisation=organisation, review=here)
    make_rating(workspace, made[0], amina, level="partially", is_counted=True)
    at = timezone.now()
    PriorityIssue.objects.create(
        workspace=workspace,
        issue=torture,
        title="Torture",
        created_at=at,
        created_by=amina,
        changed_at=at,
        changed_by=amina,
    )
    return workspace


def address(workspace, name="lobbying"):
    return reverse(f"advocacy:{name}", args=[workspace.pk])


def rows(client, workspace, **asked):
    answer = client.get(address(workspace, "lobbying_xlsx"), asked)
    sheet = load_workbook(BytesIO(answer.content)).active
    head, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 200), ("chidi", 404)])
@pytest.mark.parametrize("view", ["lobbying", "lobbying_csv", "lobbying_xlsx"])
def test_the_workspace_alone_sees_it(client, request, workspace, name, status, view):
    client.force_login(request.getfixturevalue(name))

    answer = client.get(address(workspace, view))
    answer.close()

    assert answer.status_code == status


def test_every_state_is_counted_on_the_priority_issues(client, amina, workspace):
    client.force_login(amina)

    found = {row["Code"]: row for row in rows(client, workspace, show="all")}

    names = ["To this State", "Supported", "Noted", "In this region", "To all States", "Partially implemented"]
    assert [found["FRA"][name] for name in names] == [1, 1, 0, 2, 2, 1]
    assert [found["SVN"][name] for name in names] == [1, 1, 0, 1, 1, 1]
    assert [found["TGO"][name] for name in names] == [0, 0, 0, 0, 1, 0]
    assert found["FRA"]["Torture and other CID treatment"] == 2
    assert found["FRA"]["Supported of those answered, in a hundred"] == 50
    assert "KEN" not in found
    assert found["FRA"]["Rank"] == 1


def test_a_group_narrows_what_is_shown_and_changes_no_points(client, amina, workspace):
    client.force_login(amina)
    every = {row["Code"]: row for row in rows(client, workspace)}

    def found(group):
        return [(row["Code"], row["Points in a hundred"]) for row in rows(client, workspace, group=group)]

    assert found("EU") == [(code, every[code]["Points in a hundred"]) for code in ("FRA", "SVN")]
    assert [code for code, _ in found("african")] == ["TGO"]
    assert [code for code, _ in found("OIC")] == ["TGO"]
    State.objects.filter(pk="TGO").update(is_ldc=True)
    assert ([code for code, _ in found("ldc")], found("sids")) == (["TGO"], [])
    page = client.get(address(workspace), {"group": "sids"}).content.decode()
    assert "No State of this group is in the record." in page
    assert '<option value="sids" selected>' in page


def test_what_states_have_in_common_weighs_where_somebody_lets_it(client, amina, workspace):
    client.force_login(amina)
    only = dict.fromkeys(REASONS, "0")

    found = {row["Code"]: row for row in rows(client, workspace, **only | {"groups": "5"})}
    usual = {row["Code"]: row for row in rows(client, workspace)}

    # Kenya is in the African Union and the Commonwealth, Togo in the first.
    names = ("Points in a hundred", "Organisations in common", "Organisations of States (as of 2014)")
    assert [found["TGO"][name] for name in names] == [
        *(100, 1),
        "African Union; Organisation of Islamic Cooperation; Organisation internationale de la Francophonie",
    ]
    assert (found["FRA"]["Points in a hundred"], found["FRA"]["Organisations in common"]) == (0, 0)
    assert {row["Points: Belongs to the same organisations of States"] for row in usual.values()} == {0}
    page = unescape(client.get(address(workspace)).content.decode())
    assert "Belongs to (as of 2014): European Union, Organisation internationale de la Francophonie" in page
    assert "1 of them together with" in page


def test_a_recommendation_with_two_issues_counts_once_for_its_state(client, amina, workspace):
    client.force_login(amina)

    found = {row["Code"]: row for row in rows(client, workspace, issue=["50", "54"])}

    assert (found["TGO"]["To all States"], found["TGO"]["Women's rights"]) == (1, 1)
    assert (found["FRA"]["To this State"], found["FRA"]["Noted"]) == (2, 1)


def test_weights_of_the_address_rank(client, amina, workspace):
    client.force_login(amina)
    weights = dict.fromkeys(["here", "nearby", "everywhere", "strong", "questions"], "0")

    found = rows(client, workspace, supported="10", **weights)

    assert [(row["Rank"], row["Code"], row["Points in a hundred"]) for row in found[:3]] == [
        (1, "SVN", 25.0),
        (1, "TGO", 25.0),
        (3, "FRA", 20.0),
    ]


def test_page_shows_reasons_that_open(client, amina, workspace):
    client.force_login(amina)

    page = client.get(address(workspace)).content.decode()

    assert "On these issues: 1 to this State, 2 to all" in page
    assert "?recommending_state=FRA&amp;issue=50&amp;state=KEN" in page
    assert "2 <span" in page
    assert "of the Working Group: 48–49. What is not" in page


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"here": "11"}, "less than or equal to 10"),
        ({"here": "much"}, "Enter a whole number"),
        ({"issue": "99"}, "99 is not one of the available choices"),
        ({"issue": [str(number) for number in range(1, 12)]}, "Choose 10 issues at most."),
        (dict.fromkeys(REASONS, "0"), "Let at least one"),
    ],
)
def test_bad_address_is_answered_at_its_field_and_gives_no_file(client, amina, workspace, asked, message):
    client.force_login(amina)

    assert message in client.get(address(workspace), asked).content.decode()
    assert client.get(address(workspace, "lobbying_csv"), asked).status_code == 302


def test_without_an_issue_the_page_asks_for_one(client, amina, workspace):
    PriorityIssue.objects.all().delete()
    client.force_login(amina)

    assert "Choose an issue first" in client.get(address(workspace)).content.decode()


def test_queries_do_not_grow_with_states_or_issues(client, amina, workspace, django_assert_num_queries):
    client.force_login(amina)
    client.get(address(workspace))
    with django_assert_num_queries(19):
        client.get(address(workspace), {"show": "all", "issue": [str(number) for number in range(45, 55)]})


def test_who_was_asked_before_and_who_has_an_embassy_there(client, amina, chidi, organisation, workspace):
    before = make_workspace(organisation=organisation, review=make_review(make_state("KEN"), cycle=3, session=35))
    move_target(target=make_target(before, amina), to="delivered", by=amina, at=timezone.now())
    move_target(target=make_target(before, amina, "SVN"), to="declined", by=amina, at=timezone.now())
    make_target(before, amina, "TGO")
    elsewhere = make_workspace(review=before.review)
    move_target(target=make_target(elsewhere, chidi, "TGO"), to="delivered", by=chidi, at=timezone.now())
    make_post(amina, state="TGO", host="KEN")
    make_post(amina, state="SVN", host="KEN", presence="elsewhere")
    client.force_login(amina)

    page = client.get(address(workspace)).content.decode()
    found = {row["Code"]: row for row in rows(client, workspace, show="all")}

    names = ["Asked by you in earlier reviews", "Of these delivered", "Embassy there"]
    assert [found["FRA"][name] for name in names] == [1, 1, 0]
    assert [found["SVN"][name] for name in names] == [1, 0, 0]
    assert [found["TGO"][name] for name in names] == [0, 0, 1]
    assert "Asked by you in 1 earlier review, delivered in 1" in page


def test_what_stands_in_the_pipeline_is_said_and_the_rest_is_one_press_away(client, amina, bruno, workspace):
    make_target(workspace, amina)
    client.force_login(amina)
    page = client.get(address(workspace)).content.decode()
    assert (page.count("In the pipeline"), "Put Svn into the pipeline" in page) == (1, True)

    client.force_login(bruno)
    assert "into the pipeline" not in client.get(address(workspace)).content.decode()


def test_reasons_are_folded_until_somebody_opens_all(client, amina, workspace):
    client.force_login(amina)
    folded, opened = '<details class="in-print">', '<details class="in-print" open>'

    page = client.get(address(workspace), {"group": "EU"}).content.decode()
    every = client.get(address(workspace), {"group": "EU", "open": "all"}).content.decode()

    assert (page.count(folded), page.count(opened)) == (2, 0)
    assert 'href="?group=EU&amp;open=all#ranked" data-open-all>Open all reasons</a>' in page
    assert (every.count(folded), every.count(opened), "Open all reasons" in every) == (0, 2, False)
