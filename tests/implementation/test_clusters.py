"""Recommendations that hang together: rated once, each with its own history; what the machine suggests."""

import os
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import WorkspaceMember
from common.models import AuditEvent
from cycles.models import Recommendation, Review, SearchFacets
from cycles.services.imports import import_file
from implementation.cluster_suggestions import Candidate, alike, suggestions, words_of
from implementation.clusters import cluster_pages
from implementation.coverage import coverage_of
from implementation.models import ClusterRefusal, Rating, RatingCluster, RatingClusterMember, RatingRules
from implementation.services import clusters
from implementation.services.kept_rows import NotInReview
from implementation.services.ratings import rate_recommendation
from implementation.viewpoint import viewpoint_of
from tests.factories import (
    AT,
    make_member,
    make_organisation,
    make_rating,
    make_recommendation,
    make_review,
    make_state,
    make_workspace,
)

LATER = AT + timedelta(hours=1)
WORDS = {"level": "partially", "note": "A bill is before parliament.", "rated_date": date(2026, 3, 1)}
EMPTY = {"structure": "", "process": "", "outcome": "", "method": "", "confidence": ""}
FORM = WORDS | EMPTY | {"rated_date": "2026-03-01"}


@pytest.fixture
def three(review):
    return [make_recommendation(review, item=item, text=f"Adopt law {item}") for item in (1, 2, 3)]


@pytest.fixture
def cluster(workspace, three, amina):
    return put_together(workspace, three, amina)


def put_together(workspace, rows, by, name="The law on torture", **more):
    return clusters.create_cluster(
        workspace=workspace, name=name, recommendations=rows, by=by, at=AT, key=uuid4(), **more
    )


def rate(cluster, by, seen, **words):
    return clusters.rate_cluster(cluster=cluster, seen=seen, words=WORDS | EMPTY | words, by=by, at=LATER)


def address(name, row):
    return reverse(f"implementation:{name}", args=[row.pk])


def members(cluster):
    return list(cluster.member_rows.order_by("recommendation").values_list("recommendation__item", flat=True))


def page_of(cluster, user):
    return cluster_pages(viewpoint_of(cluster.workspace, user), user, cluster=cluster)[0]


def test_one_rating_is_written_for_each_member_and_names_the_cluster(cluster, three, amina):
    earlier = make_rating(cluster.workspace, three[0], amina, level="regressed", note="Before")

    batch = rate(cluster, amina, {three[0].pk: earlier.pk, three[1].pk: None, three[2].pk: None})

    assert batch.rated == 3
    rows = Rating.objects.counted().order_by("recommendation").values_list("level", "note", "cluster", "former")
    said = ("partially", "A bill is before parliament.", cluster.pk)
    assert list(rows) == [(*said, earlier.pk), (*said, None), (*said, None)]
    assert AuditEvent.objects.filter(verb="rate").count() == 3


def test_what_was_rated_meanwhile_is_left_and_told(cluster, three, amina, odile):
    theirs = make_rating(cluster.workspace, three[1], odile, level="fully")

    batch = rate(cluster, amina, {three[0].pk: None, three[1].pk: None})

    assert (batch.rated, batch.conflicts) == (1, [theirs])


def test_the_same_words_said_apart_become_the_clusters(cluster, three, amina):
    alone = make_rating(cluster.workspace, three[0], amina, **WORDS)

    first = rate(cluster, amina, {three[0].pk: alone.pk})
    again = rate(cluster, amina, {three[0].pk: Rating.objects.counted().get().pk})

    assert (first.rated, again.rated) == (1, 0)
    assert Rating.objects.counted().get().cluster == cluster


def test_a_member_rated_apart_is_not_ticked_and_its_rating_names_no_cluster(client, cluster, three, amina):
    rate(cluster, amina, {row.pk: None for row in three})
    stands = Rating.objects.counted().get(recommendation=three[2])
    row = {"workspace": cluster.workspace, "recommendation": three[2], "by": amina, "at": LATER}
    rate_recommendation(**row, **WORDS | {"level": "fully"}, replaces=stands.pk)
    client.force_login(amina)

    page = client.get(cluster.get_absolute_url())

    assert [is_ticked for _line, is_ticked in page.context["form"].ticks()] == [True, True, False]
    assert [line.is_apart for line in page.context["page"].lines] == [False, False, True]
    assert Rating.objects.counted().get(recommendation=three[2]).cluster is None
    assert page.context["form"]["note"].value() == WORDS["note"]


