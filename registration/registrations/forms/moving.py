"""The form by which the staff move somebody to another delegation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registration.delegations.queries import choices_for

from ..models import Registration
from .amending import VersionField


class MoveForm(forms.Form):
    """Where to, and which version was seen."""

    version = VersionField()
    delegation = forms.ChoiceField(
        label=_("Delegation"),
        error_messages={
            "required": _("Choose the delegation."),
            "invalid_choice": _("Choose a delegation from the list."),
        },
    )

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = registration.version
        self.registration = registration
        names = [(choice.code, choice.name) for choice in choices_for(registration.meeting)]
        self.fields["delegation"].choices = [("", _("Choose…")), *names]  # type: ignore[attr-defined]
        self.fields["delegation"].widget.attrs["class"] = "form-select"
