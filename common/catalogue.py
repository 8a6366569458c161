"""Finding every translatable string, and keeping the catalogues in step, without the gettext programs.

Python is read with ``ast``, templates with Django's own parser: what is not marked is not found, and what is
marked cannot be missed.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.template import engines
from django.template.base import Node, Template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

# Which argument of each function is the text, its plural, its context.
FUNCTIONS = {
    "_": (0, None, None),
    "gettext": (0, None, None),
    "gettext_lazy": (0, None, None),
    "gettext_noop": (0, None, None),
    "pgettext": (1, None, 0),
    "pgettext_lazy": (1, None, 0),
    "ngettext": (0, 1, None),
    "ngettext_lazy": (0, 1, None),
    "npgettext": (1, 2, 0),
    "npgettext_lazy": (1, 2, 0),
}


@dataclass
class Message:
    """One translatable string and the files it stands in."""

    text: str
    plural: str = ""
    context: str = ""
    places: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.text


def find_messages(root: Path, packages: list[str]) -> dict[tuple[str, str], Message]:
    """Every message of the packages' Python files and of ``templates/``, by context and text.

    Raises ``ValueError`` where one text has two plurals: a catalogue holds one of them, and the other is never shown.
    """
    found: dict[tuple[str, str], Message] = {}
    for path in sorted(path for package in packages for path in (root / package).rglob("*.py")):
        _collect(found, messages_of_python(path.read_text()), path.relative_to(root))
    for path in sorted(path for path in (root / "templates").rglob("*") if path.is_file()):
        _collect(found, messages_of_template(path.read_text()), path.relative_to(root))
    return found


def _collect(found: dict[tuple[str, str], Message], messages: Iterator[Message], path: Path) -> None:
    for message in messages:
        known = found.setdefault(message.key, message)
        if known.plural and message.plural not in ("", known.plural):
            raise ValueError(f"{path}: “{message.text}” has another plural elsewhere. Give one of them a context.")
        known.plural = known.plural or message.plural
        known.places.add(path.as_posix())


def messages_of_python(source: str) -> Iterator[Message]:
    """Literal arguments of the gettext functions."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in FUNCTIONS or not node.args:
            continue
        text, plural, context = (_literal(node, position) for position in FUNCTIONS[name])
        if text:
            yield Message(text, plural, context)


def _literal(call: ast.Call, position: int | None) -> str:
    if position is None or position >= len(call.args):
        return ""
    argument = call.args[position]
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else ""


def messages_of_template(source: str) -> Iterator[Message]:
    """What ``{% translate %}`` and ``{% blocktranslate %}`` hold."""
    compiled = engines["django"].from_string(source)
    for node in _nodes(compiled.template):  # type: ignore[attr-defined]
        if isinstance(node, TranslateNode):
            literal = node.filter_expression.var
            text = literal if isinstance(literal, str) else getattr(literal, "literal", None)
            if isinstance(text, str):
                yield Message(text, context=_resolved(node.message_context))
        elif isinstance(node, BlockTranslateNode):
            text, _ = node.render_token_list(node.singular)
            plural = node.render_token_list(node.plural)[0] if node.plural else ""
            yield Message(text, plural, _resolved(node.message_context))


def _nodes(template: Template) -> Iterator[Node]:
    yield from template.nodelist.get_nodes_by_type(Node)


def _resolved(context: object) -> str:
    return context.resolve({}) if context is not None else ""  # type: ignore[attr-defined]


def update_catalogue(path: Path, messages: dict[tuple[str, str], Message]) -> tuple[int, int]:
    """Add what is new to a ``.po`` file and drop what is gone; answers (added, dropped)."""
    catalogue = polib.pofile(str(path))
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}
    gone = [entry for key, entry in known.items() if key not in messages]
    new = [message for key, message in messages.items() if key not in known]
    for entry in gone:
        catalogue.remove(entry)
    for message in new:
        catalogue.append(_entry(message, len(plural_forms(catalogue))))
    for entry in catalogue:
        entry.occurrences = [(place, "") for place in sorted(messages[entry.msgctxt or "", entry.msgid].places)]
    catalogue.sort(key=lambda entry: (entry.msgid.lower(), entry.msgctxt or ""))
    catalogue.save(str(path))
    return len(new), len(gone)


def plural_forms(catalogue: polib.POFile) -> range:
    """The numbers of the plural forms that the language has."""
    head = catalogue.metadata.get("Plural-Forms", "nplurals=2;")
    return range(int(head.partition("nplurals=")[2].partition(";")[0]))


def _entry(message: Message, forms: int) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None)
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = dict.fromkeys(range(forms), "")
    return entry
