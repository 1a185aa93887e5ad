"""Invitations in batches: who prepared and approved them, whom each reaches, and files for printing."""

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional.accounts.models import User
from registration.delegations.models import Entity
from registration.meetings.models import Meeting

from .letters import Letter

# With more recipients, somebody else than the one who prepared a batch must approve it.
LARGE_BATCH = 10


def _both_or_neither(at: str, by: str) -> Q:
    neither, both = ({f"{at}__isnull": empty, f"{by}__isnull": empty} for empty in (True, False))
    return Q(**neither) | Q(**both)


def _by(label: Any) -> "models.ForeignKey[User | None, User | None]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )


class BatchQuerySet(models.QuerySet["Batch"]):
    """Words for sets of batches."""

    def for_meeting(self, meeting: Meeting) -> "BatchQuerySet":
        """Those of one meeting."""
        return self.filter(meeting=meeting)

    def with_people(self) -> "BatchQuerySet":
        """With those who prepared, approved, paused and cancelled them."""
        return self.select_related(
            "meeting", "prepared_by", "approved_by", "paused_by", "cancelled_by"
        )


class Batch(models.Model):
    """Invitations that go out together. How far it has come, its invitations say.

    `choice` is how the staff chose: the query of the group on the desk ("group=parties"). `size` is
    fixed when it is prepared: it decides whether a second person must approve.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="batches"
    )
    choice = models.CharField(_("chosen by"), max_length=100)
    size = models.PositiveIntegerField(_("recipients"))
    prepared_at = models.DateTimeField(_("prepared at"))
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("prepared by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = _by(_("approved by"))
    paused_at = models.DateTimeField(_("paused at"), null=True, blank=True)
    paused_by = _by(_("paused by"))
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_by = _by(_("cancelled by"))

    objects: ClassVar = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch of invitations")
        verbose_name_plural = _("batches of invitations")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="batch_has_recipients", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="batch_approved_by_a_second_person",
                condition=Q(approved_by__isnull=True)
                | Q(size__lte=LARGE_BATCH)
                | ~Q(approved_by=F("prepared_by")),
            ),
            models.CheckConstraint(
                name="batch_approved_by_somebody",
                condition=_both_or_neither("approved_at", "approved_by"),
            ),
            models.CheckConstraint(
                name="batch_paused_by_somebody",
                condition=_both_or_neither("paused_at", "paused_by")
                & (Q(paused_at__isnull=True) | Q(approved_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="batch_cancelled_by_somebody",
                condition=_both_or_neither("cancelled_at", "cancelled_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.choice} {self.prepared_at:%Y-%m-%d %H:%M}"

    @property
    def is_large(self) -> bool:
        """Whether a second person must approve it."""
        return self.size > LARGE_BATCH


class Standing(models.TextChoices):
    """How far an invitation has come: derived from its message and its letter, kept nowhere."""

    PREPARED = "prepared", pgettext_lazy("invitation", "prepared")
    WAITING = "waiting", pgettext_lazy("invitation", "waiting")
    SENT = "sent", pgettext_lazy("invitation", "sent")
    POST = "post", pgettext_lazy("invitation", "for the post")
    FAILED = "failed", pgettext_lazy("invitation", "failed")
    CANCELLED = "cancelled", pgettext_lazy("invitation", "cancelled")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "withdrawn")


class Invitation(models.Model):
    """One entity that a batch invites. An entity is invited to a meeting once, until that is cancelled.

    Its mail is the message about it in the outbox, which also says how it stands; its letter is set when
    it is rendered.
    """

    batch = models.ForeignKey(
        Batch, verbose_name=_("batch"), on_delete=models.PROTECT, related_name="invitations"
    )
    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="invitations"
    )
    entity = models.ForeignKey(
        Entity, verbose_name=_("entity"), on_delete=models.PROTECT, related_name="invitations"
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    letter = models.ForeignKey(
        Letter,
        verbose_name=_("letter"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations",
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                name="invitation_once_per_meeting",
                fields=["meeting", "entity"],
                condition=Q(cancelled_at__isnull=True),
            ),
            models.UniqueConstraint(name="invitation_once_per_batch", fields=["batch", "entity"]),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.entity_id}"


class Format(models.TextChoices):
    """How letters are put together for printing."""

    PDF = "pdf", _("one PDF")
    ZIP = "zip", _("ZIP file")


class Scope(models.TextChoices):
    """Which letters of a batch are put together."""

    ALL = "all", pgettext_lazy("letters", "all letters")
    POST = "post", pgettext_lazy("letters", "only those for the post")


def random_name() -> str:
    """Return where a file is stored; nothing of what it holds is in its name."""
    return f"bundles/{secrets.token_hex(16)}"


class Bundle(models.Model):
    """The letters of a batch in one file, made in the background and erased after a day.

    The times here are real time, also in the demonstration, but for `asked_at`.
    """

    batch = models.ForeignKey(
        Batch, verbose_name=_("batch"), on_delete=models.CASCADE, related_name="bundles"
    )
    format = models.CharField(_("format"), max_length=3, choices=Format)
    scope = models.CharField(_("letters"), max_length=4, choices=Scope)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    queued_at = models.DateTimeField(_("queued at"), default=timezone.now)
    file = models.FileField(_("file"), blank=True)
    letters = models.PositiveIntegerField(_("letters in it"), default=0)
    done = models.PositiveIntegerField(_("letters done"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(_("taken until"), null=True, blank=True)
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    failure = models.CharField(_("failure"), max_length=200, blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("file for printing")
        verbose_name_plural = _("files for printing")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="bundle_one_at_a_time",
                fields=["batch", "format", "scope"],
                condition=Q(made_at__isnull=True, failure=""),
            ),
            models.CheckConstraint(
                name="bundle_made_has_a_file", condition=Q(made_at__isnull=True) | ~Q(file="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.scope} {self.format}"

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be made."""
        return self.made_at is None and not self.failure
