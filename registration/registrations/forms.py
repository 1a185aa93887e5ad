"""The public registration form: it parses and validates, and hands back `Details`."""

from datetime import datetime
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from intersessional.codes import address_token
from intersessional.text import tidy, validate_one_line, validate_text
from registration.delegations.models import Category
from registration.delegations.queries import Choice, choices_for
from registration.meetings.models import Meeting

from .details import Details
from .layout import Revealed, Section
from .models import (
    HONORIFIC_LENGTH,
    LINE_LENGTH,
    NAME_LENGTH,
    NEEDS_LENGTH,
    REASON_LENGTH,
    Gender,
    Role,
    SpokenLanguage,
)
from .policies import is_late

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


class OneLineField(forms.CharField):
    """A text on one line: composed, trimmed, without control characters."""

    default_validators = [validate_one_line]

    def to_python(self, value: Any) -> str:
        """Tidy before validating, so that two spaces are nobody's mistake."""
        return tidy(super().to_python(value) or "")


class LinesField(forms.CharField):
    """A text of several lines."""

    default_validators = [validate_text]
    widget = forms.Textarea


class DelegationSelect(forms.Select):
    """The list of entities; each option carries its other spellings for the search on the page."""

    # Replaced, never changed, by the form.
    searches: dict[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the search looks at."""
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.searches:
            option["attrs"]["data-search"] = self.searches[str(value)]
        return option


class RegistrationForm(forms.Form):
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
    honorific = OneLineField(
        label=_("Honorific"),
        help_text=_("As it should be printed: H.E., Dr., Ms., Mr."),
        max_length=HONORIFIC_LENGTH,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "honorific-prefix", "class": "w-auto", "size": 12}
        ),
    )
    given_names = OneLineField(
        label=_("Given name(s)"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Enter the given name or names.")},
    )
    family_name = OneLineField(
        label=_("Family name"),
        help_text=_("Printed in capitals, with its accents."),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": _("Enter the family name.")},
    )
    function = OneLineField(
        label=_("Function"),
        help_text=_("For example: Counsellor, Permanent Mission."),
        max_length=LINE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages={"required": _("Enter the function.")},
    )
    department = OneLineField(
        label=_("Ministry or department"),
        max_length=LINE_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    role = forms.ChoiceField(
        label=_("Role in the delegation"), choices=Role, initial=Role.MEMBER, required=False
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
    phone = OneLineField(
        label=_("Telephone"),
        help_text=_("With the country code, for example +41 22 000 00 00."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
        validators=[
            RegexValidator(
                r"^[+0-9 ()./\-extEXT]*\Z",
                _("Enter a telephone number with digits, for example +41 22 000 00 00."),
            )
        ],
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        help_text=_("Those in which you can take part."),
        choices=SpokenLanguage,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.MultipleChoiceField(
        label=_("Days present"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day.")},
    )
    accessibility = LinesField(
        label=_("Accessibility needs"),
        help_text=_(
            "For example step-free access, an assistant, sign language, large print. "
            "Seen only by those who arrange it."
        ),
        max_length=NEEDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    diet = LinesField(
        label=_("Dietary needs"),
        max_length=NEEDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    gender = forms.ChoiceField(
        label=_("Gender"),
        help_text=_(
            "Counted, never printed on a list or badge. "
            "It shows whether women and men take part equally."
        ),
        choices=Gender,
        required=False,
        widget=forms.RadioSelect,
    )
    wants_visa_letter = forms.BooleanField(
        label=_("I need a letter for a visa"),
        help_text=_("We then write to you and ask for the particulars of your passport."),
        required=False,
    )
    late_reason = LinesField(
        label=_("Reason for the late request"),
        help_text=_("The Implementation Support Unit reads it and decides."),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tell us why this comes late.")},
    )

    def __init__(self, *args: Any, meeting: Meeting, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.at = at
        self.late = is_late(meeting, at=at)
        self.fields["token"].initial = address_token
        days = cast(forms.MultipleChoiceField, self.fields["days"])
        days.choices = [(day.isoformat(), self._day_label(day)) for day in meeting.days_to_attend]
        days.initial = [day.isoformat() for day in meeting.days]
        if self.late:
            self.fields["late_reason"].required = True
        else:
            del self.fields["late_reason"]
        self.helper = self._helper()

    def render_list(self) -> None:
        """Fill the list of delegations; only a form that will be shown needs it."""
        widget = self.fields["delegation"].widget
        choices = choices_for(self.meeting)
        widget.searches = {choice.code: choice.search for choice in choices}
        widget.choices = [
            ("", _("Choose…")),
            *_grouped(choices),
            (UNLISTED, _("My organisation is not listed")),
        ]

    def _day_label(self, day: Any) -> str:
        label = date_format(day, "DAY_MONTH_FORMAT")
        label = label[:1].upper() + label[1:]
        if day == self.meeting.bilaterals_on and day not in self.meeting.days:
            return _("%(day)s (bilaterals, upon invitation)") % {"day": label}
        return label

    def _helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout(*_sections(late=self.late))
        return helper

    def clean(self) -> dict[str, Any]:
        """Ask for the organisation's name when it is not on the list."""
        cleaned = super().clean() or self.cleaned_data
        is_nameless = not cleaned.get("unlisted_name") and "unlisted_name" not in self.errors
        if cleaned.get("delegation") == UNLISTED and is_nameless:
            self.add_error("unlisted_name", _("Enter the name of your organisation."))
        return cleaned

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """The problems in the order of the page, each with the id of the control that mends it."""
        problems = []
        for name in self.fields:
            for error in self.errors.get(name, []):
                if name == "token":
                    error = _("The form came without its number. Please send it again.")
                problems.append({"id": self._control_id(name), "text": str(error)})
        problems += [{"id": "", "text": str(error)} for error in self.non_field_errors()]
        return problems

    def _control_id(self, name: str) -> str:
        field = self[name]
        if name == "token":
            return ""
        return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id

    def renew_token(self) -> None:
        """Give a form that came without a usable number a new one, so that it can be sent again."""
        data = cast(QueryDict, self.data).copy()
        data["token"] = address_token()
        self.data = data

    def details(self) -> Details:
        """Return the valid answers as a value."""
        answers = self.cleaned_data
        unlisted = answers["delegation"] == UNLISTED
        days = {day.isoformat(): day for day in self.meeting.days_to_attend}
        return Details(
            entity_code="" if unlisted else answers["delegation"],
            unlisted_name=answers["unlisted_name"] if unlisted else "",
            honorific=answers["honorific"],
            given_names=answers["given_names"],
            family_name=answers["family_name"],
            function=answers["function"],
            department=answers["department"],
            role=answers["role"] or Role.MEMBER,
            email=answers["email"],
            phone=answers["phone"],
            languages=tuple(dict.fromkeys(answers["languages"])),
            days=tuple(days[day] for day in sorted(set(answers["days"]))),
            gender=answers["gender"],
            accessibility=answers["accessibility"],
            diet=answers["diet"],
            wants_visa_letter=answers["wants_visa_letter"],
            late_reason=answers.get("late_reason", ""),
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
        Section(_("Days"), "days", css_id="days"),
        Section(_("Needs"), "accessibility", "diet", css_id="needs"),
        Section(_("Statistics"), "gender", css_id="statistics"),
        Section(_("Visa letter"), "wants_visa_letter", css_id="visa"),
        *last,
    ]


def _grouped(choices: list[Choice]) -> list[tuple[Any, list[tuple[str, str]]]]:
    return [
        (label, [(choice.code, choice.name) for choice in choices if choice.category in categories])
        for label, categories in GROUPS
    ]
