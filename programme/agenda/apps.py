"""The app `agenda`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    """Names the app and registers its check."""

    name = "programme.agenda"
    verbose_name = _("Programme")

    def ready(self) -> None:
        """Load the system check."""
        from . import checks  # noqa: F401  (importing registers it)
