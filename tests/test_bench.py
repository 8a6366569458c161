"""The benchmark runs from end to end on a few rows; its figures are nobody's business here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
def test_benchmark_runs_on_a_few_rows_and_names_its_goals(tmp_path):
    env = os.environ | {"STATIC_ROOT": str(tmp_path / "static"), "SECRET_KEY": settings.SECRET_KEY, "SECURE": "0"}
    command = [sys.executable, "-m", "bench", "--rows", "300", "--rounds", "1", "--seconds", "1", "--warm", "0"]

    answer = subprocess.run(
        [*command, "--only", "list", "--logs", str(tmp_path)], cwd=ROOT, env=env, capture_output=True, text=True
    )

    assert answer.returncode == 0, answer.stderr
    assert "answers are equal" in answer.stdout
    assert "| G1 list of 100 | plain |" in answer.stdout
