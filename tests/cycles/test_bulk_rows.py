"""Rows that are written while the next ones are thought through: the same transaction, the same errors."""

import sys
from threading import Event

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from cycles.models import (
    Recommendation,
    RecommendationSource,
    RecommendationText,
    RecommendationTheme,
    RecommendingState,
    SearchFacets,
    SearchText,
)
from cycles.services.bulk_rows import copying, done_meanwhile, forget_plans
from tests.factories import make_recommendation, make_state, make_theme

pytestmark = pytest.mark.django_db
FIELDS = ("recommendation", "state", "order", "clause")


@pytest.fixture
def recommendation(review):
    make_state("DEU")
    return make_recommendation(review)


def test_what_is_done_meanwhile_is_part_of_the_transaction(recommendation):
    written = RecommendingState.objects.filter(recommendation=recommendation, order=7)

    with transaction.atomic():
        with done_meanwhile([copying(RecommendingState, FIELDS, [(recommendation.pk, "DEU", 7, 1)])]):
            pass
        assert written.count() == 1
        transaction.set_rollback(True)

    assert written.count() == 0


def test_the_body_thinks_while_the_job_is_done():
    begun, thought, done = Event(), Event(), []

    with done_meanwhile([lambda cursor: begun.set(), lambda cursor: done.append(thought.wait(10))]):
        assert begun.wait(10)
        thought.set()

    assert done == [True]


def test_jobs_are_done_in_their_order_and_none_after_one_that_failed(recommendation):
    done = []

    with (
        pytest.raises(DataError),
        transaction.atomic(),
        done_meanwhile(
            [
                lambda cursor: done.append(1),
                lambda cursor: cursor.execute("SELECT 1 / 0"),
                lambda cursor: done.append(2),
            ]
        ),
    ):
        pass

    assert done == [1]


def test_what_hangs_on_a_missing_row_is_told_at_once():
    missing = copying(RecommendingState, FIELDS, [(2**40, "FRA", 0, 1)])

    with pytest.raises(IntegrityError), transaction.atomic(), done_meanwhile([missing]):
        pass


def test_what_hangs_on_a_short_table_is_looked_up_by_its_index(recommendation):
    theme = make_theme("A 7")
    lines = copying(RecommendationTheme, ("recommendation", "theme", "order"), [(recommendation.pk, theme.pk, 7)])
    whole = "SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'cycles_theme'"
    with connection.cursor() as cursor:
        # As dear as the index is beside a table of a few pages.
        cursor.execute("SET LOCAL random_page_cost = 1000; SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(whole)
        before = cursor.fetchone()

    forget_plans()
    with done_meanwhile([lines]):
        pass

    with connection.cursor() as cursor:
        cursor.execute(whole)
        assert cursor.fetchone() == before
        cursor.execute("SHOW enable_seqscan")
        assert cursor.fetchone() == ("on",)


def test_an_error_of_the_body_waits_for_what_is_being_written(recommendation):
    done = []

    def write(cursor):
        cursor.execute("SELECT pg_backend_pid() FROM pg_sleep(0.1)")
        done.append(cursor.fetchone()[0])

    with pytest.raises(ZeroDivisionError), done_meanwhile([write]):
        1 / 0  # noqa: B018

    assert done == [connection.connection.info.backend_pid]
    assert Recommendation.objects.filter(pk=recommendation.pk).exists()


def test_threads_change_as_before_once_it_is_done():
    usual = sys.getswitchinterval()

    with done_meanwhile([]):
        assert sys.getswitchinterval() < usual

    assert sys.getswitchinterval() == usual


def test_tables_that_imports_fill_have_no_index_twice():
    """One whose columns another one begins with costs each row a write, and answers nothing that the other does not."""
    models = (
        Recommendation,
        RecommendationSource,
        RecommendationText,
        RecommendationTheme,
        RecommendingState,
        SearchFacets,
        SearchText,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT one.indexrelid::regclass::text FROM pg_index one JOIN pg_index other USING (indrelid)"
            " WHERE one.indexrelid <> other.indexrelid AND one.indrelid::regclass::text = ANY(%s)"
            " AND NOT one.indisunique AND one.indexprs IS NULL AND other.indexprs IS NULL"
            " AND one.indpred IS NULL AND other.indpred IS NULL"
            " AND other.indkey::text || ' ' LIKE one.indkey::text || ' %%'",
            [[model._meta.db_table for model in models]],
        )
        assert cursor.fetchall() == []
