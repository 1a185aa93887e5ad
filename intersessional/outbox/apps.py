"""The app `outbox`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    """Names the app and registers its check."""

    name = "intersessional.outbox"
    verbose_name = _("Outbox")

    def ready(self) -> None:
        """Load the system check."""
        from . import checks  # noqa: F401  (importing registers it)
