"""Reports of the Working Group on Arcadia, an invented State, as text and as PDF, with the traps of real ones."""

import csv
from html import escape
from itertools import count

from common import pdf
from cycles.importers import StateNames
from tests.thematic_lists import REFDATA

SYMBOL = "A/HRC/99/7"

TITLE_PAGE = """\
GE.25-02819  (E)    210325    210325
Human Rights Council
Ninety-ninth session
16 June–11 July 2025
Agenda item 6
Universal periodic review
  Report of the Working Group on the Universal Periodic
Review*
  Arcadia
 * The annex is being circulated without formal editing, in the language of submission only.
United Nations A/HRC/99/7
General Assembly Distr.: General
24 March 2025
Original: English"""

CONTENTS = """\
A/HRC/99/7
2 GE.25-02819
Contents
 I. Summary of the proceedings of the review process ........................ 5–119 3
 II. Conclusions and/or recommendations ..................................... 120–123 13
 III. Voluntary pledges and commitments ..................................... 124–125 20"""

INTRODUCTION = """\
A/HRC/99/7
GE.25-02819 3
  Introduction
1. The Working Group on the Universal Periodic Review, established in accordance with
Human Rights Council resolution 5/1, held its forty-eighth session from 20 to 31 January
2025. The review of Arcadia was held at the 13th meeting, on 28 January 2025. At its 17th
meeting, held on 31 January 2025, the Working Group adopted the report on Arcadia.
2. On 8 January 2025, the Human Rights Council selected the following group of
rapporteurs (troika) to facilitate the review of Arcadia: Dominican Republic, South Africa
and Thailand.
3. The following documents were issued for the review of Arcadia:
 (a) A national report submitted/written presentation (A/HRC/WG.6/48/XAR/1);
 I. Summary of the proceedings of the review process
4. Arcadia thanked all delegations and would do so
12.5 per cent more often."""

RECOMMENDATIONS = """\
A/HRC/99/7
4 GE.25-02819
 II. Conclusions and/or recommendations**
120. The recommendations formulated during the interactive dialogue and listed
below have been examined by Arcadia and enjoy its support:
120.1 Ratify the treaties on well-
being that it signed (Chile) (Estonia);
120.2 Name an office that answers for equality, as target
16.3 of the Goals asks (Mexico);
120.3 Train judges (Côte d’Ivoire); Train the police (Kenya, Fiji);
 ** Conclusions and recommendations have not been edited.
A/HRC/99/7
GE.25-02819 5
120.4 Open schools (Iran (Islamic Republic of)); A/HRC/99/7
121. The following recommendations enjoy the support of Arcadia, which considers that
they are already implemented:
121.1 Pay teachers in time (Norway).
122. The following recommendations will be examined by Arcadia, which will provide
responses in due time, but no later than the ninety-ninth session of the Council:
122.1 Accede to the convention on statelessness (Togo) (Peru);
122.2 Close the camp at the border (Holy See).
123. The recommendations below did not enjoy the support of Arcadia:
123.1 Abolish the levy (France).
124. All conclusions and/or recommendations contained in the present report reflect
the position of the submitting State(s) and/or the State under review."""

ANNEX = """\
A/HRC/99/7
6 GE.25-02819
Annex
  Composition of the delegation
The delegation of Arcadia was headed by H.E. Ms. A. B. and composed of 12 members."""

PAGES = (TITLE_PAGE, CONTENTS, INTRODUCTION, RECOMMENDATIONS, ANNEX)


def make_report(**pages: str) -> str:
    """The report as one text, some of its pages replaced: ``make_report(recommendations=...)``."""
    names = ("title_page", "contents", "introduction", "recommendations", "annex")
    return "\n".join(pages.get(name, page) for name, page in zip(names, PAGES, strict=True))


def make_list(*lines: str, lead_in: str = "The following recommendations enjoy the support of Arcadia:") -> str:
    """The heading, lead-in 120, the given lines, and the closing paragraph."""
    closing = "121. All conclusions and/or recommendations contained in the present report reflect the position"
    return "\n".join(["II. Conclusions and/or recommendations", f"120. {lead_in}", *lines, closing])


def make_pdf(*pages: str, language: str = "en") -> bytes:
    """A PDF of the pages, each line of a page on a line of its own."""
    numbers = count()
    blocks = "".join(
        f'<pre style="{"break-before: page; " if next(numbers) else ""}font-size: 7pt">{escape(page)}</pre>'
        for page in pages
    )
    title = "<title>Report</title>"
    return pdf.render(f'<html lang="{language}"><head>{title}</head><body><main>{blocks}</main></body></html>')


def six_language_names() -> StateNames:
    """The names of all States in English, French and Spanish, as the project ships them, and of Arcadia."""
    with (REFDATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = ("name_un_en", "name_short_en", "name_fr", "name_es")
    aliases = {row[column]: row["iso3"] for row in rows for column in columns if row[column]}
    return StateNames(aliases | {"Arcadia": "XAR", "Arcadie": "XAR"})
