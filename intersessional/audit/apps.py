"""The app `audit`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Names the app for Django and for the admin site."""

    name = "intersessional.audit"
    verbose_name = _("Audit")
