"""Themes, groups of persons and goals of an export by key; what the record lacks is made, and noted for undoing."""

from collections.abc import Collection, Iterable

from cycles.models import Goal, PersonGroup, Theme
from cycles.services.crosswalk import suggest_issues
from cycles.services.export_staging import GivenTheme
from cycles.services.export_verdicts import UHRI_LABELS, VERSIONS, Export
from cycles.services.undo_log import UndoLog

SOURCES = {"upr_info": "UPR Info, export", "uhri": "UHRI, export"}


class LabelKeys:
    """The keys of labels; each is looked up once."""

    def __init__(self, export: Export, log: UndoLog) -> None:
        self.labels = export.labels
        self._source = SOURCES[export.kind]
        self._log = log
        self._themes = {theme: pk for pk, theme in self.labels.themes.items()}
        self._groups = {group: pk for pk, group in self.labels.groups.items()}
        self._goals = set(Goal.objects.values_list("pk", flat=True))
        self._new: list[Theme] = []

    def themes(self, wanted: Iterable[GivenTheme]) -> list[int]:
        """Keys of these themes, in their order."""
        return [self._theme(*theme) for theme in wanted]

    def groups(self, wanted: Iterable[str]) -> list[int]:
        """Keys of these groups of persons, in their order."""
        return [self._group(label) for label in wanted]

    def make_goals(self, wanted: Iterable[int]) -> None:
        """The goals of these numbers, where they are missing."""
        missing = sorted(set(wanted) - self._goals)
        self._log.made(Goal.objects.bulk_create(Goal(number=number) for number in missing))
        self._goals |= set(missing)

    def own(self, themes: Iterable[tuple[int, int]], schemes: Collection[str]) -> list[int]:
        """Those of these schemes, in the version that an export gives."""
        versions = {(scheme, VERSIONS[scheme]) for scheme in schemes}
        return [key for key, _ in themes if self.labels.themes[key][:2] in versions]

    def others(self, themes: Collection[tuple[int, int]], schemes: Collection[str]) -> list[tuple[int, int]]:
        """All but ``own``, with their order."""
        own = set(self.own(themes, schemes))
        return [theme for theme in themes if theme[0] not in own]

    def suggest(self) -> None:
        """Let the crosswalk suggest issues for themes that the record met for the first time."""
        if self._new:
            self._log.made(suggest_issues(self._new))

    def _theme(self, scheme: str, code: str, label: str) -> int:
        key = scheme, VERSIONS[scheme], code, label
        if key not in self._themes:
            theme = Theme.objects.create(
                scheme=scheme, version=VERSIONS[scheme], code=code, label=label, source=self._source
            )
            self._log.made([theme])
            self._new.append(theme)
            self._themes[key] = theme.pk
            self.labels.themes[theme.pk] = key
        return self._themes[key]

    def _group(self, label: str) -> int:
        key = UHRI_LABELS, label
        if key not in self._groups:
            group = PersonGroup.objects.create(version=UHRI_LABELS, label=label, source=self._source)
            self._log.made([group])
            self._groups[key] = group.pk
            self.labels.groups[group.pk] = key
        return self._groups[key]
