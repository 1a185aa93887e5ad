"""The app `interventions`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterventionsConfig(AppConfig):
    """Names the app, and follows what becomes of registrations."""

    name = "programme.interventions"
    verbose_name = _("Speakers")

    def ready(self) -> None:
        """Ask for another speaker when the one who was named no longer comes."""
        from registration.registrations import signals

        from .operations.following import follow_leaving

        for signal in (signals.registration_withdrawn, signals.registration_left):
            signal.connect(follow_leaving, dispatch_uid="interventions.follow_leaving")
