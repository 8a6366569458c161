from django.apps import AppConfig
from django.db.models.signals import pre_migrate

from common.migrating import refuse_what_is_too_old


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = "Common"

    def ready(self) -> None:
        pre_migrate.connect(refuse_what_is_too_old, sender=self)
