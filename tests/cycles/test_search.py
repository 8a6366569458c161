"""What a search finds, and how it is divided, against a record small enough to count by hand."""

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from cycles.facet_index import facet_index
from cycles.models import (
    ActionSuggestion,
    Goal,
    ImportRun,
    PersonGroup,
    Recommendation,
    RecommendationText,
    SearchFacets,
    SearchText,
    Theme,
    ThemeIssue,
)
from cycles.search_filter import SearchFilter
from cycles.search_marks import marked_texts
from cycles.search_query import MAX_LENGTH, MAX_WORDS, parse
from cycles.search_reading import found_keys
from cycles.services.rendering import render_rows
from cycles.services.search_rows import write_search_rows
from tests.examples import examples
from tests.factories import AT, make_recommendation, make_review, make_state
from tests.made_once import made_once

TEXTS = {
    1: ("en", "End torture in pre-trial detention, and investigate every allegation"),
    2: ("en", "Review the legislation on pretrial detainees and prisons"),
    3: ("en", "Ratify the conventions on statelessness; the State of emergency must end"),
    4: ("fr", "Mettre fin à la détention provisoire et à la torture des détenus"),
    5: ("fr", "Garantir l’accès de tous les enfants à l’éducation, « sans délai »"),
    6: ("es", "Prevenir la tortura y mejorar las condiciones de las cárceles"),
    7: ("es", "Garantizar el derecho de los niños y las niñas a la educación"),
    8: ("ar", "ضمان حقوق الإنسان ومنع التعذيب في أماكن الاحتجاز"),
    9: ("ar", "إلغاء عقوبة الإعدام والتعذيب"),
    10: ("ru", "Предотвратить применение ПЫТОК в местах лишения свободы"),
    11: ("ru", "Обеспечить права детей и ещё больше школ"),
    12: ("zh", "防止酷刑，保障被拘留者的权利"),
    13: ("zh", "保护儿童受教育的权利"),
}


def make_record():
    """One recommendation for each text, to Chile by France, item by item."""
    make_state("FRA", name="France", regional_group="weog")
    review = make_review(make_state("CHL", name="Chile", regional_group="grulac"), cycle=2, session=18)
    for item, (language, text) in TEXTS.items():
        make_recommendation(review, item=item, language=language, text=text, states=["FRA"])
    render_rows(Recommendation.objects.all())
    return Recommendation.objects.all()


made_for_all, db, record = made_once(make_record)


def asked(address):
    return SearchFilter.from_address(QueryDict(address))


def found(words, **more):
    address = QueryDict(mutable=True)
    address.update({"search": words} | more)
    return items(SearchFilter.from_address(address))


