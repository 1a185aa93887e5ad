"""What somebody sends who asks to be a focal point."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intersessional.text import validate_one_line
from registration.delegations.queries import choices_for
from registration.meetings.models import Meeting
from registration.registrations.forms.fields import OneLineField


class AskForm(forms.Form):
    """Who, with which function, for which delegation, and in which language we answer."""

    delegation = forms.ChoiceField(
        label=_("Delegation"),
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": _("Choose the delegation."),
            "invalid_choice": _("Choose a delegation from the list."),
        },
    )
    name = OneLineField(
        label=_("Name"),
        help_text=_("As in “Dear …”: Ms. Rojas."),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "name"}),
        error_messages={"required": _("Enter your name.")},
    )
    function = OneLineField(
        label=_("Your function"),
        help_text=_("For example: Counsellor, Permanent Mission."),
        max_length=200,
        widget=forms.TextInput(
            attrs={"class": "form-control", "autocomplete": "organization-title"}
        ),
        error_messages={"required": _("Enter the function.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The code for signing in goes here."),
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "form-control", "autocomplete": "email"}),
        validators=[validate_one_line],
        error_messages={
            "required": _("Enter the e-mail address."),
            "invalid": _("Enter an e-mail address such as name@example.org."),
        },
    )
    language = forms.ChoiceField(
        label=_("Language of our messages"),
        choices=settings.LANGUAGES,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(choice.code, choice.name) for choice in choices_for(meeting)]
        self.fields["delegation"].choices = [("", _("Choose…")), *names]  # type: ignore[attr-defined]

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """The problems in the order of the page, each with the id of the control that mends it."""
        problems = [
            {"id": self[name].auto_id, "text": str(error)}
            for name in self.fields
            for error in self.errors.get(name, [])
        ]
        return problems + [{"id": "", "text": str(error)} for error in self.non_field_errors()]
