"""The list of participants: its versions, their files, and what focal points want corrected."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional.text import validate_one_line, validate_text
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from registration.registrations.models.lengths import (
    HONORIFIC_LENGTH,
    LINE_LENGTH,
    NAME_LENGTH,
)

NOTE_LENGTH = 1000


class ListKind(models.TextChoices):
    """What a version is."""

    PROVISIONAL = "provisional", _("Provisional list of participants")
    FINAL = "final", _("Final list of participants")
    CORRECTED = "corrected", _("Final list of participants, corrected")


class ListFormat(models.TextChoices):
    """How a file is read."""

    PDF = "pdf", "PDF"
    DOCX = "docx", _("Word (DOCX)")


class ListVersionQuerySet(models.QuerySet["ListVersion"]):
    """Words for sets of versions."""

    def for_meeting(self, meeting: Meeting) -> "ListVersionQuerySet":
        """Those of a meeting; the newest first."""
        return self.filter(meeting=meeting)

    def final(self) -> "ListVersionQuerySet":
        """The final one, and what corrects it."""
        return self.exclude(kind=ListKind.PROVISIONAL)

    def shown(self) -> "ListVersionQuerySet":
        """Those that delegations may see."""
        return self.filter(is_shown=True)

    def without_content(self) -> "ListVersionQuerySet":
        """Without what they list: some hundred kilobytes each."""
        return self.defer("content")


class ListVersion(models.Model):
    """A version of the list, as it was made. A trigger refuses to change or delete it.

    `content` is all that the list says, in each language (`participants.content`). Only whether
    delegations see it may change. After the final one come corrected ones alone.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="lists"
    )
    number = models.PositiveIntegerField(_("version"))
    kind = models.CharField(_("kind"), max_length=12, choices=ListKind)
    population = models.CharField(_("who is listed"), max_length=20)
    note = models.TextField(
        _("note"), max_length=NOTE_LENGTH, blank=True, validators=[validate_text]
    )
    reason = models.TextField(
        _("reason for the correction"),
        max_length=NOTE_LENGTH,
        blank=True,
        validators=[validate_text],
    )
    content = models.JSONField(_("content"))
    digest = models.CharField(_("fingerprint of the content"), max_length=64)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    # Of the form that was sent: sent again, it counts once.
    token = models.CharField(max_length=64, unique=True, editable=False)
    is_shown = models.BooleanField(_("delegations see it"), default=False)
    shown_at = models.DateTimeField(_("shown at"), null=True, blank=True)
    shown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("shown by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar = ListVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of participants")
        verbose_name_plural = _("lists of participants")
        ordering = ["meeting", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="list_number_once_per_meeting", fields=["meeting", "number"]
            ),
            models.CheckConstraint(name="list_number_begins_at_one", condition=Q(number__gte=1)),
            models.UniqueConstraint(
                name="list_is_final_once", fields=["meeting"], condition=Q(kind="final")
            ),
            models.CheckConstraint(
                name="list_corrected_has_a_reason",
                condition=~Q(kind="corrected") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="list_shown_by_somebody",
                condition=Q(is_shown=False) | Q(shown_at__isnull=False, shown_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"


class ListFile(models.Model):
    """A version on paper, in one language and format: the order, which a worker fills once.

    What was printed a trigger refuses to change. The times here are real time.
    """

    version = models.ForeignKey(
        ListVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="files"
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    format = models.CharField(_("format"), max_length=4, choices=ListFormat)
    file = models.BinaryField(_("file"), null=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    printed_at = models.DateTimeField(_("printed at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), default=timezone.now)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("file of a list of participants")
        verbose_name_plural = _("files of lists of participants")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="list_file_once_per_format", fields=["version", "language", "format"]
            ),
            models.CheckConstraint(
                name="list_file_is_printed_whole",
                condition=Q(file__isnull=True, printed_at__isnull=True, sha256="")
                | (Q(file__isnull=False, printed_at__isnull=False) & ~Q(sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.language} {self.format}"


class CorrectionState(models.TextChoices):
    """Where a request for a correction stands."""

    OPEN = "open", pgettext_lazy("correction", "waits for the secretariat")
    ACCEPTED = "accepted", pgettext_lazy("correction", "accepted")
    REJECTED = "rejected", pgettext_lazy("correction", "not accepted")


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Words for sets of corrections."""

    def open(self) -> "CorrectionQuerySet":
        """Those on which nobody has decided."""
        return self.filter(state=CorrectionState.OPEN)

    def for_meeting(self, meeting: Meeting) -> "CorrectionQuerySet":
        """Those about people at a meeting."""
        return self.filter(registration__meeting=meeting)


class Correction(models.Model):
    """How a focal point wants somebody to be printed, once registration has closed."""

    registration = models.ForeignKey(
        Registration,
        verbose_name=_("registration"),
        on_delete=models.CASCADE,
        related_name="corrections",
    )
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
    # How the same fields stood when it was asked for: what differs is what is wanted.
    seen = models.JSONField(default=dict, db_default=Value({}, models.JSONField()), editable=False)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    language = models.CharField(
        _("language of our messages"), max_length=2, choices=settings.LANGUAGES, default="en"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=CorrectionState, default=CorrectionState.OPEN
    )
    answer = models.TextField(
        _("reason"), max_length=NOTE_LENGTH, blank=True, validators=[validate_text]
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction to the list of participants")
        verbose_name_plural = _("corrections to the list of participants")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="correction_one_open_per_registration",
                fields=["registration"],
                condition=Q(state="open"),
            ),
            models.CheckConstraint(
                name="correction_decided_by_somebody",
                condition=Q(state="open") | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="correction_rejected_has_a_reason",
                condition=~Q(state="rejected") | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.state}"
