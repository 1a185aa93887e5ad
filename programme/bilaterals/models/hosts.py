"""Who receives bilaterals, when, and where; and who may act for them."""

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.text import validate_one_line
from programme.agenda.models import Room
from registration.delegations.models import CommitteeMembership, holds_on
from registration.meetings.models import Committee, Meeting

from .spans import Span, Timed, in_order


class HostQuerySet(models.QuerySet["Host"]):
    """Words for sets of hosts."""

    def for_meeting(self, meeting: Meeting) -> "HostQuerySet":
        """Those of one meeting, the President first."""
        return self.filter(meeting=meeting).select_related("committee", "room", "meeting")

    def planned_by(self, user: User | AnonymousUser) -> "HostQuerySet":
        """Those whose bilaterals the user may place and change.

        The President's office, the ISU and administrators plan for all; an officer of a Committee for
        that Committee.
        """
        if not isinstance(user, User) or not user.is_active or not user.is_staff:
            return self.none()
        return self.all() if plans_for_all(user) else self.of_officer(user)

    def of_officer(self, user: User | AnonymousUser) -> "HostQuerySet":
        """Those whose notes the user may read and write: named officers, and nobody else."""
        if not isinstance(user, User) or not user.is_active or not user.is_staff:
            return self.none()
        return self.filter(pk__in=Officer.objects.filter(user=user).values("host"))


_FOR_ALL = (roles.ADMINISTRATOR, roles.PRESIDENT_OFFICE, roles.ISU_STAFF)


def plans_for_all(user: User | AnonymousUser) -> bool:
    """Say whether somebody plans for all hosts together; one query for each object of a user."""
    if not isinstance(user, User) or not user.is_active or not user.is_staff:
        return False
    if (known := user.__dict__.get("_plans_for_all")) is None:
        known = user.is_superuser or user.groups.filter(name__in=_FOR_ALL).exists()
        user.__dict__["_plans_for_all"] = known
    return bool(known)


class Host(models.Model):
    """The President, or a Committee, at one meeting; without a Committee it is the President."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="hosts"
    )
    committee = models.ForeignKey(
        Committee,
        verbose_name=_("Committee"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hosts",
        help_text=_("None for the President."),
    )
    slug = models.SlugField(_("key"), max_length=60, help_text=_("As in the host’s address."))
    position = models.PositiveSmallIntegerField(_("place in order"), default=1)
    president_chairs = models.BooleanField(
        _("the President presides"),
        default=False,
        help_text=_("Then it never meets while the President meets somebody else."),
    )
    minutes = models.PositiveSmallIntegerField(_("minutes of a bilateral"), default=25)
    buffer_minutes = models.PositiveSmallIntegerField(_("minutes between two"), default=5)
    quorum = models.PositiveSmallIntegerField(
        _("quorum"),
        default=0,
        help_text=_("So many members are present; those excused or meeting it do not count."),
    )
    room = models.ForeignKey(
        Room,
        verbose_name=_("room"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hosts",
        help_text=_("Fixed for this host; empty for any of the shared rooms."),
    )
    languages = ArrayField(
        models.CharField(max_length=2),
        verbose_name=_("languages"),
        default=list,
        blank=True,
        help_text=_("In which it can meet without an interpreter: en, fr, es."),
    )

    objects: ClassVar = HostQuerySet.as_manager()

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.UniqueConstraint(name="host_key_once_per_meeting", fields=["meeting", "slug"]),
            models.UniqueConstraint(
                name="host_committee_once_per_meeting",
                fields=["meeting", "committee"],
                violation_error_message=_("This Committee is a host already."),
            ),
            models.UniqueConstraint(
                name="host_one_president_per_meeting",
                fields=["meeting"],
                condition=Q(committee__isnull=True),
                violation_error_message=_("The President is a host already."),
            ),
            models.CheckConstraint(
                name="host_the_president_presides_herself",
                condition=Q(committee__isnull=False) | Q(president_chairs=True),
            ),
            models.CheckConstraint(
                name="host_meets_for_some_minutes",
                condition=Q(minutes__gte=5, minutes__lte=180, buffer_minutes__lte=60),
                violation_error_message=_(
                    "A bilateral takes from 5 to 180 minutes, and at most 60 lie between two."
                ),
            ),
            models.CheckConstraint(
                name="host_quorum_of_a_committee",
                condition=Q(committee__isnull=False) | Q(quorum=0),
                violation_error_message=_("The President needs no quorum."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The host in the reader's language."""
        return self.committee.name if self.committee else gettext("The President")

    @property
    def length(self) -> timedelta:
        """How long a bilateral takes."""
        return timedelta(minutes=self.minutes)

    @property
    def buffer(self) -> timedelta:
        """What lies between two bilaterals."""
        return timedelta(minutes=self.buffer_minutes)

    def members_on(self, day: date) -> models.QuerySet[CommitteeMembership]:
        """The memberships of its Committee that hold on a day; none for the President."""
        return CommitteeMembership.objects.filter(
            holds_on(day), committee=self.committee_id
        ).select_related("entity")


