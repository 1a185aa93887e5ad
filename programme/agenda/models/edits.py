"""The journal of changes to a draft: who changed what, and from what it is undone."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registration.meetings.models import Meeting

# Acts that take back others; they are not taken back themselves.
FINAL = ("undo", "roll_back")


class DraftEditQuerySet(models.QuerySet["DraftEdit"]):
    """Words for sets of changes."""

    def standing(self, meeting: Meeting) -> "DraftEditQuerySet":
        """Those to a meeting's draft that could be taken back, the newest first.

        By their verb: what an undo undoes is no longer known when the journal has dropped it.
        """
        found = self.filter(meeting=meeting, undone_at=None, undoes=None)
        return found.exclude(verb__in=FINAL).order_by("-pk")


class DraftEdit(models.Model):
    """One change to the draft: each part it touched, as it was before and as it was left.

    `rows` holds one entry for each part: `model`, `pk`, `before` and `after` (its columns, with the
    version; None where it did not exist); going back to a version lists none. The last hundred of a
    meeting are kept: what is older is undone by hand, and its values are in nobody's way.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="draft_edits"
    )
    verb = models.CharField(_("act"), max_length=40)
    rows = models.JSONField(_("parts"), default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("at"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undoes = models.OneToOneField(
        "self",
        verbose_name=_("undoes"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="undone_by",
    )

    objects: ClassVar = DraftEditQuerySet.as_manager()

    class Meta:
        verbose_name = _("change to the draft")
        verbose_name_plural = _("changes to the draft")
        ordering = ["-pk"]
        constraints = [
            # What takes back is not taken back itself: the change is made again instead.
            models.CheckConstraint(
                name="draft_edit_undo_is_final",
                condition=Q(undoes__isnull=True) | Q(undone_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.verb}"
