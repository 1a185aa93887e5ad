"""A message of the staff to many: its texts, and to whom it goes."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intersessional.localised import LANGUAGES
from intersessional.text import validate_one_line, validate_text
from registration.meetings.models import Meeting

TITLE_LENGTH = 150
SUBJECT_LENGTH = 150
TEXT_LENGTH = 8000
KEY_LENGTH = 260


class MailingQuerySet(models.QuerySet["Mailing"]):
    """Words for sets of messages."""

    def for_meeting(self, meeting: Meeting) -> "MailingQuerySet":
        """Those of one meeting."""
        return self.filter(meeting=meeting)

    def with_people(self) -> "MailingQuerySet":
        """With the meeting, and who wrote, sent and stopped them."""
        return self.select_related("meeting", "created_by", "changed_by", "sent_by", "stopped_by")


class Mailing(models.Model):
    """One message: a draft until it is sent, and from then on unchangeable (the database sees to it).

    `audience` and `filters` say to whom (audiences.py); `left_out` are the keys of those who were taken
    out one by one. `facts` is what the placeholders of the meeting said when it was sent, by language.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="mailings"
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, validators=[validate_one_line])
    subject_en = models.CharField(
        _("subject (English)"), max_length=SUBJECT_LENGTH, validators=[validate_one_line]
    )
    text_en = models.TextField(
        _("text (English)"), max_length=TEXT_LENGTH, validators=[validate_text]
    )
    subject_fr = models.CharField(
        _("subject (French)"),
        max_length=SUBJECT_LENGTH,
        blank=True,
        validators=[validate_one_line],
    )
    text_fr = models.TextField(
        _("text (French)"), max_length=TEXT_LENGTH, blank=True, validators=[validate_text]
    )
    subject_es = models.CharField(
        _("subject (Spanish)"),
        max_length=SUBJECT_LENGTH,
        blank=True,
        validators=[validate_one_line],
    )
    text_es = models.TextField(
        _("text (Spanish)"), max_length=TEXT_LENGTH, blank=True, validators=[validate_text]
    )
    audience = models.CharField(_("to whom"), max_length=60, blank=True)
    filters = models.JSONField(_("which of them"), default=dict, blank=True)
    left_out = ArrayField(
        models.CharField(max_length=KEY_LENGTH),
        verbose_name=_("taken out"),
        default=list,
        blank=True,
    )
    facts = models.JSONField(_("facts of the meeting"), default=dict, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("begun at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("begun by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("last changed at"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("last changed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("stopped by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to people")
        verbose_name_plural = _("messages to people")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="mailing_sent_by_somebody",
                condition=Q(sent_at__isnull=True, sent_by__isnull=True)
                | Q(sent_at__isnull=False, sent_by__isnull=False) & ~Q(audience=""),
            ),
            models.CheckConstraint(
                name="mailing_stopped_after_it_was_sent",
                condition=Q(stopped_at__isnull=True, stopped_by__isnull=True)
                | Q(stopped_at__isnull=False, stopped_by__isnull=False, sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mailing_has_an_english_text",
                condition=~Q(subject_en="") & ~Q(text_en=""),
            ),
            *(
                models.CheckConstraint(
                    name=f"mailing_{language}_is_whole",
                    condition=Q(**{f"subject_{language}": "", f"text_{language}": ""})
                    | ~Q(**{f"subject_{language}": ""}) & ~Q(**{f"text_{language}": ""}),
                )
                for language in ("fr", "es")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.sent_at is None

    @property
    def languages(self) -> list[str]:
        """The languages in which there is a text."""
        return [language for language in LANGUAGES if getattr(self, f"text_{language}")]

    def language_for(self, wanted: str) -> str:
        """Return the language in which somebody is written to: their own, else English."""
        return wanted if wanted in self.languages else "en"

    def subject(self, language: str) -> str:
        """Return the subject as it was written."""
        return str(getattr(self, f"subject_{language}"))

    def text(self, language: str) -> str:
        """Return the text as it was written."""
        return str(getattr(self, f"text_{language}"))
