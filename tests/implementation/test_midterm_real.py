"""The mid-term report on Slovenia's fourth cycle, all 254 rated with evidence: how long it takes and how much it holds.

``python3 run.py test -n 0 -s tests/implementation/test_midterm_real.py`` prints the figures.
"""

import json
import sys
from datetime import date
from io import BytesIO
from subprocess import run
from time import perf_counter, process_time

import pytest
from pypdf import PdfReader

from implementation import midterm_frozen
from implementation.midterm_drafts import draft_report
from implementation.models import Evidence
from tests.factories import AT
from tests.implementation.drafted import make_draft
from tests.implementation.slovenia import rate_slovenia, real_data

DAY = date(2026, 3, 1)
MOST_SECONDS, MOST_MEGABYTES = 8, 400
# A process of its own, as a worker is one: what it holds at most is what it needs.
RENDER = """
import json, re, sys, time
import django
django.setup()
from implementation import midterm_frozen, pdfs
report = midterm_frozen.thawed(json.load(open(sys.argv[1])))
wall, cpu = time.perf_counter(), time.process_time()
content = pdfs.render(report, sys.argv[3], tell=lambda per_cent, page: None)
took = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
open(sys.argv[2], "wb").write(content)
# Of this program alone: what the system tells otherwise begins with the size of the one that started it.
peak = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())
print(json.dumps(took | {"megabytes": int(peak[1]) / 1024}))
"""


@pytest.fixture
def report(organisation, amina, db):
    workspace = rate_slovenia(real_data(), organisation, amina, DAY)
    for rating in workspace.ratings.select_related("recommendation"):
        evidence = Evidence.objects.create(
            workspace=workspace,
            kind="link",
            title=f"Report of the Ombudsman on {rating.recommendation.number}",
            source="Human Rights Ombudsman",
            source_date=DAY,
            url=f"https://example.org/reports/{rating.recommendation.number}",
            created_at=AT,
            created_by=amina,
        )
        evidence.recommendations.add(rating.recommendation)
    draft = make_draft(workspace, amina)
    began = perf_counter(), process_time()
    made = draft_report(draft, language="en", on=DAY)
    return made, perf_counter() - began[0], process_time() - began[1]


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
def test_the_report_is_made_in_time_and_in_little_room(report, tmp_path, file_format):
    made, wall, cpu = report
    assert (len(made.rows), sum(1 for row in made.rows if row.rating and row.evidence)) == (254, 254)
    plain, out = tmp_path / "report.json", tmp_path / f"report.{file_format}"
    plain.write_text(json.dumps(midterm_frozen.frozen(made)))

    said = run([sys.executable, "-c", RENDER, plain, out, file_format], check=True, capture_output=True, text=True)

    took = json.loads(said.stdout.splitlines()[-1])
    pages = f", {len(PdfReader(BytesIO(out.read_bytes())).pages)} pages" if file_format == "pdf" else ""
    print(  # noqa: T201
        f"\n{file_format}: read {wall:.2f} s, made {took['wall']:.2f} s (processor {cpu + took['cpu']:.2f} s), "
        f"at most {took['megabytes']:.0f} MB{pages}, {out.stat().st_size / 1e6:.2f} MB"
    )
    # The seconds of the processor: what else the machine does is not the report's.
    assert cpu + took["cpu"] < MOST_SECONDS
    assert took["megabytes"] < MOST_MEGABYTES
