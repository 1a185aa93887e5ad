"""The app `letters`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    """Names the app for Django and for the admin site."""

    name = "registration.letters"
    verbose_name = _("Letters")
