"""How the description of the API tells what everybody may read from what needs a key."""

from drf_spectacular.openapi import AutoSchema
from rest_framework.permissions import SAFE_METHODS

from common.api import READ_PUBLIC


class Schema(AutoSchema):
    """The public record is read without a sign-in and without a key."""

    def get_auth(self) -> list[dict]:
        is_public = self.method in SAFE_METHODS and getattr(self.view, "read_scope", READ_PUBLIC) == READ_PUBLIC
        return [{}, *super().get_auth()] if is_public else super().get_auth()
