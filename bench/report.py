"""The goals of performance.md and one table that says where the platform stands."""

import os
import platform
from dataclasses import dataclass
from datetime import date
from typing import Any

from bench.load import Figures
from bench.single import Download


@dataclass(frozen=True)
class Goal:
    """A ratio that is to be reached, or a figure that is to stay below; ``cold`` is the ratio without kept answers."""

    name: str
    what: str
    wanted: float
    reached: float
    cold: float | None = None
    at_most: bool = False
    unit: str = "x"

    @property
    def is_met(self) -> bool:
        return self.reached <= self.wanted if self.at_most else self.reached >= self.wanted


def figures_table(measured: dict[str, dict[str, Figures]]) -> str:
    """Requests a second and times of every server, kind by kind, each beside the platform."""
    lines = [
        "| What | Server | req/s | p50 ms | p95 ms | bytes | platform is faster |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind, servers in measured.items():
        ours = servers["platform"].rate
        for name, found in servers.items():
            ratio = f"{ours / max(found.rate, 0.01):.2f}x" if name != "platform" else ""
            wrong = f" ({found.wrong} wrong)" if found.wrong else ""
            cells = (f"{found.rate:,.0f}{wrong}", f"{found.p50:.1f}", f"{found.p95:.1f}", f"{found.bytes:,.0f}")
            lines.append(f"| {kind} | {name} | {' | '.join(cells)} | {ratio} |")
    return "\n".join(lines)


def goals_table(goals: list[Goal]) -> str:
    lines = ["| Goal | Against | wanted | reached | without kept answers | |", "|---|---|---|---|---|---|"]
    for goal in goals:
        sign = "<=" if goal.at_most else ">="
        cold = "" if goal.cold is None else f"{goal.cold:,.2f}{goal.unit}"
        cells = (f"{sign} {goal.wanted:,g}{goal.unit}", f"{goal.reached:,.2f}{goal.unit}", cold)
        lines.append(f"| {goal.name} | {goal.what} | {' | '.join(cells)} | {'met' if goal.is_met else '**not met**'} |")
    return "\n".join(lines)


def heading(rows: int, rounds: int, seconds: float, compared: int) -> str:
    machine = (
        f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )
    return (
        f"{date.today():%d %B %Y}; {machine}; {rows:,} invented recommendations; medians of {rounds} interleaved rounds"  # noqa: DTZ011
        f" of {seconds:g} s with 8 connections; {compared} answers compared and equal."
    )


def singles_table(singles: dict[str, dict[str, Any]]) -> str:
    """What was measured one at a time."""
    lines = ["| What | Server | seconds | first byte ms | MB | memory MB | a second |", "|---|---|---|---|---|---|---|"]
    for what, figures in singles.items():
        lines += [f"| {what} | {name} | {_cells(found)} |" for name, found in figures.items() if _cells(found)]
    return "\n".join(lines)


def _cells(found: Any) -> str:
    if isinstance(found, Download):
        told = (f"{found.first * 1000:.0f}", f"{found.size:.0f}", f"+{found.growth:.0f}", f"{found.rate:,.0f} rows")
        return f"{found.seconds:.2f} | {' | '.join(told)}"
    if isinstance(found, Figures):
        return f"{found.p95 / 1000:.4f} at the 95th percentile | | | | {found.rate:,.0f} lists"
    if isinstance(found, dict):
        return f"{found['seconds']:.2f} | | | | {found['rate']:,.0f} rows"
    return f"{found:.4f} | | | | " if isinstance(found, float) else ""
