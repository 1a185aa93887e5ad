"""The app `bilaterals`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BilateralsConfig(AppConfig):
    """Names the app."""

    name = "programme.bilaterals"
    verbose_name = _("Bilaterals")
