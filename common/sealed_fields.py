"""Columns whose words stand sealed in the database."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models

from common.sealing import seal, unseal


class SealedTextField(models.TextField):
    """Words that a copy of the database alone does not give away. They can be neither searched nor sorted there.

    What is empty stays empty, so that constraints and filters can ask for that much.
    """

    @property
    def purpose(self) -> str:
        """What is sealed in one column cannot be read from another."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value in (None, "") or hasattr(value, "as_sql"):
            return super().get_db_prep_save(value, connection)
        return seal(str(value), purpose=self.purpose)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return unseal(value, purpose=self.purpose) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in ("isnull", "exact"):
            raise FieldError(f"{self.name} is sealed: {lookup_name} finds nothing in it")
        return super().get_lookup(lookup_name)

    def get_prep_value(self, value: Any) -> Any:
        """What a filter compares with: only whether there is anything at all."""
        prepared = super().get_prep_value(value)
        if prepared not in (None, ""):
            raise FieldError(f"{self.name} is sealed: it can only be compared with nothing")
        return prepared
