"""Badges, and the prints of them that were ordered."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional import codes
from registration.meetings.models import Meeting
from registration.registrations.models import Registration

REASON_LENGTH = 200


class BadgeState(models.TextChoices):
    """Whether a badge still opens the door."""

    VALID = "valid", pgettext_lazy("badge", "valid")
    REPLACED = "replaced", pgettext_lazy("badge", "replaced")
    WITHDRAWN = "withdrawn", pgettext_lazy("badge", "withdrawn")


class BadgeQuerySet(models.QuerySet["Badge"]):
    """Words for sets of badges."""

    def valid(self) -> "BadgeQuerySet":
        """Those that open the door."""
        return self.filter(state=BadgeState.VALID)


class Badge(models.Model):
    """One badge of one person: what stands on it, and the code in its QR code.

    `facts` is what it says, as it was when the badge was issued (`badges.facts`). Whoever needs another
    one gets another code, so that the one that was lost opens nothing.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(
        Registration,
        verbose_name=_("registration"),
        on_delete=models.PROTECT,
        related_name="badges",
    )
    number = models.PositiveSmallIntegerField(_("number of the person’s badge"))
    code = models.CharField(_("code"), max_length=19, unique=True, default=codes.paper_code)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    facts = models.JSONField(_("particulars"))
    state = models.CharField(
        _("state"), max_length=10, choices=BadgeState, default=BadgeState.VALID
    )
    reason = models.CharField(_("why anew"), max_length=REASON_LENGTH, blank=True)
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("issued by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    # When the file in which it stands was made, last.
    printed_at = models.DateTimeField(_("printed at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects: ClassVar = BadgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        default_permissions = ()
        ordering = ["registration_id", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="badge_one_is_valid", fields=["registration"], condition=Q(state="valid")
            ),
            models.UniqueConstraint(name="badge_numbered_once", fields=["registration", "number"]),
            models.CheckConstraint(
                name="badge_ended_has_time",
                condition=Q(state="valid", ended_at__isnull=True)
                | (~Q(state="valid") & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}/{self.number}"


class Layout(models.TextChoices):
    """On what badges are printed."""

    A6 = "a6", _("A6 cards, one to a page")
    A4 = "a4", _("A4 sheets, four badges each, with cut marks")
    LABELS = "labels", _("A4 sheets of labels, eight of 90 × 60 mm")


class Scope(models.TextChoices):
    """Whose badges a print holds."""

    TO_PRINT = "to_print", _("never printed, or changed since")
    NEVER = "never", _("never printed")
    CHANGED = "changed", _("changed since they were printed")
    ALL = "all", _("all confirmed")
    PERSON = "person", _("one person")


class BadgePrint(models.Model):
    """An order of badges on paper; kept for a day. Its sheets are printed one by one, then joined.

    The row is an order for `printing.print_due`, due as soon as all its sheets are printed. The times
    here are real time.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    layout = models.CharField(_("layout"), max_length=10, choices=Layout)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    scope = models.CharField(_("which"), max_length=10, choices=Scope)
    # Of which delegation, category or person, in words.
    of = models.CharField(_("of"), max_length=250, blank=True)
    count = models.PositiveIntegerField(_("badges"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    pdf = models.BinaryField(_("file"), null=True)
    printed_at = models.DateTimeField(_("printed at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), default=timezone.now)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("print of badges")
        verbose_name_plural = _("prints of badges")
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="badge_print_has_badges", condition=Q(count__gt=0)),
            models.CheckConstraint(
                name="badge_print_is_printed_whole",
                condition=Q(pdf__isnull=True, printed_at__isnull=True)
                | Q(pdf__isnull=False, printed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.layout} {self.pk}"


class BadgeSheet(models.Model):
    """Some badges of a print, which a worker prints in one go; a kill loses no more than these."""

    order = models.ForeignKey(BadgePrint, on_delete=models.CASCADE, related_name="sheets")
    number = models.PositiveSmallIntegerField()
    badges = ArrayField(models.BigIntegerField())
    pdf = models.BinaryField(null=True)
    printed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = models.Manager()

    class Meta:
        default_permissions = ()
        ordering = ["order", "number"]
        constraints = [
            models.UniqueConstraint(name="badge_sheet_numbered_once", fields=["order", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.number}"
