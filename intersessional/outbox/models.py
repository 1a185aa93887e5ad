"""Messages that must leave, and what was said in those that left."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Longer words of other servers are cut.
DIAGNOSTIC_LENGTH = 500


class State(models.TextChoices):
    """Where a message stands; `sending` is held by a lease, so a dead worker holds it for seconds."""

    QUEUED = "queued", _("queued")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


UNSENT = (State.QUEUED, State.SENDING)


class MessageQuerySet(models.QuerySet["Message"]):
    """Words for sets of messages."""

    def unsent(self) -> "MessageQuerySet":
        """Those that still have to leave."""
        return self.filter(state__in=UNSENT)

    def overdue(self) -> "MessageQuerySet":
        """Those that should have left by now: none that is held, or waits for its time."""
        return self.unsent().filter(is_held=False, created_at__lte=timezone.now())

    def due(self, lane: str) -> "MessageQuerySet":
        """Those of a lane that a worker may take now, by the database's clock."""
        waiting = models.Q(state=State.QUEUED, next_try_at__lte=Now())
        abandoned = models.Q(state=State.SENDING, lease_until__lte=Now())
        return self.filter(waiting | abandoned, lane=lane, is_held=False)


class Message(models.Model):
    """One mail that somebody was promised, written in the transaction of the promise.

    The times here are real time, also in the demonstration: they decide about retries.
    """

    uuid = models.UUIDField(_("message number"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    lane = models.CharField(_("lane"), max_length=20)
    about_type = models.CharField(_("subject"), max_length=60)
    about_id = models.BigIntegerField(_("number of the subject"))
    key = models.CharField(_("key"), max_length=200, unique=True)
    language = models.CharField(_("language"), max_length=5)
    # A secret: first in line, of no use after `expires_at`, and what it said is not kept.
    is_secret = models.BooleanField(_("secret"), default=False)
    expires_at = models.DateTimeField(_("of use until"), null=True, blank=True)
    # One of many of a kind: it lets those pass for which somebody waits.
    is_bulk = models.BooleanField(_("one of many"), default=False, db_default=False)
    # No worker takes it until it is released (holding.py); a try under way goes on.
    is_held = models.BooleanField(_("held"), default=False, db_default=False)
    # It is composed and stored as if it had left, and goes to nobody (rehearsing.py).
    is_inside = models.BooleanField(_("kept inside"), default=False, db_default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # Of these, those whose worker ended before it could say anything.
    cut_short = models.PositiveSmallIntegerField(_("attempts cut short"), default=0, db_default=0)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    next_try_at = models.DateTimeField(_("next try at"), default=timezone.now)
    lease_until = models.DateTimeField(_("taken until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    recipient = models.EmailField(_("recipient"), blank=True)
    subject = models.CharField(_("subject line"), max_length=500, blank=True)
    text = models.TextField(_("text"), blank=True)
    # The composed mail, until it has left: a second try sends the very same bytes.
    raw = models.BinaryField(null=True, editable=False)

    objects: ClassVar = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["lane", "-is_secret", "is_bulk", "next_try_at", "id"],
                name="message_to_send",
                condition=models.Q(state__in=["queued", "sending"]),
            ),
            models.Index(fields=["about_type", "about_id"], name="message_about"),
            # Few, and asked for by every probe (`/readyz`).
            models.Index(fields=["id"], name="message_failed", condition=models.Q(state="failed")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_secret=False)
                | models.Q(text="")
                & (models.Q(state__in=["queued", "sending"]) | models.Q(raw=None)),
                name="message_secret_is_wiped",
            ),
            models.CheckConstraint(
                condition=models.Q(state="sending", lease_until__isnull=False)
                | (~models.Q(state="sending") & models.Q(lease_until__isnull=True)),
                name="message_sending_has_lease",
            ),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="message_sent_has_time",
            ),
            # Whoever rehearses signs in by a code, too.
            models.CheckConstraint(
                condition=models.Q(is_inside=False) | models.Q(is_secret=False),
                name="message_secret_always_leaves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Fate(models.TextChoices):
    """What a report of a mail server says of a mail that had left."""

    FAILED = "failed", pgettext_lazy("mail", "came back")
    DELAYED = "delayed", pgettext_lazy("mail", "held up on its way")


class Bounce(models.Model):
    """What another mail server reported of a message that had left: one row, the last word.

    A mail that was held up may come back later; one that has come back stays so. The times here are
    real time, also in the demonstration.
    """

    message = models.OneToOneField(
        Message, verbose_name=_("message"), on_delete=models.CASCADE, related_name="bounce"
    )
    fate = models.CharField(_("what became of it"), max_length=10, choices=Fate)
    # By the class of the code: 5 for good, 4 for now (a full mailbox, a server that is away).
    is_permanent = models.BooleanField(_("for good"))
    status_code = models.CharField(_("code"), max_length=12, blank=True)
    diagnostic = models.CharField(
        _("what the server said"), max_length=DIAGNOSTIC_LENGTH, blank=True
    )
    reported_at = models.DateTimeField(_("reported at"), default=timezone.now)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("mail that came back")
        verbose_name_plural = _("mails that came back")

    def __str__(self) -> str:
        return " ".join(filter(None, [str(self.get_fate_display()), self.status_code]))
