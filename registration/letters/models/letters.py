"""Letters that were issued: rendered once, kept as they are, verified by their code."""

from functools import reduce
from operator import or_
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional import codes
from intersessional.sealing import unseal
from intersessional.text import validate_one_line
from registration.delegations.models import Delegation, Entity
from registration.meetings.models import Meeting
from registration.registrations.models import Registration


class Kind(models.TextChoices):
    """What a letter is for."""

    CONFIRMATION = "confirmation", _("confirmation of registration")
    DELEGATION = "delegation", _("confirmation of a delegation")
    INVITATION = "invitation", _("invitation")
    VISA = "visa", _("letter for a visa")
    ATTENDANCE = "attendance", _("certificate of attendance")


# Of what each kind of letter speaks; the others of the three stay empty.
ABOUT = {
    Kind.CONFIRMATION: "registration",
    Kind.VISA: "registration",
    Kind.ATTENDANCE: "registration",
    Kind.DELEGATION: "delegation",
    Kind.INVITATION: "entity",
}
REASON_LENGTH = 300
SUBJECTS = ("registration", "delegation", "entity")


class State(models.TextChoices):
    """What the verification page says of a letter."""

    VALID = "valid", pgettext_lazy("letter", "valid")
    REPLACED = "replaced", pgettext_lazy("letter", "replaced")
    WITHDRAWN = "withdrawn", pgettext_lazy("letter", "withdrawn")


class Erased(Exception):
    """The content of this letter has been erased on schedule; its code still verifies."""


def _is_about_one() -> Q:
    """Return the condition that exactly the subject of its kind is there."""
    choices = [
        Q(kind=kind.value, **{f"{name}__isnull": name != about for name in SUBJECTS})
        for kind, about in ABOUT.items()
    ]
    return reduce(or_, choices)


class Letter(models.Model):
    """One letter. Retry, second copy and download are the same bytes (see the decision page).

    It speaks of a registration, a delegation or an entity, as its kind says (`ABOUT`). `version` counts
    what it states: the registration's version, or the number of its issue.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="letters"
    )
    registration = models.ForeignKey(
        Registration,
        verbose_name=_("registration"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="letters",
    )
    delegation = models.ForeignKey(
        Delegation,
        verbose_name=_("delegation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="letters",
    )
    entity = models.ForeignKey(
        Entity,
        verbose_name=_("entity"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="letters",
    )
    # A later change of what the letter states makes a new letter.
    version = models.PositiveIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    code = models.CharField(_("code"), max_length=19, unique=True, default=codes.paper_code)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.VALID)
    issued_on = models.DateField(_("date of the letter"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("issued by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    replaces = models.ForeignKey(
        "self",
        verbose_name=_("replaces"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
    )
    withdrawn_because = models.CharField(
        _("why it was withdrawn"),
        max_length=REASON_LENGTH,
        blank=True,
        default="",
        db_default="",
        validators=[validate_one_line],
    )
    template_version = models.CharField(_("version of the template"), max_length=64)
    facts = models.JSONField(_("facts"))
    sha256 = models.CharField("SHA-256", max_length=64)
    # Of the letter itself, not of its sealed form. None: erased on schedule.
    pdf = models.BinaryField(editable=False, null=True)
    is_sealed = models.BooleanField(_("sealed"), default=False)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="letter_about_one", condition=_is_about_one()),
            models.UniqueConstraint(
                name="letter_once_per_version", fields=["kind", "registration", "version"]
            ),
            models.UniqueConstraint(
                name="letter_once_per_issue", fields=["kind", "delegation", "version"]
            ),
            models.UniqueConstraint(
                name="letter_once_per_invitation", fields=["meeting", "kind", "entity", "version"]
            ),
            models.UniqueConstraint(
                name="letter_one_valid_of_a_kind",
                fields=["kind", "registration"],
                condition=Q(state="valid"),
            ),
            models.UniqueConstraint(
                name="letter_one_valid_for_a_delegation",
                fields=["kind", "delegation"],
                condition=Q(state="valid"),
            ),
            models.UniqueConstraint(
                name="letter_one_valid_for_an_entity",
                fields=["meeting", "kind", "entity"],
                condition=Q(state="valid"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"

    @property
    def content(self) -> bytes:
        """The PDF as it was issued.

        :raises Erased: nothing of it is kept any more
        :raises intersessional.sealing.CannotBeOpened: the key that sealed it is gone
        """
        if self.pdf is None:
            raise Erased
        return unseal(bytes(self.pdf)) if self.is_sealed else bytes(self.pdf)
