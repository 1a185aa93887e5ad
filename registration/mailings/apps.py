"""The app `mailings`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailingsConfig(AppConfig):
    """Names the app."""

    name = "registration.mailings"
    verbose_name = _("Messages to people")
