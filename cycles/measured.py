"""How well suggestions and crosswalk do: figures measured once, shown on the pages, counted again by the tests."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CrosswalkFigures:
    """Issues that the crosswalk gives to the recommendations to one State, held against those that UPR Info gave."""

    recommendations: int
    compared: int
    # In a hundred: of the issues it gives those that UPR Info gave too; of UPR Info's those that it gives.
    precision: int
    recall: int


@dataclass(frozen=True, slots=True)
class ActionFigures:
    """Suggested categories held against UPR Info's, on sessions that the lexicon has not seen."""

    texts: int
    # In a hundred texts: those with a suggestion; of the suggestions, the right ones; of all, the right ones.
    covered: float
    right: float
    right_of_all: float


# Slovenia, cycle 2 (session 20): themes of OHCHR's thematic list, issues of UPR Info's export.
CROSSWALK = CrosswalkFigures(recommendations=163, compared=160, precision=74, recall=82)
# Learnt from sessions 6 to 9 and 14 to 17, judged on sessions 18 to 20.
ACTIONS = ActionFigures(texts=7795, covered=99.4, right=87.8, right_of_all=87.2)
