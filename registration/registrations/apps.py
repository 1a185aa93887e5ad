"""The app `registrations`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationsConfig(AppConfig):
    """Names the app, and gives each new meeting its rules of confirmation."""

    name = "registration.registrations"
    verbose_name = _("Registrations")

    def ready(self) -> None:
        """Subscribe to meetings, which know nothing of registrations."""
        from django.db.models.signals import post_save

        from .operations.settings import write_rules_of_new

        post_save.connect(
            write_rules_of_new, sender="meetings.Meeting", dispatch_uid="registrations.rules"
        )
