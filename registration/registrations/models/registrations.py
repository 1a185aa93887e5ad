"""Registrations: one person in one delegation at one meeting."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from intersessional import codes
from intersessional.text import capitals, validate_one_line
from registration.delegations.models import Delegation
from registration.meetings.models import Meeting

from ..transitions import ACTIVE, State
from .choices import Gender, Participation, Role, SpokenLanguage
from .lengths import HONORIFIC_LENGTH, LINE_LENGTH, NAME_LENGTH
from .people import Person
from .querysets import RegistrationQuerySet


def printed_name(honorific: str, given_names: str, family_name: str) -> str:
    """Return a name as lists and letters print it: honorific, given name(s), FAMILY NAME."""
    return " ".join(filter(None, [honorific, given_names, capitals(family_name)]))


class Registration(models.Model):
    """One person's place in one delegation, with the particulars as they were given for it."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="registrations"
    )
    delegation = models.ForeignKey(
        Delegation,
        verbose_name=_("delegation"),
        on_delete=models.PROTECT,
        related_name="registrations",
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="registrations"
    )
    receipt_number = models.CharField(_("receipt number"), max_length=20, unique=True)
    receipt_token = models.CharField(max_length=22, unique=True, default=codes.address_token)
    badge_code = models.CharField(
        _("badge code"), max_length=19, unique=True, default=codes.paper_code
    )
    submission_token = models.CharField(max_length=64, unique=True)
    submission_digest = models.CharField(max_length=64)

    honorific = models.CharField(
        _("honorific"), max_length=HONORIFIC_LENGTH, blank=True, validators=[validate_one_line]
    )
    given_names = models.CharField(
        _("given name(s)"), max_length=NAME_LENGTH, validators=[validate_one_line]
    )
    family_name = models.CharField(
        _("family name"), max_length=NAME_LENGTH, validators=[validate_one_line]
    )
    function = models.CharField(
        _("function"), max_length=LINE_LENGTH, validators=[validate_one_line]
    )
    department = models.CharField(
        _("ministry or department"),
        max_length=LINE_LENGTH,
        blank=True,
        validators=[validate_one_line],
    )
    role = models.CharField(
        _("role in the delegation"), max_length=10, choices=Role, default=Role.MEMBER
    )
    position = models.PositiveIntegerField(_("place in the delegation"), default=0)
    participation = models.CharField(
        _("participation"), max_length=15, choices=Participation, default=Participation.DELEGATE
    )
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(
        _("telephone"), max_length=40, blank=True, validators=[validate_one_line]
    )
    languages = ArrayField(
        models.CharField(max_length=2, choices=SpokenLanguage),
        verbose_name=_("languages"),
        default=list,
        blank=True,
    )
    days = ArrayField(models.DateField(), verbose_name=_("days present"))
    gender = models.CharField(_("gender"), max_length=10, choices=Gender, blank=True)
    wants_visa_letter = models.BooleanField(_("needs a letter for a visa"), default=False)
    correspondence_language = models.CharField(
        _("language of our messages"), max_length=2, choices=settings.LANGUAGES, default="en"
    )

    state = models.CharField(_("state"), max_length=10, choices=State)
    is_late = models.BooleanField(_("late"), default=False)
    is_to_attend = models.BooleanField(_("asks to attend"), default=False)
    late_reason = models.TextField(_("reason for the late request"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    received_at = models.DateTimeField(_("received at"))
    # Who sent it for the person: a focal point or staff; empty where it came by the public form.
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # The mission's own word that this person belongs to its delegation.
    endorsed_at = models.DateTimeField(_("confirmed by the delegation at"), null=True, blank=True)
    endorsed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed for the delegation by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("declined by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decline_reason = models.TextField(_("reason for declining"), blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("withdrawn by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    replaced_by = models.OneToOneField(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
    )
    # Whose turn on the waiting list somebody has who stands in for another: the first one's key.
    turn = models.BigIntegerField(null=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
    )

    objects: ClassVar = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["delegation", "position"], name="registration_order"),
            models.Index(Lower("email"), name="registration_address"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="registration_once_per_person_and_meeting",
                fields=["person", "meeting"],
                condition=Q(state__in=sorted(ACTIVE)),
            ),
            models.CheckConstraint(
                name="registration_request_says_why",
                condition=~Q(state="requested") | Q(is_late=True) | Q(is_to_attend=True),
            ),
            models.CheckConstraint(
                name="registration_late_has_reason",
                condition=Q(is_late=False) | ~Q(late_reason=""),
            ),
            models.CheckConstraint(
                name="registration_confirmed_has_time",
                condition=~Q(state="confirmed")
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_declined_has_reason",
                condition=~Q(state="declined")
                | (Q(declined_at__isnull=False) & ~Q(decline_reason="")),
            ),
            models.CheckConstraint(
                name="registration_withdrawn_has_time",
                condition=~Q(state="withdrawn") | Q(withdrawn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_replaced_by_another",
                condition=Q(state="replaced", replaced_by__isnull=False)
                | (~Q(state="replaced") & Q(replaced_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="registration_merged_into_another",
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
            ),
            models.CheckConstraint(
                name="registration_endorsed_by_somebody",
                condition=Q(endorsed_at__isnull=True) | Q(endorsed_by__isnull=False),
            ),
            models.CheckConstraint(name="registration_has_days", condition=Q(days__len__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_number} {self.printed_name}"

    @property
    def printed_name(self) -> str:
        """The name as lists and letters print it: honorific, given name(s), FAMILY NAME."""
        return printed_name(self.honorific, self.given_names, self.family_name)
