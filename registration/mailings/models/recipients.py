"""Who gets a message, and what it says to each."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional.accounts import addresses
from intersessional.localised import LANGUAGES
from registration.delegations.models import FocalPoint
from registration.registrations.models import Registration

from .mailings import KEY_LENGTH, SUBJECT_LENGTH, TEXT_LENGTH, Mailing


class Outcome(models.TextChoices):
    """What became of the mail to one recipient: derived from the outbox, kept nowhere."""

    WAITING = "waiting", pgettext_lazy("mail", "queued")
    SENT = "sent", pgettext_lazy("mail", "sent")
    BOUNCED = "bounced", pgettext_lazy("mail", "came back")
    FAILED = "failed", pgettext_lazy("mail", "failed")
    CANCELLED = "cancelled", pgettext_lazy("mail", "cancelled")


class Recipient(models.Model):
    """One person to whom a message was sent, frozen with what its placeholders say.

    `key` is the registration, or else the address: once per message. `language` is that of the text,
    `wanted_language` that of the person; they differ where there is no text in theirs. The mail itself
    is the message about this row in the outbox. Before it is sent, rows like this are made for pages
    and not saved.
    """

    mailing = models.ForeignKey(
        Mailing, verbose_name=_("message"), on_delete=models.PROTECT, related_name="recipients"
    )
    key = models.CharField(max_length=KEY_LENGTH)
    registration = models.ForeignKey(
        Registration,
        verbose_name=_("registration"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mailings",
    )
    focal_point = models.ForeignKey(
        FocalPoint,
        verbose_name=_("focal point"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mailings",
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    wanted_language = models.CharField(
        _("language of our messages"), max_length=2, choices=settings.LANGUAGES
    )
    values = models.JSONField(_("values of the placeholders"), default=dict)
    text_version = models.PositiveIntegerField(_("version of the text"))

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="recipient_once_per_message", fields=["mailing", "key"]),
            models.CheckConstraint(
                name="recipient_language_is_the_texts",
                condition=models.Q(language=models.F("wanted_language"))
                | models.Q(language=LANGUAGES[0]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id} {self.pk}"

    @property
    def name(self) -> str:
        """What the list calls the reader: the name, or the address where none is known."""
        return str(self.values.get("name") or self.email)

    @property
    def delegation(self) -> str:
        """The delegation, in the language of the text."""
        return str(self.values.get("delegation", ""))

    @property
    def address_now(self) -> str:
        """The address that the person has now; empty where they were erased."""
        known = self.registration or self.focal_point or self
        return str(known.email) if self.email else ""

    def corrected(self, went_to: str) -> str:
        """Return the address that the person has now if the mail went to another one, else nothing."""
        now = self.address_now
        return now if addresses.plain(now) != addresses.plain(went_to or self.email) else ""

    @property
    def falls_back(self) -> bool:
        """Whether there is no text in the reader's language."""
        return self.language != self.wanted_language


class Trial(models.Model):
    """A test of a message that somebody sent to themselves: the text as it was then."""

    mailing = models.ForeignKey(
        Mailing, verbose_name=_("message"), on_delete=models.CASCADE, related_name="trials"
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=SUBJECT_LENGTH)
    text = models.TextField(_("text"), max_length=TEXT_LENGTH)
    values = models.JSONField(_("values of the placeholders"), default=dict)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("test of a message")
        verbose_name_plural = _("tests of messages")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.mailing_id} {self.asked_at:%Y-%m-%d %H:%M}"
