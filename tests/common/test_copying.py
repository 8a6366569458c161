import time

import pytest

from common import copying


def test_files_take_turns_block_by_block():
    """While a block is made no other file is read; between blocks every other may be."""
    row = b"x" * (copying._BLOCK // 2)
    held = []

    def rows():
        for _ in range(4):
            held.append(copying._turn.locked())
            yield row

    first, second = copying.in_blocks(rows()), copying.in_blocks(rows())
    taken = []
    for block in first:
        assert not copying._turn.locked()
        taken += [block, next(second, b"")]

    assert held == [True] * 8
    assert [len(block) // len(row) for block in taken] == [1, 1, 2, 2, 1, 1]


def test_of_several_files_each_rests_after_a_block_as_long_as_it_took():
    def rows():
        time.sleep(0.02)
        yield b"a\n"

    def seconds(blocks):
        start = time.perf_counter()
        next(blocks)
        return time.perf_counter() - start

    first, second = copying.in_blocks(rows()), copying.in_blocks(rows())

    # Never less than it took: how much more, the machine decides.
    assert seconds(first) >= 0.02
    assert seconds(second) >= 0.04
    first.close()
    second.close()
    assert copying._files == set()


def test_file_that_is_broken_off_holds_up_no_other():
    def rows():
        yield b"a\n"
        raise OSError("gone")

    broken = copying.in_blocks(rows())
    assert next(broken) == b"a\n"
    with pytest.raises(OSError, match="gone"):
        next(broken)

    assert copying._files == set()
    assert list(copying.in_blocks([b"a\n", b"", b"b\n"])) == [b"a\n", b"b\n"]


def test_nothing_is_no_block():
    assert list(copying.in_blocks([])) == []
