"""The forms by which a delegation asks for the floor, changes what it asked for, and takes it back."""

from copy import deepcopy
from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict

from intersessional.codes import address_token
from registration.registrations.forms.amending import VersionField
from registration.registrations.forms.particulars import helper

from ..details import InterventionDetails
from ..models import Intervention
from ..models.interventions import TOKEN_LENGTH
from .statement import InterventionForm


class AskForm(InterventionForm):
    """A new request. Its token makes the same form count once."""

    token = forms.CharField(
        widget=forms.HiddenInput,
        validators=[RegexValidator(rf"^[A-Za-z0-9_-]{{22,{TOKEN_LENGTH}}}\Z")],
        error_messages={"required": "", "invalid": ""},
    )
    field_order = ["token"]
    mark = "token"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = address_token

    def ask_why_late(self, reason: str) -> None:
        """Ask for the reason after all: the list has closed meanwhile."""
        if not self.is_late:
            self.is_late = True
            self.fields["late_reason"] = deepcopy(self.base_fields["late_reason"])
            self.helper = helper(*self.sections())
        if "late_reason" not in self.errors:
            self.add_error("late_reason", reason)

    def renew_token(self) -> None:
        """Give a form that came without a usable number a new one, so that it can be sent again."""
        data = cast(QueryDict, self.data).copy()
        data["token"] = address_token()
        self.data = data


class ChangeForm(InterventionForm):
    """A request as it stands, and the version that was seen."""

    version = VersionField()
    field_order = ["version"]
    mark = "version"

    def __init__(self, *args: Any, intervention: Intervention, **kwargs: Any) -> None:
        before = InterventionDetails.of(intervention)
        super().__init__(*args, before=before, is_late=bool(before.late_reason), **kwargs)
        self.intervention = intervention
        self.fields["version"].initial = intervention.version

    def stand_on(self, current: Intervention) -> None:
        """Keep what was typed, and let it be sent on top of the version in `current`."""
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(current.version)
        self.data = data


class WithdrawForm(forms.Form):
    """Asks nothing but whether this is what was seen."""

    version = VersionField()
