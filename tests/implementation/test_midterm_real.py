"""The mid-term report on Slovenia's fourth cycle, all 254 rated with evidence: how long it takes and how much it holds.

``python3 run.py test -n 0 -s tests/implementation/test_midterm_real.py`` prints the figures.
"""

import json
import sys
from datetime import date
from io import BytesIO
from subprocess import run
from time import perf_counter

import pytest
from pypdf import PdfReader

from implementation import midterm_frozen
from implementation.midterm_drafts import draft_report
from implementation.models import Evidence
from tests.factories import AT
from tests.implementation.drafted import make_draft
from tests.implementation.slovenia import rate_slovenia, real_data
from tests.pace import paced

DAY = date(2026, 3, 1)
# In seconds and MB of our usual machine: a quarter more than they take (7.0 s and 264 MB as PDF, of which a second and
# 140 MB are the program itself).
MOST = {"pdf": (8.8, 310), "docx": (1.9, 135)}
# A process of its own, as a worker is one: what it holds at most is what it needs.
RENDER = """
import json, re, sys, time
import django
django.setup()
from implementation import midterm_frozen, pdfs
from tests.pace import paced
report = midterm_frozen.thawed(json.load(open(sys.argv[1])))
with paced() as pace:
    wall = time.perf_counter()
    content = pdfs.render(report, sys.argv[3], tell=lambda per_cent, page: None)
    wall = time.perf_counter() - wall
took = {"wall": wall, "cpu": pace.seconds, "usual": pace.usual_seconds}
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
    with paced() as pace:
        began = perf_counter()
        made = draft_report(draft, language="en", on=DAY)
        wall = perf_counter() - began
    return made, wall, pace


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
def test_the_report_is_made_in_time_and_in_little_room(report, tmp_path, file_format):
    made, wall, reading = report
    assert (len(made.rows), sum(1 for row in made.rows if row.rating and row.evidence)) == (254, 254)
    plain, out = tmp_path / "report.json", tmp_path / f"report.{file_format}"
    plain.write_text(json.dumps(midterm_frozen.frozen(made)))

    said = run([sys.executable, "-c", RENDER, plain, out, file_format], check=True, capture_output=True, text=True)

    took = json.loads(said.stdout.splitlines()[-1])
    pages = f", {len(PdfReader(BytesIO(out.read_bytes())).pages)} pages" if file_format == "pdf" else ""
    usual_seconds = reading.usual_seconds + took["usual"]
    print(  # noqa: T201
        f"\n{file_format}: read {wall:.2f} s, made {took['wall']:.2f} s "
        f"(processor {reading.seconds + took['cpu']:.2f} s, on our usual machine {usual_seconds:.2f} s), "
        f"at most {took['megabytes']:.0f} MB{pages}, {out.stat().st_size / 1e6:.2f} MB"
    )
    # The seconds of the processor: what else the machine does is not the report's.
    most_seconds, most_megabytes = MOST[file_format]
    assert usual_seconds < most_seconds
    assert took["megabytes"] < most_megabytes
