"""To whom the President writes: three kinds of readers, each with a text of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registration.delegations.models import Category


class Audience(models.TextChoices):
    """Who reads an invitation."""

    STATE_PARTY = "state_party", _("States Parties")
    STATE_NOT_PARTY = "state_not_party", _("States not party")
    ORGANISATION = "organisation", _("organisations")


def audience_of(category: str) -> Audience:
    """Return who reads what is sent to an entity of this category."""
    if category == Category.STATE_PARTY:
        return Audience.STATE_PARTY
    if category == Category.STATE_NOT_PARTY:
        return Audience.STATE_NOT_PARTY
    return Audience.ORGANISATION
