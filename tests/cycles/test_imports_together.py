"""Two people at once, each with a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from common.actor import SERVER, assume
from cycles.models import Position, Recommendation
from cycles.services.imports import AlreadyDecided, apply_import, import_file
from tests.cycles.imported import bring, data_version, make_arcadia
from tests.factories import AT, make_user
from tests.thematic_lists import make_thematic_list

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """What each call returned, or the error it met; all start at the same moment."""
    start = Barrier(len(calls))

    def run(call):
        try:
            start.wait()
            return call()
        except AlreadyDecided as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls), initializer=assume, initargs=(SERVER,)) as threads:
        return list(threads.map(run, calls))


def test_two_clicks_write_the_list_once():
    make_arcadia()
    edda = make_user(is_record_editor=True)
    run = bring(make_thematic_list(), edda)

    answers = at_once(*[lambda: apply_import(run=run, by=edda, at=AT)] * 2)

    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyDecided", "Reconciliation"]
    assert (Recommendation.objects.count(), Position.objects.count(), data_version()) == (12, 12, 1)


def test_two_editors_with_the_same_file_write_it_once():
    make_arcadia()
    runs = [bring(make_thematic_list(), make_user(is_record_editor=True)) for _ in range(2)]

    answers = at_once(*[lambda run=run: apply_import(run=run, by=run.created_by, at=AT) for run in runs])

    assert sorted(found.created for found in answers) == [0, 12]
    assert (Recommendation.objects.count(), Position.objects.count(), data_version()) == (12, 12, 1)


def test_command_and_editor_at_once_write_it_once():
    make_arcadia()
    edda = make_user(is_record_editor=True)
    run = bring(make_thematic_list(), edda)

    answers = at_once(
        lambda: apply_import(run=run, by=edda, at=AT),
        lambda: import_file(data=make_thematic_list(), file_name="list.docx", chosen=None, by=None, at=AT),
    )

    assert sorted(found.created for found in answers) == [0, 12]
    assert (Recommendation.objects.count(), data_version()) == (12, 1)
