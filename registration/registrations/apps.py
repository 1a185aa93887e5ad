"""The app `registrations`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationsConfig(AppConfig):
    """Names the app for Django and for the admin site."""

    name = "registration.registrations"
    verbose_name = _("Registrations")