def test_a_cluster_has_members_of_one_review_and_two_at_least(workspace, three, amina):
    foreign = make_recommendation(make_review(make_state("SVN")), item=9)

    with pytest.raises(NotInReview):
        put_together(workspace, [three[0], foreign], amina)
    with pytest.raises(clusters.TooFew):
        put_together(workspace, three[:1], amina)
    assert RatingCluster.objects.count() == 0


def test_a_recommendation_is_in_one_cluster_of_a_workspace(cluster, three, amina, organisation, review):
    other = make_recommendation(review, item=4)

    with pytest.raises(clusters.InOtherCluster) as error:
        put_together(cluster.workspace, [three[0], other], amina)
    elsewhere = put_together(make_workspace(organisation=organisation, review=review), three, amina)

    assert [(row.recommendation, row.cluster) for row in error.value.rows] == [(three[0], cluster)]
    assert members(elsewhere) == [1, 2, 3]


def test_the_same_form_twice_makes_one_cluster(workspace, three, amina):
    key = uuid4()
    words = {"workspace": workspace, "name": "Law", "recommendations": three, "by": amina, "at": AT, "key": key}

    first, second = clusters.create_cluster(**words), clusters.create_cluster(**words)

    assert (first, AuditEvent.objects.filter(verb="create_cluster").count()) == (second, 1)


def test_a_cluster_is_changed_and_its_ratings_stay(cluster, three, amina, review):
    rate(cluster, amina, {row.pk: None for row in three})
    new = make_recommendation(review, item=4)

    clusters.edit_cluster(cluster=cluster, name="Torture", recommendations=[*three[1:], new], by=amina, at=LATER)

    assert (RatingCluster.objects.get().name, members(cluster)) == ("Torture", [2, 3, 4])
    assert Rating.objects.counted().count() == 3
    assert AuditEvent.objects.get(verb="edit_cluster").fields == ["name", "recommendations"]


def test_taking_out_the_last_but_one_dissolves_it(cluster, three, amina):
    rate(cluster, amina, {row.pk: None for row in three})
    out = {"cluster": cluster, "by": amina, "at": LATER}

    first = clusters.take_out_of_cluster(recommendation=three[0], **out)
    second = clusters.take_out_of_cluster(recommendation=three[1], **out)

    assert (first.dissolved_at, second.dissolved_at, members(cluster)) == (None, LATER, [])
    assert Rating.objects.counted().filter(cluster=cluster).count() == 3
    assert rate(cluster, amina, {three[0].pk: None}).rated == 0


def test_where_each_rates_apart_a_cluster_writes_for_ones_own_organisation(cluster, three, amina):
    RatingRules.objects.create(workspace=cluster.workspace, rates_apart=True)
    bar = make_organisation(name="Bar association")
    WorkspaceMember.objects.create(workspace=cluster.workspace, organisation=bar, role="contributor")
    parveen = make_member(bar, name="Parveen")
    rate(cluster, amina, {row.pk: None for row in three})

    rate(cluster, parveen, {three[0].pk: None}, level="fully")

    said = Rating.objects.current().order_by("recommendation", "rated_at", "level")
    assert [(row.recommendation.item, row.level) for row in said] == [
        (1, "fully"),
        (1, "partially"),
        (2, "partially"),
        (3, "partially"),
    ]
    assert [line.rating.level if line.rating else "" for line in page_of(cluster, parveen).lines] == ["fully", "", ""]


def candidate(key, text, issues=(1,), action=4):
    return Candidate(key, words_of(text), frozenset(issues), action)


def test_the_machine_puts_together_what_is_on_one_issue_of_one_action_and_alike():
    found = alike(
        [
            candidate(1, "Adopt a comprehensive law on torture prevention"),
            candidate(2, "Adopt comprehensive legislation: law on preventing torture"),
            candidate(3, "Adopt a comprehensive law on torture prevention", issues=(2,)),
            candidate(4, "Adopt a comprehensive law on torture prevention", action=2),
            candidate(5, "Train judges in rural districts"),
        ]
    )

    assert [(sorted(one.keys), sorted(one.issues), one.action) for one in found] == [([1, 2], [1], 4)]


