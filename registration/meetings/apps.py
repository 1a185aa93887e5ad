"""The app `meetings`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Names the app for Django and for the admin site."""

    name = "registration.meetings"
    verbose_name = _("Meetings")
