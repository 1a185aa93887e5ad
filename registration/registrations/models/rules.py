"""What the staff set for a meeting: who confirms whom, how many places, and until when."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intersessional.text import validate_text
from registration.delegations.models import Category, Delegation
from registration.meetings.models import Meeting


class Confirming(models.TextChoices):
    """Whose word a registration needs before it is confirmed."""

    MISSION = (
        "mission",
        _("the delegation’s word: its focal point’s, or a note that names the person"),
    )
    STAFF = "staff", _("the staff’s decision")
    BOTH = "both", _("the delegation’s word (as above), and then the staff’s decision")
    REQUEST = "request", _("a request to attend that the staff accept, and then their decision")

    @property
    def asks_delegation(self) -> bool:
        """Whether the delegation has to say that the person belongs to it."""
        return self in {Confirming.MISSION, Confirming.BOTH}

    @property
    def asks_staff(self) -> bool:
        """Whether the staff have to decide."""
        return self != Confirming.MISSION


class ConfirmationRule(models.Model):
    """What the registrations of one category need before they are confirmed.

    Each meeting is made with one row for each category (`operations.write_rules`). Where a row was
    removed, `policies.default_needs` holds.
    """

    meeting = models.ForeignKey(
        Meeting,
        verbose_name=_("meeting"),
        on_delete=models.CASCADE,
        related_name="confirmation_rules",
    )
    category = models.CharField(_("category"), max_length=20, choices=Category)
    needs = models.CharField(_("needs"), max_length=10, choices=Confirming)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("rule of confirmation")
        verbose_name_plural = _("rules of confirmation")
        ordering = ["-meeting__begins_on", "meeting", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="confirmation_rule_once_per_category",
                fields=["meeting", "category"],
                violation_error_message=_("This category has its rule already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}: {self.get_needs_display()}"


class Quota(models.Model):
    """How many places a category, or one delegation, has at a meeting; the rest wait in line."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="quotas"
    )
    category = models.CharField(_("category"), max_length=20, choices=Category, blank=True)
    delegation = models.ForeignKey(
        Delegation,
        verbose_name=_("delegation"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="quotas",
    )
    places = models.PositiveIntegerField(_("places"))

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        constraints = [
            models.CheckConstraint(
                name="quota_for_a_category_or_a_delegation",
                condition=(Q(category="") & Q(delegation__isnull=False))
                | (~Q(category="") & Q(delegation__isnull=True)),
                violation_error_message=_("Choose either a category or a delegation."),
            ),
            models.UniqueConstraint(
                name="quota_once_per_category",
                fields=["meeting", "category"],
                condition=~Q(category=""),
                violation_error_message=_("This category has its quota already."),
            ),
            models.UniqueConstraint(
                name="quota_once_per_delegation",
                fields=["delegation"],
                violation_error_message=_("This delegation has its quota already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display() or self.delegation}: {self.places}"


class CategoryDeadline(models.Model):
    """When registration closes for one category, where not at the meeting's own time."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="deadlines"
    )
    category = models.CharField(_("category"), max_length=20, choices=Category)
    closes_at = models.DateTimeField(
        _("registration closes at"), help_text=_("The first instant that is late.")
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("deadline of a category")
        verbose_name_plural = _("deadlines of categories")
        constraints = [
            models.UniqueConstraint(
                name="category_deadline_once",
                fields=["meeting", "category"],
                violation_error_message=_("This category has its deadline already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}: {self.closes_at:%Y-%m-%d %H:%M}"


class Extension(models.Model):
    """More time to register and to change, for a delegation or for one e-mail address."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="extensions"
    )
    delegation = models.ForeignKey(
        Delegation,
        verbose_name=_("delegation"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="extensions",
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    closes_at = models.DateTimeField(
        _("registration closes at"), help_text=_("The first instant that is late.")
    )
    reason = models.TextField(_("reason"), max_length=1000, validators=[validate_text])
    granted_at = models.DateTimeField(_("granted at"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("granted by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["-granted_at"]
        constraints = [
            models.CheckConstraint(
                name="extension_for_a_delegation_or_an_address",
                condition=(Q(email="") & Q(delegation__isnull=False))
                | (~Q(email="") & Q(delegation__isnull=True)),
                violation_error_message=_("Choose either a delegation or an address."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegation or self.email}: {self.closes_at:%Y-%m-%d %H:%M}"
