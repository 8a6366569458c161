import gzip
import json
import os
import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import transaction

from common.api import PublicThrottle
from cycles.models import Recommendation, RecordVersion, RemovedRecommendation
from cycles.services.published import publish_ratings, withdraw_ratings
from cycles.services.record_version import begin_change
from cycles.services.rendering import render_rows
from tests.factories import make_recommendation, make_review, make_state
from tests.made_once import made_once

LIST = "/api/v1/recommendations/"
START = datetime(2026, 3, 1, tzinfo=UTC)
PUBLISHER = UUID("00000000-0000-0000-0000-000000000001")


def make_record():
    """Seven recommendations of Arcadia, the last two without a number, and three of Slovenia."""
    arcadia, slovenia = make_review(), make_review(state=make_state("SVN"), cycle=2, session=20)
    rows = [make_recommendation(arcadia, item=item) for item in (2, 1, 10, 11, 12)]
    rows += [make_recommendation(arcadia, paragraph=None, item=None, serial=serial) for serial in (2, 1)]
    rows += [make_recommendation(slovenia, paragraph=115, item=item) for item in (3, 2, 1)]
    render_rows(Recommendation.objects.all())
    return rows


made_for_all, db, record = made_once(make_record)


def publish(row, at):
    publish_ratings(publisher_id=PUBLISHER, publisher_name="Ubuntu", ratings=[(row.pk, "fully", at.date())], at=at)


def walk(client, address):
    """All rows of all pages, the pages counted."""
    rows, pages = [], 0
    while address:
        caches["throttle"].clear()
        page = client.get(address).json()
        rows += page["results"]
        pages += 1
        address = page["next"]
    return rows, pages


@pytest.mark.parametrize(("size", "pages"), [(1, 10), (3, 4), (10, 1), (200, 1)])
def test_pages_give_every_row_once_in_the_order_of_print(client, record, size, pages):
    rows, walked = walk(client, f"{LIST}?page_size={size}")

    assert [row["number"] for row in rows] == [
        "140.1",
        "140.2",
        "140.10",
        "140.11",
        "140.12",
        "u1",
        "u2",
        "115.1",
        "115.2",
        "115.3",
    ]
    assert walked == pages


def test_rows_added_between_two_pages_neither_hide_nor_double_one(client, record):
    first = client.get(f"{LIST}?page_size=4&review=XAR-4").json()
    make_recommendation(record[0].review, item=3)
    make_recommendation(record[0].review, item=13)
    render_rows(Recommendation.objects.all())

    rest, _ = walk(client, first["next"])

    assert [row["number"] for row in rest] == ["140.12", "140.13", "u1", "u2"]


