from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemindersConfig(AppConfig):
    name = "reminders"
    verbose_name = _("Reminders")

    def ready(self) -> None:
        from allauth.account.signals import user_signed_up  # noqa: PLC0415 models are there from here on

        from reminders import first_language  # noqa: PLC0415

        user_signed_up.connect(first_language.keep)
