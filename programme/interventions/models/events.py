"""What happened to a list of speakers: written once, never changed (migration 0002)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional.text import validate_text
from programme.agenda.models import Segment

from ..transitions import TRANSITIONS
from .interventions import REASON_LENGTH, Intervention


class Verb(models.TextChoices):
    """What happened."""

    REQUEST = "request", pgettext_lazy("event", "asked for late")
    LIST = "list", pgettext_lazy("event", "put on the list")
    WRITE = "write", pgettext_lazy("event", "in writing only")
    DECLINE = "decline", pgettext_lazy("event", "not accepted")
    WITHDRAW = "withdraw", pgettext_lazy("event", "withdrawn")
    REGRADE = "regrade", pgettext_lazy("event", "given a new place")
    MOVE = "move", pgettext_lazy("event", "moved")
    SWAP = "swap", pgettext_lazy("event", "exchanged places")
    CALL = "call", pgettext_lazy("event", "called")
    INTERRUPT = "interrupt", pgettext_lazy("event", "called between")
    UNCALL = "uncall", pgettext_lazy("event", "call taken back")
    START = "start", pgettext_lazy("event", "began to speak")
    PAUSE = "pause", pgettext_lazy("event", "clock stopped")
    RESUME = "resume", pgettext_lazy("event", "clock went on")
    EXTEND = "extend", pgettext_lazy("event", "given more time")
    DELIVER = "deliver", pgettext_lazy("event", "has spoken")
    SKIP = "skip", pgettext_lazy("event", "was not there")
    RECALL = "recall", pgettext_lazy("event", "back on the list")
    TAKE_BACK = "take_back", pgettext_lazy("event", "had not finished")
    OPEN = "open", pgettext_lazy("event", "list opened")
    CLOSE = "close", pgettext_lazy("event", "list closed")
    DRAW = "draw", pgettext_lazy("event", "lots drawn")
    LIMIT = "limit", pgettext_lazy("event", "speaking time limited")


OF_A_REQUEST = frozenset(TRANSITIONS)


class FloorEvent(models.Model):
    """One thing that happened under a segment, to a request or to the list itself.

    `data` holds what the list needs to be computed again, and nothing personal:

    * `list`, `regrade`: `level`, `group`, `tier`, `arrival`, `name` (see `lists.ordering.Standing`)
    * `move`: `to`, the place, counted from 1
    * `swap`: `with`, the other request; `names` of both delegations by language, as they were; `undo`
      where an exchange is undone
    * `draw`: `seed`, and `lots` (arrivals in their new order) or `letter`
    * `extend`: `seconds`
    * `limit`: `seconds`, or null where the limit ends
    """

    segment = models.ForeignKey(
        Segment, verbose_name=_("segment"), on_delete=models.PROTECT, related_name="floor_events"
    )
    number = models.PositiveIntegerField(_("number"))
    verb = models.CharField(pgettext_lazy("event", "what"), max_length=20, choices=Verb)
    intervention = models.ForeignKey(
        Intervention,
        verbose_name=_("request for the floor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
    )
    data = models.JSONField(_("particulars"), default=dict, blank=True)
    reason = models.TextField(
        _("reason"), max_length=REASON_LENGTH, blank=True, validators=[validate_text]
    )
    at = models.DateTimeField(pgettext_lazy("event", "at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("event", "by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Nobody where the portal acted by itself."),
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("event of a list of speakers")
        verbose_name_plural = _("events of lists of speakers")
        ordering = ["segment", "number"]
        constraints = [
            models.UniqueConstraint(
                name="floor_event_number_once_per_segment", fields=["segment", "number"]
            ),
            models.CheckConstraint(
                name="floor_event_is_of_a_request_or_of_the_list",
                condition=Q(intervention__isnull=False) ^ ~Q(verb__in=sorted(OF_A_REQUEST)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_verb_display()}"
