import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from advocacy.matching.common_words import marked
from advocacy.models import UptakeMatch
from advocacy.services.uptake import TakenUpAlready, withdraw_uptake
from advocacy.uptake_page import lines, overall, pairs, shares_by_state, unasked
from submissions.models import ProposedRecommendation
from tests.advocacy.decided import decide, make_proposal
from tests.factories import make_member, make_recommendation, make_review, make_state, make_workspace

TEXTS = [
    "Abolish the death penalty for all crimes",
    "Reduce overcrowding in prisons through non-custodial measures",
    "Promote gender equality",
    "Provide free primary education",
    "Decriminalize defamation",
]


@pytest.fixture
def workspace(organisation):
    review = make_review()
    for item, text in enumerate(TEXTS, 1):
        make_recommendation(review, states=["FRA"], paragraph=120, item=item, text=text)
    return make_workspace(organisation=organisation, review=review)


@pytest.fixture
def proposal(workspace, amina):
    return make_proposal(workspace, amina, text_en="Relieve the crowded jails and send fewer offenders there")


def number(workspace, item):
    return workspace.review.recommendations.get(item=item)


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 200), ("chidi", 404)])
def test_pages_are_the_workspaces(client, request, proposal, name, status):
    client.force_login(request.getfixturevalue(name))

    assert client.get(reverse("advocacy:uptake_list", args=[proposal.workspace_id])).status_code == status
    assert client.get(reverse("advocacy:uptake_detail", args=[proposal.pk])).status_code == status


@pytest.mark.parametrize(("name", "status"), [("amina", 302), ("bruno", 403), ("chidi", 404)])
def test_editors_decide(client, request, proposal, name, status):
    client.force_login(request.getfixturevalue(name))

    answer = client.post(
        reverse("advocacy:uptake_decide", args=[proposal.pk]), {"number": "120.2", "verdict": "in_part"}
    )

    assert answer.status_code == status
    assert UptakeMatch.objects.filter(verdict="in_part").count() == (status == 302)


def test_candidate_is_shown_as_a_guess_with_its_common_words_marked(client, amina, proposal):
    client.force_login(amina)

    page = client.get(reverse("advocacy:uptake_detail", args=[proposal.pk])).content.decode()

    assert "<mark>overcrowding</mark>" in page
    assert "<mark>prisons</mark>" in page
    assert "the machine’s guess" in page
    assert "Provide free primary education" not in page


def test_weaker_candidates_stand_beside_one_that_the_machine_is_sure_of(workspace, amina):
    review = workspace.review
    for item, text in enumerate(("Reduce overcrowding in prisons", "Improve conditions in prisons"), 6):
        make_recommendation(review, states=["FRA"], paragraph=120, item=item, text=text)
    sure = make_proposal(workspace, amina, text_en="Relieve the crowded jails and send fewer offenders there")
    unsure = make_proposal(workspace, amina, text_en="Treat detainees with epilepsy in a clinic of the prisons")

    found = {one: pairs(one, review, []) for one in (sure, unsure)}

    assert [(pair.recommendation.item, pair.is_weak) for pair in found[sure]] == [(2, False), (6, False), (7, False)]
    assert {pair.is_weak for pair in found[unsure]} == {True}
    assert [line.waiting for line in lines([sure, unsure], review, [])] == [3, 0]


@pytest.mark.parametrize(
    ("words", "is_read"),
    [
        ({"text_ru": "Отменить смертную казнь", "text_en": ""}, False),
        ({"text_zh": "废除死刑", "text_en": ""}, False),
        ({"text_en": "إلغاء عقوبة الإعدام"}, False),
        ({"text_ru": "Посадить пальмы", "text_en": "Plant palm trees"}, True),
    ],
)
def test_language_that_the_machine_cannot_read_is_said(client, amina, workspace, words, is_read):
    client.force_login(amina)
    proposal = make_proposal(workspace, amina, **words)

    page = client.get(reverse("advocacy:uptake_detail", args=[proposal.pk])).content.decode()
    listed = client.get(reverse("advocacy:uptake_list", args=[workspace.pk])).content.decode()

    assert ("The machine found none" in page, "it has not looked for this proposal" in page) == (is_read, not is_read)
    assert ("The machine cannot read its language" in listed) == (not is_read)


