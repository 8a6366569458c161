"""A workspace of a national human rights institution speaks in that institution's voice."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from accounts.models import Organisation, WorkspaceMember
from cycles.models import PublishedRating
from implementation.embassies import embassy_paper
from implementation.midterm_content import midterm_report
from implementation.services.counting import rules_of
from implementation.services.ratings import publish_workspace_ratings, rate_pledge, rate_recommendation
from implementation.services.words import copy_own_words
from tests.factories import (
    AT,
    make_member,
    make_organisation,
    make_recommendation,
    make_state,
    make_workspace,
)
from tests.implementation.pledged import make_pledge

NHRI = Organisation.Kind.NHRI
MARCH = date(2026, 3, 1)


@pytest.fixture
def institution(db):
    return make_organisation(name="Ombudsman of Arcadia", kind=NHRI)


@pytest.fixture
def office(institution, review):
    return make_workspace(institution, review, name="Ombudsman")


@pytest.fixture
def ombud(institution):
    return make_member(institution, role="owner")


def rate(workspace, recommendation, by, level="partially", **more):
    words = {"level": level, "note": "", "rated_date": MARCH, "by": by, "at": AT, "replaces": None}
    return rate_recommendation(workspace=workspace, recommendation=recommendation, **words | more)


@pytest.mark.parametrize(
    ("coordinators", "contributors", "voice"),
    [
        ([NHRI], [], "nhri"),
        ([NHRI], ["national"], "nhri"),
        (["national"], [NHRI], "cso"),
        ([NHRI, "national"], [], "cso"),
        (["coalition"], [], "cso"),
    ],
)
def test_the_voice_follows_who_coordinates(review, coordinators, contributors, voice):
    workspace = make_workspace(make_organisation(kind=coordinators[0]), review)
    roles = [("coordinator", kind) for kind in coordinators[1:]] + [("contributor", kind) for kind in contributors]
    for role, kind in roles:
        one = make_organisation(kind=kind)
        WorkspaceMember.objects.create(workspace=workspace, organisation=one, role=role)

    assert rules_of(workspace).voice == voice
    assert rules_of(workspace).others == ["government", "cso" if voice == "nhri" else "nhri"]


def test_its_rating_counts_in_its_own_voice(office, ombud, review):
    rating = rate(office, make_recommendation(review), ombud)

    assert (rating.voice, rating.is_ours, rating.is_counted) == ("nhri", True, True)


def test_what_civil_society_says_stands_beside_it(office, ombud, review):
    recommendation = make_recommendation(review)
    own = rate(office, recommendation, ombud)

    beside = rate(office, recommendation, ombud, "regressed", voice="cso", source="Coalition report, page 4")

    assert (beside.voice, beside.is_ours, beside.is_counted) == ("cso", False, False)
    own.refresh_from_db()
    assert (own.is_current, own.is_counted) == (True, True)


def test_a_pledge_is_rated_in_the_same_voice(office, ombud, review):
    words = {"level": "fully", "note": "", "rated_date": MARCH, "by": ombud, "at": AT, "replaces": None}

    said = rate_pledge(workspace=office, pledge=make_pledge(review), **words)

    assert (said.voice, said.is_ours) == ("nhri", True)


def test_its_earlier_words_stay_its_own_when_its_kind_changes(office, institution, ombud, review):
    recommendation = make_recommendation(review)
    first = rate(office, recommendation, ombud)
    Organisation.objects.filter(pk=institution.pk).update(kind="national")

    second = rate(office, recommendation, ombud, "fully", replaces=first.pk, at=AT + timedelta(days=1))

    first.refresh_from_db()
    assert (first.voice, first.is_current) == ("nhri", False)
    assert (second.voice, second.is_counted, second.former_id) == ("cso", True, first.pk)


def test_it_is_published_in_its_voice(client, office, ombud, review):
    rate(office, make_recommendation(review), ombud)

    publish_workspace_ratings(workspace=office, by=ombud, at=AT)

    assert PublishedRating.objects.get().voice == "nhri"
    page = client.get("/reviews/XAR/4/status/").content.decode()
    assert 'Ombudsman <span class="tag">The national human rights institution</span>' in page
    assert client.get("/reviews/XAR/4/status.json").json()["ratings"][0]["voice"] == "nhri"


def test_its_form_offers_the_government_and_civil_society(client, office, ombud, review):
    recommendation = make_recommendation(review)
    client.force_login(ombud)

    page = client.get(f"/workspaces/{office.pk}/ratings/voice/?at={recommendation.number}")

    assert page.context["form"].fields["voice"].choices == [
        ("government", "The government"),
        ("cso", "Civil society"),
    ]


def test_its_report_and_its_papers_name_the_institution(office, ombud, review):
    recommendation = make_recommendation(review, states=("FRA",))
    rate(office, recommendation, ombud)

    report = midterm_report(office, language="en", on=MARCH)
    paper = embassy_paper(office, make_state("FRA"), language="en", on=MARCH)

    assert report.kind_text == "Mid-term report by the national human rights institution"
    assert report.method_paragraphs[0].startswith(
        "The ratings are those of Ombudsman, in the voice of the national human rights institution."
    )
    assert paper.rated_by == "Rated by Ombudsman, the national human rights institution, as of 1 March 2026."


def test_its_sheet_has_columns_for_civil_society(client, office, ombud, review):
    recommendation = make_recommendation(review)
    rate(office, recommendation, ombud)
    rate(office, recommendation, ombud, "regressed", voice="cso", source="Coalition report")
    client.force_login(ombud)

    answer = client.get(f"/workspaces/{office.pk}/ratings.xlsx")

    head, row = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    said = dict(zip(head, row, strict=True))
    assert (said["Rating"], said["Civil society: Rating"]) == ("Partially implemented", "Regressed")
    assert not [name for name in head if name.startswith("The national human rights institution")]


def test_words_that_an_institution_takes_along_are_its_own(review, institution, ombud):
    coalition = make_workspace(make_organisation(), review)
    WorkspaceMember.objects.create(workspace=coalition, organisation=institution, role="contributor")
    recommendation = make_recommendation(review)
    rating = rate(coalition, recommendation, ombud)
    rate(coalition, recommendation, ombud, "regressed", voice="government", source="National report")

    own = copy_own_words(workspace=coalition, organisation=institution, by=ombud, at=AT + timedelta(days=1))

    copied = list(own.ratings.order_by("voice").values_list("voice", "is_ours", "is_current"))
    assert rating.voice == "cso"
    assert copied == [("government", False, True), ("nhri", True, True)]
