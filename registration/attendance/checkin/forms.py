"""The forms of the desk at the door."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from intersessional.codes import address_token
from intersessional.text import validate_one_line
from registration.delegations.models import Entity
from registration.delegations.queries import choices_for
from registration.meetings.models import Meeting
from registration.registrations.details import Details
from registration.registrations.forms.fields import OneLineField
from registration.registrations.forms.registering import UNLISTED, DelegationSelect, grouped
from registration.registrations.forms.summary import SummarisedForm
from registration.registrations.layout import Revealed, Section
from registration.registrations.models import (
    HONORIFIC_LENGTH,
    LINE_LENGTH,
    NAME_LENGTH,
    Participation,
    Role,
)

from .details import Scan, Wanted, clean_place, is_key, new_key


class ScanForm(forms.Form):
    """A code, typed or read by a scanner that works like a keyboard."""

    code = forms.CharField(max_length=200, strip=True)
    key = forms.CharField(required=False)
    wanted = forms.ChoiceField(choices=Wanted, required=False)
    place = forms.CharField(required=False)
    by_name = forms.CharField(required=False)

    def scan(self) -> Scan:
        """Return what was sent; a key of our own where the form brought none."""
        cleaned = self.cleaned_data
        return Scan(
            key=cleaned["key"] if is_key(cleaned["key"]) else new_key(),
            code=cleaned["code"],
            wanted=cleaned["wanted"] or Wanted.COME,
            place=clean_place(cleaned["place"]),
            proof=cleaned["by_name"],
        )


class WalkInForm(SummarisedForm):
    """Somebody who stands at the desk and is not registered: what badge and list need, no more."""

    token = forms.CharField(
        widget=forms.HiddenInput,
        validators=[RegexValidator(r"^[A-Za-z0-9_-]{22,64}\Z")],
    )
    delegation = OneLineField(
        label=_("Delegation"),
        max_length=60,
        widget=DelegationSelect,
        error_messages={"required": _("Choose the delegation.")},
    )
    unlisted_name = OneLineField(
        label=_("Name of the organisation"), max_length=NAME_LENGTH, required=False
    )
    honorific = OneLineField(
        label=_("Honorific"),
        max_length=HONORIFIC_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"class": "w-auto", "size": 12, "autocomplete": "off"}),
    )
    given_names = OneLineField(
        label=_("Given name(s)"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the given name or names.")},
    )
    family_name = OneLineField(
        label=_("Family name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the family name.")},
    )
    function = OneLineField(
        label=_("Function"),
        max_length=LINE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the function.")},
    )
    role = forms.ChoiceField(label=_("Role in the delegation"), choices=Role, initial=Role.MEMBER)
    participation = forms.ChoiceField(
        label=_("Takes part as"), choices=Participation, initial=Participation.DELEGATE
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_(
            "The confirmation goes there. Where the person has none at hand, leave it empty if the"
            " delegation’s own address is known."
        ),
        required=False,
        max_length=254,
        validators=[validate_one_line],
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    reason = OneLineField(
        label=_("Why the person is let in"),
        help_text=_("For the record: for example a note verbale in hand, or who vouches."),
        max_length=LINE_LENGTH,
        error_messages={"required": _("Say why the person is let in.")},
    )
    is_another = forms.BooleanField(label=_("This is another person"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["token"].initial = address_token
        self.asks_twice = False
        self.helper = _helper()

    def render_list(self) -> None:
        """Fill the list of delegations; only a form that will be shown needs it."""
        widget: Any = self.fields["delegation"].widget
        choices = choices_for(self.meeting)
        widget.searches = {choice.code: choice.search for choice in choices}
        widget.choices = [
            ("", _("Choose…")),
            *grouped(choices),
            (UNLISTED, _("The organisation is not listed")),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a name of what is not listed, and for an address where the delegation has none."""
        cleaned = super().clean() or self.cleaned_data
        is_unlisted = cleaned.get("delegation") == UNLISTED
        if is_unlisted and not cleaned.get("unlisted_name") and "unlisted_name" not in self.errors:
            self.add_error("unlisted_name", _("Enter the name of the organisation."))
        if not cleaned.get("email") and "email" not in self.errors:
            known = Entity.objects.filter(code=cleaned.get("delegation", "")).exclude(email="")
            address = known.values_list("email", flat=True).first()
            if address is None:
                self.add_error(
                    "email", _("Enter an e-mail address: the delegation has none of its own.")
                )
            else:
                cleaned["email"] = address
        return cleaned

    def ask_whether_another(self) -> None:
        """Ask for the tick that this is somebody else than those who are registered already."""
        self.asks_twice = True
        self.helper = _helper(asks_twice=True)
        self.add_error(
            "is_another",
            _(
                "Somebody with such a name is registered already. Check that person in, or tick this."
            ),
        )

    def begin_anew(self) -> None:
        """Show what was typed under a token of its own: the one it had belongs to somebody else."""
        typed: Any = self.data
        data = typed.copy()
        data["token"] = address_token()
        self.data = data

    def details(self, day: date) -> Details:
        """Return the valid answers; the person is there on all days that are left on a day."""
        cleaned = self.cleaned_data
        unlisted = cleaned["delegation"] == UNLISTED
        days = self.meeting.days
        left = [one for one in days if one >= day]
        names = ("honorific", "given_names", "family_name", "function", "role", "email")
        return Details(
            entity_code="" if unlisted else cleaned["delegation"],
            unlisted_name=cleaned["unlisted_name"] if unlisted else "",
            days=tuple(left or days[-1:]),
            **{name: cleaned[name] for name in names},
        )


def _helper(*, asks_twice: bool = False) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    again = ["is_another"] if asks_twice else []
    helper.layout = Layout(
        "token",
        Section(
            _("Person"),
            "delegation",
            Revealed("unlisted", "unlisted_name"),
            "honorific",
            "given_names",
            "family_name",
            *again,
            "function",
            css_id="person",
        ),
        Section(_("At the meeting"), "role", "participation", "email", "reason", css_id="meeting"),
    )
    return helper
