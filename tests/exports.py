"""Exports like those of UPR Info and UHRI, made of nothing but invented recommendations."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date

import openpyxl

HEADINGS_2015 = ["To", "To-Rgrp", "To-Org", "Text", "From", "From-Rgrp", "From-Org", "Response", "Action", "Issue"]
HEADINGS_2015 += ["Session"]
HEADINGS_UWAZI = [
    "Title",
    "Date added",
    "Template",
    "Recommendation",
    "State under Review",
    "Recommending State",
    "Response",
    "Issues",
    "Action category",
    "Session",
    "Cycle",
    "Published",
]
ROWS_2015 = [
    [
        "Slovenia",
        "EEG",
        "EU",
        "Sign it soon ",
        "Peru",
        "GRULAC",
        "OEI",
        "Accepted",
        "4",
        "Rights of the Child,NHRI",
        "7",
    ],
    ["Slovenia", "EEG", "EU", "Protéger, vis-à-vis", "Chad", "&#40;Unknown&#41;", "", "Noted", "5", "Detention", "20"],
]
ROW_UWAZI = [
    "Sign it",
    "2023-11-20",
    "Recommendation",
    "Sign it, and soon",
    "Côte d'Ivoire",
    "Timor-Leste",
    "Not Supported",
    "Women's rights|Detention",
    "4 - General action",
    "44 - November 2023",
    "4",
    "Published",
]
UHRI_HEADINGS = [
    "Text",
    "Countries Concerned",
    "Reccomending Body",
    "Document Symbol",
    "Themes",
    "Affected Persons",
    "Sdgs",
    "Document Publication Date",
    "UPR Reccomending States",
    "UPR Position",
    "Type",
    "OHCHR Annotation Id",
    "UPR Session",
    "Regions Concerned",
    "Recommending Regions",
    "Date of publication on UHRI",
]
UHRI_ROW = {
    "Text": "140.7 Ratify&nbsp;it &amp; report&nbsp(Timor-Leste) (Guinea-Bissau);",
    "Countries Concerned": "- Slovenia",
    "Reccomending Body": "- UPR",
    "Document Symbol": "A/HRC/59/15",
    "Themes": "- Right to health\n-  Participation in public & political life\u00a0",
    "Affected Persons": "- Women & girls",
    "Sdgs": "- 16 - PEACE, JUSTICE AND STRONG INSTITUTIONS\n- 5.2 - End all violence against women",
    "Document Publication Date": 45740,
    "UPR Reccomending States": "- Timor-Leste\n- Guinea-Bissau",
    "UPR Position": "- Supported",
    "Type": "- Recommendations",
    "OHCHR Annotation Id": "00000000-0000-4000-8000-000000000001",
    "UPR Session": "- 48th Session",
    "Regions Concerned": "- Eastern Europe",
    "Recommending Regions": None,
    "Date of publication on UHRI": date(2025, 7, 3),
}
UHRI_OBJECT = {
    "AnnotationId": "00000000-0000-4000-8000-000000000001",
    "AnnotationType": "- Recommendations",
    "Body": "- UPR",
    "Countries": ["Slovenia"],
    "Regions": ["Eastern Europe"],
    "DocumentId": "00000000-0000-4000-8000-000000000048",
    "Symbol": "A/HRC/59/15",
    "PublicationDate": "2025-03-24T00:00:00",
    "PublicationDateOnUhri": "2025-07-03T11:59:28.000",
    "Text": "<p>140.7 Ratify&nbsp;it &amp; report&nbsp(Timor-Leste) (Guinea-Bissau);</p>",
    "Themes": ["Right to health", " Participation in public & political life\u00a0"],
    "AffectedPersons": ["Women & girls"],
    "Sdgs": ["16 - PEACE, JUSTICE AND STRONG INSTITUTIONS", "5.2 - End all violence against women"],
    "UprCycle": "4th cycle",
    "UprPositions": ["Supported"],
    "UprRecommendingCountry": ["Timor-Leste", "Guinea-Bissau"],
    "UprRecommendingRegions": [],
    "UprSession": ["48th Session"],
}


def csv_of(headings, rows, encoding="utf-8", ending="\r\n") -> bytes:
    """A comma-separated table whose last line has no end, as UPR Info wrote it."""
    text = io.StringIO()
    csv.writer(text, lineterminator=ending).writerows([headings, *rows])
    return text.getvalue().removesuffix(ending).encode(encoding)


def csv_of_2015(rows=ROWS_2015) -> bytes:
    """UPR Info's export of 2015: Mac Roman, lines that end in CR."""
    return csv_of(HEADINGS_2015, rows, "mac_roman", "\r")


def csv_of_uwazi(rows=(ROW_UWAZI,), headings=HEADINGS_UWAZI) -> bytes:
    """The export of UPR Info's database of today."""
    return csv_of(headings, rows, "utf-8-sig", "\n")


def uhri_sheet(*changes, headings=UHRI_HEADINGS) -> bytes:
    """UHRI's sheet with a row for each set of changed values."""
    book = openpyxl.Workbook()
    book.active.append(headings)
    for change in changes:
        row = UHRI_ROW | change
        book.active.append([row.get(heading) for heading in UHRI_HEADINGS])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def uhri_objects(*changes) -> bytes:
    """UHRI's JSON with an object for each set of changed values."""
    return json.dumps([UHRI_OBJECT | change for change in changes]).encode()


def many_objects(count) -> Iterator[bytes]:
    """UHRI's JSON of any length, piece by piece: two of five objects are recommendations of the UPR."""
    yield b"["
    for number in range(count):
        is_upr = number % 5 < 2
        found = UHRI_OBJECT | {
            "AnnotationId": f"00000000-0000-4000-8000-{number:012}",
            "Body": "- UPR" if is_upr else "- CRC",
            "AnnotationType": "- Recommendations" if is_upr else "- Concerns/Observations",
            "Text": f"<p>140.{number % 250 + 1} Ratify it and report on it, for the {number}th time{' and again' * 30}"
            " (Timor-Leste) (Guinea-Bissau);</p>",
        }
        yield (b"," if number else b"") + json.dumps(found).encode()
    yield b"]"


class Stream(io.RawIOBase):
    """A file that is made while it is read; it can be wound back to its start only."""

    def __init__(self, make) -> None:
        self.make = make
        self.seek(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset, whence=0) -> int:
        self.pieces: Iterable[bytes] = iter(self.make())
        self.rest = b""
        return 0

    def readinto(self, buffer) -> int:
        while len(self.rest) < len(buffer):
            piece = next(self.pieces, None)
            if piece is None:
                break
            self.rest += piece
        taken, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)
