"""Themes and groups of persons that UHRI gave, moved to the version of its labels.

They once went by the cycle of the review, where the crosswalk does not know them: nothing counted them by issue.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from cycles.models import (
    ImportRun,
    PersonGroup,
    Recommendation,
    RecommendationSource,
    RecommendationTheme,
    Theme,
    ThemeIssue,
)
from cycles.services.bulk_rows import among
from cycles.services.crosswalk import suggest_issues
from cycles.services.export_labels import SOURCES
from cycles.services.export_verdicts import UHRI_LABELS
from cycles.services.hanging import held
from cycles.services.record_version import begin_change, raise_state_versions
from cycles.services.rendering import render_rows

_KIND = RecommendationSource.Kind
_OF_GROUPS = Recommendation.groups.through
# Old key to new.
Moved = Mapping[int, int]


def relabel_uhri(*, at: datetime) -> int:
    """Move the labels that UHRI gave under the cycle of the review; how many recommendations are concerned.

    A thematic list has the word before UHRI: where there is one, its labels are the list's and stay. Part of the
    transaction that loads the themes.
    """
    of_themes, of_groups = _mislabelled(RecommendationTheme, "theme"), _mislabelled(_OF_GROUPS, "persongroup")
    of_themes = of_themes.filter(theme__scheme=Theme.Scheme.OHCHR)
    concerned = {key for rows in (of_themes, of_groups) for key in rows.values_list("recommendation", flat=True)}
    if not concerned:
        return 0
    change = begin_change(at)
    themes = _move(of_themes, Theme, "theme", ("scheme", "code", "label"))
    groups = _move(of_groups, PersonGroup, "persongroup", ("label",))
    suggest_issues(Theme.objects.filter(pk__in=themes.values()))
    for old, new in themes.items():
        _keep_decisions(old, new)
    _forget(Theme, themes, "themes")
    _forget(PersonGroup, groups, "groups")
    rows = Recommendation.objects.filter(pk__in=among(concerned))
    rows.update(updated_at=change.at, version=change.version)
    render_rows(rows)
    raise_state_versions(rows.values_list("review__state_under_review", flat=True))
    return len(concerned)


def _mislabelled(model: Any, name: str) -> QuerySet[Any]:
    """The labels of other versions that recommendations have from UHRI: no list has said which are theirs."""
    sources = RecommendationSource.objects.filter(recommendation=OuterRef("recommendation"))
    from_uhri = Exists(sources.filter(kind=_KIND.UHRI)), ~Exists(sources.filter(kind=_KIND.THEMATIC_LIST))
    return model._default_manager.filter(*from_uhri).exclude(**{f"{name}__version": UHRI_LABELS})


def _move(rows: QuerySet[Any], model: Any, name: str, fields: Collection[str]) -> dict[int, int]:
    """Give the rows the label of the right version, which is made where the record lacks it."""
    moved, made = {}, {}
    for old in model._default_manager.filter(pk__in=set(rows.values_list(name, flat=True))).order_by("pk"):
        words = {field: getattr(old, field) for field in fields}
        new, is_new = model._default_manager.get_or_create(
            **words, version=UHRI_LABELS, defaults={"source": SOURCES[_KIND.UHRI]}
        )
        of_old = rows.filter(**{name: old.pk})
        has_both = rows.model._default_manager.filter(**{name: new.pk}).values("recommendation")
        of_old.filter(recommendation__in=has_both).delete()
        of_old.update(**{name: new.pk})
        moved[old.pk] = new.pk
        if is_new:
            made[old.pk] = new.pk
    _note_made(model._meta.label_lower, made)
    return moved


def _note_made(label: str, made: Moved) -> None:
    """The import that made a label takes the new one with it when it is taken back."""
    for run in ImportRun.objects.filter(undo_data__made__has_key=label) if made else ():
        keys = run.undo_data["made"][label]
        if new := [made[key] for key in keys if key in made]:
            keys += new
            run.save(update_fields=["undo_data"])


def _keep_decisions(old: int, new: int) -> None:
    """What editors decided on a label of UHRI's holds for the same label, but where they decided on that one too."""
    decided = ThemeIssue.objects.filter(theme=old, theme__source=SOURCES[_KIND.UHRI], reviewed_by__isnull=False)
    taken = ThemeIssue.objects.filter(theme=new, reviewed_by__isnull=False).values("issue")
    decided = decided.exclude(issue__in=list(taken.values_list("issue", flat=True)))
    ThemeIssue.objects.filter(theme=new, issue__in=list(decided.values_list("issue", flat=True))).delete()
    decided.update(theme=new)


def _forget(model: Any, moved: Moved, field: str) -> None:
    """Delete the labels that UHRI alone brought and that nothing needs any more, also for undoing."""
    free = set(model._default_manager.filter(pk__in=moved, source=SOURCES[_KIND.UHRI]).values_list("pk", flat=True))
    free -= held(model, free, beside=(ThemeIssue,))
    free -= set(_in_undo_logs())
    forgotten = {key: moved[key] for key in free}
    changed = []
    for source in RecommendationSource.objects.filter(before__has_key=field).iterator():
        kept = source.before or {}
        named = [_renamed(one, forgotten) for one in kept[field]]
        if named != kept[field]:
            kept[field] = named
            changed.append(source)
    RecommendationSource.objects.bulk_update(changed, ["before"], batch_size=1000)
    model._default_manager.filter(pk__in=free).delete()


def _renamed(kept: Any, moved: Moved) -> Any:
    """A label as ``record_rows.before`` keeps it: a group's key, a theme's key and order."""
    return [moved.get(kept[0], kept[0]), *kept[1:]] if isinstance(kept, list) else moved.get(kept, kept)


def _in_undo_logs() -> Iterator[int]:
    """The keys of labels in rows that undoing an import writes again."""
    data: Iterable[dict[str, Any]] = ImportRun.objects.exclude(undo_data={}).values_list("undo_data", flat=True)
    for row in (row for log in data for row in log.get("before", ())):
        yield from (row["fields"][name] for name in ("theme", "persongroup") if name in row["fields"])
        yield from row["fields"].get("groups", ())
