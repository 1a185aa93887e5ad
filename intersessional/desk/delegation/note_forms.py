"""What is sent with a note verbale or a letter."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from intersessional.text import tidy, validate_one_line
from intersessional.uploads import MAX_BYTES, UploadField
from registration.delegations.models import LONGEST_NAME, REFERENCE_LENGTH
from registration.registrations.forms.fields import LinesField, OneLineField

MOST_NAMES = 200


class NamesField(LinesField):
    """Names, one on each line; cleans to a list without empty lines."""

    def clean(self, value: Any) -> list[str]:
        """Return the names, each on its line.

        :raises ValidationError: too many, or one is too long
        """
        names = [name for line in super().clean(value).split("\n") if (name := tidy(line))]
        if len(names) > MOST_NAMES:
            raise ValidationError(_("At most %(n)d names."), params={"n": MOST_NAMES})
        for name in names:
            validate_one_line(name)
            if len(name) > LONGEST_NAME:
                raise ValidationError(
                    _("One line is too long: write one name on each line, and nothing else.")
                )
        return names


class NoteForm(forms.Form):
    """The file, its reference and date, and whom it names."""

    file = UploadField(label=_("File"))
    reference = OneLineField(
        label=_("Reference"),
        help_text=_("The number or sign on it, for example 4-7-112/2018."),
        max_length=REFERENCE_LENGTH,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={"required": _("Enter the reference.")},
    )
    dated_on = forms.DateField(
        label=_("Date"),
        help_text=_("The date written on it."),
        widget=forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "class": "form-control w-auto"}
        ),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
        error_messages={
            "required": _("Enter the date."),
            "invalid": _("Enter a date such as 2018-05-09."),
        },
    )
    names = NamesField(
        label=_("Names in it"),
        help_text=_(
            "One on each line, as they are written there. We compare them with the members "
            "registered here."
        ),
        max_length=MOST_NAMES * LONGEST_NAME,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": "form-control"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["dated_on"].widget.attrs["max"] = today.isoformat()
        self.fields["file"].help_text = _(
            "PDF, JPEG, PNG or Word (DOCX), at most %(n)d MB. Everybody who manages the delegation "
            "and the secretariat can open it."
        ) % {"n": MAX_BYTES // 1024 // 1024}

    def clean_dated_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["dated_on"]
        if day > self.today:
            raise ValidationError(
                _("%(day)s has not come yet. Enter the date that is written on it."),
                params={"day": date_format(day, "DATE_FORMAT")},
            )
        return day

    def full_clean(self) -> None:
        """Say besides that a file must be chosen again: no browser sends it a second time."""
        super().full_clean()
        if self.is_bound and self.errors and "file" not in self.errors:
            self.add_error("file", _("Please choose the file again: browsers do not keep it."))

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """The problems in the order of the page, each with the id of the control that mends it."""
        return [
            {"id": self[name].auto_id, "text": str(error)}
            for name in self.fields
            for error in self.errors.get(name, [])
        ]