def test_every_two_of_a_suggestion_are_alike_and_share_an_issue():
    same = "Ratify the convention on migrant workers"
    found = alike(
        [
            candidate(1, same, (1, 2)),
            candidate(2, same, (2, 3)),
            candidate(3, same, (1, 3)),
            candidate(4, "Something else entirely", (9,)),
        ]
    )

    assert [sorted(one.keys) for one in found] == [[1, 2]]


def test_what_lies_within_a_refused_suggestion_is_not_suggested_again():
    three = [candidate(key, "Ratify the convention on migrant workers") for key in (1, 2, 3)]
    other = candidate(4, "Something else entirely")

    assert [sorted(one.keys) for one in alike([*three, other])] == [[1, 2, 3]]
    assert alike([*three, other], refused=[frozenset({1, 2, 3})]) == []
    assert [sorted(one.keys) for one in alike([*three, other], refused=[frozenset({1, 2})])] == [[1, 2, 3]]


def facets(row, *issues, action=4):
    SearchFacets.objects.create(
        recommendation=row,
        cycle=4,
        state_under_review="XAR",
        position=row.position,
        issues=list(issues),
        suggested_action=action,
    )
    return row


@pytest.fixture
def suggested(review):
    """Two that are alike, and one that is not."""
    facets(make_recommendation(review, item=7, text="Train judges in rural districts"), 50)
    texts = ("Adopt a comprehensive law against torture", "Adopt a comprehensive law on torture")
    return [facets(make_recommendation(review, item=item, text=text), 50) for item, text in enumerate(texts, start=8)]


def test_a_suggestion_says_why_and_becomes_a_cluster_when_a_person_says_so(client, workspace, suggested, amina):
    client.force_login(amina)
    page = client.get(address("cluster_list", workspace))
    form = client.get(address("cluster_create", workspace) + "?numbers=140.8,140.9")
    sent = {"name": "Law on torture", "numbers": form.context["form"]["numbers"].value(), "key": uuid4()}

    answer = client.post(address("cluster_create", workspace) + "?numbers=140.8,140.9", sent)

    [one] = page.context["suggestions"]
    assert (one.recommendations, one.issues, one.action) == (
        suggested,
        ["Torture and other CID treatment"],
        "General action",
    )
    made = RatingCluster.objects.get()
    assert (answer.url, made.was_suggested, members(made)) == (made.get_absolute_url(), True, [8, 9])
    assert suggestions(workspace, amina) == []


def test_a_suggestion_that_was_refused_is_gone(client, workspace, suggested, amina):
    client.force_login(amina)

    for _twice in range(2):
        client.post(address("cluster_refuse", workspace), {"numbers": "140.8,140.9"})

    assert [row.recommendations for row in ClusterRefusal.objects.all()] == [[row.pk for row in suggested]]
    assert suggestions(workspace, amina) == []


def test_the_form_rates_the_ticked_ones_and_keeps_what_was_typed_when_none_is(client, cluster, three, amina):
    client.force_login(amina)
    none = client.post(cluster.get_absolute_url(), FORM)
    rows = [f"{three[0].pk}:", f"{three[2].pk}:", "999999:", "x:"]

    answer = client.post(cluster.get_absolute_url(), FORM | {"row": rows})

    assert (none.status_code, none.context["form"]["note"].value()) == (422, WORDS["note"])
    assert "Tick the recommendations that this rating is for." in none.content.decode()
    assert answer.status_code == 302
    assert list(Rating.objects.order_by("recommendation").values_list("recommendation__item", flat=True)) == [1, 3]


def test_a_draft_of_a_cluster_waits_for_nobody(client, cluster, three, amina):
    RatingRules.objects.create(workspace=cluster.workspace, needs_approval=True)
    client.force_login(amina)

    client.post(cluster.get_absolute_url(), FORM | {"row": f"{three[0].pk}:", "as": "draft"})
    client.post(cluster.get_absolute_url(), FORM | {"row": f"{three[1].pk}:"})

    assert list(Rating.objects.order_by("recommendation").values_list("state", flat=True)) == ["draft", "sent"]


