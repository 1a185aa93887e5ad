"""The app `mailings`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailingsConfig(AppConfig):
    """Names the app and registers its check."""

    name = "registration.mailings"
    verbose_name = _("Messages to people")

    def ready(self) -> None:
        """Load the system check."""
        from . import checks  # noqa: F401  (importing registers it)
