"""The import rules of CONTRIBUTING.md and the sizes, checked."""

import ast
from pathlib import Path

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
MAX_FUNCTION_LINES = 50


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


def is_below(path, name):
    """Whether a file may import this name."""
    package, module = path.parts[0], path.parts[1].removesuffix(".py")
    target, _, rest = name.partition(".")
    if target not in PACKAGES:
        return True
    if PACKAGES.index(target) > PACKAGES.index(package):
        return False
    target_module = rest.split(".")[0]
    if target != package or module not in MODULES or target_module not in MODULES:
        return True
    return MODULES.index(target_module) <= MODULES.index(module)


def lines(path):
    return len((ROOT / path).read_text().splitlines())


def test_imports_point_downwards():
    found = [(str(path), name) for path in SOURCES for name in top_level_imports(path)]

    assert len(found) > len(SOURCES)
    assert [(path, name) for path, name in found if not is_below(Path(path), name)] == []


def test_common_knows_no_word_of_the_review():
    words = ("recommendation", "under review", "workspace_role", "ohchr")
    shared = [path for path in SOURCES if path.parts[0] == "common"]

    assert [str(path) for path in shared for word in words if word in (ROOT / path).read_text().lower()] == []


def test_files_stay_short():
    assert [str(path) for path in SOURCES if lines(path) > MAX_LINES] == []


def test_test_files_stay_short():
    assert [str(path) for path in sorted((ROOT / "tests").rglob("*.py")) if lines(path) > MAX_TEST_LINES] == []


def test_templates_stay_short_and_hold_no_style_or_script():
    templates = {path.relative_to(ROOT): path.read_text() for path in sorted((ROOT / "templates").rglob("*.html"))}
    # What stands in a file for the printer has its style with it.
    on_screen = {path: text for path, text in templates.items() if path.name != "midterm_report_document.html"}

    assert [str(path) for path in templates if lines(path) > MAX_TEMPLATE_LINES] == []
    assert [str(path) for path, text in templates.items() if "style=" in text or "<script>" in text] == []
    assert [str(path) for path, text in on_screen.items() if "<style" in text] == []


def test_functions_stay_short():
    long = [
        f"{path}: {node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > MAX_FUNCTION_LINES
    ]

    assert long == []
