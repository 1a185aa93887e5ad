"""What was published: numbered, and unchangeable."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intersessional.text import validate_text
from registration.meetings.models import Meeting

NOTE_LENGTH = 1000


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Words for sets of publications."""

    def for_meeting(self, meeting: Meeting | int) -> "PublicationQuerySet":
        """Those of a meeting, or of the one with a key; the newest first."""
        return self.filter(meeting=meeting)


class Publication(models.Model):
    """A version of the programme, as it was published. A trigger refuses to change or delete it.

    `content` is everything that the draft held (`snapshots.take`), also what is not for the public:
    what may be shown is in `reading`.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="publications"
    )
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"))
    note_en = models.TextField(
        _("note (English)"),
        max_length=NOTE_LENGTH,
        validators=[validate_text],
        help_text=_("What is new, in a sentence for those who read the programme."),
    )
    note_fr = models.TextField(
        _("note (French)"), max_length=NOTE_LENGTH, blank=True, validators=[validate_text]
    )
    note_es = models.TextField(
        _("note (Spanish)"), max_length=NOTE_LENGTH, blank=True, validators=[validate_text]
    )
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # Of the form that was sent: sent again, it counts once. What no form published has none.
    token = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - unique

    objects: ClassVar = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["meeting", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="publication_number_once_per_meeting", fields=["meeting", "number"]
            ),
            models.CheckConstraint(
                name="publication_number_begins_at_one", condition=Q(number__gte=1)
            ),
            models.CheckConstraint(name="publication_has_a_note", condition=~Q(note_en="")),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"
