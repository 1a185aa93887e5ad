"""The app `attendance`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttendanceConfig(AppConfig):
    """Names the app."""

    name = "registration.attendance"
    verbose_name = _("Attendance")
