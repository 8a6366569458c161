"""The counts of the search page against counting one by one."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from common.actor import SERVER, assume
from cycles.covered import ranges
from cycles.facet_index import facet_index
from cycles.models import ActionSuggestion, Goal, PersonGroup, Recommendation, SearchFacets, SearchText, Theme
from cycles.search_choices import SearchChoices
from cycles.search_filter import FITS, SearchFilter
from cycles.search_reading import found_keys
from cycles.services.record_version import begin_change
from cycles.services.rendering import render_rows
from tests.examples import examples
from tests.factories import AT, make_recommendation, make_review, make_state

STATES = {"FRA": "weog", "CHL": "grulac", "FJI": "asia_pacific", "ALB": "eastern_european"}
VALUES = {
    "cycle": ["1", "2"],
    "session": ["5", "18"],
    "state": list(STATES),
    "region": list(STATES.values()),
    "recommending_state": list(STATES),
    "recommending_region": list(STATES.values()),
    "position": ["supported", "noted", "pending"],
    "issue": ["7", "50"],
    "sdg": ["3", "16"],
    "persons": ["Women", "Children"],
    "action": ["4", "5", "suggested-4", "suggested-5"],
    "language": ["en", "fr"],
    "search": ["torture", "prison OR torture", "-prison", "Chile", '"torture in"'],
}


@pytest.fixture
def record(db):
    """Forty recommendations whose parts a die has thrown, the same each time."""
    die = random.Random(3)  # noqa: S311
    for iso3, region in STATES.items():
        make_state(iso3, regional_group=region, name={"CHL": "Chile"}.get(iso3, iso3.title()))
    reviews = [make_review(make_state(iso3), cycle=c, session=n) for iso3 in STATES for c, n in ((1, 5), (2, 18))]
    issues = [Theme.objects.create(scheme="upr_info", version="2014", code=code, label=code) for code in ("7", "50")]
    goals = [Goal.objects.create(number=number, name_en="Goal") for number in (3, 16)]
    groups = [PersonGroup.objects.create(version=v, label=label) for v in "34" for label in ("Women", "Children")]
    for item in range(1, 41):
        row = make_recommendation(
            die.choice(reviews),
            item=item,
            language=die.choice(["en", "en", "fr"]),
            text=die.choice(["Torture", "Prison", "Torture in prison", "Food"]),
            states=die.sample(list(STATES), die.randint(1, 3)),
            themes=[],
            position=die.choice(VALUES["position"]),
            **die.choice([{}, {"action_category": die.choice([4, 5]), "action_basis": "given"}]),
        )
        for place, issue in enumerate(die.sample(issues, die.randint(0, 2))):
            row.theme_rows.create(theme=issue, order=place)
        row.goals.set(die.sample(goals, die.randint(0, 2)))
        row.groups.set(die.sample(groups, die.randint(0, 3)))
        ActionSuggestion.objects.create(recommendation=row, category=die.choice([4, 5]), verb="end", agreement=0.5)
    render_rows(Recommendation.objects.all())
    return Recommendation.objects.all()


def asked(address):
    return SearchFilter.from_address(QueryDict(address))


def values_of(facets):
    """What one row of facets is counted under, kind by kind."""
    labels = PersonGroup.objects.in_bulk()
    given = facets.action_category
    return {
        "cycle": {str(facets.cycle)},
        "session": {str(facets.session)},
        "state": {facets.state_under_review},
        "region": {facets.regional_group},
        "recommending_state": set(facets.recommending_states),
        "recommending_region": {STATES[iso3] for iso3 in facets.recommending_states},
        "position": {facets.position},
        "issue": {str(number) for number in facets.issues},
        "sdg": {str(number) for number in facets.goals},
        "persons": {labels[key].label for key in facets.person_groups},
        "action": {str(given) if given else f"suggested-{facets.suggested_action}"},
        "language": set(SearchText.objects.filter(recommendation=facets.pk).values_list("language", flat=True)),
    }


def fits(values, chosen, words):
    return words and all(not wanted or values[kind] & set(wanted) for kind, wanted in chosen.items())


def in_words(search):
    """The recommendations with the words, whatever else is chosen: asked of each by itself."""
    words = SearchFilter(words=search.words)
    return set(words.hits().values_list("recommendation", flat=True))


addresses = st.fixed_dictionaries(
    {}, optional={name: st.lists(st.sampled_from(values), min_size=1, max_size=2) for name, values in VALUES.items()}
)


@given(addresses)
@examples(40, HealthCheck.function_scoped_fixture)
def test_every_count_is_what_counting_one_by_one_gives(record, address):
    query = QueryDict(mutable=True)
    for name, values in address.items():
        query.setlist(name, values)
    search = SearchFilter.from_address(query)
    worded = in_words(search)
    rows = {facets.pk: values_of(facets) for facets in SearchFacets.objects.all()}

    index = facet_index()
    found = index.counts(search)

    assert found.total == sum(fits(values, search.chosen, key in worded) for key, values in rows.items())
    for kind in FITS:
        others = search.chosen | {kind: ()}
        expected = Counter(
            v for key, values in rows.items() if fits(values, others, key in worded) for v in values[kind]
        )
        assert found.by.get(kind, {}) == expected, kind
    assert set(found_keys(search, index)) == set(search.narrow(record).values_list("pk", flat=True))


def test_choices_name_what_they_give(record):
    search = asked("search=torture&position=noted&recommending_state=FRA&action=suggested-5")

    index = facet_index()

    facets = {facet.name: facet for facet in SearchChoices(search, index.counts(search)).facets}

    for facet in facets.values():
        for choice in [*facet.ticks, *facet.others]:
            query = QueryDict(search.address(), mutable=True)
            query.setlist(facet.name, [choice.value])
            assert index.counts(SearchFilter.from_address(query)).total == choice.count
    assert [one.label for one in facets["recommending_state"].ticks] == ["Fra"]
    assert [one.label for one in facets["action"].ticks] == ["Specific action (suggested)"]


def test_chips_remove_themselves(record):
    search = asked("search=torture&position=noted&recommending_state=FRA&state=CHL")

    chips = SearchChoices(search, facet_index().counts(search)).chips

    assert [(chip.label, chip.address) for chip in chips] == [
        ("“torture”", "state=CHL&recommending_state=FRA&position=noted"),
        ("to Chile", "search=torture&recommending_state=FRA&position=noted"),
        ("from Fra", "search=torture&state=CHL&position=noted"),
        ("Noted", "search=torture&state=CHL&recommending_state=FRA"),
    ]


def test_chip_of_many_words_is_short(record):
    search = asked(f"search={'torture+' * 50}")

    label = SearchChoices(search, facet_index().counts(search)).chips[0].label

    assert label == "“" + ("torture " * 9 + "torture")[:79] + "…”"


@pytest.mark.parametrize(
    ("address", "normal", "ignored"),
    [
        ("state=chl,fra", "state=CHL&state=FRA", ()),
        ("cycle=02&cycle=x", "cycle=2", ("x",)),
        ("position=rejected&sdg=99999&region=moon", "", ("moon", "rejected", "99999")),
        ("search=%22%22", "", ('""',)),
        ("search=%00a%00&order=newest&order=%00", "search=a", ()),
        ("language=de&action=6&action=suggested-1", "action=suggested-1", ("6", "de")),
    ],
)
def test_address_is_read_and_written_again(address, normal, ignored):
    search = asked(address)

    assert (search.address(), search.ignored) == (normal, ignored)
    assert asked(search.address()).address() == normal


def test_index_holds_until_the_record_changes(record, django_assert_num_queries):
    begin_change(AT)
    first = facet_index()

    with django_assert_num_queries(1):
        assert facet_index() is first
    Recommendation.objects.filter(position="noted").first().search_facets.delete()
    assert facet_index().whole.total == 40
    begin_change(AT)
    assert facet_index().whole.total == 39
    assert (facet_index().version, first.version) == (2, 1)


def test_version_that_was_taken_back_leaves_nothing_behind(transactional_db):
    make_recommendation(make_review(make_state("CHL")), item=1)
    with transaction.atomic():
        begin_change(AT)
        render_rows(Recommendation.objects.all())
        assert facet_index().whole.total == 1
        transaction.set_rollback(True)

    with transaction.atomic():
        begin_change(AT)

    assert (facet_index().version, facet_index().whole.total) == (1, 0)


def test_index_is_read_once_for_all_who_wait(transactional_db):
    make_recommendation(make_review(make_state("CHL")), item=1)
    with transaction.atomic():
        begin_change(AT)
        render_rows(Recommendation.objects.all())

    def read(_):
        try:
            return facet_index()
        finally:
            connection.close()

    with ThreadPoolExecutor(4, initializer=assume, initargs=(SERVER,)) as threads:
        indexes = list(threads.map(read, range(4)))

    assert len({id(index) for index in indexes}) == 1
    assert indexes[0].whole.total == 1


def test_newest_session_comes_first_then_state_then_place(db):
    at = {}
    for iso3, cycle, session in (("CHL", 1, 9), ("FJI", 2, 18), ("ALB", 2, 18)):
        review = make_review(make_state(iso3), cycle=cycle, session=session)
        for item in (10, 2):
            at[make_recommendation(review, item=item).pk] = f"{iso3} {item}"
    render_rows(Recommendation.objects.all())

    index = facet_index()

    assert [at[key] for key in index.keys] == ["ALB 2", "ALB 10", "FJI 2", "FJI 10", "CHL 2", "CHL 10"]
    assert [at[key] for key in found_keys(asked("state=FJI,CHL"), index, 1, 2)] == ["FJI 10", "CHL 2"]


def test_sessions_are_told_in_ranges():
    assert ranges([3, 1, 2, 41, 48, 49]) == ["1–3", "41", "48–49"]
