"""The app `privacy`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """Names the app."""

    name = "intersessional.privacy"
    verbose_name = _("Personal data")
