from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from allauth.socialaccount.models import SocialAccount  # noqa: PLC0415 models are there from here on
        from allauth.usersessions.models import UserSession  # noqa: PLC0415
        from django.contrib.auth.signals import user_logged_in, user_logged_out  # noqa: PLC0415
        from django.db.models.signals import pre_save  # noqa: PLC0415

        from accounts import security_events, session_rows  # noqa: PLC0415

        pre_save.connect(session_rows.strip_session_row, sender=UserSession)
        pre_save.connect(session_rows.strip_provider_row, sender=SocialAccount)
        user_logged_in.connect(session_rows.start_clock)
        user_logged_out.connect(session_rows.forget_row)
        security_events.connect()
