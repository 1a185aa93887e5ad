"""What a delegation answers to an invitation, and what it asks for."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from intersessional.codes import address_token
from registration.registrations.forms.amending import VersionField
from registration.registrations.forms.fields import LinesField
from registration.registrations.forms.summary import SummarisedForm
from registration.registrations.models import Registration

from ..details_of_asks import AskDetails
from ..models import Host
from ..models.candidates import REASON_LENGTH

_TOKEN = RegexValidator(r"^[A-Za-z0-9_-]{22}\Z")


def reason_field(label: Any, missing: Any, help_text: Any = "", **given: Any) -> LinesField:
    """Return a field of some lines that somebody else reads."""
    return LinesField(
        label=label,
        help_text=help_text,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": missing},
        **given,
    )


class SeenForm(SummarisedForm):
    """A form that says which version of the bilateral was seen."""

    unmarked: tuple[str, ...] = ()

    version = VersionField()

    def _problem(self, name: str, error: str) -> str:
        if name == "version":
            return _now("The form came without its number. Please send it again.")
        return error


class ParticipantsForm(SeenForm):
    """Who comes, of those who are registered."""

    participants = forms.TypedMultipleChoiceField(
        label=_("Who comes"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("One of these people is not registered any more. Choose again.")
        },
    )

    def __init__(self, *args: Any, people: Iterable[Registration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["participants"]
        field.choices = [(one.pk, one.printed_name) for one in people]


class DeclineForm(SeenForm):
    """Why the delegation does not come."""

    reason = reason_field(_("Why"), _("Say why: the host reads it."), _("The host reads it."))


class AnotherTimeForm(SeenForm):
    """One of the free times, and why."""

    wanted_at = forms.ChoiceField(
        label=_("Which time"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the times."),
            "invalid_choice": _("This time is no longer free. Choose another one."),
        },
    )
    reason = reason_field(_("Why"), _("Say why: the host reads it."), _("The host reads it."))

    def __init__(self, *args: Any, times: Iterable[datetime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["wanted_at"]
        field.choices = [
            (f"{one.timestamp():.0f}", date_format(timezone.localtime(one), "DATETIME_FORMAT"))
            for one in times
        ]

    @property
    def chosen(self) -> datetime:
        """The time that was chosen."""
        return datetime.fromtimestamp(int(self.cleaned_data["wanted_at"]), tz=UTC)


class AskForm(SummarisedForm):
    """A request for a bilateral. Its token makes the same form count once."""

    unmarked: tuple[str, ...] = ()

    token = forms.CharField(widget=forms.HiddenInput, validators=[_TOKEN])
    host = forms.ModelChoiceField(
        label=_("Whom your delegation would like to meet"),
        queryset=Host.objects.none(),
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": _("Choose whom your delegation would like to meet."),
            "invalid_choice": _("Choose one from the list."),
        },
    )
    reason = reason_field(_("Subject"), _("Say what you would like to speak about."))
    wishes = reason_field(
        _("Wishes"),
        "",
        _("For example a time that suits you, a language, or a room without steps."),
        required=False,
    )

    def __init__(self, *args: Any, hosts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = address_token
        field: Any = self.fields["host"]
        field.queryset = hosts

    def _problem(self, name: str, error: str) -> str:
        if name == "token":
            return _now("The form came without its number. Please open the page again.")
        return error

    def renew(self) -> None:
        """Let what was typed count as a new request when it is sent again."""
        typed: Any = self.data
        renewed = typed.copy()
        renewed["token"] = address_token()
        self.data = renewed

    def details(self) -> AskDetails:
        """Return what was typed."""
        return AskDetails(self.cleaned_data["reason"], self.cleaned_data["wishes"])
