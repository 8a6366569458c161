"""The import rules of CONTRIBUTING.md and the sizes, checked."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Lowest first. A package may import itself and the packages before it.
PACKAGES = [
    "common",
    "cycles",
    "accounts",
    "guidance",
    "reminders",
    "implementation",
    "submissions",
    "advocacy",
    "impact",
    "upr_platform",
]
# Inside an app, likewise. `tasks` is a leaf: it imports what it runs inside the function.
MODULES = [
    "importers",
    "querysets",
    "tasks",
    "models",
    "http",
    "rules",
    "services",
    "forms",
    "pdfs",
    "admin",
    "api",
    "views",
    "urls",
]
MAX_LINES = 400
MAX_TEST_LINES = 600
MAX_TEMPLATE_LINES = 150


def sources():
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT)


SOURCES = list(sources())


def top_level_imports(path):
    """Names that importing this file imports, e.g. ``cycles.models.State``."""
    pending = [ast.parse((ROOT / path).read_text())]
    while pending:
        for node in ast.iter_child_nodes(pending.pop()):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                continue
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                continue
            if isinstance(node, ast.ImportFrom):
                assert not node.level, f"{path}: write absolute imports"
                yield from (f"{node.module}.{name.name}" for name in node.names)
            elif isinstance(node, ast.Import):
                yield from (name.name for name in node.names)
            pending.append(node)


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_imports_point_downwards(path):
    package, module = path.parts[0], path.parts[1].removesuffix(".py")
    for name in top_level_imports(path):
        target, _, rest = name.partition(".")
        if target not in PACKAGES:
            continue
        assert PACKAGES.index(target) <= PACKAGES.index(package), f"{path} imports {name}"
        target_module = rest.split(".")[0]
        if target == package and module in MODULES and target_module in MODULES:
            assert MODULES.index(target_module) <= MODULES.index(module), f"{path} imports {name}"


def test_common_knows_no_word_of_the_review():
    words = ("recommendation", "under review", "workspace_role", "ohchr")
    shared = [path for path in SOURCES if path.parts[0] == "common"]

    assert [str(path) for path in shared for word in words if word in (ROOT / path).read_text().lower()] == []


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_files_stay_short(path):
    assert len((ROOT / path).read_text().splitlines()) <= MAX_LINES


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda path: path.name)
def test_test_files_stay_short(path):
    assert len(path.read_text().splitlines()) <= MAX_TEST_LINES


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_templates_stay_short_and_hold_no_style_or_script(path):
    source = path.read_text()

    assert len(source.splitlines()) <= MAX_TEMPLATE_LINES
    assert "style=" not in source
    assert "<style" not in source or path.name == "midterm_report_document.html"
    assert "<script>" not in source


@pytest.mark.parametrize("path", [path for path in SOURCES if len(path.parts) == 2], ids=str)
def test_functions_stay_short(path):
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 50
    ]

    assert long == []