def test_decision_keeps_how_sure_the_machine_was_and_stands_in_the_list(client, amina, proposal, workspace):
    client.force_login(amina)
    client.post(reverse("advocacy:uptake_decide", args=[proposal.pk]), {"number": "120.2", "verdict": "fully"})

    match = UptakeMatch.objects.get()
    page = client.get(reverse("advocacy:uptake_list", args=[workspace.pk])).content.decode()

    assert (match.recommendation.number, match.decided_by, match.workspace) == ("120.2", amina, workspace)
    assert 0.5 <= match.score <= 1
    assert "Taken up fully: <bdi>120.2</bdi>" in page
    assert "1 proposal, 1 taken up, 0 not decided yet." in page


def test_whoever_has_not_read_a_decision_does_not_write_over_it(client, amina, organisation, proposal, workspace):
    decide(proposal, number(workspace, 2), make_member(organisation), "contrary")
    client.force_login(amina)
    address = reverse("advocacy:uptake_decide", args=[proposal.pk])
    sent = {"number": "120.2", "verdict": "fully"}

    late = client.post(address, sent | {"seen": ""})
    again = client.post(address, sent | {"verdict": "open", "seen": "in_part"})
    kept = UptakeMatch.objects.get().verdict
    same = client.post(address, sent | {"verdict": "contrary", "seen": ""})
    read = client.post(address, sent | {"seen": "contrary"})

    page = late.content.decode()
    assert "It is decided already: Says the contrary. Nothing was changed; beside it you may decide otherwise." in page
    assert '<input type="hidden" name="seen" value="contrary">' in page
    assert (late.status_code, again.status_code, kept) == (409, 409, "contrary")
    assert (same.status_code, read.status_code, UptakeMatch.objects.get().verdict) == (302, 302, "fully")


def test_no_verdict_stands_there_before_a_person_chose_one(client, amina, proposal):
    client.force_login(amina)

    page = client.get(reverse("advocacy:uptake_detail", args=[proposal.pk])).content.decode()
    nothing = client.post(reverse("advocacy:uptake_decide", args=[proposal.pk]), {"number": "120.2", "verdict": ""})

    assert 'name="verdict" required><option value="">Not decided</option>' in page
    assert 'id="verdict-error"' in nothing.content.decode()
    assert UptakeMatch.objects.count() == 0


def test_unknown_number_is_said_at_its_field_and_kept(client, amina, proposal):
    client.force_login(amina)

    page = client.post(
        reverse("advocacy:uptake_decide", args=[proposal.pk]), {"number": "99.9", "verdict": "weakened"}
    ).content.decode()

    assert "XAR-4 has no recommendation 99.9. Numbers look like 140.7." in page
    assert 'value="99.9"' in page
    assert '<option value="weakened" selected>' in page
    assert UptakeMatch.objects.count() == 0


@pytest.mark.parametrize(
    "sent",
    [{}, {"number": "120.2"}, {"number": "120.2", "verdict": "perfect"}, {"number": "nobody", "verdict": "fully"}],
)
def test_senseless_decision_is_refused(client, amina, proposal, sent):
    client.force_login(amina)

    assert client.post(reverse("advocacy:uptake_decide", args=[proposal.pk]), sent).status_code == 200
    assert UptakeMatch.objects.count() == 0


def test_nobody_is_undone_by_whoever_took_it_up_and_cannot_follow_it(workspace, amina, proposal):
    decide(proposal, None, amina, "none")
    decide(proposal, number(workspace, 2), amina, "weakened")

    assert list(UptakeMatch.objects.values_list("verdict", flat=True)) == ["weakened"]
    with pytest.raises(TakenUpAlready):
        decide(proposal, None, amina, "none")


