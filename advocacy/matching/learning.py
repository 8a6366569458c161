"""How the weights of ``uptake`` are learnt from proposals with known answers: a logistic model, in plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

Numbers = tuple[float, ...]

_ROUNDS, _STEPS = 5, 8
# What keeps weights small; how much the best wrong candidate of a proposal that was taken up counts.
_SHRINK, _WRONG = 8.0, 0.15
# How much all proposals that nobody took up count beside those that were.
_NOBODYS = 0.6
# Of those so many may get a candidate: more than the tenth that we want in life, for a third of the fresh ones stand
# near a theme of the record on purpose.
FALSE_HOPE = 0.12


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of a proposal in numbers, and which of them took it up: none of them where nobody did."""

    review: str
    is_taken_up: bool
    # Whether the lexicon knows it no better than any other text.
    is_fresh: bool
    rows: tuple[tuple[Numbers, bool], ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A constant and a weight for each number."""

    constant: float
    weights: Numbers

    def likelihood(self, numbers: Sequence[float]) -> float:
        """How likely a candidate is right, 0..1."""
        sum_ = self.constant + sum(weight * one for weight, one in zip(self.weights, numbers, strict=True))
        return 1 / (1 + exp(-max(-40.0, min(40.0, sum_))))


def learn(examples: Sequence[Example]) -> Model:
    """The model whose 0.5 is the cut-off at which few proposals that nobody took up get a candidate (FALSE_HOPE).

    The cut-off is found on fresh ones, and on reviews that the weights were not learnt from: each is left out once.
    """
    hopes = []
    for review in sorted({one.review for one in examples if one.is_fresh}):
        model = _fitted([one for one in examples if one.review != review])
        hopes += [
            max((model.likelihood(numbers) for numbers, _ in one.rows), default=0.0)
            for one in examples
            if one.review == review and one.is_fresh and not one.is_taken_up
        ]
    hopes.sort(reverse=True)
    let_through = max(1, int(FALSE_HOPE * len(hopes)))
    cut_off = sum(hopes[let_through - 1 : let_through + 1]) / 2
    model = _fitted(examples)
    return Model(model.constant - log(cut_off / (1 - cut_off)), model.weights)


def _fitted(examples: Sequence[Example]) -> Model:
    """Of a proposal that was taken up its best right candidate counts for, its best wrong one a little against."""
    usable = [one for one in examples if one.rows and (not one.is_taken_up or any(right for _, right in one.rows))]
    count = len(usable[0].rows[0][0])
    every = [numbers for one in usable for numbers, _ in one.rows]
    means = [sum(row[place] for row in every) / len(every) for place in range(count)]
    spreads = [
        sqrt(sum((row[place] - means[place]) ** 2 for row in every) / len(every)) or 1.0 for place in range(count)
    ]
    taken_up = sum(one.is_taken_up for one in usable)
    share = _NOBODYS * taken_up / max(1, len(usable) - taken_up)
    model = Model(0.0, tuple(float(place == 0) / spreads[0] for place in range(count)))
    for _ in range(_ROUNDS):
        rows = [row for one in usable for row in _lessons(one, model, share)]
        standard = [
            ([(one - mean) / spread for one, mean, spread in zip(numbers, means, spreads, strict=True)] + [1.0], y, w)
            for numbers, y, w in rows
        ]
        found = _logistic(standard, count + 1)
        weights = tuple(one / spread for one, spread in zip(found, spreads, strict=False))
        model = Model(found[-1] - sum(one * mean for one, mean in zip(weights, means, strict=True)), weights)
    return model


def _lessons(example: Example, model: Model, share: float) -> list[tuple[Numbers, float, float]]:
    """What a proposal teaches: numbers, 1 or 0, and how much it counts."""

    def best(rows: Sequence[Numbers]) -> Numbers:
        return max(rows, key=model.likelihood)

    wrong = [numbers for numbers, right in example.rows if not right]
    if not example.is_taken_up:
        return [(best(wrong), 0.0, share)]
    lessons = [(best([numbers for numbers, right in example.rows if right]), 1.0, 1.0)]
    return lessons + ([(best(wrong), 0.0, _WRONG)] if wrong else [])


def _logistic(rows: Sequence[tuple[list[float], float, float]], count: int) -> list[float]:
    """Newton's steps; the last number is the constant, which nothing keeps small."""
    found = [0.0] * count
    for _ in range(_STEPS):
        slope = [_SHRINK * one for one in found[:-1]] + [0.0]
        curve = [[_SHRINK * (a == b < count - 1) for b in range(count)] for a in range(count)]
        for numbers, wanted, weight in rows:
            sum_ = sum(one * two for one, two in zip(found, numbers, strict=True))
            sure = 1 / (1 + exp(-max(-40.0, min(40.0, sum_))))
            pull, bend = weight * (sure - wanted), weight * sure * (1 - sure)
            for a in range(count):
                slope[a] += pull * numbers[a]
                part = bend * numbers[a]
                row = curve[a]
                for b in range(count):
                    row[b] += part * numbers[b]
        found = [one - step for one, step in zip(found, _solved(curve, slope), strict=True)]
    return found


def _solved(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Gauss's elimination; the matrix is positive definite."""
    size = len(right)
    rows = [[*row, one] for row, one in zip(matrix, right, strict=True)]
    for place in range(size):
        for other in range(place + 1, size):
            factor = rows[other][place] / rows[place][place]
            rows[other] = [one - factor * two for one, two in zip(rows[other], rows[place], strict=True)]
    found = [0.0] * size
    for place in reversed(range(size)):
        known = sum(rows[place][other] * found[other] for other in range(place + 1, size))
        found[place] = (rows[place][size] - known) / rows[place][place]
    return found
