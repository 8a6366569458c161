"""The same export brought into copies of one empty record: by the platform, and in the ways it is compared with."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench import base

EMPTY, COPY = "upr_bench_empty", "upr_bench_intake"
ROWS = 41_066
# The slow ways take a part of the file, and as long for each row as for all of them.
MOST = {"platform": ROWS, "save": 5_000, "get_or_create": 1_000, "copy": ROWS}
# UPR Info's own files, where they are at hand.
REAL, REAL_ROWS = ("6-9.csv", "14-17.csv", "17-20.csv"), 25_925

# What every way has to have written: review, text, position and its history, recommending States, issues.
_WRITTEN = """
SELECT v.state_under_review_id, v.cycle_id, r.text, r.position,
  (SELECT string_agg(kind, ' ') FROM cycles_position WHERE recommendation_id = r.id),
  (SELECT string_agg(state_id, ' ' ORDER BY state_id) FROM cycles_recommendingstate WHERE recommendation_id = r.id),
  (SELECT string_agg(t.code, ' ' ORDER BY t.code) FROM cycles_recommendationtheme x
    JOIN cycles_theme t ON t.id = theme_id WHERE x.recommendation_id = r.id)
FROM cycles_recommendation r JOIN cycles_review v ON v.id = r.review_id
"""


def measure(env: Mapping[str, str], folder: Path, rows: int) -> dict[str, dict[str, Any]]:
    """How many rows a second each way writes. What the others wrote is part of what the platform wrote."""
    base.make_database(env, EMPTY, "manage.py migrate --verbosity=0", "manage.py load_reference_data")
    file = folder / "export.csv"
    base.inside(base.named(env, EMPTY), "intake_ways", "write", str(rows), str(file))
    found: dict[str, dict[str, Any]] = {}
    written: dict[str, set[tuple[Any, ...]]] = {}
    for way, most in MOST.items():
        with base.copied(env, EMPTY, COPY) as there:
            found |= _brought(there, folder, way, min(most, rows), [file])
            written[way] = set(base.ask(there, _WRITTEN))
        if len(written[way]) != min(most, rows) or not written[way] <= written["platform"]:
            others = len(written[way] - written["platform"])
            raise SystemExit(
                f"By {way}, {len(written[way])} rows were written, {others} of them unlike the platform's."
            )
    real = [Path(env["UPR_REALDATA"], "upr_info", name) for name in REAL] if env.get("UPR_REALDATA") else []
    if real and all(path.exists() for path in real):
        with base.copied(env, EMPTY, COPY) as there:
            found |= {f"{way}, real files": one for way, one in _brought(there, folder, "platform", 0, real).items()}
    return found


def _brought(env: Mapping[str, str], folder: Path, way: str, most: int, files: list[Path]) -> dict[str, dict[str, Any]]:
    """What one way took; and by the platform the same files once more, which then hold nothing new."""
    names = [way, f"{way} again"] if way == "platform" else [way]
    there = dict(env) | {"MEDIA_ROOT": str(folder)}
    return {name: base.inside(there, "intake_ways", way, str(most), *map(str, files)) for name in names}
