"""What administrators enter about accounts, and what somebody who was invited enters."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional.text import tidy, validate_one_line, validate_text

from .. import addresses, policies, roles
from ..models import SignIn, User
from ..queries import STATES

CONTROL = {"class": "form-control"}
_SELECT = {"class": "form-select w-auto"}


class Plain(forms.Form):
    """A form as the template of fields shows it."""

    unmarked: tuple[str, ...] = ()


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Why"),
        help_text=_("It stays on record, and administrators read it."),
        max_length=500,
        validators=[validate_text],
        widget=forms.Textarea(attrs={"rows": 2} | CONTROL),
        error_messages={"required": _("Say why: it stays on record.")},
    )


def _roles() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Roles"),
        choices=lambda: [(role, roles.NAMES.get(role, role)) for role in policies.STAFF_ROLES],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Choose at least one role.")},
    )


def _language() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Language of the mail"),
        choices=settings.LANGUAGES,
        widget=forms.Select(attrs=_SELECT),
    )


def _confirmation() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Yes, this account becomes one of staff"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )


class _WithRoles(Plain):
    """Roles of which one at least is given by itself."""

    def clean_roles(self) -> list[str]:
        """Refuse a duty by itself.

        :raises ValidationError: no chosen role enters the admin site
        """
        chosen: list[str] = self.cleaned_data["roles"]
        if not policies.are_enough(chosen):
            raise ValidationError(
                _now("A visa officer is of the ISU’s staff, too: choose both."), code="duty"
            )
        return chosen


def _of_the_delegation(wanted: Iterable[str]) -> str:
    """Say what an account keeps or loses as one of a delegation, as their policies decide."""
    if not set(wanted) & set(policies.SITE_ROLES):
        return _now("What it sees of its delegation stays.")
    return _now(
        "From then on it is no focal point and no delegate any more: it does not open its"
        " delegation, its registration or its requests. Make sure that the delegation has another"
        " focal point first, or invite another address of the same person."
    )


class _Confirmed(Plain):
    """What shows a box to confirm with, once an account was found."""

    unmarked = ("is_confirmed",)

    def ask_to_confirm(self, wanted: Iterable[str]) -> None:
        """Say that the address has an account and what these roles take from it; show the box."""
        told = _now(
            "This address has an account already: somebody comes in with an e-mailed code, as a"
            " delegate or focal point. Once the invitation is accepted, no code opens it any"
            " more, but a password and a second factor."
        )
        self.add_error("is_confirmed", f"{told} {_of_the_delegation(wanted)}")


class InviteForm(_Confirmed, _WithRoles):
    """Whom to invite, and as what."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        validators=[validate_one_line],
        widget=forms.TextInput(attrs=CONTROL),
        error_messages={"required": _("Enter the name.")},
    )
    email = forms.CharField(
        label=_("E-mail address"),
        help_text=_("Their own: whoever reads its mail can accept."),
        max_length=254,
        validators=[validate_one_line],
        widget=forms.EmailInput(attrs={"autocomplete": "off"} | CONTROL),
        error_messages={"required": _("Enter the e-mail address.")},
    )
    roles = _roles()
    language = _language()
    is_confirmed = _confirmation()

    def clean_name(self) -> str:
        """Return the name without double spaces."""
        return tidy(self.cleaned_data["name"])

    def clean_email(self) -> str:
        """Return the address as sign-in compares it.

        :raises ValidationError: it has none, so that nobody would ever come in with it
        """
        address = addresses.plain(self.cleaned_data["email"])
        try:
            EmailValidator()(address)
        except ValidationError as error:
            raise ValidationError(_now("Enter a whole address: name@example.org.")) from error
        return address


class SendAgainForm(_Confirmed):
    """That an account becomes one of staff, where there is one meanwhile."""

    is_confirmed = _confirmation()


class RolesForm(_WithRoles):
    """The roles that somebody shall have from now on, and why."""

    roles = _roles()
    reason = _reason()


class ReasonForm(Plain):
    """Why an administrator does something."""

    reason = _reason()


class NoForm(Plain):
    """Nothing but the button."""


class PeopleForm(Plain):
    """What the list of staff is narrowed down to."""

    q = forms.CharField(
        label=_("Name or address"),
        required=False,
        max_length=200,
        validators=[validate_one_line],
        widget=forms.TextInput(attrs=CONTROL),
    )
    role = forms.ChoiceField(
        label=pgettext_lazy("of staff", "Role"),
        required=False,
        choices=lambda: [
            ("", pgettext_lazy("choice", "All")),
            *((role, roles.NAMES.get(role, role)) for role in policies.STAFF_ROLES),
        ],
        widget=forms.Select(attrs=_SELECT),
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", pgettext_lazy("choice", "All")), *STATES.items()],
        widget=forms.Select(attrs=_SELECT),
    )


class LogForm(Plain):
    """What the sign-in log is narrowed down to."""

    q = forms.CharField(
        label=_("Name, or whole address"),
        required=False,
        max_length=254,
        validators=[validate_one_line],
        widget=forms.TextInput(attrs=CONTROL),
    )
    outcome = forms.ChoiceField(
        label=pgettext_lazy("of a try", "Outcome"),
        required=False,
        choices=[("", pgettext_lazy("choice", "All")), *SignIn.Outcome.choices],
        widget=forms.Select(attrs=_SELECT),
    )
    method = forms.ChoiceField(
        label=_("By"),
        required=False,
        choices=[("", pgettext_lazy("choice", "All")), *SignIn.Method.choices],
        widget=forms.Select(attrs=_SELECT),
    )
    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "class": "form-control w-auto"}
        ),
    )
    person = forms.ModelChoiceField(
        queryset=User.objects.all(), required=False, widget=forms.HiddenInput
    )

    def clean_day(self) -> date | None:
        """Refuse a day on which nobody can have signed in: the end of the last day is no time at all.

        :raises ValidationError: it is outside of the years 2000 to 2100
        """
        day: date | None = self.cleaned_data["day"]
        if day and not 2000 <= day.year <= 2100:
            raise ValidationError(_now("Enter a day between 2000 and 2100."), code="year")
        return day
