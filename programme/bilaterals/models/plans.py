"""Plans that somebody asked for, made in the background; what becomes of them."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional.accounts.models import User
from registration.meetings.models import Meeting

from .hosts import Host

# Longer than a try may take (`tasks`): a plan whose worker was killed is taken up by the next.
LEASE = timedelta(seconds=150)
MAX_ATTEMPTS = 3


class PlanKind(models.TextChoices):
    """What is asked for."""

    PROPOSE = "propose", _("proposal")
    REPLAN = "replan", _("new plan after changes")


class PlanState(models.TextChoices):
    """How far a plan has come, and what was done with it."""

    QUEUED = "queued", pgettext_lazy("plan", "waits")
    RUNNING = "running", pgettext_lazy("plan", "being made")
    READY = "ready", pgettext_lazy("plan", "ready")
    FAILED = "failed", pgettext_lazy("plan", "failed")
    ACCEPTED = "accepted", pgettext_lazy("plan", "accepted")
    DISCARDED = "discarded", pgettext_lazy("plan", "discarded")


# They are still to be made.
WAITING = (PlanState.QUEUED, PlanState.RUNNING)


class PlanQuerySet(models.QuerySet["Plan"]):
    """Words for sets of plans."""

    def for_meeting(self, meeting: Meeting) -> "PlanQuerySet":
        """Those of one meeting, the newest first."""
        return self.filter(meeting=meeting).select_related("asked_by", "settled_by", "meeting")

    def shown_to(self, user: User | AnonymousUser) -> "PlanQuerySet":
        """Those of meetings for all whose hosts the user plans: a plan is of all hosts together."""
        others = Host.objects.exclude(pk__in=Host.objects.planned_by(user).values("pk"))
        return self.filter(meeting__in=Host.objects.planned_by(user).values("meeting")).exclude(
            meeting__in=others.values("meeting")
        )

    def waiting(self) -> "PlanQuerySet":
        """Those that are still to be made."""
        return self.filter(state__in=WAITING)


class Plan(models.Model):
    """A row is the order: a worker makes the plan under a lease, and writes it into `result`.

    What `result` holds, `plans.keeping` says. The times of the work are real time, also in the
    demonstration; `asked_at` and `settled_at` are those of the portal's clock.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="plans"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=PlanKind)
    state = models.CharField(_("state"), max_length=10, choices=PlanState, default=PlanState.QUEUED)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    queued_at = models.DateTimeField(_("queued at"), default=timezone.now)
    began_at = models.DateTimeField(_("began at"), null=True, blank=True)
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(_("taken until"), null=True, blank=True)
    failure = models.CharField(_("failure"), max_length=200, blank=True)
    result = models.JSONField(_("result"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of bilaterals")
        verbose_name_plural = _("plans of bilaterals")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="plan_one_waits_per_kind",
                fields=["meeting", "kind"],
                condition=Q(state__in=WAITING),
            ),
            models.CheckConstraint(
                name="plan_made_has_a_result",
                condition=~Q(state__in=["ready", "accepted", "discarded"])
                | Q(result__isnull=False, made_at__isnull=False),
            ),
            models.CheckConstraint(
                name="plan_settled_by_somebody",
                condition=~Q(state__in=["accepted", "discarded"])
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="plan_failed_says_why", condition=~Q(state="failed") | ~Q(failure="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be made."""
        return self.state in WAITING

    @property
    def is_acceptable(self) -> bool:
        """Whether it, or what is left of it, can be put on the board."""
        return self.state in {PlanState.READY, PlanState.ACCEPTED}
