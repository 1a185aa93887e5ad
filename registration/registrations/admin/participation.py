"""In which way somebody takes part, as the staff say it in the admin site."""

from typing import cast

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from intersessional import clock
from intersessional.accounts.models import User

from .. import operations
from ..models import Participation, Registration


class ParticipationForm(forms.Form):
    """Delegate, interpreter, one of the media: for one person or several."""

    participation = forms.ChoiceField(
        label=gettext_lazy("Takes part as"), choices=Participation.choices
    )

    def act(self, registration: Registration, request: HttpRequest) -> None:
        """Write it down of one."""
        operations.set_participation(
            registration,
            Participation(self.cleaned_data["participation"]),
            by=cast(User, request.user),
            at=clock.now(),
        )
