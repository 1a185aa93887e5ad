"""The app `backups`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BackupsConfig(AppConfig):
    """Names the app; it has no table."""

    name = "intersessional.backups"
    verbose_name = _("Backups")
