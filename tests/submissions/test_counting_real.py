"""Words of a real UN file, against what Word itself wrote into the file when it was saved."""

import os
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from submissions.counting import count_words

FOLDER = os.environ.get("UPR_REALDATA")
pytestmark = pytest.mark.skipif(not FOLDER, reason="UPR_REALDATA names no folder")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_we_agree_with_word_but_for_the_marks_of_lists():
    with zipfile.ZipFile(Path(FOLDER) / "advance_questions" / "SVN_c4.docx") as file:
        document = etree.fromstring(file.read("word/document.xml"))
        said = int(re.search(rb"<Words>(\d+)</Words>", file.read("docProps/app.xml"))[1])
    lines = ("".join(piece.text or " " for piece in one.iter(W + "t", W + "br")) for one in document.iter(W + "p"))
    ours, marks = count_words("\n".join(lines)), len(list(document.iter(W + "numPr")))

    # Word counts the bullet of each entry of a list as well; three words more have no explanation.
    assert (said, ours, marks) == (1025, 1000, 22)
    assert said - ours - marks == 3
