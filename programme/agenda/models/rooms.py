"""Where sessions, and later bilaterals, take place."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intersessional.localised import localised
from intersessional.text import validate_one_line
from registration.meetings.models import Meeting

from .base import TITLE_LENGTH, Part


class Room(Part):
    """A room of the meeting's building."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="rooms"
    )
    name_en = models.CharField(
        _("name (English)"), max_length=TITLE_LENGTH, validators=[validate_one_line]
    )
    name_fr = models.CharField(
        _("name (French)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    name_es = models.CharField(
        _("name (Spanish)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    position = models.PositiveSmallIntegerField(_("place in order"), default=1)
    is_accessible = models.BooleanField(
        _("accessible without steps"), default=True, help_text=_("Also for a wheelchair.")
    )

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["meeting", "position", "name_en"]
        constraints = [
            models.UniqueConstraint(
                name="room_named_once_per_meeting",
                fields=["meeting", "name_en"],
                violation_error_message=_("There is a room with this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return localised(self, "name")
