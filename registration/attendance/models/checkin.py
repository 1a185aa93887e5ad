"""Who came, when and by which door: a log to which is only added."""

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registration.meetings.models import Meeting
from registration.registrations.models import Registration

PLACE_LENGTH = 40
KEY_LENGTH = 36


class Act(models.TextChoices):
    """What somebody did at the door. The first coming of a day is the check-in.

    Two doors may report out of order, so what changed nothing is written, too: that somebody came who
    was inside already, or left who was not inside.
    """

    CHECK_IN = "check_in", pgettext_lazy("at the door", "checked in")
    LEAVE = "leave", pgettext_lazy("at the door", "left")
    RETURN = "return", pgettext_lazy("at the door", "came back")
    SEEN_IN = "seen_in", pgettext_lazy("at the door", "seen coming in")
    SEEN_OUT = "seen_out", pgettext_lazy("at the door", "seen leaving")


# After which of them somebody is not in the house.
GOING = (Act.LEAVE, Act.SEEN_OUT)


class Way(models.TextChoices):
    """How the desk knew the person."""

    BADGE = "badge", _("badge")
    LETTER = "letter", _("code of the letter")
    NAME = "name", pgettext_lazy("at the door", "name")
    WALK_IN = "walk_in", _("registered at the desk")


class PassageQuerySet(models.QuerySet["Passage"]):
    """Words for sets of passages."""

    def for_meeting(self, meeting: Meeting) -> "PassageQuerySet":
        """Those of one meeting."""
        return self.filter(meeting=meeting)

    def standing(self) -> "PassageQuerySet":
        """Those that nobody took back."""
        return self.filter(taken_back_at__isnull=True)

    def on(self, day: date) -> "PassageQuerySet":
        """Those of a day."""
        return self.filter(day=day)


class Passage(models.Model):
    """One person came, left or came back. `day` is a day of the meeting's zone.

    `happened_at` is when the desk saw it; `written_at`, when the portal learnt it: later, where the desk
    had no network. `key` is the device's own name for the act, so that what is sent twice counts once.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(
        Registration,
        verbose_name=_("registration"),
        on_delete=models.PROTECT,
        related_name="passages",
    )
    day = models.DateField(_("day"))
    act = models.CharField(_("what"), max_length=10, choices=Act)
    happened_at = models.DateTimeField(_("at"))
    written_at = models.DateTimeField(_("written at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    place = models.CharField(_("desk"), max_length=PLACE_LENGTH, blank=True)
    way = models.CharField(_("known by"), max_length=10, choices=Way)
    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken back by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        default_permissions = ()
        ordering = ["happened_at", "pk"]
        indexes = [models.Index(fields=["meeting", "day"], name="passage_day")]
        constraints = [
            models.UniqueConstraint(
                name="checkin_once_a_day",
                fields=["registration", "day"],
                condition=Q(act="check_in", taken_back_at__isnull=True),
            ),
            models.CheckConstraint(
                name="checkin_taken_back_by_somebody",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.act} {self.day}"

    @property
    def local_time(self) -> datetime:
        """When it happened, by the clocks of the meeting."""
        return self.happened_at.astimezone(self.meeting.zone)
