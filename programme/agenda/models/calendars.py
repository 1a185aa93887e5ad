"""Calendars at an address that one person alone knows."""

from hashlib import sha256
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intersessional.accounts.models import User
from intersessional.sealing import CannotBeOpened, seal, unseal
from registration.meetings.models import Meeting


class PersonalCalendarQuerySet(models.QuerySet["PersonalCalendar"]):
    """Words for sets of calendars."""

    def of_user(self, user: User, meeting: Meeting) -> "PersonalCalendarQuerySet":
        """The one of somebody, of a meeting's programme; or none."""
        return self.filter(user=user, meeting=meeting)

    def at_address(self, key: str) -> "PersonalCalendarQuerySet":
        """The one that a key opens; or none."""
        return self.filter(key_sha256=fingerprint(key), user__is_active=True)


class PersonalCalendar(models.Model):
    """Somebody's calendar of a programme: of which items, in which language, behind which key.

    The key is found by its digest and shown to its owner from a sealed copy, so that a copy of the
    database opens no calendar. Goes with the user.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="programme_calendars",
    )
    key_sha256 = models.CharField(_("digest of the key"), max_length=64, unique=True)
    sealed_key = models.BinaryField(_("sealed key"))
    is_whole = models.BooleanField(
        _("whole programme"),
        default=True,
        help_text=_("Else the items of which they asked to be told."),
    )
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="en"
    )
    made_at = models.DateTimeField(_("made at"))

    objects: ClassVar = PersonalCalendarQuerySet.as_manager()

    class Meta:
        verbose_name = _("personal calendar")
        verbose_name_plural = _("personal calendars")
        ordering = ["meeting", "user"]
        constraints = [
            models.UniqueConstraint(
                name="personal_calendar_once_per_meeting", fields=["meeting", "user"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.meeting_id}"

    @property
    def key(self) -> str | None:
        """What stands in the address; None where the key that sealed it is no longer held."""
        try:
            return unseal(bytes(self.sealed_key)).decode()
        except CannotBeOpened:
            return None


def under(key: str) -> dict[str, str | bytes]:
    """Return what is written of a key."""
    return {"key_sha256": fingerprint(key), "sealed_key": seal(key.encode())}


def fingerprint(key: str) -> str:
    """Return by what a key is found. Without salt: keys are random, and too many to be tried."""
    return sha256(key.encode(errors="replace")).hexdigest()
