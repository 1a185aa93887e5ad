"""The app `attendance`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttendanceConfig(AppConfig):
    """Names the app, and subscribes to what happens to registrations."""

    name = "registration.attendance"
    verbose_name = _("Attendance")

    def ready(self) -> None:
        """End badges with the registration (see registrations/signals.py)."""
        from registration.registrations import signals

        from .badges.operations import withdraw_badges
        from .checkin.joining import move_passages

        signals.registration_withdrawn.connect(withdraw_badges, dispatch_uid="attendance.badges")
        signals.registration_left.connect(withdraw_badges, dispatch_uid="attendance.badges_left")
        signals.registration_withdrawn.connect(move_passages, dispatch_uid="attendance.passages")
