"""Where a day comes from, over the API."""

from typing import Any

from rest_framework import serializers

from cycles.source_words import source_words


class SourceWordsField(serializers.CharField):
    """A source as pages say it: titles as they are, our own words in the language asked for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"read_only": True} | kwargs)

    def to_representation(self, value: str) -> str:
        return source_words(value)
