"""The form for what a letter for a visa needs of the passport."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from intersessional.text import is_latin, validate_latin

from ..layout import Section
from ..models import LINE_LENGTH, Payer, Post, Registration
from ..travel import (
    IDENTITY,
    TravelParticulars,
    masked,
    must_be_issued_from,
    must_be_valid_until,
)
from .fields import DayField, OneLineField
from .particulars import helper
from .summary import SummarisedForm

# Somebody older than the oldest human has mistyped the year.
OLDEST_YEARS = 120


# The machine-readable zone has room for 39 signs; the page above it, for some more.
LATIN_NAME_LENGTH = 60
_LATIN_HELP = _(
    "As at the foot of the page with the photograph. Needed where the registration has it in another"
    " script; else only if the passport writes it otherwise."
)


class TravelForm(SummarisedForm):
    """The particulars as they stand. What is `withheld` from the reader is asked only to be changed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    latin_family_name = OneLineField(
        label=_("Family name in Latin letters"),
        help_text=_LATIN_HELP,
        max_length=LATIN_NAME_LENGTH,
        validators=[validate_latin],
        required=False,
        error_messages={"required": _("Enter the family name in Latin letters.")},
    )
    latin_given_names = OneLineField(
        label=_("Given names in Latin letters"),
        help_text=_LATIN_HELP,
        max_length=LATIN_NAME_LENGTH,
        validators=[validate_latin],
        required=False,
        error_messages={"required": _("Enter the given names in Latin letters.")},
    )
    nationality = OneLineField(
        label=_("Nationality"),
        max_length=100,
        validators=[validate_latin],
        error_messages={"required": _("Enter the nationality.")},
    )
    birth_date = DayField(
        label=_("Date of birth"),
        help_text=_("Day, month, year: 31.12.1980"),
        missing=_("Enter the date of birth."),
    )
    birth_place = OneLineField(
        label=_("Place of birth"),
        help_text=_("As it stands in the passport, in Latin letters."),
        max_length=LINE_LENGTH,
        validators=[validate_latin],
        error_messages={"required": _("Enter the place of birth.")},
    )
    passport_number = OneLineField(
        label=_("Passport number"),
        help_text=_("As printed: letters and digits."),
        max_length=20,
        validators=[
            RegexValidator(
                r"^[0-9A-Za-z](?:[0-9A-Za-z -]*[0-9A-Za-z])?\Z",
                _("Enter the number as it is printed, with letters and digits."),
            )
        ],
        widget=forms.TextInput(attrs={"class": "w-auto", "size": 20, "spellcheck": "false"}),
        error_messages={"required": _("Enter the number of the passport.")},
    )
    passport_issued_on = DayField(
        label=_("Passport issued on"),
        help_text=_("Within the ten years before you arrive."),
        missing=_("Enter the day on which the passport was issued."),
    )
    passport_expires_on = DayField(
        label=_("Passport valid until"),
        help_text=_("At least three months after you leave."),
        missing=_("Enter the day until which the passport is valid."),
    )
    post = forms.ChoiceField(
        label=_("Embassy or consulate"),
        choices=Post,
        initial=Post.EMBASSY,
        error_messages={"required": _("Choose embassy or consulate.")},
    )
    post_city = OneLineField(
        label=_("City of the embassy or consulate"),
        help_text=_("Where you apply for the visa."),
        max_length=100,
        error_messages={"required": _("Enter the city of the embassy or consulate.")},
    )
    post_country = OneLineField(
        label=_("Country of the embassy or consulate"),
        max_length=100,
        error_messages={"required": _("Enter the country of the embassy or consulate.")},
    )
    arrives_on = DayField(
        label=_("Intended arrival"),
        help_text=_("On the first day that you attend, or before."),
        missing=_("Enter the day of the intended arrival."),
    )
    departs_on = DayField(
        label=_("Intended departure"), missing=_("Enter the day of the intended departure.")
    )
    payer_kind = forms.ChoiceField(
        label=_("Who bears the costs"),
        help_text=_("Of the journey, the stay and the insurance."),
        choices=Payer,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who bears the costs.")},
    )
    payer = OneLineField(
        label=_("Name of that State or organisation"),
        help_text=_("Only if it is not the one of the delegation."),
        max_length=LINE_LENGTH,
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        registration: Registration,
        stored: TravelParticulars | None,
        version: int,
        withheld: tuple[str, ...],
        today: date,
    ) -> None:
        self.withheld = withheld if stored else ()
        initial = {"version": version}
        if stored:
            shown = [name for name in TravelForm.base_fields if name not in self.withheld]
            initial |= {name: getattr(stored, name) for name in shown if name != "version"}
        super().__init__(data, initial=initial)
        self.registration, self.stored, self.today = registration, stored, today
        for name in self._names_needed():
            self.fields[name].required = True
        for name in self.withheld:
            if getattr(stored, name):
                self.fields[name].required = False
                self.fields[name].help_text = self._kept_text(name)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")
        self.helper = helper(*_sections())

    def _names_needed(self) -> list[str]:
        """Return which names an officer could not compare with the passport as they are registered."""
        registered = {
            "latin_family_name": self.registration.family_name,
            "latin_given_names": self.registration.given_names,
        }
        return [name for name, text in registered.items() if not is_latin(text)]

    def _kept_text(self, name: str) -> Any:
        if name == "passport_number" and self.stored:
            return _("Known to us: %(number)s. Leave this empty if it is right.") % {
                "number": masked(self.stored.passport_number)
            }
        return _("Known to us. Leave this empty if it is right.")

    def _problem(self, name: str, error: str) -> str:
        if name == "version":
            return str(_("The form came without its number. Please send it again."))
        return error

    def clean(self) -> dict[str, Any]:
        """Fill in what was left as it is, and refuse days that do not go together."""
        cleaned = super().clean() or self.cleaned_data
        if self.stored:
            for name in self.withheld:
                if cleaned.get(name) in (None, "") and name not in self.errors:
                    cleaned[name] = getattr(self.stored, name)
        self._check_person(cleaned)
        self._check_stay(cleaned)
        self._check_passport(cleaned)
        self._check_payer(cleaned)
        return cleaned

    def _check_person(self, cleaned: dict[str, Any]) -> None:
        born = cleaned.get("birth_date")
        if born and not date(self.today.year - OLDEST_YEARS, 1, 1) <= born < self.today:
            self.add_error("birth_date", _("The date of birth lies in the past."))

    def _check_stay(self, cleaned: dict[str, Any]) -> None:
        arrives, departs = cleaned.get("arrives_on"), cleaned.get("departs_on")
        first, last = min(self.registration.days), max(self.registration.days)
        if arrives and arrives > first:
            text = _("Arrive on %(day)s at the latest: it is the first day that you attend.")
            self.add_error("arrives_on", text % {"day": date_format(first, "DATE_FORMAT")})
        elif arrives and arrives < self.today:
            self.add_error("arrives_on", _("The day of arrival has passed."))
        if arrives and departs and departs < arrives:
            self.add_error("departs_on", _("The departure comes after the arrival."))
        elif departs and departs < last:
            text = _("You attend until %(day)s: the departure is on that day or later.")
            self.add_error("departs_on", text % {"day": date_format(last, "DATE_FORMAT")})
        elif departs and (departs - self.registration.meeting.ends_on).days > 90:
            self.add_error("departs_on", _("A visa for a meeting is for 90 days at most."))

    def _check_passport(self, cleaned: dict[str, Any]) -> None:
        issued, expires = cleaned.get("passport_issued_on"), cleaned.get("passport_expires_on")
        if issued and issued > self.today:
            self.add_error("passport_issued_on", _("The day of issue lies in the past."))
        elif issued and expires and issued >= expires:
            self.add_error("passport_expires_on", _("The passport expires after it was issued."))
            return
        arrives = cleaned.get("arrives_on")
        if issued and arrives and issued < must_be_issued_from(arrives):
            text = _(
                "The passport was issued more than ten years before the arrival; with it no visa"
                " is given. Please give a newer one."
            )
            self.add_error("passport_issued_on", text)
        leaves = max(filter(None, [cleaned.get("departs_on"), self.registration.meeting.ends_on]))
        needed = must_be_valid_until(leaves)
        if expires and expires < needed:
            text = _(
                "The passport must be valid for three months after you leave, until %(day)s at"
                " least. Please have it renewed, and give the new one."
            )
            self.add_error(
                "passport_expires_on", text % {"day": date_format(needed, "DATE_FORMAT")}
            )

    def _check_payer(self, cleaned: dict[str, Any]) -> None:
        kind, of_a_state = cleaned.get("payer_kind"), self.registration.delegation.is_of_a_state
        elsewhere = Payer.ORGANISATION if of_a_state else Payer.STATE
        if kind == elsewhere and not cleaned.get("payer") and "payer" not in self.errors:
            self.add_error("payer", _("Enter the name of the State or organisation that pays."))

    def particulars(self) -> TravelParticulars:
        """Return the valid answers as a value."""
        values = {name: self.cleaned_data[name] for name in self.fields if name != "version"}
        if values["payer_kind"] in {Payer.PERSON, Payer.SPONSORSHIP}:
            values["payer"] = ""
        return TravelParticulars(**values)

    def stand_on(self, version: int) -> None:
        """Keep what was typed, and let it be sent on top of another version."""
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(version)
        self.data = data


def withheld_from(*, is_own: bool) -> tuple[str, ...]:
    """Return what the form does not show again: to the person the number, to others the passport."""
    return ("passport_number",) if is_own else IDENTITY


def _sections() -> list[Section | str]:
    return [
        "version",
        Section(
            _("Person"),
            "latin_family_name",
            "latin_given_names",
            "nationality",
            "birth_date",
            "birth_place",
            css_id="person",
        ),
        Section(
            _("Passport"),
            "passport_number",
            "passport_issued_on",
            "passport_expires_on",
            css_id="passport",
        ),
        Section(_("Stay"), "arrives_on", "departs_on", css_id="stay"),
        Section(_("Embassy or consulate"), "post", "post_city", "post_country", css_id="post"),
        Section(_("Costs"), "payer_kind", "payer", css_id="costs"),
    ]
