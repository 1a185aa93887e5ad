"""The app `desk`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Names the app for Django and for the admin site, and registers the check of addresses."""

    name = "intersessional.desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        """Load the project's system checks; teach dates their French ending."""
        from intersessional import checks, ordinals  # noqa: F401  (importing registers checks)

        ordinals.install()
