import logging
from functools import partial

from common.after_commit import after_commit


def fail(*, word):
    raise OSError(word)


def test_a_failure_is_logged_and_the_change_stands(db, caplog, django_capture_on_commit_callbacks):
    done = []
    with caplog.at_level(logging.ERROR), django_capture_on_commit_callbacks(execute=True):
        after_commit(fail, word="no mail")
        after_commit(partial(fail), word="no broker")
        after_commit(lambda word: done.append(word), word="third")

    assert done == ["third"]
    assert [record.exc_info[1].args for record in caplog.records] == [("no mail",), ("no broker",)]
