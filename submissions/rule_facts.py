"""The rules for submissions as we know them: a file that is loaded into rows, and stands in where a row is missing."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from submissions.models import Submission, SubmissionRule

FILE = Path(__file__).resolve().parent / "refdata" / "submission_rules.csv"
_LIMITS = {
    Submission.Kind.INDIVIDUAL: "word_limit_individual",
    Submission.Kind.JOINT: "word_limit_joint",
    Submission.Kind.NHRI: "word_limit_nhri",
    Submission.Kind.REGIONAL_ORG: "word_limit_regional_org",
}
# What people call the rules; one that is not here is shown by its key.
TITLES: dict[str, Promise] = {
    "word_limit_individual": gettext_lazy("Words of an individual submission"),
    "word_limit_joint": gettext_lazy("Words of a joint submission"),
    "word_limit_nhri": gettext_lazy("Words of a national human rights institution"),
    "word_limit_regional_org": gettext_lazy("Words of a regional organisation"),
    "word_limit_excludes": gettext_lazy("What does not count"),
    "file_format": gettext_lazy("File"),
    "font": gettext_lazy("Font"),
    "paragraphs_numbered": gettext_lazy("Paragraphs are numbered"),
    "pages_numbered": gettext_lazy("Pages are numbered"),
    "languages": gettext_lazy("Languages"),
    "languages_preferred": gettext_lazy("Languages that OHCHR prefers"),
    "introduction_paragraph": gettext_lazy("Introduction with the main points"),
    "keywords": gettext_lazy("Key words"),
    "period_covered_max_years": gettext_lazy("Years that it covers at most"),
    "no_foreign_annexes": gettext_lazy("No reports of others as annexes"),
    "joint_list_all_names": gettext_lazy("All co-submitters named at the start"),
    "one_country_per_submission": gettext_lazy("One State in each submission"),
    "max_individual_per_stakeholder": gettext_lazy("Individual submissions of one organisation"),
    "max_joint_lead_per_stakeholder": gettext_lazy("Joint submissions that one organisation leads"),
    "deadline_time": gettext_lazy("Hour of the deadline"),
    "deadline_timezone": gettext_lazy("On which clock"),
    "late_submissions_accepted": gettext_lazy("Late submissions are taken"),
    "resubmission_discouraged": gettext_lazy("Revised versions may not be taken"),
    "submission_channel": gettext_lazy("Where it is lodged"),
    "submission_window_weeks": gettext_lazy("Weeks for which lodging is open"),
    "one_account_per_organisation": gettext_lazy("One account for each organisation"),
    "helpdesk_email": gettext_lazy("Helpdesk"),
    "ecosoc_status_required": gettext_lazy("Status with ECOSOC is needed"),
    "submissions_published": gettext_lazy("Submissions are published"),
    "reports_after_deadline_none": gettext_lazy("Nothing more is taken after the deadline"),
}


@dataclass(frozen=True)
class Rule:
    """A rule as pages show it."""

    key: str
    value: str
    unit: str
    applies_to: str
    binding: str
    source: str
    confidence: str
    is_cycles_own: bool = False

    @property
    def title(self) -> str:
        return str(TITLES.get(self.key, self.key))

    @property
    def binding_words(self) -> str:
        return str(SubmissionRule.Binding(self.binding).label)

    @property
    def number(self) -> int | None:
        """Its value, where it is a number."""
        return int(self.value) if self.value.isdigit() else None


@cache
def from_file() -> tuple[dict[str, Any], ...]:
    """The lines of the file, by the names of our fields."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = {"rule_key": "key", "verification": "confidence"}
    return tuple({names.get(name, name): value.strip() for name, value in row.items()} for row in rows)


def rules_of(rows: Iterable[SubmissionRule]) -> dict[str, Rule]:
    """The rules by their keys: of the file, over them the rows for every cycle, then the cycle’s own."""
    found = {row["key"]: Rule(**row) for row in from_file()}
    for row in rows:
        values: dict[str, Any] = {name: getattr(row, name) for name in from_file()[0]}
        found[row.key] = Rule(**values, is_cycles_own=row.cycle_id is not None)
    return found


def limit_of(rules: dict[str, Rule], kind: str) -> Rule | None:
    """How many words a submission of this kind may have; None where nobody knows."""
    rule = rules.get(_LIMITS[Submission.Kind(kind)])
    return rule if rule and rule.number else None
