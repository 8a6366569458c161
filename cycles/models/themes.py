"""What recommendations are about: themes, groups of persons, Sustainable Development Goals."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, pgettext_lazy


class Theme(models.Model):
    """A theme of a scheme in one of its versions: labels and codes change from cycle to cycle."""

    class Scheme(models.TextChoices):
        OHCHR = "ohchr", "OHCHR"
        UPR_INFO = "upr_info", "UPR Info"
        # Targets of the Sustainable Development Goals.
        SDG = "sdg", "SDG"

    scheme = models.CharField(max_length=20, choices=Scheme.choices, default=Scheme.OHCHR)
    version = models.CharField(max_length=20)
    code = models.CharField(max_length=12, blank=True)
    label = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "version", "code", "label"], name="cycles_theme_once_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}".strip()


class ThemeIssue(models.Model):
    """A line of the crosswalk: a theme of OHCHR's and the issue of ours that it belongs to.

    Our list of issues is UPR Info's 54, the themes of the scheme ``upr_info``. What the machine proposes is a
    suggestion until a person has looked at it; nothing counts a suggestion as an issue.
    """

    class Status(models.TextChoices):
        SUGGESTED = "suggested", pgettext_lazy("line of the crosswalk", "suggested")
        REVIEWED = "reviewed", pgettext_lazy("line of the crosswalk", "reviewed")
        REFUSED = "refused", pgettext_lazy("line of the crosswalk", "refused")

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="issue_rows")
    issue = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="theme_rows")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.SUGGESTED)
    basis = models.CharField(max_length=300, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["theme", "issue"], name="cycles_themeissue_once")]

    def __str__(self) -> str:
        return f"{self.theme_id}: {self.issue_id}"


class PersonGroup(models.Model):
    """A group of persons whom a recommendation concerns, as OHCHR labels it in one version of its scheme."""

    version = models.CharField(max_length=20)
    label = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "label"], name="cycles_persongroup_once_a_version"),
        ]

    def __str__(self) -> str:
        return self.label


class Goal(models.Model):
    """A Sustainable Development Goal, 1 to 17."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    name_en = models.CharField(max_length=120)
    name_fr = models.CharField(max_length=120, blank=True)
    name_es = models.CharField(max_length=120, blank=True)
    name_ar = models.CharField(max_length=120, blank=True)
    name_ru = models.CharField(max_length=120, blank=True)
    name_zh = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @property
    def name(self) -> str:
        """The name in the language of the page, English where there is none."""
        return getattr(self, f"name_{(get_language() or 'en')[:2]}", "") or self.name_en
