"""A summary of stakeholders' submissions on Arcadia, invented, with what such summaries get wrong.

A caret stands before the numbers of notes: the text has them as plain numbers, the PDF small and raised.
"""

import html
import re

from weasyprint import HTML

LISTED = """The stakeholders listed below have contributed information for this summary; the full texts of all
original submissions are available at: www.ohchr.org (one asterisk denotes a national human rights
institution with A status).
Civil society
Individual submissions:
AI Amnesty International, London (United Kingdom of Great
Britain and Northern Ireland);
Open Door The Open Door, Geneva (Switzerland);
Plain Chalk Plain Chalk Foundation, Lagos (Nigeria);
Joint submissions:
JS1 Joint submission 1 submitted by: Lake Watch; and
Shore Watch, Lima (Peru);
HLP/JS2 Joint submission 2 submitted by: House and Land
People (HLP) and the Tenants of Arcadia; Lima (Peru) and
Geneva (Switzerland);
National human rights institution:
Defender/ODA* Office of the Defender of Arcadia*, Nova (Arcadia);
Regional intergovernmental organization(s):
CoE The Council of Europe, Strasbourg (France)
Attachments:
(CoE-GRETA) Report of the Group of Experts, adopted on
3 June 2023;
(CoE-CoM) Resolution CM(2022)9 of the Committee of
Ministers.
"""

BODY = """I. Background
1. The present report was prepared pursuant to Human Rights Council resolutions 5/1
and 16/21.^1 It is a summary of 7 stakeholders’ submissions^2 for the review.
II. Information provided by the national human rights
institution accredited in full compliance with the Paris
Principles
2. The Defender noted that Arcadia had no strategy.^3
III. Information provided by other stakeholders
A. Scope of international obligations^4
3. JS1 said that 17,000 people, or 2.5 percent, had caught COVID-19 by May 2021. ^5 AI
recommended that Article 6 be applied^6 and that rule 7 be kept.
B. Rights of specific persons or groups
1. Women
4. Open Door urged Arcadia to act (see above).^7 CoE-GRETA, CoE-CoM and JS2 agreed;^8
Plain Chalk did not.^9
2. Children^10
5. Defender spoke of children.^11 AI spoke of them too.^12
"""

NOTES = (
    "A/HRC/28/15, A/HRC/28/15/Add.1 and A/HRC/28/2.",
    LISTED,
    "Defender, p. 2.",
    "For relevant recommendations see A/HRC/28/15, paras. 115.1, 115.17 (Peru) and 115.20.",
    "JS1, paras. 2.3 and 3.1–3.11. See also AI, para, 4 and Open Door, p.5.",
    "AI para. 9; see also HLP/J2, para. 3.",
    "Open Door, pp. 4-5, para. 7.",
    "CoE-GRETA, paras. 1, 2 and 4 and CoE-CM; para. 5. JS 2, para. 6.",
    "JS7, para. 1.",
    "AI, para. 30.",
    "Ibid., ODA, p. 6.",
    "Ibid., para. 31.",
)

FRONT = """GE.19-12345 (E)
Human Rights Council
Working Group on the Universal Periodic Review
Thirty-fourth session
4–15 November 2019
Summary of Stakeholders’ submissions on Arcadia*
Report of the Office of the United Nations High Commissioner for
Human Rights
"""

MASTHEAD = """* The present document was not edited before being sent to the
United Nations translation services.
United Nations A/HRC/WG.6/34/XAR/3
General Assembly Distr.: General
2 September 2019
Original: English
"""


_STYLE = (
    "@page { size: A3 } p { margin: 0 } sup { font-size: 60%; vertical-align: 3pt } "
    "b { display: inline-block; font-weight: normal; width: 10em }"
)
_CODES = re.compile(r"^(?:(?:HLP/)?JS\d|AI|Open Door|Plain Chalk|Defender/ODA\*|CoE)(?= [A-Z])")


def marked_summary(*, front=FRONT, masthead=MASTHEAD, body=BODY, notes=NOTES):
    """The summary on one page, with carets."""
    numbered = "".join(f"^{number} {note.strip()}\n" for number, note in enumerate(notes, 1))
    return f"{front}{body}{masthead}Notes\n{numbered}"


def make_summary(**parts):
    """The text as a PDF reader copies it."""
    return marked_summary(**parts).replace("^", "")


def make_summary_pdf(**parts):
    """The same as a PDF, with raised note numbers and the codes in a column of their own."""
    body, _, notes = marked_summary(**parts).partition("Notes\n")
    notes = "".join(_CODES.sub(r"<b>\g<0></b>", line, count=1) + "\n" for line in html.escape(notes).splitlines())
    text = re.sub(r"\^(\d+)", r"<sup>\1</sup>", f"{html.escape(body)}Notes\n{notes}")
    pages = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return HTML(string=f"<style>{_STYLE}</style>{pages}").write_pdf()


def with_note(number, text):
    """The notes with one of them changed."""
    return (*NOTES[: number - 1], text, *NOTES[number:])