class SharedRoom(models.Model):
    """A room for bilaterals of hosts that have none of their own."""

    room = models.OneToOneField(
        Room, verbose_name=_("room"), on_delete=models.CASCADE, related_name="shared_for_bilaterals"
    )

    class Meta:
        verbose_name = _("shared room")
        verbose_name_plural = _("shared rooms")

    def __str__(self) -> str:
        return str(self.room)

    @property
    def meeting(self) -> Meeting:
        """The meeting of the room."""
        return self.room.meeting


class Officer(models.Model):
    """A user who acts for a host, and may see its notes; nobody else may."""

    host = models.ForeignKey(
        Host, verbose_name=_("host"), on_delete=models.CASCADE, related_name="officers"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="host_offices",
        limit_choices_to={"is_staff": True},
    )

    class Meta:
        verbose_name = _("officer of a host")
        verbose_name_plural = _("officers of hosts")
        constraints = [
            models.UniqueConstraint(name="officer_once_per_host", fields=["host", "user"]),
        ]

    def __str__(self) -> str:
        return str(self.user)


class Window(Timed):
    """A time in which a host receives; its places lie one after the other from the beginning."""

    host = models.ForeignKey(
        Host, verbose_name=_("host"), on_delete=models.CASCADE, related_name="windows"
    )

    class Meta:
        verbose_name = _("window of a host")
        verbose_name_plural = _("windows of hosts")
        ordering = ["begins_at"]
        constraints = [
            in_order("window_begins_before_it_ends"),
            ExclusionConstraint(
                name="host_has_one_window_at_a_time",
                expressions=[
                    ("host", RangeOperators.EQUAL),
                    (Span("begins_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Two windows of the host overlap."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.begins_at:%H:%M} – {self.ends_at:%H:%M}"


class Break(Timed):
    """A time in which nobody meets, such as lunch; `is_lunch` where delegations should be free, too."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="breaks"
    )
    is_lunch = models.BooleanField(
        _("lunch only"),
        default=False,
        help_text=_("Meetings are possible then; delegations are better left free."),
    )

    class Meta:
        verbose_name = _("break")
        verbose_name_plural = _("breaks")
        ordering = ["begins_at"]
        constraints = [in_order("break_begins_before_it_ends")]

    def __str__(self) -> str:
        return f"{self.begins_at:%H:%M} – {self.ends_at:%H:%M}"


class Absence(Timed):
    """A time in which an entity, a room, a host or the President is not there, as somebody said.

    It is no engagement: somebody may become unavailable while a bilateral stands; the board then shows
    a conflict, and a new plan moves it.
    """

    resource = models.ForeignKey(
        "bilaterals.Resource",
        verbose_name=_("who"),
        on_delete=models.CASCADE,
        related_name="absences",
    )
    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="+"
    )
    reason = models.CharField(
        _("reason"), max_length=200, blank=True, validators=[validate_one_line]
    )

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["begins_at"]
        constraints = [in_order("absence_begins_before_it_ends")]

    def __str__(self) -> str:
        return f"{self.resource}: {self.begins_at:%H:%M} – {self.ends_at:%H:%M}"
