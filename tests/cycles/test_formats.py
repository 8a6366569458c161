"""What a file or pasted text is, told from its content."""

import contextlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.importers import read
from cycles.importers.answer_lists import read_answer_lists, write_answer_lists
from cycles.importers.formats import FORMATS, tell_format
from cycles.importers.records import UnreadableFile
from tests import wrong_files
from tests.answers import make_addendum
from tests.examples import examples
from tests.thematic_lists import make_thematic_list, state_names

REAL = {
    "A_HRC_28_15_Add1_SVN_c2.pdf": "addendum",
    "A_HRC_59_15_Add1_SVN_c4.pdf": "addendum",
    "SVN_c2_is_really_docx.doc": "advance_questions",
    "SVN_c4.docx": {"advance_questions", "thematic_list"},
    "SVN_c2.docx": "thematic_list",
    "A_HRC_WG6_48_SVN_3.pdf": "stakeholder_summary",
    "uhri_like_SVN_c4.xlsx": "uhri",
    "uhri_like_SVN_c4.json": "uhri",
    "6-9.csv": "upr_info",
    "17-20.xls": "upr_info",
    "A_HRC_21_11_BRA_c2.pdf": "working_group_report",
    "A_HRC_59_15_SVN_c4.pdf": "working_group_report",
}


def tell(data):
    return tell_format(io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (make_thematic_list(), "thematic_list"),
        (make_addendum(), "addendum"),
        (write_answer_lists("XAR", 4, 120, {"supported": "1-9"}).encode(), "number_lists"),
        (
            b"120. The following will be examined:\n120.1 Ratify it (France);\n120.2 Sign it (Chile).",
            "working_group_report",
        ),
        (b"ADVANCE QUESTIONS TO ARCADIA\n\nFRANCE\n\nWhy?", "advance_questions"),
        (b"To,From,Text,Response\r", "upr_info"),
        ("Titre;Texte;Pays;Auteur;Réponse;Session\n1;Ratifier;Arcadie;France;Accepte;48\n".encode(), "upr_info"),
        (b'[{"AnnotationId": "1"}]', "uhri"),
        ("Arcadia accepts recommendations 120.1 to 120.9.".encode("utf-16"), "addendum"),
    ],
)
def test_format_is_told_from_the_content(data, format):
    assert tell(data) == format


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unknown_format"),
        (b"Dear all, lunch is at noon.", "unknown_format"),
        (b"One, two, three, four, five\nand no more", "unknown_format"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"\x00\x00\x00\x18ftypheic", "picture"),
        (wrong_files.cut_off(), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old_word_format"),
    ],
)
def test_what_is_none_is_refused(data, code):
    with pytest.raises(UnreadableFile) as caught:
        tell(data)

    assert caught.value.code == code


@pytest.mark.parametrize(
    "kind", [kind for kind in FORMATS if kind not in {"thematic_list", "advance_questions", "addendum"}]
)
def test_wrong_kind_is_refused(kind):
    with pytest.raises(UnreadableFile):
        list(read(make_thematic_list(), state_names(), kind).rows)


def test_real_files_are_told_apart():
    root = os.environ.get("UPR_REALDATA")
    if not root:
        pytest.skip("UPR_REALDATA does not name OHCHR's files")

    told = {}
    for path in Path(root).rglob("*"):
        if path.name in REAL:
            with path.open("rb") as file:
                told.setdefault(path.name, set()).add(tell_format(file))

    assert told == {name: kinds if isinstance(kinds, set) else {kinds} for name, kinds in REAL.items()}


@examples(60)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_no_bytes_are_anything_but_told_or_refused(data):
    with contextlib.suppress(UnreadableFile):
        assert tell(data) in FORMATS


@examples(60)
@given(st.text(max_size=200), st.text(max_size=200))
def test_lists_are_read_again_whatever_they_hold(supported, noted):
    text = write_answer_lists("XAR", 4, None, {"supported": supported, "noted": noted})

    assert read_answer_lists(text).format == "number_lists"
