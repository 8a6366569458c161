"""Querysets that know who may see their rows."""

from typing import Any, Self

from django.db import models


class PublicQuerySet(models.QuerySet):
    """Rows of the public record: everybody may read them, signed in or not."""

    def visible_to(self, user: Any) -> Self:
        """All of them."""
        return self.all()


class TenantQuerySet(models.QuerySet):
    """Rows that belong to a workspace or an organisation. Every subclass says who may see them."""

    def visible_to(self, user: Any) -> Self:
        """The rows that ``user`` may know of; nobody's until a subclass says otherwise."""
        return self.none()
