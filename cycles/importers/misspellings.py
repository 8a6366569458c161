"""Which known name a misspelt one stands for: only where there can be no doubt."""

from collections.abc import Iterator, Mapping

MAX_LENGTH = 80
# A name of another State at the same distance plus this is too near to be sure.
_MARGIN = 2


def distance(one: str, other: str, limit: int) -> int:
    """Letters to insert, drop, change or swap with their neighbour, counted no further than ``limit`` + 1."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    older: list[int] = []
    old = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        older, old = old, row
    return min(old[-1], limit + 1)


def allowed_errors(name: str) -> int:
    """How many slips a name of this length may hold: none below five letters, two from eleven on."""
    return (len(name) >= 5) + (len(name) >= 11)


class Speller:
    """The names of all States, ready to be compared with misspelt ones."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._masks = [(name, iso3, _letters(name)) for name, iso3 in names.items()]

    def closest(self, name: str) -> str | None:
        """The one State whose name is within a slip or two of ``name``, or None.

        Niger and Nigeria, Mali and Malta, Austria and Australia lie so near each other that
        a slip in one may be the other: nothing is guessed there.
        """
        allowed = allowed_errors(name)
        if not allowed or len(name) > MAX_LENGTH or any(sign.isdigit() for sign in name):
            return None
        nearest: dict[str, tuple[int, str]] = {}
        for far, candidate, iso3 in self._near(name, allowed + _MARGIN):
            nearest[iso3] = min(nearest.get(iso3, (far, candidate)), (far, candidate))
        if not nearest:
            return None
        best = min(nearest, key=lambda iso3: nearest[iso3])
        far, candidate = nearest[best]
        others = [distance_ for iso3, (distance_, _) in nearest.items() if iso3 != best]
        if far > allowed or any(other < far + _MARGIN for other in others) or self._is_torn(name, candidate, best):
            return None
        return best

    def _near(self, name: str, limit: int) -> Iterator[tuple[int, str, str]]:
        letters = _letters(name)
        for candidate, iso3, mask in self._masks:
            # A slip changes two letters of the alphabet at most.
            if abs(len(candidate) - len(name)) > limit or (letters ^ mask).bit_count() > 2 * limit:
                continue
            far = distance(name, candidate, limit)
            if far <= limit:
                yield far, candidate, iso3

    def _is_torn(self, name: str, candidate: str, best: str) -> bool:
        """Whether another State is too near: by a like name, by one cut off, or by a word of its own in this one.

        Austria has Australia beside it, "Dominican" may go on as "Dominican Republic", and "Dominica Republic"
        holds a State's name.
        """
        if any(iso3 != best for _, _, iso3 in self._near(candidate, _MARGIN)):
            return True
        if any(iso3 != best and known.startswith(name) for known, iso3 in self._names.items()):
            return True
        words = set(name.split()) - set(candidate.split())
        return any(self._names.get(word, best) != best for word in words)


def _letters(name: str) -> int:
    """The letters that occur in the name, one bit each."""
    mask = 0
    for sign in name:
        mask |= 1 << (ord(sign) % 64)
    return mask
