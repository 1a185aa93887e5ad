"""Bilaterals: a candidate at a time in a room, and what becomes of it."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.text import validate_one_line, validate_text
from programme.agenda.models import Room
from registration.delegations.models import Delegation, Entity
from registration.meetings.models import Meeting
from registration.registrations.models import Registration

from ..transitions import ACTIVE, TOLD, State
from .candidates import REASON_LENGTH, Candidate
from .hosts import Host
from .spans import Timed, in_order

_ACTIVE = sorted(ACTIVE)


class BilateralQuerySet(models.QuerySet["Bilateral"]):
    """Words for sets of bilaterals."""

    def for_meeting(self, meeting: Meeting) -> "BilateralQuerySet":
        """Those of one meeting."""
        return self.filter(meeting=meeting)

    def active(self) -> "BilateralQuerySet":
        """Those that take their people, room and time."""
        return self.filter(state__in=_ACTIVE)

    def planned_by(self, user: User | AnonymousUser) -> "BilateralQuerySet":
        """Those all of whose hosts the user plans for."""
        return self.filter(candidate__in=Candidate.objects.planned_by(user).values("pk"))

    def shown_to(self, user: User | AnonymousUser) -> "BilateralQuerySet":
        """Those of the user's delegations, once somebody was told: an invitee's own agenda.

        Focal points see what their delegation was told; so does a named participant.
        """
        if not isinstance(user, User) or user.is_staff or not user.is_active:
            return self.none()
        managed = Delegation.objects.managed_by(user).values("pk")
        registered = Registration.objects.visible_to(user).active().values("pk")
        named = Participant.objects.filter(registration__in=registered).values("bilateral")
        return self.filter(Q(delegation__in=managed) | Q(pk__in=named), offered_at__isnull=False)

    def with_names(self) -> "BilateralQuerySet":
        """With what pages show of them; four more queries."""
        return self.select_related(
            "candidate", "room", "meeting", "delegation__entity", "delegation__meeting"
        ).prefetch_related("delegation__entity__names", "candidate__hosts__committee")


class Bilateral(Timed):
    """One meeting of hosts and a delegation. The database keeps everybody in one place only.

    Its rows in `Engagement` follow it by themselves (see the migration `kept_true_by_the_database`):
    they are freed when it is declined, not answered, cancelled, or nobody came. A bilateral keeps its
    `code`, and with it the UID of its calendar entry, when it is moved; `sequence` counts what was
    told about it.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="bilaterals"
    )
    candidate = models.ForeignKey(
        Candidate,
        verbose_name=_("candidate"),
        on_delete=models.PROTECT,
        related_name="bilaterals",
    )
    delegation = models.ForeignKey(
        Delegation,
        verbose_name=_("delegation"),
        on_delete=models.PROTECT,
        related_name="bilaterals",
    )
    room = models.ForeignKey(
        Room, verbose_name=_("room"), on_delete=models.PROTECT, related_name="bilaterals"
    )
    code = models.CharField(max_length=22, unique=True, default=codes.address_token, editable=False)
    state = models.CharField(_("state"), max_length=15, choices=State, default=State.PROPOSED)
    is_pinned = models.BooleanField(_("pinned"), default=False, help_text=_("No plan moves it."))
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("placed at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    # The invitation.
    offered_at = models.DateTimeField(_("offered at"), null=True, blank=True)
    expires_at = models.DateTimeField(
        _("to be answered before"),
        null=True,
        blank=True,
        help_text=_("The first instant too late."),
    )
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(
        _("reason"), max_length=REASON_LENGTH, blank=True, validators=[validate_text]
    )
    wanted_at = models.DateTimeField(_("time asked for"), null=True, blank=True)

    # The day.
    arrived_at = models.DateTimeField(_("arrived at"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    late_minutes = models.PositiveSmallIntegerField(_("minutes late"), default=0)

    objects: ClassVar = BilateralQuerySet.as_manager()

    class Meta:
        verbose_name = _("bilateral")
        verbose_name_plural = _("bilaterals")
        ordering = ["begins_at", "pk"]
        constraints = [
            in_order("bilateral_begins_before_it_ends"),
            models.UniqueConstraint(
                name="bilateral_one_stands_per_candidate",
                fields=["candidate"],
                condition=Q(state__in=_ACTIVE),
                violation_error_message=_("A bilateral of this candidate stands already."),
            ),
            models.CheckConstraint(
                name="bilateral_told_has_an_offer",
                condition=~Q(state__in=sorted(TOLD)) | Q(offered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="bilateral_another_time_is_named",
                condition=~Q(state=State.ANOTHER_TIME) | Q(wanted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="bilateral_started_before_it_ended",
                condition=Q(ended_at__isnull=True) | Q(started_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["meeting", "begins_at"], name="bilateral_by_time")]

    def __str__(self) -> str:
        return f"{self.delegation} {self.begins_at:%H:%M}"

    @property
    def hosts(self) -> list[Host]:
        """Who receives it."""
        return list(self.candidate.hosts.all())


class Excusal(models.Model):
    """A member of a hosting Committee that need not come to a candidate's bilateral, by name."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="excusals")
    entity = models.ForeignKey(
        Entity, verbose_name=_("member"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, validators=[validate_one_line])
    excused_at = models.DateTimeField(_("excused at"))
    excused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("excused member")
        verbose_name_plural = _("excused members")
        constraints = [
            models.UniqueConstraint(
                name="excusal_once_per_member",
                fields=["candidate", "entity"],
                violation_error_message=_("This member is excused already."),
            ),
            models.CheckConstraint(
                name="excusal_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say why the member is excused."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.entity)


class Participant(models.Model):
    """Somebody of the delegation who comes to a bilateral, and is in no other place meanwhile."""

    bilateral = models.ForeignKey(Bilateral, on_delete=models.CASCADE, related_name="participants")
    registration = models.ForeignKey(
        Registration,
        verbose_name=_("participant"),
        on_delete=models.PROTECT,
        related_name="bilaterals",
    )

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(
                name="participant_once_per_bilateral", fields=["bilateral", "registration"]
            ),
        ]

    def __str__(self) -> str:
        return str(self.registration)
