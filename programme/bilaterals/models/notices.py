"""What somebody is told of a bilateral: one row for each mail."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programme.agenda.models import Room
from registration.delegations.models import FocalPoint
from registration.registrations.models import Registration

from ..transitions import State
from .bilaterals import Bilateral
from .candidates import REASON_LENGTH


class Audience(models.TextChoices):
    """As whom somebody is told."""

    DELEGATION = "delegation", _("delegation")
    PARTICIPANT = "participant", _("participant")
    OFFICER = "officer", _("officer of the host")


class Told(models.TextChoices):
    """What is told."""

    INVITED = "invited", _("invitation")
    EXTENDED = "extended", _("longer time to answer")
    TIME_KEPT = "time_kept", _("no other time")
    REMINDED = "reminded", _("reminder")
    ACCEPTED = "accepted", _("accepted")
    PARTICIPANTS = "participants", _("other participants")
    RELEASED = "released", _("no longer a participant")
    DECLINED = "declined", _("declined")
    ANOTHER_TIME = "another_time", _("asks for another time")
    MOVED = "moved", _("moved")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("not answered in time")


# The note of a move to the time that the delegation had asked for.
AS_ASKED = "as_asked"


class Notice(models.Model):
    """One mail about a bilateral, to one reader, written in the transaction of the act.

    The reader is a focal point, a participant or an officer; where none is named, it is the entity at
    its own address. A newer notice makes an older one that has not left superfluous: `sequence` is that
    of the bilateral. `begins_at` and `room` are what is told, the previous ones what was told before.
    """

    bilateral = models.ForeignKey(Bilateral, on_delete=models.CASCADE, related_name="notices")
    told = models.CharField(_("what"), max_length=15, choices=Told)
    audience = models.CharField(_("to whom"), max_length=12, choices=Audience)
    focal_point = models.ForeignKey(
        FocalPoint, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    # Without a constraint, which would wait for whoever is withdrawing them, and waits for us.
    registration = models.ForeignKey(
        Registration,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    state = models.CharField(_("state"), max_length=15, choices=State)
    sequence = models.PositiveIntegerField()
    begins_at = models.DateTimeField(_("begins at"))
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="+")
    previous_begins_at = models.DateTimeField(null=True, blank=True)
    previous_room = models.ForeignKey(
        Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Who was taken out of it, where that is what is told to others.
    left = models.ForeignKey(
        Registration,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
    )
    note = models.TextField(max_length=REASON_LENGTH, blank=True)
    told_at = models.DateTimeField(_("told at"))

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="bilateral_notice_has_its_reader",
                condition=Q(audience="delegation", registration=None, officer=None)
                | Q(
                    audience="participant",
                    registration__isnull=False,
                    focal_point=None,
                    officer=None,
                )
                | Q(
                    audience="officer",
                    officer__isnull=False,
                    focal_point=None,
                    registration=None,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.told} {self.pk}"