def items(search):
    return list(search.narrow(Recommendation.objects.all()).order_by("item").values_list("item", flat=True))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("torture", [1, 4, 6]),
        ("tortured", [1, 6]),
        ("detention", [1, 4]),
        ("pre-trial", [1, 2]),
        ("pretrial", [1, 2]),
        ("stateless", [3]),
        ("détenus", [4]),
        ("DETENUS", [4]),
        ("delai", [5]),
        ("enfant", [5]),
        ("acces education", [5]),
        ("carcel", [6]),
        ("cárcel", [6]),
        ("niño", [7]),
        ("nina", [7]),
        ("التعذيب", [8, 9]),
        ("تعذيب", [8, 9]),
        ("الانسان", [8]),
        ("إنسان", [8]),
        ("الاعدام", [9]),
        ("пыток", [10]),
        ("СВОБОДА", [10]),
        ("школа", [11]),
        ("детей", [11]),
        ("酷刑", [12]),
        ("刑", [12]),
        ("权利", [12, 13]),
        ("受教育的权利", [13]),
        ("防止 权利", [12]),
        ("防止权利", []),
    ],
)
def test_words_are_found_in_every_language_of_the_united_nations(record, words, expected):
    assert found(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("torture detention", [1, 4]),
        ("torture -detention", [6]),
        ("torture NOT detention", [6]),
        ("torture AND NOT (detention OR tortura)", []),
        ("legislation OR stateless", [2, 3]),
        ("detention legislation OR allegation", [1]),
        ("(torture allegation) OR emergency", [1, 3]),
        ('"state of emergency"', [3]),
        ('"emergency of state"', []),
        ('"pre-trial detention"', [1]),
        ('"in pre-trial"', [1]),
        ('"on pre-trial"', []),
        ('"fin a la detention"', [4]),
        ('"fin a une detention"', []),
        ('"on the legislation"', []),
        ('"the legislation"', [2]),
        ('"the legislat*"', [2]),
        ('"the legislatio* on"', [2]),
        ('"legislat* prison*"', []),
        ('"the"', [2, 3]),
        ('"the" OR allegation', [1, 2, 3]),
        ('every -"the"', [1]),
        ('torture -"in pre-trial"', [4, 6]),
        ("l’éducation", [5]),
        ("d’éducation", [5]),
        ('"l’éducation"', [5]),
        ('"d’éducation"', []),
        ("legislat*", [2]),
        ("allegati*", [1]),
        ("alleg*", [1]),
        ("discriminat*", []),
        ("convention*", [3]),
        ("-torture -tortura -France", [2, 3, 5, 7, 8, 9, 10, 11, 12, 13]),
        ("Chile stateless", []),
        ("Chile", []),
        ("100.3", []),
        ("140.3", [3]),
        ("CHL-2-140.3", [3]),
        ("chl-2-140.13 权利", [13]),
        ("SVN-4-140.3", []),
        ("the", []),
    ],
)
def test_signs_between_words_are_obeyed(record, words, expected):
    assert found(words) == expected


def test_last_of_many_words_counts_as_the_first(record):
    others = [f"zzq{number}" for number in range(MAX_WORDS - 1)]

    assert found(" OR ".join([*others, "torture"])) == [1, 4, 6]
    assert found(" AND ".join(["torture"] * (MAX_WORDS - 1) + ["zzzz"])) == []
    assert found(" ".join(["torture"] * (MAX_WORDS - 1)) + " NOT detention") == [6]


@pytest.mark.parametrize(
    "words", ["torture " * (MAX_WORDS + 1), "torture" + " " * 4 + "-" * MAX_LENGTH + "a", "(" * 21 + "torture"]
)
def test_what_is_too_long_finds_nothing_and_no_part_of_it(record, words):
    search = SearchFilter(words=words)

    assert search.refusal
    assert items(search) == []
    assert facet_index().counts(search).total == 0
    assert found_keys(search, facet_index()) == []


def test_chosen_language_is_the_only_one_asked(record):
    assert found("torture", language="fr") == [4]
    assert items(asked("language=zh&language=ar")) == [8, 9, 12, 13]


def test_text_in_another_language_finds_the_same_recommendation(record):
    row = record.get(item=1)
    run = ImportRun.objects.create(format="report", file_name="a", digest="b", created_at=AT)
    RecommendationText.objects.create(recommendation=row, language="es", text="Erradicar la tortura", import_run=run)
    render_rows(record.filter(pk=row.pk))

    assert found("erradicar") == [1]
    assert found("tortura") == [1, 4, 6]
    # What is unwanted may stand in no text of the recommendation.
    assert found("tortura -allegation") == [4, 6]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("ab ()|&!*-\"':<>\\ANDORNOT酷刑ال")), max_size=60))
@examples(60, HealthCheck.function_scoped_fixture)
def test_anything_may_be_typed(record, words):
    search = found(words)

    assert set(search) <= set(TEXTS)


