"""What focal points send from the page of their delegation."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from intersessional.text import validate_one_line, validate_text
from registration.meetings.models import Meeting
from registration.registrations.details import Details
from registration.registrations.forms.amending import VersionField
from registration.registrations.forms.fields import LinesField
from registration.registrations.forms.particulars import (
    ParticularsForm,
    common_sections,
    helper,
)
from registration.registrations.layout import Section
from registration.registrations.models import REASON_LENGTH, Role


class LateReasonField(LinesField):
    """Why somebody is late; it stands in every form, and is shown and asked for after the closing."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Reason for the late request"),
            help_text=_("The Implementation Support Unit reads it and decides."),
            max_length=REASON_LENGTH,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        )


class MemberForm(ParticularsForm):
    """Somebody whom the focal point registers, or who takes a member's place."""

    token = forms.CharField(
        max_length=64, widget=forms.HiddenInput, validators=[RegexValidator(r"^[\w-]+\Z")]
    )
    version = VersionField()
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The confirmation goes here; with it the person can correct the particulars."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        validators=[validate_one_line],
        error_messages={
            "required": _("Enter the e-mail address."),
            "invalid": _("Enter an e-mail address such as name@example.org."),
        },
    )
    late_reason = LateReasonField()
    field_order = ["token", "version"]

    def __init__(self, *args: Any, meeting: Meeting, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, meeting=meeting, at=at, **kwargs)
        self.fields["version"].required = False
        self.helper = helper("token", "version", self._person(), *common_sections())

    def _person(self) -> Section:
        names = ["honorific", "given_names", "family_name", "function", "department", "role"]
        return Section(_("Person"), *names, "email", "phone", "languages", css_id="person")

    def show_late_reason(self) -> None:
        """Ask for the reason: registration has closed for the delegation."""
        late = Section(_("Late request"), "late_reason", css_id="late")
        self.helper = helper("token", "version", self._person(), *common_sections(), late)

    def details(self, code: str) -> Details:
        """Return the valid answers as a value, for the delegation of the entity with this code."""
        cleaned = self.cleaned_data
        return Details(
            entity_code=code,
            email=cleaned["email"],
            late_reason=cleaned["late_reason"],
            **self.answers(),
        )


class AnswerForm(forms.Form):
    """Whether somebody belongs to the delegation; whom it rejects is told the reason."""

    version = VersionField()
    reason = forms.CharField(
        label=_("Reason, if you reject"),
        help_text=_("The mail to the person quotes it."),
        max_length=REASON_LENGTH,
        required=False,
        validators=[validate_text],
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a rejection."""
        cleaned = super().clean() or self.cleaned_data
        if "reject" in self.data and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Tell the person why."))
        return cleaned


class RoleForm(forms.Form):
    """Which role somebody has in the delegation."""

    version = VersionField()
    role = forms.ChoiceField(choices=Role)
