"""Exchanges of places between two delegations: who proposed what to whom, and what came of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional.text import validate_text
from programme.agenda.models import Segment

from .events import Verb
from .interventions import REASON_LENGTH, Intervention


class SwapState(models.TextChoices):
    """What has become of a proposal."""

    OPEN = "open", pgettext_lazy("exchange", "waits for an answer")
    AGREED = "agreed", pgettext_lazy("exchange", "agreed; the places are exchanged")
    DECLINED = "declined", pgettext_lazy("exchange", "declined")
    TAKEN_BACK = "taken_back", pgettext_lazy("exchange", "taken back")
    REFUSED = "refused", pgettext_lazy("exchange", "refused by the secretariat")
    UNDONE = "undone", pgettext_lazy("exchange", "undone by the secretariat")
    VOID = "void", pgettext_lazy("exchange", "void")


class SwapQuerySet(models.QuerySet["Swap"]):
    """Words for sets of exchanges."""

    def about(self, intervention: int) -> "SwapQuerySet":
        """Those that a request proposes, or is proposed to."""
        return self.filter(Q(proposer=intervention) | Q(partner=intervention))

    def with_names(self) -> "SwapQuerySet":
        """With what pages and mails call the delegations; one more query."""
        fields = ("entity", "meeting")
        return self.select_related(
            *(f"{one}__delegation__{name}" for one in ("proposer", "partner") for name in fields)
        ).prefetch_related(
            "proposer__delegation__entity__names", "partner__delegation__entity__names"
        )


class Swap(models.Model):
    """A proposal to exchange the places of two requests of one list, and what has become of it.

    Only what is open changes, and what was agreed can be undone. The exchange itself is an event of
    the list; `event_number` is its number.
    """

    segment = models.ForeignKey(
        Segment, verbose_name=_("segment"), on_delete=models.PROTECT, related_name="swaps"
    )
    proposer = models.ForeignKey(
        Intervention,
        verbose_name=_("proposed by the request"),
        on_delete=models.PROTECT,
        related_name="swaps_proposed",
    )
    partner = models.ForeignKey(
        Intervention,
        verbose_name=_("proposed to the request"),
        on_delete=models.PROTECT,
        related_name="swaps_received",
    )
    state = models.CharField(
        pgettext_lazy("exchange", "state"),
        max_length=10,
        choices=SwapState,
        default=SwapState.OPEN,
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Nobody where the portal acted by itself."),
    )
    reason = models.TextField(
        _("reason"), max_length=REASON_LENGTH, blank=True, validators=[validate_text]
    )
    # What happened that made it void: the verb of an event.
    void_after = models.CharField(
        pgettext_lazy("exchange", "void after"), max_length=20, choices=Verb, blank=True
    )
    event_number = models.PositiveIntegerField(_("number of the event"), null=True, blank=True)

    objects: ClassVar = SwapQuerySet.as_manager()

    class Meta:
        verbose_name = _("exchange of places")
        verbose_name_plural = _("exchanges of places")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="swap_is_between_two", condition=~Q(proposer=F("partner"))),
            models.UniqueConstraint(
                name="swap_open_once_for_two",
                fields=["proposer", "partner"],
                condition=Q(state=SwapState.OPEN),
            ),
            models.CheckConstraint(
                name="swap_says_when_it_ended",
                condition=Q(state=SwapState.OPEN, ended_at__isnull=True)
                | (~Q(state=SwapState.OPEN) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="swap_agreed_has_its_event",
                condition=Q(
                    state__in=[SwapState.AGREED, SwapState.UNDONE], event_number__isnull=False
                )
                | (
                    ~Q(state__in=[SwapState.AGREED, SwapState.UNDONE])
                    & Q(event_number__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="swap_void_says_after_what",
                condition=Q(state=SwapState.VOID) ^ Q(void_after=""),
            ),
            models.CheckConstraint(
                name="swap_by_hand_has_a_reason",
                condition=~Q(state__in=[SwapState.DECLINED, SwapState.REFUSED, SwapState.UNDONE])
                | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposer_id} {self.partner_id} {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == SwapState.OPEN

    def other(self, pk: int) -> Intervention:
        """The other of the two requests."""
        return self.partner if pk == self.proposer_id else self.proposer
