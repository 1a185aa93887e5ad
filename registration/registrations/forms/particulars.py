"""What one person answers, whether for the first time or to correct it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.validators import RegexValidator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from registration.meetings.models import Meeting

from ..layout import Section
from ..models import (
    HONORIFIC_LENGTH,
    LINE_LENGTH,
    NAME_LENGTH,
    NEEDS_LENGTH,
    Gender,
    Role,
    SpokenLanguage,
)
from ..presentation import visa_advice
from .fields import LinesField, OneLineField
from .summary import SummarisedForm


class ParticularsForm(SummarisedForm):
    """The answers that the public form and the form to amend have in common."""

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
        help_text=_(
            "You then sign in and give the particulars of your passport; they are not asked here."
        ),
        required=False,
    )

    def __init__(self, *args: Any, meeting: Meeting, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.at = meeting, at
        days = cast(forms.MultipleChoiceField, self.fields["days"])
        days.choices = [
            (day.isoformat(), day_label(meeting, day)) for day in meeting.days_to_attend
        ]
        days.initial = [day.isoformat() for day in meeting.days]
        self.fields["wants_visa_letter"].help_text = self._visa_help()

    def _visa_help(self) -> str:
        help_text = self.base_fields["wants_visa_letter"].help_text
        return f"{help_text} {visa_advice(self.meeting, at=self.at)}"

    def answers(self) -> dict[str, Any]:
        """Return the valid answers under the names of `Particulars`."""
        cleaned = self.cleaned_data
        days = {day.isoformat(): day for day in self.meeting.days_to_attend}
        names = [name for name in ParticularsForm.base_fields if name in cleaned]
        return {name: cleaned[name] for name in names} | {
            "role": cleaned["role"] or Role.MEMBER.value,
            "languages": tuple(
                code for code in SpokenLanguage.values if code in cleaned["languages"]
            ),
            "days": tuple(days[day] for day in sorted(set(cleaned["days"]))),
        }


def day_label(meeting: Meeting, day: date) -> str:
    """Return a day to choose, in words: Thursday 7 June."""
    label = date_format(day, "DAY_MONTH_FORMAT")
    label = label[:1].upper() + label[1:]
    if day == meeting.bilaterals_on and day not in meeting.days:
        return _("%(day)s (bilaterals, upon invitation)") % {"day": label}
    return label


def helper(*sections: Section | str) -> FormHelper:
    """Return what crispy needs to lay out sections in a form tag of the page's own."""
    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout(*sections)
    return helper


def common_sections(hidden: Collection[str] = ()) -> list[Section | str]:
    """Return the sections after the person's own, without those that are hidden."""
    needs = Section(_("Needs"), "accessibility", "diet", css_id="needs")
    statistics = Section(_("Statistics"), "gender", css_id="statistics")
    return [
        Section(_("Days"), "days", css_id="days"),
        *([] if "diet" in hidden else [needs]),
        *([] if "gender" in hidden else [statistics]),
        Section(_("Visa letter"), "wants_visa_letter", css_id="visa"),
    ]
