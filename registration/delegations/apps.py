"""The app `delegations`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DelegationsConfig(AppConfig):
    """Names the app for Django and for the admin site."""

    name = "registration.delegations"
    verbose_name = _("Delegations")
