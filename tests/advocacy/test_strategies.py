"""The strategy library: who reads what, in whose name, and what stays at home."""

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils.html import escape

from advocacy.examples import EXAMPLES, examples_saying
from advocacy.models import Strategy
from common.actor import acting_for
from submissions.services.preparing import PreparedMeanwhile
from tests.advocacy.decided import decide, make_proposal
from tests.advocacy.strategic import SAID, make_strategy, share
from tests.factories import make_member, make_rating, make_recommendation


@pytest.fixture
def strategy(workspace, amina):
    return make_strategy(workspace, amina, risk="A risk that one must know")


def at(name, row):
    return reverse(f"advocacy:{name}", args=[row.pk])


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 200), ("chidi", 404)])
def test_members_read(client, request, workspace, strategy, name, status):
    client.force_login(request.getfixturevalue(name))

    assert client.get(at("strategy_list", workspace)).status_code == status
    assert client.get(at("strategy_detail", strategy)).status_code == status


@pytest.mark.parametrize(("name", "status"), [("amina", 302), ("bruno", 403), ("chidi", 404)])
@pytest.mark.parametrize("place", ["strategy_edit", "strategy_delete"])
def test_editors_write(client, request, strategy, place, name, status):
    client.force_login(request.getfixturevalue(name))
    words = SAID | {"title": "Four", "key": strategy.pk, "seen": strategy.version}

    assert client.post(at(place, strategy), words).status_code == status


@pytest.mark.parametrize(("name", "status"), [("odile", 302), ("amina", 403), ("bruno", 403), ("chidi", 404)])
def test_those_who_speak_for_the_workspace_share(client, request, strategy, organisation, name, status):
    client.force_login(request.getfixturevalue(name))
    words = {
        "sharing": "everybody",
        "organisation": organisation.pk,
        "is_read": "on",
        "seen": strategy.version,
    }

    assert client.post(at("strategy_share", strategy), words).status_code == status
    assert Strategy.objects.filter(sharing="everybody").count() == (status == 302)


def test_sharing_needs_a_reading(client, odile, organisation, strategy):
    client.force_login(odile)
    words = {"sharing": "everybody", "organisation": organisation.pk, "seen": strategy.version}

    answer = client.post(at("strategy_share", strategy), words)

    assert answer.context["form"].errors == {"is_read": ["Read it first, then tick this."]}
    assert Strategy.objects.get().sharing == "workspace"


def test_a_stranger_reads_what_is_shared_and_nothing_of_where_it_comes_from(
    client, chidi, odile, organisation, workspace, strategy
):
    share(strategy, organisation, odile)
    client.force_login(chidi)

    words = client.get(at("strategy_detail", strategy)).content.decode()

    assert "A risk that one must know" in words
    assert escape(organisation.name) not in words
    assert workspace.name not in words
    assert str(workspace.pk) not in words
    assert [client.get(at(name, strategy)).status_code for name in ("strategy_edit", "strategy_share")] == [404, 404]


def test_its_name_is_told_only_if_wanted(client, chidi, odile, organisation, strategy):
    share(strategy, organisation, odile, is_named=True)
    client.force_login(chidi)

    answer = client.get(at("strategy_detail", strategy))

    assert escape(organisation.name) in answer.content.decode()


def test_one_organisation_reads_it_and_no_other(client, chidi, odile, amina, organisation, strategy):
    colleague = make_member(organisation)
    share(strategy, organisation, odile, "organisation")

    assert [Strategy.objects.visible_to(one).count() for one in (amina, colleague, chidi)] == [1, 1, 0]


def test_the_wall_lets_others_read_what_is_shared_and_write_nothing(chidi, odile, organisation, strategy, amina):
    other = make_strategy(strategy.workspace, amina, title="Kept")
    share(strategy, organisation, odile)

    with acting_for(chidi):
        assert list(Strategy.objects.values_list("title", flat=True)) == ["Three embassies"]
        assert Strategy.objects.update(title="Taken over") == 0
        assert Strategy.objects.all().delete()[0] == 0
    assert other.title == "Kept"


def test_taken_back_nobody_else_reads_it(chidi, odile, organisation, strategy):
    shared = share(strategy, organisation, odile, is_named=True)
    share(shared, organisation, odile, "workspace")

    row = Strategy.objects.get()
    assert (row.sharing, row.organisation, row.told_by) == ("workspace", None, "")
    assert not Strategy.objects.visible_to(chidi).exists()


def test_what_was_read_is_what_is_shared(odile, organisation, strategy, amina):
    read = Strategy.objects.get()
    share(strategy, organisation, odile)

    with pytest.raises(PreparedMeanwhile):
        share(read, organisation, odile)


def test_results_are_seen_at_home_only(client, amina, chidi, odile, organisation, workspace):
    recommendation = make_recommendation(workspace.review, paragraph=140, item=9, text="Relieve prisons")
    proposal = make_proposal(workspace, amina, text_en="Relieve the crowded jails")
    decide(proposal, recommendation, amina, "in_part")
    make_rating(workspace, recommendation, amina, level="partially")
    strategy = make_strategy(workspace, amina, links={"proposals": [proposal]})
    share(strategy, organisation, odile)
    client.force_login(amina)

    words = client.get(at("strategy_detail", strategy)).content.decode()

    assert "Taken up in part" in words
    assert "Partially implemented" in words
    client.force_login(chidi)
    assert "Relieve" not in client.get(at("strategy_detail", strategy)).content.decode()


def test_search_finds_every_word_wherever_it_stands(client, amina, workspace, strategy):
    client.force_login(amina)
    make_strategy(workspace, amina, title="A letter", stage=3)

    def found(**words):
        return [row.title for row in client.get(at("strategy_list", workspace), words).context["ours"]]

    assert found(q="risk EMBASSIES") == ["Three embassies"]
    assert found(q="risk letter") == []
    assert found(stage="3") == ["A letter"]


def test_ten_examples_are_found_by_word_and_stage():
    assert len(EXAMPLES) == 10
    assert [one.title for one in examples_saying("mongolia", stage=3)] == [
        "From a moratorium to the law, over two cycles: Mongolia"
    ]
    assert examples_saying("mongolia", stage=1) == []


def test_list_asks_as_much_for_one_as_for_five(client, amina, workspace, strategy, django_assert_max_num_queries):
    client.force_login(amina)
    client.get(at("strategy_list", workspace))
    for _turn in range(4):
        make_strategy(workspace, amina)

    with django_assert_max_num_queries(20):
        client.get(at("strategy_list", workspace))


def test_a_shared_one_has_an_organisation(strategy):
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("UPDATE advocacy_strategy SET sharing = 'organisation'")
