"""The app `letters`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    """Names the app, and subscribes to what happens to registrations."""

    name = "registration.letters"
    verbose_name = _("Letters")

    def ready(self) -> None:
        """Withdraw letters when what they state no longer holds (see registrations/signals.py)."""
        from registration.registrations import signals

        from . import checks  # noqa: F401 - registers itself
        from .visas import erase_letters
        from .withdrawing import withdraw_letters, withdraw_letters_of_many

        signals.registration_withdrawn.connect(withdraw_letters, dispatch_uid="letters.withdraw")
        signals.registrations_reopened.connect(
            withdraw_letters_of_many, dispatch_uid="letters.withdraw_many"
        )
        signals.travel_documents_erased.connect(erase_letters, dispatch_uid="letters.erase")
