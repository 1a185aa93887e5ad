"""The app `bilaterals`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BilateralsConfig(AppConfig):
    """Names the app, and follows what becomes of registrations."""

    name = "programme.bilaterals"
    verbose_name = _("Bilaterals")

    def ready(self) -> None:
        """Take whoever no longer comes out of the bilaterals of their delegation."""
        from registration.registrations import signals

        from .operations.following import follow_leaving

        for signal in (signals.registration_withdrawn, signals.registration_left):
            signal.connect(follow_leaving, dispatch_uid="bilaterals.follow_leaving")
