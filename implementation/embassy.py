"""What became of one State's recommendations, as plain values for its page, its sheet and its letter.

It holds ratings and reasons and no evidence: what is sensitive cannot leave with it.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from cycles.dates import day_in_words
from implementation import embassy_words as words
from implementation import midterm_words
from implementation.midterm import ReportRow
from implementation.midterm_counts import Counts
from implementation.midterm_words import POSITIONS, Mark

# So many names of other States stand in a row of the sheet; the page and the letter name all.
MOST_NAMES = 3
# What a row of the sheet holds of a long recommendation, and of a long reason.
TEXT_LENGTH, REASON_LENGTH = 230, 200
# How many rows a sheet holds with texts of usual length: so many are chosen beforehand.
USUAL_ROWS = 8


@dataclass(frozen=True)
class AskedRow(ReportRow):
    """One recommendation of the State; ``others`` are those that made it together with it."""

    others: tuple[str, ...] = ()

    @property
    def together(self) -> str:
        return words.together_with(self.others)

    @property
    def together_short(self) -> str:
        return words.together_with(self.others, MOST_NAMES)

    @property
    def short_text(self) -> str:
        return shortened(self.text, TEXT_LENGTH)

    @property
    def short_reason(self) -> str:
        return shortened(self.rating.note, REASON_LENGTH) if self.rating else ""


@dataclass(frozen=True)
class EmbassyPaper:
    """What the embassy of a recommending State is told, in one language, as of one day.

    ``rows`` are all its recommendations, ``chosen`` the numbers that are shown one by one.
    """

    code: str
    state_name: str
    review_state: str
    cycle_label: str
    workspace_name: str
    as_of: date
    language: str
    rows: tuple[AskedRow, ...]
    chosen: frozenset[str] = frozenset()
    with_reasons: bool = True
    is_dense: bool = False
    is_invented: bool = False
    session_label: str = ""
    review_date: date | None = None
    organisations: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    voice: str = "cso"

    @property
    def direction(self) -> str:
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"

    @property
    def title(self) -> str:
        return _("What became of the recommendations of %(asker)s to %(state)s") % {
            "asker": self.state_name,
            "state": self.review_state,
        }

    @cached_property
    def counts(self) -> Counts:
        return Counts.of(row.level for row in self.rows)

    @property
    def finding(self) -> str:
        counts = self.counts
        return words.finding(
            asker=self.state_name,
            state=self.review_state,
            full=counts.fully,
            rated=counts.rated,
            total=counts.total,
        )

    @property
    def finding_tied(self) -> str:
        return midterm_words.tied(self.finding)

    @property
    def rest(self) -> str:
        """The other figures of those that are rated, and how many were made with other States."""
        counts, shared = self.counts, sum(1 for row in self.rows if row.others)
        figures = midterm_words.rest_of_the_finding(
            partially=counts.partially,
            not_implemented=counts.not_implemented,
            regressed=counts.regressed,
            unknown=counts.unknown - counts.unrated,
            unrated=0,
            total=counts.total,
        )
        return " ".join(filter(None, (figures, words.shared(shared) if shared else "")))

    @property
    def introduction(self) -> str:
        return words.introduction(
            asker=self.state_name,
            state=self.review_state,
            cycle=self.cycle_label,
            total=len(self.rows),
            reviewed=self.review_date,
        )

    @property
    def shown(self) -> tuple[AskedRow, ...]:
        return tuple(row for row in self.rows if row.number in self.chosen)

    @property
    def left_out(self) -> str:
        numbers = [row.number for row in self.rows if row.number not in self.chosen]
        return words.left_out(numbers) if numbers else ""

    @property
    def is_shortened(self) -> bool:
        """Whether the sheet leaves off words of a recommendation or of a reason that it shows."""
        return any(row.short_text != row.text or self._reason_is_cut(row) for row in self.shown)

    def _reason_is_cut(self, row: AskedRow) -> bool:
        return bool(self.with_reasons and row.rating and row.short_reason != row.rating.note)

    @property
    def positions(self) -> list[tuple[Mark, int]]:
        """Each answer of the State under Review, with how many got it."""
        kinds = [row.position for row in self.rows]
        return [(mark, kinds.count(kind)) for kind, mark in POSITIONS.items() if kind in kinds]

    @property
    def positions_text(self) -> str:
        return midterm_words.in_a_row(f"{mark.label} {count}" for mark, count in self.positions)

    @property
    def asks(self) -> list[str]:
        """What the embassy can do: a draft by what became of all its recommendations."""
        found: dict[str, list[str]] = {"behind": [], "half": [], "noted": [], "done": []}
        kinds = {"not_implemented": "behind", "regressed": "behind", "partially": "half", "fully": "done"}
        for row in self.rows:
            if kind := kinds.get(row.level):
                found["noted" if kind == "behind" and row.position == "noted" else kind].append(row.number)
        return words.asks(found)

    @property
    def rated_by(self) -> str:
        days = sorted(row.rating.date for row in self.rows if row.rating)
        if not days:
            return ""
        return words.rated_by(
            voice=self.voice,
            workspace=self.workspace_name,
            organisations=max(len(self.organisations), 1),
            first=days[0],
            last=days[-1],
        )

    @property
    def as_of_text(self) -> str:
        return day_in_words(self.as_of)

    @property
    def organisations_text(self) -> str:
        return midterm_words.in_a_row(self.organisations)

    @property
    def sources_text(self) -> str:
        return midterm_words.in_a_row(self.sources)

    @property
    def process_text(self) -> str:
        return midterm_words.in_a_row((_("Universal Periodic Review"), self.cycle_label))

    @property
    def invented_text(self) -> str:
        if not self.is_invented:
            return ""
        return _("%(state)s is an invented State. Everything said of it here is an example.") % {
            "state": self.review_state
        }


def shortened(text: str, length: int) -> str:
    """The first words of a text, cut between two words."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:،؛") + "…"


def usual_choice(rows: tuple[AskedRow, ...]) -> frozenset[str]:
    """Which recommendations a sheet shows where nobody has chosen: those that are rated first, as many as it holds."""
    rated = sorted(rows, key=lambda row: row.level == "not_rated")
    return frozenset(row.number for row in rated[:USUAL_ROWS])