def test_decision_can_be_changed_and_taken_back(workspace, amina, proposal):
    row = number(workspace, 2)
    decide(proposal, row, amina, "fully")
    decide(proposal, row, amina, "contrary")

    assert list(UptakeMatch.objects.values_list("verdict", flat=True)) == ["contrary"]

    for _ in range(2):
        withdraw_uptake(proposal=proposal, recommendation=row, by=amina, at=timezone.now(), seen="contrary")

    assert UptakeMatch.objects.count() == 0


def test_rates_count_decided_proposals_and_states_that_were_asked(workspace, amina, proposal):
    france, kenya = make_state("FRA"), make_state("KEN", name="Kenya")
    proposal.states.set([kenya])
    other = make_proposal(workspace, amina, text_en="Ban plastic bags", links={"states": [france]})
    make_proposal(workspace, amina, text_en="Plant trees")
    decide(proposal, number(workspace, 2), amina, "in_part")
    decide(other, None, amina, "none")

    proposals = ProposedRecommendation.objects.filter(workspace=workspace).with_all().in_order()
    rows = lines(proposals, workspace.review, UptakeMatch.objects.with_recommendation())

    share = overall(rows)
    assert (share.total, share.taken_up, share.undecided, share.percent) == (3, 1, 1, 50)
    assert [(one.name, one.total, one.taken_up) for one in shares_by_state(rows)] == [("Fra", 1, 0), ("Kenya", 1, 0)]
    assert [state.pk for state in unasked(rows)] == ["FRA"]


def test_what_says_the_contrary_is_decided_and_not_taken_up(client, workspace, amina, proposal):
    decide(proposal, number(workspace, 2), amina, "contrary")
    client.force_login(amina)

    proposals = ProposedRecommendation.objects.filter(workspace=workspace).with_all().in_order()
    share = overall(lines(proposals, workspace.review, UptakeMatch.objects.with_recommendation()))
    page = client.get(reverse("advocacy:uptake_list", args=[workspace.pk])).content.decode()

    assert (share.total, share.taken_up, share.undecided, share.percent) == (1, 0, 0, 0)
    assert f"Says the contrary: <bdi>{number(workspace, 2).number}</bdi>" in page


def test_database_keeps_one_decision_a_pair_and_no_verdict_without_a_recommendation(workspace, amina, proposal):
    decide(proposal, None, amina, "none")
    fields = {"workspace": workspace, "proposal": proposal, "decided_by": amina, "decided_at": timezone.now()}

    for verdict in ("none", "fully"):
        with pytest.raises(IntegrityError), transaction.atomic():
            UptakeMatch.objects.create(verdict=verdict, **fields)


def test_list_asks_the_same_number_of_questions_for_one_and_three(
    client, amina, workspace, proposal, django_assert_num_queries
):
    client.force_login(amina)
    address = reverse("advocacy:uptake_list", args=[workspace.pk])
    decide(proposal, number(workspace, 2), amina)
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)
    for _ in range(2):
        decide(make_proposal(workspace, amina), number(workspace, 3), amina)

    with django_assert_num_queries(QUERIES):
        client.get(address)


QUERIES = 17


@pytest.mark.parametrize(
    ("text", "proposal", "words"),
    [
        ("Reduce overcrowding in prisons", "Désengorger les maisons d’arrêt bondées", ["overcrowding", "prisons"]),
        ("Abolish the death penalty", "Abolir la pena capital", ["Abolish", "death", "penalty"]),
        ("Promote gender equality", "Plant trees", []),
    ],
)
def test_common_words_are_marked_across_languages(text, proposal, words):
    found = marked(text, proposal)

    assert "".join(piece for piece, _ in found) == text
    assert [piece for piece, is_marked in found if is_marked] == words
