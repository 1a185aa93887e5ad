"""Delegations to a meeting, and the focal points who manage them."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from intersessional.accounts.addresses import spellings
from intersessional.accounts.models import User
from intersessional.text import validate_one_line
from registration.meetings.models import Meeting

from .entities import Category, Entity


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Words for sets of delegations."""

    def for_meeting(self, meeting: Meeting) -> "DelegationQuerySet":
        """Those to one meeting."""
        return self.filter(meeting=meeting)

    def managed_by(self, user: User | AnonymousUser) -> "DelegationQuerySet":
        """Those of which the user is an approved focal point; the staff have pages of their own."""
        return self.filter(pk__in=FocalPoint.objects.acting().of(user).values("delegation"))

    def with_notes_of(self, user: User | AnonymousUser) -> "DelegationQuerySet":
        """Those whose notes the user sees, sends and removes: one's own; for the staff, all."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        if user.is_staff:
            return self.all() if user.has_perm("delegations.change_delegation") else self.none()
        return self.managed_by(user)

    def with_names(self) -> "DelegationQuerySet":
        """With what `name` needs; one more query."""
        return self.select_related("entity", "meeting").prefetch_related("entity__names")


class Delegation(models.Model):
    """An entity's team at one meeting, with the category it has on the meeting's first day."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="delegations"
    )
    entity = models.ForeignKey(
        Entity, verbose_name=_("entity"), on_delete=models.PROTECT, related_name="delegations"
    )
    category = models.CharField(_("category"), max_length=20, choices=Category)

    objects: ClassVar = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.UniqueConstraint(
                name="delegation_once_per_meeting", fields=["meeting", "entity"]
            ),
            # For foreign keys that hold a row's delegation and its meeting together.
            models.UniqueConstraint(name="delegation_with_its_meeting", fields=["id", "meeting"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_a_state(self) -> bool:
        """Whether a State sends it, which announces it by a note verbale and not by a letter."""
        return self.category in {Category.STATE_PARTY, Category.STATE_NOT_PARTY}

    @property
    def name(self) -> str:
        """The entity's name on the meeting's first day, in the reader's language."""
        return self.entity.name_on(self.meeting.begins_on, (get_language() or "en")[:2])


class FocalPointQuerySet(models.QuerySet["FocalPoint"]):
    """Words for sets of focal points."""

    def current(self) -> "FocalPointQuerySet":
        """Those who were not removed, approved or not."""
        return self.filter(ended_at__isnull=True)

    def acting(self) -> "FocalPointQuerySet":
        """Those who may act: approved and not removed."""
        return self.current().filter(approved_at__isnull=False)

    def asking(self) -> "FocalPointQuerySet":
        """Those who wait for the staff to decide."""
        return self.current().filter(approved_at__isnull=True)

    def of(self, user: User | AnonymousUser) -> "FocalPointQuerySet":
        """Those of the person who proved an address; never of staff."""
        if not isinstance(user, User) or user.is_staff or not user.is_active:
            return self.none()
        return self.at_address(user.email)

    def at_address(self, email: str) -> "FocalPointQuerySet":
        """Those with an e-mail address, in whatever case it was typed."""
        return self.alias(address=Lower("email")).filter(address__in=spellings(email))


class FocalPoint(models.Model):
    """Somebody who manages a delegation. Signing in with a code for the address proves who it is.

    Kept by address, like a registration: the user is made at their first valid code, which may be
    long after the invitation.
    """

    delegation = models.ForeignKey(
        Delegation,
        verbose_name=_("delegation"),
        on_delete=models.CASCADE,
        related_name="focal_points",
    )
    name = models.CharField(_("name"), max_length=200, blank=True, validators=[validate_one_line])
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(
        _("language of our messages"), max_length=2, choices=settings.LANGUAGES, default="en"
    )
    function = models.CharField(
        _("function"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        validators=[validate_one_line],
        help_text=_("As somebody gave it who asked to be a focal point."),
    )
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("removed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar = FocalPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        ordering = ["added_at", "pk"]
        indexes = [models.Index(Lower("email"), name="focal_point_address")]
        constraints = [
            models.UniqueConstraint(
                "delegation",
                Lower("email"),
                name="focal_point_once_per_delegation",
                condition=Q(ended_at__isnull=True),
                violation_error_message=_(
                    "This address is a focal point of the delegation already."
                ),
            ),
            models.CheckConstraint(
                name="focal_point_approved_by_somebody",
                condition=Q(approved_at__isnull=True) | Q(approved_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email