def test_unchanged_answer_is_a_304_without_a_body(client, record):
    first = client.get(f"{LIST}?review=XAR-4")

    again = client.get(f"{LIST}?review=XAR-4", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"] == 'W/"XAR.0"'
    # The answer that the client has keeps these; a length would be that of the answer, not of nothing.
    assert first.headers.keys() - again.headers.keys() == {"Content-Length", "Content-Type", "Permissions-Policy"}


def test_change_of_one_state_leaves_the_answers_about_another_as_they_are(client, record):
    arcadia, slovenia = client.get(f"{LIST}?review=XAR-4"), client.get(f"{LIST}?state_under_review=SVN")
    publish(record[0], START)

    statuses = [
        client.get(address, headers={"If-None-Match": before["ETag"]}).status_code
        for address, before in ((f"{LIST}?review=XAR-4", arcadia), (f"{LIST}?state_under_review=SVN", slovenia))
    ]

    assert statuses == [200, 304]


@pytest.mark.parametrize("address", [LIST, f"{LIST}?review=XAR-4", f"{LIST}XAR-4-140.2/"])
def test_own_change_is_in_the_next_answer(client, record, address):
    client.get(address)
    publish(record[0], START)

    assert '"publisher":"Ubuntu"' in client.get(address).content.decode()

    withdraw_ratings(publisher_id=PUBLISHER, at=START)
    assert '"publisher":"Ubuntu"' not in client.get(address).content.decode()


def test_kept_answer_is_the_same_for_all_packed_or_not(client, record, amina):
    plain = client.get(LIST)
    packed = client.get(LIST, headers={"Accept-Encoding": "gzip"})
    client.force_login(amina)
    signed_in = client.get(LIST)

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content == signed_in.content
    assert packed["Vary"] == plain["Vary"] == signed_in["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("query", ["", "?review=XAR-4", "XAR-4-140.2/"])
@pytest.mark.parametrize("asked", [{}, {"Accept-Encoding": "gzip"}, {"If-None-Match": 'W/"r0"'}, {"Cookie": "a=b"}])
def test_kept_answer_is_the_first_one_header_by_header(client, record, query, asked):
    """The short way leaves out no header; the long one, which a session takes, says nothing more."""
    first, kept = (client.get(f"{LIST}{query}", headers=asked) for _ in range(2))
    by_long_way = client.get(f"{LIST}{query}", headers=asked | {"Cookie": f"{settings.SESSION_COOKIE_NAME}=unknown"})

    assert (first.status_code, first.content) == (kept.status_code, kept.content)
    assert kept.headers.items() == first.headers.items() == by_long_way.headers.items()
    assert {"Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options"} < set(kept.headers)
    assert "Content-Language" not in first.headers


def test_kept_answer_hangs_on_nobodys_language(client, record):
    first, kept = (client.get(LIST, headers={"Accept-Language": language}) for language in ("ar", "fr"))

    assert (first.content, str(first.headers)) == (kept.content, str(kept.headers))


def test_kept_answers_are_counted_by_the_throttle_and_each_once(client, record, monkeypatch):
    monkeypatch.setattr(PublicThrottle, "THROTTLE_RATES", {"anon": "4/min"})
    etag = client.get(LIST)["ETag"]

    statuses = [client.get(LIST, headers=asked).status_code for asked in ({}, {"If-None-Match": etag}, {}, {}, {})]

    assert statuses == [200, 304, 200, 429, 429]


def test_kept_answer_is_not_given_to_a_wrong_key_or_a_strange_host(client, record):
    client.get(LIST)

    assert client.get(LIST, HTTP_AUTHORIZATION="Bearer upr_nothing").status_code == 401
    assert client.get(LIST, HTTP_HOST="elsewhere.example").status_code == 400
    assert client.post(LIST).status_code in (401, 403)


def test_poll_that_nobody_else_asks_costs_one_query(client, record, django_assert_num_queries):
    """A process that has only ever said “unchanged” knows the address, and says what is new when it is."""
    etag = client.get(LIST)["ETag"]
    caches["answers"].clear()
    client.get(LIST, headers={"If-None-Match": etag})

    with django_assert_num_queries(1):
        assert client.get(LIST, headers={"If-None-Match": etag}).status_code == 304
    assert len(client.get(LIST).json()["results"]) == 10
    publish(record[0], START)
    assert client.get(LIST, headers={"If-None-Match": etag}).status_code == 200


def test_kept_answer_costs_one_query(client, record, django_assert_num_queries):
    client.get(LIST)

    with django_assert_num_queries(1):
        client.get(LIST)


def test_refused_filter_is_not_kept(client, record):
    assert [client.get(f"{LIST}?position=x").status_code for _ in range(2)] == [400, 400]


def test_removed_recommendation_is_told_to_those_who_follow(client, record):
    make_review(cycle=3)
    with transaction.atomic():
        change = begin_change(START)
        RemovedRecommendation.objects.create(
            key="XAR-4-140.2", state_under_review_id="XAR", version=change.version, removed_at=change.at
        )

    def removed(query):
        return client.get(f"{LIST}?{query}").json()["removed"]

    assert removed("since=0") == ["XAR-4-140.2"]
    assert removed("since=0&review=XAR-4") == ["XAR-4-140.2"]
    assert removed("updated_since=2026-03-01T00:00Z&state_under_review=xar") == ["XAR-4-140.2"]
    assert removed("updated_since=2026-03-01") == ["XAR-4-140.2"]
    assert removed("since=0&state_under_review=SVN") == []
    assert removed("since=0&review=XAR-3") == []
    assert removed(f"since={change.version}") == []


@pytest.mark.parametrize("seed", range(int(os.environ.get("HISTORIES", "5"))))
def test_follower_misses_no_change_of_a_random_history(client, record, seed):
    """Clocks that go backwards, pages of any size, by version or by time: the copy equals the record in the end."""
    chance = random.Random(seed)  # noqa: S311
    by_time = seed % 2
    copy, since = {}, "2000-01-01T00:00Z" if by_time else "0"
    # What can be missed is missed within a few visits, or after many.
    for _ in range(chance.choice([1, 2, 3, 4, 6, 20])):
        for _ in range(chance.randrange(3)):
            at = START + timedelta(seconds=chance.randrange(-50, 50))
            if chance.random() < 0.2:
                withdraw_ratings(publisher_id=PUBLISHER, at=at)
            else:
                publish(chance.choice(record), at)
        address = f"{LIST}?page_size={chance.choice([1, 2, 50])}&{'updated_since' if by_time else 'since'}={since}"
        caches["throttle"].clear()
        first = client.get(address.replace("+", "%2B")).json()
        rest, _ = walk(client, first["next"])
        copy |= {row["id"]: row for row in [*first["results"], *rest]}
        since = (first["as_of"] or since) if by_time else first["version"]

    told = Recommendation.objects.all() if by_time else Recommendation.objects.filter(version__gt=0)
    assert copy == {row["id"]: row for row in map(json.loads, told.values_list("row_json", flat=True))}


def test_changes_are_ordered_by_version_whatever_the_clock_says(db):
    moments = []
    for at in (START, START - timedelta(days=1), START):
        with transaction.atomic():
            moments.append(begin_change(at))

    assert [change.version for change in moments] == [1, 2, 3]
    assert moments[0].at < moments[1].at < moments[2].at
    assert RecordVersion.objects.get().changed_at == moments[2].at
