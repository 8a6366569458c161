"""Themes, groups of persons and goals of an export by key; what the record lacks is made, and noted for undoing."""

from collections.abc import Collection, Iterable

from cycles.models import Goal, PersonGroup, Theme
from cycles.services.crosswalk import suggest_issues
from cycles.services.export_held import Labels
from cycles.services.export_verdicts import Export
from cycles.services.undo_log import UndoLog

_SOURCES = {"upr_info": "UPR Info, export", "uhri": "UHRI, export"}


class LabelKeys:
    """The keys of labels; each is looked up once."""

    def __init__(self, kind: str, log: UndoLog) -> None:
        self.labels = Labels()
        self._scheme = Export(kind, "", self.labels).scheme
        self._source = _SOURCES[kind]
        self._log = log
        self._themes = {theme: pk for pk, theme in self.labels.themes.items()}
        self._groups = {group: pk for pk, group in self.labels.groups.items()}
        self._goals = set(Goal.objects.values_list("pk", flat=True))
        self._new: list[Theme] = []

    def themes(self, version: str, wanted: Iterable[tuple[str, str]]) -> list[int]:
        """Keys of these themes, in their order."""
        return [self._theme(version, code, label) for code, label in wanted]

    def groups(self, version: str, wanted: Iterable[str]) -> list[int]:
        """Keys of these groups of persons, in their order."""
        return [self._group(version, label) for label in wanted]

    def make_goals(self, wanted: Iterable[int]) -> None:
        """The goals of these numbers, where they are missing."""
        missing = sorted(set(wanted) - self._goals)
        self._log.made(Goal.objects.bulk_create(Goal(number=number) for number in missing))
        self._goals |= set(missing)

    def own(self, themes: Iterable[tuple[int, int]], version: str) -> list[int]:
        """Those that are of the export's scheme and this version."""
        return [key for key, _ in themes if self.labels.themes[key][:2] == (self._scheme, version)]

    def others(self, themes: Collection[tuple[int, int]], version: str) -> list[tuple[int, int]]:
        """All but ``own``, with their order."""
        own = set(self.own(themes, version))
        return [theme for theme in themes if theme[0] not in own]

    def suggest(self) -> None:
        """Let the crosswalk suggest issues for themes that the record met for the first time."""
        if self._new and self._scheme == Theme.Scheme.OHCHR:
            self._log.made(suggest_issues(self._new))

    def _theme(self, version: str, code: str, label: str) -> int:
        key = self._scheme, version, code, label
        if key not in self._themes:
            theme = Theme.objects.create(
                scheme=self._scheme, version=version, code=code, label=label, source=self._source
            )
            self._log.made([theme])
            self._new.append(theme)
            self._themes[key] = theme.pk
            self.labels.themes[theme.pk] = key
        return self._themes[key]

    def _group(self, version: str, label: str) -> int:
        if (version, label) not in self._groups:
            group = PersonGroup.objects.create(version=version, label=label, source=self._source)
            self._log.made([group])
            self._groups[version, label] = group.pk
            self.labels.groups[group.pk] = version, label
        return self._groups[version, label]