@pytest.mark.parametrize(
    ("language", "text", "words", "expected"),
    [
        ("en", "Tortured <b>detainees</b>", "torture OR detain*", "[Tortured] <b>[detainees]</b>"),
        ("fr", "l’État garantit les libertés", "liberte etat", "l’[État] garantit les [libertés]"),
        ("ar", "منع والتَّعذيب", "تعذيب", "منع [والتَّعذيب]"),
        ("zh", "防止酷刑的权利", "酷刑", "防止[酷刑]的权利"),
        ("ru", "Предотвратить ПЫТКИ", "пытками -предотвратить", "Предотвратить [ПЫТКИ]"),
        ("en", "Nothing of it", "-nothing", "Nothing of it"),
        ("en", "Rights: the right to food, right of all", '"right to"', "Rights: the [right to] food, right of all"),
        ("en", "to the Rights to, right", '"right to" OR the', "to the [Rights to], right"),
        ("en", "Domestic violence, other violence", '"domestic viol*"', "[Domestic violence], other violence"),
        ("en", "Women and girls", '"women and girls" women', "[Women and girls]"),
        ("en", "Follow up, follow-up", "follow-up", "[Follow up], [follow-up]"),
        ("en", "Pre-trial and pretrial", "pretrial", "[Pre-trial] and [pretrial]"),
        ("en", "Not women, women’s rights", "women’s", "Not [women], [women]’s rights"),
        ("en", "Indigenous infants in", "in*", "[Indigenous] [infants] in"),
        ("en", "Torture or prison", "torture -(prison OR or)", "[Torture] or prison"),
        ("zh", "刑公，酷刑", "刑", "[刑]公，酷[刑]"),
        ("zh", "权利利益", "利", "权[利利]益"),
        ("zh", "防止酷刑公约", "酷刑公约", "防止[酷刑公约]"),
    ],
)
def test_words_found_are_marked(db, language, text, words, expected):
    pieces = marked_texts([(language, text)], parse(words))[0]

    assert "".join(f"[{piece}]" if fits else piece for piece, fits in pieces) == expected


def test_best_fit_comes_first_and_newest_when_asked(record):
    make_recommendation(
        make_review(make_state("FJI", name="Fiji"), cycle=3, session=34), item=20, text="Torture, torture and torture"
    )
    render_rows(Recommendation.objects.filter(item=20))
    at = dict(Recommendation.objects.values_list("pk", "item"))
    index = facet_index()

    best = [at[key] for key in found_keys(asked("search=torture"), index)]
    newest = [at[key] for key in found_keys(asked("search=torture&order=newest"), index)]

    assert best[0] == 20
    assert newest == [20, 1, 4, 6]
    assert [at[key] for key in found_keys(asked("search=torture&order=newest"), index, 2, 1)] == [4]


def test_invented_state_is_found_only_when_it_is_named(record, review):
    make_recommendation(review, item=1, text="Torture in Arcadia", states=["FRA"])
    render_rows(Recommendation.objects.filter(review=review))

    assert found("Arcadia") == []
    assert found("Arcadia", state="XAR") == [1]
    assert "XAR" not in facet_index().whole.by["state"]


def test_search_rows_are_the_answers_of_the_api(record):
    theme = Theme.objects.create(scheme="ohchr", version="2", code="F1", label="Torture")
    issue, other = (
        Theme.objects.create(scheme="upr_info", version="2014", code=code, label=code) for code in ("50", "7")
    )
    ThemeIssue.objects.create(theme=theme, issue=issue, status="reviewed")
    ThemeIssue.objects.create(theme=theme, issue=other, status="suggested")
    row = record.get(item=1)
    row.theme_rows.create(theme=theme, order=2)
    row.goals.add(Goal.objects.create(number=16, name_en="Peace"))
    row.groups.add(PersonGroup.objects.create(version="4", label="Detainees"))
    ActionSuggestion.objects.create(recommendation=row, category=4, verb="end", agreement=0.9)

    render_rows(record)

    facets = SearchFacets.objects.get(recommendation=row)
    assert (facets.cycle, facets.session, facets.state_under_review, facets.regional_group) == (2, 18, "CHL", "grulac")
    assert (facets.recommending_states, facets.recommending_groups) == (["FRA"], ["weog"])
    assert (facets.issues, facets.goals, facets.place) == ([50], [16], 1400001)
    assert (facets.action_category, facets.suggested_action) == (None, 4)


def test_search_rows_take_the_same_queries_for_one_and_for_many(record, django_assert_num_queries):
    keys = list(record.values_list("pk", flat=True))

    with django_assert_num_queries(8):
        write_search_rows(keys[:1])
    with django_assert_num_queries(8):
        write_search_rows(keys)

    assert SearchText.objects.count() == SearchFacets.objects.count() == len(TEXTS)
