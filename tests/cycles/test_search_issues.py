"""An issue that is named in a search, in any language, is led to with its number."""

import pytest
from django.http import QueryDict

from cycles.facet_index import facet_index
from cycles.models import Recommendation, RecommendationTheme
from cycles.search_filter import SearchFilter
from cycles.search_issues import named_issues
from cycles.services.record_version import begin_change
from cycles.services.rendering import render_rows
from tests.factories import AT, make_recommendation, make_review, make_state, make_theme
from tests.made_once import made_once


def make_record():
    """Two recommendations on the death penalty, one of them on justice as well."""
    review = make_review(make_state("CHL", name="Chile"), cycle=2, session=18)
    penalty = make_theme("Death penalty", scheme="upr_info", version="2014", code="6")
    justice = make_theme("Justice", scheme="upr_info", version="2014", code="30")
    texts = {"Abolish capital punishment": [penalty], "Give no minor that sentence": [penalty, justice]}
    for item, (text, themes) in enumerate(texts.items(), 1):
        recommendation = make_recommendation(review, item=item, text=text, themes=[])
        for order, theme in enumerate(themes):
            RecommendationTheme.objects.create(recommendation=recommendation, theme=theme, order=order)
    begin_change(AT)
    render_rows(Recommendation.objects.all())
    return Recommendation.objects.all()


made_for_all, db, record = made_once(make_record)


@pytest.mark.parametrize(
    ("address", "issues"),
    [
        ("search=peine+de+mort", [("Death penalty", 2, "issue=6")]),
        ("search=Pena+de+MUERTE", [("Death penalty", 2, "issue=6")]),
        ("search=عقوبة+الإعدام", [("Death penalty", 2, "issue=6")]),
        ("search=смертная+казнь", [("Death penalty", 2, "issue=6")]),
        ("search=死刑", [("Death penalty", 2, "issue=6")]),
        ("search=minor+death+penalty", [("Death penalty", 1, "search=minor&issue=6")]),
        ('search="death+penalty"&cycle=2', [("Death penalty", 2, "cycle=2&issue=6")]),
        ("search=death+penalty+OR+prison", [("Death penalty", 2, "issue=6")]),
        ("search=death+penalty&issue=6", []),
        ("search=death+penalty&issue=30", [("Death penalty", 2, "issue=6")]),
        ("search=justice", [("Justice", 1, "issue=30")]),
        ("search=justice+minor", []),
        ("search=corruption", []),
        ("search=", []),
    ],
)
def test_issues_are_known_by_their_names_in_six_languages(record, address, issues):
    found = named_issues(SearchFilter.from_address(QueryDict(address)), facet_index())

    assert [(one.name, one.count, one.address) for one in found] == issues


def test_page_leads_to_the_issue_in_the_language_of_its_reader(client, record):
    page = " ".join(client.get("/search/?search=peine+de+mort", HTTP_ACCEPT_LANGUAGE="fr").content.decode().split())

    assert "« Peine de mort » est un sujet du registre" in page
    assert '<a href="?issue=6">2 recommandations</a>' in page


def test_issues_are_named_without_a_query(record, django_assert_num_queries):
    asked, index = SearchFilter.from_address(QueryDict("search=peine+de+mort")), facet_index()

    with django_assert_num_queries(0):
        assert len(named_issues(asked, index)) == 1
