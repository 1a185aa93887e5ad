"""Statements: the files of what is said, in versions, and what was decided on who may see them."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional.codes import address_token
from intersessional.text import validate_text
from intersessional.uploads import EXTENSIONS, MAX_BYTES, NAME_LENGTH
from registration.meetings.models import Meeting
from registration.registrations.models import SpokenLanguage

from .events import FloorEvent
from .interventions import REASON_LENGTH, TOKEN_LENGTH, Intervention

FOLDER = "statements"


def random_name(_statement: "Statement", _name: str) -> str:
    """Return where a file is stored: nothing that somebody typed is in it."""
    return f"{FOLDER}/{secrets.token_hex(16)}"


class Step(models.TextChoices):
    """What the staff decide on who may see a statement."""

    RELEASE = "release", pgettext_lazy("statement", "released")
    HOLD = "hold", pgettext_lazy("statement", "held again")
    PUBLISH = "publish", pgettext_lazy("statement", "published")
    TAKE_BACK = "take_back", pgettext_lazy("statement", "publication taken back")


class StatementQuerySet(models.QuerySet["Statement"]):
    """Words for sets of statements."""

    def for_meeting(self, meeting: Meeting) -> "StatementQuerySet":
        """Those at one meeting."""
        return self.filter(intervention__delegation__meeting=meeting)

    def with_stand(self) -> "StatementQuerySet":
        """With `last_verb`, `release` and `publication`: the last of each that happened, or None."""
        events = FloorEvent.objects.filter(intervention=OuterRef("intervention"))
        of_request = Disclosure.objects.filter(
            intervention=OuterRef("intervention"), step__in=[Step.RELEASE, Step.HOLD]
        )
        of_version = Disclosure.objects.filter(
            statement=OuterRef("pk"), step__in=[Step.PUBLISH, Step.TAKE_BACK]
        )
        return self.annotate(
            last_verb=Subquery(events.order_by("-number").values("verb")[:1]),
            release=Subquery(of_request.order_by("-pk").values("step")[:1]),
            publication=Subquery(of_version.order_by("-pk").values("step")[:1]),
        )


# From “delivered” nothing leads but taking it back (`transitions`): a request has been delivered when
# that is the last thing that happened to it. So with one in writing only, and with those that end it.
DELIVERED = "deliver"
ENDING = ("withdraw", "decline")
WRITTEN = "write"


class Statement(models.Model):
    """One version of what is said, as a file in one language; written once (migration 0004).

    `number` counts the versions of a request, in all languages together. A newer one in a language
    takes the place of the one before, which stays on record with its file.
    """

    intervention = models.ForeignKey(
        Intervention,
        verbose_name=_("request for the floor"),
        on_delete=models.PROTECT,
        related_name="statements",
    )
    number = models.PositiveIntegerField(pgettext_lazy("statement", "version"))
    key = models.CharField(
        _("key of its address"), max_length=32, unique=True, default=address_token, editable=False
    )
    token = models.CharField(_("submission token"), max_length=TOKEN_LENGTH, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=SpokenLanguage)
    file = models.FileField(_("file"), upload_to=random_name)
    file_name = models.CharField(_("name of the file"), max_length=NAME_LENGTH)
    content_type = models.CharField(_("type of the file"), max_length=100)
    size_bytes = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    check_against_delivery = models.BooleanField(_("check against delivery"), default=True)
    may_be_published = models.BooleanField(_("may be published"), default=True)
    reason = models.TextField(
        pgettext_lazy("statement", "what has changed"),
        max_length=REASON_LENGTH,
        blank=True,
        validators=[validate_text],
    )
    uploaded_at = models.DateTimeField(_("received at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("received from"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["intervention", "number"]
        constraints = [
            models.UniqueConstraint(
                name="statement_number_once_per_request", fields=["intervention", "number"]
            ),
            models.UniqueConstraint(
                name="statement_token_once_per_request", fields=["intervention", "token"]
            ),
            models.CheckConstraint(
                name="statement_has_a_file_of_a_known_kind",
                condition=Q(content_type__in=sorted(EXTENSIONS)) & ~Q(file="") & ~Q(file_name=""),
            ),
            models.CheckConstraint(
                name="statement_has_a_size_within_the_limit",
                condition=Q(size_bytes__gt=0, size_bytes__lte=MAX_BYTES),
            ),
            models.CheckConstraint(
                name="statement_has_a_fingerprint", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
            # For what was decided, which holds a version and its request together.
            models.UniqueConstraint(
                name="statement_with_its_request", fields=["id", "intervention"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intervention_id} {self.number} {self.language}"


class Disclosure(models.Model):
    """What the staff decided on who may see a statement; written once (migration 0004).

    Releasing and holding are about a request with all its versions, publishing is about one version.
    """

    intervention = models.ForeignKey(
        Intervention,
        verbose_name=_("request for the floor"),
        on_delete=models.PROTECT,
        related_name="disclosures",
    )
    statement = models.ForeignKey(
        Statement,
        verbose_name=_("statement"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="disclosures",
    )
    step = models.CharField(pgettext_lazy("event", "what"), max_length=10, choices=Step)
    reason = models.TextField(
        _("reason"), max_length=REASON_LENGTH, blank=True, validators=[validate_text]
    )
    at = models.DateTimeField(pgettext_lazy("event", "at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("event", "by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("decision on a statement")
        verbose_name_plural = _("decisions on statements")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="disclosure_is_of_a_request_or_of_a_version",
                condition=Q(statement__isnull=True, step__in=[Step.RELEASE, Step.HOLD])
                | Q(statement__isnull=False, step__in=[Step.PUBLISH, Step.TAKE_BACK]),
            ),
            models.CheckConstraint(
                name="disclosure_by_hand_has_a_reason",
                condition=~Q(step__in=[Step.RELEASE, Step.HOLD]) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intervention_id} {self.get_step_display()}"
