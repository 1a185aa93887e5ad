"""The public registration form."""

from copy import deepcopy
from datetime import datetime
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from intersessional.codes import address_token
from intersessional.text import validate_one_line
from registration.delegations.models import Category
from registration.delegations.queries import Choice, choices_for
from registration.meetings.models import Meeting

from ..details import Details
from ..layout import Revealed, Section
from ..models import NAME_LENGTH, REASON_LENGTH
from ..policies import is_late
from .fields import LinesField, LongSelect, OneLineField
from .particulars import ParticularsForm, common_sections, helper

UNLISTED = "unlisted"
GROUPS = [
    (_("States Parties"), {Category.STATE_PARTY}),
    (_("States not party"), {Category.STATE_NOT_PARTY}),
    (
        _("International organisations"),
        {Category.UN, Category.INTERNATIONAL, Category.RED_CROSS},
    ),
    (_("Non-governmental organisations"), {Category.NGO}),
    (_("Others"), {Category.OTHER}),
]


class DelegationSelect(LongSelect):
    """The list of entities; each option carries its other spellings for the search on the page."""

    # Replaced, never changed, by the form.
    searches: dict[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the search looks at."""
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.searches:
            option["attrs"]["data-search"] = self.searches[str(value)]
        return option


class RegistrationForm(ParticularsForm):
    """What one person answers. `late` is set when a reason for lateness is asked."""

    token = forms.CharField(
        widget=forms.HiddenInput,
        validators=[RegexValidator(r"^[A-Za-z0-9_-]{22,64}\Z")],
        error_messages={"required": "", "invalid": ""},
    )
    # Whether the list has this code, `receive` says: it must look anyway.
    delegation = OneLineField(
        label=_("Delegation"),
        help_text=_("Names follow United Nations usage."),
        max_length=60,
        widget=DelegationSelect,
        error_messages={"required": _("Choose the delegation.")},
    )
    unlisted_name = OneLineField(
        label=_("Name of your organisation"),
        help_text=_(
            "In full, as it should be printed. The Implementation Support Unit then decides."
        ),
        max_length=NAME_LENGTH,
        required=False,
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The receipt and the confirmation go here."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        validators=[validate_one_line],
        error_messages={
            "required": _("Enter the e-mail address."),
            "invalid": _("Enter an e-mail address such as name@example.org."),
        },
    )
    late_reason = LinesField(
        label=_("Reason for the late request"),
        help_text=_("The Implementation Support Unit reads it and decides."),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tell us why this comes late.")},
    )

    # The order of the page, in which problems are listed; the rest follows.
    field_order = [
        "token",
        "delegation",
        "unlisted_name",
        "honorific",
        "given_names",
        "family_name",
        "function",
        "department",
        "role",
        "email",
    ]

    def __init__(self, *args: Any, meeting: Meeting, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, meeting=meeting, at=at, **kwargs)
        self.closes_at = meeting.registration_closes_at
        self.late = is_late(meeting, at=at)
        self.fields["token"].initial = address_token
        if self.late:
            self.fields["late_reason"].required = True
        else:
            del self.fields["late_reason"]

    @property
    def helper(self) -> FormHelper:
        """What crispy needs to lay the form out; one that is only read needs none."""
        return helper(*_sections(late=self.late))

    def render_list(self, choices: list[Choice] | None = None) -> None:
        """Fill the list of delegations; only a form that will be shown needs it."""
        widget = self.fields["delegation"].widget
        choices = choices_for(self.meeting) if choices is None else choices
        widget.searches = {choice.code: choice.search for choice in choices}
        widget.choices = [
            ("", _("Choose…")),
            *grouped(choices),
            (UNLISTED, _("My organisation is not listed")),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the organisation's name when it is not on the list."""
        cleaned = super().clean() or self.cleaned_data
        is_nameless = not cleaned.get("unlisted_name") and "unlisted_name" not in self.errors
        if cleaned.get("delegation") == UNLISTED and is_nameless:
            self.add_error("unlisted_name", _("Enter the name of your organisation."))
        return cleaned

    def _problem(self, name: str, error: str) -> str:
        if name == "token":
            return str(_("The form came without its number. Please send it again."))
        return error

    def renew_token(self) -> None:
        """Give a form that came without a usable number a new one, so that it can be sent again."""
        data = cast(QueryDict, self.data).copy()
        data["token"] = address_token()
        self.data = data

    def ask_why_late(self, reason: str, closed_at: datetime) -> None:
        """Ask for the reason after all: for this delegation registration has closed earlier."""
        self.closes_at = closed_at
        if "late_reason" not in self.fields:
            self.late = True
            self.fields["late_reason"] = deepcopy(self.base_fields["late_reason"])
        if "late_reason" not in self.errors:
            self.add_error("late_reason", reason)

    def details(self) -> Details:
        """Return the valid answers as a value."""
        cleaned = self.cleaned_data
        unlisted = cleaned["delegation"] == UNLISTED
        return Details(
            entity_code="" if unlisted else cleaned["delegation"],
            unlisted_name=cleaned["unlisted_name"] if unlisted else "",
            email=cleaned["email"],
            late_reason=cleaned.get("late_reason", ""),
            **self.answers(),
        )


def _sections(*, late: bool) -> list[Section | str]:
    last = [Section(_("Late request"), "late_reason", css_id="late")] if late else []
    return [
        "token",
        Section(
            _("Delegation"),
            "delegation",
            Revealed("unlisted", "unlisted_name"),
            "role",
            css_id="delegation",
        ),
        Section(
            _("Person"),
            "honorific",
            "given_names",
            "family_name",
            "function",
            "department",
            "email",
            "phone",
            "languages",
            css_id="person",
        ),
        *common_sections(),
        *last,
    ]


def grouped(choices: list[Choice]) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Return a list of delegations in the groups under which a form shows it."""
    return [
        (label, [(choice.code, choice.name) for choice in choices if choice.category in categories])
        for label, categories in GROUPS
    ]
