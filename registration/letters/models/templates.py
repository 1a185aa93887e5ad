"""The texts of letters that staff write."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registration.meetings.models import Meeting

from ..audiences import Audience
from ..invitations.wording import LIMITS, OPTIONAL, PARTS, Wording, problems_of

# As the row is when it is new: whoever saves it in the admin site counts on.
UNTOUCHED = 1


def _part(name: str, label: Any, help_text: Any = "") -> models.TextField:
    return models.TextField(
        label, max_length=LIMITS[name], blank=name in OPTIONAL, help_text=help_text
    )


class InvitationTemplate(models.Model):
    """The text of the President's invitation for one audience in one language.

    `clean` refuses what cannot be printed: unknown placeholders, single braces, characters without a
    font. `version` counts the times it was saved, so that two editors cannot overwrite each other.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="+"
    )
    audience = models.CharField(_("audience"), max_length=20, choices=Audience)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    version = models.PositiveIntegerField(_("version"), default=UNTOUCHED, editable=False)

    sender = _part("sender", _("sender"), _("Who writes: the first line of the letterhead."))
    letterhead = _part("letterhead", _("letterhead"), _("Below: the Convention in full."))
    contact = _part("contact", _("contact lines"), _("Beside them, one to a line."))
    dated_on = models.DateField(
        _("date of all letters"),
        null=True,
        blank=True,
        help_text=_("Without one, each letter bears the day on which it is issued."),
    )
    place_and_date = _part("place_and_date", _("place and date"))
    reference = _part("reference", _("reference"))
    addressee = _part(
        "addressee",
        _("addressee"),
        _("As it shows in the window of the envelope; the name of a State on a line of its own."),
    )
    salutation = _part("salutation", _("salutation"))
    subject = _part("subject", _("subject"))
    opening = _part("opening", _("opening"), _("What stands before the invitation block."))
    invitation = _part(
        "invitation",
        _("invitation block"),
        _("Title, days and place, one to a line; the first bold."),
    )
    body = _part("body", pgettext_lazy("of a letter", "body"))
    closing = _part(
        "closing",
        _("closing"),
        _("The last sentence and the courtesy; they stay on one page with the signature."),
    )
    signature = _part("signature", _("signature"), _("Name and title, one to a line."))
    enclosures = _part("enclosures", _("enclosures and copies"), _("One to a line."))
    later_pages = _part("later_pages", _("head of later pages"))

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("text of the invitation")
        verbose_name_plural = _("texts of the invitation")
        ordering = ["meeting", "audience", "language"]
        constraints = [
            models.UniqueConstraint(
                name="invitation_text_once_per_audience_and_language",
                fields=["meeting", "audience", "language"],
                violation_error_message=_("There is such a text for this meeting already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_audience_display()}, {self.get_language_display()}"

    @property
    def wording(self) -> Wording:
        """The text as a plain value."""
        return Wording.of(self)

    def clean(self) -> None:
        """Refuse, part by part, what cannot be printed."""
        super().clean()
        wrong = {name: problems_of(getattr(self, name), LIMITS[name]) for name in PARTS}
        if any(wrong.values()):
            raise ValidationError({name: found for name, found in wrong.items() if found})
