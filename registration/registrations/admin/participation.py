"""In which way somebody takes part, as the staff say it in the admin site."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from .. import operations
from ..models import Participation, Registration
from .acts import ReasonForm


class ParticipationForm(ReasonForm):
    """Delegate, interpreter, one of the media: for one person or several."""

    participation = forms.ChoiceField(
        label=gettext_lazy("Takes part as"), choices=Participation.choices
    )
    field_order = ("participation", "reason")

    def act(self, registration: Registration, **who: Any) -> None:
        """Write it down of one."""
        given = self.cleaned_data
        participation = Participation(given["participation"])
        operations.set_participation(registration, participation, reason=given["reason"], **who)