def test_numbers_in_another_cluster_are_told_at_the_field(client, cluster, amina, review):
    make_recommendation(review, item=4)
    client.force_login(amina)

    page = client.post(
        address("cluster_create", cluster.workspace), {"name": "New", "numbers": "140.1 140.4", "key": uuid4()}
    )

    assert page.status_code == 422
    assert page.context["form"].errors["numbers"] == [
        "140.1 is in another cluster already: The law on torture. Take it out there first."
    ]
    assert page.context["form"]["name"].value() == "New"


def test_pages_change_take_out_and_dissolve(client, cluster, three, amina):
    client.force_login(amina)

    client.post(address("cluster_edit", cluster), {"name": "Torture", "numbers": "140.1, 140.2", "key": uuid4()})
    changed = (RatingCluster.objects.get().name, members(cluster))
    gone = client.post(address("cluster_take_out", cluster), {"recommendation": three[2].pk})
    client.post(address("cluster_dissolve", cluster))

    assert changed == ("Torture", [1, 2])
    assert (gone.status_code, members(cluster)) == (404, [])
    assert RatingCluster.objects.get().dissolved_by == amina


def test_the_list_the_page_of_a_rating_and_coverage_show_the_cluster(client, cluster, three, amina):
    facets(three[0], 50)
    rate(cluster, amina, {three[0].pk: None})
    client.force_login(amina)

    page = client.get(address("rating_list", cluster.workspace) + "?at=140.2").content.decode()
    history = client.get(address("rating_history", cluster.workspace) + "?at=140.1").content.decode()

    # Beside the one before, the open one, and the one after.
    assert page.count(f'href="{cluster.get_absolute_url()}"') == 3
    assert "Through the cluster" in history
    assert [line.clusters for line in coverage_of(cluster.workspace, amina).lines] == [[cluster]]


@pytest.mark.parametrize("name", ["cluster_detail", "cluster_edit", "cluster_dissolve", "cluster_take_out"])
def test_only_writers_change_a_cluster_and_strangers_find_none(client, cluster, three, bruno, chidi, name):
    said = {}
    for person in (bruno, chidi):
        client.force_login(person)
        data = FORM | {"recommendation": three[0].pk, "row": f"{three[0].pk}:"}
        said[person] = client.post(address(name, cluster), data).status_code

    assert (said[bruno], said[chidi]) == (403, 404)
    assert (Rating.objects.count(), members(cluster)) == (0, [1, 2, 3])


def test_whoever_reads_sees_the_members_and_no_form(client, cluster, bruno):
    client.force_login(bruno)

    html = client.get(cluster.get_absolute_url()).content.decode()
    listed = client.get(address("cluster_list", cluster.workspace)).content.decode()

    assert ("Adopt law 2" in html, "Rate the ticked ones" in html, "The law on torture" in listed) == (
        True,
        False,
        True,
    )


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_no_more_for_more(workspace, review, amina, django_assert_num_queries, number):
    for place in range(number):
        rows = [make_recommendation(review, item=10 * place + item) for item in (1, 2)]
        made = put_together(workspace, rows, amina, name=f"Cluster {place}")
        rate(made, amina, {row.pk: None for row in rows})
    viewpoint = viewpoint_of(workspace, amina)

    with django_assert_num_queries(3):
        pages = cluster_pages(viewpoint, amina)

    assert [len(page.lines) for page in pages] == [2] * number
    assert RatingClusterMember.objects.count() == 2 * number


@pytest.mark.slow
def test_the_real_list_of_slovenia_gives_suggestions_that_hang_together(organisation, amina, db):
    root = os.environ.get("UPR_REALDATA")
    if not root:
        pytest.skip("UPR_REALDATA does not name OHCHR's files")
    call_command("load_reference_data", verbosity=0)
    data = (Path(root) / "thematic_lists" / "SVN_c4.docx").read_bytes()
    import_file(data=data, file_name="SVN_c4.docx", chosen=None, by=None, at=AT)
    workspace = make_workspace(organisation=organisation, review=Review.objects.by_code("SVN-4").get())

    found = suggestions(workspace, amina)

    by_number = {one.numbers: one.issues for one in found}
    assert Recommendation.objects.count() == 254
    assert (len(found), sum(len(one.recommendations) for one in found)) == (35, 80)
    # Overcrowded prisons; the "erased"; the independence of the Ombudsman; statelessness.
    for numbers in ("140.51,140.52", "140.72,140.75", "140.18,140.19", "140.13,140.14"):
        assert by_number[numbers]
