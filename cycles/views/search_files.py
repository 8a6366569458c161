"""Exactly what a search finds, as files."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from itertools import chain
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from common.copying import LINES, copied, in_blocks
from common.file_kinds import CONTENT_TYPES
from common.http import Echo, safe_cell
from common.problems import problem
from common.workbooks import workbook_parts
from cycles.facet_index import facet_index
from cycles.models import PositionKind, State
from cycles.search_filter import WORDS, SearchFilter
from cycles.search_hints import unsearchable
from cycles.search_reading import found_keys

# One statement, so that all rows are of one moment; in the order of the keys, so that none waits for the last.
_ROWS = """
SELECT left(row_json, -1) || ',"permalink":' || to_json(%s || (row_json::json ->> 'url')) || '}'
FROM unnest(%s::bigint[]) WITH ORDINALITY AS found (key, place)
CROSS JOIN LATERAL (SELECT row_json FROM cycles_recommendation WHERE id = found.key OFFSET 0) AS row
ORDER BY place
"""


class Taken:
    """What one search found, to be written into a file that says where it comes from."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.asked = SearchFilter.from_address(request.GET)
        index = facet_index()
        self.version = index.version
        self.keys = found_keys(self.asked, index)
        self.at: datetime = timezone.now()
        self.base = request.build_absolute_uri("/")[:-1]

    @property
    def about(self) -> dict[str, Any]:
        """The search, the moment and the version of the record: what a paper quotes."""
        address = self.asked.address()
        return {
            "search": f"{self.base}{reverse('cycles:search')}{'?' if address else ''}{address}",
            "date": self.at.isoformat(timespec="seconds"),
            "record_version": self.version,
            "count": len(self.keys),
        }

    def name(self, ending: str) -> str:
        return f"upr-recommendations-{self.at:%Y-%m-%d}-v{self.version}.{ending}"

    def rows(self) -> Iterator[bytes]:
        """What the API says of each, and its whole address, as JSON: a line each, in the order of the page."""
        return copied(LINES, _ROWS, [self.base, self.keys]) if self.keys else iter(())

    def lines(self) -> Iterator[list[Any]]:
        """The same flat, for tables."""
        states = {state.iso3: state.name for state in State.objects.visible_to(self.request.user)}
        positions = {kind.value: str(kind.label) for kind in PositionKind}
        for row in map(json.loads, self.rows()):
            yield [
                row["id"],
                row["permalink"],
                states.get(row["state_under_review"], row["state_under_review"]),
                row["state_under_review"],
                row["cycle"],
                row["session"],
                row["number"],
                row["text"],
                "; ".join(states.get(iso3, iso3) for iso3 in row["recommending_states"]),
                "; ".join(row["recommending_states"]),
                positions[row["position"]],
                "; ".join(issue["label"] for issue in row["issues"]),
                "; ".join(theme["label"] for theme in row["themes"]),
                "; ".join(row["groups"]),
                "; ".join(str(number) for number in row["sdgs"]),
                row["document"],
            ]


def whole_or_none(view: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """No file of a part of what was asked, or of more: its head would say that it is of the whole."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponseBase:
        asked = SearchFilter.from_address(request.GET)
        words = unsearchable(request.GET.get(WORDS, ""), asked, lambda: facet_index().found(asked) > 0)
        return refused(words) if words else view(request)

    return answer


def refused(words: str) -> JsonResponse:
    """Instead of a file, why there is none."""
    told = problem(HTTPStatus.BAD_REQUEST) | {"errors": {WORDS: [words]}}
    return JsonResponse(told, status=HTTPStatus.BAD_REQUEST, content_type="application/problem+json")


@login_not_required
@require_safe
@whole_or_none
def search_csv(request: HttpRequest) -> StreamingHttpResponse:
    taken = Taken(request)
    about = "# " + ", ".join(f"{name}: {value}" for name, value in taken.about.items())
    return attached(taken, "csv", "text/csv; charset=utf-8", csv_parts([[about], head()], taken.lines()))


@login_not_required
@require_safe
@whole_or_none
def search_xlsx(request: HttpRequest) -> StreamingHttpResponse:
    taken = Taken(request)
    found = _("Recommendations"), chain([head()], taken.lines())
    about = _("About this file"), taken.about.items()
    return attached(taken, "xlsx", CONTENT_TYPES["xlsx"], workbook_parts([found, about]))


@login_not_required
@require_safe
@whole_or_none
def search_json(request: HttpRequest) -> StreamingHttpResponse:
    taken = Taken(request)
    return attached(taken, "json", "application/json; charset=utf-8", json_parts(taken))


@login_not_required
@require_safe
@whole_or_none
def search_ndjson(request: HttpRequest) -> StreamingHttpResponse:
    taken = Taken(request)
    about = f"{dump({'about': taken.about})}\n".encode()
    return attached(taken, "ndjson", "application/x-ndjson; charset=utf-8", chain([about], taken.rows()))


def json_parts(taken: Taken) -> Iterator[bytes]:
    yield f'{dump(taken.about)[:-1]},"results":['.encode()
    for place, row in enumerate(taken.rows()):
        yield (b",\n" if place else b"\n") + row.rstrip()
    yield b"\n]}\n"


def csv_parts(heads: list[list[str]], lines: Iterable[list[Any]]) -> Iterator[bytes]:
    """With the mark that Excel needs to read accents and Arabic."""
    writer = csv.writer(Echo())
    yield "\ufeff".encode()
    for line in chain(heads, lines):
        yield writer.writerow([safe_cell(value) for value in line]).encode()


def attached(taken: Taken, ending: str, kind: str, parts: Iterable[bytes]) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{taken.name(ending)}"'}
    return StreamingHttpResponse(in_blocks(parts), content_type=kind, headers=headers)


def head() -> list[str]:
    return [
        _("Key"),
        _("Permanent link"),
        pgettext("UN member", "State under Review"),
        _("Code of the State under Review"),
        _("Cycle"),
        _("Session"),
        _("Number"),
        _("Recommendation"),
        _("Recommending States"),
        _("Codes of the recommending States"),
        pgettext("position of the State", "Position"),
        _("Issues"),
        _("Themes"),
        _("Groups of persons"),
        _("Sustainable Development Goals"),
        _("Document"),
    ]


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
