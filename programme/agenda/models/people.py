"""Who chairs a session, moderates a panel or sits on one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intersessional.localised import localised
from intersessional.text import validate_one_line
from registration.delegations.models import Entity
from registration.meetings.models import Meeting
from registration.registrations.models import Gender

from .base import TITLE_LENGTH, Part


class Contributor(Part):
    """One person of the programme of one meeting, registered or not.

    As long as nobody is found, the function alone says who it will be; the address is for messages of
    the portal, and is never shown. Gender is as the person said, and counted only.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="contributors"
    )
    name = models.CharField(
        _("name"),
        max_length=TITLE_LENGTH,
        blank=True,
        validators=[validate_one_line],
        help_text=_("With the honorific, as in “H.E. Ms. Given Name FAMILY NAME”."),
    )
    function_en = models.CharField(
        _("function (English)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    function_fr = models.CharField(
        _("function (French)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    function_es = models.CharField(
        _("function (Spanish)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    entity = models.ForeignKey(
        Entity,
        verbose_name=_("State or organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(
        _("language of our messages"), max_length=2, choices=settings.LANGUAGES, default="en"
    )
    gender = models.CharField(_("gender"), max_length=10, choices=Gender, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("person of the programme")
        verbose_name_plural = _("people of the programme")
        ordering = ["meeting", "name", "function_en"]
        constraints = [
            models.CheckConstraint(
                name="contributor_has_a_name_or_a_function",
                condition=~Q(name="") | ~Q(function_en=""),
                violation_error_message=_("Give a name, or at least the function (English)."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.function

    @property
    def function(self) -> str:
        """The function in the reader's language; empty where none is known."""
        return localised(self, "function")
