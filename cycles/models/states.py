"""States and the names they go by."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from cycles.models.base import SourcedRow
from cycles.querysets import StateQuerySet


class State(SourcedRow):
    """A member State of the United Nations, or one of the two observer States that also recommend."""

    class RegionalGroup(models.TextChoices):
        AFRICAN = "african", gettext_lazy("African States")
        ASIA_PACIFIC = "asia_pacific", gettext_lazy("Asia-Pacific States")
        EASTERN_EUROPEAN = "eastern_european", gettext_lazy("Eastern European States")
        GRULAC = "grulac", gettext_lazy("Latin American and Caribbean States")
        WEOG = "weog", gettext_lazy("Western European and other States")

    iso3 = models.CharField(max_length=3, primary_key=True)
    iso2 = models.CharField(max_length=2, blank=True)
    name_un = models.CharField(max_length=120, help_text=gettext_lazy("As the United Nations writes it, in English."))
    name_en = models.CharField(max_length=120)
    name_fr = models.CharField(max_length=120)
    name_es = models.CharField(max_length=120)
    name_ar = models.CharField(max_length=120)
    name_ru = models.CharField(max_length=120)
    name_zh = models.CharField(max_length=120)
    regional_group = models.CharField(max_length=20, choices=RegionalGroup.choices, blank=True)
    is_member = models.BooleanField(default=True)
    is_ldc = models.BooleanField(default=False)
    is_sids = models.BooleanField(default=False)
    is_invented = models.BooleanField(default=False)
    # Goes up by one with every change of the State's record: ETags and caches hang on it.
    data_version = models.PositiveBigIntegerField(default=0, editable=False)

    objects = StateQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("UN member", "State")
        verbose_name_plural = pgettext_lazy("UN members", "States")
        constraints = [
            models.CheckConstraint(name="cycles_state_iso3", condition=models.Q(iso3__regex=r"^[A-Z]{3}$")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cycles:state_detail", args=[self.iso3])

    @property
    def name(self) -> str:
        """The short name in the language of the page."""
        return self.name_in(get_language() or "en")

    def name_in(self, language: str) -> str:
        """The short name in ``language`` (``fr``, ``zh-hans`` …), English where there is none."""
        return getattr(self, f"name_{language[:2]}", "") or self.name_en


class StateAlias(models.Model):
    """A name under which a State is met in documents: official, former, misspelt."""

    alias = models.CharField(max_length=120, unique=True)
    state = models.ForeignKey(State, on_delete=models.CASCADE, related_name="aliases")

    def __str__(self) -> str:
        return self.alias
