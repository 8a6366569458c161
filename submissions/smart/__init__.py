"""Whether a proposed recommendation is specific, measurable, achievable, relevant and time-bound, and why.

Texts in, findings out: no database, no request. Rules of each language are tables (english, french, spanish); of a
text in another language nothing is said.
"""

from submissions.smart.checking import check
from submissions.smart.findings import CRITERIA, Answer, Finding, Report

__all__ = ["CRITERIA", "Answer", "Finding", "Report", "check"]
